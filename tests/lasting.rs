//! What an index keeps: the same answers for any number of threads, and after a kill at any moment.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

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

/// How many runs are killed, at moments spread over the time of a whole run: more in the full proof, which `.ci/run` asks for.
fn kills() -> u32 {
    if std::env::var_os("DATELINE_PROOFS").is_some_and(|proofs| proofs == "full") { 200 } else { 24 }
}

#[test]
fn a_killed_run_goes_on_where_it_was() {
    let archive = large();
    let start = Instant::now();
    archive.run(&["index", "archive", "--index", "whole"]).exits(0);
    let whole = start.elapsed();
    let expected = answers(&archive, "whole");
    let (wanted, mut killed, mut runs) = (kills(), 0, 0);
    while killed < wanted {
        assert!(runs < 10 * wanted, "the runs were over before they could be killed");
        let index = format!("index{runs}");
        for _ in 0..3 {
            // Multiples of the golden ratio fall evenly, wherever they stop.
            let moment = whole.mul_f64(f64::from(runs) * 0.618_034 % 1.0);
            killed += u32::from(is_killed_after(&archive, &index, moment));
            runs += 1;
        }
        archive.run(&["index", "archive", "--index", &index]).exits(0);
        archive.run(&["check", "--index", &index]).exits(0);
        assert!(answers(&archive, &index) == expected, "another index after kill {killed}");
        std::fs::remove_dir_all(archive.path().join(&index)).unwrap();
    }
}

/// Starts a run and kills it so long after; a run that was over before was not killed.
fn is_killed_after(archive: &Archive, index: &str, moment: Duration) -> bool {
    let mut run = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["index", "archive", "--index", index])
        .current_dir(archive.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(moment);
    drop(run.kill());
    run.wait().unwrap().code().is_none()
}

#[test]
fn check_names_the_damage_and_repair_brings_it_back() {
    let archive = large();
    archive.run(&["index", "archive"]).exits(0);
    let good = archive.run(&["check"]).exits(0);
    assert!(good.stdout().contains("400 files, 400 articles"), "{}", good.stdout());
    let items = std::fs::read_dir(archive.path().join("index")).unwrap();
    let store = items.map(|item| item.unwrap().path()).find(|path| path.extension().is_some_and(|e| e == "store"));
    let store = store.expect("a segment has a store");
    let mut bytes = std::fs::read(&store).unwrap();
    bytes[100] ^= 1;
    std::fs::write(&store, bytes).unwrap();
    let bad = archive.run(&["check"]).exits(2);
    assert!(bad.stdout().contains(store.file_name().unwrap().to_str().unwrap()), "{}", bad.stdout());
    archive.run(&["check", "--repair"]).exits(0);
    archive.run(&["index", "archive"]).exits(0);
    archive.run(&["check"]).exits(0);
    archive.run(&["search", "harbour", "--count"]).says(0, "400\n", "");
}

#[test]
fn the_index_of_another_run_is_left_alone() {
    let archive = large();
    let index = Index::open_or_create(&archive.path().join("index")).unwrap();
    // A child that another test starts holds our lock too, between its fork and its exec.
    let writer = |_| {
        std::thread::sleep(Duration::from_millis(5));
        index.writer(1, 0).ok()
    };
    let other = (0..1_000).find_map(writer).expect("nobody else writes");
    let refused = archive.run(&["index", "archive"]).exits(2);
    let holder = format!("being written by another run (process {}, since 2", std::process::id());
    assert!(refused.stderr().contains(&holder), "{}", refused.stderr());
    drop(other);
    archive.run(&["index", "archive"]).exits(0);
    archive.run(&["search", "harbour", "--count"]).says(0, "400\n", "");
}
