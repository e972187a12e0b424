//! What a reader will not go beyond.

use super::ndjson::FieldMap;

/// The bounds within which archives are read, and how their records are named.
#[derive(Clone, Debug, PartialEq)]
pub struct Limits {
    /// The largest file or member that is read, in bytes after decompression.
    pub max_bytes: u64,
    /// Names of record fields beside the usual ones.
    pub fields: FieldMap,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { max_bytes: 64 << 20, fields: FieldMap::default() }
    }
}
