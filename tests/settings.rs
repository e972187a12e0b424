//! The configuration file, and what wins over it.

use std::fs;

use serde_json::Value;

use crate::harness::Archive;

fn write(archive: &Archive, text: &str) {
    let folder = archive.path().join("config/dateline");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("config.toml"), text).unwrap();
}

/// An archive of many short texts, indexed into a folder of another name.
fn archive() -> Archive {
    let archive = Archive::new();
    let records =
        (0..30).map(|n| format!("{{\"id\": \"m{n}\", \"kicker\": \"Pier {n}\", \"text\": \"Pier {n} is new.\"}}\n"));
    archive.write("many.jsonl", records.collect::<String>());
    archive
}

#[test]
fn the_file_names_the_index_and_says_what_a_person_is_shown() {
    let archive = archive();
    let index = archive.path().join("elsewhere");
    write(
        &archive,
        &format!("index = {:?}\nlimit = 3\nfacets = [\"lang\"]\nmaps = [\"title=kicker\"]\n", index.display()),
    );
    archive.run(&["index", "archive"]).exits(0);
    assert!(index.join("meta.json").is_file() && !archive.path().join("index").exists());
    let told = archive.run(&["search", "pier", "--copies", "all"]).exits(0).stdout();
    assert!(told.starts_with("30 articles, 3 shown\nlang  "), "{told}");
    assert!(told.contains("  1  *Pier* "), "the headline has its name from the file: {told}");
    let first = |options: &[&str]| {
        let told = archive.run(&[&["search", "pier", "--copies", "all"], options].concat()).exits(0).stdout();
        told.lines().next().unwrap().to_owned()
    };
    assert_eq!(first(&["-n", "4"]), "30 articles, 4 shown", "an option wins");
    let lines = |options: &[&str]| {
        archive.run(&[&["search", "pier", "--copies", "all"], options].concat()).stdout().lines().count()
    };
    assert_eq!((lines(&["--format", "jsonl"]), lines(&["-l"])), (30, 30), "programs get all");
    let json = archive.run(&["search", "pier", "--copies", "all", "--format", "json"]).stdout();
    assert_eq!(serde_json::from_str::<Value>(&json).unwrap()["hits"].as_array().unwrap().len(), 10);
    let output = archive.command(&["stats"]).env("DATELINE_INDEX", "nowhere").output().unwrap();
    assert_eq!(output.status.code(), Some(2), "the environment wins");
    archive.run(&["--index", "nowhere", "stats"]).exits(2);
    archive.run(&["search", "pier", "--save", "piers", "--count"]).exits(0);
    let saved = fs::read_to_string(index.join("saved/piers.json")).unwrap();
    assert!(
        serde_json::from_str::<Value>(&saved).unwrap()["question"]["facets"].is_null(),
        "what is saved is the question"
    );
}

#[test]
fn what_holds_is_shown_with_where_it_comes_from() {
    let archive = archive();
    let source = |name: &str, variables: &[(&str, &str)]| -> String {
        let mut command = archive.command(&["config", "--format", "json"]);
        command.env_remove("PAGER").env_remove("NO_COLOR");
        let output = command.envs(variables.iter().copied()).output().unwrap();
        let told: Value = serde_json::from_slice(&output.stdout).unwrap();
        let setting = told["settings"].as_array().unwrap().iter().find(|setting| setting["name"] == name).unwrap();
        format!("{} ({})", setting["value"].as_str().unwrap(), setting["source"].as_str().unwrap())
    };
    assert_eq!(source("limit", &[]), "10 (default)");
    assert_eq!(source("index", &[]), "index (default)");
    write(&archive, "limit = \"all\"\nindex = \"/srv/index\"\ncolor = \"never\"\npager = \"most\"\n");
    assert_eq!(source("limit", &[]), "all (the file)");
    assert_eq!(source("index", &[("DATELINE_INDEX", "")]), "/srv/index (the file)");
    assert_eq!(source("index", &[("DATELINE_INDEX", "here")]), "here (DATELINE_INDEX)");
    assert_eq!(source("color", &[]), "never (the file)");
    assert_eq!(source("color", &[("CLICOLOR_FORCE", "1")]), "always (CLICOLOR_FORCE)");
    assert_eq!(source("pager", &[("PAGER", "more")]), "most (the file)");
    assert_eq!(source("pager", &[("DATELINE_PAGER", "more")]), "more (DATELINE_PAGER)");
    let example = archive.run(&["config", "--example"]).exits(0).stdout();
    write(&archive, &example);
    assert_eq!(source("limit", &[]), "10 (default)");
}

#[test]
fn a_slip_in_the_file_is_told_with_its_place() {
    let archive = archive();
    write(&archive, "limit = 5\nindx = \"/srv\"\n");
    let run = archive.run(&["search", "pier"]).exits(2);
    let told = run.stderr();
    assert!(told.starts_with("dateline: [DIR]/config/dateline/config.toml: TOML parse error at line 2"), "{told}");
    assert!(told.contains("unknown field `indx`, expected one of `index`, `facets`, `limit`"), "{told}");
    let output = archive.command(&["config"]).env("DATELINE_CONFIG", "nowhere.toml").output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(2) && told.starts_with("dateline: nowhere.toml: No such file"), "{told}");
}

#[cfg(feature = "cluster")]
#[test]
fn an_index_or_a_cluster_is_asked_and_what_was_typed_counts_most() {
    let archive = archive();
    archive.run(&["index", "archive"]).exits(0);
    let told = |arguments: &[&str]| {
        let output = archive.command(arguments).env("DATELINE_CLUSTER", "http://127.0.0.1:9").output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    assert_eq!(
        told(&["search", "pier", "--index", "index"]).0,
        Some(0),
        "the index was named, the cluster is only usual"
    );
    let (code, text) = told(&["names", "Lisbon", "--index", "nowhere"]);
    assert!(code == Some(2) && text.contains("nowhere"), "nor is the cluster asked for want of it: {text}");
    for both in [["--cluster", "http://127.0.0.1:9"], ["--name", "press"]] {
        let (code, text) = told(&["search", "pier", "--index", "index", both[0], both[1]]);
        assert!(code == Some(2) && text.contains("leave one out"), "{text}");
    }
    // Without a cluster the index would answer for an archive that it is not.
    let run = archive.run(&["search", "pier", "--name", "press"]).exits(2);
    assert!(run.stderr().contains("--name press is an archive in a cluster; which one?"), "{}", run.stderr());
}

#[cfg(feature = "cluster")]
#[test]
fn every_command_that_asks_does_so_of_the_cluster_that_is_named() {
    let archive = archive();
    archive.run(&["index", "archive"]).exits(0);
    let told = |arguments: &[&str]| {
        let output = archive.command(arguments).env("DATELINE_CLUSTER", "http://127.0.0.1:9").output().unwrap();
        String::from_utf8(output.stderr).unwrap()
    };
    for command in [
        &["search", "pier"][..],
        &["facets"],
        &["timeline"],
        &["show", "x1"],
        &["open", "x1"],
        &["similar", "x1"],
        &["copies"],
        &["names", "Lisbon"],
        &["saved", "--run-all"],
        &["stats"],
        &["bench"],
        &["export-texts", "--to", "texts"],
        &["serve", "--port", "0"],
        &["mcp"],
    ] {
        let told = told(command);
        assert!(told.contains("127.0.0.1:9"), "{command:?} does not ask the cluster: {told}");
    }
}
