//! Lines while they are gathered letter by letter: what the readers of word processors' documents have in common.

use std::collections::VecDeque;

use super::line::{Line, Piece};

/// A longer line is cut, in bytes.
const LONGEST: usize = 1 << 20;

/// The lines that are complete, and the one that is not.
pub(super) struct GatheredLines {
    complete: VecDeque<Piece>,
    line: Line,
    /// Whether something of the line is not bold.
    has_plain: bool,
}

impl GatheredLines {
    /// No line yet: the first will start a paragraph.
    pub(super) fn new() -> GatheredLines {
        let line = Line { starts_paragraph: true, ..Line::default() };
        GatheredLines { complete: VecDeque::new(), line, has_plain: false }
    }

    /// Adds a letter, which the reader came by near `offset`. Blanks become single ones.
    pub(super) fn push(&mut self, letter: char, is_bold: bool, offset: u64) {
        if letter.is_whitespace() {
            return self.push_blank();
        }
        if self.line.text.is_empty() {
            self.line.offset = offset;
        }
        self.line.text.push(letter);
        self.has_plain |= !is_bold;
        if is_bold && !self.has_plain {
            self.line.bold = self.line.text.len();
        }
        if self.line.text.len() >= LONGEST {
            self.end_line(false);
        }
    }

    /// Sets what follows apart from what stands before it in the line.
    pub(super) fn push_blank(&mut self) {
        if !self.line.text.is_empty() && !self.line.text.ends_with(' ') {
            self.line.text.push(' ');
        }
    }

    /// Names what this line and the next ones stand in, as [`Line::around`] has it.
    pub(super) fn stand_in(&mut self, around: &str) {
        around.clone_into(&mut self.line.around);
    }

    /// Ends the line, if there is anything in it; the next starts a paragraph, or goes on in this one.
    pub(super) fn end_line(&mut self, starts_paragraph: bool) {
        let next = Line { starts_paragraph, around: self.line.around.clone(), ..Line::default() };
        let mut line = std::mem::replace(&mut self.line, next);
        line.text.truncate(line.text.trim_end().len());
        line.is_bold = !self.has_plain;
        if line.text.is_empty() {
            self.line.starts_paragraph |= line.starts_paragraph;
        } else {
            self.complete.push_back(Piece::Line(line));
        }
        self.has_plain = false;
    }

    /// Whether no line is complete.
    pub(super) fn is_empty(&self) -> bool {
        self.complete.is_empty()
    }

    /// The first line that is complete.
    pub(super) fn pop(&mut self) -> Option<Piece> {
        self.complete.pop_front()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_become_lines_that_know_what_of_them_is_bold() {
        let mut lines = GatheredLines::new();
        "Label: ".chars().for_each(|letter| lines.push(letter, true, 7));
        "a  value ".chars().for_each(|letter| lines.push(letter, false, 9));
        lines.end_line(false);
        lines.end_line(true);
        lines.stand_in("h1");
        "Bold".chars().for_each(|letter| lines.push(letter, true, 30));
        lines.end_line(true);
        let told = |piece: Option<Piece>| match piece {
            Some(Piece::Line(line)) => {
                (line.text, line.bold, line.is_bold, line.offset, line.starts_paragraph, line.around)
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(told(lines.pop()), ("Label: a value".to_owned(), 6, false, 7, true, String::new()));
        assert_eq!(told(lines.pop()), ("Bold".to_owned(), 4, true, 30, true, "h1".to_owned()));
        assert!(lines.is_empty() && lines.pop().is_none());
    }
}
