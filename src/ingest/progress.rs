//! What a run tells while it goes on.

use super::follow::IdChange;
use crate::{Error, Result};

/// Gets the progress of a run. It is called from many threads; nothing waits for it but the worker that calls.
pub trait Progress: Sync {
    /// How many files were found so far.
    fn found(&self, _files: u64) {}

    /// All files were found.
    fn found_all(&self) {}

    /// A file of this number of bytes is to be read.
    fn planned(&self, _bytes: u64) {}

    /// This number of bytes, of those that were planned, need not be read.
    fn passed_over(&self, _bytes: u64) {}

    /// A file is done with, be it indexed, unchanged, skipped or failed.
    fn file_done(&self) {}

    /// More bytes were read and more articles indexed: how many since the last call.
    fn advanced(&self, _bytes: u64, _articles: u64) {}

    /// Something could not be read; the run goes on.
    fn failed(&self, _error: &Error) {}

    /// Whether [`Progress::ids_changed`] is to be called; else changes of ids are not worked out.
    fn follows_ids(&self) -> bool {
        false
    }

    /// Articles whose bytes are as they were have other ids from the next commit on. Whoever keeps ids has to keep the new
    /// ones too before this returns, so that a run that is killed leaves nothing behind.
    ///
    /// # Errors
    ///
    /// When they cannot be kept; the run ends.
    fn ids_changed(&self, _changes: &[IdChange]) -> Result<()> {
        Ok(())
    }
}

/// Ignores all progress.
impl Progress for () {}
