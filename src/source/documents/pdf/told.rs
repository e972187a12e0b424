//! What a PDF document holds.

use serde::{Deserialize, Serialize};

use crate::Error;
use crate::model::{Capture, Declared, MediaType, Origin};

/// What a document holds.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Told {
    pub(super) text: String,
    pub(super) title: Option<String>,
    pub(super) author: Option<String>,
    /// When the document was made, as ISO 8601, as far as it is told.
    pub(super) created: Option<String>,
    pub(super) lang: Option<String>,
    /// When a browser printed a page to it, in the same form.
    pub(super) printed: Option<String>,
    /// How many pages were left out, since there are more than are read.
    pub(super) left_out: usize,
}

/// A document that was read.
pub(crate) struct PdfDocument {
    pub(crate) capture: Capture,
    /// What is to be known of it.
    pub(crate) note: Option<Error>,
}

impl Told {
    /// The document. What its container declares of it is believed first.
    pub(super) fn document(self, origin: Origin, declared: Declared) -> PdfDocument {
        let note = (self.left_out > 0).then(|| {
            let what = format!("a PDF document of more pages than are read; the last {} were left out", self.left_out);
            Error { member: origin.member.clone(), ..Error::noted(what) }
        });
        let declared = Declared {
            title: declared.title.or(self.title),
            authors: if declared.authors.is_empty() { self.author.into_iter().collect() } else { declared.authors },
            published: declared.published.or(self.created),
            captured: declared.captured.or_else(|| self.printed?.parse().ok()),
            lang: declared.lang.or(self.lang),
            charset: Some("utf-8".to_owned()),
            ..declared
        };
        let capture = Capture { origin, media_type: MediaType::Pdf, bytes: self.text.into_bytes(), declared };
        PdfDocument { capture, note }
    }
}
