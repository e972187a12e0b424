//! What a query means and why a hit scores as it does, for those who ask.
//!
//! Every part of the tree is run on its own, so that its count is what it finds, not an estimate. The score of a hit is
//! taken apart by the leaves of its plan that hold in it; what is left is what likeness to the
//! first hits and proximity of the words add.

use crate::Result;
use crate::model::{ExplainedPart, PartKind, ScorePart};
use crate::plan::Names;
use crate::plan::compile::archive::Archive;
use crate::plan::compile::compiler::compile;
use crate::plan::compile::query_plan::Plan;
use crate::query::Query;

/// How many articles a plan finds.
type Count<'a> = dyn Fn(&Plan) -> Result<u64> + 'a;

/// The score that a plan gives one article; none where it does not match.
pub(crate) type Score<'a> = dyn Fn(&Plan) -> Result<Option<f32>> + 'a;

/// A hit's score.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scored {
    /// All of it.
    pub(crate) score: f32,
    /// What of it is for likeness to the first hits.
    pub(crate) likeness: f32,
}

/// How many parts of a query are explained at most.
const MAX_PARTS: usize = 200;

/// The tree of a query, each part with what it finds.
///
/// # Errors
///
/// As compiling the query, and as `count`.
pub(crate) fn tree(archive: &dyn Archive, count: &Count<'_>, query: &Query, names: Names) -> Result<ExplainedPart> {
    let mut explainer = Explainer { archive, count, names, left: MAX_PARTS };
    explainer.part(query, None)
}

/// What each part of a plan adds to the score of a hit, each as `score` tells it; the rest is likeness and proximity.
///
/// # Errors
///
/// As `score`.
pub(crate) fn score_parts(plan: &Plan, hit: Scored, score: &Score<'_>) -> Result<Vec<ScorePart>> {
    let mut parts = Vec::new();
    collect(plan, score, &mut parts)?;
    if hit.likeness > 0.0 {
        parts.push(ScorePart { part: "likeness to the first hits".to_owned(), score: hit.likeness });
    }
    let rest = hit.score - parts.iter().map(|part| part.score).sum::<f32>();
    if rest > 1e-3 {
        parts.push(ScorePart { part: "proximity".to_owned(), score: rest });
    }
    Ok(parts)
}

struct Explainer<'a> {
    archive: &'a dyn Archive,
    count: &'a Count<'a>,
    names: Names,
    /// How many further parts are explained.
    left: usize,
}

impl Explainer<'_> {
    /// A part that looks into `field`, or into all texts.
    fn part(&mut self, query: &Query, field: Option<&'static str>) -> Result<ExplainedPart> {
        self.left = self.left.saturating_sub(1);
        let (kind, inner, field_within) = self::inner(query, field);
        // What a negation takes away is more telling than what it leaves.
        let counted = if let Query::Not(part) = query { part } else { query };
        let scoped = match field {
            Some(field) => Query::In { field, query: Box::new(counted.clone()) },
            None => counted.clone(),
        };
        let compiled = compile(self.archive, &scoped, self.names)?;
        let articles = (self.count)(&compiled.plan)?;
        let mut parts = Vec::with_capacity(inner.len());
        for part in inner {
            if self.left == 0 {
                break;
            }
            parts.push(self.part(part, field_within)?);
        }
        let expansions = if parts.is_empty() { compiled.expansions } else { Vec::new() };
        Ok(ExplainedPart { kind, text: query.to_string(), articles, expansions, parts })
    }
}

/// What kind of part it is, what it joins, and where that looks.
fn inner<'q>(query: &'q Query, field: Option<&'static str>) -> (PartKind, Vec<&'q Query>, Option<&'static str>) {
    let one = |part: &'q Query| if is_leaf(part) { Vec::new() } else { vec![part] };
    match query {
        Query::All => (PartKind::All, Vec::new(), field),
        Query::Term(_) => (PartKind::Word, Vec::new(), field),
        Query::Phrase(_) => (PartKind::Phrase, Vec::new(), field),
        Query::Near(_) => (PartKind::Near, Vec::new(), field),
        Query::AtLeast { .. } => (PartKind::AtLeast, Vec::new(), field),
        Query::Facet { .. } => (PartKind::Facet, Vec::new(), field),
        Query::Date(_) => (PartKind::Date, Vec::new(), field),
        Query::And(parts) => (PartKind::And, parts.iter().collect(), field),
        Query::Or(parts) => (PartKind::Or, parts.iter().collect(), field),
        Query::Not(part) => (PartKind::Not, one(part), field),
        Query::Boost { query, .. } => (PartKind::Boost, one(query), field),
        Query::In { field, query } => (PartKind::Field, one(query), Some(field)),
    }
}

/// Whether a part joins no others; it is explained together with the part around it.
fn is_leaf(query: &Query) -> bool {
    !matches!(query, Query::And(_) | Query::Or(_) | Query::Not(_) | Query::Boost { .. } | Query::In { .. })
}

/// Collects what the leaves of a plan add, and says whether it holds.
fn collect(plan: &Plan, score: &Score<'_>, found: &mut Vec<ScorePart>) -> Result<bool> {
    let before = found.len();
    let holds = match plan {
        Plan::All => true,
        Plan::Labels(_) | Plan::Filter(_) => score(plan)?.is_some(),
        Plan::Leaf(leaf) => {
            let score = score(plan)?;
            found.extend(score.map(|score| ScorePart { part: leaf.part.clone(), score }));
            score.is_some()
        }
        Plan::Not(part) => {
            let holds = collect(part, score, found)?;
            found.truncate(before);
            !holds
        }
        Plan::And(parts) => {
            let mut all = true;
            for part in parts {
                all &= collect(part, score, found)?;
            }
            all
        }
        Plan::Or(parts) => {
            let mut any = false;
            for part in parts {
                any |= collect(part, score, found)?;
            }
            any
        }
    };
    if !holds {
        found.truncate(before);
    }
    Ok(holds)
}
