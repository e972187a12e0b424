//! The tables of the words that can be names, of all segments of a snapshot.

use std::sync::OnceLock;

use crate::index::{NameTable, Snapshot};

/// The tables of names of all segments. Opening one maps a file, so it is done once, when a name is first looked at.
#[derive(Debug, Default)]
pub(crate) struct NameTables {
    tables: OnceLock<Vec<NameTable>>,
}

impl NameTables {
    /// The tables of a snapshot, always the same one.
    pub(crate) fn open(&self, snapshot: &Snapshot) -> &[NameTable] {
        self.tables.get_or_init(|| snapshot.searcher().segment_readers().iter().filter_map(NameTable::open).collect())
    }
}
