//! Feeds as sfeed keeps them (sfeed(5)): an item a line, its fields separated by tabs: seconds since 1970, title, link, content, its type,
//! id, author, enclosure, categories.

use std::io::BufRead;

use super::markup;
use crate::model::{Capture, Declared, Extent, MediaType, Origin};
use crate::source::bounded_lines::BoundedLines;
use crate::source::byline::{self, NameOrder};
use crate::source::limits::{Limits, megabytes, of_read, over};
use crate::{Error, Result};

/// Whether a text starts with such a line.
pub(crate) fn is_feed(start: &str) -> bool {
    let fields: Vec<&str> = start.lines().next().unwrap_or_default().split('\t').collect();
    // The first line may be longer than what is looked at.
    let [moment, title, link, ..] = fields.as_slice() else { return false };
    let is_moment =
        moment.is_empty() || matches!(moment.len(), 8..=11) && moment.bytes().all(|byte| byte.is_ascii_digit());
    is_moment && !title.is_empty() && (link.starts_with("http://") || link.starts_with("https://"))
}

/// The items of a feed.
pub(crate) struct Lines<'a, R> {
    lines: BoundedLines<R>,
    origin: Origin,
    limits: &'a Limits,
    number: u64,
    ended: bool,
}

impl<'a, R: BufRead> Lines<'a, R> {
    /// The items in this text.
    pub(crate) fn new(origin: Origin, text: R, limits: &'a Limits) -> Lines<'a, R> {
        let lines = BoundedLines::new(text, limits.max_document);
        Lines { lines, origin, limits, number: 0, ended: false }
    }

    fn item(&mut self, line: &[u8], offset: u64) -> Result<Capture> {
        let place = |error: Error| error.in_member(format!("line {}", self.number)).at_offset(offset);
        let line = String::from_utf8_lossy(line);
        let fields: Vec<&str> = line.trim_end_matches(['\n', '\r']).split('\t').collect();
        let field = |number: usize| fields.get(number).map(|text| unescaped(text)).filter(|text| !text.is_empty());
        let (title, content) = (field(1), field(3));
        if title.is_none() && content.is_none() {
            return Err(place(Error::skipped("an item without text and title")));
        }
        let is_html = fields.get(4).is_some_and(|kind| *kind == "html");
        let declared = Declared {
            id: field(5),
            charset: Some("utf-8".to_owned()),
            url: field(2).filter(|url| url.contains("://")),
            title: title.map(|title| markup::title(&title)),
            authors: field(6).map(|author| byline::names(&author, NameOrder::GivenFirst)).unwrap_or_default(),
            published: field(0),
            tags: field(8)
                .map(|tags| tags.split('|').map(str::trim).filter(|tag| !tag.is_empty()).map(str::to_owned).collect())
                .unwrap_or_default(),
            extent: Extent::Field,
            ..Declared::default()
        };
        let origin =
            Origin { member: Some(format!("line {}", self.number)), offset: Some(offset), ..self.origin.clone() };
        let media_type = if is_html { MediaType::Html } else { MediaType::Text };
        Ok(Capture { origin, media_type, bytes: content.unwrap_or_default().into_bytes(), declared })
    }
}

impl<R: BufRead> Iterator for Lines<'_, R> {
    type Item = Result<Capture>;

    fn next(&mut self) -> Option<Result<Capture>> {
        while !self.ended {
            let mut line = Vec::new();
            let read = match self.lines.read(&mut line) {
                Ok(Some(read)) => read,
                Ok(None) => return None,
                Err(cause) => {
                    self.ended = true;
                    return Some(Err(of_read(cause)));
                }
            };
            self.number += 1;
            if read.is_cut {
                let what = format!("the line is larger than {}", megabytes(self.limits.max_document));
                let place = format!("line {}", self.number);
                return Some(Err(over("max-document", what).in_member(place).at_offset(read.start)));
            }
            if !line.trim_ascii().is_empty() {
                return Some(self.item(&line, read.start));
            }
        }
        None
    }
}

/// A field with its tabs and line breaks, which stand there as `\t` and `\n`.
fn unescaped(field: &str) -> String {
    let mut text = String::with_capacity(field.len());
    let mut letters = field.chars();
    while let Some(letter) = letters.next() {
        match (letter, letter == '\\') {
            (_, true) => match letters.next() {
                Some('n') => text.push('\n'),
                Some('t') => text.push('\t'),
                Some(other) => text.push(other),
                None => text.push('\\'),
            },
            (letter, false) => text.push(letter),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_an_item() {
        let feed = "1794948000\tFerry\thttps://e.org/f\tOne.\\nC:\\\\pier\tplain\tid-1\tAnn Lee\t\t|ports|boats|\n\tPier\thttps://e.org/p\t<p>Two\thtml\t\t\t\t\n";
        assert!(is_feed(feed) && !is_feed("a\tb\tc") && !is_feed("2024 was a year"));
        let items: Vec<Capture> =
            Lines::new(Origin::default(), feed.as_bytes(), &Limits::default()).map(Result::unwrap).collect();
        assert_eq!(items[0].bytes, b"One.\nC:\\pier");
        assert_eq!(
            (items[0].declared.published.as_deref(), &items[0].declared.tags),
            (Some("1794948000"), &vec!["ports".to_owned(), "boats".to_owned()])
        );
        assert_eq!((items[1].media_type, items[1].declared.url.as_deref()), (MediaType::Html, Some("https://e.org/p")));
    }
}
