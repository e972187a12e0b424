//! `show --page` and `extract` of what a container calls the text: the page itself, found again in the archive.

use crate::harness::Archive;

const PORT: &str = "<html lang=en><head><title>Port closed</title></head><body><nav><a href=/news>News</a></nav>\
    <h1>Port closed after the storm</h1><p>The harbour was closed on Monday after a storm broke two cranes on the quay.</p>\
    <table><tr><th>Ship<th>Berth<tr><td>Alba<td>4</table></body></html>";

/// What `show --page` prints for the only article of an archive that holds this file.
fn page(name: &str, bytes: &[u8], options: &[&str]) -> String {
    let archive = Archive::new();
    archive.write(name, bytes);
    archive.run(&["index", "archive"]).exits(0);
    let found = archive.run(&["search", "*", "--format", "jsonl"]).exits(0).stdout();
    let hit: serde_json::Value = serde_json::from_str(found.lines().next().unwrap()).unwrap();
    let arguments = [&["show", hit["id"].as_str().unwrap(), "--page"], options].concat();
    archive.run(&arguments).exits(0).stdout()
}

fn warc_member(url: &str, page: &str) -> String {
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-10-15T08:00:00Z\r\n\
        Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
        http.len()
    )
}

#[test]
fn a_page_is_shown_with_its_links_as_notes_and_its_tables_drawn() {
    let shown = page("port.html", PORT.as_bytes(), &[]);
    assert!(shown.starts_with("[News][1]\n\n# Port closed after the storm\n\nThe harbour was closed"), "{shown}");
    assert!(shown.contains("Ship│Berth\n") && shown.ends_with("[1]: /news\n"), "{shown}");
    assert_eq!(page("port.html", PORT.as_bytes(), &["--html"]), PORT);
}

#[test]
fn a_member_of_a_crawl_is_found_again() {
    let other = warc_member("https://news.example/", "<html><body><p>A front page, of no use.</body></html>");
    let crawl = format!("{other}{}", warc_member("https://news.example/port", PORT));
    let archive = Archive::new();
    archive.write("crawl.warc", &crawl);
    archive.run(&["index", "archive"]).exits(0);
    let found = archive.run(&["search", "storm", "--format", "jsonl"]).exits(0).stdout();
    let hit: serde_json::Value = serde_json::from_str(found.lines().next().unwrap()).unwrap();
    let id = hit["id"].as_str().unwrap();
    archive.run(&["show", id, "--page", "--html"]).says(0, PORT, "");
    archive.write("crawl.warc", other);
    let gone = archive.run(&["show", id, "--page"]).exits(2).stderr();
    assert!(gone.contains("https://news.example/port") && gone.contains("does not stand here any more"), "{gone}");
}

#[test]
fn a_mail_is_shown_as_it_was_sent_and_all_of_it_is_text() {
    let mail = |subject: &str, parts: &str| {
        format!(
            "From: Desk <desk@news.example>\nSubject: {subject}\nDate: Wed, 15 Oct 2025 10:00:00 +0200\nMIME-Version: 1.0\n{parts}"
        )
    };
    let short = "<html><body><div>The tanker left at nine.<br>Cargo: oranges.</div></body></html>";
    let html = mail("Tanker", &format!("Content-Type: text/html; charset=utf-8\n\n{short}\n"));
    assert_eq!(page("tanker.eml", html.as_bytes(), &[]), "The tanker left at nine.\nCargo: oranges.\n");
    assert_eq!(page("tanker.eml", html.as_bytes(), &["--html"]).trim_end(), short);
    let both = mail(
        "Tanker",
        "Content-Type: multipart/alternative; boundary=B\n\n--B\nContent-Type: text/plain\n\nThe tanker left at nine, with oranges.\n\
        --B\nContent-Type: text/html\n\n<html><body><img src=cid:x></body></html>\n--B--\n",
    );
    let layout = mail(
        "Tanker",
        "Content-Type: text/html\n\n<html><body><table class=content-nav><tr><td><table><tr><td>The tanker left at nine.</td></tr>\
        <tr><td class=sidebar>Cargo: oranges</td></tr></table></td></tr></table></body></html>\n",
    );
    let record = format!("{{\"id\": \"1\", \"url\": \"https://news.example/t\", \"text\": \"{short}\"}}\n");
    for (name, bytes, text) in [
        ("html.eml", html, "The tanker left at nine.\nCargo: oranges."),
        ("both.eml", both, "The tanker left at nine, with oranges."),
        ("layout.eml", layout, "The tanker left at nine.\nCargo: oranges"),
        ("record.jsonl", record, "The tanker left at nine.\nCargo: oranges."),
    ] {
        let archive = Archive::new();
        archive.write(name, bytes);
        let line = archive.run(&["extract", "--format", "jsonl", &format!("archive/{name}")]).exits(0).stdout();
        let line: serde_json::Value = serde_json::from_str(line.trim()).unwrap();
        assert_eq!(line["body"], text, "{name}");
    }
}

#[test]
fn a_page_never_reaches_a_terminal_as_it_is() {
    let page = page("port.html", "<p>The harbour was closed &#27;[2J on Monday after the storm.</p>".as_bytes(), &[]);
    assert!(!page.contains('\u{1b}'), "{page:?}");
}
