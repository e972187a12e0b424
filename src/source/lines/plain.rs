//! The lines of a text.

use std::io::{self, BufRead};

use super::line::{Line, Piece};

/// A longer line is cut: nobody breaks off there, but nothing is held without bound.
const LONGEST: u64 = 1 << 20;

/// The lines of a text in UTF-8.
pub(in crate::source) struct PlainLines<R> {
    text: R,
    position: u64,
    starts_paragraph: bool,
}

impl<R: BufRead> PlainLines<R> {
    /// The lines of this text.
    pub(in crate::source) fn new(text: R) -> PlainLines<R> {
        PlainLines { text, position: 0, starts_paragraph: true }
    }

    fn line(&mut self) -> io::Result<Option<Line>> {
        let mut bytes = Vec::new();
        let read = io::Read::take(&mut self.text, LONGEST).read_until(b'\n', &mut bytes)? as u64;
        let offset = self.position;
        self.position += read;
        let text = String::from_utf8_lossy(&bytes);
        let text = text.trim_matches(|c: char| c == '\u{FEFF}' || c.is_whitespace());
        let behind = text.find(char::is_whitespace).map_or("", |end| &text[end..]);
        let sets_word_apart = behind.starts_with('\t') || behind.chars().take(2).all(char::is_whitespace);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let starts_paragraph = self.starts_paragraph;
        Ok((read > 0).then(|| Line { text, offset, starts_paragraph, sets_word_apart, ..Line::default() }))
    }
}

impl<R: BufRead> Iterator for PlainLines<R> {
    type Item = io::Result<Piece>;

    fn next(&mut self) -> Option<io::Result<Piece>> {
        loop {
            match self.line() {
                Ok(Some(line)) => {
                    self.starts_paragraph = line.text.is_empty();
                    if !line.text.is_empty() {
                        return Some(Ok(Piece::Line(line)));
                    }
                }
                Ok(None) => return None,
                Err(cause) => return Some(Err(cause)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_know_where_they_stand() {
        let text = "\u{FEFF}One  two\r\nthree\n\n  \n four\u{a0}\n";
        let lines = PlainLines::new(text.as_bytes()).map(|piece| match piece.unwrap() {
            Piece::Line(line) => (line.text, line.offset, line.starts_paragraph),
            Piece::Mark(mark) => panic!("{mark}"),
        });
        let expected = [("One two", 0, true), ("three", 13, false), ("four", 23, true)];
        assert_eq!(lines.collect::<Vec<_>>(), expected.map(|(text, at, starts)| (text.to_owned(), at, starts)));
    }
}
