//! The query language: from what a person types to a tree, and back.

mod tree;

pub use tree::{DateRange, Form, Near, Phrase, Query, Term, Within};
