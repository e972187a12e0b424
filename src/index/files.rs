//! What the index remembers of every file: enough to know whether it changed, and how it was read.

use serde::{Deserialize, Serialize};

use crate::model::Sha256;

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
    /// The SHA-256 of its bytes, all of them as they lay on the disk; none where they were not read to their end, and in
    /// records of before it was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<Sha256>,
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

    /// When the file was last changed, as it was when it was read; none where that is not known.
    pub fn modified_time(&self) -> Option<jiff::Timestamp> {
        if self.is_unfinished() { None } else { jiff::Timestamp::from_nanosecond(self.modified).ok() }
    }

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
        assert_eq!(record.sha256, None);
        let rules = ReadingRules { version: 3, field_names: 9 };
        let newer = FileRecord { rules, sha256: Some(Sha256([7; 32])), ..record };
        assert_eq!(serde_json::from_str::<FileRecord>(&serde_json::to_string(&newer).unwrap()).unwrap(), newer);
    }
}
