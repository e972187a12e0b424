//! Spellings of names that an index holds.
//!
//! [`tables`] reads the consonant keys beside each segment, [`capitals`] tells whether a word is written as a name, [`variants`] finds
//! the spellings of one word there, [`whole`] those of
//! names in several words, and [`particles`] leaves articles of names out or puts them in. What a user says of two words
//! ([`corrections`]) comes before all of it. [`knowledge`] holds tables and corrections for one snapshot.

pub(super) mod capitals;
pub(super) mod corrections;
pub(super) mod knowledge;
pub(super) mod particles;
pub(super) mod tables;
pub(super) mod variants;
pub(super) mod whole;
