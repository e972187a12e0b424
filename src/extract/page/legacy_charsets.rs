//! Charsets that the WHATWG Encoding Standard left out, and in which old crawls hold pages all the same: ISO-2022-KR
//! (RFC 1557) and HZ (RFC 1843), which shift between ASCII and the halves of two-byte letters, and UTF-32.
//!
//! Browsers read them no more, for a page in them can hide a program from a filter. Here nothing of a page is run.

use encoding_rs::{EUC_KR, Encoding, GBK};

/// What bytes say in one of these charsets, and its name: by `label`, or by the marks that each text in it starts with.
pub(super) fn decode(bytes: &[u8], label: Option<&str>) -> Option<(&'static str, String)> {
    let is_labelled = |name: &str| label.is_some_and(|label| label.trim().eq_ignore_ascii_case(name));
    if let Some(text) = bytes.strip_prefix(b"\xFF\xFE\0\0") {
        return Some(("UTF-32LE", utf_32(text, u32::from_le_bytes)));
    }
    if let Some(text) = bytes.strip_prefix(b"\0\0\xFE\xFF") {
        return Some(("UTF-32BE", utf_32(text, u32::from_be_bytes)));
    }
    if !bytes.is_ascii() {
        return None;
    }
    if memchr::memmem::find(bytes, KOREAN).is_some() {
        return Some(("ISO-2022-KR", two_byte(&korean(bytes), EUC_KR)));
    }
    is_labelled("hz-gb-2312").then(|| ("HZ-GB-2312", two_byte(&chinese(bytes), GBK)))
}

/// The escape sequence at the start of a text in ISO-2022-KR.
const KOREAN: &[u8] = b"\x1B$)C";

fn utf_32(bytes: &[u8], number: fn([u8; 4]) -> u32) -> String {
    let letters = bytes.as_chunks::<4>().0.iter();
    letters.map(|four| char::from_u32(number(*four)).unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

fn two_byte(bytes: &[u8], encoding: &'static Encoding) -> String {
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// ISO-2022-KR as EUC-KR: between shift-out and shift-in, or the end of the line, the upper bit is to be set.
fn korean(bytes: &[u8]) -> Vec<u8> {
    let mut upper = false;
    let mut text = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((byte, after)) = rest.split_first() {
        rest = rest.strip_prefix(KOREAN).unwrap_or(after);
        match byte {
            0x1B if rest.len() < after.len() => {}
            0x0E => upper = true,
            0x0F => upper = false,
            b'!'..=b'~' if upper => text.push(byte | 0x80),
            _ => {
                upper &= *byte != b'\n';
                text.push(*byte);
            }
        }
    }
    text
}

/// HZ as GBK: between `~{` and `~}` the upper bit is to be set; a tilde is written twice.
fn chinese(bytes: &[u8]) -> Vec<u8> {
    let mut upper = false;
    let mut text = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        match (byte, after.first()) {
            (b'~', Some(b'{')) => (upper, rest) = (true, &after[1..]),
            (b'~', Some(b'}')) => (upper, rest) = (false, &after[1..]),
            (b'~', Some(b'\n')) if !upper => rest = &after[1..],
            (b'~', Some(b'~')) if !upper => {
                text.push(b'~');
                rest = &after[1..];
            }
            (b'!'..=b'~', _) if upper => text.push(byte | 0x80),
            _ => {
                upper &= *byte != b'\n';
                text.push(*byte);
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn letters_are_shifted_into() {
        let (name, text) = decode(b"a \x1B$)C\x0EGQ19\x0F b\n", None).unwrap();
        assert_eq!((name, text.as_str()), ("ISO-2022-KR", "a 한국 b\n"));
        let (name, text) = decode(b"This ~~ is ~{<:Ky2;~}.~\n Bye", Some("HZ-GB-2312")).unwrap();
        assert_eq!((name, text.as_str()), ("HZ-GB-2312", "This ~ is 己所不. Bye"));
        assert_eq!(decode(b"a ~{b~}", None), None, "only where it is labelled: tildes stand in programs");
    }

    #[test]
    fn wide_letters_are_known_by_their_mark() {
        let little: Vec<u8> = "\u{FEFF}Порт".chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
        let big: Vec<u8> = "\u{FEFF}Порт".chars().flat_map(|c| u32::from(c).to_be_bytes()).collect();
        assert_eq!(decode(&little, None), Some(("UTF-32LE", "Порт".to_owned())));
        assert_eq!(decode(&big, Some("utf-8")), Some(("UTF-32BE", "Порт".to_owned())));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(bytes in proptest::collection::vec(0..128_u8, 0..60)) {
            for bytes in [bytes.clone(), [KOREAN, &bytes].concat(), [b"\xFF\xFE\0\0".as_slice(), &bytes].concat()] {
                decode(&bytes, Some("hz-gb-2312"));
            }
        }
    }
}
