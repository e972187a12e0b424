//! The model: how the mentions of a country add up to the odds that the story is about it.
//!
//! Three logistic sums over the same few features: for "is about", for "is meant at all", and for the rank among the
//! countries of a story, the first of which is its focus. No country has a weight of its own. The weights stand in
//! [`WEIGHTS`]. What a name contributed is what the odds lose without it.

use super::places::Mention;
use super::sense::Kind;
use crate::model::Place;

/// The number of features.
pub(super) const FEATURES: usize = 32;

/// The values of the features for one country.
pub(super) type Features = [f32; FEATURES];

/// What each feature says; its weight for being what the story is about, for its rank, and for being meant at all.
///
/// Fitted by logistic regression with an L2 penalty, cross-validated by document. By hand were set the publisher's home, what
/// follows it, and the rank of what only demonyms name; fitting all anew gave no better figures on stories put aside.
const WEIGHTS: [(&str, f32, f32, f32); FEATURES] = [
    ("bias", -4.31, 0.00, -0.07),
    ("log of mentions by the country's name", 0.99, 1.56, 0.34),
    ("log of mentions by demonym", 0.40, 0.69, 0.95),
    ("log of mentions by capital", -0.17, 0.45, -0.41),
    ("log of mentions by region", -0.01, 0.93, 0.72),
    ("log of mentions by institution", -0.23, 0.55, 0.73),
    ("log of mentions by city", -0.56, 0.74, 0.07),
    ("in the headline by name or demonym", 1.08, 0.45, -0.35),
    ("in the headline otherwise", -0.32, -0.32, -0.33),
    ("in the dateline", 2.94, 2.23, 0.14),
    ("in the first 200 bytes", 0.80, 0.47, -0.21),
    ("share of all mentions", 4.70, 0.19, 2.08),
    ("has the most mentions", -0.49, 0.18, 0.64),
    ("stands first", 0.89, 0.18, 0.58),
    ("first stands in the second half", -0.29, -0.30, 0.38),
    ("only one mention, outside headline and dateline", -0.04, -0.51, -0.00),
    ("by name at least once", -0.21, -0.80, 2.01),
    ("only by cities", -2.96, -1.33, -2.47),
    ("log of the largest city's inhabitants, if only by cities", 0.35, 0.19, 0.31),
    ("only by names that other countries share", -0.12, -1.26, -1.94),
    ("always beside a word with a capital", -0.93, -0.21, -1.21),
    ("fixed by a region or country at least once", 0.07, 0.02, 0.35),
    ("only by institutions", -1.26, 0.16, 0.14),
    ("behind a word like 'in' at least once", 0.08, 0.17, 0.57),
    ("log of all mentions", 0.25, 0.00, -0.35),
    ("only by demonyms", -0.49, -0.60, -0.24),
    ("only by names of persons", -0.21, 0.24, -0.41),
    ("only in the dateline", 0.96, 0.79, 0.00),
    ("log of the number of countries", 0.98, 0.00, 0.20),
    ("the publisher's home", 0.80, 0.80, 0.50),
    ("in the headline by a place, and by name or demonym in the text", 1.00, 1.00, 0.00),
    (
        "only by names that other countries share, but by a country's own that only towns have elsewhere",
        0.00,
        1.20,
        0.00,
    ),
];

/// What the features of one country are compared with: the whole article.
#[derive(Clone, Copy, Debug)]
pub(super) struct Whole {
    /// The number of mentions of all countries.
    pub mentions: usize,
    /// The number of mentions of the country that has the most.
    pub most: usize,
    /// The number of countries mentioned.
    pub countries: usize,
    /// The country that stands first.
    pub first: u16,
    /// The publisher's home, where its address tells it.
    pub home: Option<u16>,
    /// The length of the body in bytes.
    pub length: usize,
}

/// The features of a country with these mentions, of which there is at least one.
pub(super) fn features(own: &[&Mention], whole: &Whole) -> Features {
    let count = |kind: Kind| (own.iter().filter(|m| m.kind == kind).count() as f32).ln_1p();
    let any = |holds: &dyn Fn(&Mention) -> bool| f32::from(u8::from(own.iter().any(|m| holds(m))));
    let all = |holds: &dyn Fn(&Mention) -> bool| f32::from(u8::from(own.iter().all(|m| holds(m))));
    let flag = |holds: bool| f32::from(u8::from(holds));
    let strong = |m: &Mention| matches!(m.kind, Kind::Name | Kind::Demonym);
    let in_title = |m: &Mention| m.place == Place::Title;
    let first = own.iter().find(|m| !in_title(m)).map_or(0, |m| m.range.start);
    let only_cities = all(&|m| matches!(m.kind, Kind::City | Kind::Capital));
    let largest = own.iter().map(|m| m.population).max().unwrap_or(0);
    [
        1.0,
        count(Kind::Name),
        count(Kind::Demonym),
        count(Kind::Capital),
        count(Kind::Region) + count(Kind::Abbreviation),
        count(Kind::Institution),
        count(Kind::City),
        any(&|m| in_title(m) && strong(m)),
        any(&|m| in_title(m) && !strong(m)),
        any(&|m| m.place == Place::Dateline),
        any(&|m| !in_title(m) && m.range.start < 200),
        own.len() as f32 / whole.mentions.max(1) as f32,
        flag(own.len() == whole.most),
        flag(own.iter().any(|m| m.country == whole.first)),
        flag(first > whole.length / 2),
        flag(own.len() == 1) * all(&|m| m.place == Place::Body),
        any(&|m| m.kind == Kind::Name),
        only_cities,
        only_cities * (largest as f32).ln_1p(),
        all(&|m| m.shared && !m.fixed),
        all(&|m| m.beside_capital),
        any(&|m| m.fixed),
        all(&|m| m.kind == Kind::Institution),
        any(&|m| m.located),
        (whole.mentions as f32).ln_1p(),
        all(&|m| m.kind == Kind::Demonym),
        all(&|m| m.personal && !m.located && !m.fixed),
        all(&|m| m.place == Place::Dateline),
        (whole.countries as f32).ln(),
        flag(own.iter().any(|m| whole.home == Some(m.country))),
        any(&|m| in_title(m) && !strong(m)) * any(&|m| !in_title(m) && strong(m)),
        all(&|m| m.shared && !m.fixed) * any(&|m| !m.ambiguous),
    ]
}

/// The odds, from 0 to 1, that the story is about a country with these features.
pub(super) fn odds_about(features: &Features) -> f32 {
    odds(features.iter().zip(&WEIGHTS).map(|(value, (_, about, _, _))| value * about).sum())
}

/// How a country with these features ranks among those of the story.
pub(super) fn rank(features: &Features) -> f32 {
    features.iter().zip(&WEIGHTS).map(|(value, (_, _, rank, _))| value * rank).sum()
}

/// The odds, from 0 to 1, that a country with these features is meant at all.
pub(super) fn odds_meant(features: &Features) -> f32 {
    odds(features.iter().zip(&WEIGHTS).map(|(value, (_, _, _, meant))| value * meant).sum())
}

fn odds(sum: f32) -> f32 {
    1.0 / (1.0 + (-sum).exp())
}
