//! Values as CSV (RFC 4180).
//!
//! Spreadsheets take a cell that starts with `=`, `+`, `-` or `@` for a formula and run it. Text of the archive that starts so
//! gets an apostrophe in front, as OWASP advises, and so does what starts so after apostrophes: what is written is read back
//! (`source/records/own_table.rs`). JSON has the text as it stands.

use std::borrow::Cow;
use std::io::{self, Write};

use csv::Terminator;

use super::fields::{Column, Row};
use crate::model::{CopyGroup, CopyOf, FacetCounts, NamePart};

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CsvStyle {
    /// Whether it begins with a byte order mark: spreadsheets take UTF-8 for an old charset without it.
    pub byte_order_mark: bool,
    /// Whether line ends within cells become spaces.
    pub one_line: bool,
    /// Whether cells that a spreadsheet would run get an apostrophe in front.
    pub guard: bool,
}

impl Default for CsvStyle {
    fn default() -> CsvStyle {
        CsvStyle { byte_order_mark: false, one_line: false, guard: true }
    }
}

/// More letters than these a spreadsheet cuts off a cell, or refuses (Excel's limits: 32,767).
const LONGEST_CELL: usize = 32_767;

/// A table that is written row by row, after a line of names.
pub struct Table<W: Write> {
    writer: csv::Writer<W>,
    style: CsvStyle,
    long_cells: u64,
}

impl<W: Write> Table<W> {
    /// A table of these columns; it has to be finished.
    ///
    /// # Errors
    ///
    /// When the writer fails.
    pub fn new(columns: &[&str], style: CsvStyle, mut out: W) -> io::Result<Table<W>> {
        if style.byte_order_mark {
            out.write_all("\u{feff}".as_bytes())?;
        }
        let writer = csv::WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
        let mut table = Table { writer, style, long_cells: 0 };
        table.row(columns)?;
        Ok(table)
    }

    /// Writes a row: as many cells as there are columns.
    ///
    /// # Errors
    ///
    /// When the writer fails.
    pub fn row(&mut self, cells: &[&str]) -> io::Result<()> {
        self.long_cells += cells.iter().filter(|cell| is_longer(cell, LONGEST_CELL)).count() as u64;
        Ok(self.writer.write_record(cells.iter().map(|cell| self.style.cell(cell).into_owned()))?)
    }

    /// Ends the table; gives how many cells are longer than a spreadsheet keeps.
    ///
    /// # Errors
    ///
    /// When the writer fails.
    pub fn finish(mut self) -> io::Result<u64> {
        self.writer.flush()?;
        Ok(self.long_cells)
    }
}

/// Whether a text has more UTF-16 units than these, which are what spreadsheets count.
fn is_longer(text: &str, units: usize) -> bool {
    text.len() > units && text.encode_utf16().count() > units
}

impl CsvStyle {
    fn cell(self, cell: &str) -> Cow<'_, str> {
        let line = match self.one_line && cell.contains(['\n', '\r']) {
            true => Cow::Owned(cell.replace("\r\n", " ").replace(['\n', '\r'], " ")),
            false => Cow::Borrowed(cell),
        };
        // A negative number is none of them, and would become text.
        let is_number = line.starts_with('-') && line.parse::<f64>().is_ok_and(f64::is_finite);
        let behind = line.trim_start_matches('\'');
        match self.guard && !is_number && behind.starts_with(['=', '+', '-', '@', '\t', '\r']) {
            true => Cow::Owned(format!("'{line}")),
            false => line,
        }
    }
}

/// A table of hits: the columns that all have, and those that were asked for.
pub struct HitTable<W: Write> {
    table: Table<W>,
    columns: Vec<&'static Column>,
}

impl<W: Write> HitTable<W> {
    /// A table with further columns, after `first` where that is given: the name of a column that stands before all.
    ///
    /// # Errors
    ///
    /// When the writer fails.
    pub fn new(first: Option<&str>, further: &[&'static Column], style: CsvStyle, out: W) -> io::Result<HitTable<W>> {
        let columns = Column::of_table(further);
        let names: Vec<&str> = first.into_iter().chain(columns.iter().map(|column| column.name)).collect();
        Ok(HitTable { table: Table::new(&names, style, out)?, columns })
    }

    /// Writes a hit, after the value of the first column where the table has one of its own.
    ///
    /// # Errors
    ///
    /// When the writer fails.
    pub fn hit(&mut self, first: Option<&str>, row: &Row) -> io::Result<()> {
        let cells: Vec<String> = self.columns.iter().map(|column| column.cell(row)).collect();
        let cells: Vec<&str> = first.into_iter().chain(cells.iter().map(String::as_str)).collect();
        self.table.row(&cells)
    }

    /// Ends the table; gives how many cells are longer than a spreadsheet keeps.
    ///
    /// # Errors
    ///
    /// When the writer fails.
    pub fn finish(self) -> io::Result<u64> {
        self.table.finish()
    }
}

/// Writes one line a bucket, after a line of names.
///
/// # Errors
///
/// When the writer fails.
pub fn write_counts(facets: &[FacetCounts], out: &mut dyn Write) -> io::Result<()> {
    let mut table = Table::new(&["by", "value", "label", "count"], CsvStyle::default(), out)?;
    for counts in facets {
        for bucket in &counts.buckets {
            table.row(&[&counts.by, &bucket.value, &bucket.label, &bucket.count.to_string()])?;
        }
        if counts.unknown > 0 {
            table.row(&[&counts.by, "unknown", "unknown", &counts.unknown.to_string()])?;
        }
    }
    table.finish().map(drop)
}

/// A table of groups of copies: one row for each article but the first of a group, with the first, as their records call them and
/// by the articles' own ids.
///
/// # Errors
///
/// When the writer fails.
pub fn copies_table<W: Write>(out: W) -> io::Result<Table<W>> {
    Table::new(&["group", "copy", "group_article_id", "copy_article_id"], CsvStyle::default(), out)
}

/// Writes a group into a [`copies_table`].
///
/// # Errors
///
/// When the writer fails.
pub fn write_group<W: Write>(group: &CopyGroup, table: &mut Table<W>) -> io::Result<()> {
    let name = |article: &CopyOf| article.source_id.clone().unwrap_or_else(|| article.id.to_string());
    let Some((first, copies)) = group.articles.split_first() else { return Ok(()) };
    copies
        .iter()
        .try_for_each(|copy| table.row(&[&name(first), &name(copy), &first.id.to_string(), &copy.id.to_string()]))
}

/// Writes one line a spelling, with the name as given and the word of it, after a line of names.
///
/// # Errors
///
/// When the writer fails.
pub fn write_names<'a>(
    names: impl IntoIterator<Item = (&'a str, &'a [NamePart])>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut table = Table::new(&["name", "of", "text", "docs", "score", "script"], CsvStyle::default(), out)?;
    for (name, parts) in names {
        for (part, variant) in parts.iter().flat_map(|part| part.variants.iter().map(move |variant| (part, variant))) {
            let (docs, score) = (variant.articles.to_string(), variant.score.to_string());
            table.row(&[name, &part.text, &variant.text, &docs, &score, &variant.script])?;
        }
    }
    table.finish().map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&[&str]]) -> String {
        styled(CsvStyle::default(), rows)
    }

    fn styled(style: CsvStyle, rows: &[&[&str]]) -> String {
        let mut out = Vec::new();
        let mut table = Table::new(rows[0], style, &mut out).unwrap();
        rows[1..].iter().for_each(|row| table.row(row).unwrap());
        table.finish().unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_needs_quotes_gets_them() {
        assert_eq!(
            table(&[&["a", "b,c", "say \"x\""], &["", "d\ne", " f"]]),
            "a,\"b,c\",\"say \"\"x\"\"\"\r\n,\"d\ne\", f\r\n"
        );
    }

    #[test]
    fn no_cell_is_a_formula() {
        for (text, expected) in [
            ("=1+1", "'=1+1"),
            ("@cmd", "'@cmd"),
            ("-5 degrees, snow", "\"'-5 degrees, snow\""),
            ("+49", "'+49"),
            ("\t=1", "'\t=1"),
            ("a=b", "a=b"),
            ("'=1", "''=1"),
            ("'tis", "'tis"),
            ("-0.25", "-0.25"),
        ] {
            assert_eq!(table(&[&["text", "more"], &[text, "x"]]), format!("text,more\r\n{expected},x\r\n"));
        }
    }

    #[test]
    fn a_table_for_a_spreadsheet_has_a_mark_and_short_lines() {
        let style = CsvStyle { byte_order_mark: true, one_line: true, guard: false };
        assert_eq!(styled(style, &[&["text"], &["=a\r\nb\nc"]]), "\u{feff}text\r\n=a b c\r\n");
    }

    #[test]
    fn cells_that_a_spreadsheet_cuts_are_counted() {
        let mut table = Table::new(&["text"], CsvStyle::default(), Vec::new()).unwrap();
        table.row(&[&"é".repeat(LONGEST_CELL)]).unwrap();
        table.row(&[&"é".repeat(LONGEST_CELL + 1)]).unwrap();
        assert_eq!(table.finish().unwrap(), 1);
    }

    #[test]
    fn a_table_without_rows_has_its_header() {
        let mut out = Vec::new();
        let body = Column::named("body").unwrap();
        // What is asked for twice, or is in every table, is there once.
        let asked = [body, Column::named("authors").unwrap(), body];
        let table = HitTable::new(Some("query"), &asked, CsvStyle::default(), &mut out).unwrap();
        table.finish().unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.starts_with("query,rank,score,article_id,") && text.ends_with(",snippet,body\r\n"), "{text}");
        assert_eq!(text.matches("authors").count(), 1, "{text}");
    }
}
