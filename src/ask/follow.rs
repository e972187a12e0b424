//! Saved searches follow the articles whose ids change while an archive is indexed.

use super::saved::SavedSearches;
use crate::ingest::{IdChange, Progress};
use crate::{Error, Result};

/// Hears how a run of indexing goes on, for the saved searches of the index and for somebody else.
pub struct Following<'a> {
    searches: SavedSearches,
    progress: &'a dyn Progress,
    is_needed: bool,
}

impl<'a> Following<'a> {
    /// The saved searches follow what changes; the rest goes to `progress`.
    ///
    /// # Errors
    ///
    /// When the saved searches cannot be listed.
    pub fn new(searches: SavedSearches, progress: &'a dyn Progress) -> Result<Following<'a>> {
        let is_needed = !searches.names()?.is_empty();
        Ok(Following { searches, progress, is_needed })
    }
}

impl std::fmt::Debug for Following<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Following").field("searches", &self.searches).finish_non_exhaustive()
    }
}

impl Progress for Following<'_> {
    fn found(&self, files: u64) {
        self.progress.found(files);
    }

    fn found_all(&self) {
        self.progress.found_all();
    }

    fn planned(&self, bytes: u64) {
        self.progress.planned(bytes);
    }

    fn passed_over(&self, bytes: u64) {
        self.progress.passed_over(bytes);
    }

    fn file_done(&self) {
        self.progress.file_done();
    }

    fn advanced(&self, bytes: u64, articles: u64) {
        self.progress.advanced(bytes, articles);
    }

    fn failed(&self, error: &Error) {
        self.progress.failed(error);
    }

    fn follows_ids(&self) -> bool {
        self.is_needed || self.progress.follows_ids()
    }

    fn ids_changed(&self, changes: &[IdChange]) -> Result<()> {
        self.searches.follow(changes)?;
        self.progress.ids_changed(changes)
    }
}
