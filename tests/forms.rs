//! The forms of output: what a command cannot write is an error, never silently something else.

use serde_json::Value;

use crate::harness::Archive;

const FORMS: [&str; 5] = ["text", "json", "jsonl", "csv", "trec"];

/// Every command that prints values, and the forms that it has.
const COMMANDS: &[(&[&str], &[&str])] = &[
    (&["search", "quay"], &FORMS),
    (&["search", "zeppelin"], &FORMS),
    (&["search", "quay", "-l"], &["text"]),
    (&["search", "quay", "--count"], &["text", "json", "jsonl"]),
    (&["search", "--queries", "queries.txt"], &FORMS),
    (&["similar", "q1"], &FORMS),
    (&["facets"], &["text", "json", "jsonl", "csv"]),
    (&["timeline"], &["text", "json", "jsonl", "csv"]),
    (&["copies"], &["text", "json", "jsonl", "csv"]),
    (&["show", "q1"], &["text", "json", "jsonl"]),
    (&["show", "q1", "--versions"], &["text", "json", "jsonl"]),
    (&["extract", "archive/quays.jsonl"], &["text", "json", "jsonl"]),
    (&["extract", "archive/quays.jsonl", "archive/page.txt"], &["text", "json", "jsonl"]),
    (&["extract", "archive/page.txt"], &["text", "json", "jsonl"]),
    (&["names", "Hmeimim"], &["text", "json", "jsonl", "csv"]),
    (&["names", "Hmeimim", "Zeppelin"], &["text", "json", "jsonl", "csv"]),
    (&["saved"], &["text", "json", "jsonl"]),
    (&["stats"], &["text", "json", "jsonl"]),
    (&["check"], &["text", "json", "jsonl"]),
    (&["bench", "--rounds", "1"], &["text", "json", "jsonl"]),
    (&["index"], &["text", "json", "jsonl"]),
];

fn archive() -> Archive {
    let archive = Archive::new();
    let text = "The old quay of Hmeimim was closed on Tuesday after a wave broke two of its cranes. None of the 214 passengers \
                of the ferry was hurt, the harbour master of Khmeimim said. Engineers put the damage at 40,000 crowns.";
    let record =
        |id: &str| format!("{{\"id\": \"{id}\", \"title\": \"=At the quay, \\\"again\\\"\", \"text\": \"{text}\"}}\n");
    archive.write("quays.jsonl", record("q1") + &record("-q2") + &record("q3"));
    archive.write("page.txt", "A quay for ferries was built in the south of the town this year.");
    archive.write("../queries.txt", "quay\nzeppelin\nquay or\n");
    archive.run(&["index", "archive"]).exits(0);
    archive.run(&["search", "quay", "--save", "quays", "--count"]).exits(0);
    archive
}

/// What is wrong with an output in a form.
fn fault(form: &str, text: &str) -> Option<String> {
    match form {
        "json" => serde_json::from_str::<Value>(text).err().map(|error| error.to_string()),
        "jsonl" => {
            text.lines().find_map(|line| serde_json::from_str::<Value>(line).err()).map(|error| error.to_string())
        }
        "csv" => {
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            let header = reader.headers().map(csv::StringRecord::len);
            let cells = reader.records().find_map(|row| match row {
                Ok(row) => row.iter().find(|cell| cell.starts_with(['=', '+', '-', '@'])).map(str::to_owned),
                Err(error) => Some(error.to_string()),
            });
            header.map_or_else(
                |error| Some(error.to_string()),
                |columns| (columns < 2).then(|| "no header".to_owned()).or(cells),
            )
        }
        "trec" => text.lines().find(|line| line.split(' ').count() != 6).map(str::to_owned),
        _ => None,
    }
}

#[test]
fn every_command_writes_a_form_or_says_that_it_has_not_got_it() {
    let archive = archive();
    for (command, forms) in COMMANDS {
        for form in FORMS {
            let run = archive.run(&[command, &["--format", form][..]].concat());
            if forms.contains(&form) {
                assert_eq!(fault(form, &run.stdout()), None, "{command:?} {form}\n{}\n{}", run.stdout(), run.stderr());
                assert!(!run.stderr().contains("no form"), "{command:?} {form}");
            } else {
                let refused = format!("has no form {form}; choose among {}\n", forms.join(", "));
                assert!(run.stderr().ends_with(&refused), "{command:?} {form}: {}", run.stderr());
                assert_eq!(run.exits(2).stdout(), "", "{command:?} {form}");
            }
        }
    }
}

#[test]
fn what_a_form_has_no_place_for_is_refused() {
    let archive = archive();
    for (options, told) in [
        (&["--facet", "lang", "--format", "jsonl"][..], "--facet has no place in --format jsonl"),
        (&["--explain", "--format", "csv"], "--explain has no place in --format csv"),
        (&["--context", "-l"], "--context has no place in -l"),
        (&["--facet", "lang", "--count"], "--facet has no place in --count"),
    ] {
        archive.run(&[&["search", "quay"], options].concat()).says(2, "", &format!("dateline: {told}\n"));
    }
    archive.run(&["search", "quay", "--explain", "--context", "--facet", "none", "--format", "jsonl"]).exits(0);
}

#[test]
fn nothing_found_is_still_a_document() {
    let archive = archive();
    assert_eq!(archive.run(&["search", "zeppelin", "--format", "csv"]).exits(1).stdout().lines().count(), 1);
    assert_eq!(archive.run(&["copies", "zeppelin", "--format", "csv"]).exits(1).stdout(), "group,copy\r\n");
    let answer: Value =
        serde_json::from_str(&archive.run(&["copies", "zeppelin", "--format", "json"]).exits(1).stdout()).unwrap();
    assert_eq!(answer["groups"], serde_json::json!([]));
}
