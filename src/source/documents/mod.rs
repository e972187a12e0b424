//! Files that are one document: a [`page`] (with the note of where it was [`saved_from`], or where it was [`mirrored`]), a [`mail`] (whose [`mime_parts`] are
//! told apart in one pass, and whose [`encoded_words`] are put together), a [`webarchive`], an [`office`] document, a note of
//! [`evernote`], [`joplin`] or [`notion`], several articles that [`percollate`] put together, messages of [`telegram`], and with the feature `pdf` a PDF.

pub(super) mod encoded_words;
mod evernote;
mod joplin;
pub(super) mod mail;
pub(super) mod mime_parts;
mod mirrored;
mod notion;
pub(super) mod office;
pub(super) mod page;
#[cfg(feature = "pdf")]
pub(super) mod pdf;
pub(super) mod percollate;
pub(super) mod saved_from;
pub(super) mod telegram;
pub(super) mod webarchive;
