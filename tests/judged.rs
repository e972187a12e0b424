//! The judged queries of `corpus/gold/queries.jsonl`, and the days, countries and topics of `corpus/gold/articles.jsonl`,
//! against the sample archive as the program indexes it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use dateline::index::Index;
use dateline::ingest::{Options, ingest};
use dateline::model::{self, Entry, Origin};
use dateline::query;
use dateline::search::{Request, Searcher};
use serde::Deserialize;
use tempfile::TempDir;

/// The mean nDCG@10 that must be reached.
const NDCG: f64 = 0.85;
/// The share of articles whose day, first country and first topic must be as the gold has them.
const DAYS: f64 = 0.95;
const FOCUS: f64 = 0.90;
const TOPICS: f64 = 0.85;

/// An article as the gold names it: file and member.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
struct Place {
    path: String,
    member: Option<String>,
}

#[derive(Deserialize)]
struct Judged {
    query: String,
    relevant: Vec<Graded>,
    #[serde(default)]
    must_not: Vec<Place>,
}

#[derive(Deserialize)]
struct Graded {
    #[serde(flatten)]
    place: Place,
    grade: u32,
}

#[derive(Deserialize)]
struct Gold {
    #[serde(flatten)]
    place: Place,
    title: Option<String>,
    body: String,
    day: Option<String>,
    countries: Vec<String>,
    topics: Vec<String>,
}

fn corpus() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus"))
}

fn lines<T: for<'de> Deserialize<'de>>(name: &str) -> Vec<T> {
    let text = fs::read_to_string(corpus().join("gold").join(name)).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn indexed() -> (TempDir, Searcher) {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open_or_create(folder.path()).unwrap();
    let report = ingest(&index, &[corpus().join("archive")], &Options::default(), &()).unwrap();
    assert_eq!(report.failed, 0);
    let searcher = Searcher::open(&index).unwrap();
    (folder, searcher)
}

/// An origin as the gold names it.
fn place(origin: &Origin) -> Place {
    let path = origin.path.strip_prefix("archive").unwrap().to_str().unwrap().to_owned();
    Place { path, member: origin.member.clone() }
}

/// Normalized discounted cumulative gain of the first ten (Järvelin and Kekäläinen, TOIS 2002).
fn ndcg(found: &[Place], relevant: &[Graded]) -> f64 {
    let gain = |rank: usize, grade: u32| f64::from(grade) / (rank as f64 + 2.0).log2();
    let grade = |place: &Place| relevant.iter().find(|graded| graded.place == *place).map_or(0, |graded| graded.grade);
    let mut best: Vec<u32> = relevant.iter().map(|graded| graded.grade).collect();
    best.sort_unstable_by(|a, b| b.cmp(a));
    let ideal: f64 = best.iter().take(10).enumerate().map(|(rank, grade)| gain(rank, *grade)).sum();
    let reached: f64 = found.iter().take(10).enumerate().map(|(rank, place)| gain(rank, grade(place))).sum();
    if ideal == 0.0 { f64::from(u8::from(found.is_empty())) } else { reached / ideal }
}

#[test]
fn judged_queries_find_what_is_relevant() {
    let (_folder, searcher) = indexed();
    let judged: Vec<Judged> = lines("queries.jsonl");
    assert!(judged.len() >= 40);
    let mut told = Vec::new();
    let mut sum = 0.0;
    for question in &judged {
        let query = query::parse(&question.query, || jiff::civil::date(2026, 1, 1)).unwrap().query;
        let results = searcher.search(&Request::new(query).limit(50)).unwrap();
        let found: Vec<Place> = results.hits.iter().map(|hit| place(&hit.origin)).collect();
        let score = ndcg(&found, &question.relevant);
        sum += score;
        let wrong: Vec<&Place> = question.must_not.iter().filter(|place| found.contains(place)).collect();
        if score < 0.8 || !wrong.is_empty() {
            told.push(format!("{score:.2}  {}  wrong: {wrong:?}", question.query));
        }
    }
    let mean = sum / judged.len() as f64;
    assert!(mean >= NDCG, "mean nDCG@10 {mean:.3}\n{}", told.join("\n"));
}

#[test]
fn days_countries_and_topics_are_as_the_gold_has_them() {
    let (_folder, searcher) = indexed();
    let every = searcher.search(&Request::default().limit(200).snippets(0)).unwrap();
    let entries: BTreeMap<Place, Entry> = every
        .hits
        .iter()
        .flat_map(|hit| searcher.article(&hit.id.to_string()).unwrap())
        .map(|entry| (place(&entry.article.origin), entry))
        .collect();
    let gold: Vec<Gold> = lines("articles.jsonl");
    let mut told = Vec::new();
    let (mut days, mut focus, mut topics) = (0.0, 0.0, 0.0);
    for wanted in &gold {
        let entry = entries.get(&wanted.place).unwrap_or_else(|| panic!("{:?} is not indexed", wanted.place));
        let day = entry.article.published.as_ref().map(|published| published.day_text());
        let country = entry.countries.first().map(|label| label.code.clone());
        let topic = entry.topics.first().map(|label| format!("{}000000", &label.code[..2]));
        let is_day = day == wanted.day;
        let gold_codes: Vec<&str> =
            wanted.countries.iter().filter_map(|code| Some(model::country(code)?.code)).collect();
        let is_focus = country.as_ref().map_or(gold_codes.is_empty(), |code| gold_codes.contains(&code.as_str()));
        let is_topic = topic.as_ref().map_or(wanted.topics.is_empty(), |code| {
            wanted.topics.iter().any(|gold| gold.trim_start_matches("medtop:") == code)
        });
        days += f64::from(u8::from(is_day));
        focus += f64::from(u8::from(is_focus));
        topics += f64::from(u8::from(is_topic));
        if !(is_day && is_focus && is_topic) {
            told.push(format!(
                "{}: {day:?} {country:?} {topic:?}, wanted {:?} {:?} {:?}",
                wanted.place.path, wanted.day, wanted.countries, wanted.topics
            ));
        }
    }
    let share = |count: f64| count / gold.len() as f64;
    let figures = format!("days {:.3}, focus {:.3}, topics {:.3}", share(days), share(focus), share(topics));
    let reached = share(days) >= DAYS && share(focus) >= FOCUS && share(topics) >= TOPICS;
    assert!(reached, "{figures}\n{}", told.join("\n"));
}

/// Words that stand in menus, sidebars, related links and comment forms far more often than in stories.
const MENU_WORDS: &str =
    "weather sport health oil paris business politics culture travel music science opinion archive subscribe comments";

#[test]
fn a_word_of_the_menu_is_no_hit() {
    let (_folder, searcher) = indexed();
    let gold: Vec<Gold> = lines("articles.jsonl");
    let mut told = Vec::new();
    let (mut found, mut right) = (0, 0);
    for word in MENU_WORDS.split(' ') {
        let query =
            query::parse(&format!("title:={word} OR body:={word}"), || jiff::civil::date(2026, 1, 1)).unwrap().query;
        let hits = searcher.search(&Request::new(query).limit(200).snippets(0)).unwrap().hits;
        for hit in &hits {
            let origin = place(&hit.origin);
            let own = gold.iter().find(|gold| gold.place == origin).unwrap();
            let text = format!("{}\n{}", own.title.as_deref().unwrap_or_default(), own.body).to_lowercase();
            let has = text.split(|c: char| !c.is_alphanumeric()).any(|own| own == word);
            found += 1;
            right += usize::from(has);
            if !has {
                told.push(format!("{word}: {}", origin.path));
            }
        }
    }
    assert!(found >= 10 && right as f64 >= 0.95 * found as f64, "{right} of {found}\n{}", told.join("\n"));
}
