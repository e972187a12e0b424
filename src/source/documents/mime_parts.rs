//! The parts of a message with several (MIME, RFC 2046, section 5.1), separated in one pass over its lines.
//!
//! However many parts there are, and however they stand in each other, every line is looked at once, and compared with
//! no more boundaries than may be open. A part that is itself of several parts is gone into; a message inside a message
//! is not, since it is an attachment.

use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders};
use memchr::memchr;

/// How many multiparts may stand in each other; those further in are passed over.
const DEEPEST: usize = 16;
/// The longest header that is looked into, in bytes.
const LONGEST: usize = 256 << 10;

/// A part that is not made of parts, or the message itself where it has none.
pub(super) struct Part<'m> {
    /// What its header says.
    pub(super) header: Message<'m>,
    /// The part with its header.
    pub(super) bytes: &'m [u8],
}

/// Calls for the message itself and then for each of its parts, in their order.
pub(super) fn each_part<'m>(bytes: &'m [u8], each: &mut dyn FnMut(Part<'m>)) {
    let mut walk = Walk { bytes, boundaries: Vec::new(), place: Place::Header(0), each };
    let mut line_start = 0;
    while line_start < bytes.len() {
        let rest = &bytes[line_start..];
        let line_end = line_start + memchr(b'\n', rest).map_or(rest.len(), |at| at + 1);
        walk.line(line_start, line_end);
        line_start = line_end;
    }
    walk.end(bytes.len());
}

/// Where the walk stands.
#[derive(Clone, Copy)]
enum Place {
    /// In the header of the part that starts here.
    Header(usize),
    /// In the body of the part that starts here, whose header ends there.
    Body(usize, usize),
    /// Between parts.
    Between,
}

struct Walk<'m, 'e> {
    bytes: &'m [u8],
    /// The boundaries of the multiparts that are open, the innermost last.
    boundaries: Vec<String>,
    place: Place,
    each: &'e mut dyn FnMut(Part<'m>),
}

impl<'m> Walk<'m, '_> {
    fn line(&mut self, start: usize, end: usize) {
        let line = self.bytes[start..end].trim_ascii_end();
        if let Some((level, is_last)) = self.boundary(line) {
            self.end(start);
            self.boundaries.truncate(if is_last { level } else { level + 1 });
            self.place = if is_last { Place::Between } else { Place::Header(end) };
        } else if let (Place::Header(part), true) = (self.place, line.is_empty()) {
            self.place = Place::Body(part, end);
            self.open(part, end);
        }
    }

    /// The level of the boundary that this line is, and whether it is the last of its level.
    fn boundary(&self, line: &[u8]) -> Option<(usize, bool)> {
        let mark = line.strip_prefix(b"--")?;
        let is = |boundary: &String, mark: &[u8]| boundary.trim_ascii_end().as_bytes() == mark;
        let level = |mark: &[u8]| self.boundaries.iter().rposition(|boundary| is(boundary, mark));
        let last = || level(mark.strip_suffix(b"--")?).map(|level| (level, true));
        level(mark).map(|level| (level, false)).or_else(last)
    }

    /// Goes into the part whose header ends here, if it is of several parts.
    fn open(&mut self, part: usize, end: usize) {
        let Some(header) = header(&self.bytes[part..end]) else { return };
        let boundary = header.content_type().filter(|kind| kind.ctype() == "multipart");
        let boundary = boundary.and_then(|kind| kind.attribute("boundary")).filter(|boundary| !boundary.is_empty());
        let Some(boundary) = boundary.filter(|_| self.boundaries.len() < DEEPEST) else { return };
        self.boundaries.push(boundary.to_owned());
        self.place = Place::Between;
        if part == 0 {
            (self.each)(Part { header, bytes: &[] });
        }
    }

    /// Gives the part that ends here.
    fn end(&mut self, end: usize) {
        let (part, header_end) = match self.place {
            Place::Header(part) => (part, end),
            Place::Body(part, header_end) => (part, header_end),
            Place::Between => return,
        };
        if let Some(header) = header(&self.bytes[part..header_end]) {
            (self.each)(Part { header, bytes: &self.bytes[part..end] });
        }
    }
}

/// What a header says; `None` where it is longer than anybody writes.
fn header(bytes: &[u8]) -> Option<Message<'_>> {
    let parse = || MessageParser::default().parse_headers(bytes);
    let empty = || Message { parts: vec![MessagePart::default()], ..Message::default() };
    (bytes.len() <= LONGEST).then(|| parse().unwrap_or_else(empty))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(text: &str) -> Vec<String> {
        let mut told = Vec::new();
        each_part(text.as_bytes(), &mut |part| told.push(String::from_utf8_lossy(part.bytes).into_owned()));
        told
    }

    #[test]
    fn parts_are_told_apart_however_they_stand_in_each_other() {
        let text = "Subject: x\r\nContent-Type: multipart/mixed; boundary=\"B\"\r\n\r\nto whom it concerns\r\n\
            --B\r\nContent-Type: multipart/alternative; boundary=B2\r\n\r\n--B2\r\n\r\none\r\n--B2 \r\nA: b\r\n\r\n\
            two\r\n--B2--\r\nnothing\r\n--B\r\n\r\n--B3 three\r\n--B--\r\nnothing\r\n";
        assert_eq!(told(text), ["", "\r\none\r\n", "A: b\r\n\r\ntwo\r\n", "\r\n--B3 three\r\n"]);
    }

    #[test]
    fn a_message_without_parts_is_its_only_one_and_a_cut_one_ends_at_the_cut() {
        assert_eq!(told("A: b\n\none"), ["A: b\n\none"]);
        assert_eq!(told("A: b"), ["A: b"]);
        assert_eq!(told("Content-Type: multipart/mixed; boundary=B\n\n--B\n\none"), ["", "\none"]);
        assert_eq!(told("Content-Type: multipart/mixed\n\none"), ["Content-Type: multipart/mixed\n\none"]);
    }

    #[test]
    fn multiparts_are_gone_into_to_a_depth() {
        let text: String =
            (0..1000).map(|n| format!("Content-Type: multipart/mixed; boundary={n}\n\n--{n}\n")).collect();
        assert_eq!(told(&text).len(), 2);
    }

    proptest! {
        #[test]
        fn parts_lie_behind_each_other(text in "((--|B|C|\n|Content-Type: multipart/x; boundary=[BC])\n?){0,30}") {
            prop_assert!(told(&text).iter().map(String::len).sum::<usize>() <= text.len());
        }
    }
}
