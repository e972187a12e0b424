//! A query made ready for one index: what it asks of texts, and what it asks of facets and dates.
//!
//! A [`Plan`] is used twice: an engine finds articles by it, and [`crate::plan::passages::marks`] finds on the stored text
//! of an article what of it matched.

use std::sync::Arc;

use std::path::PathBuf;

use tantivy::schema::Field;

use crate::model::ArticleId;
use crate::plan::matching::leaf::Leaf;

/// Words and values of facets, of which an article must hold one of each clause.
pub(crate) type Clauses = Vec<Vec<Arc<Leaf>>>;

/// A query ready for one index.
#[derive(Clone, Debug)]
pub(crate) enum Plan {
    /// Every article.
    All,
    /// Words in texts.
    Leaf(Arc<Leaf>),
    /// Values of a facet: they match or not, and add nothing to the score.
    Labels(Arc<Leaf>),
    /// Keys, and dates that are no whole days: likewise.
    Filter(Filter),
    /// All of these.
    And(Vec<Plan>),
    /// Any of these.
    Or(Vec<Plan>),
    /// Not this.
    Not(Box<Plan>),
}

/// What is asked beside texts and facets.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Filter {
    /// One of these whole values in a field of keys.
    Keys(Field, Vec<String>),
    /// Published at this moment or later, in civil seconds.
    Since(i64),
    /// Published before this moment, likewise: the first moment after the interval is not behind it.
    Until(i64),
    /// One of these articles.
    Ids(Vec<ArticleId>),
    /// Read from a file in one of these folders, or from one of these files; full paths.
    Below(Vec<PathBuf>),
}

impl Plan {
    /// The plan as clauses of plain words and of values of facets, of each of which an article must hold one; none where it
    /// is more than that.
    pub(crate) fn clauses(&self) -> Option<Clauses> {
        match self {
            Plan::And(parts) => Some(parts.iter().map(Plan::clauses).collect::<Option<Vec<_>>>()?.concat()),
            plan => Some(vec![plan.clause()?]),
        }
    }

    fn clause(&self) -> Option<Vec<Arc<Leaf>>> {
        match self {
            Plan::Leaf(leaf) if leaf.counts_words() => Some(vec![Arc::clone(leaf)]),
            Plan::Labels(leaf) => Some(vec![Arc::clone(leaf)]),
            Plan::Or(parts) => Some(parts.iter().map(Plan::clause).collect::<Option<Vec<_>>>()?.concat()),
            _ => None,
        }
    }

    /// How much there is to go through: the postings of its words, those under a [`Plan::Not`] left out, of words whose
    /// places matter eight times; none where it has no words.
    pub(crate) fn work(&self) -> Option<u64> {
        let leaves = self.leaves();
        let of_leaf = |leaf: &Arc<Leaf>| {
            let postings: u64 = leaf.sets.iter().flat_map(|set| &set.terms).map(|term| term.doc_freq).sum();
            if leaf.counts_words() { postings } else { 8 * postings }
        };
        (!leaves.is_empty()).then(|| leaves.iter().map(of_leaf).sum())
    }

    /// The leaves in order, those under a [`Plan::Not`] left out.
    pub(crate) fn leaves(&self) -> Vec<Arc<Leaf>> {
        match self {
            Plan::Leaf(leaf) => vec![Arc::clone(leaf)],
            Plan::And(parts) | Plan::Or(parts) => parts.iter().flat_map(Plan::leaves).collect(),
            Plan::All | Plan::Labels(_) | Plan::Filter(_) | Plan::Not(_) => Vec::new(),
        }
    }
}
