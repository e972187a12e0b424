//! The first hour with the program, and every day after: words without quotes, counts first, hits by their number.

use std::fs;

use crate::harness::Archive;

/// Three stories of a harbour in files of their own, one with an address, and two in a table.
fn archive() -> Archive {
    let archive = Archive::new();
    let page = |title: &str, address: &str, text: &str| {
        format!(
            "<html lang=en><head><title>{title}</title>{address}</head><body><article><h1>{title}</h1><p>{text}</p>\
             <p>Nobody was hurt, the harbour master said, and the ferries sail again as planned.</p></article></body></html>"
        )
    };
    let address = "<link rel=canonical href='https://news.example/2024/cranes'>";
    archive
        .write("port/cranes.html", page("Cranes fall", address, "Two cranes of the naval base fell into the harbour."));
    archive
        .write("port/storm.html", page("A storm", "", "The storm closed the harbour of NATO and Ukraine for a day."));
    archive.write("town/soup.html", page("Soup", "", "A kitchen at the harbour serves soup since the storm."));
    archive.write(
        "town/notes.jsonl",
        "{\"id\": \"n1\", \"title\": \"Note\", \"text\": \"The base of the harbour crane is naval grey.\"}\n\
         {\"id\": \"3\", \"title\": \"Three\", \"text\": \"Three ferries.\"}\n",
    );
    archive.run(&["index", "archive"]).exits(0);
    archive
}

/// The names of the files that a command lists.
fn files(archive: &Archive, arguments: &[&str]) -> Vec<String> {
    let listed = archive.run(arguments).stdout();
    let mut names: Vec<String> = listed.lines().map(|line| line.rsplit('/').next().unwrap().to_owned()).collect();
    names.sort_unstable();
    names
}

/// The first line that a command prints.
fn first_line(archive: &Archive, arguments: &[&str]) -> String {
    archive.run(arguments).stdout().lines().next().unwrap_or_default().to_owned()
}

#[test]
fn words_need_no_quotes_and_options_stand_anywhere() {
    let archive = archive();
    assert_eq!(files(&archive, &["search", "nato", "ukraine", "-l"]), ["storm.html"]);
    assert_eq!(files(&archive, &["search", "-l", "nato", "--lang", "en", "ukraine"]), ["storm.html"]);
    assert_eq!(files(&archive, &["search", "harbour", "-storm", "-soup", "-l"]), ["cranes.html", "notes.jsonl"]);
    assert_eq!(files(&archive, &["search", "harbour", "-nato", "-soup", "-l"]), ["cranes.html", "notes.jsonl"]);
    assert_eq!(files(&archive, &["search", "harbour", "-path:town", "-l"]), ["cranes.html", "storm.html"]);
    assert_eq!(archive.run(&["facets", "harbour", "storm", "--by", "lang"]).exits(0).stderr(), "");
    let run = archive.run(&["search", "naval base", "crane", "-l"]).exits(0);
    assert_eq!(
        run.stderr(),
        "dateline: `naval base` is read as single words; for the phrase, write '\"naval base\"'\n"
    );
    assert_eq!(files(&archive, &["search", "\"naval base\"", "crane", "-l"]), ["cranes.html"]);
    archive.run(&["search", "harbour", "--coutry", "sy"]).exits(2);
    archive.run(&["search", "harbour", "-x"]).exits(2);
}

#[test]
fn the_count_stands_first_and_facets_are_lines() {
    let archive = archive();
    assert_eq!(first_line(&archive, &["search", "harbour", "--copies", "all", "-n", "2"]), "4 articles, 2 shown");
    assert_eq!(
        first_line(&archive, &["search", "harbour", "--copies", "all", "-n", "2", "--offset", "1"]),
        "4 articles, 2 to 3 shown"
    );
    assert_eq!(first_line(&archive, &["search", "harbour", "--copies", "all", "-n", "all"]), "4 articles");
    let told = archive.run(&["search", "harbour", "--copies", "all", "--facet", "lang,year"]).exits(0).stdout();
    assert!(told.starts_with("4 articles\nlang  en 3 · unknown 1\nyear  unknown 4\n\n  1  "), "{told}");
    let brief = archive.run(&["search", "harbour", "--copies", "all", "--brief"]).exits(0).stdout();
    assert_eq!(brief.lines().count(), 5, "{brief}");
    assert!(brief.starts_with("4 articles\n  1  unknown  "), "{brief}");
}

#[test]
fn lists_for_programs_have_no_silent_limit() {
    let archive = archive();
    let records = (0..40).map(|n| format!("{{\"id\": \"m{n}\", \"text\": \"Pier {n} is new.\"}}\n"));
    archive.write("many.jsonl", records.collect::<String>());
    archive.run(&["index"]).exits(0);
    let lines = |options: &[&str]| {
        archive.run(&[&["search", "pier", "--copies", "all"], options].concat()).stdout().lines().count()
    };
    assert_eq!(lines(&["-l"]), 40);
    assert_eq!(lines(&["--format", "jsonl"]), 40);
    assert_eq!(lines(&["--format", "csv"]), 41);
    assert_eq!(lines(&["--format", "jsonl", "-n", "7"]), 7);
    assert_eq!(lines(&["--brief", "-n", "all"]), 41);
}

#[test]
fn in_a_folder_brings_it_up_to_date_and_finds_nothing_beside_it() {
    let archive = archive();
    assert_eq!(files(&archive, &["search", "harbour", "--in", "archive/port", "-l"]), ["cranes.html", "storm.html"]);
    assert_eq!(files(&archive, &["search", "harbour", "--in", "archive/port/storm.html", "-l"]), ["storm.html"]);
    archive.write("port/late.txt", "A late report of the harbour.");
    assert_eq!(files(&archive, &["search", "late", "--in", "archive/port", "-l"]), ["late.txt"]);
    archive.write("../elsewhere/pier.txt", "A pier at the harbour, elsewhere.");
    let run = archive.run(&["search", "harbour", "--in", "elsewhere", "-l"]).exits(0);
    assert_eq!(run.stdout(), "elsewhere/pier.txt\n");
    assert!(run.stderr().contains("is new to the index; `dateline index --forget "), "{}", run.stderr());
    assert!(!archive.run(&["search", "harbour", "--in", "elsewhere", "-l"]).stderr().contains("--forget"));
    archive.run(&["search", "pier", "--count"]).says(0, "1\n", "");
    let told = "dateline: 1 file was taken out of the index; the archive is as it was\n";
    archive.run(&["index", "--forget", "elsewhere"]).says(0, "", told);
    archive.run(&["search", "pier", "--count"]).says(1, "0\n", "");
    archive.run(&["index"]).exits(0);
    archive.run(&["search", "pier", "--count"]).says(1, "0\n", "");
    archive.run(&["index", "--forget", "archive/port"]).exits(2);
}

#[test]
fn a_slip_makes_nothing() {
    let archive = Archive::new();
    archive.run(&["search", "x", "--in", "arhcive"]).says(
        2,
        "",
        "dateline: arhcive: No such file or directory (os error 2)\n",
    );
    archive.run(&["index", "arhcive"]).says(2, "", "dateline: arhcive: No such file or directory (os error 2)\n");
    archive.run(&["index"]).says(2, "", "dateline: nothing to index; name a folder: `dateline index FOLDER`\n");
    assert!(!archive.path().join("index").exists());
    let run = archive.run(&["search", "x"]).exits(2);
    assert!(run.stderr().contains("build one with `dateline index FOLDER`"), "{}", run.stderr());
    archive.write("page.txt", "A page.");
    let run = archive.run(&["index", "archive", "--index", "archive"]).exits(2);
    assert!(run.stderr().contains("holds other files, such as page.txt"), "{}", run.stderr());
    assert_eq!(fs::read_dir(archive.path().join("archive")).unwrap().count(), 1);
}

#[test]
fn an_article_is_shown_by_its_number_the_beginning_of_its_id_its_address_and_its_file() {
    let archive = archive();
    let title = |arguments: &[&str]| first_line(&archive, &[&["show"], arguments].concat());
    assert_eq!(title(&["1"]), "", "nothing was searched yet");
    let hits = archive.run(&["search", "harbour", "--sort", "oldest", "--brief"]).exits(0).stdout();
    let row = |number: usize| -> Vec<String> {
        hits.lines().nth(number).unwrap().split_whitespace().map(str::to_owned).collect()
    };
    let id = row(2).pop().unwrap();
    let by_id = title(&[&id]);
    assert_eq!(title(&["2"]), by_id);
    assert_eq!(title(&[&id[..8]]), by_id);
    assert_eq!(title(&[&id[..8].to_uppercase()]), by_id);
    assert_eq!(title(&["3"]), "Three", "a record of this id wins");
    assert_eq!(title(&["news.example/2024/cranes"]), "Cranes fall");
    assert_eq!(title(&["https://www.news.example/2024/cranes/"]), "Cranes fall");
    assert_eq!(title(&["archive/port/storm.html"]), "A storm");
    let both = archive.run(&["show", "archive/port/storm.html", "n1"]).exits(0).stdout();
    assert!(both.contains("A storm") && both.contains("--- another article ---") && both.contains("Note"), "{both}");
    let run = archive.run(&["show", "archive/town/notes.jsonl"]).exits(2);
    assert!(run.stderr().contains("may mean several articles: "), "{}", run.stderr());
    archive.run(&["search", "harbour", "--sort", "oldest", "-n", "1", "--offset", "1"]).exits(0);
    assert_eq!(title(&["2"]), by_id, "a page keeps its numbers");
    archive.run(&["show", "1"]).exits(2);
    archive.run(&["similar", "2", "-l"]).exits(0);
    archive.run(&["search", "harbour", "--sort", "oldest"]).exits(0);
    archive.write("../other/x.txt", "Another archive.");
    archive.run(&["index", "other", "--index", "second"]).exits(0);
    archive.run(&["show", "2", "--index", "second"]).says(
        2,
        "",
        "dateline: no article has the id `2`; `dateline search` prints ids\n",
    );
}

#[test]
fn a_beginning_that_several_ids_share_is_an_error() {
    let archive = Archive::new();
    let records = ["wire-1", "wire-2"].map(|id| format!("{{\"id\": \"{id}\", \"text\": \"The story of {id}.\"}}\n"));
    archive.write("wire.jsonl", records.concat());
    archive.run(&["index", "archive"]).exits(0);
    let run = archive.run(&["show", "wire"]).exits(2);
    assert!(run.stderr().starts_with("dateline: `wire` may mean several articles: "), "{}", run.stderr());
    assert!(archive.run(&["show", "wire-2"]).exits(0).stdout().contains("The story of wire-2."));
    archive.run(&["show", "wi"]).exits(2);
}

#[cfg(unix)]
#[test]
fn open_hands_the_file_or_the_address_over() {
    let archive = archive();
    let opened = |arguments: &[&str]| {
        let mut command = archive.command(&[&["open"], arguments].concat());
        let output = command.env("DATELINE_OPENER", "echo opened").output().unwrap();
        let text = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        text.replace(&*archive.path().canonicalize().unwrap().to_string_lossy(), "[DIR]")
    };
    assert_eq!(opened(&["archive/port/cranes.html"]), "opened [DIR]/archive/port/cranes.html\n");
    assert_eq!(opened(&["--url", "archive/port/cranes.html"]), "opened https://news.example/2024/cranes\n");
    assert!(opened(&["--url", "archive/port/storm.html"]).contains("has no address on the web"));
    assert!(
        opened(&["n1"]).contains("lies inside [DIR]/archive/town/notes.jsonl; `dateline show --page n1` prints it")
    );
}

#[test]
fn an_empty_variable_names_no_index() {
    let archive = archive();
    let output = archive.command(&["search", "soup", "--count"]).env("DATELINE_INDEX", "").output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "1\n");
    let output = archive.command(&["search", "soup", "--count"]).env("DATELINE_INDEX", "nowhere").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}
