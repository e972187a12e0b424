//! A text, and pages that were kept as text: marked and copied, dumped by lynx or w3m, converted by a program.
//!
//! [`lines`] takes off the signs of the dump, [`paragraphs`] joins what a margin broke, [`marks`] tells lines that say of
//! themselves that they are no story, [`story`] finds the run of prose, [`headline`] the line that it is about; [`reader`] is
//! the recipe. Where no line says that it is something else, nothing is left out: a manuscript stays whole.

mod headline;
mod lines;
mod marks;
mod paragraphs;
mod reader;
mod story;

pub(super) use reader::{TextCopy, read};
