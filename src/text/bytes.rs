//! Bytes that should be text, as names in archives are: written so that nothing of them is lost.
//!
//! What is valid UTF-8 stays as it is; any other byte becomes `\xHH`. So that this can be read back, a backslash that stands
//! before an `xHH` of its own becomes `\x5C`.

use std::borrow::Cow;

/// The length of `\xHH`.
const ESCAPE: usize = 4;

/// The bytes as text. Different bytes give different text, and [`of_text`] gives them back.
pub fn as_text(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.contains("\\x") => return Cow::Borrowed(text),
        _ => {}
    }
    let mut written = String::with_capacity(bytes.len() + 4 * ESCAPE);
    for chunk in bytes.utf8_chunks() {
        let valid = chunk.valid();
        for (at, character) in valid.char_indices() {
            // An escape that was cut in two by the end of the chunk is none: what follows starts with a backslash.
            match escaped(&valid.as_bytes()[at..]) {
                Some(_) => written.push_str("\\x5C"),
                None => written.push(character),
            }
        }
        chunk.invalid().iter().for_each(|byte| written.push_str(&format!("\\x{byte:02X}")));
    }
    Cow::Owned(written)
}

/// The bytes that were written as this text.
pub fn of_text(text: &str) -> Cow<'_, [u8]> {
    if !text.contains("\\x") {
        return Cow::Borrowed(text.as_bytes());
    }
    let mut rest = text.as_bytes();
    let mut bytes = Vec::with_capacity(rest.len());
    while let Some(first) = rest.first() {
        let (byte, length) = escaped(rest).map_or((*first, 1), |byte| (byte, ESCAPE));
        bytes.push(byte);
        rest = &rest[length..];
    }
    Cow::Owned(bytes)
}

/// The text behind the escapes of addresses (RFC 3986, section 2.1): `%41` is A.
pub fn percent_decoded(text: &str) -> String {
    let digit = |byte: u8| (byte as char).to_digit(16);
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, behind @ ..] = rest {
        let code = match rest {
            [b'%', high, low, ..] => digit(*high).zip(digit(*low)),
            _ => None,
        };
        match code.and_then(|(high, low)| u8::try_from(high * 16 + low).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &behind[2..];
            }
            None => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The byte that `bytes` begin with in its written form.
fn escaped(bytes: &[u8]) -> Option<u8> {
    let digit = |byte: u8| (byte as char).to_digit(16).filter(|_| !byte.is_ascii_lowercase());
    match bytes {
        [b'\\', b'x', high, low, ..] => u8::try_from(digit(*high)? * 16 + digit(*low)?).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn escapes_of_addresses_are_undone_and_what_is_none_stays() {
        assert_eq!(percent_decoded("a%20b%C3%A9%2"), "a bé%2");
        assert_eq!(percent_decoded("100%+f %zz"), "100%+f %zz");
    }

    #[test]
    fn text_stays_and_other_bytes_are_told() {
        assert!(matches!(as_text("café\\x/a\\xff".as_bytes()), Cow::Owned(text) if text == "café\\x/a\\xff"));
        assert_eq!(as_text(b"caf\xE9\xFF.html"), "caf\\xE9\\xFF.html");
        assert_eq!(as_text(b"caf\\xE9"), "caf\\x5CxE9", "a name that looks like a written byte");
        assert_eq!(as_text(b"\\x4\xE9"), "\\x4\\xE9", "an escape that is cut in two is none");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(pieces in prop::collection::vec(
            prop_oneof![any::<u8>().prop_map(|byte| vec![byte]), "(\\\\|x|5C|[0-9A-Fa-f]{1,2}|é)".prop_map(String::into_bytes)],
            0..20,
        )) {
            let bytes = pieces.concat();
            let text = as_text(&bytes);
            prop_assert_eq!(&*of_text(&text), &*bytes);
        }
    }
}
