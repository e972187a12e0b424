//! The lines of a word processor's document: WordprocessingML (DOCX, ECMA-376) and OpenDocument Text (ODF 1.3).
//!
//! Of both the XML of the text is read, forwards. What was struck out while changes were tracked, notes of reviewers, the codes of
//! fields, and what stands there a second time for older programs are no text.

use std::io::{self, BufRead};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::gathered::GatheredLines;
use super::line::Piece;
use crate::source::forgiving::{forgive, of_xml};

/// Elements that are left out with all that is in them.
const ASIDE: &[&str] =
    &["fallback", "tracked-changes", "annotation", "note", "instrtext", "deltext", "changed-region", "ruby-text"];

/// Which of the two vocabularies a document is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::source) enum Markup {
    Word,
    OpenDocument,
}

/// The lines of a document in UTF-8.
pub(in crate::source) struct OfficeLines<R> {
    xml: Reader<R>,
    markup: Markup,
    buffer: Vec<u8>,
    lines: GatheredLines,
    /// How many elements deep the reader is in something that is left out.
    aside: usize,
    /// How many paragraphs are open: text boxes stand in paragraphs and have their own.
    paragraphs: usize,
    /// Whether the reader is in a run's text, outside of which Word keeps none.
    is_in_text: bool,
    is_bold: bool,
    ended: bool,
}

impl<R: BufRead> OfficeLines<R> {
    /// The lines of this document.
    pub(in crate::source) fn new(text: R, markup: Markup) -> OfficeLines<R> {
        let mut xml = Reader::from_reader(text);
        forgive(xml.config_mut());
        OfficeLines {
            xml,
            markup,
            buffer: Vec::new(),
            lines: GatheredLines::new(),
            aside: 0,
            paragraphs: 0,
            is_in_text: false,
            is_bold: false,
            ended: false,
        }
    }

    fn step(&mut self) -> io::Result<()> {
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.clear();
        let event = self.xml.read_event_into(&mut buffer).map_err(|cause| io::Error::other(of_xml(cause)))?;
        match event {
            Event::Start(tag) => self.start(&tag, false),
            Event::Empty(tag) => self.start(&tag, true),
            Event::End(tag) => self.end(&tag.local_name().into_inner().to_ascii_lowercase()),
            Event::Text(text) => self.text(&text.xml10_content()),
            Event::CData(text) => self.text(&text.xml10_content()),
            Event::GeneralRef(name) => match &*name {
                "lt" => self.text("<"),
                "gt" => self.text(">"),
                "amp" => self.text("&"),
                "quot" => self.text("\""),
                "apos" => self.text("'"),
                _ => {
                    let letter = name.resolve_char_ref().ok().flatten();
                    letter.into_iter().for_each(|letter| self.text(letter.encode_utf8(&mut [0; 4])));
                }
            },
            Event::Eof => {
                self.end_line(true);
                self.ended = true;
            }
            _ => {}
        }
        self.buffer = buffer;
        Ok(())
    }

    fn start(&mut self, tag: &BytesStart<'_>, is_empty: bool) {
        let name = tag.local_name().into_inner().to_ascii_lowercase();
        if self.aside > 0 || ASIDE.contains(&name.as_str()) {
            self.aside += usize::from(!is_empty);
            return;
        }
        let attribute = |wanted: &str| {
            let mut attributes = tag.html_attributes();
            attributes
                .with_checks(false)
                .flatten()
                .find(|found| found.key.local_name().into_inner() == wanted)
                .map(|found| found.value.to_string())
        };
        match (self.markup, name.as_str()) {
            (_, "p" | "h") => {
                self.end_line(true);
                self.paragraphs += usize::from(!is_empty);
                let style = attribute("style-name").unwrap_or_default();
                self.name_line(if name == "h" { "heading" } else { &style });
            }
            (Markup::Word, "pstyle" | "outlinelvl") => {
                let style =
                    if name == "outlinelvl" { "heading".to_owned() } else { attribute("val").unwrap_or_default() };
                self.name_line(&style);
            }
            (Markup::Word, "r") => self.is_bold = false,
            (Markup::Word, "b") => self.is_bold = !matches!(attribute("val").as_deref(), Some("0" | "false" | "off")),
            (Markup::Word, "t") => self.is_in_text = !is_empty,
            (Markup::Word, "br" | "cr") | (Markup::OpenDocument, "line-break") => self.end_line(false),
            (_, "tab") | (Markup::OpenDocument, "s") => self.blank(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if self.aside > 0 {
            self.aside -= 1;
            return;
        }
        match name {
            "t" => self.is_in_text = false,
            "p" | "h" => {
                self.end_line(true);
                self.paragraphs = self.paragraphs.saturating_sub(1);
            }
            _ => {}
        }
    }

    /// Notes that a line is a heading or the title of the document, by its style.
    fn name_line(&mut self, style: &str) {
        let style = style.to_lowercase();
        // Word's styles keep their English names as keys in most languages; other styles have names in the user's language.
        const HEADINGS: &[&str] =
            &["heading", "title", "titel", "titre", "titulo", "título", "überschrift", "berschrift", "titolo"];
        let is_heading = HEADINGS.iter().any(|known| style.starts_with(known));
        self.lines.stand_in(if is_heading { "h1" } else { "" });
    }

    fn text(&mut self, text: &str) {
        let is_text = match self.markup {
            Markup::Word => self.is_in_text,
            Markup::OpenDocument => self.paragraphs > 0,
        };
        if self.aside > 0 || !is_text {
            return;
        }
        let offset = self.xml.buffer_position();
        text.chars().for_each(|letter| self.lines.push(letter, self.is_bold, offset));
    }

    fn blank(&mut self) {
        if self.aside == 0 {
            self.lines.push_blank();
        }
    }

    fn end_line(&mut self, starts_paragraph: bool) {
        self.lines.end_line(starts_paragraph);
        if starts_paragraph {
            self.lines.stand_in("");
        }
    }
}

impl<R: BufRead> Iterator for OfficeLines<R> {
    type Item = io::Result<Piece>;

    fn next(&mut self) -> Option<io::Result<Piece>> {
        while self.lines.is_empty() && !self.ended {
            if let Err(cause) = self.step() {
                // What stands before the damage is given first.
                self.end_line(true);
                self.ended = true;
                return Some(Err(cause));
            }
        }
        self.lines.pop().map(Ok)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::lines::line::Line;

    fn lines(text: &str, markup: Markup) -> Vec<Line> {
        let pieces = OfficeLines::new(text.as_bytes(), markup).map(Result::unwrap);
        let lines = pieces.filter_map(|piece| match piece {
            Piece::Line(line) => Some(line),
            Piece::Mark(_) => None,
        });
        lines.collect()
    }

    #[test]
    fn lines_of_word_are_read_without_what_is_no_text() {
        let text = "<w:document><w:body><w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>Ferry &amp; pier</w:t></w:r></w:p>\
            <w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">Byline: </w:t></w:r><w:r><w:t>Ann Lee</w:t><w:br/><w:t>two</w:t></w:r></w:p>\
            <w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:instrText>HYPERLINK</w:instrText><w:t>kept</w:t></w:r>\
            <mc:AlternateContent><mc:Fallback><w:p><w:r><w:t>twice</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:p></w:body></w:document>";
        let found = lines(text, Markup::Word);
        let texts: Vec<&str> = found.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(texts, ["Ferry & pier", "Byline: Ann Lee", "two", "kept"]);
        assert!(found[0].stands_in("h1") && !found[1].stands_in("h1"));
        assert_eq!(&found[1].text[..found[1].bold], "Byline:");
        assert_eq!(found.iter().map(|line| line.starts_paragraph).collect::<Vec<_>>(), [true, true, false, true]);
    }

    #[test]
    fn lines_of_open_document_are_read() {
        let text = "<office:document-content><office:body><office:text><text:tracked-changes><text:p>gone</text:p></text:tracked-changes>\n\
            <text:h text:outline-level=\"1\">Ferry</text:h><text:p text:style-name=\"Text_20_body\">The<text:s/><text:span>pier</text:span>\
            <text:line-break/>is<text:note><text:note-body><text:p>a note</text:p></text:note-body></text:note> open</text:p></office:text></office:body>";
        let found = lines(text, Markup::OpenDocument);
        assert_eq!(found.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(), ["Ferry", "The pier", "is open"]);
        assert!(found[0].stands_in("h1") && !found[2].stands_in("h1"));
    }
}
