//! Reference lists in RIS, as databases and reference managers export them: a field a line (`TI  - Headline`), a record from `TY` to `ER`.

use std::io::{BufRead, Read};

use crate::model::{Capture, Origin};
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
    text: R,
    origin: Origin,
    limits: &'a Limits,
    number: u64,
    position: u64,
    ended: bool,
}

/// A record while it is gathered: its fields in their order.
#[derive(Default)]
struct Record {
    fields: Vec<(String, String)>,
    size: u64,
    start: u64,
}

impl<'a, R: BufRead> References<'a, R> {
    /// The records in this text.
    pub(crate) fn new(origin: Origin, text: R, limits: &'a Limits) -> References<'a, R> {
        References { text, origin, limits, number: 0, position: 0, ended: false }
    }

    /// The next record; nothing at the end.
    fn record(&mut self) -> Result<Option<Record>> {
        let mut record = Record { start: self.position, ..Record::default() };
        loop {
            let mut line = Vec::new();
            let read =
                Read::take(&mut self.text, self.limits.max_document).read_until(b'\n', &mut line).map_err(of_read)?;
            self.position += read as u64;
            record.size += read as u64;
            let line = String::from_utf8_lossy(&line);
            let line = line.trim_start_matches('\u{FEFF}').trim_end();
            match field(line) {
                Some(("ER", _)) => return Ok(Some(record)),
                _ if read == 0 => return Ok(Some(record).filter(|record| !record.fields.is_empty())),
                _ if record.size > self.limits.max_document => {
                    let what = format!("the record is larger than {}", megabytes(self.limits.max_document));
                    return Err(over("max-document", what).at_offset(record.start));
                }
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
                Ok(Some(record)) if record.fields.is_empty() => {}
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
}
