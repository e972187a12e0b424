//! Captures of one URL: one article, its versions told apart, the newest first.

use super::archive::{Archive, Draft, article};
use super::{Request, ask};
use crate::model::{ArticleId, Copies, Results, Saved};
use crate::query::parse;
use crate::search::versions;

/// A capture of one page.
fn captured(file: &str, body: &str, time: Option<&str>) -> Draft {
    let mut draft = article(file).title("Ferry resumes").body(body);
    draft.0.article.id = ArticleId::from_url("https://post.example/ferry");
    draft.0.article.captured = time.map(|time| time.parse().unwrap());
    draft
}

fn captures() -> Vec<Draft> {
    vec![
        captured("a", "It sails.", Some("2025-10-14T08:00:00Z")),
        captured("b", "It sails again.", Some("2025-10-16T08:00:00Z")),
        captured("c", "It sails.", Some("2025-10-15T08:00:00Z")),
        captured("d", "It may sail.", None),
    ]
}

fn collapsed(archive: &Archive, query: &str) -> Results {
    let query = parse(query, || jiff::civil::date(2025, 11, 1)).unwrap().query;
    archive.searcher.search(&Request { query, copies: Copies::Collapse, ..Request::default() }).unwrap()
}

/// The texts of the versions, with the files of their captures.
fn told(drafts: Vec<Draft>) -> Vec<(String, Vec<String>)> {
    let file = |saved: &Saved| saved.origin.path.display().to_string();
    let versions = versions(drafts.into_iter().map(|draft| draft.0).collect()).into_iter();
    versions.map(|one| (one.entry.article.body.clone(), one.captures.iter().map(file).collect())).collect()
}

#[test]
fn the_same_text_is_one_version_and_the_newest_comes_first() {
    let expected: &[(&str, &[&str])] =
        &[("It sails again.", &["b.html"]), ("It sails.", &["c.html", "a.html"]), ("It may sail.", &["d.html"])];
    let expected: Vec<(String, Vec<String>)> = expected
        .iter()
        .map(|(body, files)| ((*body).to_owned(), files.iter().map(|f| (*f).to_owned()).collect()))
        .collect();
    let mut drafts = captures();
    assert_eq!(told(drafts.clone()), expected);
    drafts.reverse();
    assert_eq!(told(drafts), expected, "whatever the order");
}

#[test]
fn captures_of_one_url_are_one_hit_and_no_copies_of_each_other() {
    for size in [1, 4] {
        let archive = Archive::in_batches(&captures(), size);
        let results = collapsed(&archive, "ferry");
        assert_eq!((results.total, results.articles), (1, 4));
        assert_eq!(results.hits[0].captures, 4);
        assert_eq!(results.hits[0].spread, None);
        assert_eq!(archive.searcher.copies(results.hits[0].id).unwrap(), None);
        let older = collapsed(&archive, "may");
        assert_eq!(older.hits[0].source_id.as_deref(), Some("d"), "an older version is found by its own words");
        let newest = archive.searcher.article(&results.hits[0].id.to_string()).unwrap();
        assert_eq!(newest[0].article.source_id.as_deref(), Some("b"));
    }
}

#[test]
fn versions_are_reached_by_the_address_and_the_id() {
    let other = article("e").title("Another ferry").body("It sails.");
    let archive = Archive::in_batches(&[captures(), vec![other]].concat(), 2);
    let id = ArticleId::from_url("https://post.example/ferry").to_string();
    let sources = |query: &str| {
        let results = ask(&archive, query);
        results.hits.into_iter().filter_map(|hit| hit.source_id).collect::<Vec<_>>()
    };
    for query in [
        "versions:https://post.example/ferry",
        "Versions:http://www.Post.example/ferry/#top",
        &format!("versions:{id}"),
        &format!("id:{}", id.to_uppercase()),
        "versions:\"https://post.example/ferry\" ferry",
        "versions:(https://post.example/ferry OR zzz)",
    ] {
        assert_eq!(sources(query), ["b", "c", "a", "d"], "{query}: the newest first");
    }
    assert_eq!(sources("versions:https://post.example/ferry again"), ["b"]);
    assert_eq!(sources("versions:e"), ["e"], "the id of a record");
    assert_eq!(sources("ferry -versions:https://post.example/ferry"), ["e"]);
    assert!(sources("versions:https://post.example/other").is_empty());
    assert_eq!(archive.searcher.article("post.example/ferry").unwrap().len(), 4);
}

#[test]
fn captures_that_match_alike_are_listed_newest_first() {
    let drafts = ["2025-10-14T08:00:00Z", "2025-10-16T08:00:00Z", "2025-10-15T08:00:00Z"].iter().zip(["a", "b", "c"]);
    let drafts: Vec<Draft> = drafts.map(|(time, file)| captured(file, "It sails.", Some(time))).collect();
    let found: Vec<_> = ask(&Archive::new(&drafts), "ferry").hits.into_iter().filter_map(|hit| hit.source_id).collect();
    assert_eq!(found, ["b", "c", "a"]);
    let archive = Archive::new(&drafts);
    assert_eq!(collapsed(&archive, "ferry").hits[0].source_id.as_deref(), Some("b"));
}

/// There are sites whose pages all name the front page as theirs.
#[test]
fn different_stories_under_one_url_stay_hits_of_their_own() {
    let words = |letter: char| (0..80).map(|number: usize| format!("{letter}{} ", number * number)).collect::<String>();
    let drafts = ["a", "b"].map(|file| {
        let letter = file.chars().next().unwrap();
        captured(file, &format!("harbour {}", words(letter)), None)
    });
    assert_eq!(collapsed(&Archive::new(&drafts), "harbour").total, 2);
}

#[test]
fn copies_of_an_address_with_two_stories_are_those_of_the_story_that_is_shown() {
    let words = |letter: char| (0..80).map(|number: usize| format!("{letter}{} ", number * number)).collect::<String>();
    let page = |file: &str, day: u8| {
        captured(file, &words(file.chars().next().unwrap()), Some(&format!("2025-10-{day}T08:00:00Z")))
    };
    let copy = |file: &str, letter: char| article(file).title("Ferry resumes").body(&words(letter));
    let drafts = [page("a", 14), page("b", 16), copy("copy-of-a", 'a'), copy("copy-of-b", 'b')];
    let id = ArticleId::from_url("https://post.example/ferry");
    for order in [[0, 1, 2, 3], [1, 0, 3, 2], [2, 3, 0, 1], [3, 1, 2, 0]] {
        let archive = Archive::in_batches(&order.map(|place: usize| drafts[place].clone()), 1);
        let shown = archive.searcher.article(&id.to_string()).unwrap();
        assert_eq!(shown[0].article.source_id.as_deref(), Some("b"), "the newest");
        let group = archive.searcher.copies(id).unwrap().unwrap();
        let mut files: Vec<_> = group.articles.into_iter().filter_map(|copy| copy.source_id).collect();
        files.sort();
        assert_eq!(files, ["b", "copy-of-b"], "indexed in the order {order:?}");
    }
}
