//! A question made ready for one archive, and what it matches in a text: the same for every engine.
//!
//! A [`Request`] is what is asked. Its query is compiled (`compile`): words are looked up in the archive's dictionary
//! (`lexicon`) in the `languages` of its articles, with their spellings as names (`names`), and countries and topics are resolved.
//! What comes out is a plan of leaves, each a set of terms in a pattern of positions (`matching`); on the text of a hit the same
//! plan scores (`ranking`) and marks (`passages`) what matched. `facets` says what can be counted, `aside` answers what is asked
//! beside a search. An engine finds the articles of a plan: the index at home, or a cluster. Neither
//! knows the other.

mod piece;
mod request;

pub(crate) mod aside;
pub(crate) mod compile;
pub(crate) mod facets;
pub(crate) mod languages;
pub(crate) mod lexicon;
pub(crate) mod matching;
pub(crate) mod names;
pub(crate) mod passages;
pub(crate) mod ranking;

pub use aside::holdings::{FileCounts, Holdings, Place, Reasons};
pub use names::corrections::{Correction, Corrections};
pub use piece::{Beside, Piece};
pub use request::{Names, Order, Request};
