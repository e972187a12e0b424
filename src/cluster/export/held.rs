//! What a cluster holds: the digest of every document.
//!
//! Digests are hashes, so they are even over their range: it is cut into parts of some thousand documents, and each part is a
//! search of its own. Nothing has to be kept open in the cluster, and a part that fails is asked again.

use std::thread;
use std::time::Duration;

use serde_json::json;
use xxhash_rust::xxh3::Xxh3;

use crate::cluster::client::{Connection, escaped};
use crate::cluster::document::{Book, Document};
use crate::{ClusterTrouble, Error, Result};

/// How many documents a part is to have. A search gives [`MOST`] at most, so there is room for parts that have more.
const PART: u64 = 4_000;
/// How many hits a search gives at most (`index.max_result_window`).
const MOST: u64 = 10_000;

/// A document that the cluster holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Held {
    pub(super) id: String,
    pub(super) routing: String,
    pub(super) digest: String,
}

/// A document at its place in the cluster: the hash of its id and its routing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot(u128);

/// A document at its place in one state: a [`Spot`] and the digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Copy(u128);

impl Held {
    pub(super) fn spot(&self) -> Spot {
        Spot(hash(&[&self.id, &self.routing]))
    }

    pub(super) fn copy(&self) -> Copy {
        Copy(hash(&[&self.id, &self.routing, &self.digest]))
    }
}

impl Spot {
    pub(super) fn of(document: &Document) -> Spot {
        Spot(hash(&[&document.id, &document.routing]))
    }
}

impl Copy {
    pub(super) fn of(document: &Document) -> Copy {
        Copy(hash(&[&document.id, &document.routing, &document.digest]))
    }
}

fn hash(parts: &[&str]) -> u128 {
    let mut hash = Xxh3::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update(b"\0");
    }
    hash.digest128()
}

/// How long copies of shards that are being made are waited for.
const SETTLING_SECONDS: u32 = 15;

/// Waits a while until no copy of a shard is being made. A refresh passes over a copy that is, and does not say so: after a node
/// came back, such a copy then answers without what was written last.
fn await_copies(connection: &Connection, index: &str) -> Result<()> {
    let health = format!("/_cluster/health/{}", escaped(index));
    for _ in 0..SETTLING_SECONDS {
        if connection.get(&health)?["initializing_shards"].as_u64().unwrap_or(0) == 0 {
            break;
        }
        thread::sleep(Duration::from_secs(1));
    }
    Ok(())
}

/// Makes all that was written visible, and says how many documents there are.
pub(super) fn refreshed_count(connection: &Connection, index: &str) -> Result<u64> {
    await_copies(connection, index)?;
    let told = connection.post(&format!("/{}/_refresh", escaped(index)), &json!({}))?;
    if told["_shards"]["failed"].as_u64() != Some(0) {
        let reason = told["_shards"]["failures"].to_string();
        return Err(connection.error(ClusterTrouble::Busy { seconds: 0, reason }));
    }
    let body = json!({ "size": 0, "track_total_hits": true });
    let told = connection.search(&format!("/{}/_search", escaped(index)), &body)?;
    told["hits"]["total"]["value"].as_u64().ok_or_else(|| unintelligible(connection))
}

/// Calls `each` with the documents of `index`, of which there are `count`, in parts.
pub(super) fn each_part(
    connection: &Connection,
    index: &str,
    count: u64,
    each: &mut dyn FnMut(Vec<Held>) -> Result<()>,
) -> Result<()> {
    let parts = u128::from(count.div_ceil(PART).max(1));
    let bound = |part: u128| (part << 64) / parts;
    let mut todo: Vec<(u128, u128)> = (0..parts).rev().map(|part| (bound(part), bound(part + 1))).collect();
    let mut seen = 0;
    while let Some((from, to)) = todo.pop() {
        match part(connection, index, from, to)? {
            Some(held) => {
                seen += held.len() as u64;
                each(held)?;
            }
            None => {
                let middle = from + (to - from) / 2;
                if middle == from {
                    return Err(unintelligible(connection));
                }
                todo.extend([(middle, to), (from, middle)]);
            }
        }
    }
    match seen == count {
        true => Ok(()),
        false => Err(changed(connection, count, seen)),
    }
}

/// How many parts are a sample.
const SAMPLED: u128 = 5;

/// Documents of `index`, of which there are `count`: all, or as many as chance draws where they are more than some thousand.
pub(super) fn sample(connection: &Connection, index: &str, count: u64) -> Result<Vec<Held>> {
    let parts = u128::from(count.div_ceil(PART).max(1));
    let mut held = Vec::new();
    for number in 0..parts.min(SAMPLED) {
        let (from, to) = ((number << 64) / parts, ((number + 1) << 64) / parts);
        held.extend(part(connection, index, from, to)?.unwrap_or_default());
    }
    Ok(held)
}

/// The error of an index that does not stay as it is.
pub(super) fn changed(connection: &Connection, expected: u64, found: u64) -> Error {
    let told = format!(
        "{expected} documents were expected and {found} found; is another run writing? Run the same command again later"
    );
    connection.error(ClusterTrouble::Unfit(told))
}

/// The documents with digests from `from` on, and below `to`; none where they are too many for one search.
fn part(connection: &Connection, index: &str, from: u128, to: u128) -> Result<Option<Vec<Held>>> {
    let digest = Book::Digest.name();
    let mut range = json!({ "gte": format!("{from:016x}") });
    if to < 1 << 64 {
        range["lt"] = json!(format!("{to:016x}"));
    }
    let body = json!({
        "size": MOST,
        "track_total_hits": true,
        "_source": false,
        "docvalue_fields": [digest],
        "query": { "range": { digest: range } },
        "sort": ["_doc"],
    });
    let told = connection.search(&format!("/{}/_search", escaped(index)), &body)?;
    let total = told["hits"]["total"]["value"].as_u64();
    let (Some(total), Some(hits)) = (total, told["hits"]["hits"].as_array()) else {
        return Err(unintelligible(connection));
    };
    if total > MOST {
        return Ok(None);
    }
    let held = |hit: &serde_json::Value| {
        let text = |value: &serde_json::Value| value.as_str().map(str::to_owned);
        let id = text(&hit["_id"])?;
        let digest = text(&hit["fields"][digest][0])?;
        Some(Held { routing: text(&hit["_routing"]).unwrap_or_else(|| id.clone()), id, digest })
    };
    let held: Option<Vec<Held>> = hits.iter().map(held).collect();
    match held {
        Some(held) if held.len() as u64 == total => Ok(Some(held)),
        _ => Err(unintelligible(connection)),
    }
}

fn unintelligible(connection: &Connection) -> Error {
    let told = "its list of documents is not whole, or not of dateline's documents".to_owned();
    connection.error(ClusterTrouble::Unintelligible(told))
}
