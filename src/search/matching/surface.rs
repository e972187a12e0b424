//! Case and accents: words are held folded, so how they are written is looked up on the stored text.

use tantivy::schema::{Field, Value};
use tantivy::store::StoreReader;
use tantivy::tokenizer::{TextAnalyzer, TokenStream};
use tantivy::{DocId, SegmentReader, TantivyDocument, TantivyError};

use crate::plan::matching::surface::is_written;

/// The form in which a word must be written, and where to look.
pub(super) struct Surface {
    wanted: String,
    field: Field,
    store: StoreReader,
    analyzer: TextAnalyzer,
}

/// How many blocks of stored documents are kept at hand: documents are visited in order.
const CACHED_BLOCKS: usize = 4;

impl Surface {
    /// Opens a field of a segment.
    pub(super) fn open(wanted: &str, segment: &SegmentReader, field: Field) -> Result<Surface, TantivyError> {
        let store = segment.get_store_reader(CACHED_BLOCKS)?;
        let analyzer = segment.index().tokenizer_for_field(field)?;
        Ok(Surface { wanted: wanted.to_owned(), field, store, analyzer })
    }

    /// Keeps the positions at which the word is written as wanted. A document that cannot be read keeps none.
    pub(super) fn retain(&mut self, doc: DocId, positions: &mut Vec<u32>) {
        let document: Result<TantivyDocument, _> = self.store.get(doc);
        let stored = document.ok().and_then(|d| d.get_first(self.field).and_then(|v| v.as_str().map(str::to_owned)));
        let text = stored.unwrap_or_default();
        let mut written = Vec::new();
        let mut words = self.analyzer.token_stream(&text);
        while words.advance() {
            let word = words.token();
            if is_written(&text[word.offset_from..word.offset_to], &self.wanted) {
                written.push(word.position as u32);
            }
        }
        positions.retain(|position| written.binary_search(position).is_ok());
    }
}
