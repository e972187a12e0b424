//! What a plan asks of texts in one place, and how a match is scored.
//!
//! All forms of a word in all fields are scored as one term: BM25F (Robertson, Zaragoza and Taylor, CIKM 2004). Their
//! frequencies are added, each weighed by its field and the length of its text, before the sum saturates. A phrase or a
//! proximity match is scored as a term whose frequency is its number of matches.

use std::sync::Arc;

use tantivy::schema::Field;

use super::pattern::Pattern;
use crate::index::written;
use crate::plan::lexicon::term_set::TermSet;

/// What a plan asks of texts in one place: one word in all its forms, one phrase, one proximity.
#[derive(Clone, Debug)]
pub(crate) struct Leaf {
    /// The part in the query language.
    pub(crate) part: String,
    /// The fields it may stand in; one of them is enough.
    pub(crate) fields: Vec<FieldWeight>,
    /// The words it is made of.
    pub(crate) sets: Vec<Arc<TermSet>>,
    /// How they must stand.
    pub(crate) pattern: Pattern,
    /// How many times it must match in an article.
    pub(crate) min_matches: u32,
    /// The inverse document frequency, times the boosts of the query.
    pub(crate) idf: f32,
}

/// A field and how much a match in it counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct FieldWeight {
    /// The field.
    pub(crate) field: Field,
    /// How much a match counts, relative to the body.
    pub(crate) weight: f32,
    /// How much the length of the text takes off: the b of BM25.
    pub(crate) length_counts: f32,
    /// The mean length of the field.
    pub(crate) mean_length: f32,
}

impl Leaf {
    /// Whether its score follows from how often an article has its words, at whatever positions.
    pub(crate) fn counts_words(&self) -> bool {
        self.min_matches <= 1 && matches!(self.pattern, Pattern::Words(_)) && !self.needs_positions()
    }

    /// Whether matches are only known from positions.
    pub(crate) fn needs_positions(&self) -> bool {
        let shares_places = || self.sets.iter().flat_map(|set| &set.terms).any(|term| written::is_written(&term.text));
        !matches!(self.pattern, Pattern::Words(_))
            || self.sets.iter().any(|set| set.surface.is_some())
            // A place counts once, and what says how a word is written stands at the place of the word.
            || (self.min_matches > 1 && shares_places())
    }

    /// An upper bound of its scores.
    pub(crate) fn max_score(&self) -> f32 {
        in_steps(self.idf)
    }

    /// The score of an article, of the frequency of matches weighed by fields and lengths.
    pub(crate) fn score(&self, frequency: f32) -> f32 {
        bm25(self.idf, frequency)
    }
}

impl FieldWeight {
    /// The weight of one match in a text of this length.
    pub(crate) fn weight_of_length(&self, length: f32) -> f32 {
        self.weight / (1.0 - self.length_counts + self.length_counts * length / self.mean_length)
    }
}

/// How fast further matches cease to count: the k1 of BM25. A little above the usual 1.2:
/// articles are longer than the abstracts for which that was found.
const SATURATION: f32 = 1.6;

/// Scores are whole multiples of its inverse, so that sums do not depend on the order of addition.
pub(crate) const SCORE_STEPS: f32 = 4096.0;

/// A score, which is never negative, as a whole multiple of a step.
pub(crate) fn in_steps(score: f32) -> f32 {
    (score * SCORE_STEPS + 0.5) as i32 as f32 / SCORE_STEPS
}

/// BM25 of a weighed frequency.
pub(crate) fn bm25(idf: f32, frequency: f32) -> f32 {
    in_steps(idf * frequency / (SATURATION + frequency))
}

/// The rank of a score: the highest score comes first.
pub(crate) fn rank_of_score(score: f32) -> i64 {
    -((f64::from(score) * f64::from(SCORE_STEPS)) as i64)
}
