//! Whether a text matches a plan, and how well: what the postings of an index tell, told by the text itself.

use std::sync::Arc;

use tantivy::schema::Field;

use super::proximity::{bonus, close, most, pairs};
use crate::index::Schema;
use crate::plan::compile::query_plan::Plan;
use crate::plan::languages::LanguageId;
use crate::plan::matching::leaf::{Leaf, bm25};
use crate::plan::matching::pattern::{Pattern, Spans};
use crate::plan::passages::marks::{Highlighter, View};

/// The texts of an article.
#[derive(Clone, Debug)]
pub(crate) struct Texts<'t> {
    /// Its language.
    pub(crate) language: LanguageId,
    /// Each text with its field; a field may have several.
    pub(crate) parts: Vec<(Field, &'t str)>,
    /// The length of each field as it counts in ranking; 1 where it does not.
    pub(crate) lengths: Vec<(Field, u32)>,
}

/// Matches texts against a plan.
pub(crate) struct TextMatcher<'p> {
    plan: &'p Plan,
    highlighter: Highlighter,
    /// The parts of the plan that must not match, in its order.
    negated: Vec<TextMatcher<'p>>,
    pairs: Vec<(Arc<Leaf>, Arc<Leaf>)>,
}

impl<'p> TextMatcher<'p> {
    /// A matcher of this plan in these fields, for an archive of so many articles.
    pub(crate) fn new(schema: &Schema, plan: &'p Plan, fields: &[Field], article_count: u64) -> TextMatcher<'p> {
        let mut parts = Vec::new();
        negated(plan, &mut parts);
        TextMatcher {
            plan,
            highlighter: Highlighter::new(schema, plan, fields),
            negated: parts.into_iter().map(|part| TextMatcher::new(schema, part, fields, article_count)).collect(),
            pairs: pairs(plan, article_count),
        }
    }

    /// The score of an article, without what proximity adds; none where it does not match. `holds` tells of facets and filters
    /// whether they do.
    pub(crate) fn score(&self, texts: &Texts<'_>, holds: &dyn Fn(&Plan) -> bool) -> Option<f32> {
        let scores = self.leaf_scores(texts);
        self.part(self.plan, &mut Next::default(), &scores, &|part, number| match part {
            Plan::Not(_) => self.negated[number].score(texts, holds).is_none(),
            part => holds(part),
        })
    }

    /// Whether any words of the plan count more where they stand close together.
    pub(crate) fn has_pairs(&self) -> bool {
        !self.pairs.is_empty()
    }

    /// What the proximity of the words of the plan adds to the score of an article.
    pub(crate) fn proximity(&self, texts: &Texts<'_>) -> f32 {
        if self.pairs.is_empty() {
            return 0.0;
        }
        let views = self.views(texts);
        let mut spans = Spans::default();
        let mut places = |leaf: &Arc<Leaf>, field: Field| -> Vec<(u32, u32)> {
            let number = self.highlighter.leaves().iter().position(|other| Arc::ptr_eq(other, leaf));
            let mut of_field = views.iter().filter(|(at, view)| *at == field && Some(view.leaf) == number);
            let found = of_field.next().map(|(_, view)| spans.find(&leaf.pattern, &view.positions));
            found.unwrap_or_default().iter().map(|span| (span.start, span.end)).collect()
        };
        let of_pair = |(left, right): &(Arc<Leaf>, Arc<Leaf>)| {
            let mut sum = 0.0;
            for field in &left.fields {
                let lefts = places(left, field.field);
                if !lefts.is_empty() {
                    sum += field.weight * close(&lefts, &places(right, field.field));
                }
            }
            bonus(left, right, sum)
        };
        self.pairs.iter().map(of_pair).sum()
    }

    /// What the proximity of the words of the plan adds to the score of any article at most.
    pub(crate) fn most_proximity(&self) -> f32 {
        self.pairs.iter().map(|(left, right)| most(left, right)).sum()
    }

    fn views(&self, texts: &Texts<'_>) -> Vec<(Field, View)> {
        let of_text = |(field, text): &(Field, &str)| {
            let views = self.highlighter.leaf_views(*field, text, texts.language);
            views.into_iter().map(|view| (*field, view)).collect::<Vec<_>>()
        };
        texts.parts.iter().flat_map(of_text).collect()
    }

    /// The score of each leaf that matches often enough.
    fn leaf_scores(&self, texts: &Texts<'_>) -> Vec<Option<f32>> {
        let views = self.views(texts);
        let mut spans = Spans::default();
        let mut score = |(number, leaf): (usize, &Arc<Leaf>)| {
            let (mut frequency, mut count) = (0.0, 0);
            for field in &leaf.fields {
                let mut of_field = (0.0, 0);
                for (_, view) in views.iter().filter(|(at, view)| *at == field.field && view.leaf == number) {
                    let plain = spans.count(&leaf.pattern, &view.positions);
                    let weighed = match &leaf.pattern {
                        Pattern::Words(set) if leaf.sets[*set].surface.is_none() => view.frequencies[*set],
                        _ => plain as f32,
                    };
                    of_field = (of_field.0 + weighed, of_field.1 + plain);
                }
                let length = texts.lengths.iter().find(|(at, _)| *at == field.field).map_or(1, |(_, length)| *length);
                if of_field.1 > 0 {
                    frequency += field.weight_of_length(length as f32) * of_field.0;
                    count += of_field.1;
                }
            }
            (count >= leaf.min_matches.max(1)).then(|| bm25(leaf.idf, frequency))
        };
        self.highlighter.leaves().iter().enumerate().map(&mut score).collect()
    }

    /// The score of a part; none where it does not match. `next` says which leaf and which negated part come next.
    fn part(
        &self,
        plan: &Plan,
        next: &mut Next,
        scores: &[Option<f32>],
        holds: &dyn Fn(&Plan, usize) -> bool,
    ) -> Option<f32> {
        match plan {
            Plan::All => Some(0.0),
            Plan::Labels(_) | Plan::Filter(_) => holds(plan, 0).then_some(0.0),
            Plan::Not(_) => {
                next.negated += 1;
                holds(plan, next.negated - 1).then_some(0.0)
            }
            Plan::Leaf(_) => {
                next.leaf += 1;
                scores[next.leaf - 1]
            }
            Plan::And(parts) => {
                let mut sum = Some(0.0);
                for part in parts {
                    let score = self.part(part, next, scores, holds);
                    sum = sum.zip(score).map(|(sum, score)| sum + score);
                }
                sum
            }
            Plan::Or(parts) => {
                let mut sum: Option<f32> = None;
                for part in parts {
                    if let Some(score) = self.part(part, next, scores, holds) {
                        sum = Some(sum.unwrap_or(0.0) + score);
                    }
                }
                sum
            }
        }
    }
}

/// Which leaf and which negated part of a plan come next.
#[derive(Default)]
struct Next {
    leaf: usize,
    negated: usize,
}

/// The parts of a plan that must not match, without those inside of them.
fn negated<'p>(plan: &'p Plan, found: &mut Vec<&'p Plan>) {
    match plan {
        Plan::Not(part) => found.push(part),
        Plan::And(parts) | Plan::Or(parts) => parts.iter().for_each(|part| negated(part, found)),
        Plan::All | Plan::Leaf(_) | Plan::Labels(_) | Plan::Filter(_) => {}
    }
}
