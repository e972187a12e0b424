//! In which charset bytes are of which nothing tells it.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// How much of a text is looked at to guess its charset, in bytes.
pub const GUESS_WINDOW: usize = 1 << 16;

/// The charset that bytes beyond ASCII are most likely in, by what chardetng (Firefox's detector) makes of the first of them.
pub fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(GUESS_WINDOW)], true);
    let encoding = detector.guess(None, Utf8Detection::Allow);
    if encoding == UTF_8 && !is_mostly_utf8(bytes) { WINDOWS_1252 } else { encoding }
}

/// Whether only a few bytes are not UTF-8, as where a text was cut in the middle of a letter.
pub fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let broken = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
    let beyond_ascii = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    broken * 10 <= beyond_ascii
}

#[cfg(test)]
mod tests {
    use encoding_rs::{GBK, WINDOWS_1251};

    use super::*;

    #[test]
    fn letters_tell_the_charset() {
        assert_eq!(guess(&WINDOWS_1251.encode("Паром снова ходит между островами").0), WINDOWS_1251);
        assert_eq!(guess(&GBK.encode("渡轮恢复航行，乘客回到码头").0), GBK);
        assert_eq!(guess(b"caf\xE9 au lait"), WINDOWS_1252);
        let broken = [&"Паром ".repeat(9).into_bytes(), b"\xFF".as_slice()].concat();
        assert!(is_mostly_utf8(&broken) && !is_mostly_utf8(b"caf\xE9"));
    }
}
