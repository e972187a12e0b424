//! The commands, as a user meets them: both streams whole, and the exit code.

use crate::harness::Archive;

const PORT: &str = "<html lang=en><head><title>Port closed after storm</title></head><body><article>\
    <h1>Port closed after storm</h1>\
    <p>The harbour of the northern town was closed on Monday after a storm broke two cranes on the main quay.</p>\
    <p>Ships wait outside the harbour, the port authority said, and nobody knows when the quay can be used again.</p>\
    </article></body></html>";

const MARKET: &str = "{\"id\": \"m1\", \"title\": \"Fish market moves\", \"text\": \"The fish market moves to the old quay \
    because its hall is too small.\", \"lang\": \"en\", \"date\": \"2024-03-05\", \"url\": \"https://news.example/market\"}\n";

fn archive() -> Archive {
    let archive = Archive::new();
    archive.write("port.html", PORT);
    archive.write("market.jsonl", MARKET);
    archive
}

#[test]
fn the_report_accounts_for_every_file() {
    let archive = archive();
    archive.write("photo.jpg", b"\xff\xd8\xff\xe0 no page");
    archive.write("broken.jsonl", "{\"title\": \"cut off\n");
    let report = archive.run(&["index", "archive", "--format", "json"]).exits(2);
    let report: serde_json::Value = serde_json::from_str(&report.stdout()).unwrap();
    let number = |key: &str| report[key].as_u64().unwrap();
    assert_eq!(number("found"), 4);
    assert_eq!(number("indexed") + number("unchanged") + number("skipped") + number("failed"), number("found"));
    assert_eq!((number("indexed"), number("skipped"), number("failed")), (2, 1, 1));
    assert_eq!(number("articles"), 2);
}

#[test]
fn a_bad_file_is_a_line_and_the_rest_is_found() {
    let archive = archive();
    archive.write("broken.jsonl", "{\"title\": \"cut off\n");
    let run = archive.run(&["index", "archive"]).exits(2);
    assert_eq!(run.stderr(), "dateline: [DIR]/archive/broken.jsonl [line 1] at byte 0: the record is cut off\n");
    archive.run(&["search", "quay", "--count"]).says(0, "2\n", "");
}

#[test]
fn hits_exit_0_none_1_trouble_2() {
    let archive = archive();
    archive.run(&["search", "quay"]).says(
        2,
        "",
        "dateline: index: no index here; build one with `dateline index FOLDER`\n",
    );
    archive.run(&["index", "archive"]).exits(0);
    archive.run(&["search", "quay", "-l"]).exits(0);
    archive.run(&["search", "zeppelin", "--count"]).says(1, "0\n", "");
    let run = archive.run(&["search", "quay AND"]).exits(2);
    assert_eq!(run.stdout(), "");
    assert!(run.stderr().contains('^'), "a caret shows the place:\n{}", run.stderr());
}

#[test]
fn paths_are_listed_for_other_programs() {
    let archive = archive();
    archive.run(&["index", "archive"]).exits(0);
    archive.run(&["search", "cranes", "-l"]).says(0, "archive/port.html\n", "");
    archive.run(&["search", "cranes", "-l", "-0"]).says(0, "archive/port.html\0", "");
}

#[test]
fn a_second_run_does_no_work_and_changes_are_followed() {
    let archive = archive();
    let counts = |run: &str| -> (u64, u64, u64) {
        let report: serde_json::Value = serde_json::from_str(run).unwrap();
        let number = |key: &str| report[key].as_u64().unwrap();
        (number("indexed"), number("unchanged"), number("removed"))
    };
    let index = || archive.run(&["index", "archive", "--format", "json"]).exits(0).stdout();
    assert_eq!(counts(&index()), (2, 0, 0));
    assert_eq!(counts(&index()), (0, 2, 0));
    archive.write("port.html", PORT.replace("cranes", "lighthouses"));
    assert_eq!(counts(&index()), (1, 1, 0));
    archive.run(&["search", "cranes", "--count"]).says(1, "0\n", "");
    archive.run(&["search", "lighthouses", "--count"]).says(0, "1\n", "");
    archive.remove("market.jsonl");
    assert_eq!(counts(&index()), (0, 1, 1));
    archive.run(&["search", "fish", "--count"]).says(1, "0\n", "");
}

#[test]
fn search_in_brings_the_index_up_to_date_first() {
    let archive = archive();
    archive.run(&["search", "quay", "--in", "archive", "--count"]).exits(0);
    archive.write("late.txt", "A late report from the quay says that the cranes stand again.");
    archive.run(&["search", "quay", "--in", "archive", "--count"]).exits(0);
    archive.run(&["search", "quay", "--count"]).says(0, "3\n", "");
}

#[test]
fn a_batch_answers_in_the_order_of_its_queries() {
    let archive = archive();
    archive.run(&["index", "archive"]).exits(0);
    archive.write(
        "../queries.jsonl",
        "{\"_id\": \"q2\", \"text\": \"fish\"}\n{\"_id\": \"q1\", \"text\": \"fish (market\"}\n",
    );
    let run = archive
        .run(&["search", "--queries", "queries.jsonl", "--plain", "--match", "any", "--format", "trec"])
        .exits(0);
    let lines: Vec<String> =
        run.stdout().lines().map(|line| line.split(' ').take(4).collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(lines, ["q2 Q0 m1 1", "q1 Q0 m1 1"]);
}

#[test]
fn an_article_is_shown_by_its_id_and_by_the_id_of_its_record() {
    let archive = archive();
    archive.run(&["index", "archive"]).exits(0);
    let by_record = archive.run(&["show", "m1"]).exits(0).stdout();
    assert!(by_record.starts_with("Fish market moves\n"), "{by_record}");
    assert!(by_record.contains("2024-03-05"), "{by_record}");
    let json = archive.run(&["show", "m1", "--format", "json"]).exits(0).stdout();
    let entry: serde_json::Value = serde_json::from_str(&json).unwrap();
    let by_id = archive.run(&["show", entry["article_id"].as_str().unwrap()]).exits(0).stdout();
    assert_eq!(by_id, by_record);
    archive.run(&["show", "nothing"]).says(
        2,
        "",
        "dateline: no article has the id `nothing`; `dateline search` prints ids\n",
    );
}

#[test]
fn what_is_unknown_is_counted_and_askable() {
    let archive = archive();
    archive.run(&["index", "archive"]).exits(0);
    archive.run(&["timeline", "--by", "month", "--format", "csv"]).says(
        0,
        "by,value,label,count\r\nmonth,2024-03,2024-03,1\r\nmonth,unknown,unknown,1\r\n",
        "",
    );
    archive.run(&["search", "date:unknown", "-l"]).says(0, "archive/port.html\n", "");
    archive.run(&["search", "quay", "--since", "2024-03", "--until", "2024-03", "-l"]).says(
        0,
        "archive/market.jsonl\n",
        "",
    );
}

#[test]
fn an_unknown_country_or_topic_names_the_nearest() {
    let archive = archive();
    archive.run(&["index", "archive"]).exits(0);
    let run = archive.run(&["search", "quay", "--country", "Syrai"]).exits(2);
    assert!(run.stderr().contains("Syria"), "{}", run.stderr());
    let run = archive.run(&["search", "quay", "--topic", "politcs"]).exits(2);
    assert!(run.stderr().contains("politics"), "{}", run.stderr());
}

#[test]
fn nothing_from_a_page_reaches_the_terminal_unescaped() {
    let archive = Archive::new();
    archive.write(
        "evil.jsonl",
        "{\"title\": \"bad \\u001b[31m title\", \"text\": \"The quay \\u001b]0;x\\u0007 is red.\"}\n",
    );
    archive.run(&["index", "archive"]).exits(0);
    let shown = archive.run(&["search", "quay"]).exits(0).stdout();
    assert!(!shown.contains('\u{1b}') && !shown.contains('\u{7}'), "{shown:?}");
}

#[test]
fn help_covers_the_query_language_and_every_shell() {
    let archive = Archive::new();
    assert!(archive.run(&["help", "query"]).exits(0).stdout().contains("NEAR/"));
    assert!(archive.run(&["help", "search"]).exits(0).stdout().contains("--country"));
    assert!(archive.run(&["completions", "bash"]).exits(0).stdout().contains("dateline"));
    assert!(archive.run(&["man"]).exits(0).stdout().starts_with(".ie"));
}

#[test]
fn show_tells_what_copies_say_otherwise() {
    let archive = Archive::new();
    let wire = "The ferry from the island was turned back on Tuesday after a wave broke two windows of the upper deck. None \
                of the 214 passengers was hurt, the harbour master said. The next sailing would go as planned. Engineers put \
                the damage at 40,000 crowns. It was the third time this winter that a crossing had to be given up, and the \
                mayor of the island asked the company to buy a heavier ship before the summer season begins in May.";
    let copy = wire.replace("40,000", "45,000").replace(" The next sailing would go as planned.", "");
    let page = |id: &str, text: &str| {
        format!("{{\"id\": \"{id}\", \"title\": \"Ferry turned back\", \"text\": \"{text}\"}}\n")
    };
    archive.write("wire.jsonl", page("w1", wire) + &page("w2", &copy));
    archive.run(&["index", "archive"]).exits(0);
    let text = archive.run(&["show", "w1"]).exits(0).stdout();
    for line in [
        "         + Engineers put the damage at 45,000 crowns.\n",
        "         - The next sailing would go as planned.\n",
        "         - Engineers put the damage at 40,000 crowns.\n",
    ] {
        assert!(text.contains(line), "{line}{text}");
    }
    let json = archive.run(&["show", "w1", "--format", "json"]).exits(0).stdout();
    let entry: serde_json::Value = serde_json::from_str(&json).unwrap();
    let differs = &entry["copies"]["articles"][1]["differs"];
    assert_eq!(differs["added"], serde_json::json!(["Engineers put the damage at 45,000 crowns."]));
    assert_eq!(differs["missing_more"], 0);
}

#[test]
fn what_a_person_says_comes_before_what_is_known() {
    let archive = Archive::new();
    let page =
        |id: &str, text: &str| format!("{{\"id\": \"{id}\", \"title\": \"On a visit\", \"text\": \"{text}\"}}\n");
    archive.write("a.jsonl", page("1", "They flew to Vienna again.") + &page("2", "They flew to Wien again."));
    archive.run(&["index", "archive"]).exits(0);
    let listed = |code: i32| archive.run(&["names", "Wien", "--format", "jsonl"]).exits(code).stdout();
    let known = listed(0);
    assert!(known.contains(r#""score":50.0,"script":"latin","text":"vienna"}]"#), "{known}");
    archive.run(&["names", "--drop", "Wien", "Vienna"]).says(0, "", "");
    let dropped = listed(1);
    assert!(dropped.contains(r#""variants":[]"#), "{dropped}");
}

#[test]
fn corrections_of_names_hold_and_outlast_indexing() {
    let archive = Archive::new();
    let page =
        |id: &str, text: &str| format!("{{\"id\": \"{id}\", \"title\": \"On a visit\", \"text\": \"{text}\"}}\n");
    archive.write("a.jsonl", page("h1", "They flew to Hmeimim again.") + &page("h2", "They flew to Khmeimim again."));
    archive.write("b.jsonl", page("b1", "They flew to Bassel again."));
    archive.run(&["index", "archive"]).exits(0);
    let found = |query: &str| {
        let count = archive.run(&["search", query, "--copies", "all", "--count"]).stdout();
        count.trim().parse::<usize>().unwrap()
    };
    assert_eq!((found("Hmeimim"), found("Bassel"), found("Khmeimim")), (2, 1, 2));
    archive.run(&["names", "--add", "Hmeimim", "Bassel", "--drop", "Hmeimim", "Khmeimim"]).says(0, "", "");
    assert_eq!((found("Hmeimim"), found("Bassel"), found("Khmeimim")), (2, 2, 1));
    let listed = archive.run(&["names", "hmeimim", "--format", "jsonl"]).exits(0).stdout();
    let listed: serde_json::Value = serde_json::from_str(&listed).unwrap();
    assert_eq!(listed["variants"].as_array().unwrap().len(), 1, "{listed}");
    assert_eq!(listed["variants"][0]["text"], "bassel");
    archive.remove("a.jsonl");
    archive.run(&["index", "archive"]).exits(0);
    archive.write("a.jsonl", page("h1", "They flew to Hmeimim once more."));
    archive.run(&["index", "archive"]).exits(0);
    archive.run(&["check", "--repair"]).exits(0);
    assert_eq!((found("Hmeimim"), found("Bassel")), (2, 2));
    archive.run(&["names", "--add", "Islamic State", "Daesh"]).exits(2);
    std::fs::write(archive.path().join("index/names.txt"), "+ one\n").unwrap();
    archive.run(&["search", "Hmeimim"]).exits(2);
}

#[test]
fn what_can_be_asked_for_is_listed_with_counts() {
    let archive = Archive::new();
    let story = |id: &str, title: &str, text: &str| {
        format!("{{\"id\": \"{id}\", \"title\": \"{title}\", \"text\": \"{text}\", \"lang\": \"en\"}}\n")
    };
    let norway =
        story("n", "Norway votes", "Norway votes on Monday. Parties in Norway end the election campaign today.");
    let peru =
        story("p", "Peru wins the final", "Peru won the final. The striker of Peru scored two goals in the cup.");
    archive.write("stories.jsonl", norway + &peru);
    archive.run(&["index", "archive"]).exits(0);
    let countries = archive.run(&["countries", "--format", "csv"]).exits(0).stdout();
    assert_eq!(
        countries,
        "by,value,label,count\r\ncountry,no,Norway,1\r\ncountry,pe,Peru,1\r\nmentions,no,Norway,1\r\nmentions,pe,Peru,1\r\n"
    );
    let topics = archive.run(&["topics", "--format", "csv"]).exits(0).stdout();
    for line in ["topic,politics,", "topic,sport,", "topic2,"] {
        assert!(topics.lines().any(|row| row.starts_with(line)), "{line}: {topics}");
    }
}

#[test]
fn whole_names_of_authors_sections_and_tags_are_counted_and_asked_for() {
    let archive = Archive::new();
    let story = |id: &str, author: &str, tag: &str| {
        format!(
            "{{\"id\": \"{id}\", \"title\": \"The ferry waits\", \"text\": \"The ferry waits at the pier.\", \
             \"authors\": [\"{author}\"], \"tags\": [\"{tag}\", \"Ferries\"]}}\n"
        )
    };
    let stories = [story("a", "Ana Rúiz", "Oil/Gas"), story("b", "Ana  Rúiz", "Oil"), story("c", "Rúiz Ana", "Gas")];
    archive.write("stories.jsonl", stories.concat());
    archive.run(&["index", "archive"]).exits(0);
    let counted = archive.run(&["facets", "--by", "author,tag,section", "--format", "csv"]).exits(0).stdout();
    for line in
        ["author,Ana Rúiz,Ana Rúiz,2", "author,Rúiz Ana,Rúiz Ana,1", "tag,Oil/Gas,Oil/Gas,1", "tag,Ferries,Ferries,3"]
    {
        assert!(counted.lines().any(|row| row == line), "{line}: {counted}");
    }
    let found = |arguments: &[&str]| {
        let run = archive.run(&[&["search", "--count", "--copies", "all"], arguments].concat()).exits(0).stdout();
        run.trim().to_owned()
    };
    assert_eq!(found(&["ferry", "--authors", "ana ruiz"]), "2");
    assert_eq!(found(&["tags:\"oil/gas\""]), "1", "a slash is no step down a tree");
    assert_eq!(found(&["tags:oil"]), "1", "a whole keyword, and not a word of one");
    let refused = archive.run(&["search", "ferry", "--authors", "Ana Ruis"]).exits(2).stderr();
    assert!(refused.contains("the nearest is `Ana Rúiz`"), "{refused}");
}
