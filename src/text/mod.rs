//! Pure functions on strings: words, folding, stems, sentences, language.

pub mod escape;
pub mod fold;
pub mod language;
pub mod name;
pub mod sentences;
pub mod stem;
pub mod words;
