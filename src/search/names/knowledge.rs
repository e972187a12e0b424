//! What an index knows of names: the words that can be names, and what a person says of them.

use super::corrections::Corrections;
use super::tables::NameTables;
use crate::Result;
use crate::index::Snapshot;

/// The knowledge of names behind one snapshot.
#[derive(Debug)]
pub(crate) struct NameKnowledge {
    /// The words that can be names.
    pub(super) tables: NameTables,
    /// What a person says of names.
    pub(super) corrections: Corrections,
}

impl NameKnowledge {
    /// The knowledge of a snapshot; the tables are opened when a name is first asked for.
    ///
    /// # Errors
    ///
    /// When the corrections cannot be read.
    pub(crate) fn of(snapshot: &Snapshot) -> Result<NameKnowledge> {
        Ok(NameKnowledge { tables: NameTables::default(), corrections: Corrections::of(snapshot.folder())? })
    }
}
