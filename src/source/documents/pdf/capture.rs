//! A PDF document as a capture, read as the limits say.

use super::told::PdfDocument;
use super::{apart, document};
use crate::model::{Declared, Origin};
use crate::source::limits::Limits;
use crate::source::pdf_reading::PdfReading;
use crate::{Error, Result};

/// The capture of a document.
pub(crate) fn capture(origin: Origin, declared: Declared, bytes: &[u8], limits: &Limits) -> Result<PdfDocument> {
    match &limits.pdf {
        PdfReading::Never => Err(Error::skipped("a PDF document, which this program does not read")),
        PdfReading::Here => Ok(document::read(bytes, limits.max_document)?.document(origin, declared)),
        PdfReading::Apart(reader) => apart::ask(reader, bytes, limits)?.document(origin, declared),
    }
}
