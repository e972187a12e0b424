//! What a reader will not go beyond.

use std::io::{self, Read};

use super::companions::Companions;
use super::field_map::FieldMap;
use super::pdf_reading::PdfReading;
use crate::{Error, ErrorKind, Result};

/// The bounds within which archives are read, and how their records are named.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Limits {
    /// The largest page, text or record that is read, in bytes after decompression.
    pub max_document: u64,
    /// The largest page with its pictures in one file (MHTML, web archives, PDF) or mail message that is read, in bytes.
    pub max_bundle: u64,
    /// The most members and records that are read out of one file, those of containers inside it included.
    pub max_members: u64,
    /// The most that one compressed file may grow to, in bytes, containers inside it included.
    pub max_expanded: u64,
    /// The largest ZIP archive inside another file that is unpacked to be read, in bytes.
    pub max_spooled: u64,
    /// How many times its own size a compressed file may grow to, once it has grown beyond a few megabytes.
    pub max_ratio: u64,
    /// How many layers of compression or containers are opened.
    pub max_depth: usize,
    /// Names of record fields beside the usual ones.
    pub fields: FieldMap,
    /// Whether what programs keep beside saved pages is read.
    pub companions: Companions,
    /// How PDF documents are read.
    pub pdf: PdfReading,
}

impl Limits {
    /// The same with documents of at most this many bytes.
    #[must_use]
    pub fn max_document(self, max_document: u64) -> Limits {
        Limits { max_document, ..self }
    }

    /// The same with bundles of at most this many bytes.
    #[must_use]
    pub fn max_bundle(self, max_bundle: u64) -> Limits {
        Limits { max_bundle, ..self }
    }

    /// The same with at most this many members a file.
    #[must_use]
    pub fn max_members(self, max_members: u64) -> Limits {
        Limits { max_members, ..self }
    }

    /// The same with compressed files that grow to at most this many bytes.
    #[must_use]
    pub fn max_expanded(self, max_expanded: u64) -> Limits {
        Limits { max_expanded, ..self }
    }

    /// The same with inner ZIP archives of at most this many bytes.
    #[must_use]
    pub fn max_spooled(self, max_spooled: u64) -> Limits {
        Limits { max_spooled, ..self }
    }

    /// The same with compressed files that grow to at most this many times their size.
    #[must_use]
    pub fn max_ratio(self, max_ratio: u64) -> Limits {
        Limits { max_ratio, ..self }
    }

    /// The same with at most this many layers opened.
    #[must_use]
    pub fn max_depth(self, max_depth: usize) -> Limits {
        Limits { max_depth, ..self }
    }

    /// The same with or without what programs keep beside saved pages.
    #[must_use]
    pub fn companions(self, companions: Companions) -> Limits {
        Limits { companions, ..self }
    }

    /// The same with another way to read PDF documents.
    #[must_use]
    pub fn pdf(self, pdf: PdfReading) -> Limits {
        Limits { pdf, ..self }
    }

    /// The same with other names of record fields.
    #[must_use]
    pub fn fields(self, fields: FieldMap) -> Limits {
        Limits { fields, ..self }
    }
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            max_document: 16 << 20,
            max_bundle: 64 << 20,
            max_members: 10_000_000,
            max_expanded: 64 << 30,
            max_spooled: 4 << 30,
            max_ratio: 250,
            max_depth: 4,
            fields: FieldMap::default(),
            companions: Companions::default(),
            pdf: PdfReading::default(),
        }
    }
}

/// The error of a limit that was reached.
pub(super) fn over(limit: &'static str, what: impl Into<String>) -> Error {
    Error::new(ErrorKind::Limit { limit, what: what.into() })
}

/// The error behind a failed read: one of ours that travelled through a [`std::io::Read`], or the system's.
pub(super) fn of_read(cause: io::Error) -> Error {
    match cause.downcast::<Error>() {
        Ok(error) => error,
        Err(cause) => Error::from(cause),
    }
}

/// All bytes; an error when they are more than the limit, which is found out without reading them all.
pub(crate) fn read_whole(reader: impl Read, name: &'static str, limit: u64) -> Result<Vec<u8>> {
    /// Room for most pages: a buffer that grows to their size touches fresh memory at each step, which the system clears first.
    const ROOM: usize = 256 << 10;
    let mut bytes = Vec::with_capacity(ROOM.min(usize::try_from(limit).unwrap_or(ROOM)));
    reader.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(of_read)?;
    if bytes.len() as u64 > limit {
        return Err(over(name, format!("the document is larger than {}", megabytes(limit))));
    }
    if bytes.len() < bytes.capacity() / 2 {
        bytes.shrink_to_fit();
    }
    Ok(bytes)
}

/// A size as people write it.
pub(super) fn megabytes(bytes: u64) -> String {
    if bytes < 1 << 20 { format!("{bytes} bytes") } else { format!("{} MiB", bytes >> 20) }
}
