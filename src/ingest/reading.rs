//! From a capture to the entry that goes into the index.

use jiff::Timestamp;

use crate::enrich::Enricher;
use crate::extract::{Extraction, Note, extract};
use crate::model::{Capture, Entry};
use crate::{Error, Result};

/// What was read out of a capture: the entry, unless there is no article in it, and what was noticed on the way. An entry that
/// dateline wrote elsewhere is taken over as it is. `now` is when it is read: what was not saved at a known time cannot be
/// from after that.
///
/// # Errors
///
/// When the bytes could not be read as what they are said to be.
pub fn read(mut capture: Capture, enricher: &Enricher, now: Timestamp) -> Result<(Option<Entry>, Vec<Note>)> {
    capture.declared.read = Some(now);
    if let Some(entry) = capture.declared.entry.take() {
        return Ok((Some(enricher.complete(*entry)), Vec::new()));
    }
    match extract(&capture) {
        Extraction { failure: Some(failure), .. } => Err(Error::malformed(failure)),
        Extraction { article, notes, .. } => Ok((article.map(|article| enricher.enrich(article)), notes)),
    }
}
