//! The sample archive read as a whole, against what a perfect reader makes of it.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write;
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use dateline::enrich::Enricher;
use dateline::extract::extract;
use dateline::ingest;
use dateline::model::{Article, Origin};
use dateline::source::{self, Limits};
use serde::Deserialize;

/// The mean F1 of the bodies that must be reached.
const BODY_F1: f64 = 0.995;

/// A line of `corpus/gold/articles.jsonl`.
#[derive(Deserialize)]
struct Gold {
    path: String,
    member: Option<String>,
    title: String,
    lang: String,
    kind: String,
    body: String,
}

fn corpus() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus"))
}

fn gold() -> Vec<Gold> {
    let lines = fs::read_to_string(corpus().join("gold/articles.jsonl")).expect("the gold is there");
    lines.lines().map(|line| serde_json::from_str(line).expect("a line of the gold is JSON")).collect()
}

/// The articles of a file of the archive, by the member that they are.
fn articles(path: &str) -> BTreeMap<Option<String>, Article> {
    let limits = Limits::default();
    let mut articles = BTreeMap::new();
    let origin = Origin::file(corpus().join("archive"), path);
    let opened = source::open(origin, &limits, &mut |capture| {
        if let Some(article) = extract(&capture.expect("the record is read")).article {
            articles.insert(article.origin.member.clone(), article);
        }
        ControlFlow::Continue(())
    });
    opened.expect("the file opens");
    articles
}

/// The runs of four words of a text, or the whole of a shorter one.
fn shingles(text: &str) -> HashSet<Vec<String>> {
    let lower = text.to_lowercase();
    let words: Vec<String> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    words.windows(words.len().clamp(1, 4)).map(<[String]>::to_vec).collect()
}

/// The harmonic mean of precision and recall.
fn f1(found: &str, wanted: &str) -> f64 {
    let (found, wanted) = (shingles(found), shingles(wanted));
    match found.len() + wanted.len() {
        0 => 1.0,
        both => 2.0 * found.intersection(&wanted).count() as f64 / both as f64,
    }
}

#[test]
fn the_archive_is_read_as_a_perfect_reader_would() {
    let gold = gold();
    let (mut faults, mut worst, mut total) = (String::new(), String::new(), 0.0);
    for wanted in &gold {
        let found = articles(&wanted.path);
        let Some(article) = found.get(&wanted.member) else {
            let _ = writeln!(faults, "{} {:?}: not found among {:?}", wanted.path, wanted.member, found.keys());
            continue;
        };
        let place = format!("{} {}", wanted.path, wanted.member.as_deref().unwrap_or_default());
        let f1 = f1(&article.body, &wanted.body);
        total += f1;
        for (what, found, wanted) in [
            ("title", article.title.as_deref().unwrap_or_default(), &wanted.title),
            ("lang", article.lang.as_deref().unwrap_or_default(), &wanted.lang),
            ("kind", article.kind.name(), &wanted.kind),
        ] {
            if found != wanted {
                let _ = writeln!(faults, "{place}: {what} is {found:?}, wanted {wanted:?}");
            }
        }
        if f1 < BODY_F1 {
            let _ = writeln!(worst, "{place}: body F1 {f1:.3}");
        }
    }
    let mean = total / gold.len() as f64;
    assert!(faults.is_empty() && mean >= BODY_F1, "{faults}{worst}mean body F1 {mean:.4} of {}", gold.len());
    assert!(gold.len() >= 80, "the gold was not found");
}

/// What the last release read, and by which version; see CONTRIBUTING.md, "Other reading".
#[test]
fn who_reads_otherwise_than_the_last_release_says_so_by_the_reading_version() {
    let released = fs::read_to_string(corpus().join("gold/reading.tsv")).unwrap();
    let released = released.lines().find(|line| !line.starts_with('#')).and_then(|line| line.split_once('\t'));
    let (version, hash) = released.expect("a version and a hash");
    let (enricher, limits) = (Enricher::new(), Limits::default());
    let now = "2026-01-01T00:00:00Z".parse().unwrap();
    let mut read = Vec::new();
    for found in
        source::walk(vec![source::Root::named(&corpus().join("archive")).unwrap()], None, source::Companions::default())
    {
        let source::Found::File(file) = found else { continue };
        let opened = source::open(file.origin, &limits, &mut |capture| {
            if let Ok((Some(mut entry), _)) = capture.and_then(|capture| ingest::read(capture, &enricher, now)) {
                // Where the sample archive lies is nobody's reading.
                entry.article.origin.base = "".to_owned().into();
                read.push(serde_json::to_string(&entry).unwrap());
            }
            ControlFlow::Continue(())
        });
        opened.expect("the file opens");
    }
    assert!(read.len() > 50, "the sample archive was not read: {}", read.len());
    read.sort();
    let reads = format!("{:016x}", xxhash_rust::xxh3::xxh3_64(read.concat().as_bytes()));
    let is_greater = ingest::READING_VERSION > version.parse().unwrap();
    assert!(reads == hash || is_greater, "what is read has changed ({reads}): READING_VERSION has to grow");
}
