//! How PDF documents are read.
//!
//! The library that reads their objects reads all of them before it hands out any, and can be made to read one again and again:
//! a document made for it takes far more time and memory than its size tells. Only a process of its own can be stopped for that.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

/// How PDF documents are read: what is safe depends on the program that asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum PdfReading {
    /// They are told as not read.
    #[default]
    Never,
    /// In this process. A document that was made to do harm takes as much time and memory as it wants: for documents of one's own.
    Here,
    /// In a process of its own for each document, which is stopped where it takes too much.
    Apart(PdfReader),
}

/// A program that takes the bytes of a PDF document on its standard input, and gives on its standard output what
/// [`pdf_answer`](crate::source::pdf_answer) makes of them. It bounds its own memory and time of the processor.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PdfReader {
    /// The program.
    pub program: PathBuf,
    /// What stands behind its name.
    pub arguments: Vec<OsString>,
    /// How long it may take for one document, by the clock on the wall; after that it is ended.
    pub deadline: Duration,
}

impl PdfReader {
    /// The program with these arguments, and a minute for each document.
    pub fn new(program: impl Into<PathBuf>, arguments: impl IntoIterator<Item = impl Into<OsString>>) -> PdfReader {
        let arguments = arguments.into_iter().map(Into::into).collect();
        PdfReader { program: program.into(), arguments, deadline: Duration::from_secs(60) }
    }

    /// The same with another deadline.
    #[must_use]
    pub fn deadline(self, deadline: Duration) -> PdfReader {
        PdfReader { deadline, ..self }
    }
}
