//! The stories of an export, one after the other.

use std::io;

use super::boundary::Boundary;
use super::service::Service;
use crate::model::{Capture, Origin};
use crate::source::compression::allowance::Allowance;
use crate::source::limits::{Limits, megabytes, of_read, over};
use crate::source::lines::line::{Line, Piece};
use crate::{Error, Result};

/// The stories of an export.
pub(crate) struct Stories<'a, P> {
    pieces: P,
    service: Service,
    origin: Origin,
    limits: &'a Limits,
    allowance: Option<Allowance>,
    lines: Vec<Line>,
    /// How many bytes `lines` have.
    size: u64,
    is_too_large: bool,
    number: u64,
    ended: bool,
}

impl<'a, P: Iterator<Item = io::Result<Piece>>> Stories<'a, P> {
    /// The stories in these pieces of an export.
    pub(crate) fn new(origin: Origin, service: Service, pieces: P, limits: &'a Limits) -> Stories<'a, P> {
        Stories {
            pieces,
            service,
            origin,
            limits,
            allowance: None,
            lines: Vec::new(),
            size: 0,
            is_too_large: false,
            number: 0,
            ended: false,
        }
    }

    /// Has an allowance renewed with every piece, so that a piece that never ends runs out of it.
    pub(crate) fn within(self, allowance: Allowance) -> Self {
        Stories { allowance: Some(allowance), ..self }
    }

    fn push(&mut self, line: Line) {
        self.size += line.text.len() as u64 + line.around.len() as u64;
        if self.size > self.limits.max_document {
            self.is_too_large = true;
            self.lines.truncate(1);
        } else {
            self.lines.push(line);
        }
    }

    /// The story in the lines that were gathered, if there is one in them.
    fn story(&mut self) -> Option<Result<Capture>> {
        let lines = std::mem::take(&mut self.lines);
        let is_too_large = std::mem::take(&mut self.is_too_large);
        self.size = 0;
        let offset = lines.first().map(|line| line.offset)?;
        let story = if is_too_large { None } else { Some(self.service.story(&lines)).filter(|story| story.is_one()) };
        if story.is_none() && !is_too_large {
            return None;
        }
        self.number += 1;
        let member = format!("story {}", self.number);
        let Some(story) = story else {
            let what = format!("the story is larger than {}", megabytes(self.limits.max_document));
            return Some(Err(over("max-document", what).in_member(member).at_offset(offset)));
        };
        let origin = Origin { member: Some(member), offset: Some(offset), ..self.origin.clone() };
        Some(Ok(story.capture(origin)))
    }

    /// What is reported when the pieces are at their end.
    fn end(&mut self) -> Option<Result<Capture>> {
        self.ended = true;
        let last = self.story();
        if last.is_none() && self.number == 0 {
            let what = format!("it looks like an export of {}, but no story in it was understood", self.service.name());
            return Some(Err(Error::malformed(what)));
        }
        last
    }
}

impl<P: Iterator<Item = io::Result<Piece>>> Iterator for Stories<'_, P> {
    type Item = Result<Capture>;

    fn next(&mut self) -> Option<Result<Capture>> {
        while !self.ended {
            let piece = match self.pieces.next() {
                Some(Ok(piece)) => {
                    self.allowance.iter().for_each(Allowance::renew);
                    piece
                }
                Some(Err(cause)) => {
                    self.ended = true;
                    return Some(Err(of_read(cause)));
                }
                None => return self.end(),
            };
            let boundary = self.service.boundary(&piece);
            let done = if boundary == Boundary::Before { self.story() } else { None };
            if let Piece::Line(line) = piece {
                self.push(line);
            }
            let done = if boundary == Boundary::Behind { self.story() } else { done };
            if done.is_some() {
                return done;
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::lines::plain::PlainLines;

    fn read(text: &str, limits: &Limits) -> Vec<Result<Capture>> {
        let lines = PlainLines::new(text.as_bytes());
        Stories::new(Origin::default(), Service::Nexis, lines, limits).collect()
    }

    fn document(number: usize, text: &str) -> String {
        format!(
            "   {number} of 2 DOCUMENTS\n\nHarbour Post\n\nMay {number}, 2024\n\nStory {number}\n\nLENGTH: 9 words\n\n{text}\n\nLANGUAGE: ENGLISH\n\n"
        )
    }

    #[test]
    fn stories_are_told_with_their_places_and_the_head_of_the_file_is_none() {
        let head = "Time Of Request: Friday, March 20, 2026\n\nSend To:\nTHE LIBRARY\n\n";
        let text = [head, &document(1, "One."), &document(2, "Two.")].concat();
        let items = read(&text, &Limits::default());
        let told: Vec<_> = items
            .iter()
            .map(|item| {
                let capture = item.as_ref().unwrap();
                (
                    capture.declared.title.as_deref().unwrap(),
                    capture.origin.member.as_deref().unwrap(),
                    capture.bytes.as_slice(),
                )
            })
            .collect();
        assert_eq!(told, [("Story 1", "story 1", b"One.".as_slice()), ("Story 2", "story 2", b"Two.".as_slice())]);
        assert_eq!(items[0].as_ref().unwrap().origin.offset, Some(head.len() as u64));
    }

    #[test]
    fn a_story_over_the_limit_is_left_out_and_the_next_is_read() {
        let limits = Limits { max_document: 1000, ..Limits::default() };
        let items = read(&[document(1, &"It goes on.\n\n".repeat(500)), document(2, "Two.")].concat(), &limits);
        assert!(items[0].as_ref().unwrap_err().to_string().contains("max-document"));
        assert_eq!(items[1].as_ref().unwrap().declared.title.as_deref(), Some("Story 2"));
    }

    #[test]
    fn an_export_that_is_not_understood_is_told() {
        assert!(read("1 of 3 DOCUMENTS\n", &Limits::default())[0].as_ref().unwrap_err().to_string().contains("Nexis"));
    }
}
