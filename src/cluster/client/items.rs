//! What became of the operations of a bulk request: the status of each is read.

use serde_json::Value;

use super::answer::{Again, Cause, Fault, block};
use super::batch::Batch;
use super::connection::unintelligible;
use super::operation::Refusal;
use crate::ClusterTrouble;

/// What became of a batch.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Outcomes {
    /// How many documents were written.
    pub(super) written: u64,
    /// How many were removed, or were not there.
    pub(super) removed: u64,
    /// How many are there in a newer version.
    pub(super) newer: u64,
    /// The numbers of those to send again.
    pub(super) again: Vec<usize>,
    /// Why, in the words of the first of them.
    pub(super) busy: Option<String>,
    /// Those that are refused for good.
    pub(super) refused: Vec<Refusal>,
}

/// Reads the answer to `batch`.
pub(super) fn outcomes(batch: &Batch, answer: &Value) -> Result<Outcomes, Fault> {
    let items = answer["items"].as_array().filter(|items| items.len() == batch.items().len());
    let Some(items) = items else {
        return Err(unintelligible("a bulk request has not as many answers as operations").into());
    };
    let mut outcomes = Outcomes::default();
    for (number, (sent, item)) in batch.items().iter().zip(items).enumerate() {
        let told = item.as_object().and_then(|item| item.iter().next());
        let Some((action, told)) = told else {
            return Err(unintelligible("an operation without an answer").into());
        };
        let status = told["status"].as_u64().and_then(|status| u16::try_from(status).ok());
        let Some(status) = status.filter(|_| told["_id"].as_str() == Some(sent.id.as_str())) else {
            return Err(unintelligible("an answer that belongs to no operation").into());
        };
        match status {
            200..300 if action == "delete" => outcomes.removed += 1,
            200..300 => outcomes.written += 1,
            // It was gone before: a run that was cut off had removed it.
            404 if action == "delete" && told.get("error").is_none() => outcomes.removed += 1,
            409 if told["error"]["type"] == "version_conflict_engine_exception" => outcomes.newer += 1,
            _ => trouble(&mut outcomes, number, status, Cause::of(&told["error"], &[]), &sent.id)?,
        }
    }
    Ok(outcomes)
}

fn trouble(outcomes: &mut Outcomes, number: usize, status: u16, cause: Cause, id: &str) -> Result<(), Fault> {
    if let Some(fault) = block(status, &cause) {
        return Err(fault);
    }
    match status {
        429 | 502 | 503 | 504 => {}
        _ if cause.passes() => {}
        404 if cause.kind == "index_not_found_exception" => {
            return Err(ClusterTrouble::NoArchive(cause.reason).into());
        }
        401 => return Err(ClusterTrouble::Denied { status, reason: cause.reason }.into()),
        403 if cause.kind == "security_exception" => {
            return Err(ClusterTrouble::Denied { status, reason: cause.reason }.into());
        }
        _ => {
            outcomes.refused.push(Refusal { id: id.to_owned(), status, kind: cause.kind, reason: cause.reason });
            return Ok(());
        }
    }
    outcomes.again.push(number);
    outcomes.busy.get_or_insert_with(|| format!("status {status}, {}", cause.reason));
    Ok(())
}

/// The fault of operations that were not done in the end.
pub(super) fn still_busy(reason: Option<String>) -> Fault {
    let reason = reason.unwrap_or_default();
    Fault { trouble: ClusterTrouble::Busy { seconds: 0, reason }, again: Again::Never }
}
