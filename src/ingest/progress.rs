//! What a run tells while it goes on.

use crate::Error;

/// Hears how a run goes on. It is called from many threads; nothing waits for it but the worker that calls.
pub trait Progress: Sync {
    /// So many files were found so far.
    fn found(&self, _files: u64) {}

    /// All files were found.
    fn found_all(&self) {}

    /// A file is done with, be it indexed, unchanged, skipped or failed.
    fn file_done(&self) {}

    /// So many more bytes were read, and so many more articles laid down.
    fn advanced(&self, _bytes: u64, _articles: u64) {}

    /// Something could not be read; the run goes on.
    fn failed(&self, _error: &Error) {}
}

/// Hears nothing.
impl Progress for () {}
