//! Tables with a header (CSV as in RFC 4180, TSV, and what spreadsheets make of them): one article a row.
//!
//! The names in the header are those of records, so that the same names are understood and the same map applies. What
//! parts the cells is found in the header, or told by a first line `sep=;`. Where a row ends is found here (`quotes`), since
//! a quote that never closes would take the rest of the table into one cell; the cells of a row are told apart by the csv
//! crate.

use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Read};

use csv::{ByteRecord, ReaderBuilder};
use encoding_rs::{Encoding, UTF_8};

use super::account::{Account, Unread};
use super::quotes::{Quotes, Quoting};
use super::{gkg, own_table, record};
use crate::model::{Capture, Origin};
use crate::source::compression::decoded::Decoded;
use crate::source::field_map::{Field, FieldMap, squeezed};
use crate::source::limits::{Limits, megabytes, of_read, over};
use crate::text::charset::GUESS_WINDOW;
use crate::{Error, Result};

/// The columns of the tables that trafilatura writes (2.3).
const TRAFILATURA: [&str; 11] =
    ["url", "id", "fingerprint", "hostname", "title", "image", "date", "text", "comments", "license", "pagetype"];

/// Names that mean a field in the header of a table, where nothing else does: elsewhere they have other meanings. `data` is a day in
/// five languages, and the envelope of many a JSON; `head` and `medium` are of Swissdox.
const OF_TABLES: [(&str, Field, &str); 4] = [
    ("data", Field::Date, "date"),
    ("head", Field::Title, "title"),
    ("mediumname", Field::Site, "site"),
    ("medium", Field::Site, "site"),
];

/// How many rows may stand above the header.
const PREAMBLE: usize = 20;

/// The articles of a table.
pub(crate) struct Rows<'a, R: Read> {
    text: BufReader<Decoding<R>>,
    limits: &'a Limits,
    origin: Origin,
    separator: u8,
    /// The names of the columns; none before the header was read.
    names: Vec<String>,
    /// Lines that were read ahead in search of a quote that never came.
    ahead: VecDeque<Line>,
    /// Up to where a quote was followed that was open at the end of each line and closes nothing. What opens on one of these lines and
    /// is open at its end is in the same state there, and closes nothing either.
    unclosed_to: u64,
    /// Where the next line starts that is read from the text.
    position: u64,
    number: u64,
    account: Account,
    /// What is told before the next row.
    told: VecDeque<Error>,
    /// Whether anything stood below the header.
    has_rows: bool,
    ended: bool,
}

/// A line of the text with its end.
struct Line {
    start: u64,
    bytes: Vec<u8>,
}

/// A row as it stands in the text.
struct Row {
    start: u64,
    bytes: Vec<u8>,
    quoting: Quoting,
}

/// The text of a table: as it is, or in UTF-16, as spreadsheets call Unicode.
enum Decoding<R: Read> {
    AsIs(R),
    Wide(Decoded<R>),
}

impl<R: Read> Read for Decoding<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Decoding::AsIs(text) => text.read(buffer),
            Decoding::Wide(text) => text.read(buffer),
        }
    }
}

impl<'a, R: Read> Rows<'a, R> {
    /// The articles in this table, which starts with `head`.
    pub(crate) fn new(origin: Origin, text: R, head: &[u8], limits: &'a Limits) -> Rows<'a, R> {
        let is_wide = head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF");
        let names = names_without_header(head);
        let text = if is_wide { Decoding::Wide(Decoded::new(text, None)) } else { Decoding::AsIs(text) };
        Rows {
            text: BufReader::with_capacity(GUESS_WINDOW, text),
            limits,
            origin,
            separator: if names.is_empty() { b',' } else { b'\t' },
            names,
            ahead: VecDeque::new(),
            unclosed_to: 0,
            position: 0,
            number: 0,
            account: Account::default(),
            told: VecDeque::new(),
            has_rows: false,
            ended: false,
        }
    }

    /// The next line; an error where it is longer than a document may be.
    fn line(&mut self) -> Result<Option<Line>> {
        if let Some(line) = self.ahead.pop_front() {
            return Ok(Some(line));
        }
        let start = self.position;
        let limit = self.limits.max_document;
        let mut bytes = Vec::new();
        let read = self.text.by_ref().take(limit.saturating_add(1)).read_until(b'\n', &mut bytes).map_err(of_read)?;
        self.position += read as u64;
        if read as u64 > limit && !bytes.ends_with(b"\n") {
            self.position += self.text.skip_until(b'\n').map_err(of_read)? as u64;
            return Err(over("max-document", format!("the row is larger than {}", megabytes(limit))).at_offset(start));
        }
        Ok((read > 0).then_some(Line { start, bytes }))
    }

    /// The next row: a line, or as many as a quoted cell goes over.
    fn row(&mut self) -> Result<Option<Row>> {
        let first = self.line();
        self.number += u64::from(!matches!(first, Ok(None)));
        let Some(first) = first.map_err(|error| error.in_member(self.member()))? else { return Ok(None) };
        let start = first.start;
        let mut quotes = Quotes::new(self.separator);
        quotes.follow(&first.bytes);
        if !quotes.is_open() {
            return Ok(Some(Row { start, quoting: quotes.quoting(), bytes: first.bytes }));
        }
        if start < self.unclosed_to {
            return Ok(Some(Row { start, quoting: Quoting::Plain, bytes: first.bytes }));
        }
        let mut size = first.bytes.len() as u64;
        let mut lines = vec![first];
        while quotes.is_open() && size <= self.limits.max_document {
            let line = match self.line() {
                Ok(Some(line)) => line,
                Ok(None) => break,
                // The lines before are rows all the same.
                Err(error) => {
                    self.told.push_back(error);
                    break;
                }
            };
            quotes.follow(&line.bytes);
            size += line.bytes.len() as u64;
            lines.push(line);
        }
        let is_row = !quotes.is_open() && (quotes.quoting() == Quoting::Quoted) && !self.swallows_rows(&lines);
        if is_row {
            let bytes = lines.into_iter().flat_map(|line| line.bytes).collect();
            return Ok(Some(Row { start, bytes, quoting: Quoting::Quoted }));
        }
        // The last line closed what was open, if only to be no row.
        let open_at_end = |line: &Line| if quotes.is_open() { line.bytes.len() as u64 } else { 0 };
        self.unclosed_to = lines.last().map_or(start, |line| line.start + open_at_end(line));
        // The row is its first line; what was taken for the rest of it is read as rows of its own.
        let mut lines = lines.into_iter();
        let bytes = lines.next().map(|line| line.bytes).unwrap_or_default();
        lines.rev().for_each(|line| self.ahead.push_front(line));
        if self.separator != b'\t' {
            let told = Error::malformed(
                "a quote opens here and never closes; the row is read as it stands, and so are those behind it",
            );
            self.told.push_back(told.in_member(self.member()).at_offset(start));
        }
        Ok(Some(Row { start, bytes, quoting: Quoting::Plain }))
    }

    /// Whether what a quote takes into one row are rows of their own: the whole has not as many cells as the header, and
    /// lines inside have.
    fn swallows_rows(&self, lines: &[Line]) -> bool {
        let width = self.names.len();
        let count = |bytes: &[u8], quoting| self.cells(bytes, quoting).len();
        let whole: Vec<u8> = lines.iter().flat_map(|line| line.bytes.iter().copied()).collect();
        let inside = || lines.iter().skip(1).filter(|line| count(&line.bytes, Quoting::Plain) == width).count();
        width > 1 && count(&whole, Quoting::Quoted) != width && inside() >= 2
    }

    fn cells(&self, row: &[u8], quoting: Quoting) -> ByteRecord {
        let mut builder = ReaderBuilder::new();
        builder.delimiter(self.separator).flexible(true).has_headers(false).quoting(quoting == Quoting::Quoted);
        let mut cells = ByteRecord::new();
        // Reading from memory does not fail, and rows may have any number of cells.
        let _is_row = builder.buffer_capacity(row.len() + 1).from_reader(row).read_byte_record(&mut cells);
        cells
    }

    /// The charset of what is not in UTF-8 in a row.
    fn charset(&mut self, row: &[u8]) -> &'static Encoding {
        match std::str::from_utf8(row) {
            Ok(_) => UTF_8,
            Err(_) => self.account.charset_of_row(row, self.text.buffer()),
        }
    }

    fn member(&self) -> String {
        format!("row {}", self.number)
    }

    /// Reads the header: the names of the columns, and what parts them. Services write above it what was asked for, by whom and
    /// when: where the first line names no field of an article, the first of the next lines is taken that names two.
    fn header(&mut self, row: Row) -> Result<()> {
        let first = self.number;
        self.names_of(row)?;
        let fields = &self.limits.fields;
        let is_told = |names: &[String], least| {
            let of = |field| names.iter().filter(|name| fields.means(name, field)).count();
            of(Field::Title) + of(Field::Text) > 0 && names.iter().filter(|name| fields.wants(name)).count() >= least
        };
        if is_told(&self.names, 1) {
            return Ok(());
        }
        let names = self.names.clone();
        for _ in 0..PREAMBLE {
            let Some(row) = self.row()? else { break };
            self.names_of(row)?;
            if is_told(&self.names, 2) {
                let rows = self.number - first;
                self.told.push_back(Error::noted(format!(
                    "the header is row {}; the {rows} above it are no articles",
                    self.number
                )));
                return Ok(());
            }
        }
        let unread = names.iter().filter(|name| !name.is_empty()).map(|name| Unread { name: name.clone(), letters: 0 });
        self.account.note_nameless(&unread.collect::<Vec<_>>());
        let names = self.account.unread_fields().map(|fields| format!("; {fields}")).unwrap_or_default();
        Err(Error::skipped(format!("a table without articles{names}")))
    }

    /// Takes a row for the header.
    fn names_of(&mut self, mut row: Row) -> Result<()> {
        let told = row.bytes.trim_ascii().strip_prefix(b"\xEF\xBB\xBF").unwrap_or(row.bytes.trim_ascii());
        if let [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', rest @ ..] = told {
            self.separator = rest.first().copied().unwrap_or(b'\t');
            row = self.row()?.ok_or_else(|| Error::skipped("a table without rows"))?;
        } else {
            self.separator = separator(&row.bytes);
        }
        // What opens and closes depends on what parts the cells.
        self.unclosed_to = 0;
        let cells = self.cells(&row.bytes, Quoting::Quoted);
        let charset = self.charset(&row.bytes);
        self.names =
            cells.iter().map(|cell| text_of(cell, charset).trim_start_matches('\u{FEFF}').trim().to_owned()).collect();
        for (told, field, name) in OF_TABLES {
            let is_known = self.names.iter().any(|known| self.limits.fields.means(known, field));
            let meant = self.names.iter_mut().find(|known| squeezed(known) == told).filter(|_| !is_known);
            meant.into_iter().for_each(|meant| *meant = name.to_owned());
        }
        Ok(())
    }

    fn capture(&mut self, row: &Row) -> Option<Result<Capture>> {
        let cells = self.cells(&row.bytes, row.quoting);
        if cells.iter().all(|cell| cell.trim_ascii().is_empty()) {
            return None;
        }
        let charset = self.charset(&row.bytes);
        let cells = self.names.iter().cloned().zip(cells.iter().map(|cell| text_of(cell, charset)));
        let mut cells: Vec<_> = cells.filter(|(_, text)| !text.trim().is_empty()).collect();
        if own_table::is_ours(&self.names) {
            cells = own_table::restored(cells);
        } else if self.names.last().is_some_and(|name| name == gkg::EXTRAS) {
            cells = gkg::unfolded(cells);
        }
        let origin = Origin { member: Some(self.member()), offset: Some(row.start), ..self.origin.clone() };
        let read = record::of_row(origin, cells.into_iter(), &self.limits.fields, &mut self.account);
        Some(read.map_err(|error| error.in_member(self.member()).at_offset(row.start)))
    }

    /// Reads on to the next article, or to the end.
    fn step(&mut self) -> Result<Option<Capture>> {
        let Some(row) = self.row()? else {
            self.ended = true;
            self.told.extend(self.account.notes());
            if !self.names.is_empty() && !self.has_rows && self.told.is_empty() {
                self.told.push_back(Error::skipped("a table without rows"));
            }
            return Ok(None);
        };
        if self.names.is_empty() {
            if !row.bytes.trim_ascii().is_empty() {
                self.header(row).inspect_err(|_| self.ended = true)?;
            }
            return Ok(None);
        }
        self.has_rows = true;
        self.capture(&row).transpose()
    }
}

impl<R: Read> Iterator for Rows<'_, R> {
    type Item = Result<Capture>;

    fn next(&mut self) -> Option<Result<Capture>> {
        loop {
            if let Some(told) = self.told.pop_front() {
                return Some(Err(told));
            }
            if self.ended {
                return None;
            }
            match self.step() {
                Ok(None) => {}
                Ok(Some(capture)) => return Some(Ok(capture)),
                Err(error) => {
                    self.ended |= matches!(error.kind, crate::ErrorKind::Io(_));
                    self.has_rows = true;
                    return Some(Err(error));
                }
            }
        }
    }
}

/// Whether a text that starts like this, in lower case, is a table, whatever its name: its first line is nothing but names of fields,
/// among them a headline or a text, and the next has as many cells at least as far as it goes.
pub(crate) fn is_table(start: &str, fields: &FieldMap) -> bool {
    let mut lines = start.lines();
    let (Some(header), Some(row)) = (lines.next(), lines.next()) else { return false };
    let separator = char::from(separator(header.as_bytes()));
    let names: Vec<&str> = header.split(separator).map(|name| name.trim().trim_matches('"')).collect();
    let known = names.iter().filter(|name| fields.wants(name)).count();
    let is_told = names.iter().any(|name| fields.means(name, Field::Title) || fields.means(name, Field::Text));
    // Services write columns of their own; between tabs no sentence stands.
    let least = if separator == '\t' { 3 } else { names.len().max(3) };
    is_told && known >= least && row.contains(separator)
}

/// The names of the columns of a table that programs write without a header; none of any other.
fn names_without_header(head: &[u8]) -> Vec<String> {
    match is_of_trafilatura(head) {
        true => TRAFILATURA.iter().map(|name| (*name).to_owned()).collect(),
        false if gkg::is_table(head) => gkg::names(),
        false => Vec::new(),
    }
}

/// Whether a table is one of trafilatura's, which writes no header: its columns are known.
fn is_of_trafilatura(head: &[u8]) -> bool {
    let line = head.split(|byte| *byte == b'\n').next().unwrap_or(head);
    let cells: Vec<&[u8]> = line.split(|byte| *byte == b'\t').collect();
    let is_day = |cell: &[u8]| cell == b"null" || cell.len() == 10 && cell[4] == b'-' && cell[7] == b'-';
    // The text is quoted where it has lines.
    cells.len() >= 8 && cells[0].starts_with(b"http") && is_day(cells[6])
}

/// What parts the cells of a table with this header: of the usual marks the most frequent outside of quotes.
fn separator(header: &[u8]) -> u8 {
    let count =
        |mark: u8| header.split(|byte| *byte == b'"').step_by(2).flatten().filter(|byte| **byte == mark).count();
    [b',', b'\t', b';', b'|'].into_iter().rev().max_by_key(|mark| count(*mark)).unwrap_or(b',')
}

/// A cell as text. What is not in UTF-8 is in the charset of the row: spreadsheets write in that of the country.
fn text_of(cell: &[u8], charset: &'static Encoding) -> String {
    match std::str::from_utf8(cell) {
        Ok(text) => text.to_owned(),
        Err(_) => charset.decode_without_bom_handling(cell).0.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &[u8], limits: &Limits) -> Vec<Result<Capture>> {
        Rows::new(Origin::default(), text, text, limits).collect()
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
        let text = b"Kern,N\ncaf\xE9,1\n";
        assert!(read(text, &limits)[0].as_ref().unwrap_err().is_skip());
        limits.fields.add("text=Kern").unwrap();
        assert_eq!(read(text, &limits)[0].as_ref().unwrap().bytes, "café".as_bytes());
    }

    #[test]
    fn a_table_in_the_charset_of_a_country_is_read_in_it() {
        for (charset, words) in [
            (encoding_rs::WINDOWS_1251, "Паром снова ходит между островами"),
            (encoding_rs::GBK, "渡轮恢复航行，乘客回到码头"),
            (encoding_rs::WINDOWS_1252, "Die Fähre fährt wieder über den Öresund"),
        ] {
            let rows: String = (0..40).map(|n| format!("{n};{words}\n")).collect();
            let table = format!("title;text\nplain;plain\n{rows}");
            let items = read(&charset.encode(&table).0, &Limits::default());
            assert_eq!(items[1].as_ref().unwrap().bytes, words.as_bytes());
            let note = items.last().unwrap().as_ref().unwrap_err();
            assert!(note.is_note() && note.to_string().contains(charset.name()), "{note}");
        }
    }

    #[test]
    fn a_row_that_never_ends_is_stopped() {
        let limits = Limits { max_document: 1000, ..Limits::default() };
        let text = format!("title,text\nA,\"{}", "x".repeat(200_000));
        let items = read(text.as_bytes(), &limits);
        assert!(items.len() == 1 && items[0].as_ref().unwrap_err().to_string().contains("max-document"));
    }

    fn titles(text: &str) -> Vec<String> {
        let items = read(text.as_bytes(), &Limits::default()).into_iter();
        items
            .map(|item| item.map_or_else(|error| format!("! {error}"), |row| row.declared.title.unwrap_or_default()))
            .collect()
    }

    #[test]
    fn a_quote_that_never_closes_takes_nothing_with_it() {
        let rows = "title,text\nFerry,\"It sails.\nRain,Much.\nWind,None.\n";
        let told = titles(rows);
        assert_eq!(told.len(), 4, "{told:?}");
        assert!(told[1].starts_with("! ") && told[1].contains("never closes"));
        assert_eq!([&told[0], &told[2], &told[3]], ["Ferry", "Rain", "Wind"]);
        // One that closes rows later is found by what it took.
        let rows = "title,day,text\nFerry,\"1,It sails.\nRain,2,Much.\nWind,3,None.\nSun,4,\"Some\"\n";
        let told = titles(rows);
        let rows: Vec<&String> = told.iter().filter(|row| !row.starts_with("! ")).collect();
        assert_eq!(rows, ["Ferry", "Rain", "Wind", "Sun"]);
    }

    #[test]
    fn quotes_that_never_close_are_followed_once_however_many_there_are() {
        for rows in [100, 400] {
            for end in ["", "\""] {
                let table = format!("title,text\n{}{end}", "x\"y,\"z\n".repeat(rows));
                let limits = Limits::default();
                let mut table = Rows::new(Origin::default(), table.as_bytes(), table.as_bytes(), &limits);
                let (mut articles, mut told) = (0, 0);
                while let Some(item) = table.next() {
                    articles += usize::from(item.is_ok());
                    told += usize::from(item.is_err());
                    // All lines were followed for the first row, and none again.
                    assert!(articles == 0 || table.unclosed_to + 8 > table.position);
                }
                assert!(articles >= rows && told <= 3, "{articles}, {told}");
            }
        }
        let limits = Limits { max_document: 100, ..Limits::default() };
        let table = format!("title,text\nA,\"a\nB,b\nC,{}\nD,d\n", "x".repeat(300));
        let items = read(table.as_bytes(), &limits);
        let titles: Vec<_> = items.iter().flatten().filter_map(|row| row.declared.title.as_deref()).collect();
        assert_eq!(titles, ["A", "B", "D"], "a line over the limit takes none of those before it along");
    }

    #[test]
    fn tabs_part_cells_that_hold_quotes() {
        let rows = "title\ttext\n\"Ferry\" sails\tIt \"sails\nRain\t\"Much.\nWind\t\"None \"\"yet\"\".\nStill.\"\n";
        let items = read(rows.as_bytes(), &Limits::default());
        let told: Vec<(String, String)> = items
            .into_iter()
            .map(|item| {
                let capture = item.unwrap();
                (capture.declared.title.unwrap(), String::from_utf8(capture.bytes).unwrap())
            })
            .collect();
        let expected = [("\"Ferry\" sails", "It \"sails"), ("Rain", "\"Much."), ("Wind", "None \"yet\".\nStill.")];
        assert_eq!(told, expected.map(|(title, text)| (title.to_owned(), text.to_owned())));
    }

    #[test]
    fn tables_of_trafilatura_have_no_header() {
        let row = |title: &str| {
            format!(
                "https://e.org/{title}\tnull\t77\te.org\t{title}\tnull\t2025-11-03\t\"It sails, it says, \"\"again\"\".\nOften.\"\tnull\tnull\tarticle\n"
            )
        };
        assert_eq!(titles(&[row("Ferry"), row("Pier")].concat()), ["Ferry", "Pier"]);
    }

    #[test]
    fn a_first_line_may_tell_what_parts_the_cells() {
        assert_eq!(titles("sep=;\ntitle;text\nFerry;It, too, sails.\n"), ["Ferry"]);
        let wide: Vec<u8> =
            "\u{FEFF}title\ttext\nFähre\tSie fährt.\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&wide, &Limits::default())[0].as_ref().unwrap().declared.title.as_deref(), Some("Fähre"));
    }

    proptest! {
        #[test]
        fn any_table_is_read(text in "title,text\n[\",\na;\t]{0,200}") {
            prop_assert!(read(text.as_bytes(), &Limits::default()).len() <= text.len());
        }
    }
}
