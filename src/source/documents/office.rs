//! A word processor's document that is one text: from its lines to a capture.

use std::io;

use crate::model::{Capture, Declared, MediaType, Origin};
use crate::source::limits::{Limits, megabytes, of_read, over};
use crate::source::lines::line::Piece;
use crate::{Error, Result};

/// A headline is no longer than this, in bytes.
const LONGEST: usize = 300;

/// The document in these lines, as a page: headings and paragraphs. Where its headline, writer and day stand is for others to
/// find, as in any page: what the program noted of its user and of the day of typing says nothing of them.
pub(crate) fn capture(
    origin: Origin,
    declared: Declared,
    pieces: impl Iterator<Item = io::Result<Piece>>,
    limits: &Limits,
) -> Result<Capture> {
    let mut page = String::from("<!DOCTYPE html><body><article>");
    let mut has_text = false;
    for piece in pieces {
        let Piece::Line(line) = piece.map_err(of_read)? else { continue };
        // What stands first and is all bold is the headline where nothing is marked as one.
        let is_headline = !has_text && line.is_bold && line.text.len() <= LONGEST && !line.text.ends_with('.');
        let is_heading = is_headline || line.stands_in("h1");
        let element = match (is_heading, has_text) {
            (true, false) => "h1",
            (true, true) => "h2",
            _ => "p",
        };
        page.push_str(&format!("<{element}>{}</{element}>\n", escaped(&line.text)));
        has_text = true;
        if page.len() as u64 > limits.max_document {
            return Err(over(
                "max-document",
                format!("the document is larger than {}", megabytes(limits.max_document)),
            ));
        }
    }
    if !has_text {
        return Err(Error::skipped("a document without text"));
    }
    page.push_str("</article></body>");
    let declared = Declared { charset: Some("utf-8".to_owned()), ..declared };
    Ok(Capture { origin, media_type: MediaType::Html, bytes: page.into_bytes(), declared })
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
