//! The charset that a text declares.

use encoding_rs::Encoding;
use memchr::memmem;

/// The charset that a text, a page or XML declares which starts like this, if it does.
pub(super) fn declared(head: &[u8]) -> Option<&'static str> {
    let in_page = || {
        let at = memmem::find(head, b"charset=")? + b"charset=".len();
        encoding_name(&head[at..])
    };
    declared_in_xml(head).or_else(in_page)
}

/// The charset that an XML declaration names, if it does. What follows the declaration counts for nothing: a feed tells of pages.
pub(super) fn declared_in_xml(head: &[u8]) -> Option<&'static str> {
    let start = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let declaration = start.strip_prefix(b"<?xml")?;
    let declaration = &declaration[..memmem::find(declaration, b"?>")?];
    let rest = &declaration[memmem::find(declaration, b"encoding")? + b"encoding".len()..];
    encoding_name(rest.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start())
}

/// The name of the encoding that stands here, in quotes or without.
fn encoding_name(label: &[u8]) -> Option<&'static str> {
    let label = label.strip_prefix(b"\"").or(label.strip_prefix(b"'")).unwrap_or(label);
    let label = label.split(|byte| !(byte.is_ascii_alphanumeric() || b"-_".contains(byte))).next()?;
    Encoding::for_label(label).map(Encoding::name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_are_found_and_mentions_in_feeds_are_not() {
        assert_eq!(declared(b"<html><meta charset=koi8-r>"), Some("KOI8-R"));
        assert_eq!(declared_in_xml(b"<?xml version='1.0' encoding = 'windows-1251'?><rss>"), Some("windows-1251"));
        assert_eq!(declared_in_xml(b"<?xml version='1.0'?><rss>encoding='koi8-r' charset=koi8-r"), None);
        assert_eq!(declared("TY  - NEWS\n".as_bytes()), None);
    }
}
