//! Writing: entries and files go in and out, and a commit makes it so in one step.

use std::path::PathBuf;

use tantivy::{TantivyDocument, Term};

use super::document;
use super::files::FileRecord;
use super::payload::{FORMAT, Payload};
use super::schema::Schema;
use crate::Result;
use crate::model::Entry;

/// Writes to an index. Adding and removing may be done from many threads; nothing is seen before [`Self::commit`].
pub struct IndexWriter {
    engine: tantivy::IndexWriter<TantivyDocument>,
    schema: Schema,
}

impl IndexWriter {
    pub(super) fn new(engine: tantivy::IndexWriter<TantivyDocument>, schema: Schema) -> IndexWriter {
        IndexWriter { engine, schema }
    }

    /// Adds an article. Waits when the engine is behind.
    ///
    /// # Errors
    ///
    /// When the engine stopped, for want of disk space above all.
    pub fn add(&self, entry: &Entry) -> Result<()> {
        let document = document::of_entry(&self.schema, entry, &entry.article.origin.file_key())?;
        self.engine.add_document(document)?;
        Ok(())
    }

    /// Adds what is remembered of a file.
    ///
    /// # Errors
    ///
    /// As [`Self::add`].
    pub fn add_file(&self, record: &FileRecord) -> Result<()> {
        self.engine.add_document(document::of_file(&self.schema, record)?)?;
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
        self.engine.delete_term(Term::from_field_text(self.schema.file, file_key));
    }

    /// Makes everything since the last commit lasting and seen, in one step. `roots` are the folders and files that the
    /// index is built from.
    ///
    /// # Errors
    ///
    /// When the disk refuses; the last commit stays as it was.
    pub fn commit(&mut self, roots: &[PathBuf]) -> Result<()> {
        let payload = Payload { format: FORMAT, roots: roots.to_vec() };
        let text = serde_json::to_string(&payload).map_err(|cause| crate::Error::malformed(cause.to_string()))?;
        let mut prepared = self.engine.prepare_commit()?;
        prepared.set_payload(&text);
        prepared.commit()?;
        Ok(())
    }

    /// Waits until the engine has merged what it wants to merge.
    ///
    /// # Errors
    ///
    /// When a merge fails; what is committed stays readable.
    pub fn finish(self) -> Result<()> {
        Ok(self.engine.wait_merging_threads()?)
    }
}

impl std::fmt::Debug for IndexWriter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("IndexWriter").finish_non_exhaustive()
    }
}
