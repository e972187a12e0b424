//! No text of an archive reaches a terminal raw, on neither stream: it could move the cursor, colour the screen or rename
//! the window.

use crate::harness::{Archive, Run};

/// What renames the window of a terminal, and turns the line round.
const BAD: &str = "\u{1b}]0;x\u{7}\u{9b}31m\u{202e}";

/// A record of a crawl.
fn record(target: &str, body: &str) -> String {
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}");
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {target}\r\nWARC-Date: 2025-10-15T10:00:00Z\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
        http.len()
    )
}

/// A tar archive of one member, which is cut off.
fn cut_tar(name: &str) -> Vec<u8> {
    let mut header = tar::Header::new_ustar();
    header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
    header.set_size(4_000);
    header.set_mode(0o644);
    header.set_entry_type(tar::EntryType::Regular);
    header.set_cksum();
    [header.as_bytes(), &b"Quay news\n\nThe quay is open again. ".repeat(20)[..]].concat()
}

#[track_caller]
fn is_safe(run: &Run) {
    for (stream, text) in [("output", run.stdout()), ("error", run.stderr())] {
        let is_bad = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!text.contains(is_bad), "standard {stream}: {text:?}");
    }
}

#[test]
fn nothing_raw_comes_out_on_either_stream() {
    let archive = Archive::new();
    let page = format!(
        "<html lang=en><head><title>Quay {BAD} closed</title></head><body><article><h1>Quay {BAD} closed</h1>\
         <p>The quay {BAD} was closed on Monday after a storm, the harbour office said in a short note.</p></article>"
    );
    let url = format!("http://example.org/{BAD}");
    let broken = record(&url, &page).replace("Content-Length: ", "Content-Length: 9");
    archive.write("crawl.warc", record(&url, &page));
    archive.write("broken.warc", broken);
    archive.write("cut.tar", cut_tar(&format!("{BAD}.txt")));
    archive.write("records.jsonl", format!("{{\"title\": \"Quay \\u001b]0;x\\u0007\", \"text\": \"The quay {BAD}\"\n"));
    archive.write(&format!("{BAD}.html"), &page);
    archive.write(&format!("{BAD}.warc"), "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 10\r\n\r\nshort");

    let indexed = archive.run(&["index", "archive"]);
    assert!(indexed.stderr().contains("\\u{1b}"), "the names are told, written out: {}", indexed.stderr());
    is_safe(&indexed);
    let files = ["crawl.warc", "broken.warc", "cut.tar", "records.jsonl"].map(|name| format!("archive/{name}"));
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let extracted = archive.run(&[&["extract", "--why"], &files[..]].concat());
    assert!(extracted.stderr().contains("\\u{1b}"), "{}", extracted.stderr());
    is_safe(&extracted);
    for arguments in [
        &["search", "quay", "--explain"][..],
        &["search", "quay", "--context", "3", "--copies", "all"],
        &["search", &format!("quay AND ({BAD}")],
        &["search", &format!("quayy{BAD}")],
        &["similar", &format!("x{BAD}")],
        &["show", &format!("x{BAD}")],
        &["facets", "quay", "--by", "site,lang"],
        &["copies"],
        &["names", "quay"],
        &["stats"],
        &["check"],
        &["search", "quay", "--format", "json"],
        &["search", "quay", "--format", "jsonl"],
        &["facets", "quay", "--format", "json"],
        &["show", "1", "--format", "json"],
        &["names", "quay", "--format", "json"],
        &["stats", "--format", "json"],
    ] {
        is_safe(&archive.run(arguments));
    }
}
