//! How high an article may come that was not fetched.
//!
//! The cluster scores a word in each field by `idf · x / (k1 + x)` and takes the best of its fields; the exact score adds the `x`
//! of `n` fields, so it is at most `idf · h(m)` with `m` the cluster's score by idf and `h(m) = n·m / (1 + (n − 1)·m)`. `h` is
//! concave: of several words, whose idf sum up to `I` and whose scores to `F`, the exact score is at most `I · h(F / I)`
//! (Jensen's inequality). Where the hits of a page are above that, no other article can come among them.

use super::clauses::MANY_WORDS;
use crate::plan::compile::query_plan::Plan;
use crate::plan::matching::leaf::Leaf;
use crate::plan::matching::pattern::{Joint, Pattern};
use crate::plan::ranking::feedback::fields_of_question;

/// Lengths are rounded, and the cluster counts by the mean length of the day on which its index was made: what is fetched tells how much
/// that is (see [`Bound::allowing_for`]), and what is not may differ by so much more.
const ROUNDING: f32 = 1.02;

/// An upper bound of exact scores by those of the cluster.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bound {
    /// The sum of the idf of all words.
    idf: f32,
    /// How many fields, and alternatives in each, the exact score of a word adds up at most.
    added: f32,
    /// What proximity may add.
    proximity: f32,
    /// How much the exact score may exceed what follows from the cluster's.
    allowance: f32,
}

impl Bound {
    /// The bound for what a plan finds, where proximity adds at most so much; none where the cluster's score says nothing of the exact
    /// one.
    pub(super) fn of(plan: &Plan, proximity: f32) -> Option<Bound> {
        // What the first hits have in common may raise any other hit.
        if fields_of_question(plan).is_some() {
            return None;
        }
        let leaves = plan.leaves();
        let added = leaves.iter().map(|leaf| added(leaf)).collect::<Option<Vec<usize>>>()?;
        let idf = leaves.iter().map(|leaf| leaf.idf).sum::<f32>();
        let added = added.into_iter().max()? as f32;
        (idf > 0.0).then_some(Bound { idf, added, proximity, allowance: ROUNDING })
    }

    /// The highest score of an article to which the cluster gives no more than this, what proximity adds aside.
    fn of_words(&self, score: f32) -> f32 {
        let share = (score / self.idf).clamp(0.0, 1.0);
        self.allowance * self.idf * self.added * share / (1.0 + (self.added - 1.0) * share)
    }

    /// The highest score of an article to which the cluster gives no more than this.
    pub(super) fn highest(&self, score: f32) -> f32 {
        self.of_words(score) + self.proximity
    }

    /// The bound that also holds for articles with these scores of the cluster and exact ones, proximity aside.
    #[must_use]
    pub(super) fn allowing_for(self, known: impl Iterator<Item = (f32, f32)>) -> Bound {
        let excess = |(score, exact): (f32, f32)| if exact > 0.0 { exact / self.of_words(score) } else { 0.0 };
        let most = known.map(excess).fold(1.0, f32::max);
        Bound { allowance: self.allowance * most, ..self }
    }
}

/// How many parts the exact score of a leaf adds up of which the cluster takes the best one; none where it is scored otherwise there.
fn added(leaf: &Leaf) -> Option<usize> {
    let of_pattern = match &leaf.pattern {
        Pattern::Words(set) if leaf.sets[*set].terms.len() <= MANY_WORDS => Some(1),
        Pattern::Any(patterns) if patterns.iter().all(is_plain_phrase) => Some(patterns.len()),
        phrase => is_plain_phrase(phrase).then_some(1),
    };
    of_pattern.filter(|_| leaf.min_matches <= 1).map(|count| count * leaf.fields.len().max(1))
}

/// Whether a pattern is a phrase that the cluster scores as a phrase, by how often it stands there.
fn is_plain_phrase(pattern: &Pattern) -> bool {
    match pattern {
        Pattern::Phrase { parts, slop: 0 } => parts.iter().skip(1).all(|part| part.joint != Joint::Unspaced),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::cluster::archive::tests::archive;
    use crate::plan::compile::archive::Archive;
    use crate::plan::lexicon::term_set::TermSet;
    use crate::plan::matching::leaf::{FieldWeight, bm25};
    use crate::query::Within;

    fn leaf(idf: f32, pattern: Pattern) -> Plan {
        let place = |name| archive().place(name).unwrap();
        let weight = |name| FieldWeight { field: place(name), weight: 1.0, length_counts: 0.75, mean_length: 1.0 };
        let fields = ["title", "body"].map(weight).to_vec();
        let sets = vec![Arc::new(TermSet::default()); 2];
        Plan::Leaf(Arc::new(Leaf { part: String::new(), fields, sets, pattern, min_matches: 1, idf }))
    }

    #[test]
    fn no_exact_score_is_above_the_bound() {
        let (rare, common) = (6.0, 1.5);
        let both = Plan::And(vec![leaf(rare, Pattern::Words(0)), leaf(common, Pattern::Words(1))]);
        let bound = Bound::of(&both, 0.5).unwrap();
        let of_cluster = |idf, [title, body]: [f32; 2]| bm25(idf, title).max(bm25(idf, body));
        let weights = [0.0, 0.1, 0.7, 2.0, 9.0, 50.0];
        let pairs = || weights.iter().flat_map(|title| weights.map(|body| [*title, body]));
        for of_rare in pairs() {
            for of_common in pairs() {
                let exact = bm25(rare, of_rare.iter().sum()) + bm25(common, of_common.iter().sum());
                let told = of_cluster(rare, of_rare) + of_cluster(common, of_common);
                assert!(bound.of_words(told) >= exact, "{of_rare:?} {of_common:?}");
                assert!(bound.highest(told) >= exact + 0.5);
            }
        }
    }

    #[test]
    fn what_is_fetched_raises_the_bound() {
        let bound = Bound::of(&leaf(4.0, Pattern::Words(0)), 0.0).unwrap();
        assert_eq!(bound.allowing_for([(2.0, 2.0), (1.0, 0.0)].into_iter()), bound);
        let raised = bound.allowing_for([(2.0, 2.0 * bound.of_words(2.0))].into_iter());
        assert!((raised.highest(1.0) / bound.highest(1.0) - 2.0).abs() < 1e-5);
    }

    #[test]
    fn there_is_none_where_the_cluster_scores_otherwise() {
        let near = Pattern::Near {
            left: Box::new(Pattern::Words(0)),
            right: Box::new(Pattern::Words(1)),
            within: Within::Words(5),
            ordered: false,
        };
        let question = Plan::Or(vec![leaf(1.0, Pattern::Words(0)); 4]);
        for plan in [leaf(1.0, near), question, Plan::All] {
            assert_eq!(Bound::of(&plan, 0.0), None);
        }
    }
}
