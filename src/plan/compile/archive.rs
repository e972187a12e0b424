//! What a query is compiled against.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use tantivy::schema::Field;

use super::expansion_cache::ExpansionCache;
use super::foresight::Foresight;
use super::query_plan::Plan;
use crate::Result;
use crate::model::FacetField;
use crate::plan::lexicon::dictionary::Dictionary;
use crate::plan::names::knowledge::NameKnowledge;
use crate::plan::request::Names;

/// One state of an archive, wherever it is kept: its words, its names, its values and its figures. What can fail does so
/// when the archive cannot be read.
pub(crate) trait Archive: Dictionary + NameKnowledge {
    /// How many articles there are.
    fn article_count(&self) -> u64;

    /// The mean length of a field in words; 1 where lengths do not count.
    fn mean_length(&self, field: Field) -> f32;

    /// The place of a field of [`crate::model::FIELDS`].
    fn place(&self, name: &str) -> Option<Field>;

    /// From which first moment of publication to which, in civil seconds; none where no article has a date.
    fn published(&self) -> Option<RangeInclusive<i64>>;

    /// The top values of a facet that some article has, without the node of no value.
    fn values(&self, field: FacetField) -> Result<BTreeSet<String>>;

    /// The articles under any of these nodes of a facet, as [`Plan::Labels`].
    fn labels(&self, field: Field, paths: Vec<String>) -> Result<Plan>;

    /// Whether the archive is far away, so that it is worth telling what is asked next.
    fn is_far(&self) -> bool {
        false
    }

    /// Is told what a query asks of words, before it does.
    fn foresee_query(&self, foresight: &Foresight, names: Names) -> Result<()> {
        _ = (foresight, names);
        Ok(())
    }

    /// What pieces of earlier queries were expanded to.
    fn expansions(&self) -> &ExpansionCache;
}
