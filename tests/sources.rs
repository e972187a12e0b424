//! What a copy is worth: the hash of its file goes with it, and tells when the file is not what was read.

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::harness::Archive;

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A page that was saved at a known time, and a crawl of one page.
fn archive() -> (Archive, String, String) {
    let archive = Archive::new();
    let page = "<html lang=en><!--\n Page saved with SingleFile \n url: https://post.example/quay \n saved date: Wed Oct 15 2025 \
                21:04:00 GMT+0000 (Coordinated Universal Time)\n--><head><title>The quay</title></head><body><article><h1>The quay</h1>\
                <p>The old quay was closed on Tuesday after a wave broke two of its cranes.</p></article></body></html>";
    archive.write("page.html", page);
    let body = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><title>The pier</title><p>A pier for ferries was \
                built in the south of the town this year, and nobody uses it yet.</p></html>";
    let crawl = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://post.example/pier\r\nWARC-Date: 2025-10-15T08:30:00Z\r\n\
         Content-Type: application/http\r\nContent-Length: {}\r\n\r\n{body}\r\n\r\n",
        body.len()
    );
    archive.write("crawl.warc", &crawl);
    archive.run(&["index", "archive"]).exits(0);
    (archive, hash(page.as_bytes()), hash(crawl.as_bytes()))
}

#[test]
fn the_hash_of_the_file_goes_with_every_article() {
    let (archive, page, crawl) = archive();
    let shown = archive.run(&["show", "post.example/quay"]).exits(0).stdout();
    assert!(shown.lines().any(|line| line == format!("sha256     {page} (the file)")), "{shown}");
    assert!(shown.contains("saved      2025-10-15T21:04:00Z"), "{shown}");
    let json = |url: &str| -> Value {
        serde_json::from_str(&archive.run(&["show", url, "--format", "json"]).exits(0).stdout()).unwrap()
    };
    assert_eq!(json("post.example/pier")["file"]["sha256"], crawl.as_str());
    for style in ["bibtex", "ris", "csl-json"] {
        let of_hits = archive.run(&["search", "quay", "--format", style]).exits(0).stdout();
        let of_article = archive.run(&["show", "post.example/quay", "--format", style]).exits(0).stdout();
        assert_eq!(of_hits, of_article);
        let note = format!("saved 2025-10-15T21:04:00Z; SHA-256 of the file {page}");
        assert!(of_hits.contains(&note), "{of_hits}");
    }
    let table = archive.run(&["search", "pier", "--format", "csv", "--with", "sha256,file_size"]).exits(0).stdout();
    assert!(table.lines().nth(1).unwrap().contains(&format!(",{crawl},")), "{table}");
    let line = archive.run(&["search", "pier", "--format", "jsonl", "--with", "sha256,body"]).exits(0).stdout();
    let hit: Value = serde_json::from_str(&line).unwrap();
    assert_eq!(hit["sha256"], crawl.as_str());
    assert!(hit["body"].as_str().unwrap().starts_with("A pier for ferries"), "{line}");
}

#[test]
fn check_says_which_files_are_not_what_was_read() {
    let (archive, ..) = archive();
    let told = archive.run(&["check", "--sources"]).exits(0).stdout();
    assert!(told.ends_with("\n2 files are what was read, by their SHA-256\n"), "{told}");
    let path = archive.path().join("archive/page.html");
    let changed = std::fs::read_to_string(&path).unwrap().replace("two of its", "six of its");
    std::fs::write(&path, changed).unwrap();
    archive.remove("crawl.warc");
    let told = archive.run(&["check", "--sources"]).exits(2).stdout();
    let expected = "source      [DIR]/archive/crawl.warc: gone\n\
                    source      [DIR]/archive/page.html: changed since it was read\n\
                    0 files are what was read, by their SHA-256\n";
    assert!(told.ends_with(expected), "{told}");
    archive.run(&["check"]).exits(0);
}
