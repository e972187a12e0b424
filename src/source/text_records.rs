//! The readers of texts that hold many records: lines, rows, elements, items. What `open` finds to be such a text it hands here.

use std::io::{BufReader, Read};

use super::charset::{declared, declared_in_xml};
use super::compression::decoded::Decoded;
use super::limits::Limits;
use super::records::csv::Rows;
use super::records::feed::Items;
use super::records::json::Elements;
use super::records::ndjson::Records;
use super::records::xml::fields::FieldRecords;
use super::records::xml::frame::XmlRecords;
use super::records::xml::issues::Beside;
use super::records::{ghost, movable_type, ris, sfeed, vertical};
use super::sniff::Format;
use crate::Result;
use crate::model::{Capture, Origin};

/// The records of a text, and behind them what is to be known of it.
pub(super) type TextRecords<'r> = Box<dyn Iterator<Item = Result<Capture>> + 'r>;

/// A text of many records.
pub(super) struct Text<'r> {
    pub(super) origin: Origin,
    /// How it starts.
    pub(super) head: &'r [u8],
    /// All of it.
    pub(super) whole: &'r mut dyn Read,
    pub(super) beside: &'r Beside,
    pub(super) limits: &'r Limits,
}

impl<'r> Text<'r> {
    /// The records of a text of this format; none where a page of print is kept until its METS has come.
    pub(super) fn records(self, format: &Format) -> TextRecords<'r> {
        let Text { origin, head, whole, beside, limits } = self;
        match format {
            Format::Ndjson => Box::new(Records::new(origin, BufReader::new(whole), limits)),
            Format::Json => match Elements::new(origin.clone(), BufReader::new(whole), limits).into_lines() {
                Ok(lines) => Box::new(Records::new(origin, lines, limits)),
                Err(elements) => elements,
            },
            Format::Ghost => Box::new(ghost::posts(&origin, whole, limits)),
            Format::Table => Box::new(Rows::new(origin, whole, head, limits)),
            Format::Sfeed => Box::new(sfeed::Lines::new(origin, BufReader::new(whole), limits)),
            Format::Xml(vocabulary) => {
                let items = XmlRecords::new(origin, whole, declared_in_xml(head), vocabulary, limits);
                let decoding = items.decoding();
                match beside.keep_page(items) {
                    Some(items) => Box::new(decoding.behind(items)),
                    None => Box::new(std::iter::empty()),
                }
            }
            Format::Fields(vocabulary) => {
                let records = FieldRecords::new(origin, whole, declared_in_xml(head), vocabulary, limits);
                Box::new(records.decoding().behind(records))
            }
            Format::Ris => {
                let text = Decoded::new(whole, declared(head));
                let decoding = text.decoding();
                Box::new(decoding.behind(ris::References::new(origin, BufReader::new(text), limits)))
            }
            Format::MovableType => {
                let text = Decoded::new(whole, declared(head));
                let decoding = text.decoding();
                Box::new(decoding.behind(movable_type::Entries::new(origin, BufReader::new(text), limits)))
            }
            Format::Vertical => {
                let text = Decoded::new(whole, declared(head));
                let decoding = text.decoding();
                Box::new(decoding.behind(vertical::Texts::new(origin, BufReader::new(text), limits)))
            }
            _ => {
                let items = Items::new(origin, whole, declared_in_xml(head), limits);
                Box::new(items.decoding().behind(items))
            }
        }
    }
}
