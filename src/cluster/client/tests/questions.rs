//! Questions: whole answers, or an error that says what to do.

use std::net::TcpListener;

use serde_json::json;

use super::server::{Say, Server, access, shards};
use crate::ClusterTrouble;
use crate::cluster::client::{Connection, Credentials};

#[test]
fn a_cluster_that_is_busy_is_asked_again_and_one_that_stays_busy_is_told_of() {
    let busy = || Say::Status(429, json!({ "error": { "type": "rejected", "reason": "queue is full" } }));
    let server = Server::new(move |n, _| if n < 2 { busy() } else { Say::Status(200, json!({ "ok": true })) });
    assert_eq!(server.connection().get("/_x").unwrap()["ok"], true);
    assert_eq!(server.heard.lock().unwrap().len(), 3);

    let server = Server::new(move |_, _| busy());
    let error = server.connection().get("/_x").unwrap_err();
    assert!(matches!(error.cluster_trouble(), Some(ClusterTrouble::Busy { .. })), "{error}");
    assert!(error.to_string().contains("queue is full") && error.to_string().starts_with("127.0.0.1:"), "{error}");
}

#[test]
fn the_wait_that_the_cluster_asks_for_is_not_taken_when_it_is_too_long() {
    let server = Server::new(|_, _| Say::With(503, "retry-after: 3600", json!({})));
    let begun = std::time::Instant::now();
    server.connection().get("/_x").unwrap_err();
    assert_eq!(server.heard.lock().unwrap().len(), 1);
    assert!(begun.elapsed().as_secs() < 60, "an hour was asked for");
}

#[test]
fn a_connection_that_is_cut_is_opened_again_also_in_the_middle_of_an_answer() {
    let server = Server::new(|n, _| match n {
        0 => Say::Status(200, json!({})),
        1 => Say::Cut,
        2 => Say::Half,
        _ => Say::Status(200, json!({ "n": n })),
    });
    let connection = server.connection();
    connection.get("/_first").unwrap();
    let told = connection.post("/_second", &json!({ "text": "x".repeat(5000) })).unwrap();
    assert_eq!(told["n"], 3);
    assert!(server.bodies()[3].contains(&"x".repeat(5000)), "the body is sent whole again");
}

#[test]
fn a_node_that_is_gone_is_left_for_the_next() {
    let gone = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", gone.local_addr().unwrap());
    drop(gone);
    let server = Server::new(|_, _| Say::Status(200, shards(1, 1)));
    let connection = Connection::open(&access(&format!("{address},{}", server.address))).unwrap();
    connection.search("/a/_search", &json!({})).unwrap();
    let error = Connection::open(&access(&address)).unwrap().get("/").unwrap_err();
    assert!(matches!(error.cluster_trouble(), Some(ClusterTrouble::Unreachable(_))), "{error}");
}

#[test]
fn an_answer_without_all_shards_is_never_given() {
    let server = Server::new(|n, _| Say::Status(200, shards(3, if n == 0 { 1 } else { 3 })));
    server.connection().search("/a/_search?x=1", &json!({})).unwrap();
    let heard = server.heard.lock().unwrap().clone();
    assert_eq!(heard.len(), 2, "the missing shards came back");
    assert_eq!(heard[0].line, "POST /a/_search?x=1&allow_partial_search_results=false HTTP/1.1");

    let server = Server::new(|_, _| Say::Status(200, shards(3, 1)));
    let error = server.connection().search("/a/_search", &json!({})).unwrap_err();
    assert!(error.to_string().contains("only 1 of 3 shards answered"), "{error}");
    // One of several searches is enough.
    let server = Server::new(|_, _| Say::Status(200, json!({ "responses": [shards(3, 3), shards(3, 2)] })));
    let error = server.connection().searches("a", &[json!({}), json!({})]).unwrap_err();
    assert!(error.to_string().contains("only 2 of 3 shards"), "{error}");
    let error = server.connection().searches("a", &[json!({})]).unwrap_err();
    assert!(error.to_string().contains("not as many"), "{error}");
}

#[test]
fn an_error_within_several_searches_is_told_as_an_error() {
    let error = json!({ "status": 400, "error": { "root_cause": [{ "type": "too_many_clauses", "reason": "1024" }] } });
    let server = Server::new(move |_, _| Say::Status(200, json!({ "responses": [error] })));
    let error = server.connection().searches("a", &[json!({})]).unwrap_err();
    assert!(
        matches!(error.cluster_trouble(), Some(ClusterTrouble::Refused { kind, .. }) if kind == "too_many_clauses")
    );
}

#[test]
fn the_secret_is_sent_to_the_cluster_and_told_to_nobody_else() {
    let server = Server::new(|n, _| match n {
        0 => Say::With(302, "location: http://127.0.0.2:9/x", json!({})),
        _ => Say::Status(401, json!("Unauthorized")),
    });
    let mut access = access(&server.address);
    access.credentials = Some(Credentials::Password { user: "anna".to_owned(), password: "geheim".to_owned() });
    let connection = Connection::open(&access).unwrap();
    for error in [connection.get("/").unwrap_err(), connection.get("/").unwrap_err()] {
        let told = format!("{error} {error:?} {connection:?}");
        assert!(!told.contains("geheim") && !told.contains("YW5uYTpnZWhlaW0="), "{told}");
    }
    let heard = server.heard.lock().unwrap().clone();
    assert_eq!(heard.len(), 2, "a redirect is not followed");
    assert!(heard[0].headers.contains("authorization: basic yw5uytpnzwhlaw0="), "{}", heard[0].headers);
}

#[test]
fn what_is_no_opensearch_is_not_taken_for_one() {
    for (told, number) in [
        (json!({ "version": { "distribution": "opensearch", "number": "3.9.0" } }), Some("3.9.0")),
        (json!({ "version": { "number": "8.15.0" } }), None),
        (json!("welcome"), None),
    ] {
        let server = Server::new(move |_, _| Say::Status(200, told.clone()));
        assert_eq!(server.connection().version().ok().map(|version| version.number).as_deref(), number);
    }
}
