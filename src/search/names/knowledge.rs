//! What an index knows of names: the words that can be names, and what a person says of them.

use super::tables::NameTables;
use crate::Result;
use crate::index::Snapshot;
use crate::plan::names::corrections::Corrections;

/// The knowledge of names behind one snapshot.
#[derive(Debug)]
pub(crate) struct IndexNames {
    /// The words that can be names.
    pub(crate) tables: NameTables,
    /// What a person says of names.
    pub(crate) corrections: Corrections,
}

impl IndexNames {
    /// The knowledge of a snapshot; the tables are opened when a name is first asked for.
    ///
    /// # Errors
    ///
    /// When the corrections cannot be read.
    pub(crate) fn of(snapshot: &Snapshot) -> Result<IndexNames> {
        Ok(IndexNames { tables: NameTables::default(), corrections: Corrections::of(snapshot.folder())? })
    }
}
