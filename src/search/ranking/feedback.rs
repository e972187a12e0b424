//! Ranking the best hits of a question again, by the index: what they gain, [`crate::plan::ranking::feedback`] says.

use std::sync::Arc;

use tantivy::query::Scorer;
use tantivy::schema::Field;
use tantivy::{DocSet, SegmentReader};

use super::top::Ranked;
use crate::Result;
use crate::plan::compile::query_plan::Plan;
use crate::plan::lexicon::term_set::TermInfos;
use crate::plan::matching::leaf::{Leaf, rank_of_score};
use crate::plan::ranking::feedback::{DocFreq, MODELS, Model, WordFrequencies, fields_of_question, gain, telling};
use crate::plan::ranking::proximity::CANDIDATES;
use crate::search::matching::leaf::LeafScorer;
use crate::search::plan::index_view::IndexView;

/// Adds to the first hits of a question what they share with the very first, and puts them in their new order.
///
/// # Errors
///
/// When the index cannot be read.
pub(crate) fn rerank(view: IndexView<'_>, plan: &Plan, hits: &mut [Ranked]) -> Result<()> {
    let Some(fields) = fields_of_question(plan) else { return Ok(()) };
    let count = hits.len().min(CANDIDATES);
    let first = &mut hits[..count];
    let best = first.first().map_or(0.0, |hit| hit.score);
    if count <= MODELS || best <= 0.0 {
        return Ok(());
    }
    let model = |hit: &Ranked| Ok(Model { article: view.snapshot.entry(hit.address)?.article, score: hit.score });
    let models = first[..MODELS].iter().map(model).collect::<Result<Vec<_>>>()?;
    let leaves = telling(&view, &view, &fields, &models)?;
    let leader = first[0].address;
    first.sort_unstable_by_key(|hit| hit.address);
    for hits in first.chunk_by_mut(|one, other| one.address.segment_ord == other.address.segment_ord) {
        let segment = view.snapshot.searcher().segment_reader(hits[0].address.segment_ord);
        for leaf in &leaves {
            add_scores(leaf, segment, hits)?;
        }
    }
    let most = first.iter().map(|hit| hit.likeness).fold(0.0, f32::max);
    for hit in first.iter_mut().filter(|_| most > 0.0) {
        if hit.address == leader {
            hit.likeness = most;
        }
        hit.likeness = gain(best, hit.likeness, most);
        hit.score += hit.likeness;
        hit.key.rank = rank_of_score(hit.score);
    }
    first.sort_unstable();
    Ok(())
}

fn add_scores(leaf: &Arc<Leaf>, segment: &SegmentReader, hits: &mut [Ranked]) -> Result<()> {
    let mut scorer = LeafScorer::open(Arc::clone(leaf), segment, 1.0)?;
    for hit in hits {
        if scorer.seek(hit.address.doc_id) == hit.address.doc_id {
            hit.likeness += scorer.score();
        }
    }
    Ok(())
}

impl WordFrequencies for IndexView<'_> {
    fn bounds(&self, field: Field, word: &str) -> Result<DocFreq> {
        if let Some(known) = self.doc_freqs.get(field, word) {
            return Ok(known);
        }
        let mut bounds = DocFreq::exactly(0);
        for (number, segment) in (0..).zip(self.snapshot.searcher().segment_readers()) {
            if let Some(info) = TermInfos::of(word, segment, field)?.get(segment, field) {
                let (at_least, at_most) = self.statistics.bounds_of_live_count(number, field, info);
                bounds = DocFreq { at_least: bounds.at_least + at_least, at_most: bounds.at_most + at_most };
            }
        }
        self.doc_freqs.keep(field, word, bounds);
        Ok(bounds)
    }

    fn count(&self, field: Field, word: &str, bounds: DocFreq) -> Result<u64> {
        if let Some(exact) = bounds.exact() {
            return Ok(exact);
        }
        let mut count = 0;
        for (number, segment) in (0..).zip(self.snapshot.searcher().segment_readers()) {
            if let Some(info) = TermInfos::of(word, segment, field)?.get(segment, field) {
                count += self.statistics.live_count((number, segment), field, info)?;
            }
        }
        self.doc_freqs.keep(field, word, DocFreq::exactly(count));
        Ok(count)
    }
}
