//! How high an article may come that was not fetched.
//!
//! The cluster scores a word in each field by `idf · x / (k1 + x)` and adds these up; the exact score adds the `x` first, and what
//! saturates together is never more than the sum of what saturates apart. So an exact score is at most the cluster's, proximity
//! aside. Where the hits of a page are above what the cluster gives all others, no other article can come among them.

use super::clauses::MANY_WORDS;
use crate::plan::compile::query_plan::Plan;
use crate::plan::matching::leaf::{FieldWeight, Leaf, SCORE_STEPS};
use crate::plan::matching::pattern::{Joint, Pattern};
use crate::plan::ranking::feedback::fields_of_question;

/// The cluster counts by the mean length of the day on which its index was made. Where it does not say which that was, what is fetched tells
/// how much the difference is (see [`Bound::allowing_for`]), and what is not may differ by so much more.
const UNKNOWN_DRIFT: f32 = 1.02;
/// What single precision takes off a score, in other steps there and here.
const PRECISION: f32 = 1.000_001;

/// An upper bound of exact scores by those of the cluster.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bound {
    /// What proximity may add.
    proximity: f32,
    /// By what factor the exact score may exceed the cluster's, and by how much more since it is rounded to steps.
    allowance: f32,
    rounding: f32,
}

impl Bound {
    /// The bound for what a plan finds, where proximity adds at most so much; none where the cluster's score says nothing of the exact
    /// one. `drift` says of a field what [`ClusterArchive::drift`](super::archive::ClusterArchive::drift) does.
    pub(super) fn of(plan: &Plan, proximity: f32, drift: impl Fn(&FieldWeight) -> Option<f32>) -> Option<Bound> {
        // What the first hits have in common may raise any other hit.
        if fields_of_question(plan).is_some() {
            return None;
        }
        let leaves = plan.leaves();
        let is_bounded = !leaves.is_empty() && leaves.iter().all(|leaf| is_scored_alike(leaf));
        let rounding = leaves.len() as f32 / 2.0 / SCORE_STEPS;
        let fields = leaves.iter().flat_map(|leaf| &leaf.fields);
        let drifts: Option<Vec<f32>> = fields.map(drift).collect();
        let most = drifts.map_or(UNKNOWN_DRIFT, |drifts| drifts.into_iter().fold(1.0, f32::max));
        is_bounded.then_some(Bound { proximity, allowance: PRECISION * most, rounding })
    }

    /// The highest score of an article to which the cluster gives no more than this, what proximity adds aside.
    fn of_words(&self, score: f32) -> f32 {
        // Exact scores are whole numbers of steps.
        ((self.allowance * score + self.rounding) * SCORE_STEPS).floor() / SCORE_STEPS
    }

    /// The highest score of an article to which the cluster gives no more than this.
    pub(super) fn highest(&self, score: f32) -> f32 {
        self.of_words(score) + self.proximity
    }

    /// What the cluster gives at least to an article that may have this score.
    pub(super) fn least(&self, score: f32) -> f32 {
        (score - self.proximity - self.rounding).max(0.0) / (self.allowance * UNKNOWN_DRIFT)
    }

    /// Whether an exact score, proximity aside, is one that the bound allows for.
    pub(super) fn allows(&self, score: f32, exact: f32) -> bool {
        exact <= self.of_words(score)
    }

    /// The bound that also holds for articles with these scores of the cluster and exact ones, proximity aside.
    #[must_use]
    pub(super) fn allowing_for(self, known: impl Iterator<Item = (f32, f32)>) -> Bound {
        let excess = |(score, exact): (f32, f32)| (exact - self.rounding).max(0.0) / (self.allowance * score);
        let most = known.map(excess).fold(1.0, f32::max);
        Bound { allowance: self.allowance * most, ..self }
    }
}

/// Whether the cluster scores a leaf by the same frequencies as the texts.
fn is_scored_alike(leaf: &Leaf) -> bool {
    let is_alike = match &leaf.pattern {
        Pattern::Words(set) => leaf.sets[*set].terms.len() <= MANY_WORDS,
        Pattern::Any(patterns) => patterns.iter().all(is_plain_phrase),
        phrase => is_plain_phrase(phrase),
    };
    is_alike && leaf.min_matches <= 1
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
    use crate::plan::matching::leaf::bm25;
    use crate::query::Within;

    fn leaf(idf: f32, pattern: Pattern) -> Plan {
        let place = |name| archive().place(name).unwrap();
        let weight = |name| FieldWeight { field: place(name), weight: 1.0, length_counts: 0.75, mean_length: 1.0 };
        let fields = ["title", "body"].map(weight).to_vec();
        let sets = [0, 1].map(|_| Arc::new(TermSet::default())).to_vec();
        Plan::Leaf(Arc::new(Leaf { part: String::new(), fields, sets, pattern, min_matches: 1, idf }))
    }

    #[test]
    fn no_exact_score_is_above_the_bound() {
        let (rare, common) = (6.0, 1.5);
        let both = Plan::And(vec![leaf(rare, Pattern::Words(0)), leaf(common, Pattern::Words(1))]);
        let bound = Bound::of(&both, 0.5, |_| Some(1.0)).unwrap();
        let of_cluster = |idf, [title, body]: [f32; 2]| bm25(idf, title) + bm25(idf, body);
        let weights = [0.0, 0.1, 0.7, 2.0, 9.0, 50.0];
        let pairs = || weights.iter().flat_map(|title| weights.map(|body| [*title, body]));
        for of_rare in pairs() {
            for of_common in pairs() {
                let exact = bm25(rare, of_rare.iter().sum()) + bm25(common, of_common.iter().sum());
                let told = of_cluster(rare, of_rare) + of_cluster(common, of_common);
                assert!(bound.allows(told, exact), "{of_rare:?} {of_common:?}");
                assert!(bound.highest(told) >= exact + 0.5);
                assert!(bound.least(exact + 0.5) <= told, "{of_rare:?} {of_common:?}");
            }
        }
    }

    #[test]
    fn a_score_of_one_field_is_its_own_bound_where_lengths_are_known() {
        let of = |drift: Option<f32>| Bound::of(&leaf(4.0, Pattern::Words(0)), 0.0, |_| drift).unwrap();
        for frequency in [0.1, 0.5, 1.0, 1.2, 3.0, 17.0] {
            let told = 4.0 * frequency / (1.6 + frequency);
            assert_eq!(of(Some(1.0)).highest(told), bm25(4.0, frequency), "{frequency}");
            assert!(of(None).highest(told) > 1.01 * told);
            // A text is shorter by the mean of today, and its words count more.
            assert!(of(Some(1.1)).allows(told, bm25(4.0, 1.1 * frequency)), "{frequency}");
        }
    }

    #[test]
    fn what_is_fetched_raises_the_bound() {
        let bound = Bound::of(&leaf(4.0, Pattern::Words(0)), 0.0, |_| None).unwrap();
        assert_eq!(bound.allowing_for([(2.0, 2.0), (1.0, 0.0)].into_iter()), bound);
        let raised = bound.allowing_for([(2.0, 2.0 * bound.of_words(2.0))].into_iter());
        assert!(raised.allows(2.0, 1.98 * bound.of_words(2.0)));
        assert!(!bound.allows(2.0, 1.98 * bound.of_words(2.0)));
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
            assert_eq!(Bound::of(&plan, 0.0, |_| None), None);
        }
    }
}
