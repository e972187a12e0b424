//! A text, and pages that were kept as text: marked and copied, dumped by lynx or w3m, converted by a program.
//!
//! [`lines`] takes off the signs of the dump, [`paragraphs`] joins what a margin broke, [`marks`] tells lines that say of
//! themselves that they are no story, [`features`] how much each looks like one; [`runs`] chooses the runs of prose that are
//! the story, [`headline`] the line that it is about, [`kept`] what of the lines between is of it, each by weights of [`model`];
//! [`bylines`], [`signature`] and [`near`] know what stands around a story. [`reader`] is the recipe. Where no line says that it is
//! something else, nothing is left out: a [`manuscript`] stays whole.

mod reader;

mod manuscript;
mod whole;

mod copy;

mod header;
mod lines;
mod marks;
mod paragraphs;

mod bounds;
mod features;
mod headline;
mod kept;
mod runs;

mod bylines;
mod model;
mod near;
mod signature;

#[cfg(test)]
mod learning;

pub(super) use copy::TextCopy;
pub(super) use header::{below_greeting, split as split_header};
pub(super) use manuscript::clipping;
pub(super) use reader::{read, read_page};
pub(super) use whole::{mail, whole};
