//! Sending: nothing is lost, nothing is counted twice, and what is refused is told one by one.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};

use super::server::{Heard, Say, Server};
use crate::cluster::client::{Change, Operation, Refusal, Sent, send};
use crate::{ClusterTrouble, ErrorKind, Result};

/// The ids of a bulk request, with whether each is removed.
fn ids(body: &str) -> Vec<(String, bool)> {
    let mut lines = body.lines();
    let mut found = Vec::new();
    while let Some(line) = lines.next() {
        let about: Value = serde_json::from_str(line).unwrap();
        let (action, about) = about.as_object().unwrap().iter().next().unwrap();
        let is_removed = action == "delete";
        assert_eq!(about["version_type"], "external_gte");
        if !is_removed {
            serde_json::from_str::<Value>(lines.next().unwrap()).unwrap();
        }
        found.push((about["_id"].as_str().unwrap().to_owned(), is_removed));
    }
    found
}

/// The answer to a bulk request with the item that `item` makes of each id.
fn answer(heard: &Heard, item: impl Fn(&str) -> Value) -> Say {
    let items: Vec<Value> = ids(&heard.body)
        .into_iter()
        .map(|(id, is_removed)| {
            let mut told = item(&id);
            told["_id"] = id.into();
            json!({ if is_removed { "delete" } else { "index" }: told })
        })
        .collect();
    Say::Status(200, json!({ "errors": true, "items": items }))
}

fn done() -> Value {
    json!({ "status": 201 })
}

fn operation(number: usize, text: &str) -> Operation {
    let change = Change::Write(json!({ "text": text }).to_string());
    Operation { id: format!("{number:05}"), routing: Some("s".to_owned()), version: 7, change }
}

/// Sends `count` documents with `text`; gives what came of it, and the refused ones.
fn run(server: &Server, count: usize, text: &str) -> (Result<Sent>, Vec<Refusal>) {
    let refused = Mutex::new(Vec::new());
    let sent = send(
        &server.connection(),
        "a",
        |push| (0..count).try_for_each(|number| push.push(&operation(number, text))),
        &|refusal| refused.lock().unwrap().push(refusal),
    );
    let mut refused = refused.into_inner().unwrap();
    refused.sort_by(|a: &Refusal, b| a.id.cmp(&b.id));
    (sent, refused)
}

#[test]
fn everything_arrives_once_in_bodies_of_a_bounded_size() {
    let server = Server::new(|_, heard| answer(heard, |_| done()));
    let (sent, refused) = run(&server, 5000, &"word ".repeat(600));
    assert_eq!((sent.unwrap(), refused.len()), (Sent { written: 5000, ..Sent::default() }, 0));
    let bodies = server.bodies();
    let all: Vec<_> = bodies.iter().flat_map(|body| ids(body)).map(|(id, _)| id).collect();
    assert_eq!((all.len(), all.iter().collect::<BTreeSet<_>>().len()), (5000, 5000));
    assert!(bodies.len() > 2 && bodies.iter().all(|body| body.len() <= 5 << 20));
    assert!(server.heard.lock().unwrap().iter().all(|heard| heard.headers.contains("content-encoding: gzip")));
}

#[test]
fn of_a_request_that_is_half_refused_the_half_is_told_and_the_other_counts() {
    let server = Server::new(|_, heard| {
        let bad = json!({ "status": 400, "error": { "type": "mapper_parsing_exception", "reason": "failed to parse",
            "caused_by": { "type": "illegal_argument_exception", "reason": "For input string: \"someday\"" } } });
        answer(heard, move |id| if id.ends_with(['1', '3', '5', '7', '9']) { bad.clone() } else { done() })
    });
    let (sent, refused) = run(&server, 10, "x");
    assert_eq!(sent.unwrap(), Sent { written: 5, refused: 5, ..Sent::default() });
    assert_eq!(
        refused.iter().map(|refusal| refusal.id.as_str()).collect::<Vec<_>>(),
        ["00001", "00003", "00005", "00007", "00009"]
    );
    assert!(refused[0].reason.contains("someday") && refused[0].status == 400, "{:?}", refused[0]);
}

#[test]
fn items_for_which_there_was_no_room_are_sent_again_and_no_others() {
    let round = AtomicUsize::new(0);
    let server = Server::new(move |_, heard| {
        let round = round.fetch_add(1, Ordering::SeqCst);
        let busy = json!({ "status": if round == 0 { 429 } else { 503 }, "error": { "type": "unavailable_shards_exception", "reason": "primary shard is not active" } });
        answer(heard, move |id| if round < 2 && id > "00003" { busy.clone() } else { done() })
    });
    let (sent, refused) = run(&server, 8, "x");
    assert_eq!((sent.unwrap().written, refused.len()), (8, 0));
    let sizes: Vec<_> = server.bodies().iter().map(|body| ids(body).len()).collect();
    assert_eq!(sizes, [8, 4, 4]);
}

/// OpenSearch 2.19.6 says 500 of articles whose shard lay on a node that was killed while they were written.
#[test]
fn items_whose_node_was_lost_are_sent_again_and_none_is_refused() {
    let round = AtomicUsize::new(0);
    let server = Server::new(move |_, heard| {
        let round = round.fetch_add(1, Ordering::SeqCst);
        let lost = json!({ "status": 500, "error": { "type": "node_not_connected_exception", "reason": "[node-1] Node not connected" } });
        answer(heard, move |id| if round == 0 && id > "00003" { lost.clone() } else { done() })
    });
    let (sent, refused) = run(&server, 8, "x");
    assert_eq!((sent.unwrap().written, refused.len()), (8, 0));
    assert_eq!(server.bodies().iter().map(|body| ids(body).len()).collect::<Vec<_>>(), [8, 4]);
}

#[test]
fn what_stays_refused_for_want_of_room_ends_the_run_with_the_reason() {
    let busy =
        json!({ "status": 429, "error": { "type": "rejected_execution_exception", "reason": "too much under way" } });
    let server = Server::new(move |_, heard| {
        let busy = busy.clone();
        answer(heard, move |_| busy.clone())
    });
    let error = run(&server, 3, "x").0.unwrap_err();
    assert!(error.to_string().contains("too much under way"), "{error}");
}

#[test]
fn a_request_that_is_too_long_is_parted_and_a_document_that_is_too_long_is_told() {
    let server = Server::new(|_, heard| {
        let all = ids(&heard.body);
        let is_too_long = all.len() > 2 || all.iter().any(|(id, _)| id == "00004");
        if is_too_long { Say::Status(413, Value::Null) } else { answer(heard, |_| done()) }
    });
    let (sent, refused) = run(&server, 9, "x");
    assert_eq!(sent.unwrap(), Sent { written: 8, refused: 1, ..Sent::default() });
    assert_eq!((refused[0].id.as_str(), refused[0].status), ("00004", 413));
}

#[test]
fn a_full_disk_ends_the_run_at_once_and_says_so() {
    let block = json!({ "status": 429, "error": { "type": "cluster_block_exception",
        "reason": "index [a] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark]" } });
    let server = Server::new(move |_, heard| {
        let block = block.clone();
        answer(heard, move |_| block.clone())
    });
    let error = run(&server, 3, "x").0.unwrap_err();
    assert!(
        matches!(error.cluster_trouble(), Some(ClusterTrouble::ReadOnly(reason)) if reason.contains("flood-stage"))
    );
    assert_eq!(server.bodies().len(), 1);
}

#[test]
fn a_cut_connection_and_a_lost_answer_lose_and_double_nothing() {
    let server = Server::new(|n, heard| match n {
        0 => Say::Cut,
        1 => Say::Half,
        _ => answer(heard, |_| done()),
    });
    let (sent, _) = run(&server, 40, "x");
    assert_eq!(sent.unwrap(), Sent { written: 40, ..Sent::default() });
}

#[test]
fn answers_that_do_not_fit_the_operations_are_an_error() {
    let server = Server::new(|_, heard| {
        let fewer = ids(&heard.body).len() - 1;
        Say::Status(
            200,
            json!({ "errors": false, "items": vec![json!({ "index": { "_id": "00000", "status": 201 } }); fewer] }),
        )
    });
    let error = run(&server, 3, "x").0.unwrap_err();
    assert!(matches!(error.cluster_trouble(), Some(ClusterTrouble::Unintelligible(_))), "{error}");
}

#[test]
fn what_is_removed_already_and_what_is_newer_there_is_no_failure() {
    let server = Server::new(|_, heard| {
        answer(heard, |id| match id {
            "00000" => json!({ "status": 404, "result": "not_found" }),
            "00001" => {
                json!({ "status": 409, "error": { "type": "version_conflict_engine_exception", "reason": "newer" } })
            }
            _ => done(),
        })
    });
    let sent = send(
        &server.connection(),
        "a",
        |push| {
            push.push(&Operation { change: Change::Remove, ..operation(0, "") })?;
            (1..4).try_for_each(|number| push.push(&operation(number, "")))
        },
        &|refusal| panic!("{refusal:?}"),
    );
    assert_eq!(sent.unwrap(), Sent { written: 2, removed: 1, newer: 1, refused: 0 });
}

#[test]
fn a_producer_that_fails_ends_the_sending_with_its_error() {
    let server = Server::new(|_, heard| answer(heard, |_| done()));
    let sent = send(&server.connection(), "a", |_| Err(crate::Error::new(ErrorKind::NoIndex)), &|_| {});
    assert!(matches!(sent.unwrap_err().kind, ErrorKind::NoIndex));
    assert!(server.bodies().is_empty());
}
