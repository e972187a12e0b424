//! What programs meet: errors, tags, the description.

use std::time::{Duration, Instant};

use super::client::Served;
use crate::harness::Archive;

fn archive() -> Archive {
    let archive = Archive::new();
    archive.write("a.txt", "Quay closed\n\nThe quay of Lisbon was closed on Monday after a storm.");
    archive.run(&["index", "archive"]).exits(0);
    archive
}

#[test]
fn what_cannot_be_asked_is_a_problem_with_its_place() {
    let archive = archive();
    let served = Served::over(&archive.path().join("index"));
    let answer = served.get("/api/v1/search?q=quay+NEAR+closed").is(400);
    assert_eq!(answer.header("content-type"), Some("application/problem+json"));
    let problem = answer.json();
    assert_eq!((&problem["status"], &problem["place"]), (&400.into(), &serde_json::json!([5, 9])));
    assert!(problem["hint"].as_str().unwrap().contains("NEAR/5"), "{problem}");
    for (path, status) in [
        ("/api/v1/search?country=nowhere", 400),
        ("/api/v1/search?contry=sy", 400),
        ("/api/v1/search?like=0000000000000000", 404),
        ("/api/v1/articles/0000000000000000", 404),
        ("/api/v1/articles/..%2F..%2Fetc%2Fpasswd", 404),
        ("/api/v1/names", 400),
        ("/api/v2/search", 404),
        ("/api/v1/search?limit=9999999", 400),
    ] {
        let answer = served.get(path).is(status);
        assert_eq!(answer.json()["status"], status, "{path}");
    }
    let posted = |body: &str| served.send("POST", "/api/v1/search", &[("Content-Type", "application/json")], body);
    assert_eq!(posted(r#"{"text": "quay"}"#).is(200).json()["total"], 1);
    assert!(posted(r#"{"txt": "quay"}"#).is(400).json()["detail"].as_str().unwrap().contains("txt"));
}

#[test]
fn a_page_with_a_wrong_question_shows_the_place() {
    let archive = archive();
    let served = Served::over(&archive.path().join("index"));
    let page = served.get("/?q=quay+NEAR+closed").is(400).text();
    assert!(page.contains("quay <span class=\"at\">NEAR</span> closed"), "{page}");
    assert!(page.contains("value=\"quay NEAR closed\""), "the box keeps what was typed");
}

#[test]
fn the_same_answer_is_not_sent_twice_and_a_new_commit_is_seen() {
    let archive = archive();
    let served = Served::over(&archive.path().join("index"));
    for path in ["/api/v1/search?q=quay", "/?q=quay"] {
        let tag = served.get(path).is(200).header("etag").unwrap().to_owned();
        let again = served.get_with(path, &[("If-None-Match", &tag)]).is(304);
        assert!(again.body.is_empty());
    }
    let tag = served.get("/api/v1/search?q=quay").is(200).header("etag").unwrap().to_owned();
    archive.write("b.txt", "Another quay\n\nAnother quay was opened in Porto for the ferries.");
    archive.run(&["index", "archive"]).exits(0);
    let began = Instant::now();
    while served.get("/api/v1/search?q=quay").is(200).json()["total"] != 2 {
        assert!(began.elapsed() < Duration::from_secs(30), "the new commit is not seen");
        std::thread::sleep(Duration::from_millis(100));
    }
    served.get_with("/api/v1/search?q=quay", &[("If-None-Match", &tag)]).is(200);
}

#[test]
fn every_path_that_is_described_answers() {
    let archive = archive();
    let served = Served::over(&archive.path().join("index"));
    let described = served.get("/api/v1/openapi.json").is(200).json();
    let id = served.get("/api/v1/search?q=quay").is(200).json()["hits"][0]["id"].as_str().unwrap().to_owned();
    let paths = described["paths"].as_object().unwrap();
    assert!(paths.len() >= 9);
    for (path, operations) in paths {
        let query = if path == "/names" { "?name=Lisbon" } else { "" };
        let answer = served.get(&format!("/api/v1{}{query}", path.replace("{id}", &id))).is(200);
        let kinds = operations["get"]["responses"]["200"]["content"].as_object().unwrap();
        assert!(kinds.contains_key(answer.header("content-type").unwrap().split(';').next().unwrap()), "{path}");
        let docs = include_str!("../../docs/json.md").to_lowercase().replace(' ', "-");
        let section = operations["get"]["responses"]["200"]["description"].as_str().unwrap().split_once('#').unwrap().1;
        assert!(docs.contains(&format!("#-{section}\n")), "{path} leads to {section}, which docs/json.md has not");
    }
}
