//! A crawl that saved one page several times: one hit, its versions newest first, all of them reachable.

use serde_json::Value;

use crate::harness::Archive;

/// A record of a crawl: the page at one URL, on this day of October 2025.
fn record(day: u32, text: &str) -> String {
    let page = format!(
        "<!DOCTYPE html><html lang=en><head><title>Ferry resumes</title><meta property=\"article:published_time\" \
         content=\"2025-10-10T08:00:00Z\"></head><body><article><h1>Ferry resumes</h1><p>The harbour office opened the \
         eastern pier after a week of storms, and the first ferry left at dawn with eighty passengers.</p><p>{text}, it \
         said in a statement on Friday, and nobody was hurt when the wind turned in the night.</p></article></body></html>"
    );
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://post.example/ferry\r\n\
         WARC-Date: 2025-10-{day}T08:30:00Z\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
        http.len()
    )
}

fn crawled() -> Archive {
    let archive = Archive::new();
    archive.write("one.warc", [record(11, "It sails twice a day"), record(12, "It sails twice a day")].concat());
    archive.write("two.warc", record(14, "It sails hourly"));
    archive.run(&["index", "archive"]).exits(0);
    archive
}

fn objects(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_page_saved_several_times_is_one_hit_and_tells_when() {
    let archive = crawled();
    let answer: Value = serde_json::from_str(&archive.run(&["search", "ferry", "--format", "json"]).stdout()).unwrap();
    assert_eq!((&answer["total"], &answer["articles"]), (&1.into(), &3.into()));
    let hit = &answer["hits"][0];
    assert_eq!((&hit["captures"], &hit["captured"]), (&3.into(), &"2025-10-14T08:30:00Z".into()));
    assert_eq!(hit["url"], "https://post.example/ferry");
    assert_eq!(hit["spread"], Value::Null, "captures are no copies");
    let shown = archive.run(&["search", "ferry"]).exits(0).stdout();
    assert!(shown.contains("saved 3 times"), "{shown}");
    let older = archive.run(&["search", "twice", "-l"]).exits(0).stdout();
    assert!(older.contains("one.warc"), "an older version is found by its own words: {older}");
}

#[test]
fn show_prints_the_newest_version_and_lists_all() {
    let archive = crawled();
    let hits = archive.run(&["search", "ferry", "--format", "jsonl"]).stdout();
    let id = objects(&hits)[0]["id"].as_str().unwrap().to_owned();
    let newest = objects(&archive.run(&["show", &id, "--format", "jsonl"]).exits(0).stdout());
    assert_eq!(newest.len(), 1);
    assert!(newest[0]["body"].as_str().unwrap().contains("hourly"));
    let versions = newest[0]["versions"].as_array().unwrap();
    let times: Vec<Vec<&str>> = versions
        .iter()
        .map(|version| {
            version["captures"].as_array().unwrap().iter().map(|c| c["captured"].as_str().unwrap()).collect()
        })
        .collect();
    let expected = [vec!["2025-10-14T08:30:00Z"], vec!["2025-10-12T08:30:00Z", "2025-10-11T08:30:00Z"]];
    assert_eq!(times, expected);
    let all = objects(&archive.run(&["show", &id, "--versions", "--format", "jsonl"]).exits(0).stdout());
    assert_eq!(all.iter().map(|one| one["version"].as_u64().unwrap()).collect::<Vec<_>>(), [1, 2]);
    assert!(all[1]["body"].as_str().unwrap().contains("twice a day"));
    let text = archive.run(&["show", &id]).exits(0).stdout();
    assert!(text.contains("2 versions, the newest first") && text.contains("2025-10-11T08:30:00Z"), "{text}");
    assert!(!text.contains("twice a day"), "{text}");
}

#[test]
fn versions_are_hits_of_their_own_where_the_query_names_the_article() {
    let archive = crawled();
    let found = |query: &str| objects(&archive.run(&["search", query, "--format", "jsonl"]).exits(0).stdout());
    let times: Vec<Value> =
        found("versions:https://post.example/ferry").iter().map(|hit| hit["captured"].clone()).collect();
    assert_eq!(times, ["2025-10-14T08:30:00Z", "2025-10-12T08:30:00Z", "2025-10-11T08:30:00Z"]);
    assert_eq!(found("versions:https://post.example/ferry twice").len(), 2);
    let one =
        archive.run(&["search", "versions:https://post.example/ferry", "--copies", "collapse", "--format", "jsonl"]);
    assert_eq!(objects(&one.exits(0).stdout()).len(), 1);
    assert!(archive.run(&["show", "https://post.example/ferry"]).exits(0).stdout().contains("hourly"));
}

#[test]
fn a_crawl_that_goes_takes_only_its_own_captures_along() {
    let archive = crawled();
    archive.remove("two.warc");
    archive.run(&["index", "archive"]).exits(0);
    let answer: Value = serde_json::from_str(&archive.run(&["search", "ferry", "--format", "json"]).stdout()).unwrap();
    assert_eq!((&answer["total"], &answer["hits"][0]["captures"]), (&1.into(), &2.into()));
    archive.run(&["check"]).exits(0);
}
