//! Reference lists in RIS, as databases and reference managers export them: a field a line (`TI  - Headline`), a record from `TY` to `ER`.

use std::io::BufRead;

use crate::model::{Capture, Origin};
use crate::source::bounded_lines::BoundedLines;
use crate::source::byline::NameOrder;
use crate::source::limits::{Limits, megabytes, of_read, over};
use crate::source::story::Story;
use crate::{Error, Result};

/// Whether a text starts like such a list, in lower case. Some programs number the records, in lines of their own.
pub(crate) fn is_list(start: &str) -> bool {
    let numbers = |c: char| c.is_ascii_digit() || c == '.' || c.is_whitespace();
    start.trim_start_matches(numbers).starts_with("ty  - ")
}

/// The records of a list in UTF-8.
pub(crate) struct References<'a, R> {
    lines: BoundedLines<R>,
    origin: Origin,
    limits: &'a Limits,
    number: u64,
    ended: bool,
}

/// A record while it is gathered: its fields in their order.
#[derive(Default)]
struct Record {
    fields: Vec<(String, String)>,
    size: u64,
    start: u64,
    /// It is larger than a document may be, and passed over to its end.
    is_too_large: bool,
}

impl Record {
    fn is_begun(&self) -> bool {
        self.is_too_large || !self.fields.is_empty()
    }
}

impl<'a, R: BufRead> References<'a, R> {
    /// The records in this text.
    pub(crate) fn new(origin: Origin, text: R, limits: &'a Limits) -> References<'a, R> {
        let lines = BoundedLines::new(text, limits.max_document);
        References { lines, origin, limits, number: 0, ended: false }
    }

    /// The next record; nothing at the end.
    fn record(&mut self) -> Result<Option<Record>> {
        let mut record = Record::default();
        let mut line = Vec::new();
        loop {
            let Some(read) = self.lines.read(&mut line).map_err(of_read)? else {
                return Ok(Some(record).filter(Record::is_begun));
            };
            record.start = if record.size == 0 { read.start } else { record.start };
            record.size += line.len() as u64;
            record.is_too_large |= read.is_cut || record.size > self.limits.max_document;
            let line = String::from_utf8_lossy(&line);
            let line = line.trim_start_matches('\u{FEFF}').trim_end();
            match field(line) {
                Some(("ER", _)) => return Ok(Some(record)),
                // What is left of it is passed over.
                _ if record.is_too_large => record.fields.truncate(1),
                Some((name, value)) => record.fields.push((name.to_owned(), value.trim().to_owned())),
                None => {
                    if let Some((_, value)) = record.fields.last_mut() {
                        value.push('\n');
                        value.push_str(line);
                    }
                }
            }
        }
    }

    fn capture(&mut self, record: &Record) -> Result<Capture> {
        self.number += 1;
        let member = format!("record {}", self.number);
        if record.is_too_large {
            let what = format!("the record is larger than {}", megabytes(self.limits.max_document));
            return Err(over("max-document", what).in_member(member).at_offset(record.start));
        }
        let story = story(record);
        if !story.is_one() {
            return Err(Error::skipped("a reference without text and headline")
                .in_member(member)
                .at_offset(record.start));
        }
        let origin = Origin { member: Some(member), offset: Some(record.start), ..self.origin.clone() };
        Ok(story.capture(origin))
    }
}

impl<R: BufRead> Iterator for References<'_, R> {
    type Item = Result<Capture>;

    fn next(&mut self) -> Option<Result<Capture>> {
        while !self.ended {
            match self.record() {
                Ok(Some(record)) if !record.is_begun() => {}
                Ok(Some(record)) => return Some(self.capture(&record)),
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

/// The name and the value of a field in a line, if it starts one.
fn field(line: &str) -> Option<(&str, &str)> {
    let (name, rest) = line.split_at_checked(2)?;
    let is_name = name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let value = rest.strip_prefix("  -")?;
    is_name.then_some((name, value))
}

fn story(record: &Record) -> Story {
    let all = |names: &'static [&'static str]| {
        let named = names.iter().flat_map(|name| record.fields.iter().filter(move |(known, _)| known == name));
        named.map(|(_, value)| value).filter(|value| !value.is_empty())
    };
    let first = |names| all(names).next().cloned();
    let mut story = Story {
        title: first(&["TI", "T1", "CT"]),
        // "2025/11/03/" and "2025///": parts that are not known are empty.
        published: first(&["DA", "PY", "Y1"]).map(|day| day.trim_end_matches('/').replace('/', "-")),
        publication: first(&["T2", "JO", "JF", "JA", "PB"]),
        url: first(&["UR", "L2", "LK"]).filter(|url| url.contains("://")),
        lang: first(&["LA"]),
        id: first(&["AN", "ID"]),
        tags: all(&["KW"]).cloned().collect(),
        ..Story::default()
    };
    all(&["AU", "A1"]).for_each(|author| story.sign(author, NameOrder::FamilyFirst));
    let text = first(&["AB", "N2"]).unwrap_or_default();
    story.paragraphs = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    story
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_read_to_its_end() {
        let list = "TY  - NEWS\nTI  - Ferry resumes\nAU  - Lee, Ann\nPY  - 2025\nDA  - 2025/11/03/\nT2  - Post\nUR  - https://e.org/f\n\
            AB  - It sails.\n\nAgain.\nER  - \n\nTY  - NEWS\nTI  - Pier\nAB  - It is open.\n";
        assert!(is_list(&list.to_lowercase()) && is_list("1.\nty  - news\n") && !is_list("1. ty"));
        let items: Vec<Capture> =
            References::new(Origin::default(), list.as_bytes(), &Limits::default()).map(Result::unwrap).collect();
        assert_eq!((items.len(), items[0].bytes.as_slice()), (2, b"It sails.\nAgain.".as_slice()));
        let declared = &items[0].declared;
        assert_eq!(
            (declared.published.as_deref(), declared.authors.as_slice()),
            (Some("2025-11-03"), &["Ann Lee".to_owned()][..])
        );
    }

    #[test]
    fn a_record_over_the_limit_is_left_out_and_the_next_is_read() {
        let limits = Limits { max_document: 200, ..Limits::default() };
        let record = |title: &str, text: &str| format!("TY  - NEWS\nTI  - {title}\nAB  - {text}\nER  - \n");
        let long = ["x".repeat(500), "x\n".repeat(300)].map(|text| record("Long", &text)).concat();
        let list = format!("{}{long}{}", record("Ferry", "It sails."), record("Pier", "It is open."));
        let items: Vec<_> = References::new(Origin::default(), list.as_bytes(), &limits).collect();
        let told: Vec<String> = items
            .into_iter()
            .map(|item| item.map_or_else(|error| error.to_string(), |item| item.declared.title.unwrap_or_default()))
            .collect();
        assert_eq!(told.len(), 4, "{told:?}");
        assert_eq!((told[0].as_str(), told[3].as_str()), ("Ferry", "Pier"));
        assert!(told[1].contains("max-document") && told[2].contains("max-document"), "{told:?}");
    }
}
