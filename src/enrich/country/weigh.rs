//! The model: how the mentions of a country add up to the odds that the story is about it.
//!
//! One logistic sum over a few features that are the same for every country; its weights stand in [`WEIGHTS`].

use super::gazetteer::Kind;
use super::places::Mention;
use crate::model::Place;

/// The number of features.
pub(super) const FEATURES: usize = 16;

/// A weight for each feature, and what it says.
const WEIGHTS: [(&str, f32); FEATURES] = [
    ("bias", -3.0),
    ("log of mentions by the country's name", 1.0),
    ("log of mentions by demonym", 0.8),
    ("log of mentions by capital", 0.6),
    ("log of mentions by region", 0.8),
    ("log of mentions by institution", 0.5),
    ("log of mentions by city", 0.4),
    ("in the headline by name or demonym", 1.5),
    ("in the headline otherwise", 1.0),
    ("in the dateline", 1.8),
    ("in the first 200 bytes", 0.8),
    ("share of all mentions", 3.0),
    ("has the most mentions", 0.8),
    ("stands first", 0.5),
    ("first stands in the second half", -0.8),
    ("only one mention, outside headline and dateline", -0.8),
];

/// The features of a country with these mentions among all of the article.
pub(super) fn features(own: &[&Mention], all: &[Mention], most: usize, length: usize) -> [f32; FEATURES] {
    let count = |kind: Kind| (own.iter().filter(|m| m.kind == kind).count() as f32).ln_1p();
    let flag = |holds: bool| if holds { 1.0 } else { 0.0 };
    let strong = |m: &&&Mention| matches!(m.kind, Kind::Name | Kind::Demonym);
    let title = own.iter().filter(|m| m.place == Place::Title);
    let first = own.iter().find(|m| m.place != Place::Title).map_or(0, |m| m.range.start);
    let outstanding = own.iter().any(|m| m.place != Place::Body);
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
    ]
}

/// The odds, from 0 to 1.
pub(super) fn weigh(features: &[f32; FEATURES]) -> f32 {
    let sum: f32 = features.iter().zip(&WEIGHTS).map(|(value, (_, weight))| value * weight).sum();
    1.0 / (1.0 + (-sum).exp())
}
