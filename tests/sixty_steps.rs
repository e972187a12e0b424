//! Sixty steps as a reporter, a librarian and an analyst would type them, with all that both streams say and the exit code:
//! `tests/data/sixty_steps.txt`. Lines that begin with `! ` are of standard error, `= 1` is the exit code where it is not 0.
//!
//! With `DATELINE_UPDATE=1` in the environment the page is written anew instead.

#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::harness::Archive;

/// The folder in which the steps are taken: the sample archive as saved pages, and what the three bring along.
fn folder() -> Archive {
    let archive = Archive::new();
    let pages = archive.path().join("pages");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/archive"), &pages);
    let rows = "kicker,text,date\n\
                Quay shut,\"The old quay was shut on Tuesday after a wave broke two of its cranes, the harbour master said.\",2025-11-03\n\
                =Pier open,\"The new pier opened on Monday. Nobody was hurt, and the ferries sail again as planned.\",2025-11-10\n";
    archive.write("../export.csv", rows);
    archive.write("../queries.txt", "port\nzeppelin\n");
    archive.write(
        "../late.html",
        "<html lang=en><head><title>Hmeimim closes</title><meta property='article:published_time' content='2025-12-01T08:00:00Z'></head>\
         <body><article><h1>Hmeimim closes</h1><p>The runway of Hmeimim was closed on Monday for repairs, the garrison said, \
         and no flight left the airbase all day.</p></article></body></html>",
    );
    archive
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for item in fs::read_dir(from).unwrap() {
        let item = item.unwrap();
        let target = to.join(item.file_name());
        if item.file_type().unwrap().is_dir() {
            copy(&item.path(), &target);
        } else {
            fs::copy(item.path(), &target).unwrap();
            // The time of a file stands in what is shown of it.
            let file = fs::File::options().write(true).open(&target).unwrap();
            file.set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_765_000_000)).unwrap();
        }
    }
}

/// What a step prints.
fn step(archive: &Archive, line: &str) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_dateline")).parent().unwrap();
    let mut shell = Command::new("sh");
    shell.args(["-c", line]).current_dir(archive.path());
    shell.env("PATH", format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default()));
    shell.env("NO_COLOR", "1").env("DATELINE_OPENER", "echo opens").env_remove("DATELINE_INDEX").env_remove("PAGER");
    shell.env_remove("DATELINE_CONFIG").env_remove("DATELINE_PAGER").env("LC_ALL", "C");
    for (name, folder) in [("XDG_STATE_HOME", "state"), ("XDG_CONFIG_HOME", "config")] {
        shell.env(name, archive.path().join(folder));
    }
    let output = shell.output().unwrap();
    let root = archive.path().canonicalize().unwrap();
    let clean =
        |bytes: &[u8]| String::from_utf8_lossy(bytes).replace(&*root.to_string_lossy(), "[DIR]").replace('\r', "");
    let mut told: String = clean(&output.stdout).lines().map(|line| format!("{}\n", timeless(line))).collect();
    told.extend(clean(&output.stderr).lines().map(|line| format!("! {}\n", timeless(line))));
    match output.status.code() {
        Some(0) => {}
        code => told += &format!("= {}\n", code.map_or("killed".to_owned(), |code| code.to_string())),
    }
    told
}

/// A line without what is another in every run: times, rates, the size of the index.
fn timeless(line: &str) -> String {
    let number = |word: &str| word.trim_start_matches('(').parse::<f64>().is_ok_and(|_| word.contains('.'));
    let mut words: Vec<&str> = line.split(' ').collect();
    for at in 1..words.len() {
        if ["s", "MB/s", "MB)"].contains(&words[at]) && number(words[at - 1]) {
            words[at - 1] = "_";
        }
    }
    match line.contains(", last asked for new ones: 2") {
        true => line.split(": 2").next().unwrap_or_default().to_owned() + ": _",
        false => words.join(" "),
    }
}

#[test]
fn sixty_steps_of_a_reporter_a_librarian_and_an_analyst() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/sixty_steps.txt");
    let shown = fs::read_to_string(&page).unwrap();
    let archive = folder();
    let mut printed = String::new();
    let mut steps = 0;
    for line in shown.lines() {
        if let Some(command) = line.strip_prefix("$ ") {
            steps += 1;
            printed += &format!("{line}\n{}", step(&archive, command));
        } else if line.starts_with("## ") {
            printed += &format!("{line}\n");
        }
    }
    assert!(steps >= 60, "{steps} steps were found");
    if std::env::var_os("DATELINE_UPDATE").is_some() {
        fs::write(&page, &printed).unwrap();
    } else {
        similar(&shown, &printed);
    }
}

/// Asserts that two pages are the same, and shows the first step that is not.
#[track_caller]
fn similar(shown: &str, printed: &str) {
    let steps = |page: &str| page.split("\n$ ").map(str::to_owned).collect::<Vec<_>>();
    for (expected, told) in steps(shown).iter().zip(steps(printed)) {
        assert_eq!(
            &told, expected,
            "tests/data/sixty_steps.txt; DATELINE_UPDATE=1 cargo test sixty_steps writes it anew"
        );
    }
    assert_eq!(printed, shown);
}
