//! JSON that holds several articles: an array of records, an object around one (`{"articles": [...]}`, JSON Feed), or
//! records written out over many lines.
//!
//! The text is scanned for the bounds of records, and one record is held at a time. A record that is no good is told
//! with its number and place, and reading goes on behind it.

use std::io::{self, BufRead};

use super::record;
use crate::model::{Capture, Origin};
use crate::source::limits::{Limits, megabytes, of_read, over};
use crate::{Error, Result};

/// The names under which exports keep their list of records.
const LISTS: &[&str] = &[
    "articles",
    "data",
    "docs",
    "documents",
    "entries",
    "hits",
    "items",
    "news",
    "posts",
    "records",
    "results",
    "rows",
    "stories",
];

/// The articles of a JSON file.
pub(crate) struct Elements<'a, R> {
    text: R,
    origin: Origin,
    limits: &'a Limits,
    /// How many bytes were taken from `text`.
    position: u64,
    /// The number of the record, from 1.
    number: u64,
    state: State,
}

/// Where the reader stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before a list, or an object that is a record or has a list in it.
    Outside,
    InList,
    AtEnd,
}

/// A value that was passed over, and what is kept of it.
struct Piece {
    start: u64,
    bytes: Vec<u8>,
    /// It is larger than a document may be, and not kept whole.
    too_large: bool,
    /// It ended at the start of a list of records.
    opens_list: bool,
}

impl<'a, R: BufRead> Elements<'a, R> {
    /// The articles in this text.
    pub(crate) fn new(origin: Origin, text: R, limits: &'a Limits) -> Elements<'a, R> {
        Elements { text, origin, limits, position: 0, number: 0, state: State::Outside }
    }

    fn step(&mut self) -> io::Result<Option<Piece>> {
        let Some(first) = self.skip_blank()? else {
            self.state = State::AtEnd;
            return Ok(None);
        };
        match (self.state, first) {
            (State::Outside, b'[') => {
                self.take(1);
                self.state = State::InList;
                Ok(None)
            }
            (State::InList, b']') => {
                self.take(1);
                self.state = State::AtEnd;
                Ok(None)
            }
            _ => self.value().map(Some),
        }
    }

    /// The next byte that is neither blank nor a comma nor part of a byte order mark.
    fn skip_blank(&mut self) -> io::Result<Option<u8>> {
        loop {
            let ahead = self.text.fill_buf()?;
            let blank = ahead.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b',')).count();
            let mark = usize::from(blank == 0 && ahead.first().is_some_and(|byte| b"\xEF\xBB\xBF".contains(byte)));
            match ahead.get(blank + mark) {
                Some(byte) if mark == 0 => {
                    let byte = *byte;
                    self.take(blank);
                    return Ok(Some(byte));
                }
                None if ahead.is_empty() => return Ok(None),
                _ => self.take(blank + mark),
            }
        }
    }

    /// Reads a value to its end, or to where a list of records begins in it.
    fn value(&mut self) -> io::Result<Piece> {
        let mut piece = Piece { start: self.position, bytes: Vec::new(), too_large: false, opens_list: false };
        let mut scan = Scan::default();
        loop {
            let ahead = self.text.fill_buf()?;
            if ahead.is_empty() {
                return Ok(piece);
            }
            let mut taken = 0;
            let mut stop = None;
            for byte in ahead {
                stop = scan.step(*byte);
                taken += usize::from(stop != Some(Stop::Before));
                if stop.is_some() {
                    break;
                }
            }
            let room = (self.limits.max_document as usize).saturating_add(1).saturating_sub(piece.bytes.len());
            piece.bytes.extend_from_slice(&ahead[..taken.min(room)]);
            piece.too_large |= taken >= room;
            self.take(taken);
            match stop {
                Some(Stop::List) if self.state == State::Outside && is_of_records(&piece.bytes) => {
                    piece.opens_list = true;
                    return Ok(piece);
                }
                Some(Stop::Before | Stop::After) => return Ok(piece),
                Some(Stop::List) | None => {}
            }
        }
    }

    fn take(&mut self, count: usize) {
        self.text.consume(count);
        self.position += count as u64;
    }

    fn capture(&mut self, piece: &Piece) -> Result<Capture> {
        self.number += 1;
        let member = format!("record {}", self.number);
        let place = |error: Error| error.in_member(member.as_str()).at_offset(piece.start);
        if piece.too_large {
            let what = format!("the record is larger than {}", megabytes(self.limits.max_document));
            return Err(place(over("max-document", what)));
        }
        let origin = Origin { member: Some(member.clone()), offset: Some(piece.start), ..self.origin.clone() };
        record::capture(origin, &piece.bytes, &self.limits.fields).map_err(place)
    }
}

impl<R: BufRead> Iterator for Elements<'_, R> {
    type Item = Result<Capture>;

    fn next(&mut self) -> Option<Result<Capture>> {
        while self.state != State::AtEnd {
            match self.step() {
                Ok(None) => {}
                Ok(Some(piece)) if piece.opens_list => self.state = State::InList,
                Ok(Some(piece)) => return Some(self.capture(&piece)),
                Err(cause) => {
                    self.state = State::AtEnd;
                    return Some(Err(of_read(cause).at_offset(self.position)));
                }
            }
        }
        None
    }
}

/// Whether the text up to the start of a list says that it is one of records.
fn is_of_records(text: &[u8]) -> bool {
    let before = &text[text.len().saturating_sub(64)..text.len() - 1];
    let key = before.trim_ascii_end().strip_suffix(b":").map(<[u8]>::trim_ascii_end).unwrap_or_default();
    LISTS.iter().any(|name| key.ends_with(format!("\"{name}\"").as_bytes()))
}

/// Follows the text of a value byte by byte.
#[derive(Default)]
struct Scan {
    depth: u64,
    in_text: bool,
    escaped: bool,
    begun: bool,
}

/// Where a value ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    /// With this byte.
    After,
    /// Before this byte, which belongs to what is around it.
    Before,
    /// Not yet, but a list begins in the outermost object.
    List,
}

impl Scan {
    fn step(&mut self, byte: u8) -> Option<Stop> {
        if self.in_text {
            self.in_text = self.escaped || byte != b'"';
            self.escaped = !self.escaped && byte == b'\\';
            return (!self.in_text && self.depth == 0).then_some(Stop::After);
        }
        match byte {
            b'"' => self.in_text = true,
            b'[' if self.depth == 1 && self.begun => {
                self.depth += 1;
                return Some(Stop::List);
            }
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' if self.depth == 0 && self.begun => return Some(Stop::Before),
            b'}' | b']' if self.depth <= 1 => return Some(Stop::After),
            b'}' | b']' => self.depth -= 1,
            b',' | b'\n' if self.depth == 0 => return Some(Stop::Before),
            _ => {}
        }
        self.begun = true;
        None
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &[u8], limits: &Limits) -> Vec<Result<Capture>> {
        Elements::new(Origin::default(), text, limits).take(text.len() + 1).collect()
    }

    /// The texts of the records, or the errors.
    fn told(text: &str) -> Vec<String> {
        let items = read(text.as_bytes(), &Limits::default()).into_iter();
        items
            .map(|item| match item {
                Ok(capture) => String::from_utf8(capture.bytes).unwrap(),
                Err(error) => format!("{}: {error}", error.member.as_deref().unwrap_or("-")),
            })
            .collect()
    }

    #[test]
    fn records_are_found_in_lists_and_beside_each_other() {
        let (one, two) = (r#"{"text": "One \"[{", "tags": ["a", "b"]}"#, "{\n \"text\": \"Two}\"\n}");
        let expected = ["One \"[{", "Two}"];
        assert_eq!(told(&format!("\u{FEFF}[{one},\n {two}]")), expected);
        assert_eq!(told(&format!("{one}\n{two}\n")), expected);
        assert_eq!(
            told(&format!("{{\"version\": 1, \"meta\": {{\"items\": [1]}}, \"items\" : [{one}, {two}], \"n\": 2}}")),
            expected
        );
        assert_eq!(told(two), ["Two}"]);
    }

    #[test]
    fn a_json_feed_is_read() {
        let text = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Harbour", "items": [{"id": "7",
            "url": "https://example.org/7", "title": "Ferry", "content_html": "<p>It sails.</p>",
            "date_published": "2025-10-15T08:00:00Z", "authors": [{"name": "A. Writer"}], "tags": ["ports"]}]}"#;
        let capture = read(text.as_bytes(), &Limits::default()).remove(0).unwrap();
        assert_eq!(capture.bytes, b"<p>It sails.</p>");
        assert_eq!(capture.declared.url.as_deref(), Some("https://example.org/7"));
        assert_eq!(capture.declared.published.as_deref(), Some("2025-10-15T08:00:00Z"));
        assert_eq!(capture.declared.authors, ["A. Writer"]);
    }

    #[test]
    fn a_bad_record_is_told_with_its_place_and_reading_goes_on() {
        let text = r#"[{"text": "One"}, 7, {"text": nothing}, {"text": "Two"}, {"text": "cut"#;
        let told = told(text);
        assert_eq!(told.len(), 5, "{told:?}");
        assert_eq!((told[0].as_str(), told[3].as_str()), ("One", "Two"));
        assert!(told[1].starts_with("record 2: ") && told[2].starts_with("record 3: "));
        assert!(told[4].contains("cut off"));
    }

    #[test]
    fn a_record_over_the_limit_is_left_out_and_the_next_is_read() {
        let limits = Limits { max_document: 40, ..Limits::default() };
        let text = format!("[{{\"text\": \"{}\"}}, {{\"text\": \"short\"}}]", "x".repeat(20_000));
        let items = read(text.as_bytes(), &limits);
        assert_eq!(items.len(), 2);
        assert!(items[0].as_ref().unwrap_err().to_string().contains("max-document"));
        assert_eq!(items[1].as_ref().unwrap().bytes, b"short");
    }

    proptest! {
        #[test]
        fn any_text_is_read_to_its_end(text in "[\\[\\]{}\",:\\\\a\n ]{0,200}") {
            prop_assert!(read(text.as_bytes(), &Limits::default()).len() <= text.len());
        }
    }
}
