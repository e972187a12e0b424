use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError};

use dateline::ErrorKind;
use dateline::ask::Engine;
use dateline::cluster::ClusterSearcher;
use dateline::cluster::client::{Access, Connection};
use dateline::index::Index;
use dateline::model::{Copies, Results};
use dateline::query::{self, Query};
use dateline::search::{Order, Request, Searcher};

use super::nodes::{Cluster, write_stories};
use super::random::Questions;
use crate::harness::Archive;

/// How many questions are made beside those that are written here.
const MADE: usize = 120;

/// So many of the first questions are asked in every order and with copies and without; the others in one way each.
const EVERY_WAY: usize = 8;

/// Every construct of the query language, and what has no exact form in a cluster.
const WRITTEN: &[&str] = &[
    "*",
    "port",
    "harbour closed",
    "syria OR airbase OR harbour OR minister OR election",
    "base AND NOT syria",
    "* -port",
    "\"naval base\"",
    "\"the base\"~2",
    "=Tartous",
    "=\"Naval Base\"",
    "ship NEAR/5 port",
    "ship PRE/5 port",
    "ship w/s port",
    "ship w/p port",
    "the NEAR/3 the",
    "(port NEAR/5 ship) NEAR/10 russia",
    "(port OR harbour) NEAR/8 \"the ship\"",
    "atleast2(port)",
    "atleast3(the)",
    "atleast40(the)",
    "atleast2(banks)",
    "atleast3(banks)",
    "atleast2(ceasefire)",
    "atleast2(cease-fire)",
    "atleast2(al-Assad)",
    "atleast2(US)",
    "airbas*",
    "t?rtous",
    "/har.*/",
    "hmeimim~1",
    "of~1",
    "Hmeimim",
    "putin AND (syria OR ukraine)",
    "president^2 OR minister",
    "россия",
    "莫斯科",
    "\"莫斯科 见面\"~1",
    "cease-fire",
    "\"United States\"",
    "US",
    "#quay",
    "title:port",
    "author:smith",
    "tag:politics",
    "url:example",
    "country:sy",
    "country:asia OR mentions:fr",
    "topic:politics",
    "lang:en",
    "kind:article",
    "date:2025-10",
    "date:2025..2026",
    "date:2025-10-15T12:00..",
    "date:unknown",
    "ship NOT (ship NEAR/5 =Port)",
    "prot",
    "country:nowhere",
    "site:nowhere.example",
];

/// Words that are written in several ways: a place counts once, whatever terms stand there.
const WRITTEN_OTHERWISE: &[&str] = &[
    "The bank-s of the river were flooded, and so were both banks of the canal.",
    "Both banks were flooded, the bank-s of the river and all other banks.",
    "The cease-fire held for a day in all of the towns along the river.",
    "The cease-fire held for a day. The ceasefire was to last, said al-Assad to the U.S. envoy.",
    "A cease fire was declared. The cease-fire and the ceasefire failed: Assad met al-Assad, and the US met the US.",
];

/// How many random questions are asked; with DATELINE_PROOFS=full ten times as many, or as
/// many as that says.
const RANDOM: usize = 2_000;

#[test]
fn a_question_has_the_same_answer_in_a_cluster_as_at_home() {
    let Some(cluster) = Cluster::of(2) else { return };
    let archive = Archive::new();
    let name = std::env::var("DATELINE_PARITY_NAME").unwrap_or("questions".to_owned());
    // An index that was exported before under that name, of what is no part of this repository.
    let index = match std::env::var_os("DATELINE_PARITY_INDEX") {
        Some(index) => index.into(),
        None => {
            write_stories(&archive, 0, 400, 0);
            for (number, body) in WRITTEN_OTHERWISE.iter().enumerate() {
                archive.write(&format!("otherwise-{number}.html"), format!("<html><body><p>{body}</p></body></html>"));
            }
            let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/archive");
            let addresses = cluster.addresses(1);
            archive.run(&["export", "archive", sample, "--cluster", &addresses, "--name", &name]).exits(0);
            archive.path().join("index")
        }
    };
    let home = Searcher::open(&Index::open(&index).unwrap()).unwrap();
    // Each node is asked in turn: one may hide what another does otherwise.
    let engines = [1, 2].map(|node| {
        let connection = Connection::open(&Access::to(&cluster.addresses(node)).unwrap()).unwrap();
        ClusterSearcher::open(connection, &name).unwrap()
    });
    let both = Both { home, engines, score: Mutex::default() };
    let written = WRITTEN.iter().map(|text| (*text).to_owned()).chain(made(&both.home));
    let read = |text: String| query::parse(&text, || jiff::civil::date(2026, 11, 30)).unwrap().query;
    let mut random = Questions::new(texts(&both.home));
    let count = match std::env::var("DATELINE_PROOFS").as_deref() {
        Ok("full") => 10 * RANDOM,
        Ok(count) => count.parse().unwrap_or(RANDOM),
        Err(_) => RANDOM,
    };
    let queries: Vec<Query> = written.map(read).chain((0..count).map(|_| random.question(2))).collect();
    let (next, wrong) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..ASKERS {
            scope.spawn(|| {
                while let Some((number, query)) =
                    Some(next.fetch_add(1, Relaxed)).and_then(|n| Some((n, queries.get(n)?)))
                {
                    // All that differs is told, not the first of it alone.
                    if catch_unwind(AssertUnwindSafe(|| both.ask(number, query))).is_err() {
                        wrong.fetch_add(1, Relaxed);
                    }
                }
            });
        }
    });
    assert_eq!(wrong.into_inner(), 0, "answers differ, of {} questions; they are told above", queries.len());
    both.score.into_inner().unwrap_or_else(PoisonError::into_inner).is_enough();
    if name == "questions" {
        cluster.forget(&name);
    }
}

/// How many ask at once.
const ASKERS: usize = 3;

/// The same archive at both engines; that of the cluster by each of two nodes.
struct Both {
    home: Searcher,
    engines: [ClusterSearcher; 2],
    score: Mutex<Score>,
}

impl Both {
    /// Asks both the same, and compares.
    fn ask(&self, number: usize, query: &Query) {
        let Both { home, engines, score } = self;
        let ways = [
            (Copies::All, Order::Relevance),
            (Copies::Collapse, Order::Relevance),
            (Copies::First, Order::Newest),
            (Copies::Longest, Order::Oldest),
        ];
        let ways = if number < EVERY_WAY { &ways[..] } else { &ways[number % ways.len()..=number % ways.len()] };
        let engine = &engines[number % 2];
        for (copies, order) in ways {
            let facets =
                ["country", "mentions", "topic", "topic2", "site", "lang", "kind", "author", "month", "week", "day"];
            let request = Request::new(query.clone()).copies(*copies).order(*order).facets(facets);
            match (home.search(&request), Engine::search(engine, &request)) {
                (Ok(expected), Ok(found)) => {
                    score.lock().unwrap_or_else(PoisonError::into_inner).compare(query, &expected, &found);
                }
                // What only more texts than are read could tell is refused, in an archive that has so many.
                (Ok(_), Err(error)) if matches!(error.kind, ErrorKind::Limit { .. }) => {
                    score.lock().unwrap_or_else(PoisonError::into_inner).refused += 1;
                    return;
                }
                (expected, found) => {
                    let told = |answer: dateline::Result<Results>| answer.map_err(|error| error.to_string()).err();
                    assert_eq!(told(found), told(expected), "{query}");
                }
            }
        }
        let request = Request::new(query.clone());
        assert_eq!(engine.ids(&request).ok(), home.ids(&request).ok(), "{query}");
    }
}

/// Words that follow each other, from some of the archive's articles.
fn texts(home: &Searcher) -> Vec<Vec<String>> {
    let some = home.search(&Request::new(query::Query::All).limit(1_000).snippets(0)).unwrap();
    let words = |text: &str| dateline::text::words::words(text).into_iter().take(60).map(|word| word.text).collect();
    let of_hit = |hit: &dateline::model::Hit| {
        let entry = home.article(&hit.id.to_string()).unwrap().remove(0);
        [words(&hit.title.text), words(&entry.article.body)]
    };
    some.hits.iter().flat_map(of_hit).filter(|words: &Vec<String>| words.len() > 2).collect()
}

/// How far the orders of two engines agree.
#[derive(Default)]
struct Score {
    answers: usize,
    /// Questions that a cluster does not answer since only too many texts could.
    refused: usize,
    same: usize,
    overlap: f64,
}

impl Score {
    /// All that is counted is the same; the order may differ where scores that are no two engines' own are close.
    #[track_caller]
    fn compare(&mut self, text: &Query, expected: &Results, found: &Results) {
        assert_eq!((found.total, found.articles), (expected.total, expected.articles), "{text}");
        assert_eq!(found.facets, expected.facets, "{text}");
        assert_eq!(found.expansions, expected.expansions, "{text}");
        assert_eq!(found.suggestions, expected.suggestions, "{text}");
        assert_eq!(found.warnings, expected.warnings, "{text}");
        let ids = |results: &Results| results.hits.iter().map(|hit| hit.id).collect::<Vec<_>>();
        let (expected_ids, found_ids) = (ids(expected), ids(found));
        self.answers += 1;
        self.same += usize::from(expected_ids == found_ids);
        let common = expected_ids.iter().filter(|id| found_ids.contains(id)).count();
        self.overlap += if expected_ids.is_empty() { 1.0 } else { common as f64 / expected_ids.len() as f64 };
        for hit in &found.hits {
            if let Some(expected) = expected.hits.iter().find(|other| other.origin == hit.origin) {
                assert_eq!((&hit.snippets, &hit.title), (&expected.snippets, &expected.title), "{text}");
                assert_eq!((&hit.spread, hit.captures), (&expected.spread, expected.captures), "{text}");
            }
        }
    }

    #[track_caller]
    fn is_enough(&self) {
        let (same, overlap) = (self.same as f64 / self.answers as f64, self.overlap / self.answers as f64);
        assert!(same >= 0.95, "{} of {} first pages are the same", self.same, self.answers);
        assert!(overlap >= 0.995, "the first pages overlap by {overlap:.4}");
        let refused = self.refused as f64 / (self.answers + self.refused) as f64;
        eprintln!("{} questions are refused", self.refused);
        assert!(refused <= 0.02, "{} questions are refused", self.refused);
        eprintln!("{} answers: {same:.3} of the first pages are the same, they overlap by {overlap:.4}", self.answers);
    }
}

/// Questions of words that the archive has, made by chance, the same ones always.
fn made(home: &Searcher) -> Vec<String> {
    let everything = home.search(&Request::new(query::Query::All).limit(200).order(Order::Oldest)).unwrap();
    let titles: Vec<Vec<String>> = everything
        .hits
        .iter()
        .map(|hit| dateline::text::words::words(&hit.title.text).into_iter().map(|word| word.text).collect())
        .filter(|words: &Vec<String>| words.len() > 2)
        .collect();
    let mut state = 7_u64;
    let mut dice = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let forms = 12;
    (0..MADE)
        .map(|number| {
            let title = &titles[dice(titles.len())];
            let at = dice(title.len() - 1);
            let (one, next) = (&title[at], &title[at + 1]);
            let other = &titles[dice(titles.len())][0];
            let beginning: String = one.chars().take(3).collect();
            match number % forms {
                0 => one.clone(),
                1 => format!("{one} {other}"),
                2 => format!("{one} OR {other} OR {next}"),
                3 => format!("{one} AND NOT {other}"),
                4 => format!("\"{one} {next}\""),
                5 => format!("{one} NEAR/{} {next}", 1 + dice(9)),
                6 => format!("{next} w/s {one}"),
                7 => format!("{beginning}*"),
                8 => format!("title:{one} OR {other}"),
                9 => format!("{one}~1"),
                10 => format!("atleast2({one})"),
                _ => format!("({one} OR {other}) PRE/6 {next}"),
            }
        })
        .filter(|text| query::parse(text, || jiff::civil::date(2026, 11, 30)).is_ok())
        .collect()
}
