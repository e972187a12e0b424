//! Pure functions on strings: words, folding, names, escaping, the order of dates; and the charset of bytes before they are strings.

pub mod address;
pub mod bytes;
pub mod charset;
pub mod date_order;
pub mod escape;
pub mod fold;
pub mod name;
pub mod unspaced;
pub mod variants;
pub mod words;
