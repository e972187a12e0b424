//! Saved searches and the notebook follow the articles whose ids change while an archive is indexed.

use std::path::{Path, PathBuf};

use super::notebook::Notebook;
use super::saved::SavedSearches;
use crate::ingest::{IdChange, Progress};
use crate::{Error, Result};

/// Hears how a run of indexing goes on, for what is kept beside the index and for somebody else.
pub struct Following<'a> {
    home: PathBuf,
    progress: &'a dyn Progress,
    is_needed: bool,
}

impl<'a> Following<'a> {
    /// The saved searches and the notebook of the index in a folder follow what changes; the rest goes to `progress`.
    ///
    /// # Errors
    ///
    /// When the saved searches cannot be listed. A notebook that cannot be read is left as it is: the archive is indexed all
    /// the same.
    pub fn new(home: &Path, progress: &'a dyn Progress) -> Result<Following<'a>> {
        let has_notes = Notebook::read(home).is_ok_and(|notebook| !notebook.is_empty());
        let is_needed = has_notes || !SavedSearches::of(home).names()?.is_empty();
        Ok(Following { home: home.to_path_buf(), progress, is_needed })
    }
}

impl std::fmt::Debug for Following<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Following").field("home", &self.home).finish_non_exhaustive()
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
        SavedSearches::of(&self.home).follow(changes)?;
        if Notebook::read(&self.home).is_ok() {
            Notebook::change(&self.home, |notebook| {
                notebook.follow(changes);
                Ok(())
            })?;
        }
        self.progress.ids_changed(changes)
    }
}
