//! What a PDF document holds.

use serde::{Deserialize, Serialize};

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
}

impl Told {
    /// The capture of the document. What its container declares of it is believed first.
    pub(super) fn capture(self, origin: Origin, declared: Declared) -> Capture {
        let declared = Declared {
            title: declared.title.or(self.title),
            authors: if declared.authors.is_empty() { self.author.into_iter().collect() } else { declared.authors },
            published: declared.published.or(self.created),
            captured: declared.captured.or_else(|| self.printed?.parse().ok()),
            lang: declared.lang.or(self.lang),
            charset: Some("utf-8".to_owned()),
            ..declared
        };
        Capture { origin, media_type: MediaType::Pdf, bytes: self.text.into_bytes(), declared }
    }
}
