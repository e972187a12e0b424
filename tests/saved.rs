//! Saved searches: what is new is told once, exactly, and survives indexing anew.

use std::fs;

use crate::harness::Archive;

fn record(id: &str, text: &str) -> String {
    format!("{{\"id\": \"{id}\", \"title\": \"Note {id}\", \"text\": \"{text}\", \"lang\": \"en\"}}\n")
}

/// An archive with two stories of a quay, a search for quays saved as `quays`.
fn archive() -> Archive {
    let archive = Archive::new();
    archive.write("a.jsonl", record("a1", "The old quay is closed.") + &record("a2", "A quay for ferries."));
    archive.run(&["index", "archive"]).exits(0);
    let kept = "dateline: kept as quays: quay; the 2 articles that it finds now are not new; `dateline search --saved quays \
                --new-since-last` tells what is\n";
    archive.run(&["search", "quay", "--save", "quays", "--count"]).says(0, "2\n", kept);
    archive
}

fn new(archive: &Archive) -> String {
    archive.run(&["search", "--saved", "quays", "--new-since-last", "-l"]).stdout()
}

#[test]
fn what_is_new_is_told_once_and_nothing_new_exits_1() {
    let archive = archive();
    let alert = ["search", "--saved", "quays", "--new-since-last"];
    archive.run(&[&alert[..], &["-l"]].concat()).says(1, "", "");
    archive.write("b.jsonl", record("b1", "A new quay is built.") + &record("b2", "No harbour."));
    archive.run(&["index"]).exits(0);
    archive.run(&[&alert[..], &["--count"]].concat()).says(0, "1\n", "");
    let told = archive.run(&alert).exits(0).stdout();
    assert!(told.contains("Note b1") && told.contains("1 article") && !told.contains("Note a1"), "{told}");
    archive.run(&[&alert[..], &["-l"]].concat()).says(1, "", "");
    archive.run(&["search", "--saved", "quays", "--count"]).says(0, "3\n", "");
}

#[test]
fn what_was_cut_off_stays_new() {
    let archive = archive();
    archive.write("b.jsonl", record("b1", "One quay.") + &record("b2", "Two quays.") + &record("b3", "Quay three."));
    archive.run(&["index"]).exits(0);
    let two = archive.run(&["search", "--saved", "quays", "--new-since-last", "-n", "2", "-l"]).exits(0).stdout();
    assert_eq!(two.lines().count(), 2);
    assert_eq!(new(&archive).lines().count(), 1);
    assert_eq!(new(&archive), "");
}

#[test]
fn an_index_built_anew_makes_nothing_new() {
    let archive = archive();
    for file in fs::read_dir(archive.path().join("index")).unwrap().flatten().filter(|item| item.path().is_file()) {
        fs::remove_file(file.path()).unwrap();
    }
    archive.run(&["index", "archive"]).exits(0);
    assert_eq!(new(&archive), "");
    archive.remove("a.jsonl");
    archive.run(&["index", "--allow-empty"]).exits(0);
    archive.write("c.jsonl", record("a1", "The old quay is closed again.") + &record("c1", "A quay."));
    archive.run(&["index"]).exits(0);
    let told = archive.run(&["search", "--saved", "quays", "--new-since-last", "--format", "jsonl"]).exits(0).stdout();
    assert!(told.contains("\"c1\""), "{told}");
}

#[test]
fn searches_are_listed_and_deleted_and_names_are_checked() {
    let archive = archive();
    let listed = archive.run(&["saved"]).exits(0).stdout();
    assert_eq!(listed, "quays: quay\n    2 articles seen, last asked for new ones: never\n");
    let says = |arguments: &[&str], stderr: &str| archive.run(arguments).says(2, "", stderr);
    says(
        &["search", "x", "--save", "quays"],
        "dateline: there is a saved search `quays`; `dateline saved --delete quays` makes room\n",
    );
    says(&["search", "--saved", "ports"], "dateline: there is no saved search `ports`; there are quays\n");
    says(
        &["search", "quay", "--save", "../x"],
        "dateline: `../x` cannot name a saved search; take letters, digits, `-`, `_`, and spaces and dots inside, at most 64 bytes\n",
    );
    archive.run(&["saved", "--delete", "quays"]).says(0, "", "");
    archive.run(&["saved"]).says(1, "", "");
    fs::write(archive.path().join("index/saved/torn.json"), "{\"for").unwrap();
    let run = archive.run(&["search", "--saved", "torn"]).exits(2);
    assert!(run.stderr().contains("torn.json: not a saved search; put it right or remove it"), "{}", run.stderr());
}

#[test]
fn filters_are_saved_as_typed_and_more_of_them_narrow() {
    let archive = archive();
    archive.run(&["search", "quay", "--lang", "en", "--since", "last month", "--save", "late", "--count"]).exits(1);
    let listed = archive.run(&["saved"]).exits(0).stdout();
    assert!(listed.contains("late: quay --lang \"en\" --since \"last month\"\n"), "{listed}");
    archive.run(&["search", "--saved", "quays", "--country", "fr", "--count"]).says(1, "0\n", "");
}
