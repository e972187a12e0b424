//! What every commit says of the index beside its documents: its format, and what it was built from.

use serde::{Deserialize, Serialize};

use super::schema::Schema;
use crate::model::ArchivePath;
use crate::{Error, Result};

/// The format of the index that this program writes and reads. It grows with every change of the schema, the cutting
/// of words, or the stored record.
pub const FORMAT: u32 = 7;

/// What every commit says of the index beside its documents; it lies in the engine's `meta.json`, so it changes in the
/// same step as they do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Payload {
    /// The format; see [`FORMAT`].
    pub(super) format: u32,
    /// The folders and files that the index was built from, absolute, sorted.
    pub(super) roots: Vec<ArchivePath>,
}

/// What the last commit says of the index.
pub(super) fn payload(engine: &tantivy::Index) -> Result<Payload> {
    let metas = engine.load_metas()?;
    // A run that was killed before its first commit leaves an empty index without a word of ours.
    if metas.payload.is_none() && metas.segments.is_empty() && engine.schema() == Schema::new().tantivy {
        return Ok(Payload { format: FORMAT, roots: Vec::new() });
    }
    serde_json::from_str(&metas.payload.unwrap_or_default()).map_err(|_| {
        Error::malformed("this folder holds an index that dateline did not write, or did not finish; build it anew")
    })
}
