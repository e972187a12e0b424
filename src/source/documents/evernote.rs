//! A note that Evernote exported as a page: `meta` elements tell where it was clipped from, and when. They are the note's, not the
//! article's: when it was made and changed is no day of publication, and its author is the reader's account.

use super::saved_from::web;
use crate::model::{Declared, MediaType};

/// How far into a page its notes stand, in bytes.
const HEAD: usize = 8 << 10;
/// What only Evernote writes.
const MARK: &str = "<meta name=\"exporter-version\" content=\"Evernote";
/// The names that speak of the note.
const OF_NOTE: [&str; 3] = ["created", "updated", "author"];

/// The page with what its notes tell; nothing where it is none of Evernote's.
pub(super) fn page(bytes: &[u8], media_type: MediaType, declared: &Declared) -> Option<(Vec<u8>, Declared)> {
    let head = &bytes[..bytes.len().min(HEAD)];
    let whole = std::str::from_utf8(head).map_or_else(|error| error.valid_up_to(), str::len);
    let (head, rest) = bytes.split_at(whole);
    let head = std::str::from_utf8(head).ok().filter(|head| media_type == MediaType::Html && head.contains(MARK))?;
    let told = |name: &str| {
        let (_, behind) = head.split_once(&format!("<meta name=\"{name}\" content=\""))?;
        Some(behind.split('"').next()?.replace("&amp;", "&"))
    };
    let url = declared.url.clone().or_else(|| web(&told("source-url")?));
    // "2026-01-05 10:00:00 +0000"
    let captured = declared.captured.or_else(|| told("created")?.replacen(' ', "T", 1).replace(' ', "").parse().ok());
    let mut page = head.to_owned();
    for name in OF_NOTE {
        page = page.replace(&format!("<meta name=\"{name}\""), &format!("<meta name=\"note-{name}\""));
    }
    Some(([page.as_bytes(), rest].concat(), Declared { url, captured, ..declared.clone() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_note_tells_of_itself_is_none_of_the_article() {
        let note = "<html><head><meta name=\"exporter-version\" content=\"Evernote Mac 7.14\"/><meta name=\"author\" content=\"reader\"/>\
            <meta name=\"created\" content=\"2026-01-05 10:00:00 +0000\"/><meta name=\"source-url\" content=\"https://e.org/a?b=1&amp;c=2\"/></head><p>Ferry";
        let (bytes, declared) = page(note.as_bytes(), MediaType::Html, &Declared::default()).unwrap();
        assert_eq!(declared.url.as_deref(), Some("https://e.org/a?b=1&c=2"));
        assert_eq!(declared.captured, Some("2026-01-05T10:00:00Z".parse().unwrap()));
        let text = String::from_utf8(bytes).unwrap();
        assert!(!text.contains("name=\"created\"") && !text.contains("name=\"author\"") && text.ends_with("<p>Ferry"));
        assert!(page(b"<meta name=\"created\" content=\"x\">", MediaType::Html, &Declared::default()).is_none());
    }
}
