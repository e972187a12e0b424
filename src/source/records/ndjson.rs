//! NDJSON: one article a line, however many lines there are.
//!
//! Only one line is held at a time, and none that is over the limit. A bad line is an error with its number and its
//! place, and reading goes on after it.

use std::collections::VecDeque;
use std::io::{self, BufRead};

use memchr::memmem;

use super::account::Account;
use super::record;
use crate::model::{Capture, Origin};
use crate::source::bounded_lines::{BoundedLines, LineRead};
use crate::source::front::Front;
use crate::source::limits::{Limits, megabytes, of_read, over};
use crate::{Error, Result};

/// The articles of an NDJSON file.
pub(crate) struct Records<'a, R> {
    lines: BoundedLines<R>,
    origin: Origin,
    limits: &'a Limits,
    line: Vec<u8>,
    /// The number of the line in `line`, from 1.
    number: u64,
    /// Where the line in `line` starts.
    start: u64,
    account: Account,
    /// What is reported when the lines are at their end.
    last: VecDeque<Error>,
    ended: bool,
}

/// What became of the attempt to read a line.
enum Line {
    Read,
    TooLong,
    End,
}

impl<'a, R: BufRead> Records<'a, R> {
    /// The articles on these lines.
    pub(crate) fn new(origin: Origin, lines: R, limits: &'a Limits) -> Records<'a, R> {
        Records {
            lines: BoundedLines::new(lines, limits.max_document),
            origin,
            limits,
            line: Vec::new(),
            number: 0,
            start: 0,
            account: Account::default(),
            last: VecDeque::new(),
            ended: false,
        }
    }

    /// The articles on these lines, which stand behind others.
    pub(crate) fn behind(origin: Origin, lines: R, front: Front, limits: &'a Limits) -> Records<'a, R> {
        let records = Records::new(origin, lines, limits);
        Records { number: front.lines, lines: records.lines.behind(front.bytes), ..records }
    }

    fn read_line(&mut self) -> io::Result<Line> {
        self.number += 1;
        let Some(LineRead { start, is_cut }) = self.lines.read(&mut self.line)? else { return Ok(Line::End) };
        self.start = start;
        Ok(if is_cut { Line::TooLong } else { Line::Read })
    }

    fn place(&self, error: Error) -> Error {
        error.in_member(format!("line {}", self.number)).at_offset(self.start)
    }

    /// Whether the line is the heading of a crawl's list of pages, which is no record.
    fn is_heading(&self) -> bool {
        self.number == 1 && memmem::find(&self.line, b"\"json-pages-1.0\"").is_some()
    }

    fn capture(&mut self) -> Result<Capture> {
        let mut origin = self.origin.clone();
        origin.member = Some(format!("line {}", self.number));
        origin.offset = Some(self.start);
        let read = record::capture(origin, text_of(&self.line), &self.limits.fields, &mut self.account);
        read.map_err(|error| self.place(error))
    }
}

impl<R: BufRead> Iterator for Records<'_, R> {
    type Item = Result<Capture>;

    fn next(&mut self) -> Option<Result<Capture>> {
        while !self.ended {
            match self.read_line() {
                Ok(Line::End) => {
                    self.ended = true;
                    self.last = self.account.notes().into();
                }
                Ok(Line::Read) if text_of(&self.line).is_empty() || self.is_heading() => {}
                Ok(Line::Read) => return Some(self.capture()),
                Ok(Line::TooLong) => {
                    let what = format!("the record is larger than {}", megabytes(self.limits.max_document));
                    return Some(Err(self.place(over("max-document", what))));
                }
                Err(cause) => {
                    self.ended = true;
                    return Some(Err(self.place(of_read(cause))));
                }
            }
        }
        self.last.pop_front().map(Err)
    }
}

/// The line without blanks around it and without a byte order mark.
fn text_of(line: &[u8]) -> &[u8] {
    line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line).trim_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;

    fn read(text: &str, limits: &Limits) -> Vec<Result<Capture>> {
        Records::new(Origin::file("/archive", "a.jsonl"), text.as_bytes(), limits).collect()
    }

    #[test]
    fn a_bad_line_is_told_with_its_place_and_reading_goes_on() {
        let text = "\u{FEFF}{\"id\": 7, \"text\": \"One\"}\n\n{\"text\": \r\n[1]\n{\"text\": \"Two\"}";
        let items = read(text, &Limits::default());
        assert_eq!(items.len(), 4);
        let first = items[0].as_ref().unwrap();
        assert_eq!((first.declared.id.as_deref(), first.bytes.as_slice()), (Some("7"), b"One".as_slice()));
        assert_eq!(first.origin.member.as_deref(), Some("line 1"));
        let cut = items[1].as_ref().unwrap_err();
        assert_eq!(
            (cut.member.as_deref(), cut.offset),
            (Some("line 3"), text.find("{\"text\": \r").map(|at| at as u64))
        );
        assert!(items[2].is_err(), "an array is no record");
        let last = items[3].as_ref().unwrap();
        assert_eq!(last.origin.offset, text.rfind('{').map(|at| at as u64));
    }

    #[test]
    fn a_line_over_the_limit_is_left_out_and_the_next_is_read() {
        let limits = Limits { max_document: 40, ..Limits::default() };
        let long = format!("{{\"text\": \"{}\"}}\n", "x".repeat(5000));
        let items = read(&format!("{long}{{\"text\": \"short\"}}\n"), &limits);
        assert_eq!(items.len(), 2);
        let error = items[0].as_ref().unwrap_err();
        assert!(matches!(error.kind, ErrorKind::Limit { limit: "max-document", .. }));
        assert_eq!(error.member.as_deref(), Some("line 1"));
        assert_eq!(items[1].as_ref().unwrap().bytes, b"short");
        assert_eq!(items[1].as_ref().unwrap().origin.offset, Some(long.len() as u64));
    }
}
