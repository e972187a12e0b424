//! How likely two words are spellings of one name.

use std::sync::LazyLock;

use super::align::{Aligner, FEATURES};
use super::units::{Script, Word};

/// How sure one must be that two words are one name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Point {
    /// Nearly no strangers, fewer variants.
    Strict,
    /// The balance.
    #[default]
    Default,
    /// More variants, and some strangers.
    Wide,
}

impl Point {
    /// The least score.
    fn least(self) -> f32 {
        match self {
            Point::Strict => 2.5,
            Point::Default => 1.0,
            Point::Wide => -0.5,
        }
    }
}

/// Compares other words to one.
pub struct Judge<'a> {
    word: &'a Word,
    aligner: Aligner,
}

impl<'a> Judge<'a> {
    /// A judge of what is like this word.
    pub fn new(word: &'a Word) -> Judge<'a> {
        Judge { word, aligner: Aligner::default() }
    }

    /// The logit of the chance that a word is another spelling; none where it is less than `point` asks.
    pub fn score(&mut self, other: &Word, point: Point) -> Option<f32> {
        let mut best: Option<f32> = None;
        for mine in &self.word.readings {
            for theirs in &other.readings {
                let pair = ((mine.as_slice(), self.word.script), (theirs.as_slice(), other.script));
                let Some(features) = self.aligner.features(pair.0, pair.1) else { continue };
                let score = weigh(&features, relation(self.word.script, other.script));
                best = Some(best.map_or(score, |known| known.max(score)));
            }
        }
        best.filter(|score| *score >= point.least())
    }
}

/// The place of a pair of scripts among the models.
fn relation(one: Script, other: Script) -> usize {
    let abjad = |script: Script| matches!(script, Script::Arabic | Script::Hebrew);
    match (one, other) {
        (Script::Latin, Script::Latin) => 0,
        _ if one == other => 1,
        (Script::Latin, Script::Cyrillic) | (Script::Cyrillic, Script::Latin) => 2,
        _ if abjad(one) || abjad(other) => 3,
        _ => 4,
    }
}

fn weigh(features: &[f32; FEATURES], relation: usize) -> f32 {
    let (bias, weights) = &MODELS[relation];
    bias + features.iter().zip(weights).map(|(feature, weight)| feature * weight).sum::<f32>()
}

/// A bias, and a weight a feature.
type Model = (f32, [f32; FEATURES]);

/// The models in the order of [`relation`].
static MODELS: LazyLock<[Model; 5]> = LazyLock::new(|| {
    let mut models = [(0.0, [0.0; FEATURES]); 5];
    let lines = include_str!("model.tsv").lines().filter(|line| !line.starts_with('#'));
    for ((bias, weights), line) in models.iter_mut().zip(lines) {
        let mut numbers = line.split('\t').skip(1).map(|number| number.parse::<f32>().unwrap_or(0.0));
        *bias = numbers.next().unwrap_or(0.0);
        weights.iter_mut().zip(numbers).for_each(|(weight, number)| *weight = number);
    }
    models
});
