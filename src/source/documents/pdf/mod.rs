//! The text of a PDF: [`capture`] says in which process it is read. There [`document`] opens it within limits, [`page`] follows the
//! content of a page into its forms, [`font`] tells characters, and [`text`] makes lines and paragraphs of where strings stand;
//! [`told`] is what a document holds, [`answer`] what one process tells the other, [`apart`] how it is asked.

pub(crate) mod capture;

pub(super) mod answer;
pub(super) mod apart;
pub(super) mod document;
pub(super) mod font;
pub(super) mod page;
pub(super) mod text;
pub(super) mod told;

pub use answer::pdf_answer;
