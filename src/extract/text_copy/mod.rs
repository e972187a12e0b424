//! A text, and pages that were kept as text: marked and copied, dumped by lynx or w3m, converted by a program.
//!
//! [`lines`] takes off the signs of the dump, [`paragraphs`] joins what a margin broke, [`marks`] tells lines that say of
//! themselves that they are no story, [`features`] and [`model`] how much each looks like a story; [`runs`] chooses the runs of prose that are it, [`headline`] the line that it is about; [`reader`] is
//! the recipe. Where no line says that it is something else, nothing is left out: a manuscript stays whole.

mod features;
mod header;
mod headline;
mod lines;
mod marks;
mod model;
mod paragraphs;
mod reader;
mod runs;
mod whole;

pub(super) use header::split as split_header;
pub(super) use reader::{TextCopy, read};
pub(super) use whole::{mail, whole};
