//! Pure functions on strings: words, folding, names, escaping.

pub mod bytes;
pub mod escape;
pub mod fold;
pub mod name;
pub mod words;
