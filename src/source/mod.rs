//! Reading archives: from a path to the captures in it.
//!
//! [`open()`] looks at a file's bytes and hands it to the reader of its format; it alone knows all readers.

mod limits;
mod ndjson;
mod open;

pub use limits::Limits;
pub use ndjson::FieldMap;
pub use open::{Captures, open};
