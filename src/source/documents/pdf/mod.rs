//! The text of a PDF: [`document`] opens it within limits, [`page`] follows the content of a page into its forms, [`font`] tells
//! characters, and [`text`] makes lines and paragraphs of where strings stand.

pub(crate) mod document;
pub(super) mod font;
pub(super) mod page;
pub(super) mod text;
