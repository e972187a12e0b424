//! What stands before the lines that were added to a file.

/// What stands before the lines that were added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Front {
    /// Its length in bytes; it ends with the end of a line.
    pub bytes: u64,
    /// Its lines.
    pub lines: u64,
}
