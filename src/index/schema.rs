//! The schema of the index, made from the one table of fields.

use tantivy::Term;
use tantivy::query::{BooleanQuery, Query, TermQuery};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, NumericOptions, STORED, STRING, SchemaBuilder, TextFieldIndexing,
    TextOptions,
};

use super::tokenizer::{SENTENCES, WORDS};
use crate::model::{self, ArticleId, FIELDS, FieldKind, TextField};

/// The fields of the index. Those of [`FIELDS`] are found by name; the others are bookkeeping.
#[derive(Clone, Debug)]
pub(crate) struct Schema {
    /// What tantivy calls the schema.
    pub(crate) tantivy: tantivy::schema::Schema,
    /// Whether a document is an article or a file: `article` or `file`.
    pub(crate) kind_of_document: Field,
    /// The full path of the file that a document comes from, by which it is removed.
    pub(crate) file: Field,
    /// The entry without its texts, as the record module writes it.
    pub(crate) record: Field,
    /// The article's id as a number: the last word on order.
    pub(crate) order: Field,
    /// What orders the captures of one article, the newest first: the very last word on order.
    pub(crate) capture: Field,
    /// The first moment of publication, in civil seconds since 1970; absent where unknown.
    pub(crate) start: Field,
    /// The first moment after the interval of publication, likewise.
    pub(crate) end: Field,
    /// The first moment of publication by which articles are ordered, see [`model::Published::instant`], in seconds since 1970.
    pub(crate) instant: Field,
    /// The hashes of the sampled shingles, and of the figures, and how many words there are; see
    /// [`model::Fingerprint`].
    pub(crate) shingles: Field,
    /// See `shingles`.
    pub(crate) figures: Field,
    /// See `shingles`.
    pub(crate) words: Field,
    /// What the article tells of its site and leaves to it, see [`model::Clue::to_bits`]; several.
    pub(crate) clues: Field,
    /// What of that is settled, see [`model::Settlement::key`]; absent where nothing is.
    pub(crate) settled: Field,
    /// On a file's document: the record of the file as JSON, as a column.
    pub(crate) file_record: Field,
}

/// The `kind_of_document` of articles.
pub(super) const ARTICLE: &str = "article";
/// The `kind_of_document` of files.
pub(super) const FILE: &str = "file";

impl Schema {
    /// Makes the schema.
    pub(crate) fn new() -> Schema {
        let mut builder = SchemaBuilder::new();
        for field in FIELDS {
            match field.kind {
                FieldKind::Text(_) => {
                    let cutter = if indexes_ends(field) { SENTENCES } else { WORDS };
                    builder.add_text_field(field.name, text(cutter, true) | STORED);
                }
                FieldKind::Name(_) => {
                    builder.add_text_field(field.name, text(WORDS, false));
                }
                FieldKind::Facet(_) => {
                    builder.add_facet_field(field.name, ());
                }
                FieldKind::Key(_) => {
                    builder.add_text_field(field.name, STRING);
                }
            }
        }
        let number = || NumericOptions::default() | FAST;
        let kind_of_document = builder.add_text_field("_kind", STRING);
        let file = builder.add_text_field("_file", STRING);
        let record = builder.add_bytes_field("_record", STORED);
        let order = builder.add_u64_field("_order", number() | INDEXED);
        let capture = builder.add_u64_field("_capture", number());
        let start = builder.add_i64_field("_start", number());
        let end = builder.add_i64_field("_end", number());
        let instant = builder.add_i64_field("_instant", number());
        let shingles = builder.add_u64_field("_shingles", number());
        let figures = builder.add_u64_field("_figures", number());
        let words = builder.add_u64_field("_words", number());
        let clues = builder.add_u64_field("_clues", number());
        let settled = builder.add_u64_field("_settled", number());
        let file_record = builder
            .add_text_field("_file_record", TextOptions::default().set_fast(tantivy::tokenizer::RAW_TOKENIZER_NAME));
        let tantivy = builder.build();
        Schema {
            tantivy,
            kind_of_document,
            file,
            record,
            order,
            capture,
            start,
            end,
            instant,
            shingles,
            figures,
            words,
            clues,
            settled,
            file_record,
        }
    }

    /// Whether the ends of sentences and paragraphs are indexed in a field.
    pub(crate) fn has_ends(&self, place: Field) -> bool {
        FIELDS.iter().any(|field| indexes_ends(field) && self.field(field.name) == Some(place))
    }

    /// The query for what was read of an article from one file.
    pub(super) fn in_file(&self, file_key: &str, id: ArticleId) -> BooleanQuery {
        let terms = [Term::from_field_text(self.file, file_key), Term::from_field_u64(self.order, id.0)];
        let parts = terms.map(|term| Box::new(TermQuery::new(term, IndexRecordOption::Basic)) as Box<dyn Query>);
        BooleanQuery::intersection(parts.into())
    }

    /// The place of a field of [`FIELDS`] in the index.
    pub(crate) fn field(&self, name: &str) -> Option<Field> {
        model::field(name).and_then(|field| self.tantivy.get_field(field.name).ok())
    }
}

impl Default for Schema {
    fn default() -> Schema {
        Schema::new()
    }
}

/// Whether the ends of sentences and paragraphs are indexed in a field: in running text. A title is one.
pub(crate) fn indexes_ends(field: &model::Field) -> bool {
    field.is_searched() && field.kind != FieldKind::Text(TextField::Title)
}

fn text(cutter: &str, length_counts: bool) -> TextOptions {
    TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(cutter)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions)
            .set_fieldnorms(length_counts),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_the_table_is_in_the_schema() {
        let schema = Schema::new();
        for field in FIELDS {
            assert!(schema.field(field.name).is_some(), "{}", field.name);
            for alias in field.aliases {
                assert_eq!(schema.field(alias), schema.field(field.name));
            }
        }
    }
}
