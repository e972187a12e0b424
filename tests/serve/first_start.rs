//! Whoever has no index yet: a page asks for a folder, reads it, and tells what came of it.

use std::time::{Duration, Instant};

use dateline::serve::Options;

use super::client::Served;
use crate::harness::Archive;

/// The key of the forms of a page.
fn key(page: &str) -> String {
    page.split_once("name=\"key\" value=\"").unwrap().1.split_once('"').unwrap().0.to_owned()
}

fn form(key: &str, folder: &str) -> String {
    let folder: String = folder.bytes().map(|byte| format!("%{byte:02X}")).collect();
    format!("key={key}&folder={folder}")
}

fn wait(served: &Served) {
    let began = Instant::now();
    while served.get("/archive/progress").is(200).json()["running"] == true {
        assert!(began.elapsed() < Duration::from_secs(120), "the run does not end");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_folder_is_named_read_told_of_and_taken_out_again() {
    let archive = Archive::new();
    archive.write("news/a.txt", "Quay closed\n\nThe quay of Lisbon was closed on Monday after a storm.");
    archive.write("news/<b>.pdf.exe", [0_u8, 1, 2, 3]);
    let home = archive.path().canonicalize().unwrap();
    let index = archive.path().join("index");
    let served = Served::with(&Options::new(&index).home(Some(home.clone())));
    assert_eq!(served.get("/?q=quay").is(303).header("location"), Some("/archive"));
    served.get("/api/v1/search?q=quay").is(404);
    let page = served.get("/archive").is(200).text();
    assert!(page.contains("Welcome to dateline"));
    assert!(page.contains(">archive</a>"), "the folders below the home folder can be walked through");
    let key = key(&page);

    let folder = home.join("archive/news").to_string_lossy().into_owned();
    let read = served.post("/archive/read", &served.origin(), &form(&key, &folder)).is(303);
    assert_eq!(read.header("location"), Some("/archive"));
    wait(&served);
    let page = served.get("/archive").is(200).text();
    assert!(page.contains("1 article of 2 files"), "{page}");
    assert!(page.contains("&lt;b&gt;.pdf.exe"), "what was left out is told, with its place");
    let began = Instant::now();
    while served.get("/?q=quay").status != 200 {
        assert!(began.elapsed() < Duration::from_secs(30), "the new index is not seen");
        std::thread::sleep(Duration::from_millis(50));
    }

    served.post("/archive/forget", &served.origin(), &form(&key, &folder)).is(303);
    wait(&served);
    let began = Instant::now();
    while served.get("/api/v1/search?q=quay").is(200).json()["total"] != 0 {
        assert!(began.elapsed() < Duration::from_secs(30), "what was taken out is still found");
        std::thread::sleep(Duration::from_millis(50));
    }
    assert!(home.join("archive/news/a.txt").exists(), "the archive itself is not touched");
}

#[test]
fn what_is_no_folder_is_told() {
    let archive = Archive::new();
    let served = Served::over(&archive.path().join("index"));
    let key = key(&served.get("/archive").is(200).text());
    for folder in ["relative/path", "/no/such/folder", ""] {
        served.post("/archive/read", &served.origin(), &form(&key, folder)).is(400);
    }
    assert!(!archive.path().join("index").exists(), "a slip leaves no empty index behind");
}

#[test]
fn a_run_of_the_page_waits_for_another_one_and_says_for_whom() {
    let archive = Archive::new();
    archive.write("a.txt", "Quay closed\n\nThe quay of Lisbon was closed on Monday after a storm.");
    archive.run(&["index", "archive"]).exits(0);
    let index = archive.path().join("index");
    let served = Served::over(&index);
    let key = key(&served.get("/archive").is(200).text());
    let other = dateline::index::Index::open(&index).unwrap().writer(1, 0).unwrap();
    archive.write("b.txt", "Pier opened\n\nA pier was opened in Porto for the ferries, and a crane was put on it.");
    let folder = archive.path().canonicalize().unwrap().join("archive").to_string_lossy().into_owned();
    served.post("/archive/read", &served.origin(), &form(&key, &folder)).is(303);
    let began = Instant::now();
    let waits = || served.get("/archive/progress").is(200).json()["text"].as_str().unwrap_or_default().to_owned();
    while !waits().contains(&format!("Waiting for another run (process {}", std::process::id())) {
        assert!(began.elapsed() < Duration::from_secs(30), "{}", waits());
        std::thread::sleep(Duration::from_millis(50));
    }
    drop(other);
    wait(&served);
    assert!(served.get("/archive").is(200).text().contains("2 files"), "it went on when the other one was done");
}
