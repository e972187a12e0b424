//! Which articles are copies of one story: a pure function from what is kept of them to groups.
//!
//! Copies share shingles (`crate::model::Fingerprint`). `shared` inverts the samples: which shingle is held by
//! which articles, leaving out what one article holds alone and what is too common to say anything. `leaders` goes
//! through the articles, those that have most in common with others first: each joins one that holds enough of it, or
//! leads a group of its own. `likeness` says what is enough: **containment**, the share of the smaller sample that is
//! found in the larger, weighed by its size and by the figures (`figures`), for copies share their figures and
//! recurring reports do not.
//!
//! Texts that are the same are one before anything is counted (`twins`).
//!
//! The same articles give the same groups in any order. After a change only what it touches is grouped again (`grouping`, by
//! `components`), with the same outcome.

mod components;
mod differences;
mod figures;
mod grouping;
mod leaders;
mod likeness;
mod shared;
mod sketches;
mod twins;
mod wanted;

#[cfg(test)]
mod tests;

pub use differences::{alone, differences};
pub use figures::FigureCounts;
pub use grouping::{Former, Grouping, Search, group, regroup};
pub use likeness::{Likeness, likeness};
pub use shared::Source;
pub use sketches::Sketches;
pub use twins::Bands;
pub use wanted::{Found, Wanted};
