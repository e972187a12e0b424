//! What the program does beyond finding: explaining, keywords in context, suggestions, similar articles, and manners at a
//! terminal and in a pipe.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::harness::Archive;

/// Three stories of a harbour and one of a kitchen.
fn archive() -> Archive {
    let archive = Archive::new();
    let stories = [
        (
            "h1",
            "Harbour cranes fall",
            "Two cranes fell into the harbour during the storm. The storm closed the harbour.",
        ),
        ("h2", "Cranes stand again", "The cranes of the harbour stand again after the storm, the harbourmaster said."),
        ("h3", "Ferries sail", "Ferries sail from the harbour to the islands, storm or no storm."),
        ("k1", "Soup", "=SUM(A1) is no soup, and a kitchen is no place for spreadsheets."),
    ];
    let lines = stories.map(|(id, title, text)| {
        format!("{{\"id\": \"{id}\", \"title\": \"{title}\", \"text\": \"{text}\", \"lang\": \"en\"}}\n")
    });
    archive.write("stories.jsonl", lines.concat());
    archive.run(&["index", "archive"]).exits(0);
    archive
}

#[test]
fn an_explanation_tells_the_tree_the_counts_and_the_scores() {
    let archive = archive();
    let told = archive.run(&["search", "cranes (harbour OR soup) -ferries", "--explain", "-n", "1"]).exits(0).stdout();
    let tree = told.split("\n\n").nth(1).unwrap();
    assert!(told.starts_with("2 articles, 1 shown\n"), "{told}");
    assert_eq!(
        tree,
        "understood as\n  all of: cranes (harbour OR soup) -ferries  2 articles\n    cranes  2 articles\n        \
         cranes found as: cranes 2\n    any of: harbour OR soup  4 articles\n      harbour  3 articles\n          \
         harbour found as: harbour 3\n      soup  1 article\n          soup found as: soup 1\n    \
         -ferries  1 article taken away\n        ferries found as: ferries 1"
    );
    let json =
        archive.run(&["search", "cranes harbour^2 title:fall", "--explain", "--format", "json"]).exits(0).stdout();
    let answer: serde_json::Value = serde_json::from_str(&json).unwrap();
    let hit = &answer["hits"][0];
    let parts = hit["score_parts"].as_array().unwrap();
    let names: Vec<&str> = parts.iter().map(|part| part["part"].as_str().unwrap()).collect();
    assert_eq!(names[..3], ["cranes", "harbour", "title:fall"]);
    let sum: f64 = parts.iter().map(|part| part["score"].as_f64().unwrap()).sum();
    assert!((sum - hit["score"].as_f64().unwrap()).abs() < 0.01, "{hit}");
}

#[test]
fn keywords_stand_in_the_middle_of_their_lines() {
    let archive = archive();
    let told = archive.run(&["search", "storm", "--context", "--facet", "none"]).exits(0).stdout();
    let column = |line: &str| line.find("*storm*").map(|at| line[..at].chars().count());
    let columns: Vec<usize> = told.lines().filter_map(column).collect();
    assert_eq!(columns, [52; 5], "{told}");
    let told = archive.run(&["search", "\"the harbour\"", "--context=1", "--facet", "none"]).exits(0).stdout();
    assert!(told.contains("*the harbour* during") && told.contains("and 1 more"), "{told}");
}

#[test]
fn a_word_that_the_index_does_not_know_gets_near_ones_and_is_not_searched() {
    let archive = archive();
    let told = archive.run(&["search", "harbuor"]).exits(1).stdout();
    assert_eq!(told, "0 articles\n`harbuor` is in no article; did you mean harbour (3)?\n");
    archive.run(&["search", "harbuor OR soup", "--count"]).says(
        0,
        "1\n",
        "dateline: `harbuor` is in no article; did you mean harbour (3)?\n",
    );
    archive.run(&["search", "zeppelin", "--count"]).says(1, "0\n", "");
    archive.run(&["search", "=\"crane harbour\"", "--count"]).says(1, "0\n", "");
}

#[test]
fn similar_articles_share_telling_words_and_leave_out_the_article_itself() {
    let archive = archive();
    let found = archive.run(&["similar", "h1", "--format", "trec"]).exits(0).stdout();
    let ids: Vec<&str> = found.lines().filter_map(|line| line.split(' ').nth(2)).collect();
    assert_eq!(ids, ["h2", "h3"]);
    archive.run(&["similar", "h1", "--lang", "en", "--count"]).says(0, "2\n", "");
    archive.run(&["similar", "k1", "--count"]).says(1, "0\n", "");
    archive.run(&["similar", "x9"]).says(2, "", "dateline: no article has the id `x9`; `dateline search` prints ids\n");
    let json = archive.run(&["similar", "h1", "--format", "json"]).exits(0).stdout();
    let answer: serde_json::Value = serde_json::from_str(&json).unwrap();
    let again = archive.run(&["search", answer["query"].as_str().unwrap(), "--format", "trec"]).exits(0).stdout();
    assert_eq!(again.lines().count(), 2, "the query that is printed can be asked: {}", answer["query"]);
}

#[test]
fn csv_holds_no_formula() {
    let archive = archive();
    let csv = archive.run(&["search", "soup", "--format", "csv"]).exits(0).stdout();
    assert!(csv.contains(",\"'=SUM(A1) is no soup, and"), "{csv}");
}

#[test]
fn a_form_that_a_command_does_not_have_is_an_error() {
    let archive = archive();
    for command in ["show", "extract", "stats", "saved", "timeline"] {
        let target = if ["show", "extract"].contains(&command) { &["h1"][..] } else { &[] };
        let run = archive.run(&[&[command], target, &["--format", "trec"]].concat()).exits(2);
        let expected = format!("dateline: `dateline {command}` has no form trec; choose among ");
        assert!(run.stderr().starts_with(&expected), "{}", run.stderr());
    }
    let run = archive.run(&["search", "soup", "--new-since-last"]).exits(2);
    assert!(run.stderr().contains("cannot be used with"), "{}", run.stderr());
}

#[test]
fn a_reader_who_leaves_early_is_no_trouble() {
    let archive = archive();
    let many: String =
        (0..3000).map(|n| format!("{{\"title\": \"Harbour {n}\", \"text\": \"The harbour again.\"}}\n")).collect();
    archive.write("many.jsonl", many);
    archive.run(&["index", "archive"]).exits(0);
    let mut run = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["search", "harbour", "-n", "3000", "--format", "jsonl"])
        .current_dir(archive.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    // The reader goes out of scope, and with it the pipe.
    BufReader::new(run.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let output = run.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()), (Some(0), ""));
}

/// The program at a terminal, as `script` of util-linux makes one; `None` where there is none.
#[cfg(target_os = "linux")]
fn at_a_terminal(archive: &Archive, environment: &[(&str, &str)], arguments: &str) -> Option<String> {
    let command = format!("stty cols 60 rows 24; {} {arguments}", env!("CARGO_BIN_EXE_dateline"));
    let mut script = Command::new("script");
    script.args(["-qec", &command, "/dev/null"]).current_dir(archive.path()).stdin(Stdio::null());
    for name in ["NO_COLOR", "CLICOLOR", "PAGER", "DATELINE_INDEX", "LESS"] {
        script.env_remove(name);
    }
    script.env("TERM", "xterm").env("SHELL", "/bin/sh").env("DATELINE_PAGER", "").envs(environment.iter().copied());
    let output = script.output().ok().filter(|output| output.status.code() != Some(127))?;
    Some(String::from_utf8_lossy(&output.stdout).replace('\r', ""))
}

#[cfg(target_os = "linux")]
#[test]
fn at_a_terminal_there_is_colour_links_and_a_pager_that_may_be_broken() {
    let archive = archive();
    let Some(plain) = at_a_terminal(&archive, &[("NO_COLOR", "1")], "search soup --hyperlink never -n 1") else {
        return;
    };
    assert!(!plain.contains('\u{1b}') && plain.contains("*soup*"), "{plain:?}");
    assert!(plain.lines().all(|line| line.chars().count() <= 60 || line.contains(".jsonl")), "{plain}");
    let told = |environment: &[(&str, &str)], arguments: &str| at_a_terminal(&archive, environment, arguments).unwrap();
    let shown = told(&[], "search soup");
    assert!(shown.contains("\u{1b}[31msoup") && shown.contains("\u{1b}]8;;file:///"), "{shown:?}");
    let count = "search harbour --count";
    assert_eq!(told(&[("DATELINE_PAGER", "tr 3 7")], count), "7\n");
    assert_eq!(told(&[("DATELINE_PAGER", "no-such-pager -x")], count), "3\n");
    assert!(told(&[("DATELINE_PAGER", "no-such-pager 2>/dev/null")], count).contains('3'));
    assert_eq!(told(&[("DATELINE_PAGER", "tr 3 7")], "search harbour --count --no-pager"), "3\n");
}

#[test]
fn corrections_that_are_made_at_once_are_all_kept() {
    let archive = Archive::new();
    archive.write("a.txt", "Quay\n\nThe quay was closed on Monday.");
    archive.run(&["index", "archive"]).exits(0);
    std::thread::scope(|scope| {
        for number in 0..20 {
            let archive = &archive;
            scope.spawn(move || archive.run(&["names", "--add", "quay", &format!("spelling{number}")]).exits(0));
        }
    });
    let kept = std::fs::read_to_string(archive.path().join("index/names.txt")).unwrap();
    assert_eq!(kept.lines().filter(|line| line.starts_with("+ quay spelling")).count(), 20, "{kept}");
}
