//! Ranking the best hits again by the proximity of words in the index; what that adds, [`crate::plan::ranking::proximity`] says.

use std::sync::Arc;

use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, SegmentReader};

use super::top::Ranked;
use crate::Result;
use crate::index::Snapshot;
use crate::plan::compile::query_plan::Plan;
use crate::plan::matching::leaf::rank_of_score;
use crate::plan::matching::leaf::{FieldWeight, Leaf};
use crate::plan::matching::pattern::{Positions, Spans};
use crate::plan::ranking::proximity::{CANDIDATES, bonus, close, pairs};
use crate::search::matching::cursor::Cursor;

/// How many of the first hits must be known, so that the first `wanted` stand in their places.
pub(crate) fn candidates(plan: &Plan, article_count: u64, wanted: usize) -> usize {
    if wanted == 0 || pairs(plan, article_count).is_empty() { wanted } else { wanted.max(CANDIDATES) }
}

/// Adds what proximity is worth to the first hits and puts them in their new order.
///
/// # Errors
///
/// When the index cannot be read.
pub(crate) fn rerank(snapshot: &Snapshot, plan: &Plan, article_count: u64, hits: &mut [Ranked]) -> Result<()> {
    let pairs = pairs(plan, article_count);
    let count = hits.len().min(CANDIDATES);
    let first = &mut hits[..count];
    if pairs.is_empty() || count < 2 {
        return Ok(());
    }
    first.sort_unstable_by_key(|hit| hit.address);
    for hits in first.chunk_by_mut(|one, other| one.address.segment_ord == other.address.segment_ord) {
        let segment = snapshot.searcher().segment_reader(hits[0].address.segment_ord);
        for (left, right) in &pairs {
            let mut walk = Walk::open(left, right, segment)?;
            for hit in hits.iter_mut() {
                hit.score += walk.bonus(hit.address.doc_id);
            }
        }
    }
    first.iter_mut().for_each(|hit| hit.key.rank = rank_of_score(hit.score));
    first.sort_unstable();
    Ok(())
}

/// Reads the positions of two leaves, document by document.
struct Walk {
    /// The two leaves in each field, with what a match in it counts.
    fields: Vec<(Side, Side, f32)>,
    left: Arc<Leaf>,
    right: Arc<Leaf>,
    spans: Spans,
}

struct Side {
    leaf: Arc<Leaf>,
    cursor: Cursor,
    positions: Positions,
}

impl Walk {
    fn open(left: &Arc<Leaf>, right: &Arc<Leaf>, segment: &SegmentReader) -> Result<Walk> {
        let mut fields = Vec::with_capacity(left.fields.len());
        for field in &left.fields {
            fields.push((Side::open(left, segment, field)?, Side::open(right, segment, field)?, field.weight));
        }
        Ok(Walk { fields, left: Arc::clone(left), right: Arc::clone(right), spans: Spans::default() })
    }

    /// What the proximity of the two adds to the score of a document; documents come in order.
    fn bonus(&mut self, doc: DocId) -> f32 {
        let mut proximity = 0.0;
        for (left, right, weight) in &mut self.fields {
            let lefts = left.places(doc, &mut self.spans);
            if !lefts.is_empty() {
                proximity += *weight * close(&lefts, &right.places(doc, &mut self.spans));
            }
        }
        bonus(&self.left, &self.right, proximity)
    }
}

impl Side {
    fn open(leaf: &Arc<Leaf>, segment: &SegmentReader, field: &FieldWeight) -> Result<Side> {
        let option = IndexRecordOption::WithFreqsAndPositions;
        let cursor = Cursor::open(&leaf.pattern, &leaf.sets, segment, field.field, option)?;
        Ok(Side { leaf: Arc::clone(leaf), cursor, positions: Positions::new(leaf.sets.len()) })
    }

    /// The matches of the leaf in a document: the first position of each and the one after its last.
    fn places(&mut self, doc: DocId, spans: &mut Spans) -> Vec<(u32, u32)> {
        if self.cursor.seek(doc) != doc {
            return Vec::new();
        }
        self.positions.clear();
        self.cursor.positions(&mut self.positions);
        spans.find(&self.leaf.pattern, &self.positions).iter().map(|span| (span.start, span.end)).collect()
    }
}
