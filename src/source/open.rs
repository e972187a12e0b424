//! The one place that knows all readers.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;

use super::limits::Limits;
use super::ndjson;
use crate::model::{Capture, Declared, MediaType, Origin};
use crate::{Error, Result};

/// The captures of one file.
pub type Captures<'a> = Box<dyn Iterator<Item = Result<Capture>> + 'a>;

/// Opens a file of an archive and reads the captures in it.
///
/// # Errors
///
/// When the file cannot be opened. Trouble further in comes as an item of the iterator, and reading goes on behind it
/// where that is possible.
pub fn open<'a>(origin: Origin, limits: &'a Limits) -> Result<Captures<'a>> {
    let path = origin.full_path();
    let file = File::open(&path).map_err(|cause| Error::from(cause).at(&path))?;
    let name = path.to_string_lossy().to_lowercase();
    let (name, mut reader): (&str, Box<dyn BufRead>) = match name.strip_suffix(".gz") {
        Some(inner) => (inner, Box::new(BufReader::new(MultiGzDecoder::new(file)))),
        None => (&name, Box::new(BufReader::new(file))),
    };
    if name.ends_with(".jsonl") {
        return Ok(Box::new(ndjson::read(origin, reader, limits)));
    }
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes).map_err(|cause| Error::from(cause).at(&path))?;
    let media_type = media_type(Path::new(name));
    Ok(Box::new(std::iter::once(Ok(Capture { origin, media_type, bytes, declared: Declared::default() }))))
}

fn media_type(name: &Path) -> MediaType {
    match name.extension().and_then(|e| e.to_str()) {
        Some("md") => MediaType::Markdown,
        Some("txt") => MediaType::Text,
        _ => MediaType::Html,
    }
}
