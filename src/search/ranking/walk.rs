//! Visiting the articles that match a plan: piece by piece, on all cores where there are many.

use std::ops::Range;

use rayon::prelude::*;
use tantivy::query::{EnableScoring, Query as _, Weight};
use tantivy::{COLLECT_BLOCK_BUFFER_LEN, DocId, SegmentOrdinal, SegmentReader};

use super::window::Windows;
use crate::index::Snapshot;
use crate::plan::compile::query_plan::{Clauses, Plan};
use crate::search::plan::engine_query::to_query;

/// The matches of a plan.
pub(crate) struct Walk<'a> {
    segments: &'a [SegmentReader],
    /// The plan as words, where it is no more than that.
    clauses: Option<Clauses>,
    weight: Box<dyn Weight>,
    is_scored: bool,
    is_shared: bool,
    is_backwards: bool,
}

/// A run of documents of one segment.
#[derive(Clone, Debug)]
pub(crate) struct Piece<'a> {
    /// The number of the segment.
    pub(crate) ordinal: SegmentOrdinal,
    /// The segment.
    pub(super) segment: &'a SegmentReader,
    docs: Range<DocId>,
}

/// The fewest documents of a piece: each piece costs a look-up in the dictionaries, which is little beside reading this many.
const LEAST_PIECE: DocId = if cfg!(test) { 50 } else { 8_192 };

/// How many pieces each core gets: more than one, so that none waits long for the others at the end.
const PIECES: usize = 2;

/// The fewest postings that are shared among the cores: below that, which is some two milliseconds, waking them costs more
/// than it saves.
const LEAST_SHARED: u64 = if cfg!(test) { 20 } else { 100_000 };

impl<'a> Walk<'a> {
    /// A walk through the matches of a plan, with their scores or without.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(crate) fn new(snapshot: &'a Snapshot, plan: &Plan, is_scored: bool) -> tantivy::Result<Walk<'a>> {
        let searcher = snapshot.searcher();
        let weight = to_query(plan, snapshot).weight(match is_scored {
            true => EnableScoring::enabled_from_searcher(searcher),
            false => EnableScoring::disabled_from_searcher(searcher),
        })?;
        let is_shared = plan.work().unwrap_or_else(|| searcher.num_docs()) >= LEAST_SHARED;
        let (segments, clauses) = (searcher.segment_readers(), plan.clauses());
        Ok(Walk { segments, clauses, weight, is_scored, is_shared, is_backwards: false })
    }

    /// The same walk, the last piece first.
    pub(super) fn backwards(self) -> Walk<'a> {
        Walk { is_backwards: true, ..self }
    }

    /// What `collect` makes of each piece, in the order of the walk.
    ///
    /// # Errors
    ///
    /// What `collect` fails with.
    pub(crate) fn pieces<T: Send>(
        &self,
        collect: impl Fn(&Piece<'a>) -> tantivy::Result<T> + Send + Sync,
    ) -> tantivy::Result<Vec<T>> {
        let cores = rayon::current_num_threads();
        if !self.is_shared || cores == 1 {
            return self.cut(DocId::MAX).iter().map(collect).collect();
        }
        let all: DocId = self.segments.iter().map(SegmentReader::max_doc).sum();
        self.cut((all / (PIECES * cores) as DocId).max(LEAST_PIECE)).par_iter().map(collect).collect()
    }

    /// The segments in even pieces of at most `most` documents.
    fn cut(&self, most: DocId) -> Vec<Piece<'a>> {
        let mut pieces = Vec::new();
        for (ordinal, segment) in (0..).zip(self.segments) {
            let end = segment.max_doc();
            let length = end.div_ceil(end.div_ceil(most).max(1)).max(1);
            for start in (0..end).step_by(length as usize) {
                pieces.push(Piece { ordinal, segment, docs: start..end.min(start + length) });
            }
        }
        if self.is_backwards {
            pieces.reverse();
        }
        pieces
    }

    /// Calls `visit` with every article of a piece that matches, in order, and with its score. Scores below the
    /// threshold last returned by `visit` may be underestimates (MaxScore pruning); where no scores are wanted, they mean nothing.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(crate) fn each(&self, piece: &Piece<'_>, mut visit: impl FnMut(DocId, f32) -> f32) -> tantivy::Result<()> {
        let Piece { segment, docs, .. } = piece;
        let alive = segment.alive_bitset();
        let first = if self.is_scored { 0.0 } else { f32::INFINITY };
        let mut threshold = first;
        let mut visit = |doc: DocId, score: f32| {
            if alive.is_none_or(|alive| alive.is_alive(doc)) {
                threshold = first.max(visit(doc, score));
            }
            threshold
        };
        if let Some(clauses) = &self.clauses {
            let mut windows = Windows::open(clauses, segment)?;
            if !windows.are_sparse() {
                windows.each(docs, first, visit);
                return Ok(());
            }
        }
        let mut scorer = self.weight.scorer(segment, 1.0)?;
        if scorer.doc() < docs.start {
            scorer.seek(docs.start);
        }
        if self.is_scored {
            while scorer.doc() < docs.end {
                visit(scorer.doc(), scorer.score());
                scorer.advance();
            }
            return Ok(());
        }
        let mut found = [0; COLLECT_BLOCK_BUFFER_LEN];
        while scorer.doc() < docs.end {
            let count = scorer.fill_buffer(&mut found);
            found[..count].iter().take_while(|doc| **doc < docs.end).for_each(|doc| {
                visit(*doc, 0.0);
            });
        }
        Ok(())
    }
}
