//! An archive that is watched: what is saved into it is found soon, once, and whole.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::harness::Archive;

/// A watch that ends with its test.
struct Watch(Child);

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts the watch, and waits until it listens.
fn watch(archive: &Archive, arguments: &[&str]) -> Watch {
    let mut command = archive.command(&[&["watch", "archive"], arguments].concat());
    let mut watch = Watch(command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap());
    let lines = BufReader::new(watch.0.stderr.take().unwrap()).lines();
    let mut told = lines.map_while(Result::ok);
    assert!(told.any(|line| line.contains("watching")), "it never listened");
    // What else it tells has to go somewhere.
    std::thread::spawn(move || told.for_each(drop));
    watch
}

/// Waits until a search finds `wanted` articles.
#[track_caller]
fn finds(archive: &Archive, query: &str, wanted: &str) {
    let began = Instant::now();
    loop {
        let found = archive.run(&["search", query, "--count"]).stdout();
        if found.trim() == wanted {
            return;
        }
        assert!(began.elapsed() < Duration::from_secs(60), "`{query}` finds {found}, not {wanted}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn what_is_saved_changed_and_removed_is_seen() {
    let archive = Archive::new();
    archive.write("old.txt", "Quay closed\n\nThe quay of Lisbon was closed on Monday after a storm.");
    archive.run(&["index", "archive"]).exits(0);
    archive.run(&["search", "crane", "--save", "cranes"]).exits(1);
    let _watch = watch(&archive, &["--on-new", "tee news.json"]);
    archive.write("deep/er/new.txt", "Crane broken\n\nA crane of the harbour broke in the night.");
    finds(&archive, "crane", "1");
    archive.write("old.txt", "Quay opened\n\nThe quay of Lisbon was opened again on Friday.");
    finds(&archive, "opened", "1");
    finds(&archive, "storm", "0");
    archive.remove("old.txt");
    finds(&archive, "quay", "0");
    let began = Instant::now();
    let news: Value = loop {
        let text = std::fs::read_to_string(archive.path().join("news.json")).unwrap_or_default();
        if let Ok(news) = serde_json::from_str(&text) {
            break news;
        }
        assert!(began.elapsed() < Duration::from_secs(60), "nothing new is told");
        std::thread::sleep(Duration::from_millis(100));
    };
    assert_eq!((&news["name"], &news["results"]["total"]), (&"cranes".into(), &1.into()));
    assert_eq!(news["results"]["hits"][0]["title"], "Crane broken");
}

#[test]
fn an_index_inside_the_folder_does_not_keep_the_watch_busy() {
    let archive = Archive::new();
    archive.write("a.txt", "Quay closed\n\nThe quay of Lisbon was closed on Monday after a storm.");
    archive.run(&["index", "archive", "--index", "archive/index"]).exits(0);
    let _watch = watch(&archive, &["--index", "archive/index"]);
    archive.write("b.txt", "Another quay\n\nAnother quay was opened in Porto for the ferries.");
    let found = |wanted: u64| {
        let began = Instant::now();
        while archive.run(&["search", "quay", "--count", "--index", "archive/index"]).stdout().trim()
            != wanted.to_string()
        {
            assert!(began.elapsed() < Duration::from_secs(60));
            std::thread::sleep(Duration::from_millis(100));
        }
    };
    found(2);
    let state = || std::fs::read(archive.path().join("archive/index/meta.json")).unwrap();
    let before = state();
    std::thread::sleep(Duration::from_secs(3));
    assert!(before == state(), "it commits though nothing changed");
}

#[test]
fn a_page_that_watches_sees_what_is_saved_and_follows_the_folders_of_the_index() {
    let archive = Archive::new();
    let mut command = archive.command(&["serve", "--port", "0", "--no-open", "--watch"]);
    let mut serve = Watch(command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap());
    let mut link = String::new();
    BufReader::new(serve.0.stdout.take().unwrap()).read_line(&mut link).unwrap();
    assert!(link.starts_with("http://127.0.0.1:"), "{link}");
    // There is no index yet; the folder that somebody has read is watched from then on.
    archive.write("old.txt", "Quay closed\n\nThe quay of Lisbon was closed on Monday after a storm.");
    archive.run(&["index", "archive"]).exits(0);
    archive.write("new.txt", "Crane broken\n\nA crane of the harbour broke in the night.");
    finds(&archive, "crane", "1");
    archive.remove("old.txt");
    finds(&archive, "quay", "0");
}
