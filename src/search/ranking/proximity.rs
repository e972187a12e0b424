//! Ranking the best hits again by proximity: where the query's words are close together, the article rises.
//!
//! Every two neighbouring words of the query, but for those that nearly every article has, are looked for within a few
//! words of each other; the closer, the more they add (after Büttcher, Clarke and Lushman, SIGIR 2006, who weigh by
//! distance, and Metzler and Croft, SIGIR 2005, who take neighbours of the query only). What they add is small against
//! the words themselves. Only the first hits are ranked again; they keep their place before all others.

use std::sync::Arc;

use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, SegmentReader};

use super::top::{Ranked, rank_of_score};
use crate::Result;
use crate::index::Snapshot;
use crate::plan::compile::query_plan::Plan;
use crate::plan::matching::leaf::{FieldWeight, Leaf, in_steps};
use crate::plan::matching::pattern::{Positions, Spans};
use crate::search::matching::cursor::Cursor;
use crate::text::words::is_unspaced;

/// How many of the first hits are ranked again.
pub(super) const CANDIDATES: usize = 200;

/// Words further apart than this are not close.
const WINDOW: u32 = 8;

/// What perfect proximity adds, as a share of the idf of the more common of the two words.
const SHARE: f32 = 0.5;

/// A word that a greater share of the articles has says nothing.
const COMMON: f32 = 0.3;

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

/// The neighbours among the words of a query that say something.
fn pairs(plan: &Plan, article_count: u64) -> Vec<(Arc<Leaf>, Arc<Leaf>)> {
    let common = (1.0 + article_count as f32 / (COMMON * article_count as f32 + 1.0)).ln();
    let telling: Vec<Arc<Leaf>> = match plan {
        Plan::And(_) | Plan::Or(_) => plan.leaves().into_iter().filter(|leaf| leaf.idf >= common).collect(),
        _ => Vec::new(),
    };
    let neighbours = telling
        .windows(2)
        .filter(|pair| pair[0].fields == pair[1].fields && !(is_bigram(&pair[0]) && is_bigram(&pair[1])));
    neighbours.map(|pair| (Arc::clone(&pair[0]), Arc::clone(&pair[1]))).collect()
}

/// Whether a leaf is a pair of characters of an unspaced script. Such neighbours overlap in the text anyway.
fn is_bigram(leaf: &Leaf) -> bool {
    leaf.sets.iter().flat_map(|set| &set.terms).all(|term| term.text.chars().all(is_unspaced))
}

/// Reads the positions of two leaves, document by document.
struct Walk {
    /// The two leaves in each field, with what a match in it counts.
    fields: Vec<(Side, Side, f32)>,
    idf: f32,
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
        Ok(Walk { fields, idf: left.idf.min(right.idf), spans: Spans::default() })
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
        let bonus = SHARE * self.idf * proximity / (proximity + 1.0);
        in_steps(bonus)
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

/// The sum over all matches on the left of how close the nearest match on the right is: 1 where it is the next word, half of
/// that where it comes before.
fn close(left: &[(u32, u32)], right: &[(u32, u32)]) -> f32 {
    let mut sum = 0.0;
    let mut next = 0;
    for (start, end) in left {
        while right.get(next).is_some_and(|(at, _)| at < end) {
            next += 1;
        }
        let behind = right.get(next).map(|(at, _)| at - end + 1).filter(|gap| *gap <= WINDOW);
        let before = next.checked_sub(1).map(|at| right[at].1).filter(|at| at <= start);
        let before = before.map(|at| start - at + 1).filter(|gap| *gap <= WINDOW);
        let behind = behind.map_or(0.0, |gap| 1.0 / gap as f32);
        let before = before.map_or(0.0, |gap| 0.5 / gap as f32);
        sum += f32::max(behind, before);
    }
    sum
}
