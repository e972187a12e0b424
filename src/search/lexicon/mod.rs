//! Looking words up in the dictionaries of an index.
//!
//! [`pieces`] cuts a typed word into the terms of the index, [`forms`] finds its inflected forms, [`glob`] the words that a
//! wildcard matches, and [`expand`] brings these together. What comes out is a [`term_set`]: terms with their places in the
//! dictionaries of all segments.

pub(super) mod expand;
pub(super) mod forms;
pub(super) mod glob;
pub(super) mod pieces;
pub(super) mod term_set;
