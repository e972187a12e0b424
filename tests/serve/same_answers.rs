//! One question on the page, in the API, by an assistant and at the terminal: the same articles, the same counts.

use serde_json::{Value, json};

use super::client::{Served, ids};
use crate::harness::Archive;

fn archive() -> Archive {
    let archive = Archive::new();
    let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/archive");
    archive.run(&["index", corpus]).exits(0);
    archive
}

/// The counts of a facet on a page: the number behind each value, in order.
fn counts_of_page(page: &str, name: &str) -> Vec<u64> {
    let section = page.split_once(&format!("<h2>{name}</h2>")).unwrap().1.split_once("</section>").unwrap().0;
    let counts = section.split("class=\"count\">").skip(1).map(|rest| rest.split_once('<').unwrap().0);
    counts.map(|count| count.parse().unwrap()).collect()
}

fn counts_of_json(answer: &Value, by: &str) -> Vec<u64> {
    let facet = answer["facets"].as_array().unwrap().iter().find(|facet| facet["by"] == by).unwrap();
    let buckets = facet["buckets"].as_array().unwrap().iter().map(|bucket| &bucket["count"]);
    buckets.chain([&facet["unknown"]]).map(|count| count.as_u64().unwrap()).collect()
}

fn ids_of_json(answer: &Value) -> Vec<String> {
    answer["hits"].as_array().unwrap().iter().map(|hit| hit["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_same_question_has_the_same_answer_everywhere() {
    let archive = archive();
    let served = Served::over(&archive.path().join("index"));
    let questions: [(&str, &[&str]); 6] = [
        ("q=port", &["port"]),
        ("q=storm+OR+port&sort=newest&copies=all", &["storm OR port", "--sort", "newest", "--copies", "all"]),
        ("q=port&country=sy&country=ru", &["port", "--country", "sy,ru"]),
        (
            "q=the&lang=unknown&since=2024&until=2025-10",
            &["the", "--lang", "unknown", "--since", "2024", "--until", "2025-10"],
        ),
        ("q=Hmeimim&names=exact&offset=1&limit=3", &["Hmeimim", "--exact", "--offset", "1", "-n", "3"]),
        ("q=naval+base&plain=any&topic=politics", &["naval base", "--plain", "--match", "any", "--topic", "politics"]),
    ];
    for (address, arguments) in questions {
        let facets = "country,mentions,topic,site,lang,kind,year";
        let typed = [&["search", "--format", "json", "--facet", facets], arguments].concat();
        let terminal = archive.run(&typed).json();
        let wanted: String = facets.split(',').map(|facet| format!("&facet={facet}")).collect();
        let api = served.get(&format!("/api/v1/search?{address}{wanted}")).is(200).json();
        assert_eq!(api, terminal, "{address}");
        let page = served.get(&format!("/?{address}")).is(200).text();
        let hits = page.split_once("<ol class=\"hits\"").map_or("", |(_, rest)| rest.split_once("</ol>").unwrap().0);
        assert_eq!(ids(hits), ids_of_json(&api), "{address}");
        let total = page.split_once("class=\"total\">").unwrap().1.split_once(' ').unwrap().0;
        assert_eq!(total.parse(), Ok(api["total"].as_u64().unwrap()), "{address}");
        for (by, name) in [("country", "About"), ("topic", "Topic"), ("site", "Publisher"), ("lang", "Language")] {
            assert_eq!(counts_of_page(&page, name), counts_of_json(&api, by), "{address} {by}");
        }
    }
}

#[test]
fn an_assistant_has_the_same_answers() {
    let archive = archive();
    let facets = "country,mentions,topic,site,lang,kind,year";
    let questions: [(Value, &[&str]); 4] = [
        (json!({ "query": "port" }), &["port"]),
        (
            json!({ "query": "storm OR port", "order": "newest", "copies": "all" }),
            &["storm OR port", "--sort", "newest", "--copies", "all"],
        ),
        (json!({ "query": "port", "country": ["sy", "ru"] }), &["port", "--country", "sy,ru"]),
        (
            json!({ "query": "the", "lang": ["unknown"], "since": "2024", "until": "2025-10" }),
            &["the", "--lang", "unknown", "--since", "2024", "--until", "2025-10"],
        ),
    ];
    let meta = json!({
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientInfo": { "name": "test", "version": "1" },
        "io.modelcontextprotocol/clientCapabilities": {},
    });
    let calls: Vec<Value> = (1..)
        .zip(&questions)
        .map(|(id, (asked, _))| {
            let mut asked = asked.clone();
            asked["facets"] = facets.split(',').collect();
            crate::mcp::call(id, "search", asked, Some(&meta))
        })
        .collect();
    let answers = crate::mcp::answers(&archive, &calls);
    for ((asked, arguments), answer) in questions.iter().zip(&answers) {
        let typed = [&["search", "--format", "json", "--facet", facets], *arguments].concat();
        assert_eq!(answer["result"]["structuredContent"], archive.run(&typed).json(), "{asked}");
    }
}

#[test]
fn a_link_of_a_facet_finds_what_it_counts() {
    let archive = archive();
    let served = Served::over(&archive.path().join("index"));
    // Where copies are one story, it counts where the copy that stands for it does; a filter may leave another one.
    let page = served.get("/?q=port&copies=all").is(200).text();
    let facets = page.split_once("id=\"facets\"").unwrap().1;
    let links: Vec<(String, u64)> = facets
        .split("<a href=\"")
        .filter(|rest| rest.starts_with("/?"))
        .map(|rest| {
            let link = rest.split_once('"').unwrap().0.replace("&amp;", "&");
            let count = rest.split_once("class=\"count\">").unwrap().1.split_once('<').unwrap().0;
            (link, count.parse().unwrap())
        })
        .collect();
    assert!(links.len() > 20, "{links:?}");
    for (link, count) in links {
        let found = served.get(&format!("/api/v1/search{}", link.strip_prefix('/').unwrap())).is(200).json();
        assert_eq!(found["total"], count, "{link}");
    }
}

#[test]
fn an_article_and_what_the_archive_holds_are_told_as_at_the_terminal() {
    let archive = archive();
    let served = Served::over(&archive.path().join("index"));
    let found = served.get("/api/v1/search?q=port&limit=5").is(200).json();
    for id in ids_of_json(&found) {
        let shown = archive.run(&["show", &id, "--format", "json"]).json();
        assert_eq!(served.get(&format!("/api/v1/articles/{id}")).is(200).json(), shown);
    }
    let index = archive.path().join("index").to_string_lossy().into_owned();
    let same = [("/api/v1/stats", vec!["stats"]), ("/api/v1/copies", vec!["copies", "-n", "20"])];
    for (path, arguments) in same {
        let typed = [&arguments[..], &["--format", "json", "--index", &index]].concat();
        let terminal = archive.run(&typed).json();
        assert_eq!(served.get(path).is(200).json(), terminal, "{path}");
    }
    let lines = archive.run(&["search", "port", "--format", "jsonl"]).stdout();
    let export = served.get("/api/v1/export?q=port").is(200);
    assert_eq!(export.text(), lines);
    assert_eq!(export.header("content-type"), Some("application/x-ndjson"));
}
