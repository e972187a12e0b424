//! Words of the index that one word of a query stands for.

use crate::model::NameVariant;

/// How much another form of a word counts, where the typed form counts 1. A sum of such counts is exact in any order.
pub(super) const FORM_WEIGHT: f32 = 0.875;

/// How much another spelling of a name counts, likewise.
pub(super) const SPELLING_WEIGHT: f32 = 0.75;

/// What one word stands for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct WordSet {
    /// The words of the index, most frequent first.
    pub(super) words: Vec<SetWord>,
    /// How many further words there were beyond the cap.
    pub(super) more: usize,
    /// The form in which the word must stand in the text, where case and accents count.
    pub(super) surface: Option<String>,
}

/// A word of the index in a [`WordSet`].
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SetWord {
    /// The folded word.
    pub(super) text: String,
    /// How many articles have it in one of the fields.
    pub(super) articles: u64,
    /// How much it counts in ranking.
    pub(super) weight: f32,
}

impl SetWord {
    /// Another spelling of a name.
    pub(super) fn spelling(variant: &NameVariant) -> SetWord {
        SetWord { text: variant.text.clone(), articles: variant.articles, weight: SPELLING_WEIGHT }
    }
}
