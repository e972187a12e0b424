//! What is to stand in the cluster.

use crate::Result;
use crate::cluster::document::Document;

/// An archive as documents: its articles, read once a run, piece by piece, on several threads; then its words.
pub trait Archive: Sync {
    /// How many documents there are.
    fn document_count(&self) -> u64;

    /// How many pieces there are.
    fn piece_count(&self) -> usize;

    /// The documents of one piece, counted from 0: some hundred, so that a few pieces fit into memory.
    ///
    /// # Errors
    ///
    /// When the archive cannot be read.
    fn piece(&self, number: usize) -> Result<Vec<Document>>;

    /// Whether there is the article of the document with this id, wherever it lies now.
    ///
    /// # Errors
    ///
    /// When the archive cannot be read.
    fn holds(&self, document: &str) -> Result<bool>;

    /// Calls `each` with the documents of the words, one after the other.
    ///
    /// # Errors
    ///
    /// When the archive cannot be read, and what `each` fails with.
    fn each_word(&self, each: &mut dyn FnMut(Document) -> Result<()>) -> Result<()>;

    /// The mean length in words of a text field, where it is known.
    fn mean_length(&self, field: &str) -> Option<f32>;
}
