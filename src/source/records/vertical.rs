//! Corpora in vertical form (CWB, Sketch Engine): a word a line with what is known of it after tabs, and elements around texts. What
//! WikiExtractor writes is read with them: the same elements, around a paragraph a line.

use std::io::{BufRead, Read};

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::model::{Capture, Origin};
use crate::source::byline::NameOrder;
use crate::source::limits::{Limits, of_read};
use crate::source::story::Story;
use crate::{Error, Result};

/// Elements that are one text each.
const TEXTS: &[&str] = &["text", "doc", "article"];
/// Marks that stand at the word before them, and those that stand at the word after.
const CLOSING: &[char] = &['.', ',', ';', ':', '!', '?', ')', ']', '}', '»', '”', '’', '%', '…'];
const OPENING: &[char] = &['(', '[', '{', '«', '“', '‘', '¿', '¡'];

/// The texts of a corpus in UTF-8.
pub(crate) struct Texts<'a, R> {
    text: R,
    origin: Origin,
    limits: &'a Limits,
    number: u64,
    position: u64,
    ended: bool,
}

impl<'a, R: BufRead> Texts<'a, R> {
    /// The texts in this corpus.
    pub(crate) fn new(origin: Origin, text: R, limits: &'a Limits) -> Texts<'a, R> {
        Texts { text, origin, limits, number: 0, position: 0, ended: false }
    }

    /// The next text, with where it starts; nothing at the end.
    fn text(&mut self) -> Result<Option<(Story, u64)>> {
        let mut open: Option<(Story, u64)> = None;
        let (mut paragraph, mut size, mut is_glued) = (String::new(), 0, false);
        loop {
            let (mut line, offset) = (Vec::new(), self.position);
            let read =
                Read::take(&mut self.text, self.limits.max_document).read_until(b'\n', &mut line).map_err(of_read)?;
            self.position += read as u64;
            size += read as u64;
            let line = String::from_utf8_lossy(&line);
            let line = line.trim_end_matches(['\n', '\r']);
            let name = line
                .strip_prefix('<')
                .map(|tag| tag.trim_start_matches('/').split([' ', '>', '/']).next().unwrap_or_default());
            let is_text = name.is_some_and(|name| TEXTS.contains(&name));
            if read == 0 || is_text && line.starts_with("</") {
                if let Some((story, _)) = &mut open {
                    end(story, &mut paragraph);
                }
                if open.is_some() || read == 0 {
                    return Ok(open);
                }
            } else if is_text {
                (open, size) = (Some((begun(line), offset)), 0);
                paragraph.clear();
            } else if let Some((story, _)) = open.as_mut().filter(|_| size <= self.limits.max_document) {
                match name {
                    Some("g") => is_glued = true,
                    Some("p" | "head" | "title") => end(story, &mut paragraph),
                    Some(_) => {}
                    None if is_sentence(line) => {
                        end(story, &mut paragraph);
                        story.paragraphs.push(line.trim().to_owned());
                    }
                    None => {
                        push(&mut paragraph, line.split('\t').next().unwrap_or(line), std::mem::take(&mut is_glued))
                    }
                }
            }
        }
    }
}

impl<R: BufRead> Iterator for Texts<'_, R> {
    type Item = Result<Capture>;

    fn next(&mut self) -> Option<Result<Capture>> {
        if self.ended {
            return None;
        }
        match self.text() {
            Ok(Some((story, start))) => {
                self.number += 1;
                let member = format!("text {}", self.number);
                if !story.is_one() {
                    return Some(Err(Error::skipped("a text of a corpus without words and headline")
                        .in_member(member)
                        .at_offset(start)));
                }
                let origin = Origin { member: Some(member), offset: Some(start), ..self.origin.clone() };
                Some(Ok(story.capture(origin)))
            }
            Ok(None) => {
                self.ended = true;
                (self.number == 0).then(|| Err(Error::skipped("a corpus without texts")))
            }
            Err(error) => {
                self.ended = true;
                Some(Err(error))
            }
        }
    }
}

/// Whether a file that starts like this, in lower case, is one of WikiExtractor's (`<doc id="…" url="…" title="…">`).
pub(crate) fn is_of_wiki(start: &str) -> bool {
    let tag = start.split('>').next().unwrap_or_default();
    tag.starts_with("<doc id=\"") && tag.contains(" url=\"") && tag.contains(" title=\"")
}

/// Whether a line is running text and no word: a word of several parts has what is known of it after a tab.
fn is_sentence(line: &str) -> bool {
    !line.contains('\t') && line.trim().contains(' ')
}

/// A text with what its element says of it.
fn begun(tag: &str) -> Story {
    let mut story = Story::default();
    let mut reader = Reader::from_str(tag);
    let Ok(Event::Start(tag) | Event::Empty(tag)) = reader.read_event() else { return story };
    for attribute in tag.html_attributes().with_checks(false).flatten() {
        let value =
            attribute.value.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        let value = Some(value.trim().to_owned()).filter(|value| !value.is_empty());
        match attribute.key.into_inner().to_ascii_lowercase().as_str() {
            "id" => story.id = value,
            "title" | "headline" => story.title = value,
            "date" | "published" | "pubdate" => story.published = value,
            "author" | "authors" => value.iter().for_each(|names| story.sign(names, NameOrder::GivenFirst)),
            "url" | "link" => story.url = value.filter(|url| url.contains("://")),
            "lang" | "language" => story.lang = value,
            "source" | "site" | "newspaper" | "publisher" | "publication" => story.publication = value,
            "section" => story.sections.extend(value),
            _ => {}
        }
    }
    story
}

fn end(story: &mut Story, paragraph: &mut String) {
    let done = std::mem::take(paragraph);
    if !done.trim().is_empty() {
        story.paragraphs.push(done);
    }
}

/// Puts a word after others, with a blank between them where people write one.
fn push(paragraph: &mut String, word: &str, is_glued: bool) {
    let word = word.trim();
    let touches = is_glued || word.starts_with(CLOSING) || paragraph.is_empty() || paragraph.ends_with(OPENING);
    if !touches {
        paragraph.push(' ');
    }
    paragraph.push_str(word);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_text_again() {
        let corpus = "<corpus>\n<text id=\"a\" title=\"Ferry &amp; pier\" date=\"2025-11-03\">\n<p>\n<s>\nThe\tDT\nferry\tNN\n(\t(\nred\tJJ\n)\t)\nsails\tVB\n<g/>\n.\t.\n</s>\n</p>\n\
            <p>\nRain\tNN\n</p>\n</text>\n<text id=\"b\" title=\"Pier\">\nOpen\tJJ\n";
        let items: Vec<Capture> =
            Texts::new(Origin::default(), corpus.as_bytes(), &Limits::default()).map(Result::unwrap).collect();
        assert_eq!(items[0].bytes, b"The ferry (red) sails.\nRain");
        assert_eq!(items[0].declared.title.as_deref(), Some("Ferry & pier"));
        assert_eq!((items.len(), items[1].bytes.as_slice()), (2, b"Open".as_slice()));
    }
    #[test]
    fn texts_of_wikiextractor_have_a_paragraph_a_line() {
        let dump = "<doc id=\"12\" url=\"https://e.org/wiki?curid=12\" title=\"Ferry\">\nFerry\n\nThe ferry sails.\nIt is red.\n\n</doc>\n\
            <doc id=\"13\" url=\"https://e.org/wiki?curid=13\" title=\"Old pier\">\nOld pier\n\nIt is shut.\n\n</doc>\n";
        assert!(is_of_wiki(&dump.to_lowercase()));
        let items: Vec<Capture> =
            Texts::new(Origin::default(), dump.as_bytes(), &Limits::default()).map(Result::unwrap).collect();
        assert_eq!((items.len(), items[0].bytes.as_slice()), (2, b"The ferry sails.\nIt is red.".as_slice()));
        assert_eq!(items[1].declared.url.as_deref(), Some("https://e.org/wiki?curid=13"));
        assert_eq!(items[1].bytes, b"It is shut.");
    }
}
