//! Collecting: the first hits in order, the count of all, and the counts of facets, in one pass.
//!
//! The order is total and knows nothing of segments: by score or date, then by the article's id, then by a hash of its
//! origin where two captures share an id.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use super::facets::{Counts, Facet, SegmentCounts};
use super::leaf::SCORE_STEPS;
use super::request::Order;
use crate::model::ArticleId;

/// One hit in its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ranked {
    /// What it is ordered by.
    pub(super) key: Key,
    /// Its score.
    pub(super) score: Score,
    /// Where it lies.
    pub(super) address: DocAddress,
}

/// What hits are ordered by; the smallest comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    /// The score or the date, in the order asked for.
    pub(super) rank: i64,
    /// The article's id.
    order: u64,
    /// The hash of its origin.
    capture: u64,
}

impl Key {
    /// The article that is ordered.
    pub(super) fn article(&self) -> ArticleId {
        ArticleId(self.order)
    }
}

impl Eq for Ranked {}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Ranked) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ranked {
    fn cmp(&self, other: &Ranked) -> Ordering {
        self.key.cmp(&other.key).then_with(|| self.address.cmp(&other.address))
    }
}

/// The rank of a score: the highest score comes first.
pub(super) fn rank_of_score(score: Score) -> i64 {
    -((f64::from(score) * f64::from(SCORE_STEPS)) as i64)
}

/// What a search collects.
#[derive(Debug)]
pub(super) struct Gather<'a> {
    /// In which order.
    pub(super) order: Order,
    /// How many hits.
    pub(super) wanted: usize,
    /// What is counted.
    pub(super) facets: &'a [Facet],
}

/// What a search collected.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// The first hits in order.
    pub(super) hits: Vec<Ranked>,
    /// How many articles match.
    pub(super) total: u64,
    /// The counts of each facet.
    pub(super) counts: Vec<Counts>,
}

impl Collector for Gather<'_> {
    type Fruit = Gathered;
    type Child = SegmentGather;

    fn for_segment(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<SegmentGather> {
        let columns = reader.fast_fields();
        let facets = self.facets.iter().map(|facet| SegmentCounts::open(*facet, reader));
        Ok(SegmentGather {
            order: self.order,
            wanted: self.wanted,
            segment,
            ids: columns.u64("_order")?,
            captures: columns.u64("_capture")?,
            dates: columns.i64("_start")?,
            hits: BinaryHeap::new(),
            total: 0,
            facets: facets.collect::<tantivy::Result<_>>()?,
        })
    }

    fn requires_scoring(&self) -> bool {
        self.order == Order::Relevance && self.wanted > 0
    }

    fn merge_fruits(&self, fruits: Vec<Gathered>) -> tantivy::Result<Gathered> {
        let mut all = Gathered { counts: vec![Counts::default(); self.facets.len()], ..Gathered::default() };
        for fruit in fruits {
            let Gathered { hits, total, counts } = fruit;
            all.hits.extend(hits);
            all.total += total;
            all.counts.iter_mut().zip(counts).for_each(|(sum, counts)| sum.add(counts));
        }
        all.hits.sort_unstable();
        all.hits.truncate(self.wanted);
        Ok(all)
    }
}

/// What is collected in one segment.
pub(super) struct SegmentGather {
    order: Order,
    wanted: usize,
    segment: SegmentOrdinal,
    ids: Column<u64>,
    captures: Column<u64>,
    dates: Column<i64>,
    /// The first hits so far; the last of them on top.
    hits: BinaryHeap<Ranked>,
    total: u64,
    facets: Vec<SegmentCounts>,
}

impl SegmentGather {
    fn rank(&self, doc: DocId, score: Score) -> i64 {
        match self.order {
            Order::Relevance => rank_of_score(score),
            Order::Newest => self.dates.first(doc).map_or(i64::MAX, |date| -date),
            Order::Oldest => self.dates.first(doc).unwrap_or(i64::MAX),
        }
    }
}

impl SegmentCollector for SegmentGather {
    type Fruit = Gathered;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.total += 1;
        self.facets.iter_mut().for_each(|facet| facet.count(doc));
        let rank = if self.wanted > 0 { self.rank(doc, score) } else { return };
        let full = self.hits.len() >= self.wanted;
        if full && self.hits.peek().is_some_and(|last| last.key.rank < rank) {
            return;
        }
        let order = self.ids.first(doc).unwrap_or_default();
        let key = Key { rank, order, capture: self.captures.first(doc).unwrap_or_default() };
        self.hits.push(Ranked { key, score, address: DocAddress::new(self.segment, doc) });
        if full {
            self.hits.pop();
        }
    }

    fn harvest(self) -> Gathered {
        let counts = self.facets.into_iter().map(SegmentCounts::finish).collect();
        Gathered { hits: self.hits.into_vec(), total: self.total, counts }
    }
}
