//! What an index keeps: the same answers for any number of threads, and after a kill at any moment.

use std::process::{Command, Stdio};
use std::time::Instant;

use dateline::index::Index;

use crate::harness::Archive;

/// An archive that takes long enough to index to be stopped on the way.
fn large() -> Archive {
    let archive = Archive::new();
    for number in 0..400_u32 {
        let words: Vec<String> =
            (0..120_u32).map(|at| format!("word{}", (number * 7919 + at * at * 31 + at) % 1_500)).collect();
        let page = format!(
            "<html lang=en><head><title>Story {number} of the harbour</title></head><body><article><p>{}.</p><p>{}.</p>\
             </article></body></html>",
            words[..60].join(" "),
            words[60..].join(" ")
        );
        archive.write(&format!("{:02}/story{number}.html", number % 17), page);
    }
    archive
}

/// What the index in `index` answers, all in all.
fn answers(archive: &Archive, index: &str) -> String {
    ["harbour", "word7 OR word12", "\"word3\" -word9", "word1*", "*"]
        .iter()
        .map(|query| archive.run(&["search", query, "--index", index, "-n", "500", "--format", "json"]).stdout())
        .collect()
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let archive = large();
    archive.run(&["index", "archive", "--index", "one", "--threads", "1"]).exits(0);
    archive.run(&["index", "archive", "--index", "eight", "--threads", "8"]).exits(0);
    assert_eq!(answers(&archive, "one"), answers(&archive, "eight"));
}

#[test]
fn a_killed_run_goes_on_where_it_was() {
    let archive = large();
    let start = Instant::now();
    archive.run(&["index", "archive", "--index", "whole"]).exits(0);
    let whole = start.elapsed();
    let expected = answers(&archive, "whole");
    let mut killed = 0;
    for step in 0..12 {
        let mut run = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(["index", "archive", "--index", "killed"])
            .current_dir(archive.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(whole * step / 10);
        killed += u32::from(run.try_wait().unwrap().is_none());
        // A finished run cannot be killed any more; that is what is counted.
        drop(run.kill());
        run.wait().unwrap();
    }
    assert!(killed >= 3, "the runs were over before they could be killed");
    archive.run(&["index", "archive", "--index", "killed"]).exits(0);
    assert_eq!(answers(&archive, "killed"), expected);
}

#[test]
fn the_index_of_another_run_is_left_alone() {
    let archive = large();
    let index = Index::open_or_create(&archive.path().join("index")).unwrap();
    let other = index.writer(1, 0).unwrap();
    let refused = archive.run(&["index", "archive"]).exits(2);
    assert!(refused.stderr().contains("being written by another run"), "{}", refused.stderr());
    drop(other);
    archive.run(&["index", "archive"]).exits(0);
    archive.run(&["search", "harbour", "--count"]).says(0, "400\n", "");
}
