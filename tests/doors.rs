//! One question, asked at every door: the same articles, the same counts.

use serde_json::Value;

use crate::harness::Archive;

/// Stories of a quay in two countries and two years: one of them in three copies, one saved twice, one of another quay.
fn archive() -> Archive {
    let archive = Archive::new();
    let wire = "The old quay of Latakia in Syria was closed on Tuesday after a wave broke two of its cranes. None of the 214 \
                passengers of the ferry was hurt, the harbour master said. Engineers put the damage at 40,000 crowns.";
    let record = |id: &str, date: &str, text: &str| {
        format!(
            "{{\"id\": \"{id}\", \"title\": \"At the quay\", \"text\": \"{text}\", \"lang\": \"en\", \"date\": \"{date}\"}}\n"
        )
    };
    let records = [
        record("w1", "2024-03-05", wire),
        record("w2", "2024-03-06", wire),
        record("w3", "2025-03-06", &format!("{wire} The quay will stay closed until the summer of next year.")),
        record("p1", "2025-01-10", "Portugal opens a quay in Lisbon for the ferries to the islands."),
        record("p2", "2025-02-11", "The tariff for a quay in Lisbon was raised, and Portugal is not amused."),
    ];
    archive.write("stories/quays.jsonl", records.concat());
    archive.write("other/quay.jsonl", record("o1", "2023-01-01", "Another quay in Lisbon, in another folder."));
    archive.run(&["index", "archive"]).exits(0);
    archive
}

fn json(archive: &Archive, arguments: &[&str]) -> Value {
    let text = archive.run(arguments).stdout();
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{arguments:?}: {error}\n{text}"))
}

/// The counts of a facet, the unknown among them.
fn counts(facets: &Value, by: &str) -> Vec<(String, u64)> {
    let facet = facets.as_array().unwrap().iter().find(|facet| facet["by"] == by).unwrap();
    let bucket = |bucket: &Value| (bucket["value"].as_str().unwrap().to_owned(), bucket["count"].as_u64().unwrap());
    let mut counts: Vec<_> = facet["buckets"].as_array().unwrap().iter().map(bucket).collect();
    counts.push(("unknown".to_owned(), facet["unknown"].as_u64().unwrap()));
    counts
}

#[test]
fn the_same_question_has_the_same_totals_at_every_door() {
    let archive = archive();
    archive.write("../queries.txt", "quay\n");
    let questions: [&[&str]; 7] = [
        &[],
        &["--country", "pt"],
        &["--since", "2025", "--until", "2025-02"],
        &["--exact", "--lang", "en"],
        &["--plain", "--match", "any"],
        &["--names", "wide", "--in", "archive/stories"],
        &["--in", "archive/other"],
    ];
    for (options, copies) in questions.iter().flat_map(|options| [(*options, "all"), (*options, "collapse")]) {
        let options = [options, &["--copies", copies]].concat();
        let ask = |door: &[&'static str]| json(&archive, &[door, &options[..]].concat());
        let found = ask(&["search", "quay", "--facet", "lang,year", "--format", "json"]);
        let (total, years) = (found["total"].as_u64().unwrap(), counts(&found["facets"], "year"));
        assert!(total > 0, "{options:?}");

        let facets = ask(&["facets", "quay", "--by", "lang,year", "--format", "json"]);
        assert_eq!(
            (&facets["total"], &facets["articles"]),
            (&found["total"], &found["articles"]),
            "facets {options:?}"
        );
        assert_eq!(counts(&facets["facets"], "year"), years, "facets {options:?}");
        let timeline = ask(&["timeline", "quay", "--by", "year", "--format", "json"]);
        assert_eq!(counts(&timeline["facets"], "year"), years, "timeline {options:?}");
        assert_eq!(ask(&["search", "quay", "--count"]), total, "--count {options:?}");
        let lines = |door: &[&'static str]| archive.run(&[door, &options[..]].concat()).stdout().lines().count() as u64;
        assert_eq!(lines(&["search", "quay", "-l"]), total, "-l {options:?}");
        assert_eq!(lines(&["search", "quay", "--format", "jsonl"]), total, "jsonl {options:?}");
        assert_eq!(lines(&["search", "quay", "--format", "csv"]), total + 1, "csv {options:?}");
        let batch = ask(&["search", "--queries", "queries.txt", "--format", "json"]);
        assert_eq!(batch["answers"][0]["results"]["total"], total, "--queries {options:?}");

        let name = format!("n{}", archive.run(&["saved"]).stdout().lines().count());
        archive.run(&[&["search", "quay", "--save", &name, "--count"], &options[..]].concat()).exits(0);
        let saved = json(&archive, &["search", "--saved", &name, "--format", "json"]);
        assert_eq!((&saved["total"], &saved["articles"]), (&found["total"], &found["articles"]), "--saved {options:?}");
    }
}

#[test]
fn an_answer_of_the_library_is_read_back_as_it_was_sent() {
    use dateline::ask::{Purpose, Question};
    use dateline::index::Index;
    use dateline::model::{Copies, Results};
    use dateline::search::Searcher;

    let archive = archive();
    let searcher = Searcher::open(&Index::open(&archive.path().join("index")).unwrap()).unwrap();
    let mut question =
        Question::new("quay OR Lissabon OR zepelin").copies(Copies::Collapse).facets(["country", "year"]);
    question.explain = true;
    question.context = 2;
    let answer = question.answer(&searcher, Purpose::Page, &|| jiff::civil::date(2026, 1, 1)).unwrap();
    assert!(answer.total > 0 && answer.explanation.is_some() && answer.hits.iter().any(|hit| hit.spread.is_some()));
    let sent = serde_json::to_string(&answer).unwrap();
    assert_eq!(serde_json::from_str::<Results>(&sent).unwrap(), answer);
}

#[test]
fn copies_and_similar_take_the_same_filters() {
    let archive = archive();
    let stories = |options: &[&str]| {
        let answer = json(&archive, &[&["copies", "quay", "--format", "json"], options].concat());
        answer["total"].as_u64().unwrap()
    };
    assert_eq!(stories(&[]), 1);
    assert_eq!(stories(&["--until", "2024"]), 1);
    assert_eq!(stories(&["--country", "pt"]), 0);
    assert_eq!(stories(&["--in", "archive/other"]), 0);
    let similar = |options: &[&str]| {
        let answer = json(&archive, &[&["similar", "p1", "--format", "json"], options].concat());
        let hits = answer["hits"].as_array().unwrap().clone();
        hits.iter().map(|hit| hit["source_id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(similar(&[]).contains(&"o1".to_owned()));
    assert!(!similar(&["--in", "archive/stories"]).contains(&"o1".to_owned()));
    assert!(!similar(&["--since", "2024"]).contains(&"o1".to_owned()));
}

#[test]
fn every_door_says_how_a_doubtful_question_was_read() {
    let archive = archive();
    let warning = "dateline: `or` is read as a word; the operator is `OR`\n";
    for door in [&["search"][..], &["search", "--count"], &["facets"], &["timeline"], &["copies"]] {
        let run = archive.run(&[door, &["quay or"]].concat());
        assert!(run.stderr().starts_with(warning), "{door:?} {}", run.stderr());
    }
    let facets = json(&archive, &["facets", "quay or", "--format", "json"]);
    assert_eq!(facets["warnings"].as_array().unwrap().len(), 1, "{facets}");
}

#[test]
fn a_period_without_a_day_is_an_error_at_every_door() {
    let archive = archive();
    for door in ["search", "facets", "timeline", "copies"] {
        archive.run(&[door, "quay", "--since", "2025-11", "--until", "2025-01"]).says(
            2,
            "",
            "dateline: --since 2025-11 lies after --until 2025-01, so that no day is between them\n",
        );
    }
}

/// Whoever asks for words that stand together nowhere learns that some of them are there.
#[test]
fn an_empty_answer_tells_how_many_have_some_of_the_words() {
    let archive = archive();
    let told = |arguments: &[&str]| json(&archive, arguments)["warnings"].as_array().unwrap().len();
    let answer = archive.run(&["search", "lisbon", "passengers"]).exits(1);
    let text = answer.stdout() + &answer.stderr();
    assert!(text.contains("no article has all of these words, but 6 have some of them"), "{text}");
    // Filters stay, and words that are nowhere at all are told in their own way.
    let syria = archive.run(&["search", "lisbon", "passengers", "--country", "sy"]).exits(1);
    assert!((syria.stdout() + &syria.stderr()).contains("but 3 have some of them"), "{}", syria.stderr());
    assert_eq!(told(&["search", "zzyzx quuxly", "--format", "json"]), 0);
}
