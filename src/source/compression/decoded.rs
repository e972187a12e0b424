//! Bytes of any charset as UTF-8, piece by piece; what stands for no letter is replaced.

use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8};

/// How much is decoded at once, in bytes.
const PIECE: usize = 8 << 10;

/// A reader that gives UTF-8.
pub(crate) struct Decoded<R> {
    reader: R,
    decoder: Decoder,
    /// What was read and is not decoded yet.
    raw: Vec<u8>,
    /// What was decoded, and how much of it was given.
    text: Vec<u8>,
    given: usize,
    ended: bool,
}

impl<R: Read> Decoded<R> {
    /// Decodes what `reader` gives from the encoding of this label; UTF-8 where there is none. A byte order mark
    /// decides.
    pub(crate) fn new(reader: R, label: Option<&str>) -> Decoded<R> {
        let encoding = label.and_then(|label| Encoding::for_label(label.as_bytes())).unwrap_or(UTF_8);
        Decoded { reader, decoder: encoding.new_decoder(), raw: Vec::new(), text: Vec::new(), given: 0, ended: false }
    }

    fn decode_more(&mut self) -> io::Result<()> {
        if self.raw.is_empty() {
            self.raw.resize(PIECE, 0);
            let count = self.reader.read(&mut self.raw);
            self.raw.truncate(*count.as_ref().unwrap_or(&0));
            self.ended = count? == 0;
        }
        self.text.resize(PIECE, 0);
        let (result, taken, given, _) = self.decoder.decode_to_utf8(&self.raw, &mut self.text, self.ended);
        self.text.truncate(given);
        self.given = 0;
        self.raw.drain(..taken);
        self.ended &= result == CoderResult::InputEmpty;
        Ok(())
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
        let mut text = String::new();
        Decoded::new(bytes, label).read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn bytes_become_text() {
        assert_eq!(decode(b"\xEF\xBB\xBFcaf\xC3\xA9", Some("koi8-r")), "café");
        assert_eq!(decode(b"caf\xE9", Some("ISO-8859-1")), "café");
        assert_eq!(decode(b"caf\xE9", None), "caf\u{FFFD}");
        let long = "Паром ".repeat(10_000);
        let (bytes, ..) = encoding_rs::KOI8_R.encode(&long);
        assert_eq!(decode(&bytes, Some("koi8-r")), long);
    }
}
