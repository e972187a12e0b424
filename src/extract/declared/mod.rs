//! What a document says of itself: the elements of a page's head ([`metadata`]), its [`json_ld`], and the [`front_matter`] of
//! a text.

pub(super) mod front_matter;
pub(super) mod json_ld;
pub mod metadata;
