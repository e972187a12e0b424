//! A plan as the engine takes it.

use std::ops::Bound;
use std::sync::Arc;

use tantivy::Term;
use tantivy::query::{BooleanQuery, ConstScoreQuery, Occur, Query, RangeQuery, TermQuery, TermSetQuery};
use tantivy::schema::IndexRecordOption;

use crate::index::Snapshot;
use crate::plan::compile::query_plan::{Filter, Plan};
use crate::search::matching::leaf::LeafQuery;

/// The query of a plan for one state of an index.
pub(crate) fn to_query(plan: &Plan, snapshot: &Snapshot) -> Box<dyn Query> {
    let every = || -> Box<dyn Query> { Box::new(ConstScoreQuery::new(Box::new(snapshot.articles_only()), 0.0)) };
    let part = |part: &Plan| to_query(part, snapshot);
    match plan {
        Plan::All => every(),
        Plan::Leaf(leaf) | Plan::Labels(leaf) => Box::new(LeafQuery::new(Arc::clone(leaf))),
        Plan::Filter(filter) => Box::new(ConstScoreQuery::new(of_filter(filter, snapshot), 0.0)),
        Plan::Not(inner) => Box::new(BooleanQuery::new(vec![(Occur::Must, every()), (Occur::MustNot, part(inner))])),
        Plan::Or(parts) => {
            Box::new(BooleanQuery::new(parts.iter().map(|inner| (Occur::Should, part(inner))).collect()))
        }
        Plan::And(parts) => {
            let mut clauses: Vec<(Occur, Box<dyn Query>)> = parts
                .iter()
                .map(|inner| match inner {
                    Plan::Not(inner) => (Occur::MustNot, part(inner)),
                    inner => (Occur::Must, part(inner)),
                })
                .collect();
            if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
                clauses.push((Occur::Must, every()));
            }
            Box::new(BooleanQuery::new(clauses))
        }
    }
}

fn of_filter(filter: &Filter, snapshot: &Snapshot) -> Box<dyn Query> {
    let schema = snapshot.schema();
    match filter {
        Filter::Keys(field, values) => Box::new(BooleanQuery::union(
            values.iter().map(|value| equals(Term::from_field_text(*field, value))).collect(),
        )),
        Filter::Since(moment) => {
            let from = Bound::Included(Term::from_field_i64(schema.start, *moment));
            Box::new(RangeQuery::new(from, Bound::Unbounded))
        }
        Filter::Until(moment) => {
            let to = Bound::Included(Term::from_field_i64(schema.end, *moment));
            Box::new(RangeQuery::new(Bound::Unbounded, to))
        }
        Filter::Ids(ids) => Box::new(TermSetQuery::new(ids.iter().map(|id| Term::from_field_u64(schema.order, id.0)))),
        Filter::Below(paths) => snapshot.files_below(paths),
    }
}

fn equals(term: Term) -> Box<dyn Query> {
    Box::new(TermQuery::new(term, IndexRecordOption::Basic))
}
