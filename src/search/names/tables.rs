//! The tables of the words that can be names, of all segments of a snapshot.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use xxhash_rust::xxh3::xxh3_64;

use crate::index::{NameTable, Snapshot};

/// The tables of names of all segments. Opening one maps a file, so it is done once, when a name is first looked at.
#[derive(Debug, Default)]
pub(crate) struct NameTables {
    tables: OnceLock<Vec<NameTable>>,
    words: OnceLock<usize>,
}

impl NameTables {
    /// The tables of a snapshot, always the same one.
    pub(crate) fn open(&self, snapshot: &Snapshot) -> &[NameTable] {
        self.tables.get_or_init(|| snapshot.searcher().segment_readers().iter().filter_map(NameTable::open).collect())
    }

    /// About how many different words the tables have; counted once.
    pub(crate) fn words(&self, snapshot: &Snapshot) -> usize {
        *self.words.get_or_init(|| different_words(self.open(snapshot)))
    }
}

/// About how many different words the tables have, however the index is cut into segments: from the least of their
/// hashes (Bar-Yossef et al., 2002), a thousand of which tell it to within some percent.
fn different_words(tables: &[NameTable]) -> usize {
    let mut least = BTreeSet::new();
    for table in tables {
        table.each_word(|word, _| {
            let hash = xxh3_64(word.as_bytes());
            if least.len() < SAMPLED || least.last().is_some_and(|last| hash < *last) {
                least.insert(hash);
            }
            if least.len() > SAMPLED {
                least.pop_last();
            }
        });
    }
    match least.last() {
        Some(last) if least.len() == SAMPLED => ((SAMPLED - 1) as f64 / (*last as f64 / u64::MAX as f64)) as usize,
        _ => least.len(),
    }
}

/// From how many of the smallest hashes the number of words is estimated.
const SAMPLED: usize = 1024;
