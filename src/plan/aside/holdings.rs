//! What an archive holds: from which folders, what became of their files, and where its sites are at home.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::index::{FieldNames, FileRecord, Outcome};
use crate::model::ArchivePath;
use crate::sites::SiteHome;

/// How many different reasons are kept for which files were left out.
const REASONS: usize = 100;

/// What an archive holds beside its articles.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Holdings {
    /// The folders and files that it was built from, full paths.
    pub roots: Vec<ArchivePath>,
    /// The names of record fields that were told for them.
    pub field_names: FieldNames,
    /// What became of the files.
    pub files: FileCounts,
    /// The sites whose stories show where they are at home.
    pub homes: Vec<SiteHome>,
}

/// What became of the files of an archive.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FileCounts {
    /// How many were read.
    pub indexed: u64,
    /// How many hold nothing that could be read as an article.
    pub skipped: u64,
    /// How many could not be read, in part or in whole.
    pub failed: u64,
    /// How many gave several articles.
    pub of_records: u64,
    /// How many were read by each version of the rules of reading.
    pub by_rules: BTreeMap<u32, u64>,
    /// Why files were skipped.
    pub skipped_for: Reasons,
    /// Why files failed.
    pub failed_for: Reasons,
}

/// Why files were left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reasons {
    /// The reasons with their numbers of files, the most frequent first; a hundred at most.
    pub first: Vec<(String, u64)>,
    /// How many further reasons there are.
    pub more: usize,
}

impl FileCounts {
    /// Counts files.
    pub fn of<'f>(files: impl IntoIterator<Item = &'f FileRecord>) -> FileCounts {
        let mut counts = FileCounts::default();
        let (mut skipped, mut failed) = (BTreeMap::new(), BTreeMap::new());
        for file in files {
            match &file.outcome {
                Outcome::Indexed => counts.indexed += 1,
                Outcome::Skipped(reason) => {
                    counts.skipped += 1;
                    *skipped.entry(reason.as_str()).or_default() += 1;
                }
                Outcome::Failed(reason) => {
                    counts.failed += 1;
                    *failed.entry(reason.as_str()).or_default() += 1;
                }
            }
            counts.of_records += u64::from(file.articles > 1);
            *counts.by_rules.entry(file.rules.version).or_default() += 1;
        }
        FileCounts { skipped_for: Reasons::of(skipped), failed_for: Reasons::of(failed), ..counts }
    }

    /// How many there are.
    pub fn total(&self) -> u64 {
        self.indexed + self.skipped + self.failed
    }

    /// How many were read by rules older than those of this version.
    pub fn older_than(&self, version: u32) -> u64 {
        self.by_rules.range(..version).map(|(_, count)| count).sum()
    }
}

impl Reasons {
    fn of(counts: BTreeMap<&str, u64>) -> Reasons {
        let mut first: Vec<(&str, u64)> = counts.into_iter().collect();
        first.sort_by_key(|(_, count)| Reverse(*count));
        let more = first.len().saturating_sub(REASONS);
        first.truncate(REASONS);
        Reasons { first: first.into_iter().map(|(reason, count)| (reason.to_owned(), count)).collect(), more }
    }
}

/// Where an archive is kept, for a person who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In an index on this machine.
    Index {
        /// The folder of the index.
        folder: ArchivePath,
        /// The format of its files.
        format: u32,
        /// How many bytes they have.
        bytes: u64,
    },
    /// In a cluster.
    Cluster {
        /// The address of the node that is asked.
        address: String,
        /// The name of the archive there.
        name: String,
        /// The form of its documents.
        form: u64,
        /// How many bytes its shards have, with all copies of them.
        bytes: u64,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::ReadingRules;

    #[test]
    fn files_are_counted_by_what_became_of_them() {
        let file = |articles, version, outcome| FileRecord {
            path: "a".to_owned(),
            size: 1,
            modified: 1,
            hash: 1,
            sha256: None,
            articles,
            outcome,
            rules: ReadingRules { version, field_names: 0 },
        };
        let mut files: Vec<FileRecord> =
            (0..REASONS + 2).map(|number| file(0, 3, Outcome::Failed(format!("{number:03}")))).collect();
        files.push(file(0, 3, Outcome::Failed("101".to_owned())));
        files.push(file(7, 2, Outcome::Indexed));
        files.push(file(0, 3, Outcome::Skipped("an image".to_owned())));
        let counts = FileCounts::of(&files);
        assert_eq!((counts.indexed, counts.skipped, counts.failed, counts.of_records), (1, 1, 103, 1));
        assert_eq!((counts.total(), counts.older_than(3), counts.older_than(2)), (105, 1, 0));
        assert_eq!(counts.failed_for.first[0], ("101".to_owned(), 2));
        assert_eq!((counts.failed_for.first.len(), counts.failed_for.more), (REASONS, 2));
        let told = serde_json::to_value(&counts).unwrap();
        assert_eq!(serde_json::from_value::<FileCounts>(told).unwrap(), counts);
    }
}
