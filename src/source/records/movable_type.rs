//! Movable Type's import format, in which blogs move: TypePad, Hatena, Ameba, FC2, Seesaa and others write it.
//!
//! An entry is lines of `NAME: value`, then fields of several lines (`BODY:`), each behind a rule of five hyphens; eight hyphens
//! end it. Days are written month first, by the format's description.

use std::io::BufRead;

use crate::model::{Capture, Origin};
use crate::source::bounded_lines::BoundedLines;
use crate::source::byline::NameOrder;
use crate::source::limits::{Limits, megabytes, of_read, over};
use crate::source::story::Story;
use crate::{Error, Result};

/// How many lines at the start of a text are looked at.
const LOOKED_AT: usize = 40;
/// The rule before a field of several lines, and the one behind an entry.
const FIELD: &str = "-----";
const ENTRY: &str = "--------";
/// The names of fields of one line.
const NAMES: [&str; 18] = [
    "AUTHOR",
    "AUTHOR EMAIL",
    "TITLE",
    "BASENAME",
    "STATUS",
    "ALLOW COMMENTS",
    "ALLOW PINGS",
    "CONVERT BREAKS",
    "DATE",
    "PRIMARY CATEGORY",
    "CATEGORY",
    "TAGS",
    "IMAGE",
    "NO ENTRY",
    "UNIQUE URL",
    "URL",
    "PATH",
    "SOURCE",
];

/// Whether a text starts like such an export, in lower case: its first line is a field, and a headline, a day and a body follow.
pub(crate) fn is_export(start: &str) -> bool {
    let mut lines = start.lines().map(str::trim_end);
    let is_field = |line: &str| line.split_once(':').is_some_and(|(name, _)| NAMES.contains(&&*name.to_uppercase()));
    let is_head = lines.next().is_some_and(is_field);
    let mut seen = [false; 3];
    for line in lines.take(LOOKED_AT).chain(start.lines().take(1)) {
        seen[0] |= line.starts_with("title:");
        seen[1] |= line.starts_with("date:");
        seen[2] |= line == "body:" || line == FIELD;
    }
    is_head && seen == [true; 3]
}

/// The entries of an export in UTF-8.
pub(crate) struct Entries<'a, R> {
    lines: BoundedLines<R>,
    origin: Origin,
    limits: &'a Limits,
    number: u64,
    ended: bool,
}

/// An entry while it is gathered.
#[derive(Default)]
struct Entry {
    /// Fields in their order, those of several lines with their ends; comments are not among them.
    fields: Vec<(String, String)>,
    size: u64,
    start: u64,
    /// It is larger than a document may be, and passed over to its end.
    is_too_large: bool,
}

/// Where in an entry a line stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Head,
    /// Behind a rule, where the name of the next field stands.
    Name,
    /// In a field of several lines.
    Field,
    /// In what readers wrote, or in a field that is not asked for.
    Aside,
}

impl<'a, R: BufRead> Entries<'a, R> {
    /// The entries in this text.
    pub(crate) fn new(origin: Origin, text: R, limits: &'a Limits) -> Entries<'a, R> {
        let lines = BoundedLines::new(text, limits.max_document);
        Entries { lines, origin, limits, number: 0, ended: false }
    }

    /// The next entry; nothing at the end.
    fn entry(&mut self) -> Result<Option<Entry>> {
        let (mut entry, mut part) = (Entry::default(), Part::Head);
        let mut line = Vec::new();
        loop {
            let Some(read) = self.lines.read(&mut line).map_err(of_read)? else {
                return Ok(Some(entry).filter(|entry| entry.size > 0));
            };
            let text = String::from_utf8_lossy(&line);
            let text = text.trim_start_matches('\u{FEFF}').trim_end();
            if text == ENTRY {
                return Ok(Some(entry));
            }
            if text.is_empty() && entry.size == 0 {
                continue;
            }
            entry.start = if entry.size == 0 { read.start } else { entry.start };
            entry.size += line.len() as u64;
            entry.is_too_large |= read.is_cut || entry.size > self.limits.max_document;
            if entry.is_too_large {
                entry.fields.clear();
            } else {
                part = entry.take(text, part);
            }
        }
    }

    fn capture(&mut self, entry: Entry) -> Result<Capture> {
        self.number += 1;
        let (member, start) = (format!("entry {}", self.number), entry.start);
        let place = |error: Error| error.in_member(member.clone()).at_offset(start);
        if entry.is_too_large {
            let what = format!("the entry is larger than {}", megabytes(self.limits.max_document));
            return Err(place(over("max-document", what)));
        }
        if entry.first("STATUS").is_some_and(|status| !status.eq_ignore_ascii_case("publish")) {
            return Err(place(Error::skipped("a draft of an export of Movable Type")));
        }
        let story = entry.story();
        if !story.is_one() {
            return Err(place(Error::skipped("an entry without text and headline")));
        }
        Ok(story.capture(Origin { member: Some(member), offset: Some(start), ..self.origin.clone() }))
    }
}

impl<R: BufRead> Iterator for Entries<'_, R> {
    type Item = Result<Capture>;

    fn next(&mut self) -> Option<Result<Capture>> {
        while !self.ended {
            match self.entry() {
                Ok(Some(entry)) if entry.size == 0 => {}
                Ok(Some(entry)) => return Some(self.capture(entry)),
                Ok(None) => self.ended = true,
                Err(error) => {
                    self.ended = true;
                    return Some(Err(error));
                }
            }
        }
        None
    }
}

impl Entry {
    /// Takes a line, and tells where the next one stands.
    fn take(&mut self, line: &str, part: Part) -> Part {
        match part {
            _ if line == FIELD => Part::Name,
            Part::Head => {
                if let Some((name, value)) = line.split_once(':') {
                    self.fields.push((name.trim().to_owned(), value.trim().to_owned()));
                }
                Part::Head
            }
            Part::Name if line.is_empty() => Part::Name,
            Part::Name => match line.strip_suffix(':') {
                Some(name @ ("BODY" | "EXTENDED BODY" | "EXCERPT" | "KEYWORDS")) => {
                    self.fields.push((name.to_owned(), String::new()));
                    Part::Field
                }
                _ => Part::Aside,
            },
            Part::Field => {
                if let Some((_, text)) = self.fields.last_mut() {
                    text.push_str(line);
                    text.push('\n');
                }
                Part::Field
            }
            Part::Aside => Part::Aside,
        }
    }

    fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e str> {
        let named = self.fields.iter().filter(move |(known, _)| known == name);
        named.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    fn first<'e>(&'e self, name: &'e str) -> Option<&'e str> {
        self.all(name).next()
    }

    fn story(&self) -> Story {
        let own = |name| self.first(name).map(str::to_owned);
        let (mut sections, mut tags): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        for section in self.all("PRIMARY CATEGORY").chain(self.all("CATEGORY")) {
            if !sections.iter().any(|known| known == section) {
                sections.push(section.to_owned());
            }
        }
        for list in self.all("TAGS").chain(self.all("KEYWORDS")) {
            let names = list.split([',', '\n']).map(|tag| tag.trim().trim_matches('"')).filter(|tag| !tag.is_empty());
            tags.extend(names.map(str::to_owned));
        }
        let text: Vec<&str> = self.all("BODY").chain(self.all("EXTENDED BODY")).collect();
        // Where breaks are to be made, an empty line parts paragraphs.
        let breaks = self.first("CONVERT BREAKS").is_some_and(|kind| kind != "0");
        let text = text.join("\n\n");
        let mut story = Story {
            title: own("TITLE"),
            published: self.first("DATE").map(day),
            url: own("UNIQUE URL").or_else(|| own("URL")).filter(|url| url.contains("://")),
            summary: own("EXCERPT"),
            markup: Some(if breaks { with_paragraphs(&text) } else { text }).filter(|text| !text.is_empty()),
            sections,
            tags,
            ..Story::default()
        };
        self.all("AUTHOR").take(1).for_each(|author| story.sign(author, NameOrder::GivenFirst));
        story
    }
}

/// `01/31/2002 03:31:05 PM` in the form of ISO 8601; the afternoon may be told by the hour, too.
fn day(date: &str) -> String {
    let read = || {
        let mut words = date.split_whitespace();
        let day: Vec<u16> = words.next()?.split('/').map(|part| part.parse().ok()).collect::<Option<_>>()?;
        let [month @ 1..=12, number @ 1..=31, year @ 1000..=9999] = day[..] else { return None };
        let day = format!("{year:04}-{month:02}-{number:02}");
        let time: Option<Vec<u16>> =
            words.next().map_or(Some(Vec::new()), |time| time.split(':').map(|part| part.parse().ok()).collect());
        let Some([hour @ 0..=23, minute @ 0..=59, seconds @ ..]) = time.as_deref() else { return Some(day) };
        let hour = match words.next() {
            Some("PM" | "pm") if *hour < 12 => hour + 12,
            Some("AM" | "am") if *hour == 12 => 0,
            _ => *hour,
        };
        Some(format!("{day}T{hour:02}:{minute:02}:{:02}", seconds.first().unwrap_or(&0)))
    };
    read().unwrap_or_else(|| date.to_owned())
}

/// Text in which empty lines part paragraphs, as HTML; what has paragraphs of its own is left as it is.
fn with_paragraphs(text: &str) -> String {
    if text.contains("<p>") || text.contains("<p ") || text.contains("<br") {
        return text.to_owned();
    }
    let paragraphs = text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
    paragraphs.map(|paragraph| format!("<p>{}</p>", paragraph.replace('\n', "<br>"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXPORT: &str = "AUTHOR: Ann Lee\nTITLE: Ferry: it sails\nSTATUS: Publish\nCONVERT BREAKS: __default__\nDATE: 03/11/2025 12:40:05 AM\n\
        CATEGORY: Port\nCATEGORY: Port\n-----\nBODY:\nIt sails.\n\nAgain.\n-----\nEXTENDED BODY:\nAnd more.\n-----\nEXCERPT:\nShort.\n-----\n\
        COMMENT:\nAUTHOR: Reader\nDATE: 03/12/2025 08:00:00 AM\nWell done.\n-----\n--------\n\
        TITLE: Draft\nSTATUS: Draft\nDATE: 03/11/2025 06:40:00 PM\n-----\nBODY:\n<p>Not yet.</p>\n-----\n--------\n";

    #[test]
    fn entries_are_read_without_what_readers_wrote() {
        assert!(is_export(&EXPORT.to_lowercase()));
        let limits = Limits::default();
        let items: Vec<_> = Entries::new(Origin::default(), EXPORT.as_bytes(), &limits).collect();
        assert_eq!(items.len(), 2);
        let first = items[0].as_ref().unwrap();
        assert_eq!(String::from_utf8_lossy(&first.bytes), "<p>It sails.</p><p>Again.</p><p>And more.</p>");
        let declared = &first.declared;
        assert_eq!(
            (declared.title.as_deref(), declared.published.as_deref()),
            (Some("Ferry: it sails"), Some("2025-03-11T00:40:05"))
        );
        assert_eq!(
            (declared.authors.as_slice(), declared.sections.as_slice()),
            (&["Ann Lee".to_owned()][..], &["Port".to_owned()][..])
        );
        assert!(items[1].as_ref().unwrap_err().to_string().contains("draft"));
    }

    #[test]
    fn days_are_written_month_first() {
        for (written, day_of) in [
            ("11/03/2025 06:40:00 PM", "2025-11-03T18:40:00"),
            ("11/03/2025 12:40:00 PM", "2025-11-03T12:40:00"),
            ("11/03/2025 18:40:00", "2025-11-03T18:40:00"),
            ("11/03/2025", "2025-11-03"),
            ("25/11/2025", "25/11/2025"),
            ("soon", "soon"),
        ] {
            assert_eq!(day(written), day_of);
        }
    }

    #[test]
    fn a_story_with_labels_of_its_own_is_no_export() {
        for text in ["title: ferry\ndate: today\n\nit sails.", "author: lee\n-----\nbody: it sails", "date: 1\n", ""] {
            assert!(!is_export(text), "{text}");
        }
    }

    #[test]
    fn an_entry_over_the_limit_is_left_out_and_the_next_is_read() {
        let limits = Limits { max_document: 300, ..Limits::default() };
        let entry = |text: &str| format!("TITLE: Ferry\nDATE: 11/03/2025\n-----\nBODY:\n{text}\n-----\n--------\n");
        let list = format!("{}{}{}", entry("It sails."), entry(&"x".repeat(900)), entry("Again."));
        let items: Vec<_> = Entries::new(Origin::default(), list.as_bytes(), &limits).collect();
        assert!(items.len() == 3 && items[0].is_ok() && items[2].is_ok(), "{items:?}");
        assert!(items[1].as_ref().unwrap_err().to_string().contains("max-document"));
    }
}
