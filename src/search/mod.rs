//! The way out: from a request to results.
//!
//! [`Searcher::search`] compiles the query for the index at hand (`plan`): words are looked up in the dictionaries (`lexicon`)
//! with their spellings as names (`names`), and countries and topics are resolved. The engine walks the plan: `matching` says
//! which documents match and where, `ranking` keeps the best and counts the facets, `stories` takes copies and versions
//! together. The hits that are shown are read from the store, and `passages` marks their words. `aside` answers what is
//! asked beside a search.
//!
//! Scores are rounded so that sums do not depend on their order, and ties are broken by article, so that the same
//! archive gives the same answer however it was indexed.

mod searcher;

mod hits;

mod dictionary;
mod names;
mod plan;

mod matching;
mod ranking;
mod stories;

mod aside;

mod statistics;

#[cfg(test)]
mod tests;

pub use crate::plan::aside::versions::versions;
pub use crate::plan::{Beside, Correction, Corrections, Names, Order, Piece, Request};
pub use searcher::Searcher;
pub(crate) use stories::groups::Stories;
pub use stories::groups::keep_copies;
