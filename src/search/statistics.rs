//! Statistics of the whole collection, which ranking and expansion need: how many articles, how long, in which languages.
//!
//! Everything is counted over the articles alone, those not removed, so that it does not depend on how the index
//! happens to be cut into segments.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, OnceLock};

use tantivy::columnar::Column;
use tantivy::postings::TermInfo;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, SegmentOrdinal, SegmentReader, Term};

use crate::Result;
use crate::index::Snapshot;
use crate::index::figures::{language_counts, live_count, postings};
use crate::index::lengths::mean_lengths;
use crate::plan::languages::Languages;

/// The columns of a segment that hits are ordered by. Opening one is a search in a dictionary of columns, so it is done
/// once.
#[derive(Debug)]
pub(super) struct Columns {
    /// The ids of articles.
    pub(super) ids: Values<u64>,
    /// Their places among the captures of their ids.
    pub(super) captures: Values<u64>,
    /// When they were published at the earliest, in the time of their own zones.
    pub(super) dates: Values<i64>,
    /// When they were published at the earliest, by one clock for all.
    pub(super) instants: Values<i64>,
    /// How long they are.
    pub(super) words: Values<u64>,
}

impl Columns {
    fn of(segment: &SegmentReader) -> tantivy::Result<Columns> {
        let columns = segment.fast_fields();
        Ok(Columns {
            ids: Values::of(columns.u64("_order")?, u64::MAX),
            captures: Values::of(columns.u64("_capture")?, u64::MAX),
            dates: Values::of(columns.i64("_start")?, i64::MIN),
            instants: Values::of(columns.i64("_instant")?, i64::MIN),
            words: Values::of(columns.u64("_words")?, u64::MAX),
        })
    }
}

/// What a column can hold.
pub(super) trait Value: PartialOrd + Copy + Debug + Send + Sync + 'static {}

impl Value for u64 {}
impl Value for i64 {}

/// The values of a column, which can be unpacked: that costs as much as reading some thousands of them packed; then reading one
/// costs a tenth.
#[derive(Debug)]
pub(super) struct Values<T: Value> {
    /// The column.
    pub(super) column: Column<T>,
    /// What is no value.
    none: T,
    /// The values by document, up to the last that has one.
    unpacked: OnceLock<Vec<T>>,
}

impl<T: Value> Values<T> {
    fn of(column: Column<T>, none: T) -> Values<T> {
        Values { column, none, unpacked: OnceLock::new() }
    }

    /// The value of a document, for one who asks for few, or for many.
    pub(super) fn get(&self, doc: DocId, asks_for_many: bool) -> Option<T> {
        if !asks_for_many {
            return self.column.first(doc);
        }
        let values = self.unpacked.get_or_init(|| self.unpack());
        values.get(doc as usize).copied().filter(|value| *value != self.none)
    }

    fn unpack(&self) -> Vec<T> {
        let Column { values, index } = &self.column;
        let mut unpacked = vec![self.none; values.num_vals() as usize];
        values.get_range(0, &mut unpacked);
        let mut docs: Vec<DocId> = (0..values.num_vals()).collect();
        index.select_batch_in_place(0, &mut docs);
        let mut by_document = vec![self.none; docs.last().map_or(0, |last| *last as usize + 1)];
        docs.iter().zip(unpacked).for_each(|(doc, value)| by_document[*doc as usize] = value);
        by_document
    }
}

/// The statistics of one snapshot.
#[derive(Debug)]
pub(super) struct Statistics {
    /// How many articles there are.
    pub(super) article_count: u64,
    /// The mean length in words of every text field, over the articles that have it.
    lengths: BTreeMap<Field, f32>,
    /// What is removed, but not yet merged away, of every text field and segment that has any.
    removed: BTreeMap<(Field, SegmentOrdinal), Vec<DocId>>,
    /// The languages that the articles are in.
    pub(super) languages: Arc<Languages>,
    /// What hits are ordered by, segment by segment.
    pub(super) columns: Vec<Columns>,
}

impl Statistics {
    /// Counts.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(super) fn of(snapshot: &Snapshot) -> Result<Statistics> {
        let lengths = mean_lengths(snapshot)?;
        let removed = removed_texts(snapshot, lengths.keys())?;
        let segments = snapshot.searcher().segment_readers();
        let article_count = snapshot.article_count()?;
        let counts = language_counts(snapshot)?;
        let unknown = article_count.saturating_sub(counts.values().sum());
        let languages = Languages::of(&counts, unknown, snapshot.schema().field("lang"), segments);
        Ok(Statistics {
            article_count,
            lengths,
            removed,
            languages: Arc::new(languages),
            columns: segments.iter().map(Columns::of).collect::<tantivy::Result<_>>()?,
        })
    }

    /// The mean length of a field in words; 1 where lengths do not count.
    pub(super) fn mean_length(&self, field: Field) -> f32 {
        self.lengths.get(&field).copied().unwrap_or(1.0)
    }

    /// How many articles that are not removed have a word in a text field of one segment, at least and at most. Nothing is read
    /// for it.
    pub(super) fn bounds_of_live_count(&self, ordinal: SegmentOrdinal, field: Field, info: &TermInfo) -> (u64, u64) {
        let doc_freq = u64::from(info.doc_freq);
        let removed = self.removed.get(&(field, ordinal)).map_or(0, |removed| removed.len() as u64);
        (doc_freq.saturating_sub(removed), doc_freq)
    }

    /// How many articles that are not removed have a word in a text field of one segment.
    pub(super) fn live_count(
        &self,
        (ordinal, segment): (SegmentOrdinal, &SegmentReader),
        field: Field,
        info: &TermInfo,
    ) -> Result<u64> {
        let removed = match self.removed.get(&(field, ordinal)) {
            None => return Ok(u64::from(info.doc_freq)),
            Some(removed) if removed.len() >= info.doc_freq as usize => return live_count(segment, field, info),
            Some(removed) => removed,
        };
        let mut postings = postings(segment, field, info, IndexRecordOption::Basic)?;
        let gone = removed.iter().filter(|doc| postings.doc() <= **doc && postings.seek(**doc) == **doc).count();
        Ok(u64::from(info.doc_freq) - gone as u64)
    }
}

/// The removed documents that have a text, by field and segment; what is removed but never had a text is what the index
/// kept its books by.
fn removed_texts<'a>(
    snapshot: &Snapshot,
    fields: impl Iterator<Item = &'a Field> + Clone,
) -> Result<BTreeMap<(Field, SegmentOrdinal), Vec<DocId>>> {
    let mut removed = BTreeMap::new();
    for (ordinal, segment) in (0..).zip(snapshot.searcher().segment_readers()) {
        let gone = (0..segment.max_doc()).filter(|doc| segment.is_deleted(*doc));
        let gone: Vec<DocId> = gone.take(segment.num_deleted_docs() as usize).collect();
        for field in fields.clone().filter(|_| !gone.is_empty()) {
            let norms = segment.get_fieldnorms_reader(*field)?;
            let texts: Vec<DocId> = gone.iter().copied().filter(|doc| norms.fieldnorm_id(*doc) > 0).collect();
            if !texts.is_empty() {
                removed.insert((*field, ordinal), texts);
            }
        }
    }
    Ok(removed)
}

/// The key of a word in the dictionary of a text field.
pub(super) fn term(field: Field, word: &str) -> Term {
    Term::from_field_text(field, word)
}
