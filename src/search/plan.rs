//! A query made ready for one index: what it asks of texts, and what it asks of facets and dates.
//!
//! A [`Plan`] is used twice: the engine finds articles by it ([`Plan::to_query`]), and [`super::marks`] finds on the
//! stored text of an article what of it matched.

use std::sync::Arc;

use tantivy::query::{BooleanQuery, ConstScoreQuery, Occur, Query, TermQuery};
use tantivy::schema::Field;

use super::expand::WordSet;
use super::leaf::LeafQuery;
use super::pattern::Pattern;

/// A query ready for one index.
#[derive(Clone, Debug)]
pub(super) enum Plan {
    /// Every article.
    All,
    /// Words in texts.
    Leaf(Arc<Leaf>),
    /// Facets, dates and keys: they match or not, and add nothing to the score.
    Filter(Arc<dyn Query>),
    /// All of these.
    And(Vec<Plan>),
    /// Any of these.
    Or(Vec<Plan>),
    /// Not this.
    Not(Box<Plan>),
}

/// What a plan asks of texts in one place: one word in all its forms, one phrase, one nearness.
#[derive(Clone, Debug)]
pub(super) struct Leaf {
    /// The fields it may stand in; one of them is enough.
    pub(super) fields: Vec<FieldWeight>,
    /// The words it is made of.
    pub(super) sets: Vec<WordSet>,
    /// How they must stand.
    pub(super) pattern: Pattern,
    /// How many times it must match in an article.
    pub(super) least: u32,
    /// What a match is worth: inverse document frequency by the boosts of the query.
    pub(super) value: f32,
}

/// A field and how much a match in it counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct FieldWeight {
    /// The field.
    pub(super) field: Field,
    /// How much a match counts, relative to the body.
    pub(super) weight: f32,
    /// How much the length of the text takes off: the b of BM25.
    pub(super) length_counts: f32,
    /// The mean length of the field.
    pub(super) mean_length: f32,
}

impl Plan {
    /// The plan as the engine takes it; `articles` is the query for every article.
    pub(super) fn to_query(&self, articles: &TermQuery) -> Box<dyn Query> {
        let every = || -> Box<dyn Query> { Box::new(ConstScoreQuery::new(Box::new(articles.clone()), 0.0)) };
        match self {
            Plan::All => every(),
            Plan::Leaf(leaf) => Box::new(LeafQuery::new(Arc::clone(leaf))),
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

    /// The leaves in order, those under a [`Plan::Not`] left out.
    pub(super) fn leaves(&self) -> Vec<Arc<Leaf>> {
        match self {
            Plan::Leaf(leaf) => vec![Arc::clone(leaf)],
            Plan::And(parts) | Plan::Or(parts) => parts.iter().flat_map(Plan::leaves).collect(),
            Plan::All | Plan::Filter(_) | Plan::Not(_) => Vec::new(),
        }
    }
}
