//! The second engine: the same archive on an OpenSearch cluster, for archives that outgrow one machine.
//!
//! A cluster holds what the index at home holds, and nothing is analysed by it: [`document`] makes of an entry the words
//! that [`crate::text::words`] cuts, separated by spaces, with what stands at one position laid there (`stacked`), and
//! every value of a facet with the values above it. [`mapping`] says how the cluster keeps them, made from
//! [`crate::model::FIELDS`]. So an upgrade of the cluster changes no answer. [`words`] is an index of the archive's words
//! beside it. [`client`] is the way to its nodes, [`export`] the way in.
//!
//! A [`ClusterSearcher`] answers requests: queries are compiled as at home (`archive`, `dictionary`, `word_index`), asked of the cluster (`asked`,
//! `clauses`, `clause_count`, `intervals`), counted there (`counting`), and the best hits are fetched (`fetched`) until no other can come among them
//! (`bound`), scored by their texts (`ranked`) and shown (`page`), with the copies of their stories (`stories`, `groups`).

pub mod client;
pub mod document;
pub mod export;
pub mod mapping;
mod stacked;
pub mod words;

mod archive;
mod asked;
mod bound;
mod clause_count;
mod clauses;
mod counting;
mod dictionary;
mod fetched;
mod groups;
mod intervals;
mod page;
mod ranked;
mod searcher;
mod stories;
mod word_index;

pub use document::Document;
pub use searcher::ClusterSearcher;
