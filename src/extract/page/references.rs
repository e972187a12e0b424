//! Character references: `&amp;`, `&#8217;`, `&eacute` and their kin, as the HTML standard resolves them.
//!
//! (HTML, 13.2.5.72 "Character reference state" and on. The names come from html5ever's table, which holds each name
//! and each beginning of one.)

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};
use memchr::memchr;

/// The longest name that is a reference without its semicolon: `&Aacute`.
const LONGEST_BARE: usize = 6;
/// No name is longer than this.
const LONGEST: usize = 32;

/// Where a reference stands: in attributes, `&copy=1` is part of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In text.
    Text,
    /// In the value of an attribute.
    Attribute,
}

/// A text with its references resolved.
pub(super) fn resolve(text: &str, place: Place) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        let name = &rest[at + 1..];
        let length = match name.strip_prefix('#') {
            Some(digits) => numeric(digits, &mut out).map(|length| length + 1),
            None => named(name, place, &mut out),
        };
        if length.is_none() {
            out.push('&');
        }
        rest = &name[length.unwrap_or(0)..];
    }
    out.push_str(rest);
    out
}

/// Resolves a number after `&#`; how long it was, with its semicolon.
fn numeric(text: &str, out: &mut String) -> Option<usize> {
    let (start, base) = if text.starts_with(['x', 'X']) { (1, 16) } else { (0, 10) };
    let mut number = 0_u32;
    let mut end = start;
    while let Some(digit) = text.as_bytes().get(end).and_then(|byte| char::from(*byte).to_digit(base)) {
        number = number.saturating_mul(base).saturating_add(digit);
        end += 1;
    }
    if end == start {
        return None;
    }
    let c = match number {
        0 => None,
        0x80..=0x9f => C1_REPLACEMENTS[number as usize - 0x80].or(char::from_u32(number)),
        number => char::from_u32(number),
    };
    out.push(c.unwrap_or(char::REPLACEMENT_CHARACTER));
    Some(end + usize::from(text.as_bytes().get(end) == Some(&b';')))
}

/// Resolves a name after `&`; how long it was, with its semicolon.
fn named(text: &str, place: Place, out: &mut String) -> Option<usize> {
    let letters = text.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
    let is_closed = text.as_bytes().get(letters) == Some(&b';');
    let bare = (2..=letters.min(LONGEST_BARE)).rev();
    let lengths = is_closed.then_some(letters + 1).into_iter().chain(bare);
    let (length, (first, second)) = lengths
        .filter_map(|length| Some((length, *NAMED_ENTITIES.get(&text[..length])?)))
        .find(|(_, (first, _))| *first != 0)?;
    if place == Place::Attribute && !text[..length].ends_with(';') {
        let next = text.as_bytes().get(length);
        if next.is_some_and(|byte| *byte == b'=' || byte.is_ascii_alphanumeric()) {
            return None;
        }
    }
    out.extend(char::from_u32(first));
    out.extend(char::from_u32(second).filter(|c| *c != '\0'));
    Some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved_as_in_browsers() {
        for (text, resolved) in [
            ("a &amp; b &lt;", "a & b <"),
            ("&#8217;&#x2019;&#x2019", "’’’"),
            ("&#150;&#0;&#xD800;&#99999999999;", "–\u{fffd}\u{fffd}\u{fffd}"),
            ("&eacute&notit;&notin;", "é¬it;∉"),
            ("&NotEqualTilde;", "≂\u{338}"),
            ("& &; &# &#x; &nosuch; &", "& &; &# &#x; &nosuch; &"),
        ] {
            assert_eq!(resolve(text, Place::Text), resolved);
        }
        assert_eq!(resolve("?a=1&copy=2&copy;&amp", Place::Attribute), "?a=1&copy=2©&");
    }
}
