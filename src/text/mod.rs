//! Pure functions on strings: words, folding, names, escaping.

pub mod escape;
pub mod fold;
pub mod name;
pub mod words;
