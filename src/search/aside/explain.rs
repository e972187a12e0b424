//! What a query means and why a hit scores as it does, as the index tells it.

use tantivy::collector::Count;
use tantivy::query::EnableScoring;
use tantivy::{DocAddress, DocSet};

use crate::Result;
use crate::index::Snapshot;
use crate::model::{ExplainedPart, ScorePart};
use crate::plan::Names;
use crate::plan::aside::explain::{self, Scored};
use crate::plan::compile::query_plan::Plan;
use crate::query::Query;
use crate::search::plan::engine_query::to_query;
use crate::search::plan::index_view::IndexView;
use crate::search::ranking::top::Ranked;

/// The tree of a query. Every part is run on its own, so that its count is what it finds, not an estimate.
///
/// # Errors
///
/// As compiling the query.
pub(crate) fn tree(view: IndexView<'_>, query: &Query, names: Names) -> Result<ExplainedPart> {
    let count = |plan: &Plan| Ok(view.snapshot.searcher().search(&to_query(plan, view.snapshot), &Count)? as u64);
    explain::tree(&view, &count, query, names)
}

/// What each part of a plan adds to the score of a hit; the rest is likeness and proximity.
///
/// # Errors
///
/// When the index cannot be read.
pub(crate) fn score_parts(snapshot: &Snapshot, plan: &Plan, hit: &Ranked) -> Result<Vec<ScorePart>> {
    let Ranked { score: all, likeness, address, .. } = *hit;
    explain::score_parts(plan, Scored { score: all, likeness }, &|part| score(snapshot, part, address))
}

/// The score that a plan gives an article, where it matches.
fn score(snapshot: &Snapshot, plan: &Plan, address: DocAddress) -> Result<Option<f32>> {
    let searcher = snapshot.searcher();
    let weight = to_query(plan, snapshot).weight(EnableScoring::enabled_from_searcher(searcher))?;
    let mut scorer = weight.scorer(searcher.segment_reader(address.segment_ord), 1.0)?;
    let at = if scorer.doc() < address.doc_id { scorer.seek(address.doc_id) } else { scorer.doc() };
    Ok((at == address.doc_id).then(|| scorer.score()))
}
