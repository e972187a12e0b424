//! Reading archives: from folders to files, and from a file to the captures in it.
//!
//! [`walk()`] finds the files. [`open()`] looks at a file's bytes (`sniff`) and hands them to the reader of their format;
//! it alone knows all readers, and it alone opens what lies inside something else: a layer of `compression` and the members
//! of `containers`, to any depth that the limits allow. A reader knows no sibling: `documents` are one page, mail or text,
//! `records` are many articles in a file. Nothing here runs out of [`Limits`], and nothing here ends a run: what cannot be
//! read is an error among the captures, with its place.

mod companions;
mod walk;

mod signatures;
mod sniff;
mod told_texts;

mod appended;
mod find;
mod open;

mod compression;
mod containers;
mod documents;
mod records;
mod text_records;

mod databases;
mod lines;

mod story;

mod bounded_lines;
mod byline;
mod charset;
mod field_map;
mod forgiving;
mod front;
mod limits;
mod pdf_reading;
mod returns;
mod stamp;

pub use appended::{holds_lines, read_added, stand_alone};
pub use companions::Companions;
#[cfg(feature = "pdf")]
pub use documents::pdf::pdf_answer;
pub use field_map::FieldMap;
pub use find::find;
pub use front::Front;
pub use limits::Limits;
pub use open::{Bytes, Sink, open, read};
pub use pdf_reading::{PdfReader, PdfReading};
pub use walk::{Found, FoundFile, Root, walk};
