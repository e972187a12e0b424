//! The language of an article: declared, and checked against the text.

use crate::extract::declared::metadata::Metadata;
use crate::extract::extraction::Note;
use crate::lang::{detect, disproves, primary};

/// Texts shorter than this are too short to speak against what is declared.
const ENOUGH: usize = 200;

/// The language as an ISO 639-1 code.
pub(crate) fn of(metadata: &Metadata, record: Option<&str>, text: &str, notes: &mut Vec<Note>) -> Option<String> {
    let locale =
        || ["og:locale", "content-language", "language", "dc.language"].iter().find_map(|name| metadata.meta(name));
    let declared = record.or(metadata.lang.as_deref()).and_then(primary).or_else(|| locale().and_then(primary));
    check(declared, text, notes)
}

/// What is declared, unless a long text is plainly in another language.
pub(crate) fn check(declared: Option<String>, text: &str, notes: &mut Vec<Note>) -> Option<String> {
    let Some(declared) = declared else { return detect(text).map(str::to_owned) };
    let proven = if text.len() >= ENOUGH { disproves(text, &declared) } else { None };
    let Some(found) = proven else { return Some(declared) };
    notes.push(Note::new("lang", format!("declared as {declared}, but the text is in {found}")));
    Some(found.to_owned())
}
