//! What is sent in bulk, and what is refused of it.

/// One document to be written or removed. Its version is the sender's: a document of a newer one stays as it is, and to send
/// the same twice changes nothing (`external_gte`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// The id of the document, unique for its routing.
    pub id: String,
    /// What its shard is chosen by; the id where there is none.
    pub routing: Option<String>,
    /// The version of it.
    pub version: u64,
    /// What becomes of it.
    pub change: Change,
}

/// What becomes of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is written: one JSON object on one line.
    Write(String),
    /// It is removed.
    Remove,
}

/// A document that the cluster does not take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The id of the document.
    pub id: String,
    /// The status of the item.
    pub status: u16,
    /// OpenSearch's name of the error.
    pub kind: String,
    /// In the cluster's words.
    pub reason: String,
}

impl Operation {
    /// The lines of the operation in the body of a bulk request.
    pub(super) fn lines(&self) -> String {
        let mut about = serde_json::json!({ "_id": self.id, "version": self.version, "version_type": "external_gte" });
        if let Some(routing) = &self.routing {
            about["routing"] = routing.as_str().into();
        }
        match &self.change {
            Change::Write(source) => format!("{}\n{source}\n", serde_json::json!({ "index": about })),
            Change::Remove => format!("{}\n", serde_json::json!({ "delete": about })),
        }
    }
}
