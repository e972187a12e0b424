//! Which documents match, and where in them.
//!
//! A [`leaf`] finds and scores what [`crate::plan::matching`] describes. A [`cursor`] moves through it from document to document;
//! [`dense`] counts the matches of close words with rows of [`bits`]. [`surface`] tests a match against the text as it was written.

pub(super) mod bits;
pub(super) mod cursor;
pub(super) mod dense;
pub(super) mod leaf;
pub(super) mod surface;
