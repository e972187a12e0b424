//! Pure functions on strings: words, folding, names, escaping, the order of dates.

pub mod address;
pub mod bytes;
pub mod date_order;
pub mod escape;
pub mod fold;
pub mod name;
pub mod words;
