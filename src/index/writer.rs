//! Writing: entries and files go in and out, and a commit makes it so in one step.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use tantivy::directory::error::OpenWriteError;
use tantivy::{TantivyDocument, TantivyError, Term};

use super::document;
use super::files::FileRecord;
use super::payload::{FORMAT, FieldNames, Payload};
use super::schema::Schema;
use crate::model::{ArchivePath, ArticleId, Entry};
use crate::{Error, ErrorKind, Result};

/// Writes to an index. Adding and removing may be done from many threads; nothing is seen before [`Self::commit`].
pub struct IndexWriter {
    engine: tantivy::IndexWriter<TantivyDocument>,
    schema: Schema,
    field_names: FieldNames,
    /// Whether articles were added or removed since the pass over the collection was last made.
    unsettled: AtomicBool,
    /// The hash of the sums that the pass over the collection kept of the last commit in which nothing was unsettled.
    sums: Option<u64>,
}

impl IndexWriter {
    pub(super) fn new(engine: tantivy::IndexWriter<TantivyDocument>, schema: Schema, before: Payload) -> IndexWriter {
        let (field_names, unsettled) = (before.field_names, AtomicBool::new(before.unsettled));
        IndexWriter { engine, schema, field_names, unsettled, sums: before.sums }
    }

    /// Sets the names of record fields that the next commit keeps; without a word they stay as they are.
    pub fn keep_field_names(&mut self, field_names: FieldNames) {
        self.field_names = field_names;
    }

    /// Adds an article. Waits when the engine is behind.
    ///
    /// # Errors
    ///
    /// When the engine stopped, for want of disk space above all.
    pub fn add(&self, entry: &Entry) -> Result<()> {
        let document = document::of_entry(&self.schema, entry, &entry.article.origin.file_key())?;
        self.unsettled.store(true, Ordering::Relaxed);
        self.engine.add_document(document).map_err(refused)?;
        Ok(())
    }

    /// Puts entries in the place of all that the last commit has of an article in one file; the entries are of that file.
    ///
    /// # Errors
    ///
    /// As [`Self::add`].
    pub fn replace(&self, file_key: &str, id: ArticleId, entries: &[Entry]) -> Result<()> {
        self.engine.delete_query(Box::new(self.schema.in_file(file_key, id))).map_err(refused)?;
        for entry in entries {
            self.engine.add_document(document::of_entry(&self.schema, entry, file_key)?).map_err(refused)?;
        }
        Ok(())
    }

    /// Takes note that every article is as the other articles of its site have it, and of the hash of the sums that say so.
    pub fn settled(&mut self, sums: u64) {
        self.unsettled = AtomicBool::new(false);
        self.sums = Some(sums);
    }

    /// Whether articles were added or removed since the pass over the collection was last made.
    pub fn is_unsettled(&self) -> bool {
        self.unsettled.load(Ordering::Relaxed)
    }

    /// The hash of the sums of the last state that was settled, if they were kept.
    pub fn sums(&self) -> Option<u64> {
        self.sums
    }

    /// Adds what is remembered of a file.
    ///
    /// # Errors
    ///
    /// As [`Self::add`].
    pub fn add_file(&self, record: &FileRecord) -> Result<()> {
        self.engine.add_document(document::of_file(&self.schema, record)?).map_err(refused)?;
        Ok(())
    }

    /// Replaces what is remembered of a file; its articles stay.
    ///
    /// # Errors
    ///
    /// As [`Self::add`].
    pub fn replace_file(&self, record: &FileRecord) -> Result<()> {
        let key = document::record_key(&record.path);
        self.engine.delete_term(Term::from_field_text(self.schema.file, &key));
        self.add_file(record)
    }

    /// Removes a file with all its articles, by its key. What is added afterwards stays.
    pub fn remove(&self, file_key: &str) {
        self.unsettled.store(true, Ordering::Relaxed);
        self.engine.delete_term(Term::from_field_text(self.schema.file, file_key));
    }

    /// Makes everything since the last commit lasting and seen, in one step. `roots` are the folders and files that the
    /// index is built from.
    ///
    /// # Errors
    ///
    /// When the disk refuses; the last commit stays as it was.
    pub fn commit(&mut self, roots: &[PathBuf]) -> Result<()> {
        let roots = roots.iter().map(ArchivePath::from).collect();
        let unsettled = self.is_unsettled();
        let sums = self.sums.filter(|_| !unsettled);
        let payload = Payload { format: FORMAT, roots, field_names: self.field_names.clone(), unsettled, sums };
        let text = serde_json::to_string(&payload).map_err(|cause| Error::malformed(cause.to_string()))?;
        let mut prepared = self.engine.prepare_commit().map_err(refused)?;
        prepared.set_payload(&text);
        prepared.commit().map_err(refused)?;
        Ok(())
    }

    /// Waits until the engine has merged what it wants to merge.
    ///
    /// # Errors
    ///
    /// When a merge fails; what is committed stays readable.
    pub fn finish(self) -> Result<()> {
        self.engine.wait_merging_threads().map_err(refused)
    }

    /// Why the engine stopped: to whoever writes it says only that it did.
    pub(crate) fn why_it_stopped(&mut self, error: Error) -> Error {
        match (&error.kind, self.engine.prepare_commit()) {
            (ErrorKind::Engine(_), Err(cause)) => refused(cause),
            _ => error,
        }
    }
}

/// The error of a write that the engine did not do.
fn refused(cause: TantivyError) -> Error {
    match cause {
        TantivyError::IoError(cause)
        | TantivyError::OpenWriteError(OpenWriteError::IoError { io_error: cause, .. }) => {
            Error::new(ErrorKind::Unwritable(cause))
        }
        cause => cause.into(),
    }
}

impl std::fmt::Debug for IndexWriter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("IndexWriter").finish_non_exhaustive()
    }
}
