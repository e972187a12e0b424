//! Faults around a run: a disk that takes no more, an index that is not ours to write, files that change under the reader.
//! The message says what happened, what was committed stays, and the same command brings the rest.

use std::fs;
use std::process::{Command, Output};
use std::time::Duration;

use serde_json::Value;

use crate::harness::Archive;

fn page(number: usize) -> String {
    let words: String = (0..200).map(|at| format!("word{} ", (number * 7919 + at * at * 31) % 5_000)).collect();
    format!("<html lang=en><title>Pier {number} opens</title><body><article><p>The pier. {words}.</p></article></body>")
}

fn write_pages(archive: &Archive, numbers: std::ops::Range<usize>) {
    numbers.for_each(|number| drop(archive.write(&format!("{number}.html"), page(number))));
}

/// Runs the program where no file may grow beyond `blocks` blocks of 512 bytes: every write behind that fails.
#[cfg(unix)]
fn run_with_small_files(archive: &Archive, blocks: u32, arguments: &str) -> Output {
    let program = env!("CARGO_BIN_EXE_dateline");
    // The limit's signal would end the program; without it the write fails, as on a full disk.
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec '{program}' {arguments}");
    let mut command = Command::new("sh");
    command.args(["-c", &script]).current_dir(archive.path()).env_remove("DATELINE_INDEX").env("NO_COLOR", "1");
    command.output().unwrap()
}

#[cfg(unix)]
#[test]
fn a_disk_that_takes_no_more_loses_nothing_that_was_committed() {
    let archive = Archive::new();
    write_pages(&archive, 0..40);
    archive.run(&["index", "archive"]).exits(0);
    write_pages(&archive, 40..400);
    let mut refused = 0;
    for blocks in [0, 1, 2, 4, 8, 16, 40, 100, 250, 600] {
        let output = run_with_small_files(&archive, blocks, "index archive --threads 1");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        let found = archive.run(&["search", "pier", "--count"]).exits(0).stdout();
        archive.run(&["check"]).exits(0);
        if output.status.success() {
            assert_eq!(found, "400\n", "{blocks} blocks");
            continue;
        }
        refused += 1;
        assert_eq!(output.status.code(), Some(2), "{blocks} blocks: {told}");
        assert!(told.contains("File too large"), "{blocks} blocks: {told}");
        assert!(!told.contains("panicked"), "{blocks} blocks: {told}");
        assert!(found == "40\n" || found == "400\n", "{blocks} blocks: {found}");
    }
    assert!(refused >= 3, "{refused} runs met the limit");
    archive.run(&["index", "archive"]).exits(0);
    archive.run(&["check"]).exits(0);
    archive.run(&["search", "pier", "--count"]).says(0, "400\n", "");
}

#[cfg(unix)]
#[test]
fn an_index_that_may_only_be_read_is_searched_and_not_written() {
    use std::os::unix::fs::PermissionsExt;

    let archive = Archive::new();
    write_pages(&archive, 0..5);
    archive.run(&["index", "archive"]).exits(0);
    write_pages(&archive, 5..6);
    let index = archive.path().join("index");
    let allow = |mode| fs::set_permissions(&index, fs::Permissions::from_mode(mode)).unwrap();
    allow(0o555);
    // To root nothing is read-only.
    let is_bound = fs::write(index.join("probe"), "").is_err();
    archive.run(&["search", "pier", "--count"]).says(0, "5\n", "");
    archive.run(&["check"]).exits(0);
    let refused = archive.run(&["index", "archive"]);
    allow(0o755);
    if is_bound {
        assert!(refused.exits(2).stderr().contains("ermission denied"));
        archive.run(&["search", "pier", "--count"]).says(0, "5\n", "");
    }
}

#[test]
fn an_index_that_cannot_be_one_is_told() {
    let archive = Archive::new();
    write_pages(&archive, 0..1);
    fs::write(archive.path().join("file"), "no folder").unwrap();
    let told = archive.run(&["index", "archive", "--index", "file"]).exits(2).stderr();
    assert!(told.contains("file: "), "{told}");
    let told = archive.run(&["index", "archive", "--index", "file/below"]).exits(2).stderr();
    assert!(told.contains("file/below: "), "{told}");
    let told = archive.run(&["search", "pier", "--index", "nowhere"]).exits(2).stderr();
    assert!(told.contains("no index here; build one"), "{told}");
}

#[test]
fn an_index_of_another_version_is_refused_with_advice() {
    let archive = Archive::new();
    write_pages(&archive, 0..3);
    archive.run(&["index", "archive"]).exits(0);
    let meta = archive.path().join("index/meta.json");
    let good = fs::read_to_string(&meta).unwrap();
    let ours = format!("\\\"format\\\":{}", dateline::index::FORMAT);
    assert!(good.contains(&ours), "{good}");
    for (format, advice) in [(1, "build it anew"), (99, "use a newer dateline")] {
        fs::write(&meta, good.replace(&ours, &format!("\\\"format\\\":{format}"))).unwrap();
        for command in [["search", "pier"], ["index", "archive"], ["check", "--repair"]] {
            let told = archive.run(&command).exits(2).stderr();
            assert!(told.contains(&format!("has format {format}")) && told.contains(advice), "{command:?}: {told}");
        }
    }
    fs::write(&meta, &good).unwrap();
    archive.run(&["search", "pier", "--count"]).says(0, "3\n", "");
}

#[test]
fn a_damaged_list_of_segments_is_told_and_the_index_is_not_taken_for_empty() {
    let archive = Archive::new();
    write_pages(&archive, 0..3);
    archive.run(&["index", "archive"]).exits(0);
    let meta = archive.path().join("index/meta.json");
    let good = fs::read(&meta).unwrap();
    let flipped: Vec<u8> =
        good.iter().enumerate().map(|(at, byte)| if at == 10 { byte ^ 0x55 } else { *byte }).collect();
    for bad in [Vec::new(), good[..good.len() / 2].to_vec(), vec![0; good.len()], flipped, b"{}".to_vec()] {
        fs::write(&meta, &bad).unwrap();
        for command in [["search", "pier"], ["index", "archive"], ["check", "--repair"], ["check", "--format=json"]] {
            let told = archive.run(&command).exits(2).stderr();
            assert!(told.contains("meta.json") && told.contains("build it anew"), "{command:?}: {told}");
            assert!(!told.contains("panicked"), "{command:?}: {told}");
        }
        assert_eq!(fs::read(&meta).unwrap(), bad, "it is left as it is");
    }
    fs::write(&meta, good).unwrap();
    archive.run(&["search", "pier", "--count"]).says(0, "3\n", "");
}

/// What is left of a file that shrinks while it is read, in bytes.
const KEPT: usize = 100_000;

#[test]
fn files_that_vanish_and_shrink_while_they_are_read_are_accounted_for() {
    let archive = Archive::new();
    write_pages(&archive, 0..600);
    let line = |at| format!("{{\"title\": \"Pier {at}\", \"text\": \"{}\"}}\n", "sea ".repeat(200));
    let lines: Vec<String> = (0..3_000).map(line).collect();
    let large = archive.write("large.jsonl", lines.concat());
    let folder = archive.path().join("archive");
    let run = std::thread::scope(|scope| {
        scope.spawn(|| {
            std::thread::sleep(Duration::from_millis(30));
            fs::OpenOptions::new().write(true).open(&large).unwrap().set_len(KEPT as u64).unwrap();
            (0..600).rev().for_each(|number| drop(fs::remove_file(folder.join(format!("{number}.html")))));
        });
        archive.run(&["index", "archive", "--format", "json", "--threads", "2"])
    });
    let report: Value = serde_json::from_str(&run.stdout()).unwrap_or_else(|_| panic!("{}", run.stderr()));
    let count = |name: &str| report[name].as_u64().unwrap();
    assert_eq!(count("found"), count("indexed") + count("unchanged") + count("skipped") + count("failed"));
    drop(run.exits(if count("failed") > 0 { 2 } else { 0 }));
    archive.run(&["check"]).exits(0);
    // The next run finds what there is: the lines that are whole, and no page.
    archive.run(&["index", "archive"]).exits(2);
    archive.run(&["check"]).exits(0);
    let ends = lines.iter().scan(0, |end, line| {
        *end += line.len();
        Some(*end)
    });
    let whole = ends.take_while(|end| *end <= KEPT).count();
    archive.run(&["search", "pier", "--count"]).says(0, &format!("{whole}\n"), "");
}

/// Files that look like gigabytes and take no room: none may be read into memory.
#[cfg(unix)]
#[test]
fn files_of_gigabytes_are_stopped_by_their_limits() {
    let archive = Archive::new();
    write_pages(&archive, 0..1);
    let starts: &[(&str, &[u8])] = &[
        ("page.html", b"<!DOCTYPE html><title>Sparse</title><p>"),
        ("lines.jsonl", b"{\"text\": \"one\"}\n{\"text\": \"two"),
        ("mail.eml", b"From: a@e.org\r\nDate: x\r\nMIME-Version: 1.0\r\n\r\ntext"),
        ("zeros.html", b""),
    ];
    for (name, start) in starts {
        // Beyond what is looked at to know a file's kind there is nothing but zeros.
        let text: &[u8] = if start.is_empty() { b"" } else { &b" and on".repeat(2_000) };
        let path = archive.write(name, [start, text].concat());
        fs::OpenOptions::new().write(true).open(path).unwrap().set_len(4 << 30).unwrap();
    }
    let program = env!("CARGO_BIN_EXE_dateline");
    // A gigabyte of address space is far less than one of the files.
    let script = format!("ulimit -v 3000000; exec '{program}' index archive --memory 64 --threads 1 --format json");
    let output = Command::new("sh").args(["-c", &script]).current_dir(archive.path()).output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    let report: Value = serde_json::from_slice(&output.stdout).expect(&told);
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert_eq!(report["found"], 5);
    let reasons: Vec<&str> =
        report["failed_reasons"].as_array().unwrap().iter().filter_map(|reason| reason["reason"].as_str()).collect();
    assert!(reasons.iter().any(|reason| reason.contains("over the limit max-document")), "{reasons:?}");
    assert!(reasons.iter().any(|reason| reason.contains("over the limit max-bundle")), "{reasons:?}");
    archive.run(&["search", "pier", "--count"]).says(0, "1\n", "");
}
