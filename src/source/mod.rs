//! Reading archives: from folders to files, and from a file to the captures in it.
//!
//! [`walk()`] finds the files. [`open()`] looks at a file's bytes (`sniff`) and hands them to the reader of their format;
//! it alone knows all readers, and it alone takes compressed layers off (`gzip`). A reader knows no sibling: `document`
//! takes a file as one page, `ndjson` takes a line as one `record`. Nothing here runs out of [`Limits`], and nothing
//! here ends a run: what cannot be read is an item of its own among the captures, with its place.

mod document;
mod gzip;
mod limits;
mod ndjson;
mod open;
mod record;
mod sniff;
mod walk;

pub use limits::Limits;
pub use open::{Captures, open, read};
pub use record::FieldMap;
pub use walk::{Found, FoundFile, Root, walk};
