//! The names in a ZIP archive.
//!
//! The format knows two encodings, UTF-8 and that of the first PCs (APPNOTE, appendix D). Windows writes neither: it writes that of the
//! machine, CP866 in Russia, Shift_JIS in Japan, and nothing in the archive tells. All such names together are guessed at once.

use std::io::{Read, Seek};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, IBM866};
use zip::ZipArchive;

use crate::text::bytes;

/// How many names are looked at that are not plain ASCII.
const MOST: usize = 2_000;

/// How the names of an archive are read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Names {
    /// The encoding of names that are not in UTF-8; none where it is the format's own.
    encoding: Option<&'static Encoding>,
}

impl Names {
    /// The names of this archive.
    pub(super) fn of<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Names {
        let is_plain = |name: Option<&str>| name.is_some_and(str::is_ascii);
        let numbers: Vec<usize> = (0..archive.len())
            .filter(|number| !is_plain(archive.name_for_index(*number).and_then(Result::ok).as_deref()))
            .take(MOST)
            .collect();
        let mut foreign = Vec::new();
        for number in numbers {
            let Ok(file) = archive.by_index_raw(number) else { continue };
            if std::str::from_utf8(file.name_raw()).is_err() {
                foreign.extend_from_slice(file.name_raw());
                foreign.push(b'\n');
            }
        }
        Names { encoding: guessed(&foreign) }
    }

    /// A name as text. `usual` is the name as the format would have it.
    pub(super) fn name(&self, raw: &[u8], usual: Option<&str>) -> String {
        match (std::str::from_utf8(raw), self.encoding, usual) {
            (Err(_), Some(encoding), _) => encoding.decode_without_bom_handling(raw).0.into_owned(),
            (Err(_), None, Some(usual)) => usual.to_owned(),
            _ => bytes::as_text(raw).into_owned(),
        }
    }
}

/// The encoding of names that are not in UTF-8, where it is not that of the first PCs.
fn guessed(names: &[u8]) -> Option<&'static Encoding> {
    if names.is_empty() {
        return None;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(names, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let is_whole =
        |encoding: &'static Encoding| encoding.decode_without_bom_handling_and_without_replacement(names).is_some();
    // What is written in letters of the first PCs looks like a Western page: there is a letter in every byte.
    match guess.is_single_byte() {
        false => Some(guess).filter(|guess| is_whole(guess)),
        true if is_russian(names) => Some(IBM866),
        true => None,
    }
}

/// Whether bytes stand in words that are Russian in CP866: in Western names a letter with an accent stands among plain ones.
fn is_russian(names: &[u8]) -> bool {
    const SHORTEST: usize = 3;
    let is_letter = |byte: u8| matches!(byte, 0x80..=0xAF | 0xE0..=0xF1);
    let words = names.split(|byte| byte.is_ascii()).filter(|word| !word.is_empty());
    let (long, short): (Vec<&[u8]>, Vec<&[u8]>) = words.partition(|word| word.len() >= SHORTEST);
    long.len() >= short.len() && long.iter().all(|word| word.iter().all(|byte| is_letter(*byte))) && !long.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(raw: &[u8]) -> String {
        let names = Names { encoding: guessed(raw) };
        names.name(raw, Some("as the format has it"))
    }

    #[test]
    fn names_of_windows_are_read() {
        let (russian, _, _) = IBM866.encode("архив/Паром снова ходит.html");
        // encoding_rs writes what it reads, but for UTF-16.
        assert_eq!(named(&russian), "архив/Паром снова ходит.html");
        let (japanese, _, _) = encoding_rs::SHIFT_JIS.encode("記事/連絡船が再開.html");
        assert_eq!(named(&japanese), "記事/連絡船が再開.html");
        let (chinese, _, _) = encoding_rs::GBK.encode("新闻/渡轮恢复航行.html");
        assert_eq!(named(&chinese), "新闻/渡轮恢复航行.html");
    }

    #[test]
    fn names_of_the_first_pcs_stay_as_the_format_has_them() {
        // "Fähre über.html", "señal.html" in CP437.
        assert_eq!(named(b"F\x84hre \x81ber.html"), "as the format has it");
        assert_eq!(named(b"se\xA4al.html"), "as the format has it");
        assert_eq!(named("Fähre.html".as_bytes()), "Fähre.html");
    }
}
