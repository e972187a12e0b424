//! An assistant at its door, in both ways that the protocol is spoken.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use serde_json::{Value, json};

use crate::harness::Archive;

fn archive() -> Archive {
    let archive = Archive::new();
    archive.write("quay.txt", "Quay closed\n\nThe quay of Lisbon was closed on Monday after a storm.");
    archive.write("pier.txt", "Pier opened\n\nA pier was opened in Porto. The quay beside it stays closed.");
    archive.run(&["index", "archive"]).exits(0);
    archive
}

/// Sends requests, and gives the answers in the order of their ids.
pub(crate) fn answers(archive: &Archive, messages: &[Value]) -> Vec<Value> {
    let mut command = archive.command(&["mcp"]);
    let mut door = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut to = door.stdin.take().unwrap();
    for message in messages {
        writeln!(to, "{message}").unwrap();
    }
    let mut lines = BufReader::new(door.stdout.take().unwrap()).lines();
    let wanted = messages.iter().filter(|message| message.get("id").is_some()).count();
    let mut answers: Vec<Value> =
        lines.by_ref().take(wanted).map(|line| serde_json::from_str(&line.unwrap()).unwrap()).collect();
    drop(to);
    assert!(lines.next().is_none(), "nothing else is written to standard output");
    assert!(door.wait().unwrap().success(), "it ends when the other end is closed");
    answers.sort_by_key(|answer| answer["id"].as_u64());
    answers
}

pub(crate) fn call(id: u64, tool: &str, arguments: Value, meta: Option<&Value>) -> Value {
    let mut params = json!({ "name": tool, "arguments": arguments });
    if let Some(meta) = meta {
        params["_meta"] = meta.clone();
    }
    json!({ "jsonrpc": "2.0", "id": id, "method": "tools/call", "params": params })
}

#[test]
fn an_assistant_gets_what_the_terminal_prints() {
    let archive = archive();
    let hello = json!({
        "protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": { "name": "test", "version": "1" },
    });
    let told = answers(
        &archive,
        &[
            json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello }),
            json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }),
            json!({ "jsonrpc": "2.0", "id": 2, "method": "tools/list" }),
            call(3, "search", json!({ "query": "quay", "lang": "en" }), None),
            call(4, "facets", json!({ "query": "quay", "by": ["country"] }), None),
            call(5, "search", json!({ "query": "quay NEAR closed" }), None),
            call(6, "search", json!({ "quarry": "quay" }), None),
            call(7, "drop", json!({}), None),
            call(8, "article", json!({ "id": "0000000000000000" }), None),
        ],
    );
    let tools: Vec<&str> =
        told[1]["result"]["tools"].as_array().unwrap().iter().map(|tool| tool["name"].as_str().unwrap()).collect();
    assert_eq!(tools, ["search", "article", "facets", "timeline", "names", "copies"]);
    let found = archive.run(&["search", "quay", "--lang", "en", "--format", "json"]).json();
    assert_eq!(told[2]["result"]["structuredContent"], found);
    let counted = archive.run(&["facets", "quay", "--by", "country", "--format", "json"]).json();
    assert_eq!(told[3]["result"]["structuredContent"], counted);
    for (place, part) in [(4, "needs a distance"), (5, "quarry"), (7, "no article has the id")] {
        assert_eq!(told[place]["result"]["isError"], true, "{}", told[place]);
        assert!(told[place]["result"]["content"][0]["text"].as_str().unwrap().contains(part), "{}", told[place]);
    }
    assert!(told[6]["error"]["message"].as_str().unwrap().contains("drop"), "{}", told[6]);
}

#[test]
fn an_assistant_that_does_not_introduce_itself_is_answered_too() {
    let archive = archive();
    let meta = json!({
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientInfo": { "name": "test", "version": "1" },
        "io.modelcontextprotocol/clientCapabilities": {},
    });
    let told = answers(&archive, &[call(1, "search", json!({ "query": "pier", "limit": 1 }), Some(&meta))]);
    let found = &told[0]["result"]["structuredContent"];
    assert_eq!((&found["total"], &found["hits"][0]["title"]), (&json!(1), &json!("Pier opened")));
    let id = found["hits"][0]["id"].as_str().unwrap();
    let read = json!({ "uri": format!("dateline://article/{id}"), "_meta": meta });
    let told = answers(&archive, &[json!({ "jsonrpc": "2.0", "id": 1, "method": "resources/read", "params": read })]);
    let article: Value = serde_json::from_str(told[0]["result"]["contents"][0]["text"].as_str().unwrap()).unwrap();
    assert_eq!(article["body"], "A pier was opened in Porto. The quay beside it stays closed.");
}
