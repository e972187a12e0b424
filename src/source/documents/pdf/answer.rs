//! What is read out of a PDF document, in the form in which one process tells it to another: a JSON object.

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::{Deserialize, Serialize};

use super::document;
use super::told::{PdfDocument, Told};
use crate::model::{Declared, Origin};
use crate::source::limits::over;
use crate::{Error, ErrorKind, Result};

/// What a document holds, or why that is not known.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Answer {
    Read(Told),
    Skipped(String),
    Damaged(String),
    TooLong(String),
}

/// What is read out of the bytes of a PDF document whose text is at most `max_text` bytes long, as JSON for the process that waits
/// for it. A panic over the document is an answer, too.
pub fn pdf_answer(bytes: &[u8], max_text: u64) -> Vec<u8> {
    let read = catch_unwind(AssertUnwindSafe(|| document::read(bytes, max_text)));
    let answer = match read.unwrap_or_else(|panic| Err(Error::of_panic(panic.as_ref()))) {
        Ok(told) => Answer::Read(told),
        Err(Error { kind: ErrorKind::Skipped(what), .. }) => Answer::Skipped(what),
        Err(Error { kind: ErrorKind::Limit { what, .. }, .. }) => Answer::TooLong(what),
        Err(error) => Answer::Damaged(error.to_string()),
    };
    // Strings and options of them are always JSON.
    serde_json::to_vec(&answer).unwrap_or_default()
}

impl Answer {
    /// The document, or the error that was told.
    pub(super) fn document(self, origin: Origin, declared: Declared) -> Result<PdfDocument> {
        match self {
            Answer::Read(told) => Ok(told.document(origin, declared)),
            Answer::Skipped(what) => Err(Error::skipped(what)),
            Answer::Damaged(what) => Err(Error::malformed(what)),
            Answer::TooLong(what) => Err(over("max-document", what)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_what_was_asked_for_in_another_process() {
        let told = Told {
            text: "The ferry sails.".to_owned(),
            title: Some("Ferry".to_owned()),
            left_out: 3,
            ..Told::default()
        };
        let json = serde_json::to_vec(&Answer::Read(told)).unwrap();
        let answer: Answer = serde_json::from_slice(&json).unwrap();
        let PdfDocument { capture, note } = answer.document(Origin::default(), Declared::default()).unwrap();
        assert!(note.is_some_and(|note| note.to_string().contains("the last 3 were left out")));
        assert_eq!(
            (capture.bytes.as_slice(), capture.declared.title.as_deref()),
            (b"The ferry sails.".as_slice(), Some("Ferry"))
        );
    }

    #[test]
    fn what_cannot_be_read_is_told_in_another_process_as_in_this_one() {
        let answer: Answer = serde_json::from_slice(&pdf_answer(b"%PDF-1.4 and no more", 1_000)).unwrap();
        let error = answer.document(Origin::default(), Declared::default()).err().unwrap();
        assert!(error.to_string().contains("damaged"), "{error}");
    }
}
