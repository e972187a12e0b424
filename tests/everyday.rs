//! Every day after the first hour: help, manual pages, completions, texts in a folder, tables read back, all saved searches.

use std::fs;

use serde_json::Value;

use crate::harness::Archive;

const COMMANDS: [&str; 23] = [
    "index",
    "search",
    "show",
    "open",
    "similar",
    "saved",
    "facets",
    "timeline",
    "countries",
    "topics",
    "copies",
    "export-texts",
    "extract",
    "names",
    "schema",
    "stats",
    "check",
    "bench",
    "config",
    "completions",
    "man",
    "help",
    "complete",
];

fn archive() -> Archive {
    let archive = Archive::new();
    let record = |id: &str, title: &str, day: &str, text: &str| {
        serde_json::json!({ "id": id, "title": title, "date": day, "text": text, "country": "SY", "lang": "en" })
            .to_string()
            + "\n"
    };
    archive.write(
        "wire.jsonl",
        record(
            "w1",
            "=1+1 is the quay",
            "2025-10",
            "-5 degrees at the quay of Tartus, and no ferry left the harbour all day.",
        ) + &record(
            "w2",
            "'Quay' is shut",
            "2025-10-15",
            "The quay of Latakia was shut, the harbour master said on Tuesday morning.",
        ),
    );
    archive.run(&["index", "archive"]).exits(0);
    archive
}

#[test]
fn no_short_help_is_longer_than_80_lines_and_every_command_has_its_page() {
    let archive = Archive::new();
    archive.run(&["man", "--to", "pages"]).says(0, "", "");
    for command in COMMANDS {
        let help = archive.run(&[command, "-h"]).exits(0).stdout();
        assert!(help.lines().count() <= 80, "`dateline {command} -h` has {} lines", help.lines().count());
        let page = fs::read_to_string(archive.path().join(format!("pages/dateline-{command}.1")));
        if command == "complete" {
            assert!(page.is_err(), "what nobody types has no page");
            continue;
        }
        let page = page.unwrap();
        for section in ["NAME", "SYNOPSIS", "OPTIONS", "\"EXIT STATUS\"", "ENVIRONMENT", "FILES", "EXAMPLES"] {
            let head = format!(".SH {section}");
            let is_there = page.lines().any(|line| line == head || line == head.replace('"', ""));
            assert!(is_there, "{section} is missing in the page of {command}");
        }
    }
    assert!(archive.path().join("pages/dateline.1").is_file());
    for topic in ["query", "dates", "names", "formats", "exports", "json"] {
        assert!(archive.run(&["help", topic]).exits(0).stdout().starts_with("# "), "{topic}");
    }
    archive.run(&["help", "nothing"]).says(
        2,
        "",
        "dateline: no command and no subject `nothing`; `dateline help` lists them\n",
    );
}

#[test]
fn the_tab_key_offers_what_the_archive_has() {
    let archive = archive();
    archive.run(&["search", "quay", "--save", "all quays", "--count"]).exits(0);
    archive.run(&["search", "quay", "--sort", "oldest"]).exits(0);
    let offered = |words: &[&str]| -> Vec<String> {
        let told = archive.run(&[&["complete", "--"], words].concat()).exits(0).stdout();
        told.lines().map(|line| line.split('\t').next().unwrap().to_owned()).collect()
    };
    assert_eq!(offered(&["ti"]), ["timeline"]);
    assert_eq!(offered(&["search", "--cou"]), ["--country", "--count"]);
    assert_eq!(offered(&["search", "--country", "Syr"]), ["sy"], "by its name, too");
    assert_eq!(offered(&["search", "--country", "fr,s"]), ["fr,sy"]);
    assert_eq!(offered(&["search", "--country=s"]), ["--country=sy"]);
    assert_eq!(offered(&["search", "--country", "=", "s"]), ["sy"], "as bash cuts it");
    assert_eq!(offered(&["search", "port", "country:Syr"]), ["country:sy"]);
    assert_eq!(offered(&["search", "--lang", ""]), ["en"]);
    assert_eq!(offered(&["search", "--saved", ""]), ["all quays"]);
    assert_eq!(offered(&["saved", "--delete", "a"]), ["all quays"]);
    assert_eq!(offered(&["facets", "--by", "w"]), ["week"]);
    assert_eq!(offered(&["search", "--with", "sh"]), ["sha256"]);
    assert_eq!(offered(&["search", "--format", "js"]), ["json", "jsonl"]);
    assert_eq!(offered(&["help", "na"]), ["names", "names"]);
    assert_eq!(offered(&["show", ""]), ["1", "2"]);
    let id = archive.run(&["search", "title:shut", "--format", "csv"]).stdout().lines().nth(1).unwrap()[2..].to_owned();
    let id = id.split(',').nth(1).unwrap().to_owned();
    assert_eq!(offered(&["similar", &id[..6]]), [id]);
    assert_eq!(
        offered(&["--index", "nowhere", "search", "--country", "norw"]),
        ["no"],
        "without an index, of the whole world"
    );
    assert!(offered(&["index", ""]).is_empty(), "shells offer files");
    for shell in ["bash", "zsh", "fish"] {
        assert!(archive.run(&["completions", shell]).exits(0).stdout().contains("dateline complete -- "), "{shell}");
    }
}

#[test]
fn texts_lie_in_a_folder_with_a_table_of_what_they_are() {
    let archive = archive();
    let told = archive.run(&["export-texts", "quay", "--headline", "--with", "tags", "--to", "out"]);
    told.says(0, "", "dateline: 2 texts in out/texts, and what each is in out/articles.csv\n");
    let mut table = csv::Reader::from_path(archive.path().join("out/articles.csv")).unwrap();
    let header = table.headers().unwrap().clone();
    assert_eq!((&header[0], &header[header.len() - 1]), ("file", "tags"));
    for row in table.records() {
        let row = row.unwrap();
        let text = fs::read_to_string(archive.path().join("out").join(&row[0])).unwrap();
        let title = row[9].trim_start_matches('\'');
        assert!(text.starts_with(title) || text.starts_with(&format!("'{title}")), "{row:?}\n{text}");
        assert!(text.ends_with(".\n"), "{text}");
    }
    archive.run(&["export-texts", "zeppelin", "--to", "none"]).exits(1);
}

#[test]
fn a_table_of_ours_is_read_back_as_it_was_meant() {
    let archive = archive();
    let table = archive.run(&["search", "quay", "--format", "csv", "--with", "body"]).exits(0).stdout();
    assert!(table.contains(",'=1+1 is the quay,") && table.contains("\"'-5 degrees"), "{table}");
    archive.write("../table.csv", table);
    let told = archive.run(&["extract", "table.csv", "--format", "jsonl"]).exits(0).stdout();
    let articles: Vec<Value> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of =
        |title: &str| articles.iter().find(|article| article["title"] == title).unwrap_or_else(|| panic!("{told}"));
    let (first, second) = (of("=1+1 is the quay"), of("'Quay' is shut"));
    assert!(first["body"].as_str().unwrap().starts_with("-5 degrees"), "{first}");
    assert_eq!(first["published"]["start"], "2025-10", "no day is invented");
    assert_eq!(second["published"]["start"], "2025-10-15");
    assert!(first["description"].is_null(), "a passage of an answer is no summary: {first}");
}

#[test]
fn all_saved_searches_are_asked_with_one_exit_code() {
    let archive = archive();
    archive.run(&["search", "quay", "--save", "quays", "--count"]).exits(0);
    archive.run(&["search", "ferry", "--save", "the ferries", "--count"]).exits(0);
    archive.run(&["saved", "--run-all"]).says(1, "", "");
    archive.write("late.txt", "A second ferry sails from the new quay since this morning, and takes all day.");
    archive.run(&["index"]).exits(0);
    fs::write(archive.path().join("index/saved/torn.json"), "{").unwrap();
    let run = archive.run(&["saved", "--run-all", "-l"]).exits(2);
    assert_eq!(run.stdout(), "quays:\narchive/late.txt\nthe ferries:\narchive/late.txt\n");
    assert!(
        run.stderr().starts_with("dateline: torn: "),
        "one that cannot be read does not stop the others: {}",
        run.stderr()
    );
    fs::remove_file(archive.path().join("index/saved/torn.json")).unwrap();
    archive.run(&["saved", "--run-all"]).says(1, "", "");
    let feed = archive.run(&["saved", "the ferries", "--format", "atom", "-n", "1"]).exits(0).stdout();
    assert!(feed.contains("<id>urn:dateline:search:the+ferries</id>"), "{feed}");
    assert_eq!(feed.matches("<entry>").count(), 1);
    let error = archive.run(&["saved", "the freries", "--format", "atom"]).exits(2).stderr();
    assert!(error.contains("there is no saved search `the freries`; there are quays, the ferries"), "{error}");
}

#[test]
fn what_a_run_would_do_is_told_and_not_done() {
    let archive = archive();
    archive.write("late.txt", "A second ferry sails from the new quay since this morning.");
    let told = archive.run(&["index", "--dry-run"]).exits(0).stdout();
    assert!(told.starts_with("2 files found; nothing was read or written\n  to read           1  0.0 MB\n"), "{told}");
    archive.run(&["search", "second", "--count"]).says(1, "0\n", "");
    let json: Value = serde_json::from_str(&archive.run(&["index", "--dry-run", "--format", "json"]).stdout()).unwrap();
    assert_eq!(
        (json["new"].as_u64(), json["changed"].as_u64(), json["removed_count"].as_u64()),
        (Some(1), Some(0), Some(0))
    );
    let fresh = Archive::new();
    fresh.write("a.txt", "A ferry.");
    fresh.run(&["index", "archive", "--dry-run"]).exits(0);
    assert!(!fresh.path().join("index").exists());
}

#[test]
fn a_folder_that_was_moved_is_found_under_its_new_name_alone() {
    let archive = archive();
    fs::rename(archive.path().join("archive"), archive.path().join("elsewhere")).unwrap();
    let told = archive.run(&["index", "elsewhere"]).exits(0).stdout();
    assert!(told.contains("moved             1  file that went by another name, with the same bytes"), "{told}");
    assert!(!told.contains("removed"), "{told}");
    archive.run(&["search", "quay", "--count", "--copies", "all"]).says(0, "2\n", "");
    archive.run(&["index"]).exits(0);
}

#[test]
fn hits_over_time_are_counted_by_week_and_drawn() {
    let archive = archive();
    let told = archive.run(&["timeline", "quay", "--by", "week", "--copies", "all"]).exits(0).stdout();
    assert_eq!(told, "week\n  2025-W42        1  ████████████████████████\n  coarser         1\n");
    let csv =
        archive.run(&["timeline", "quay", "--by", "week", "--format", "csv", "--copies", "all"]).exits(0).stdout();
    assert!(csv.contains("week,2025-10-13..2025-10-19,2025-W42,1\r\n"), "{csv}");
    archive.run(&["search", "quay", "date:2025-10-13..2025-10-19", "--count"]).says(0, "1\n", "");
    let picture = archive.run(&["timeline", "quay", "--format", "svg"]).exits(0).stdout();
    assert!(picture.starts_with("<svg ") && picture.contains("<title>2025-10: "), "{picture}");
}
