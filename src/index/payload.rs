//! What every commit says of the index beside its documents: its format, and what it was built from.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::schema::Schema;
use crate::model::ArchivePath;
use crate::{Error, Result};

/// The format of the index that this program writes and reads. It grows with every change of the schema, the cutting
/// of words, or the stored record.
pub const FORMAT: u32 = 13;

/// Names of record fields beside the usual ones, as pairs of dateline's name and the record's, by the full path of the
/// folder or file in which they hold. The deepest folder that holds a file counts for it.
pub type FieldNames = BTreeMap<ArchivePath, Vec<(String, String)>>;

/// What every commit says of the index beside its documents; it lies in the engine's `meta.json`, so it changes in the
/// same step as they do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Payload {
    /// The format; see [`FORMAT`].
    pub(super) format: u32,
    /// The folders and files that the index was built from, absolute, sorted.
    pub(super) roots: Vec<ArchivePath>,
    /// The names of record fields that the user gave for them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) field_names: FieldNames,
    /// Whether articles were added or removed since the pass over the collection was last made.
    #[serde(default)]
    pub(super) unsettled: bool,
    /// The hash of the sums that the last pass over the collection kept, where they are of this commit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) sums: Option<u64>,
}

impl Payload {
    /// What is said of an index that holds nothing.
    pub(super) fn of_nothing() -> Payload {
        Payload { format: FORMAT, roots: Vec::new(), field_names: FieldNames::new(), unsettled: false, sums: None }
    }

    /// What a commit says, as the engine keeps it; of this format or another.
    pub(super) fn read(text: &str) -> Result<Payload> {
        serde_json::from_str(text).map_err(|_| Error::malformed(NOT_OURS))
    }
}

/// What is said of an index without a payload of ours.
const NOT_OURS: &str = "this folder holds an index that dateline did not write, or did not finish; \
                        build it anew with `dateline index --rebuild FOLDER`";

/// What the last commit says of the index.
pub(super) fn payload(engine: &tantivy::Index) -> Result<Payload> {
    let metas = engine.load_metas()?;
    // A run that was killed before its first commit leaves an empty index without a word of ours.
    if metas.payload.is_none() && metas.segments.is_empty() && engine.schema() == Schema::new().tantivy {
        return Ok(Payload::of_nothing());
    }
    Payload::read(&metas.payload.unwrap_or_default())
}
