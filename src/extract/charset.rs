//! From bytes to text: which charset a page is in.
//!
//! The order of the WHATWG Encoding and HTML standards: a byte order mark, the HTTP header, a `meta` element in the
//! first bytes; then UTF-8 if the bytes are that, and at last what chardetng (Firefox's detector) makes of them.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::Note;

/// How far into a page its charset may be declared. The standard says 1,024; pages go beyond.
const META_WINDOW: usize = 4_096;

/// Decodes the bytes of a page or a text; `header` is the label that the container gives.
pub(super) fn decode<'a>(bytes: &'a [u8], header: Option<&str>, notes: &mut Vec<Note>) -> Cow<'a, str> {
    let (encoding, source) = choose(bytes, header);
    let (text, used, broken) = encoding.decode(bytes);
    if used != UTF_8 || broken {
        let remark = if broken { "; some bytes are not of it" } else { "" };
        notes.push(Note::new("charset", format!("read as {} by {source}{remark}", used.name())));
    }
    text
}

fn choose(bytes: &[u8], header: Option<&str>) -> (&'static Encoding, &'static str) {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return (encoding, "its byte order mark");
    }
    // Bytes that are valid UTF-8 beyond ASCII are hardly ever anything else, whatever is declared.
    if !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok() {
        return (UTF_8, "its bytes");
    }
    let declared =
        header.and_then(|label| Encoding::for_label(label.trim().as_bytes())).map(|e| (e, "the HTTP header"));
    let declared = declared.or_else(|| in_page(bytes).map(|e| (e, "its meta element")));
    match declared {
        Some((encoding, source)) if encoding != UTF_8 => (encoding, source),
        Some(declared) if mostly_utf8(bytes) => declared,
        _ if bytes.is_ascii() => (UTF_8, "its bytes"),
        _ => (guess(bytes), "its letters"),
    }
}

/// The charset that a page declares; UTF-16 cannot be true where this was read as ASCII.
fn in_page(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(META_WINDOW)].to_ascii_lowercase();
    let at = head.windows(7).position(|window| window == b"charset")? + 7;
    let rest = head[at..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let end = rest.iter().position(|b| !b.is_ascii_alphanumeric() && !b"-_:.".contains(b)).unwrap_or(rest.len());
    match Encoding::for_label(&rest[..end])? {
        encoding if encoding == UTF_16BE || encoding == UTF_16LE => Some(UTF_8),
        encoding => Some(encoding),
    }
}

/// Whether only a few bytes are not UTF-8, as where a text was cut in the middle of a letter.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let broken = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
    let beyond_ascii = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    broken * 10 <= beyond_ascii
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(1 << 16)], true);
    let encoding = detector.guess(None, Utf8Detection::Allow);
    if encoding == UTF_8 && !mostly_utf8(bytes) { WINDOWS_1252 } else { encoding }
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
