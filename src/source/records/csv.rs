//! Tables with a header (CSV as in RFC 4180, TSV, and what spreadsheets make of them): one article a row.
//!
//! The names in the header are those of records, so that the same names are understood and the same map applies. What
//! parts the cells is found in the header. The rows are read by the csv crate.

use std::io::Read;

use csv::{ByteRecord, Reader, ReaderBuilder};
use serde_json::{Map, Value};

use super::record;
use crate::model::{Capture, Origin};
use crate::source::compression::allowance::{Allowance, Allowed};
use crate::source::limits::{Limits, of_read};
use crate::{Error, Result};

/// The articles of a table.
pub(crate) struct Rows<'a, R> {
    table: Reader<Allowed<R>>,
    allowance: Allowance,
    /// The names of the columns; none before the header was read.
    names: Option<Vec<String>>,
    row: ByteRecord,
    origin: Origin,
    limits: &'a Limits,
    number: u64,
    ended: bool,
}

impl<'a, R: Read> Rows<'a, R> {
    /// The articles in this table, whose cells are parted by `separator`.
    pub(crate) fn new(origin: Origin, text: R, separator: u8, limits: &'a Limits) -> Rows<'a, R> {
        let allowance = Allowance::new(limits);
        let mut builder = ReaderBuilder::new();
        let table = builder.delimiter(separator).flexible(true).has_headers(false).from_reader(allowance.on(text));
        Rows { table, allowance, names: None, row: ByteRecord::new(), origin, limits, number: 0, ended: false }
    }

    /// Reads the next row; false at the end.
    fn read_row(&mut self) -> Result<bool> {
        self.allowance.renew();
        self.number += 1;
        let position = self.table.position().byte();
        self.table.read_byte_record(&mut self.row).map_err(|cause| {
            let error = match cause.into_kind() {
                csv::ErrorKind::Io(cause) => of_read(cause),
                _ => Error::malformed("the row cannot be read"),
            };
            error.in_member(self.member()).at_offset(position)
        })
    }

    fn member(&self) -> String {
        format!("row {}", self.number)
    }

    fn header(&self) -> Result<Vec<String>> {
        let names = self.row.iter().map(|cell| text_of(cell).trim_start_matches('\u{FEFF}').trim().to_owned());
        let names: Vec<String> = names.map(|name| self.limits.fields.usual_form(&name)).collect();
        if self.limits.fields.tell_of_an_article(&names) {
            Ok(names)
        } else {
            Err(Error::skipped("a table without articles"))
        }
    }

    fn capture(&self, names: &[String]) -> Result<Capture> {
        let offset = self.row.position().map(csv::Position::byte);
        let mut values = Map::new();
        for (name, cell) in names.iter().zip(&self.row) {
            let text = text_of(cell);
            if !text.trim().is_empty() && !values.contains_key(name) {
                values.insert(name.clone(), Value::String(text));
            }
        }
        let origin = Origin { member: Some(self.member()), offset, ..self.origin.clone() };
        record::of_values(origin, values, &self.limits.fields)
            .map_err(|error| offset.into_iter().fold(error.in_member(self.member()), Error::at_offset))
    }

    fn step(&mut self) -> Result<Option<Capture>> {
        if !self.read_row()? {
            self.ended = true;
            return Ok(None);
        }
        if let Some(names) = &self.names {
            let is_blank = self.row.iter().all(|cell| cell.trim_ascii().is_empty());
            return if is_blank { Ok(None) } else { self.capture(names).map(Some) };
        }
        self.ended = true;
        self.names = Some(self.header()?);
        self.ended = false;
        Ok(None)
    }
}

impl<R: Read> Iterator for Rows<'_, R> {
    type Item = Result<Capture>;

    fn next(&mut self) -> Option<Result<Capture>> {
        let mut steps = std::iter::from_fn(|| (!self.ended).then(|| self.step().transpose()));
        let read = steps.find_map(|step| step)?;
        Some(read.inspect_err(|error| {
            // Behind a row that is too long or unreadable there is no telling where the next one starts.
            self.ended |= !matches!(error.kind, crate::ErrorKind::Malformed(_) | crate::ErrorKind::Skipped(_));
        }))
    }
}

/// What parts the cells of a table that starts like this: of the usual marks the most frequent in the header.
pub(crate) fn separator(head: &[u8]) -> u8 {
    let header = head.split(|byte| *byte == b'\n').next().unwrap_or(head);
    let count = |mark: u8| header.iter().filter(|byte| **byte == mark).count();
    [b',', b'\t', b';', b'|'].into_iter().rev().max_by_key(|mark| count(*mark)).unwrap_or(b',')
}

/// A cell as text. What is not UTF-8 is taken for Windows-1252, in which spreadsheets write.
fn text_of(cell: &[u8]) -> String {
    match std::str::from_utf8(cell) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(cell).0.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &[u8], limits: &Limits) -> Vec<Result<Capture>> {
        Rows::new(Origin::default(), text, separator(text), limits).collect()
    }

    #[test]
    fn rows_are_articles_whatever_parts_their_cells() {
        for mark in [",", "\t", ";", "|"] {
            let rows = [
                "\u{FEFF}Headline,Body,Published,Tags",
                "Ferry,\"It \"\"sails\"\".\nAgain.\",2025-10-15,",
                "",
                "Rain,Much,,",
            ];
            let text = rows.join("\n").replace(',', mark);
            let items = read(text.as_bytes(), &Limits::default());
            assert_eq!(items.len(), 2, "{mark:?}");
            let first = items[0].as_ref().unwrap();
            assert_eq!(first.bytes, b"It \"sails\".\nAgain.");
            assert_eq!(first.declared.title.as_deref(), Some("Ferry"));
            assert_eq!(first.declared.published.as_deref(), Some("2025-10-15"));
            assert_eq!(
                (first.origin.member.as_deref(), first.origin.offset),
                (Some("row 2"), text.find("Ferry").map(|at| at as u64))
            );
            assert_eq!(items[1].as_ref().unwrap().declared.published, None);
        }
    }

    #[test]
    fn names_can_be_mapped_and_a_table_of_other_things_is_passed_over() {
        let mut limits = Limits::default();
        let text = b"Story,N\ncaf\xE9,1\n";
        assert!(read(text, &limits)[0].as_ref().unwrap_err().is_skip());
        limits.fields.add("text=Story").unwrap();
        assert_eq!(read(text, &limits)[0].as_ref().unwrap().bytes, "café".as_bytes());
    }

    #[test]
    fn a_row_that_never_ends_is_stopped() {
        let limits = Limits { max_document: 1000, ..Limits::default() };
        let text = format!("title,text\nA,\"{}", "x".repeat(200_000));
        let items = read(text.as_bytes(), &limits);
        assert!(items.len() == 1 && items[0].as_ref().unwrap_err().to_string().contains("max-document"));
    }

    proptest! {
        #[test]
        fn any_table_is_read(text in "title,text\n[\",\na;\t]{0,200}") {
            prop_assert!(read(text.as_bytes(), &Limits::default()).len() <= text.len());
        }
    }
}
