//! All that a query is compiled against.

use super::expansion_cache::ExpansionCache;
use crate::index::Snapshot;
use crate::search::lexicon::expand::Lexicon;
use crate::search::names::knowledge::NameKnowledge;
use crate::search::statistics::Statistics;

/// One state of an index and what a searcher knows of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct IndexView<'a> {
    /// The state.
    pub(crate) snapshot: &'a Snapshot,
    /// The statistics of its articles.
    pub(crate) statistics: &'a Statistics,
    /// What is known of names.
    pub(crate) names: &'a NameKnowledge,
    /// What pieces of earlier queries were expanded to.
    pub(crate) expansions: &'a ExpansionCache,
}

impl<'a> IndexView<'a> {
    /// A lexicon of these fields.
    pub(crate) fn lexicon(&self, fields: &'a [tantivy::schema::Field]) -> Lexicon<'a> {
        Lexicon::new(self.snapshot, self.statistics, fields)
    }
}
