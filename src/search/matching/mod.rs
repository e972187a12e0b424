//! Which documents match, and where in them.
//!
//! A [`leaf`] is a set of terms in a [`pattern`] of positions. A [`cursor`] moves through it from document to document;
//! [`dense`] counts the matches of close words with rows of [`bits`]. [`surface`] tests a match against the text as it was written.

pub(super) mod bits;
pub(super) mod cursor;
pub(super) mod dense;
pub(super) mod leaf;
pub(super) mod pattern;
pub(super) mod surface;
