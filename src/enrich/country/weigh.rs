//! The model: how the mentions of a country add up to the odds that the story is about it.
//!
//! Two logistic sums over the same few features, one for "is about" and one for "is mentioned at all"; no country has a
//! weight of its own. The weights stand in [`WEIGHTS`].

use super::gazetteer::Kind;
use super::places::Mention;
use crate::model::Place;

/// The number of features.
pub(super) const FEATURES: usize = 25;

/// What each feature says, its weight for being what the story is about, and its weight for being mentioned at all.
///
/// Fitted by logistic regression with an L2 penalty, cross-validated by document.
const WEIGHTS: [(&str, f32, f32); FEATURES] = [
    ("bias", -3.47, 0.05),
    ("log of mentions by the country's name", 0.59, 0.63),
    ("log of mentions by demonym", -0.35, 0.70),
    ("log of mentions by capital", 0.14, -0.14),
    ("log of mentions by region", 0.02, 0.78),
    ("log of mentions by institution", -0.14, -0.05),
    ("log of mentions by city", -0.35, 0.29),
    ("in the headline by name or demonym", 0.52, -0.21),
    ("in the headline otherwise", -0.55, -0.29),
    ("in the dateline", 3.55, 0.05),
    ("in the first 200 bytes", 0.51, -0.16),
    ("share of all mentions", 3.75, 1.07),
    ("has the most mentions", -0.27, 0.85),
    ("stands first", 0.78, 0.05),
    ("first stands in the second half", -0.38, 0.07),
    ("only one mention, outside headline and dateline", -0.12, -0.16),
    ("by name at least once", 0.09, 1.64),
    ("only by cities", -3.91, -1.69),
    ("log of the largest city's inhabitants, if only by cities", 0.45, 0.13),
    ("only by names that other countries share", -0.59, -1.41),
    ("always beside a word with a capital", -0.87, -0.91),
    ("fixed by a region or country at least once", -0.02, 0.30),
    ("only by institutions", -0.66, -0.27),
    ("behind a word like 'in' at least once", 0.16, 0.69),
    ("log of all mentions", 0.63, -0.20),
];

/// The features of a country with these mentions among all of the article.
pub(super) fn features(own: &[&Mention], all: &[Mention], most: usize, length: usize) -> [f32; FEATURES] {
    let count = |kind: Kind| (own.iter().filter(|m| m.kind == kind).count() as f32).ln_1p();
    let flag = |holds: bool| if holds { 1.0 } else { 0.0 };
    let strong = |m: &&&Mention| matches!(m.kind, Kind::Name | Kind::Demonym);
    let title = own.iter().filter(|m| m.place == Place::Title);
    let first = own.iter().find(|m| m.place != Place::Title).map_or(0, |m| m.range.start);
    let outstanding = own.iter().any(|m| m.place != Place::Body);
    let only_cities = own.iter().all(|m| matches!(m.kind, Kind::City | Kind::Capital));
    let largest = own.iter().map(|m| m.population).max().unwrap_or(0);
    [
        1.0,
        count(Kind::Name),
        count(Kind::Demonym),
        count(Kind::Capital),
        count(Kind::Region) + count(Kind::Abbreviation),
        count(Kind::Institution),
        count(Kind::City),
        flag(title.clone().any(|m| strong(&m))),
        flag(title.clone().any(|m| !strong(&m))),
        flag(own.iter().any(|m| m.place == Place::Dateline)),
        flag(own.iter().any(|m| m.place != Place::Title && m.range.start < 200)),
        own.len() as f32 / all.len().max(1) as f32,
        flag(own.len() == most),
        flag(all.first().is_some_and(|m| m.country == own[0].country)),
        flag(first > length / 2),
        flag(own.len() == 1 && !outstanding),
        flag(own.iter().any(|m| m.kind == Kind::Name)),
        flag(only_cities),
        if only_cities { (largest as f32).ln_1p() } else { 0.0 },
        flag(own.iter().all(|m| m.shared && !m.fixed)),
        flag(own.iter().all(|m| m.beside_capital)),
        flag(own.iter().any(|m| m.fixed)),
        flag(own.iter().all(|m| m.kind == Kind::Institution)),
        flag(own.iter().any(|m| m.located)),
        (all.len() as f32).ln_1p(),
    ]
}

/// The odds, from 0 to 1, that the story is about a country with these features.
pub(super) fn odds_about(features: &[f32; FEATURES]) -> f32 {
    odds(features.iter().zip(&WEIGHTS).map(|(value, (_, about, _))| value * about).sum())
}

/// The odds, from 0 to 1, that a country with these features is meant at all.
pub(super) fn odds_mentioned(features: &[f32; FEATURES]) -> f32 {
    odds(features.iter().zip(&WEIGHTS).map(|(value, (_, _, mentioned))| value * mentioned).sum())
}

fn odds(sum: f32) -> f32 {
    1.0 / (1.0 + (-sum).exp())
}
