//! What `extract --format jsonl` wrote, indexed: the ids, facets and answers that the pages give. So an archive can be read on many
//! machines and indexed on one.

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::LazyLock;

use dateline::ask::{Engine, Limit, Page, Purpose, Question};
use dateline::enrich::Enricher;
use dateline::index::Index;
use dateline::ingest::{self, Options, Progress, ingest};
use dateline::model::{Copies, Hit, Origin, Results};
use dateline::present::machine;
use dateline::search::{Searcher, keep_copies};
use dateline::source::{self, Companions, Found, Limits, Root};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Value, json};

use crate::harness::Archive;

static ENRICHER: LazyLock<Enricher> = LazyLock::new(Enricher::new);

/// Nobody who waits.
struct Silence;

impl Progress for Silence {}

/// The lines that `extract` writes for a folder.
fn lines(folder: &Path) -> String {
    let now = jiff::Timestamp::now();
    let mut lines = String::new();
    for found in source::walk(vec![Root::named(folder).unwrap()], None, Companions::default()) {
        let Found::File(file) = found else { continue };
        source::open(file.origin, &Limits::default(), &mut |capture| {
            let entry = capture.and_then(|capture| ingest::read(capture, &ENRICHER, now));
            if let Ok((Some(entry), _)) = entry {
                lines.push_str(&format!("{}\n", machine::entry(&entry)));
            }
            ControlFlow::Continue(())
        })
        .unwrap();
    }
    lines
}

/// An index of a folder.
fn indexed(folder: &Path, index: &Path) -> Searcher {
    let index = Index::open_or_create(index).unwrap();
    let before = index.snapshot().unwrap();
    ingest(&index, &[folder.to_path_buf()], &Options::default().threads(2), &Silence).unwrap();
    keep_copies(&index, &before).unwrap();
    Searcher::open(&index).unwrap()
}

const FACETS: [&str; 8] = ["country", "topic", "site", "lang", "kind", "year", "month", "author"];

fn answer(searcher: &Searcher, text: &str, copies: Copies) -> Results {
    let engine: &dyn Engine = searcher;
    let page = Page { offset: 0, limit: Some(Limit::All) };
    let question = Question::new(text).copies(copies).page(page).facets(FACETS);
    question.answer(engine, Purpose::Page, &|| jiff::civil::date(2026, 1, 1)).unwrap()
}

/// What an answer says, but for where the bytes lie and how long it took. Captures of one page have one id and one score, and stand in the
/// order of their places.
fn told(results: Results) -> Vec<String> {
    let hit = |hit: Hit| machine::hit(&Hit { origin: Origin::default(), ..hit }).to_string();
    let mut hits: Vec<String> = results.hits.into_iter().map(hit).collect();
    hits.sort();
    hits.extend(results.facets.iter().map(|facet| json!(facet).to_string()));
    hits.push(format!("{} of {}", results.total, results.articles));
    hits
}

/// Shows no more than what differs.
fn assert_same(first: Vec<String>, second: Vec<String>, question: &str) {
    let only_in = |one: &[String], other: &[String]| {
        let lines = one.iter().filter(|line| !other.contains(line)).take(3);
        lines.map(|line| format!("  {line}\n")).collect::<String>()
    };
    assert!(first == second, "{question}\npages:\n{}lines:\n{}", only_in(&first, &second), only_in(&second, &first));
}

/// Asks the pages in `folder` and the lines that were made of them the same questions.
fn same_answers(folder: &Path, questions: &[&str]) {
    let scratch = tempfile::tempdir().unwrap();
    let written = lines(folder);
    let elsewhere = scratch.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    // Read on two machines, a part of the archive each.
    let count = written.lines().count();
    for (name, part) in [("a.jsonl", 0..count / 3), ("b.jsonl", count / 3..count)] {
        let part: String = written.lines().skip(part.start).take(part.len()).map(|line| format!("{line}\n")).collect();
        fs::write(elsewhere.join(name), part).unwrap();
    }
    let pages = indexed(folder, &scratch.path().join("index-of-pages"));
    let taken_over = indexed(&elsewhere, &scratch.path().join("index-of-lines"));
    for question in questions {
        for copies in [Copies::Collapse, Copies::All] {
            let (first, second) = (answer(&pages, question, copies), answer(&taken_over, question, copies));
            assert_same(told(first), told(second), &format!("{question} {copies:?}"));
        }
    }
    assert_eq!(answer(&pages, "*", Copies::All).total, count as u64, "every line is an article");
}

#[test]
fn the_sample_archive_gives_the_same_answers() {
    let archive = Archive::new();
    let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/archive");
    let written = archive.run(&["extract", corpus, "--format", "jsonl"]).stdout();
    assert!(written.lines().count() > 80 && written.lines().all(|line| line.contains("\"producer\":\"dateline\"")));
    let questions = [
        "*",
        "ferry OR strait OR museum",
        "\"naval base\"",
        "country:sy",
        "date:2025-10",
        "port NEAR/5 ship",
        "topic:economy",
    ];
    same_answers(Path::new(corpus), &questions);
}

const SENTENCES: &[&str] = &[
    "The ferry to Tartus sails again from the old pier.",
    "PARIS — The city council voted to raise water rates.",
    "Crews began to repair the bridge in Medford, Massachusetts, on Monday.",
    "The Cambridge library will close for six weeks in May.",
    "Boston, Massachusetts, opened a new harbour line.",
    "Der Hafen von Kiel bleibt wegen des Sturms geschlossen.",
    "Le port du Havre reste fermé, a dit la mairie.",
    "Власти порта Одесса закрыли мост.",
    "港の橋は月曜日に閉鎖された。",
    "ميناء طرطوس مغلق بسبب العاصفة.",
    "She said \"no\" & left < early > than <b>planned</b>.",
    "Soviet ships left Yugoslavia in 1989.",
    "Prices rose by 1,200,000 euros = a third.",
    "The minister of Syria met his colleague from Georgia in Tbilisi.",
];
const DATES: &[&str] = &[
    "2025-11-03",
    "2025-11",
    "2025",
    "03/04/2025",
    "25/06/2025",
    "06/26/2025",
    "2025-11-03T06:40:00+03:00",
    "1989-02-01",
    "soon",
    "",
];
const NAMES: &[&str] = &["Ann Lee", "Jürgen Groß", "Оксана Петренко", "O'Neill | Sons", "de la Cruz, María"];

/// Texts with a story's length.
fn story() -> impl Strategy<Value = String> {
    prop::collection::vec(select(SENTENCES), 1..9).prop_map(|sentences| {
        let paragraphs: Vec<String> = sentences.chunks(3).map(|sentences| sentences.join(" ")).collect();
        paragraphs.join("\n\n")
    })
}

/// A record as some crawler may have written it. Which of several captures of one page is shown goes by the places in which they lie, so
/// no address stands twice.
fn record() -> impl Strategy<Value = Value> {
    let place = (select(&["river.example", "days.example", "Post of the Quay", ""][..]), any::<u32>(), any::<bool>());
    let labels = (
        subsequence(NAMES, 0..3),
        subsequence(&["ports", "weather", "a|b", "été"][..], 0..3),
        select(&["World", "Economy", ""][..]),
        select(&["", "SY", "Germany"][..]),
        select(&["", "en", "de", "zz"][..]),
    );
    (place, story(), select(DATES), labels, prop::option::of("[ -~é\u{2028}]{0,40}")).prop_map(
        |((site, number, has_address), text, date, (authors, tags, section, country, lang), title)| {
            let mut record =
                json!({ "id": format!("desk-{number}"), "text": text, "date": date, "authors": authors, "tags": tags });
            let told = [("section", section), ("country", country), ("lang", lang)];
            told.iter().filter(|(_, value)| !value.is_empty()).for_each(|(key, value)| record[*key] = json!(value));
            if has_address && site.contains('.') {
                record["url"] = json!(format!("https://{site}/{number}?utm_source=x"));
            } else {
                record["publication"] = json!(site);
            }
            title.into_iter().for_each(|title| record["title"] = json!(title));
            record
        },
    )
}

/// Another form of the same: a page, or a text with front matter.
fn file_of(record: &Value, form: usize) -> (&'static str, String) {
    let text = |key: &str| record[key].as_str().unwrap_or_default();
    let escaped = |key: &str| text(key).replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    match form {
        0 => ("json", record.to_string()),
        1 => {
            let body: String = escaped("text").split("\n\n").map(|paragraph| format!("<p>{paragraph}</p>")).collect();
            let (title, date, url) = (escaped("title"), escaped("date"), escaped("url"));
            let page = format!(
                "<!DOCTYPE html><html><head><title>{title}</title><link rel=canonical href=\"{url}\">\
                 <meta property=article:published_time content=\"{date}\"></head><body><article><h1>{title}</h1>{body}</article></body></html>"
            );
            ("html", page)
        }
        _ => ("md", format!("---\ntitle: Of the quay\ndate: {}\n---\n\n{}\n", text("date"), text("text"))),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn any_archive_gives_the_same_answers(stories in prop::collection::vec((record(), 0..3usize), 1..50), wire in prop::collection::vec(record(), 0..20)) {
        let archive = Archive::new();
        for (number, (record, form)) in stories.iter().enumerate() {
            let (ending, bytes) = file_of(record, *form);
            archive.write(&format!("{number}.{ending}"), bytes);
        }
        let wire: String = wire.iter().map(|record| format!("{record}\n")).collect();
        archive.write("wire.jsonl", wire);
        let questions = ["*", "ferry OR bridge OR порта", "country:us", "country:unknown", "date:2025", "date:2025-04-03..2025-04-03", "\"new harbour line\"", "author:\"Ann Lee\""];
        same_answers(&archive.path().join("archive"), &questions);
    }
}

#[test]
fn what_a_site_settles_is_settled_in_articles_that_were_read_elsewhere() {
    let archive = Archive::new();
    let story = |name: &str, date: &str, text: &str| {
        let record =
            json!({ "url": format!("https://river.example/{name}"), "title": "A story", "date": date, "text": text });
        archive.write(&format!("{name}.json"), record.to_string());
    };
    for town in ["Boston", "Medford", "Lowell", "Quincy", "Worcester", "Lynn", "Brockton", "Salem", "Revere", "Malden"]
    {
        let text = format!("Crews began to repair the bridge in {town}, Massachusetts, on Monday. It will take weeks.");
        story(town, "25/06/2025", &text);
    }
    story("open", "03/04/2025", "The Cambridge library will close for six weeks in May. The city gave no reason.");
    same_answers(&archive.path().join("archive"), &["date:2025-04-03", "country:us", "Cambridge"]);
    archive.write("../lines/all.jsonl", lines(&archive.path().join("archive")));
    let taken_over = indexed(&archive.path().join("lines"), &archive.path().join("index"));
    let settled = answer(&taken_over, "Cambridge country:us date:2025-04-03", Copies::All);
    assert_eq!(settled.total, 1, "the lines let the site speak");
}
