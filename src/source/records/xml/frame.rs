//! The records of an XML file, one held at a time: what all vocabularies have in common.
//!
//! quick-xml cuts the text, forwards, as forgivingly as such files are written: SGML with several roots, end tags that were
//! forgotten, references that nobody knows. Entities that a file declares for itself are not followed, so none can grow.

use std::io::{BufReader, Read};

use html5ever::data::NAMED_ENTITIES;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::around::Around;
use super::tree::{Element, Tree};
use super::vocabulary::Vocabulary;
use crate::model::{Capture, Origin};
use crate::source::compression::allowance::{Allowance, Allowed};
use crate::source::compression::decoded::{Decoded, Decoding};
use crate::source::forgiving::{forgive, of_xml};
use crate::source::limits::Limits;
use crate::{Error, Result};

/// How much is remembered of what stands around the records: as many elements, of as many bytes each.
const AROUND: (usize, usize) = (64, 1000);

/// The articles of an XML file.
pub(crate) struct XmlRecords<R: Read> {
    xml: Reader<BufReader<Decoded<Allowed<R>>>>,
    decoding: Decoding,
    allowance: Allowance,
    buffer: Vec<u8>,
    origin: Origin,
    vocabulary: &'static Vocabulary,
    around: Around,
    /// The record that is being read.
    record: Option<Tree>,
    /// The last text outside of records.
    text: String,
    number: u64,
    /// Where the record that is being read starts, in the decoded text.
    start: u64,
    /// What is reported after the last record.
    behind: Option<Error>,
    ended: bool,
}

impl<R: Read> XmlRecords<R> {
    /// The articles in this text, which declares this charset.
    pub(crate) fn new(
        origin: Origin,
        bytes: R,
        charset: Option<&str>,
        vocabulary: &'static Vocabulary,
        limits: &Limits,
    ) -> XmlRecords<R> {
        // Notes bring the files along that were put into them.
        let allowance = Allowance::new(&Limits { max_document: limits.max_bundle, ..limits.clone() });
        let text = Decoded::new(allowance.on(bytes), charset);
        let decoding = text.decoding();
        let mut xml = Reader::from_reader(BufReader::new(text));
        forgive(xml.config_mut());
        XmlRecords {
            xml,
            decoding,
            allowance,
            buffer: Vec::new(),
            origin,
            vocabulary,
            around: Around::default(),
            record: None,
            text: String::new(),
            number: 0,
            start: 0,
            behind: None,
            ended: false,
        }
    }

    /// What will be known of how the text was decoded.
    pub(crate) fn decoding(&self) -> Decoding {
        self.decoding.clone()
    }

    /// The vocabulary that the file is written in.
    pub(super) fn vocabulary(&self) -> &'static Vocabulary {
        self.vocabulary
    }

    /// The next record as it stands; nothing at the end. Of one that is cut off what came before the cut.
    pub(super) fn tree(&mut self) -> Result<Option<Tree>> {
        while !self.ended {
            if let Some(record) = self.step()? {
                self.number += 1;
                return Ok(Some(record));
            }
        }
        Ok(None)
    }

    /// Reads on; a record when it is complete.
    fn step(&mut self) -> Result<Option<Tree>> {
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.clear();
        let at = self.xml.buffer_position();
        let event = self.xml.read_event_into(&mut buffer).map_err(of_xml)?;
        let mut done = None;
        let fits = match event {
            Event::Start(tag) => self.start(&tag, at),
            Event::Empty(tag) => {
                let fits = self.start(&tag, at);
                done = self.end(tag.local_name().into_inner());
                fits
            }
            Event::End(tag) => {
                done = self.end(tag.local_name().into_inner());
                true
            }
            Event::Text(text) => self.text(&text.xml10_content()),
            Event::CData(text) => self.text(&text.xml10_content()),
            Event::GeneralRef(name) => self.text(&resolved(&name)),
            Event::Eof => {
                self.ended = true;
                done = self.last();
                true
            }
            _ => true,
        };
        self.buffer = buffer;
        if !fits {
            return Err(Error::malformed("the record has more elements than an article"));
        }
        Ok(done)
    }

    fn start(&mut self, tag: &BytesStart<'_>, at: u64) -> bool {
        let name = tag.local_name().into_inner().to_ascii_lowercase();
        if self.record.is_none() && name == self.vocabulary.record {
            self.record = Some(Tree::default());
            self.start = at;
        }
        let attributes = || tag.html_attributes().with_checks(false).flatten().map(named).collect();
        match &mut self.record {
            Some(record) => record.start(name, attributes()),
            None => {
                self.text.clear();
                self.around.note_attributes(&name, attributes(), AROUND);
                true
            }
        }
    }

    fn end(&mut self, name: &str) -> Option<Tree> {
        let name = name.to_ascii_lowercase();
        let Some(record) = &mut self.record else {
            self.around.note(&name, self.text.trim(), AROUND);
            self.text.clear();
            self.allowance.renew();
            return None;
        };
        if !record.end(&name) {
            return None;
        }
        self.allowance.renew();
        self.record.take()
    }

    fn text(&mut self, text: &str) -> bool {
        match &mut self.record {
            Some(record) => record.text(text),
            None if self.text.len() < AROUND.1 => {
                self.text.push_str(text);
                true
            }
            None => true,
        }
    }

    /// The record in which the text ends, up to there.
    fn last(&mut self) -> Option<Tree> {
        let mut record = self.record.take().filter(|record| !record.is_empty())?;
        record.close();
        let cut = Error::malformed("the XML is cut off in this record; what came before the cut was read");
        self.behind = Some(cut.in_member(format!("article {}", self.number + 1)).at_offset(self.start));
        Some(record)
    }

    /// Where the record stands that was read last.
    pub(super) fn origin(&self) -> Origin {
        let member = Some(format!("article {}", self.number));
        Origin { member, offset: Some(self.start), ..self.origin.clone() }
    }

    /// That the last record was cut off, if it was.
    pub(super) fn take_cut(&mut self) -> Option<Error> {
        self.behind.take()
    }

    fn capture(&mut self, record: &Tree) -> Result<Capture> {
        let member = format!("article {}", self.number);
        let place = |error: Error| error.in_member(member.as_str()).at_offset(self.start);
        let Some(root) = record.root() else { return Err(place(Error::malformed("an article without an end"))) };
        let story = (self.vocabulary.read)(root, &self.around).map_err(place)?;
        let has_text = story.markup.is_some() || story.paragraphs.iter().any(|text| !text.trim().is_empty());
        if story.title.is_none() && !has_text {
            return Err(place(Error::skipped("a record without text and headline")));
        }
        Ok(story.capture(self.origin()))
    }

    /// The next article; `look` is shown what it is made of.
    pub(super) fn next_shown(&mut self, look: &mut dyn FnMut(Element<'_>)) -> Option<Result<Capture>> {
        let read = self.tree().transpose().map(|record| {
            let record = record?;
            record.root().into_iter().for_each(look);
            self.capture(&record)
        });
        let Some(read) = read else {
            if let Some(error) = self.behind.take() {
                return Some(Err(error));
            }
            let nothing = self.number == 0;
            self.number += 1;
            let what = || format!("it looks like {}, but no article in it was understood", self.vocabulary.name);
            return nothing.then(|| Err(Error::skipped(what())));
        };
        Some(read.inspect_err(|error| {
            self.ended |= error.member.is_none();
            self.number += u64::from(error.member.is_none());
        }))
    }
}

impl<R: Read> Iterator for XmlRecords<R> {
    type Item = Result<Capture>;

    fn next(&mut self) -> Option<Result<Capture>> {
        self.next_shown(&mut |_| {})
    }
}

/// An attribute's name in lower case without its prefix, and its value.
fn named(attribute: quick_xml::events::attributes::Attribute<'_>) -> (String, String) {
    let name = attribute.key.local_name().into_inner().to_ascii_lowercase();
    let mut value = String::with_capacity(attribute.value.len());
    let mut rest: &str = &attribute.value;
    while let Some((before, behind)) = rest.split_once('&') {
        value.push_str(before);
        match behind.split_once(';').filter(|(name, _)| name.len() <= 32) {
            Some((name, behind)) => {
                value.push_str(&resolved(&BytesRef::new(name)));
                rest = behind;
            }
            None => {
                value.push('&');
                rest = behind;
            }
        }
    }
    value.push_str(rest);
    (name, value)
}

/// What a reference stands for. Control characters, which wire services leave behind, stand for nothing; a name that HTML
/// does not know stays as it is.
fn resolved(reference: &BytesRef<'_>) -> String {
    if reference.starts_with('#') {
        let letter = reference.resolve_char_ref().ok().flatten();
        return letter
            .filter(|letter| !letter.is_control() || letter.is_whitespace())
            .map(String::from)
            .unwrap_or_default();
    }
    let letters = NAMED_ENTITIES.get(&format!("{};", &**reference)).map(|(first, second)| {
        [*first, *second].into_iter().filter(|code| *code != 0).filter_map(char::from_u32).collect()
    });
    letters.unwrap_or_else(|| format!("&{};", &**reference))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Vec<Result<Capture>> {
        let start = text.to_lowercase();
        let root = if start.contains("<reuters") { "reuters" } else { "tei" };
        let vocabulary = Vocabulary::of(&start, root).unwrap();
        XmlRecords::new(Origin::default(), text.as_bytes(), Some("utf-8"), vocabulary, &Limits::default()).collect()
    }

    fn told(text: &str) -> Vec<String> {
        let items = read(text).into_iter();
        items
            .map(|item| match item {
                Ok(capture) => format!(
                    "{}: {}",
                    capture.declared.title.unwrap_or_default(),
                    String::from_utf8_lossy(&capture.bytes)
                ),
                Err(error) => format!("! {error}"),
            })
            .collect()
    }

    #[test]
    fn records_are_read_one_after_the_other_and_a_cut_is_told() {
        let one = |title: &str| {
            format!(
                "<REUTERS NEWID=\"1\"><TEXT>&#2;<TITLE>{title} &amp; pier</TITLE><BODY>It sails.</BODY></TEXT></REUTERS>\n"
            )
        };
        let file = [one("FERRY"), one("BOAT")].concat();
        assert_eq!(told(&file), ["FERRY & pier: It sails.", "BOAT & pier: It sails."]);
        let cut = told(&file[..file.len() - 40]);
        assert!(cut.len() == 3 && cut[1].starts_with("BOAT") && cut[2].contains("cut off"), "{cut:?}");
        assert!(told("<TEI/>")[0].contains("without text"));
    }

    #[test]
    fn depth_and_declared_entities_cost_nothing() {
        let deep = format!("<TEI><text><body>{}<p>The end.</p>", "<div>".repeat(10_000));
        assert_eq!(told(&deep).len(), 2);
        let laughs = "<!DOCTYPE TEI [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><TEI><teiHeader><titleStmt><title>x</title></titleStmt></teiHeader><text><body><p>&b; it is &eacute;.</p></body></text></TEI>";
        assert!(told(laughs)[0].ends_with("&b; it is é."), "{:?}", told(laughs));
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "(</?(TEI|text|body|p|div|hi|lb)( when='[0-9]{0,4}')?/?>|&[a-z#0-9]{0,6};?|<!\\[CDATA\\[|\\]\\]>|<!--|-->|[\\PC]{0,4}){0,60}") {
            read(&format!("<TEI>{text}"));
        }
    }
}
