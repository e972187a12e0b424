//! Spellings of names that an archive holds.
//!
//! [`capitals`] tells whether a word is written as a name, [`variants`] finds the spellings of one word, [`whole`] those of
//! names in several words, and [`particles`] leaves articles of names out or puts them in. What a user says of two words
//! ([`corrections`]) comes before all of it. What an archive must know for this is its [`knowledge`].

pub(crate) mod capitals;
pub(crate) mod corrections;
pub(crate) mod knowledge;
pub(crate) mod particles;
pub(crate) mod variants;
pub(crate) mod whole;
