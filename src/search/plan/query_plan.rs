//! A query made ready for one index: what it asks of texts, and what it asks of facets and dates.
//!
//! A [`Plan`] is used twice: [`crate::search::ranking::walk`] finds articles by it, and [`crate::search::passages::marks`] finds on the
//! stored text of an article what of it matched.

use std::sync::Arc;

use tantivy::query::{BooleanQuery, ConstScoreQuery, Occur, Query, TermQuery};

use crate::search::matching::leaf::{Leaf, LeafQuery};

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
    Filter(Arc<dyn Query>),
    /// All of these.
    And(Vec<Plan>),
    /// Any of these.
    Or(Vec<Plan>),
    /// Not this.
    Not(Box<Plan>),
}

impl Plan {
    /// The plan as the engine takes it; `articles` is the query for every article.
    pub(crate) fn to_query(&self, articles: &TermQuery) -> Box<dyn Query> {
        let every = || -> Box<dyn Query> { Box::new(ConstScoreQuery::new(Box::new(articles.clone()), 0.0)) };
        match self {
            Plan::All => every(),
            Plan::Leaf(leaf) | Plan::Labels(leaf) => Box::new(LeafQuery::new(Arc::clone(leaf))),
            Plan::Filter(query) => Box::new(ConstScoreQuery::new(query.box_clone(), 0.0)),
            Plan::Not(part) => {
                Box::new(BooleanQuery::new(vec![(Occur::Must, every()), (Occur::MustNot, part.to_query(articles))]))
            }
            Plan::Or(parts) => {
                Box::new(BooleanQuery::new(parts.iter().map(|part| (Occur::Should, part.to_query(articles))).collect()))
            }
            Plan::And(parts) => {
                let mut clauses: Vec<(Occur, Box<dyn Query>)> = parts
                    .iter()
                    .map(|part| match part {
                        Plan::Not(part) => (Occur::MustNot, part.to_query(articles)),
                        part => (Occur::Must, part.to_query(articles)),
                    })
                    .collect();
                if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
                    clauses.push((Occur::Must, every()));
                }
                Box::new(BooleanQuery::new(clauses))
            }
        }
    }

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
