//! The forms of output: what a command cannot write is an error, never silently something else.

use serde_json::Value;

use crate::harness::Archive;

const FORMS: [&str; 13] =
    ["text", "json", "jsonl", "csv", "parquet", "trec", "bibtex", "ris", "csl-json", "markdown", "html", "atom", "svg"];

/// The forms of hits.
const OF_HITS: &[&str] =
    &["text", "json", "jsonl", "csv", "parquet", "trec", "bibtex", "ris", "csl-json", "markdown", "html", "atom"];

/// Every command that prints values, and the forms that it has.
const COMMANDS: &[(&[&str], &[&str])] = &[
    (&["search", "quay"], OF_HITS),
    (&["search", "zeppelin"], OF_HITS),
    (&["search", "quay", "-l"], &["text"]),
    (&["search", "quay", "--count"], &["text", "json", "jsonl"]),
    (&["search", "--queries", "queries.txt"], &["text", "json", "jsonl", "csv", "trec"]),
    (&["similar", "q1"], OF_HITS),
    (&["facets"], &["text", "json", "jsonl", "csv"]),
    (&["timeline"], &["text", "json", "jsonl", "csv", "svg"]),
    (&["config"], &["text", "json", "jsonl"]),
    (&["countries"], &["text", "json", "jsonl", "csv"]),
    (&["topics"], &["text", "json", "jsonl", "csv"]),
    (&["copies"], &["text", "json", "jsonl", "csv"]),
    (&["show", "q1"], &["text", "json", "jsonl", "bibtex", "ris", "csl-json"]),
    (&["show", "q1", "--versions"], &["text", "json", "jsonl", "bibtex", "ris", "csl-json"]),
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
        "json" | "csl-json" => serde_json::from_str::<Value>(text).err().map(|error| error.to_string()),
        "jsonl" => {
            text.lines().find_map(|line| serde_json::from_str::<Value>(line).err()).map(|error| error.to_string())
        }
        "parquet" => (!text.starts_with("PAR1") || !text.ends_with("PAR1")).then(|| "no magic".to_owned()),
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
        "bibtex" => (text.matches("@online{x").count() != text.matches("\n}\n").count()).then(|| "a brace".to_owned()),
        "ris" => (text.matches("TY  - ").count() != text.matches("ER  - ").count()).then(|| "no end".to_owned()),
        "html" => (!text.ends_with("</html>\n")).then(|| "no end".to_owned()),
        "atom" => (!text.ends_with("</feed>\n")).then(|| "no end".to_owned()),
        "svg" => (!text.ends_with("</svg>\n")).then(|| "no end".to_owned()),
        "markdown" => text.lines().find(|line| !line.starts_with("- ") && !line.starts_with("  > ")).map(str::to_owned),
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
            if forms.contains(&form) && form == "parquet" && cfg!(not(feature = "parquet")) {
                assert!(run.stderr().contains("built without parquet: `cargo install --path . --features parquet`"));
                assert_eq!(run.exits(2).stdout(), "", "{command:?} {form}");
            } else if forms.contains(&form) {
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
        (&["--bom", "--format", "jsonl"], "--bom has no place in --format jsonl; it is for csv"),
        (
            &["--with", "body", "--format", "ris"],
            "--with has no place in --format ris; it is for csv, parquet, json and jsonl",
        ),
    ] {
        archive.run(&[&["search", "quay"], options].concat()).says(2, "", &format!("dateline: {told}\n"));
    }
    archive.run(&["search", "quay", "--explain", "--context", "--facet", "none", "--format", "jsonl"]).exits(0);
}

#[test]
fn columns_that_are_asked_for_stand_in_tables_lines_and_documents() {
    let archive = archive();
    let ask = |form: &str| {
        archive.run(&["search", "quay", "--with", "body,tags,captures", "--format", form]).exits(0).stdout()
    };
    let csv = ask("csv");
    let mut table = csv::Reader::from_reader(csv.as_bytes());
    assert_eq!(
        table.headers().unwrap().iter().rev().take(4).collect::<Vec<_>>(),
        ["captures", "tags", "body", "snippet"]
    );
    let bodies: Vec<String> = table.records().map(|row| row.unwrap().iter().rev().nth(2).unwrap().to_owned()).collect();
    assert!(bodies.len() == 2 && bodies.iter().all(|body| body.contains("quay")), "{bodies:?}");
    for line in ask("jsonl").lines() {
        let hit: Value = serde_json::from_str(line).unwrap();
        assert!(
            hit["body"].as_str().unwrap().contains("quay") && hit["tags"].is_array() && hit["captures"] == 1,
            "{line}"
        );
    }
    let answer: Value = serde_json::from_str(&ask("json")).unwrap();
    assert!(answer["hits"][0]["body"].as_str().unwrap().contains("quay"));
    let run = archive.run(&["search", "quay", "--with", "colour"]).exits(2);
    assert!(run.stderr().contains("there is no column `colour`; choose among body, "), "{}", run.stderr());
}

#[test]
fn an_id_is_no_number_and_is_understood_without_its_letter() {
    let archive = archive();
    let id = archive.run(&["search", "quay", "-n", "1", "--format", "jsonl"]).stdout();
    let id = serde_json::from_str::<Value>(&id).unwrap()["article_id"].as_str().unwrap().to_owned();
    let bare = id.strip_prefix('x').unwrap();
    assert_eq!(bare.len(), 16);
    for reference in [&id, bare, &bare[..8], &id[..9]] {
        assert!(archive.run(&["show", reference]).exits(0).stdout().contains(&id), "{reference}");
    }
    for query in [format!("id:{id}"), format!("id:{bare}")] {
        assert_eq!(archive.run(&["search", &query, "--count"]).stdout(), "1\n", "{query}");
    }
}

/// Every key of the lines that are exported has its type in the schema, and the schema has no other.
#[test]
fn the_schema_is_of_what_is_printed() {
    let archive = archive();
    let schema = archive.run(&["schema", "--for", "json-schema"]).exits(0).stdout();
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let options = ["search", "quay", "--explain", "--context", "--facet", "none", "--format", "jsonl"];
    for options in [&options[..], &["search", "quay", "--format", "jsonl", "--copies", "collapse"]] {
        for line in archive.run(options).exits(0).stdout().lines() {
            fits(&serde_json::from_str(line).unwrap(), &schema, line);
        }
    }
    let csv = archive.run(&["search", "quay", "--format", "csv"]).stdout();
    let package = archive.run(&["schema", "--for", "datapackage"]).exits(0).stdout();
    let package: Value = serde_json::from_str(&package).unwrap();
    let fields = package["resources"][0]["schema"]["fields"].as_array().unwrap();
    let names: Vec<&str> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
    assert_eq!(csv.lines().next().unwrap(), names.join(","));
}

/// Whether a value is as a schema (the part of JSON Schema that ours uses) has it.
fn fits(value: &Value, schema: &Value, line: &str) {
    let types = match &schema["type"] {
        Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
        one => vec![one.as_str().unwrap()],
    };
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => {
            if types.contains(&"number") {
                "number"
            } else {
                "integer"
            }
        }
        Value::String(_) => "string",
        Value::Array(values) => {
            values.iter().for_each(|value| fits(value, &schema["items"], line));
            "array"
        }
        Value::Object(keys) => {
            let known = schema["properties"].as_object().unwrap();
            assert!(keys.keys().eq(known.keys()), "{:?} and {:?} in {line}", keys.keys(), known.keys());
            keys.iter().for_each(|(key, value)| fits(value, &known[key], line));
            "object"
        }
    };
    assert!(types.contains(&kind), "{value} is no {types:?} in {line}");
}

#[test]
fn nothing_found_is_still_a_document() {
    let archive = archive();
    assert_eq!(archive.run(&["search", "zeppelin", "--format", "csv"]).exits(1).stdout().lines().count(), 1);
    assert_eq!(
        archive.run(&["copies", "zeppelin", "--format", "csv"]).exits(1).stdout(),
        "group,copy,group_article_id,copy_article_id\r\n"
    );
    let answer: Value =
        serde_json::from_str(&archive.run(&["copies", "zeppelin", "--format", "json"]).exits(1).stdout()).unwrap();
    assert_eq!(answer["groups"], serde_json::json!([]));
}

/// The table of ids in docs/exports.md: `article_id` and `source_id` mean one thing everywhere, `id` what the table says.
#[test]
fn ids_mean_what_the_page_on_exports_says() {
    let archive = archive();
    let lines = |arguments: &[&str]| -> Vec<Value> {
        let told = archive.run(&[arguments, &["--format", "jsonl"]].concat()).exits(0).stdout();
        told.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let hits = lines(&["search", "quay", "--copies", "all"]);
    let article_of = |source: Option<&str>| {
        let hit = hits.iter().find(|hit| hit["source_id"].as_str() == source).unwrap();
        assert_eq!(hit["id"], hit["article_id"], "a hit is an article");
        hit["article_id"].as_str().unwrap().to_owned()
    };
    let (of_record, of_page) = (article_of(Some("q1")), article_of(None));
    for article in [&lines(&["extract", "archive"])[..], &lines(&["show", "q1"]), &lines(&["show", &of_page])].concat()
    {
        let source = article["source_id"].as_str();
        assert_eq!(article["article_id"], article_of(source).as_str(), "one article, one id");
        assert_eq!(article["id"].as_str(), source.or(article["article_id"].as_str()), "what was read is the record");
    }
    let story = &lines(&["copies"])[0];
    assert!(story["group"].as_array().unwrap().contains(&Value::from("q1")), "{story}");
    for copy in story["articles"].as_array().unwrap() {
        assert_eq!(copy["id"], copy["article_id"]);
        assert_eq!(copy["article_id"], article_of(copy["source_id"].as_str()).as_str());
    }
    let table = archive.run(&["search", "quay", "--copies", "all", "--format", "csv"]).exits(0).stdout();
    assert!(table.lines().any(|row| row.contains(&format!(",{of_record},q1,"))), "{table}");
    assert!(table.lines().any(|row| row.contains(&format!(",{of_page},,"))), "{table}");
    let pairs = archive.run(&["copies", "--format", "csv"]).exits(0).stdout();
    assert!(pairs.contains("q1") && pairs.contains(&of_record), "{pairs}");
    let run = archive.run(&["search", "--queries", "queries.txt", "--format", "trec"]).stdout();
    assert!(run.contains(" q1 ") && run.contains(&format!(" {of_page} ")) && !run.contains(&of_record), "{run}");
    for form in ["bibtex", "ris", "csl-json", "atom"] {
        let list = archive.run(&["search", "quay", "--copies", "all", "--format", form]).exits(0).stdout();
        assert!(list.contains(&of_record) && list.contains(&of_page), "{form}: {list}");
    }
}
