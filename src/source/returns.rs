//! Texts whose lines end with a carriage return alone, as those of old Macs do and what spreadsheets still offer for them: they are
//! handed on with the ends of lines that all readers know.

use std::io::{self, Read};

/// Whether the lines of a text that starts like this end so: no byte of it is of binary data.
pub(super) fn end_lines(head: &[u8]) -> bool {
    head.contains(&b'\r') && !head.iter().any(|byte| matches!(byte, b'\n' | 0..=0x08))
}

/// Such a text with line feeds.
pub(super) struct Returns<R>(pub(super) R);

impl<R: Read> Read for Returns<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(buffer)?;
        buffer[..read].iter_mut().filter(|byte| **byte == b'\r').for_each(|byte| *byte = b'\n');
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_texts_without_line_feeds_are_changed() {
        assert!(
            end_lines(b"one\rtwo\r") && !end_lines(b"one\r\ntwo") && !end_lines(b"one") && !end_lines(b"PK\x03\x04\r")
        );
        let mut text = String::new();
        assert_eq!(Returns("one\rtwo".as_bytes()).read_to_string(&mut text).unwrap(), 7);
        assert_eq!(text, "one\ntwo");
    }
}
