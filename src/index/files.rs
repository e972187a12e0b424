//! What the index remembers of every file: enough to know whether it changed, and how it was read.

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
    /// The XXH3 hash of its bytes; 0 where it is not known.
    pub hash: u64,
    /// How many articles it gave.
    pub articles: u64,
    /// What became of it.
    pub outcome: Outcome,
    /// How it was read. Older records do not say: theirs are the rules of version 0.
    #[serde(default)]
    pub rules: ReadingRules,
}

/// By what rules a file was read: where they change, it is read again though its bytes are the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingRules {
    /// The version of what this program reads out of bytes; it grows.
    pub version: u32,
    /// The hash of the names of record fields that were told for the file; 0 where none were.
    #[serde(default, skip_serializing_if = "is_none")]
    pub field_names: u64,
}

impl ReadingRules {
    /// Whether what was read by these rules is what would be read by others: they are not older, and know the same names.
    pub fn cover(self, others: ReadingRules) -> bool {
        self.version >= others.version && self.field_names == others.field_names
    }
}

fn is_none(hash: &u64) -> bool {
    *hash == 0
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_of_before_there_were_versions_is_of_version_0() {
        let old = r#"{"path":"/a/b.html","size":5,"modified":-7,"hash":18446744073709551615,"articles":1,"outcome":"indexed"}"#;
        let record: FileRecord = serde_json::from_str(old).unwrap();
        assert_eq!((record.rules, record.modified), (ReadingRules { version: 0, field_names: 0 }, -7));
        let newer = FileRecord { rules: ReadingRules { version: 3, field_names: 9 }, ..record };
        assert_eq!(serde_json::from_str::<FileRecord>(&serde_json::to_string(&newer).unwrap()).unwrap(), newer);
    }
}
