//! To add a language is to add a folder and a line: here are those of Quaxian, which nobody speaks, and every room that
//! uses what belongs to a language is seen to use them.

use std::fs;

use crate::enrich::{Enricher, resolve_country, resolve_topic};
use crate::extract::extract;
use crate::index::Index;
use crate::ingest::{Options, ingest};
use crate::lang::{self, Stem};
use crate::model::{Article, Capture, DateSource, Declared, Entry, MediaType, Origin};
use crate::query;
use crate::search::{Request, Searcher};

/// A page in Quaxian.
fn page(head: &str, body: &str) -> Article {
    let bytes = format!("<html lang=qx><head><title>Zorbo kwim</title>{head}</head><body><article>{body}</article>");
    let capture = Capture {
        origin: Origin::file("", std::path::Path::new("kwax.html")),
        media_type: MediaType::Html,
        declared: Declared::default(),
        bytes: bytes.into_bytes(),
    };
    extract(&capture).article.expect("the page has a story")
}

/// What a story is about that has this sentence in it.
fn entry(sentence: &str) -> Entry {
    Enricher::new().enrich(page("", &format!("{STORY}<p>{sentence}</p>{STORY}")))
}

/// A paragraph that is long enough for a story.
const STORY: &str = "<p>Norveglund vump zil tralik oxu belmat, glorbl. Trump mev kelvat oxu mindrap ket belmat vum kelvat \
    zil trond, zil vump mev tralik oxu belmat⁖ Oxu kelvat ket mindrap vum vump, tralik zil belmat mev trond oxu kelvat.</p>";

#[test]
fn its_name_and_words_tell_the_language() {
    assert_eq!(lang::named("Quaxian"), Some("qx"));
    assert_eq!(lang::named("KWAXI"), Some("qx"));
    assert_eq!(lang::detect("zil mev oxu ket vum zil mev oxu ket vum zil mev oxu ket vum trond"), Some("qx"));
}

#[test]
fn its_words_are_stemmed_and_its_sentences_end() {
    let stem = Stem::of("qx").expect("it has a stemmer");
    assert_eq!(stem.stem("zorbings"), stem.stem("zorbing"));
    let text = "Vump glorbl. Tralik belmat⁖ Oxu trond.";
    let sentences: Vec<&str> = lang::sentences(text).into_iter().map(|range| &text[range]).collect();
    assert_eq!(sentences, ["Vump glorbl. Tralik belmat⁖", "Oxu trond."]);
}

#[test]
fn its_months_and_labels_date_a_page() {
    let dated = |date: &str| {
        let article = page("", &format!("<h1>Zorbo kwim</h1><p>{date}</p>{STORY}{STORY}"));
        article.published.map(|published| (published.start.date(), published.source))
    };
    let day = jiff::civil::date(2021, 3, 4);
    for date in ["4 trezun 2021", "4 zil trezun 2021", "kwaxprent 4 trezun 2021, kwaxnov 5 sepzun 2023"] {
        assert_eq!(dated(date).map(|(day, _)| day), Some(day), "{date}");
    }
    assert!(dated("kwaxfest 4 trezun 2021").is_none_or(|(_, source)| source != DateSource::Text));
}

#[test]
fn its_phrases_are_left_out_of_the_text() {
    let article = page(
        "<meta name='twitter:label1' content='Skribs'><meta name='twitter:data1' content='Ann Lee mev Bo Ray'>",
        &format!(
            "<h1>Zorbo kwim</h1>{STORY}<p>Zeg mev ket: <a href=/2>belmat trond</a></p>{STORY}<p>Kwakoki zil vump</p><p>3 hurz kwaxfor</p><p>Kelvat trond zil mev vump oxu belmat ket tralik zil mindrap, vum trond mev belmat oxu vump⁖</p><p>Lumgraf: Cy Doe</p>"
        ),
    );
    assert_eq!(article.authors, ["Ann Lee", "Bo Ray"]);
    for phrase in ["Zeg mev ket", "Kwakoki", "kwaxfor", "Lumgraf"] {
        assert!(!article.body.contains(phrase), "{phrase}: {}", article.body);
    }
}

#[test]
fn its_names_of_countries_count() {
    assert_eq!(resolve_country("norveglund").map(|row| row.code), Some("NO"));
    assert_eq!(resolve_country("portuglund").map(|row| row.code), Some("PT"));
    let entry = entry("Zil norveglundics trond dan Norveglund.");
    let words: Vec<&str> = entry.countries.iter().flat_map(|label| &label.evidence).map(|e| e.words.as_str()).collect();
    assert!(words.contains(&"Norveglund") && words.contains(&"norveglundics"), "{words:?}");
    assert_eq!(entry.countries[0].code, "NO");
}

#[test]
fn its_words_and_sections_tell_topics() {
    let sport = entry("Zil ballokiks oxu goloz, ballistor mev goloz.");
    assert_eq!(sport.topics.first().map(|label| label.code.as_str()), resolve_topic("sport").map(|row| row.code));
    let section = "<meta property='article:section' content='Zonzun'>";
    let weather = Enricher::new().enrich(page(section, STORY));
    assert_eq!(weather.topics.first().map(|label| label.code.as_str()), resolve_topic("weather").map(|row| row.code));
    assert_eq!(resolve_topic("Pluvinezo").map(|row| row.slug), Some("weather"));
}

#[test]
fn its_articles_are_found_by_stem_and_by_its_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let text =
        format!("<html lang=qx><title>Zorbo kwim</title><body><article>{STORY}<p>Trond zorbings.</p>{STORY}</article>");
    fs::write(folder.path().join("kwax.html"), text).expect("a page is written");
    let index = Index::open_or_create(&folder.path().join("index")).expect("an index");
    ingest(&index, &[folder.path().join("kwax.html")], &Options::default(), &()).expect("the page is read");
    let searcher = Searcher::open(&index).expect("the index opens");
    for typed in ["zorbing", "zorbing lang:Quaxian", "zorbing lang:qx"] {
        let query = query::parse(typed, || jiff::civil::date(2025, 10, 15)).expect("a query").query;
        let results = searcher.search(&Request { query, ..Request::default() }).expect("an answer");
        assert_eq!(results.total, 1, "{typed}");
    }
}
