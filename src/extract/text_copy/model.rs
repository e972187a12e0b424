//! Four logistic regressions that tell what of a text is its story: weights beside named features.
//!
//! `weights.tsv` is made by `tools/text_copies/learn.py` from pages with known texts and headlines that were kept as text in
//! five ways (`tools/text_copies/make.py`); it says on which. A third of the sites is put aside there.

use std::sync::LazyLock;

/// Features with their names, each about from 0 to 1.
pub(super) type Features<const COUNT: usize> = [(&'static str, f32); COUNT];

/// What is known of a paragraph and its neighbours.
pub(super) type ParagraphFeatures = Features<33>;
/// What is known of a run of prose beside the main one.
pub(super) type RunFeatures = Features<24>;
/// What is known of a line between the headline and the end of the story.
pub(super) type LineFeatures = Features<28>;
/// What is known of a line that may be the headline.
pub(super) type HeadlineFeatures = Features<38>;

/// The weights of all models.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Weights {
    /// Whether a paragraph, seen by itself, is of a story.
    pub(super) paragraph: Weighing,
    /// Whether a run of prose is of the same story as the main one.
    pub(super) run: Weighing,
    /// Whether a line between headline and end is of the story.
    pub(super) line: Weighing,
    /// Whether a line is the headline.
    pub(super) headline: Weighing,
}

/// The names of a model's features and their weights, in the order of the features.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Weighing(Vec<(String, f32)>);

/// The weights that are in use.
pub(super) static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| Weights::parse(include_str!("weights.tsv")));

impl Weights {
    /// Reads rows of a model, a feature and its weight.
    pub(super) fn parse(table: &str) -> Weights {
        let of = |model: &str| {
            let rows = table.lines().filter(|row| !row.starts_with('#')).filter_map(|row| {
                let mut cells = row.split('\t');
                let is_own = cells.next()? == model;
                Some((cells.next()?.to_owned(), cells.next()?.parse().ok()?)).filter(|_| is_own)
            });
            Weighing(rows.collect())
        };
        Weights { paragraph: of("paragraph"), run: of("run"), line: of("line"), headline: of("headline") }
    }
}

impl Weighing {
    /// The log-odds that these features give.
    pub(super) fn log_odds<const COUNT: usize>(&self, features: &Features<COUNT>) -> f32 {
        features.iter().zip(&self.0).map(|((_, feature), (_, weight))| feature * weight).sum()
    }

    /// Whether the table has these features, in their order.
    #[cfg(test)]
    pub(super) fn fits<const COUNT: usize>(&self, features: &Features<COUNT>) -> bool {
        self.0.len() == COUNT && features.iter().zip(&self.0).all(|((name, _), (known, _))| name == known)
    }
}

/// 1 where it holds, else 0.
pub(super) fn flag(holds: bool) -> f32 {
    f32::from(u8::from(holds))
}
