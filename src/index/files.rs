//! What the index remembers of every file: enough to know whether it changed.

use serde::{Deserialize, Serialize};

/// A file of the archive as it was when it was last read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRecord {
    /// The file's full path, as [`crate::model::Origin::file_key`] writes it.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
    /// Its modification time in nanoseconds since 1970.
    pub modified: i128,
    /// The XXH3 hash of its bytes.
    pub hash: u64,
    /// How many articles it gave.
    pub articles: u64,
    /// What became of it.
    pub outcome: Outcome,
}

impl FileRecord {
    /// The size that stands for a file that was not read to its end: no file has it, so it will be read again.
    pub const UNFINISHED: u64 = u64::MAX;

    /// Whether the file was not read to its end.
    pub fn is_unfinished(&self) -> bool {
        self.size == FileRecord::UNFINISHED
    }
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// It was read, and its articles are in the index.
    Indexed,
    /// It holds nothing that could be read as an article, for this reason.
    Skipped(String),
    /// Reading it failed, in part or in whole, for this reason.
    Failed(String),
}
