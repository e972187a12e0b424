//! Reading archives: from folders to files, and from a file to the captures in it.
//!
//! [`walk()`] finds the files. [`open()`] looks at a file's bytes (`sniff`) and hands them to the reader of their format;
//! it alone knows all readers, and it alone opens what lies inside something else: a layer of compression (`gzip`,
//! `zstd`, which share `packed`) and the members of containers (`warc`, `zip`, `tar`), to any depth that the limits allow. A reader
//! knows no sibling: `document` takes a file as one page, `mail` (whose `parts` tells those of a message apart) and
//! `webarchive` the page out of a file, `pdf` (with `pdf_page`, `pdf_text` and `pdf_font`, where that is built) a document's text, `ndjson`,
//! `json` and `table` take lines, elements and rows as `record`s, and `feed` items as `feed_item`s. Nothing here runs out
//! of [`Limits`], and nothing here ends a run: what cannot be read is an item of its own among the captures, with its
//! place.

mod allowance;
mod buffered;
mod decoded;
mod document;
mod feed;
mod feed_item;
mod gzip;
mod headers;
mod http;
mod json;
mod limits;
mod mail;
mod member;
mod ndjson;
mod open;
mod packed;
mod parts;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(feature = "pdf")]
mod pdf_font;
#[cfg(feature = "pdf")]
mod pdf_page;
#[cfg(feature = "pdf")]
mod pdf_text;
mod record;
mod revisit;
mod saved;
mod sniff;
mod table;
mod tar;
mod walk;
mod warc;
mod webarchive;
mod zip;
mod zstd;

pub use limits::Limits;
pub use open::{Bytes, Sink, open, read};
pub use record::FieldMap;
pub use walk::{Found, FoundFile, Root, walk};
