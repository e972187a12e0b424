//! What a document says of itself: the elements of a page's head ([`metadata`]), its [`json_ld`], the [`front_matter`] of a
//! text, and what a [`web_archive`] says of a page that was saved out of it.

pub(super) mod front_matter;
pub(super) mod json_ld;
pub mod metadata;
pub(super) mod web_archive;
