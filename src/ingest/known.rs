//! What the index remembers of files when a run begins.

use std::collections::BTreeMap;
use std::path::Path;

use crate::index::FileRecord;
use crate::model::ArchivePath;

/// The records of all files: by their keys, and by their sizes.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Sorted by key.
    records: Vec<FileRecord>,
    /// Places in `records`, sorted by size.
    by_size: Vec<u32>,
}

impl Known {
    pub(super) fn new(records: BTreeMap<String, FileRecord>) -> Known {
        let records: Vec<FileRecord> = records.into_values().collect();
        let mut by_size: Vec<u32> = (0..records.len() as u32).collect();
        by_size.sort_by_key(|at| records[*at as usize].size);
        Known { records, by_size }
    }

    /// The record of a file with its place, by the file's key.
    pub(super) fn get(&self, key: &str) -> Option<(usize, &FileRecord)> {
        let at = self.records.binary_search_by(|record| record.path.as_str().cmp(key)).ok()?;
        Some((at, &self.records[at]))
    }

    /// All records, by their keys.
    pub(super) fn records(&self) -> &[FileRecord] {
        &self.records
    }

    /// Records of articles from files of this size that do not lie in their places any more.
    pub(super) fn gone_of_size(&self, size: u64) -> impl Iterator<Item = &FileRecord> {
        let record = |at: &u32| &self.records[*at as usize];
        let start = self.by_size.partition_point(|at| record(at).size < size);
        let same = self.by_size[start..].iter().map(record).take_while(move |record| record.size == size);
        same.filter(|record| record.hash != 0 && record.articles > 0).filter(|record| {
            let path = ArchivePath::from_text(&record.path);
            !AsRef::<Path>::as_ref(&path).exists()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::{Outcome, ReadingRules};

    #[test]
    fn files_are_found_by_their_keys_and_what_is_gone_by_its_size() {
        let folder = tempfile::tempdir().unwrap();
        let there = folder.path().join("there").display().to_string();
        std::fs::write(&there, "x").unwrap();
        let record = |path: &str, size| FileRecord {
            path: path.to_owned(),
            size,
            modified: 0,
            hash: 7,
            sha256: None,
            articles: 1,
            outcome: Outcome::Indexed,
            rules: ReadingRules::default(),
        };
        let records = [record(&there, 5), record("/gone/a", 5), record("/gone/b", 4), record("/gone/c", 5)];
        let known = Known::new(records.iter().map(|record| (record.path.clone(), record.clone())).collect());
        assert_eq!(known.get("/gone/b").map(|(_, record)| record.size), Some(4));
        assert!(known.get("/gone/d").is_none());
        assert_eq!(known.gone_of_size(5).map(|record| &*record.path).collect::<Vec<_>>(), ["/gone/a", "/gone/c"]);
    }
}
