//! The weights by which paragraphs and runs of a text are told to be its story.
//!
//! Two logistic regressions, of paragraphs and of runs, fitted on pages of three public collections with known texts
//! (the article extraction benchmark of Scrapinghub, Fundus, WCXB) that were kept as text by a browser, lynx, w3m,
//! html2text and inscriptis; a third of the sites was put aside.

use super::features;

/// What is known of a line that may be the headline, in the order of its weights.
pub(super) type HeadlineFeatures = [f32; 25];

/// The weights of a paragraph's features, in their order.
const PARAGRAPH: features::Features = [
    -3.21, 2.58, -0.41, 2.06, 0.32, -2.02, -0.93, -0.81, -2.83, 1.40, -2.41, 0.81, 1.13, 1.02, 0.31, -2.38, -0.84,
    -1.01, 0.98, -1.48, -1.89, -1.21, 0.45,
];

/// The weights of a run's features, in their order.
const RUN: [f32; 12] = [0.69, -1.20, 2.44, 0.06, 1.08, 1.48, -0.69, -0.86, -0.28, 0.87, 3.04, -0.67];

/// The weights of the features of a line that may be the headline.
const HEADLINE: HeadlineFeatures = [
    -2.19, -2.72, -1.66, -1.78, -2.29, -3.35, 3.10, 1.09, -1.92, 3.59, -2.94, 1.09, 2.21, 2.32, 1.12, -0.18, 0.38,
    -0.78, 0.06, -0.02, 0.43, 0.52, 0.96, 2.99, -1.57,
];

/// Log-odds of a paragraph to be one of the story, between -4 and 4.
pub(super) fn paragraph(features: &features::Features) -> f32 {
    features.iter().zip(PARAGRAPH).map(|(feature, weight)| feature * weight).sum::<f32>().clamp(-4.0, 4.0)
}

/// Log-odds of a run to be one of the story.
pub(super) fn run(features: &[f32; 12]) -> f32 {
    features.iter().zip(RUN).map(|(feature, weight)| feature * weight).sum()
}

/// Log-odds of a line to be the headline.
pub(super) fn headline(features: &HeadlineFeatures) -> f32 {
    features.iter().zip(HEADLINE).map(|(feature, weight)| feature * weight).sum()
}
