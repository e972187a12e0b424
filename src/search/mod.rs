//! The way out: from a request to results.
//!
//! [`Searcher::search`] compiles the query for the index at hand (`compile`): words are expanded to the words that the
//! index holds (`expand`), names of countries and topics are resolved (`facet_names`). What comes out is a `plan`. The
//! engine walks it: each part of it is a `leaf` that moves `cursor`s over postings and matches a `pattern` of positions.
//! One pass collects the best hits (`top`) and counts `facets`. The hits that are shown are read from the store, their
//! words marked (`marks`) and passages (`snippets`) or keyword-in-context lines (`context`) chosen.
//!
//! Beside it: `explain` says what each part of a query finds and adds to a score, `suggest` names words near to one that the
//! index does not know, `similar` makes a query of an article.
//!
//! Scores are rounded so that sums do not depend on their order, and ties are broken by article, so that the same
//! archive gives the same answer however it was indexed.

mod request;
mod searcher;

mod compile;
mod corrections;
mod facet_names;
mod name_tables;
mod names;
mod particles;
mod terms;
mod whole_names;

mod collection;
mod expand;
mod expansion;
mod forms;
mod glob;
mod remembered;
mod word_set;

mod plan;

mod bits;
mod cursor;
mod dense;
mod labels;
mod leaf;
mod pattern;
mod surface;
mod walk;
mod window;

mod copies;
mod facets;
mod feedback;
mod proximity;
mod spread;
mod top;
mod versions;

mod context;
mod marks;
mod snippets;

mod explain;
mod similar;
mod suggest;

#[cfg(test)]
mod tests;

pub use copies::keep_copies;
pub use corrections::{Correction, Corrections};
pub use request::{Names, Order, Request};
pub use searcher::Searcher;
pub use versions::versions;
