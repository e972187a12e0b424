use dateline::ask::Engine;
use dateline::cluster::ClusterSearcher;
use dateline::cluster::client::{Access, Connection};
use dateline::index::Index;
use dateline::model::{Copies, Results};
use dateline::query;
use dateline::search::{Order, Request, Searcher};

use super::nodes::Cluster;
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

#[test]
fn a_question_has_the_same_answer_in_a_cluster_as_at_home() {
    let Some(cluster) = Cluster::of(2) else { return };
    let archive = Archive::new();
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/archive");
    let name = "questions";
    archive.run(&["export", sample, "--cluster", &cluster.addresses(1), "--name", name]).exits(0);
    let home = Searcher::open(&Index::open(&archive.path().join("index")).unwrap()).unwrap();
    // Each node is asked in turn: one may hide what another does otherwise.
    let engines = [1, 2].map(|node| {
        let connection = Connection::open(&Access::to(&cluster.addresses(node)).unwrap()).unwrap();
        ClusterSearcher::open(connection, name).unwrap()
    });
    let made = made(&home);
    let mut score = Score::default();
    for (number, text) in WRITTEN.iter().map(|text| (*text).to_owned()).chain(made).enumerate() {
        let parsed = query::parse(&text, || jiff::civil::date(2026, 11, 30)).unwrap();
        let ways =
            [(Copies::All, Order::Relevance), (Copies::Collapse, Order::Relevance), (Copies::First, Order::Newest)];
        let ways = if number < EVERY_WAY { &ways[..] } else { &ways[number % 3..=number % 3] };
        for (copies, order) in ways {
            let facets =
                ["country", "mentions", "topic", "topic2", "site", "lang", "kind", "author", "month", "week", "day"];
            let request = Request::new(parsed.query.clone()).copies(*copies).order(*order).facets(facets);
            let (expected, found) = (home.search(&request), Engine::search(&engines[number % 2], &request));
            match (expected, found) {
                (Ok(expected), Ok(found)) => score.compare(&text, &expected, &found),
                (expected, found) => {
                    let told = |answer: dateline::Result<Results>| answer.map_err(|error| error.to_string()).err();
                    assert_eq!(told(expected), told(found), "{text}");
                }
            }
        }
        assert_eq!(
            home.ids(&Request::new(parsed.query.clone())).ok(),
            engines[number % 2].ids(&Request::new(parsed.query)).ok(),
            "{text}"
        );
    }
    score.is_enough();
    cluster.forget(name);
}

/// How far the orders of two engines agree.
#[derive(Default)]
struct Score {
    answers: usize,
    same: usize,
    overlap: f64,
}

impl Score {
    /// All that is counted is the same; the order may differ where scores that are no two engines' own are close.
    #[track_caller]
    fn compare(&mut self, text: &str, expected: &Results, found: &Results) {
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
