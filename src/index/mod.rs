//! The index on disk: its schema, what is written, and what is read back.
//!
//! tantivy is the engine. `Schema` is made from [`crate::model::FIELDS`]; [`IndexWriter`] writes entries and
//! [`Snapshot`] reads them, always one committed state. Words are held as they stand, folded: stems, wildcards, edits
//! and spellings are all looked up among them when a query is compiled, so nothing is indexed twice.

mod clues;
mod difference;
mod directory;
mod document;
pub(crate) mod figures;
mod files;
mod fingerprints;
mod folder;
mod former;
mod health;
pub(crate) mod lengths;
mod merging;
mod names;
mod packed;
mod parts;
mod payload;
mod rebuild;
mod record;
mod schema;
pub mod sidecar;
mod snapshot;
mod tokenizer;
pub(crate) mod vocabulary;
mod writer;
pub(crate) mod written;

#[cfg(test)]
mod tests;

pub use files::{FileRecord, Outcome, ReadingRules};
pub use folder::Index;
pub use former::{Former, FormerArticle};
pub use health::{Damage, Health, check, repair};
pub use payload::{FORMAT, FieldNames};
pub use rebuild::Rebuild;
pub use snapshot::Snapshot;
pub use writer::IndexWriter;

// What `search` needs to read what `index` writes, and what another engine needs to hold the same; no other module uses
// the engine.
pub(crate) use clues::{ClueColumns, Told};
pub(crate) use difference::Difference;
pub(crate) use document::{
    capture_order, civil_seconds, facet_node, facets_of, keys_of, names_of, text_of, whole_value,
};
pub(crate) use fingerprints::Fingerprints;
pub(crate) use names::{Capitalisation, NameTable};
pub(crate) use schema::{Schema, indexes_ends};
pub(crate) use tokenizer::{Laid, PARAGRAPH_END, SENTENCE_END, each_term};
