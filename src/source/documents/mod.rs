//! Files that are one document: a [`page`] (with the note of where it was [`saved_from`]), a [`mail`] (whose [`mime_parts`] are
//! told apart in one pass), a [`webarchive`], and with the feature `pdf` a PDF.

pub(super) mod mail;
pub(super) mod mime_parts;
pub(super) mod page;
#[cfg(feature = "pdf")]
pub(super) mod pdf;
pub(super) mod saved_from;
pub(super) mod webarchive;
