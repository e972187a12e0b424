//! The query language: from what a person types to a tree, and back.
//!
//! [`parse`] reads text into a [`Query`] or says where and why it cannot ([`SyntaxError`]); [`plain()`] reads text without
//! operators and cannot fail. A query prints as text that parses to the same tree. Nothing here knows an index: which
//! forms of a word exist and which countries there are is found out when `search` compiles the tree.
//!
//! Text goes through `lexer` (characters to tokens, in one pass), `word` (what one run of characters says) and
//! `parser` (tokens to tree, by recursive descent whose depth is capped); `dates` reads the values of `date:`.
//! The language itself is written down in `docs/query-language.md`, which the program carries as [`HELP`].

mod tree;

mod parser;

mod cursor;
mod node;
mod warnings;

mod lexer;
mod operator;
mod prefix;
mod regex;
mod suffix;
mod token;

mod dates;
mod months;
mod value;
mod word;

mod chars;
mod error;

mod plain;
mod print;

mod help;

#[cfg(test)]
mod tests;

pub use error::SyntaxError;
pub use help::HELP;
pub use parser::{Parsed, parse};
pub use plain::{Match, plain};
pub use regex::folded as folded_regex;
pub use tree::{DateRange, Form, Near, Phrase, Query, Term, Within, and, not, or};
