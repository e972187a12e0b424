//! All that a query is compiled against, of an index at home.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use tantivy::columnar::Column;
use tantivy::schema::{Facet, Field};

use super::doc_freq_cache::DocFreqCache;
use super::facet_filter;
use crate::Result;
use crate::index::{Capitalisation, Snapshot};
use crate::model::FacetField;
use crate::plan::compile::archive::Archive;
use crate::plan::compile::expansion_cache::ExpansionCache;
use crate::plan::compile::query_plan::Plan;
use crate::plan::names::corrections::Corrections;
use crate::plan::names::knowledge::NameKnowledge;
use crate::search::names::knowledge::IndexNames;
use crate::search::statistics::Statistics;
use crate::text::name::{self, Key, Word};

/// One state of an index and what a searcher knows of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct IndexView<'a> {
    /// The state.
    pub(crate) snapshot: &'a Snapshot,
    /// The statistics of its articles.
    pub(crate) statistics: &'a Statistics,
    /// What is known of names.
    pub(crate) names: &'a IndexNames,
    /// What pieces of earlier queries were expanded to.
    pub(crate) expansions: &'a ExpansionCache,
    /// What earlier queries found out of how many articles have a word.
    pub(crate) doc_freqs: &'a DocFreqCache,
}

impl Archive for IndexView<'_> {
    fn article_count(&self) -> u64 {
        self.statistics.article_count
    }

    fn mean_length(&self, field: Field) -> f32 {
        self.statistics.mean_length(field)
    }

    fn place(&self, name: &str) -> Option<Field> {
        self.snapshot.schema().field(name)
    }

    fn published(&self) -> Option<RangeInclusive<i64>> {
        let columns = self.statistics.columns.iter().map(|columns| &columns.dates.column);
        let dates = || columns.clone().filter(|dates| dates.values.num_vals() > 0);
        Some(dates().map(Column::min_value).min()?..=dates().map(Column::max_value).max()?)
    }

    fn values(&self, field: FacetField) -> Result<BTreeSet<String>> {
        let mut found = BTreeSet::new();
        let Some(place) = self.place(field.name()) else { return Ok(found) };
        for segment in self.snapshot.searcher().segment_readers() {
            let index = segment.inverted_index(place)?;
            let mut terms = index.terms().stream()?;
            while terms.advance() {
                let Ok(facet) = Facet::from_encoded(terms.key().to_vec()) else { continue };
                if let [value] = facet.to_path()[..] {
                    found.insert(value.to_owned());
                }
            }
        }
        found.remove("unknown");
        Ok(found)
    }

    fn labels(&self, field: Field, paths: Vec<String>) -> Result<Plan> {
        facet_filter::under(self.snapshot, self.statistics, field, paths)
    }

    fn expansions(&self) -> &ExpansionCache {
        self.expansions
    }
}

impl NameKnowledge for IndexView<'_> {
    fn corrections(&self) -> &Corrections {
        &self.names.corrections
    }

    fn capitals(&self, word: &str) -> Capitalisation {
        let mut capitals = Capitalisation::default();
        let key = Word::cut(word).and_then(|cut| name::index_keys(&cut).first().copied());
        let Some(key) = key else { return capitals };
        self.under(key, &mut |other, here| {
            if other == word {
                capitals.add(here);
            }
        });
        capitals
    }

    fn under(&self, key: Key, each: &mut dyn FnMut(&str, Capitalisation)) {
        for table in self.names.tables.open(self.snapshot) {
            table.under(key, &mut *each);
        }
    }
}
