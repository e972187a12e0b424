//! From bytes to text: which charset a page is in.
//!
//! The order of the WHATWG Encoding and HTML standards: a byte order mark, the HTTP header, a `meta` element in the
//! first bytes; then UTF-8 if the bytes are that, and at last what chardetng (Firefox's detector) makes of them. What only
//! one charset looks like is that whatever is declared: UTF-8 beyond ASCII, the zeros of UTF-16, and the escape sequences
//! of ISO-2022-JP. (Browsers do not go by the latter two, lest a page hide a program in them; here nothing is run.)

use std::borrow::Cow;

use encoding_rs::{Encoding, ISO_2022_JP, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};
use memchr::memmem;

use super::{legacy_charsets, twice_encoded};
use crate::extract::extraction::Note;
use crate::text::charset::{GUESS_WINDOW, guess, is_mostly_utf8};

/// How far into a page its charset may be declared. The standard says 1,024; pages go beyond.
const META_WINDOW: usize = 4_096;
/// How many letters of ASCII at the start show UTF-16: as many as the shortest tag has.
const PAIRS: usize = 6;

/// Decodes the bytes of a page or a text; `header` is the label that the container gives.
pub(crate) fn decode<'a>(bytes: &'a [u8], header: Option<&str>, notes: &mut Vec<Note>) -> Cow<'a, str> {
    if let Some((name, text)) = legacy_charsets::decode(bytes, header.or(label_in_page(bytes).as_deref())) {
        notes.push(Note::new("charset", format!("read as {name}")));
        return Cow::Owned(text);
    }
    let text = utf_8(bytes).unwrap_or_else(|| {
        let (encoding, source) = choose(bytes, header);
        let (text, used, broken) = encoding.decode(bytes);
        if used != UTF_8 || broken {
            let remark = if broken { "; some bytes are not of it" } else { "" };
            notes.push(Note::new("charset", format!("read as {} by {source}{remark}", used.name())));
        }
        text
    });
    match twice_encoded::undo(&text) {
        Some(once) => {
            let why = "its UTF-8 had been taken for Windows-1252 and encoded again, which is undone";
            notes.push(Note::new("charset", why.to_owned()));
            Cow::Owned(once)
        }
        None => text,
    }
}

/// A text that is UTF-8 beyond ASCII by its bytes: these are hardly ever anything else, whatever is declared.
fn utf_8(bytes: &[u8]) -> Option<Cow<'_, str>> {
    if Encoding::for_bom(bytes).is_some() || bytes.is_ascii() || utf_16(bytes).is_some() {
        return None;
    }
    UTF_8.decode_without_bom_handling_and_without_replacement(bytes)
}

/// The charset of a text that is not UTF-8 by its bytes.
fn choose(bytes: &[u8], header: Option<&str>) -> (&'static Encoding, &'static str) {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return (encoding, "its byte order mark");
    }
    let is_ascii = bytes.is_ascii();
    let looks_like = if is_ascii { japanese(bytes) } else { None };
    if let Some(encoding) = looks_like.or_else(|| utf_16(bytes)) {
        return (encoding, "its bytes");
    }
    let declared = header.and_then(declared).map(|e| (e, "the HTTP header"));
    let declared = declared.or_else(|| in_page(bytes).map(|e| (e, "its meta element")));
    match declared {
        Some((encoding, source)) if encoding != UTF_8 => (encoding, source),
        Some(declared) if is_mostly_utf8(bytes) => declared,
        _ if is_ascii => (UTF_8, "its bytes"),
        _ => (guess(bytes), "its letters"),
    }
}

/// The charset of a label. Of those that nobody writes pages in, the one stands for what its pages are in, the other for
/// charsets of which no browser reads a letter.
fn declared(label: &str) -> Option<&'static Encoding> {
    match Encoding::for_label(label.trim().as_bytes())? {
        encoding if encoding == X_USER_DEFINED => Some(WINDOWS_1252),
        encoding => Some(encoding).filter(|encoding| *encoding != REPLACEMENT),
    }
}

/// The charset that a page declares; UTF-16 cannot be true where this was read as ASCII.
fn in_page(bytes: &[u8]) -> Option<&'static Encoding> {
    match declared(&label_in_page(bytes)?)? {
        encoding if encoding == UTF_16BE || encoding == UTF_16LE => Some(UTF_8),
        encoding => Some(encoding),
    }
}

/// The label of a charset in the first bytes of a page, in lower case.
fn label_in_page(bytes: &[u8]) -> Option<String> {
    let head = bytes[..bytes.len().min(META_WINDOW)].to_ascii_lowercase();
    let at = head.windows(7).position(|window| window == b"charset")? + 7;
    let rest = head[at..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let end = rest.iter().position(|b| !b.is_ascii_alphanumeric() && !b"-_:.".contains(b)).unwrap_or(rest.len());
    Some(String::from_utf8_lossy(&rest[..end]).into_owned())
}

/// ISO-2022-JP, where one of its escape sequences stands at the start of a text: it is ASCII to the eye.
fn japanese(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(GUESS_WINDOW)];
    let escapes = [b"\x1B$B", b"\x1B$@"];
    escapes.iter().any(|escape| memmem::find(head, *escape).is_some()).then_some(ISO_2022_JP)
}

/// UTF-16 without a mark, where every other byte of the first is zero: they are those of tags.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let pairs = bytes.as_chunks::<2>().0;
    let all_are = |is_tag: fn(&[u8; 2]) -> bool| pairs.get(..PAIRS).is_some_and(|pairs| pairs.iter().all(is_tag));
    if all_are(|pair| pair[0] == 0 && pair[1] != 0) {
        return Some(UTF_16BE);
    }
    all_are(|pair| pair[0] != 0 && pair[1] == 0).then_some(UTF_16LE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declared_charsets_are_read() {
        let decode = |bytes: &[u8], header| decode(bytes, header, &mut Vec::new()).into_owned();
        assert_eq!(decode(b"\xff\xfeh\x00i\x00", None), "hi");
        assert_eq!(decode(b"<meta charset=windows-1251>\xcf\xee\xf0\xf2", None), "<meta charset=windows-1251>Порт");
        assert_eq!(decode(b"\xcf\xee\xf0\xf2", Some("windows-1251")), "Порт");
        assert_eq!(decode("Порт".as_bytes(), Some("iso-8859-1")), "Порт", "valid UTF-8 beats its label");
        assert_eq!(decode(b"caf\xe9 au lait", None), "café au lait");
    }
}
