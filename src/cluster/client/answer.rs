//! What an answer of a cluster means: a value that is whole, or trouble, and whether it is worth asking again.
//!
//! OpenSearch tells much of its trouble with HTTP 200. A search of which a shard is missing says `total: 3, successful: 1,
//! failed: 0`; shards that were skipped, since they can hold no match, count as successful.

use std::time::Duration;

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::ClusterTrouble;

/// An answer as it came.
#[derive(Debug)]
pub(super) struct Reply {
    /// The HTTP status.
    pub(super) status: u16,
    /// The body, unpacked.
    pub(super) body: Vec<u8>,
    /// For how long the cluster asks to be left alone.
    pub(super) retry_after: Option<Duration>,
    /// How many bytes were sent for it.
    pub(super) sent: usize,
}

/// An answer that does not give what was asked.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fault {
    /// What is the matter.
    pub(super) trouble: ClusterTrouble,
    /// Whether it may pass.
    pub(super) again: Again,
}

/// Whether to ask again.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Again {
    /// The same question gets the same answer.
    Never,
    /// After this time at the earliest, where the cluster named one.
    Later(Option<Duration>),
    /// Later, if anything has ever answered at this address: else it is likely a wrong one.
    IfKnown,
}

impl From<ClusterTrouble> for Fault {
    fn from(trouble: ClusterTrouble) -> Fault {
        Fault { trouble, again: Again::Never }
    }
}

/// The value of an answer with a status of success.
pub(super) fn value<T: DeserializeOwned>(reply: &Reply) -> Result<T, Fault> {
    if (200..300).contains(&reply.status) {
        // HEAD and some proxies give an empty body.
        let body = if reply.body.is_empty() { b"null" } else { reply.body.as_slice() };
        return serde_json::from_slice(body).map_err(|cause| ClusterTrouble::Unintelligible(cause.to_string()).into());
    }
    Err(refusal(reply, &serde_json::from_slice(&reply.body).unwrap_or(Value::Null)))
}

/// What the status of an answer and the error in it mean.
fn refusal(reply: &Reply, body: &Value) -> Fault {
    let cause = Cause::of(&body["error"], &reply.body);
    let status = reply.status;
    if let Some(fault) = block(status, &cause) {
        return fault;
    }
    match status {
        401 | 403 => ClusterTrouble::Denied { status, reason: cause.reason }.into(),
        404 if cause.kind == "index_not_found_exception" => {
            let index = body["error"]["index"].as_str().map(str::to_owned);
            ClusterTrouble::NoArchive(index.unwrap_or(cause.reason)).into()
        }
        413 => ClusterTrouble::TooLarge { bytes: reply.sent }.into(),
        _ if cause.kind == "task_cancelled_exception" => ClusterTrouble::TimedOut(cause.reason).into(),
        // 408 is what a wait for a state of the cluster ends with.
        408 | 429 | 502 | 503 | 504 => later(reply, &cause),
        _ if cause.passes() => later(reply, &cause),
        _ => ClusterTrouble::Refused { status, kind: cause.kind, reason: cause.reason }.into(),
    }
}

/// The fault of a cluster that may answer the same request in a while.
fn later(reply: &Reply, cause: &Cause) -> Fault {
    let reason = format!("HTTP {}, {}", reply.status, cause.reason);
    Fault { trouble: ClusterTrouble::Busy { seconds: 0, reason }, again: Again::Later(reply.retry_after) }
}

/// The fault of a cluster, or an index in it, that is closed to writes; none where the error is another one. A block for want
/// of a manager passes by itself and is no such fault.
pub(super) fn block(status: u16, cause: &Cause) -> Option<Fault> {
    let is_block = cause.kind == "cluster_block_exception" && matches!(status, 403 | 429);
    is_block.then(|| ClusterTrouble::ReadOnly(cause.reason.clone()).into())
}

/// The innermost cause of an error in the cluster's words.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cause {
    /// OpenSearch's name of it; of an answer without one, `error`.
    pub(super) kind: String,
    /// What it says.
    pub(super) reason: String,
}

impl Cause {
    /// Whether it says nothing of what was asked, but of a node that was lost or a shard that was moved while the request ran. That
    /// passes by itself, whatever the status: OpenSearch 2.19.6 tells of a lost node with 500.
    pub(super) fn passes(&self) -> bool {
        const PASSING: [&str; 14] = [
            "already_closed_exception",
            "connect_transport_exception",
            "index_shard_closed_exception",
            "index_shard_not_recovering_exception",
            "index_shard_not_started_exception",
            "index_shard_recovering_exception",
            "no_shard_available_action_exception",
            "node_closed_exception",
            "node_disconnected_exception",
            "node_not_connected_exception",
            "receive_timeout_transport_exception",
            "retry_on_primary_exception",
            "send_request_transport_exception",
            "shard_not_found_exception",
        ];
        PASSING.contains(&self.kind.as_str())
    }

    /// The cause of the error `error`; of an answer that has none, the beginning of `body`.
    pub(super) fn of(error: &Value, body: &[u8]) -> Cause {
        let root = error["root_cause"].get(0).or_else(|| error["failed_shards"][0].get("reason"));
        let mut told = root.filter(|root| root["type"].is_string()).unwrap_or(error);
        // Causes are nested, and the innermost one says most; nobody nests them this deep.
        for _ in 0..16 {
            match told.get("caused_by").filter(|inner| inner["reason"].is_string()) {
                Some(inner) => told = inner,
                None => break,
            }
        }
        let kind = told["type"].as_str().or(root.and_then(|root| root["type"].as_str())).unwrap_or("error");
        let reason = told["reason"].as_str().or(error.as_str()).map(str::to_owned);
        let reason = reason.unwrap_or_else(|| beginning(body)).trim().to_owned();
        let reason = if reason.is_empty() { "it says no more".to_owned() } else { reason };
        Cause { kind: kind.to_owned(), reason }
    }
}

/// The first letters of an answer that is no JSON, on one line.
fn beginning(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(&body[..body.len().min(400)]);
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(200).collect()
}

/// An answer to a search.
pub(in crate::cluster) trait Answer: DeserializeOwned {
    /// What it says of itself.
    fn told(&self) -> Told<'_>;
}

/// What an answer to a search says of itself.
pub(in crate::cluster) struct Told<'a> {
    /// The error that it is, of one of several searches of a request; its status stands beside it.
    pub(super) error: Option<&'a Value>,
    pub(super) status: Option<u64>,
    /// How many shards answered.
    pub(super) shards: &'a Value,
    pub(super) timed_out: bool,
}

impl Answer for Value {
    fn told(&self) -> Told<'_> {
        Told {
            error: self.get("error"),
            status: self["status"].as_u64(),
            shards: &self["_shards"],
            timed_out: self["timed_out"] == true,
        }
    }
}

/// Refuses an answer to a search that is not whole.
pub(super) fn whole<A: Answer>(answer: A) -> Result<A, Fault> {
    let Told { error, status, shards, timed_out } = answer.told();
    if let Some(error) = error {
        let status = status.and_then(|status| u16::try_from(status).ok()).unwrap_or(500);
        let reply = Reply { status, body: Vec::new(), retry_after: None, sent: 0 };
        return Err(refusal(&reply, &serde_json::json!({ "error": error })));
    }
    let count = |name: &str| shards[name].as_u64();
    let (Some(total), Some(answered)) = (count("total"), count("successful")) else {
        return Err(ClusterTrouble::Unintelligible("a search without a count of shards".to_owned()).into());
    };
    let failed = count("failed").unwrap_or_default();
    if answered < total || failed > 0 {
        let cause = shards["failures"].get(0).map(|failure| Cause::of(&failure["reason"], &[]));
        let reason = cause.map_or_else(String::new, |cause| format!(": {}", cause.reason));
        let trouble = ClusterTrouble::Incomplete { answered: answered.min(total - failed.min(total)), total, reason };
        return Err(Fault { trouble, again: Again::Later(None) });
    }
    if timed_out { Err(ClusterTrouble::TimedOut("timed_out".to_owned()).into()) } else { Ok(answer) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn reply(status: u16, body: &Value) -> Reply {
        Reply { status, body: body.to_string().into_bytes(), retry_after: None, sent: 7 }
    }

    #[test]
    fn an_answer_that_lacks_a_shard_is_an_error_though_none_failed() {
        let answer = |total: u64, successful: u64, skipped: u64, failed: u64| {
            whole(json!({
                "timed_out": false,
                "_shards": { "total": total, "successful": successful, "skipped": skipped, "failed": failed }
            }))
        };
        assert!(answer(3, 3, 0, 0).is_ok());
        assert!(answer(3, 3, 2, 0).is_ok(), "skipped shards are among the successful ones");
        // One shard answered, one was skipped and counts as successful: one is missing, whatever the sum of both is.
        for (successful, skipped, failed) in [(1, 0, 0), (2, 1, 0), (2, 0, 1), (3, 0, 1)] {
            let fault = answer(3, successful, skipped, failed).unwrap_err();
            assert!(matches!(fault.trouble, ClusterTrouble::Incomplete { total: 3, .. }), "{fault:?}");
            assert_eq!(fault.again, Again::Later(None));
        }
        assert!(matches!(whole(json!({ "hits": {} })).unwrap_err().trouble, ClusterTrouble::Unintelligible(_)));
        let timed = json!({ "timed_out": true, "_shards": { "total": 1, "successful": 1, "failed": 0 } });
        assert!(matches!(whole(timed).unwrap_err().trouble, ClusterTrouble::TimedOut(_)));
    }

    #[test]
    fn the_status_and_the_cause_say_what_is_the_matter() {
        let error =
            |kind: &str, reason: &str| json!({ "error": { "root_cause": [{ "type": kind, "reason": reason }] } });
        let trouble = |status, body: Value| value::<Value>(&reply(status, &body)).unwrap_err();
        let full = error("cluster_block_exception", "index [a] blocked by: [FORBIDDEN/12/index read-only];");
        for status in [403, 429] {
            assert!(matches!(trouble(status, full.clone()).trouble, ClusterTrouble::ReadOnly(_)), "{status}");
        }
        let headless = trouble(503, error("cluster_block_exception", "no cluster-manager"));
        assert_eq!(headless.again, Again::Later(None), "a new manager will be chosen");
        assert!(matches!(trouble(401, json!("Unauthorized")).trouble, ClusterTrouble::Denied { status: 401, .. }));
        assert_eq!(trouble(413, json!(null)).trouble, ClusterTrouble::TooLarge { bytes: 7 });
        let missing =
            json!({ "error": { "type": "index_not_found_exception", "reason": "no such index [a]", "index": "a" } });
        assert_eq!(trouble(404, missing).trouble, ClusterTrouble::NoArchive("a".to_owned()));
        let nested = json!({ "error": { "type": "search_phase_execution_exception", "reason": "all shards failed", "root_cause": [],
            "failed_shards": [{ "reason": { "type": "query_shard_exception", "reason": "outer",
                "caused_by": { "type": "too_many_clauses", "reason": "maxClauseCount is set to 1024" } } }] } });
        assert_eq!(
            trouble(400, nested).trouble,
            ClusterTrouble::Refused {
                status: 400,
                kind: "too_many_clauses".to_owned(),
                reason: "maxClauseCount is set to 1024".to_owned()
            }
        );
        let page = Reply { status: 404, body: b"<html>\n nginx".to_vec(), retry_after: None, sent: 0 };
        assert!(value::<Value>(&page).unwrap_err().trouble.to_string().contains("<html> nginx"));
    }
}
