//! What matches in a text, wherever the text is kept: a [`leaf`] is a set of terms in a [`pattern`] of positions; [`surface`] tests
//! a match against the text as it was written.

pub(crate) mod leaf;
pub(crate) mod pattern;
pub(crate) mod surface;
