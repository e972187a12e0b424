//! `docs/json.md` against what the program prints: every key that is printed is on the page, every key on the page is printed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::harness::Archive;

/// The keys of a section of the page; those that refer to another section are kept apart.
#[derive(Default)]
struct Section {
    keys: BTreeSet<String>,
    references: BTreeSet<String>,
}

/// The sections of the page that have a table, by heading.
fn sections() -> BTreeMap<String, Section> {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/json.md")).unwrap();
    let mut sections: BTreeMap<String, Section> = BTreeMap::new();
    let mut heading = String::new();
    for line in page.lines() {
        if let Some(text) = line.strip_prefix("## ") {
            heading = text.to_owned();
        }
        let Some((keys, what)) = line.strip_prefix("| `").and_then(|row| row.split_once(" | ")) else { continue };
        let section = sections.entry(heading.clone()).or_default();
        for key in keys.split(", ").map(|key| key.trim_matches('`')) {
            let refers = what.contains("](#") && !what.starts_with("as of");
            let set = if refers { &mut section.references } else { &mut section.keys };
            assert!(set.insert(key.to_owned()), "{heading}: `{key}` stands twice");
        }
    }
    sections
}

/// What a command prints as JSON; of a list what is in it.
fn json(archive: &Archive, arguments: &[&str]) -> Vec<Value> {
    let text = archive.run(&[arguments, &["--format", "json"]].concat()).stdout();
    let value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{arguments:?}: {error}\n{text}"));
    if let Value::Array(values) = value { values } else { vec![value] }
}

/// What `check` prints of an index whose archive has lost a file, and of one that is damaged.
fn health(archive: &Archive) -> Vec<Value> {
    archive.remove("broken.jsonl");
    archive.write("late.txt", "The ferry is late.");
    assert!(!json(archive, &["index"]).is_empty());
    archive.remove("late.txt");
    let mut health = json(archive, &["check", "--sources"]);
    damage(archive);
    health.extend(json(archive, &["check", "--repair"]));
    health
}

/// What the program prints of each section.
fn printed(archive: &Archive) -> Vec<(&'static str, Vec<Value>)> {
    let json = |arguments: &[&str]| json(archive, arguments);
    let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/archive");
    write_trouble(archive);
    let report = json(&["index", corpus, "archive"]);
    let mut answers = json(&["search", "Hmeimim OR port* OR airbsae", "--explain", "-n", "60", "--save", "ports"]);
    answers.extend(json(&["search", "port", "--context"]));
    let id = at(&answers, &["hits", "id"])[0].as_str().unwrap().to_owned();
    answers.extend(json(&["similar", &id]));
    archive.write("../queries.txt", "port\n");
    let batch = json(&["search", "--queries", "queries.txt"]);
    answers.extend(at(&batch, &["answers", "results"]));
    let (facets, mut articles) = (json(&["facets"]), json(&["show", &id]));
    articles.extend(json(&["extract", "--why", &format!("{corpus}/exports/agency-2025.jsonl")]));
    let mut stories = at(&json(&["copies"]), &["groups"]);
    assert!(!stories.is_empty(), "the archive has copies");
    let copied = stories[0]["group"][0].as_str().unwrap().to_owned();
    articles.extend(json(&["show", &copied]));
    let page = at(&answers, &["hits", "origin", "path"]);
    let pages = page.iter().filter_map(Value::as_str).filter(|path| !path.contains(".jsonl"));
    articles.extend(pages.flat_map(|path| json(&["extract", "--why", path])));
    let stats = json(&["stats"]);
    let hits = at(&answers, &["hits"]);
    stories.extend(at(&articles, &["copies"]));
    let dates =
        [at(&hits, &["published"]), at(&articles, &["published"]), at(&stories, &["articles", "published"])].concat();
    let mut all_facets = at(&facets, &["facets"]);
    all_facets.extend([at(&stats, &["facets"]), at(&answers, &["facets"])].concat());
    let saved = json(&["saved"]);
    let names = json(&["names", "Hmeimim"]);
    let speed = json(&["bench", "--rounds", "1"]);
    let building = json(&["bench", "--index-archive", corpus]);
    let evidence = ["countries", "mentions", "topics"].map(|labels| at(&articles, &[labels, "evidence"])).concat();
    let mut parts = at(&answers, &["explanation"]);
    let inner = at(&parts, &["parts"]);
    parts.extend(inner);
    let health = health(archive);
    vec![
        ("An expansion", [at(&answers, &["expansions"]), at(&parts, &["expansions"])].concat()),
        ("An answer", answers),
        ("A hit", hits),
        ("A date", dates),
        ("A part of a query", parts),
        ("A facet", all_facets),
        ("A version", at(&articles, &["versions"])),
        ("An article", articles),
        ("A story", stories),
        ("A piece of evidence", evidence),
        ("The report of a run", report),
        ("What the index holds", stats),
        ("A saved search", at(&saved, &["searches"])),
        ("The spellings of a name", names),
        ("How fast it answers", speed),
        ("How fast it indexes", building),
        ("The health of an index", health),
    ]
}

/// Writes files that fail and are skipped.
fn write_trouble(archive: &Archive) {
    archive.write("broken.jsonl", "{\"title\": \"cut off\n");
    archive.write("headlines.jsonl", "{\"title\": \"Pier opens\", \"rank\": 1}\n");
    archive.write("photo.jpg", b"\xff\xd8\xff\xe0 no page");
}

/// Cuts the stored records of one segment short.
fn damage(archive: &Archive) {
    let mut files = fs::read_dir(archive.path().join("index")).unwrap().map(|entry| entry.unwrap().path());
    let store = files.find(|path| path.extension().is_some_and(|extension| extension == "store")).unwrap();
    fs::write(store, "cut off").unwrap();
}

/// What stands under these keys in all of the values, lists taken apart.
fn at(values: &[Value], keys: &[&str]) -> Vec<Value> {
    let mut found: Vec<Value> = values.to_vec();
    for key in keys {
        let inner = found.into_iter().map(|mut value| value[*key].take());
        found = inner
            .flat_map(|value| match value {
                Value::Array(items) => items,
                value => vec![value],
            })
            .collect();
    }
    found
}

/// The paths of all keys of a value, lists of objects taken as their objects.
fn paths(value: &Value, before: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(keys) => {
            for (key, inner) in keys {
                paths(inner, &if before.is_empty() { key.clone() } else { format!("{before}.{key}") }, found);
            }
        }
        Value::Array(items) if items.iter().any(Value::is_object) => {
            items.iter().for_each(|item| paths(item, before, found));
        }
        _ => {
            found.insert(before.to_owned());
        }
    }
}

#[test]
fn the_page_and_the_program_agree_on_every_key() {
    let archive = Archive::new();
    let mut sections = sections();
    let mut trouble = Vec::new();
    for (heading, values) in printed(&archive) {
        let section = sections.remove(heading).unwrap_or_else(|| panic!("no section `{heading}`"));
        let mut found = BTreeSet::new();
        values.iter().filter(|value| !value.is_null()).for_each(|value| paths(value, "", &mut found));
        let is_within = |path: &str, key: &str| path.strip_prefix(key).is_some_and(|rest| rest.starts_with('.'));
        for path in &found {
            let known = section.keys.contains(path)
                || section.references.iter().any(|key| key == path || is_within(path, key))
                // An empty list or an absent object stands for its keys.
                || section.keys.iter().any(|key| is_within(key, path));
            if !known {
                trouble.push(format!("{heading}: `{path}` is printed and not on the page"));
            }
        }
        for key in section.keys.iter().filter(|key| !found.contains(*key)) {
            trouble.push(format!("{heading}: `{key}` is on the page and not printed"));
        }
        for key in
            section.references.iter().filter(|key| !found.iter().any(|path| path == *key || is_within(path, key)))
        {
            trouble.push(format!("{heading}: `{key}` is on the page and not printed"));
        }
    }
    assert!(sections.is_empty(), "not printed by any command: {:?}", sections.keys());
    assert!(trouble.is_empty(), "{}", trouble.join("\n"));
}
