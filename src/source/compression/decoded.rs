//! Bytes of any charset as UTF-8, piece by piece; what stands for no letter is replaced.
//!
//! Where the charset is not declared, it is settled at the first byte beyond ASCII, however far into the text that stands, by what
//! follows it.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8};

use crate::model::Capture;
use crate::text::charset::{GUESS_WINDOW, guess, is_mostly_utf8};
use crate::{Error, Result};

/// How much is decoded at once, in bytes.
const PIECE: usize = 8 << 10;

/// What is to be known of how a text was decoded, once it was read.
#[derive(Clone, Default)]
pub(crate) struct Decoding(Rc<Cell<Outcome>>);

#[derive(Clone, Copy, Default)]
struct Outcome {
    /// The charset that was guessed.
    guessed: Option<&'static Encoding>,
    is_broken: bool,
}

impl Decoding {
    /// The records of the text, and behind them what is to be reported of it.
    pub(crate) fn behind(
        self,
        records: impl Iterator<Item = Result<Capture>>,
    ) -> impl Iterator<Item = Result<Capture>> {
        records.chain(std::iter::once_with(move || self.note()).flatten().map(Err))
    }

    /// What is to be reported of a text that was read: that its charset was guessed, and that bytes are not of it.
    pub(crate) fn note(&self) -> Option<Error> {
        let Outcome { guessed, is_broken } = self.0.get();
        let broken = "some bytes are no letters of its charset, and are replaced";
        let guessed = guessed.filter(|charset| *charset != UTF_8);
        let charset =
            guessed.map(|charset| format!("no charset is declared; read as {} by its letters", charset.name()));
        match (charset, is_broken) {
            (Some(charset), true) => Some(Error::noted(format!("{charset}; {broken}"))),
            (Some(charset), false) => Some(Error::noted(charset)),
            (None, true) => Some(Error::noted(broken)),
            (None, false) => None,
        }
    }
}

/// A reader that gives UTF-8.
pub(crate) struct Decoded<R> {
    reader: R,
    /// None until the charset is known.
    decoder: Option<Decoder>,
    decoding: Decoding,
    /// What was read and is not decoded yet.
    raw: Vec<u8>,
    /// What was decoded, and how much of it was given.
    text: Vec<u8>,
    given: usize,
    /// Whether any byte was taken from `raw`.
    is_begun: bool,
    ended: bool,
    /// An error that was met behind what is in `raw`.
    error: Option<io::Error>,
}

impl<R: Read> Decoded<R> {
    /// Decodes what `reader` gives from the encoding of this label; where there is none, it is guessed by the text. A byte order
    /// mark decides.
    pub(crate) fn new(reader: R, label: Option<&str>) -> Decoded<R> {
        let encoding = label.and_then(|label| Encoding::for_label(label.as_bytes()));
        Decoded {
            reader,
            decoder: encoding.map(Encoding::new_decoder),
            decoding: Decoding::default(),
            raw: Vec::new(),
            text: Vec::new(),
            given: 0,
            is_begun: false,
            ended: false,
            error: None,
        }
    }

    /// What will be known of how the text was decoded.
    pub(crate) fn decoding(&self) -> Decoding {
        self.decoding.clone()
    }

    /// Reads on until there are so many bytes to decode, or no more.
    fn read_to(&mut self, size: usize) -> io::Result<()> {
        if let Some(error) = self.error.take() {
            return Err(error);
        }
        while self.raw.len() < size {
            let known = self.raw.len();
            self.raw.resize(size, 0);
            let read = self.reader.read(&mut self.raw[known..]);
            self.raw.truncate(known + *read.as_ref().unwrap_or(&0));
            match read {
                Ok(0) => break,
                Ok(_) => {}
                Err(cause) if cause.kind() == io::ErrorKind::Interrupted => {}
                Err(cause) if self.raw.is_empty() => return Err(cause),
                Err(cause) => {
                    self.error = Some(cause);
                    break;
                }
            }
        }
        Ok(())
    }

    fn decode_more(&mut self) -> io::Result<()> {
        if self.raw.is_empty() {
            self.read_to(PIECE)?;
            self.ended = self.raw.is_empty();
        }
        self.given = 0;
        if self.decoder.is_none() {
            let plain = self.raw.iter().position(|byte| !byte.is_ascii()).unwrap_or(self.raw.len());
            if plain > 0 || self.ended {
                self.text.clear();
                self.text.extend(self.raw.drain(..plain));
                self.is_begun = true;
                return Ok(());
            }
            self.read_to(GUESS_WINDOW)?;
            self.settle();
        }
        let Some(decoder) = &mut self.decoder else { return Ok(()) };
        self.text.resize(PIECE, 0);
        let (result, taken, given, is_broken) = decoder.decode_to_utf8(&self.raw, &mut self.text, self.ended);
        self.text.truncate(given);
        self.raw.drain(..taken);
        self.ended &= result == CoderResult::InputEmpty;
        if is_broken {
            self.decoding.0.update(|outcome| Outcome { is_broken, ..outcome });
        }
        Ok(())
    }

    /// Settles the charset by what is read and not yet decoded: a mark, UTF-8, or what its letters look like.
    fn settle(&mut self) {
        self.decoder = match Encoding::for_bom(&self.raw) {
            Some((marked, _)) if !self.is_begun => Some(marked.new_decoder()),
            _ => {
                // What was read may end in the middle of a letter.
                let guessed = if is_mostly_utf8(&self.raw) { UTF_8 } else { guess(&self.raw) };
                self.decoding.0.update(|outcome| Outcome { guessed: Some(guessed), ..outcome });
                Some(guessed.new_decoder_without_bom_handling())
            }
        };
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() && !self.ended {
            self.decode_more()?;
        }
        let left = &self.text[self.given..];
        let count = left.len().min(buffer.len());
        buffer[..count].copy_from_slice(&left[..count]);
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(bytes: &[u8], label: Option<&str>) -> String {
        decode_and_tell(bytes, label).0
    }

    fn decode_and_tell(bytes: &[u8], label: Option<&str>) -> (String, Option<String>) {
        let mut text = String::new();
        let mut decoded = Decoded::new(bytes, label);
        let decoding = decoded.decoding();
        decoded.read_to_string(&mut text).unwrap();
        (text, decoding.note().map(|note| note.to_string()))
    }

    #[test]
    fn bytes_become_text() {
        assert_eq!(decode(b"\xEF\xBB\xBFcaf\xC3\xA9", Some("koi8-r")), "café");
        assert_eq!(decode(b"caf\xE9", Some("ISO-8859-1")), "café");
        assert_eq!(decode(b"caf\xE9", Some("utf-8")), "caf\u{FFFD}");
        let long = "Паром ".repeat(10_000);
        let (bytes, ..) = encoding_rs::KOI8_R.encode(&long);
        assert_eq!(decode(&bytes, Some("koi8-r")), long);
    }

    #[test]
    fn a_charset_that_is_not_declared_is_settled_at_the_first_letter_beyond_ascii() {
        let (plain, russian) = ("ferry ".repeat(20_000), "Паром снова ходит. ".repeat(9_000));
        let text = format!("{plain}{russian}");
        assert_eq!(decode_and_tell(text.as_bytes(), None), (text.clone(), None));
        let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(&text);
        let note = "no charset is declared; read as windows-1251 by its letters";
        assert_eq!(decode_and_tell(&bytes, None), (text, Some(note.to_owned())));
        assert_eq!(decode_and_tell(b"\xEF\xBB\xBFcaf\xC3\xA9", None), ("café".to_owned(), None));
        assert_eq!(decode(b"\xFF\xFEF\0\xE4\0", None), "Fä");
        assert_eq!(decode(b"", None), "");
    }

    #[test]
    fn bytes_that_are_no_letters_are_told() {
        let broken = [&"Паром ".repeat(9).into_bytes(), b"\xFF.".as_slice()].concat();
        let (text, note) = decode_and_tell(&broken, None);
        assert!(text.ends_with("\u{FFFD}.") && note.is_some_and(|note| note.contains("replaced")));
    }
}
