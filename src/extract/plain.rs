//! Reading an article out of plain text, Markdown, or a record's text.

use std::borrow::Cow;

use super::body::similarity::same_when_bare;
use super::declared::front_matter;
use super::extraction::{Extraction, Note};
use super::page::charset;
use super::text_copy::TextCopy;
use super::{html, markdown, stated, text_copy};
use crate::model::{Capture, Extent, MediaType};

/// Reads the article out of plain text.
pub(super) fn extract(capture: &Capture) -> Extraction {
    let mut notes = Vec::new();
    let text = charset::decode(&capture.bytes, capture.declared.charset.as_deref(), &mut notes);
    if capture.media_type == MediaType::Text && is_markup(&text) {
        notes.push(Note::new("body", "the text is HTML and is read as such".to_owned()));
        return from_markup(capture, &text, notes);
    }
    let (declared, text) = match front_matter::split(&text).filter(|_| capture.media_type != MediaType::Pdf) {
        Some((found, rest)) => (Cow::Owned(front_matter::merge(&capture.declared, found)), rest),
        None => (Cow::Borrowed(&capture.declared), &*text),
    };
    let is_page = capture.declared.extent == Extent::Page;
    let below = text_copy::below_greeting(text).filter(|_| is_page);
    if let Some(below) = below {
        let lines = text[..text.len() - below.len()].lines().count();
        notes.push(Note::new("body", format!("left out (written by who sends the text on): the first {lines} lines")));
    }
    let text = below.unwrap_or(text);
    let header = text_copy::split_header(text).filter(|_| is_page);
    let (declared, text) = match header {
        Some((found, rest)) => (Cow::Owned(front_matter::merge(&declared, found)), rest),
        None => (declared, text),
    };
    let mut copy = match (capture.media_type, capture.declared.extent) {
        (MediaType::Markdown, Extent::Page) => {
            text_copy::read_page(text).unwrap_or_else(|| text_copy::clipping(of_markdown(text)))
        }
        (MediaType::Markdown, _) => of_markdown(text),
        (_, Extent::Page) => text_copy::read(text),
        (_, Extent::Field) => text_copy::whole(text),
        (_, Extent::Text) => text_copy::mail(text),
    };
    // Tools that put the headline into a head of their own leave it in the text.
    let is_title = |line: &String| declared.title.as_ref().is_some_and(|title| same_when_bare(title, line));
    if copy.body.len() > 1 && copy.body.first().is_some_and(is_title) {
        copy.body.remove(0);
    }
    stated::read(capture, &declared, copy, notes)
}

/// The paragraphs of Markdown, its first heading apart.
fn of_markdown(text: &str) -> TextCopy {
    let mut body = markdown::paragraphs(text);
    let first = text.lines().map(str::trim).find(|line| !line.is_empty());
    let title = first.is_some_and(|line| line.starts_with("# ") && !body.is_empty()).then(|| body.remove(0));
    TextCopy { title, body, ..TextCopy::default() }
}

/// The article of a record whose text is HTML: a fragment of a page whose boundaries the record has drawn already.
fn from_markup(capture: &Capture, text: &str, notes: Vec<Note>) -> Extraction {
    let head = text[..text.floor_char_boundary(1_000)].to_lowercase();
    if head.contains("<html") || head.contains("<!doctype") {
        return html::read(capture, text, notes);
    }
    stated::whole(capture, &html::fragment(text), notes)
}

/// Whether a text is HTML: it has end tags of the elements that texts consist of.
fn is_markup(text: &str) -> bool {
    let head = text[..text.floor_char_boundary(20_000)].to_lowercase();
    ["</p>", "<br>", "<br/>", "<br />", "</div>", "</a>", "</html>", "</li>"].iter().any(|tag| head.contains(tag))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, DateSource, Declared};

    fn read(media_type: MediaType, text: &str) -> Article {
        let capture = Capture {
            origin: crate::model::Origin::default(),
            media_type,
            bytes: text.as_bytes().to_vec(),
            declared: Declared::default(),
        };
        extract(&capture).article.unwrap()
    }

    #[test]
    fn wrapped_lines_are_joined() {
        let line = "A line that an editor broke at about seventy letters, as they do,";
        let text = format!("{line}\n{line}\nend.\n\n{line}\n{line}\nend.\n");
        assert_eq!(read(MediaType::Text, &text).body.lines().count(), 2);
        assert_eq!(read(MediaType::Text, "One.\n\nTwo.\nThree.").body, "One.\nTwo.\nThree.");
    }

    #[test]
    fn records_may_hold_markup() {
        assert_eq!(read(MediaType::Text, "<p>One &amp; two</p><ul><li>Three</li></ul>").body, "One & two\nThree");
    }

    #[test]
    fn a_printed_document_is_dated_by_its_text_before_its_information() {
        let dated = |text: &str| {
            let declared = Declared { published: Some("2025-11-20T09:00:00Z".to_owned()), ..Declared::default() };
            let origin = crate::model::Origin::default();
            let capture = Capture { origin, media_type: MediaType::Pdf, bytes: text.as_bytes().to_vec(), declared };
            let article = extract(&capture).article.unwrap();
            let published = article.published.unwrap();
            (article.title, published.day_text(), published.source)
        };
        let story = "The ferry sails again\n\nThe harbour office opened the eastern pier after a week of storms.";
        let title = Some("The ferry sails again".to_owned());
        assert_eq!(dated(story), (title, "2025-11-20".to_owned(), DateSource::DocumentInfo));
        let (_, day, source) = dated("PORTSMOUTH, 15 October 2025 - The harbour office opened the eastern pier.");
        assert_eq!((day.as_str(), source), ("2025-10-15", DateSource::Dateline));
    }

    #[test]
    fn markdown_gives_its_heading() {
        let article =
            read(MediaType::Markdown, "---\nlang: en\n---\n# The *port*\n\nIt [opened](https://example.org).\n");
        assert_eq!(article.title.as_deref(), Some("The port"));
        assert_eq!(article.body, "It opened.");
    }
}
