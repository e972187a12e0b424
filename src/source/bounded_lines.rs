//! The lines of a text, each held only as far as it may be long: one that is longer is passed over to its end, and the next is read.

use std::io::{self, BufRead, Read};

/// Such lines.
pub(super) struct BoundedLines<R> {
    text: R,
    longest: u64,
    position: u64,
}

/// What was read of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LineRead {
    /// Where the line starts.
    pub(super) start: u64,
    /// Whether it is longer than a line may be; then only its beginning was kept.
    pub(super) is_cut: bool,
}

impl<R: BufRead> BoundedLines<R> {
    /// The lines of a text, of which so many bytes are kept.
    pub(super) fn new(text: R, longest: u64) -> BoundedLines<R> {
        BoundedLines { text, longest, position: 0 }
    }

    /// The same lines, where they stand behind so many bytes of the file.
    pub(super) fn behind(self, bytes: u64) -> BoundedLines<R> {
        BoundedLines { position: bytes, ..self }
    }

    /// Reads the next line with its end into `line`; nothing at the end of the text.
    pub(super) fn read(&mut self, line: &mut Vec<u8>) -> io::Result<Option<LineRead>> {
        line.clear();
        let start = self.position;
        let read = self.text.by_ref().take(self.longest.saturating_add(1)).read_until(b'\n', line)? as u64;
        self.position += read;
        let is_cut = read > self.longest && line.last() != Some(&b'\n');
        if is_cut {
            self.position += self.text.skip_until(b'\n')? as u64;
        }
        Ok((read > 0).then_some(LineRead { start, is_cut }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_too_long_is_passed_over_and_the_next_is_read() {
        let mut lines = BoundedLines::new("one\nsix more\ntwo".as_bytes(), 4);
        let mut line = Vec::new();
        let mut told = Vec::new();
        while let Some(read) = lines.read(&mut line).unwrap() {
            told.push((read.start, read.is_cut, String::from_utf8_lossy(&line).into_owned()));
        }
        let expected = [(0, false, "one\n"), (4, true, "six m"), (13, false, "two")];
        assert_eq!(told, expected.map(|(start, is_cut, text)| (start, is_cut, text.to_owned())));
    }
}
