//! Values as CSV (RFC 4180).
//!
//! Spreadsheets take a cell that starts with `=`, `+`, `-` or `@` for a formula and run it. Text of the archive that starts so
//! gets an apostrophe in front, as OWASP advises; JSON has the text as it stands.

use std::borrow::Cow;
use std::io::{self, Write};

use csv::Terminator;

use crate::model::{CopyGroup, CopyOf, FacetCounts, Hit, NamePart, Results};

/// The columns of a hit.
const HIT: [&str; 13] =
    ["rank", "score", "id", "date", "title", "countries", "topics", "site", "lang", "url", "path", "member", "snippet"];

/// A table that is written row by row, after a line of names.
pub struct Table<W: Write> {
    writer: csv::Writer<W>,
}

impl<W: Write> Table<W> {
    /// A table of these columns; it has to be finished.
    ///
    /// # Errors
    ///
    /// When the writer fails.
    pub fn new(columns: &[&str], out: W) -> io::Result<Table<W>> {
        let writer = csv::WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
        let mut table = Table { writer };
        table.row(columns)?;
        Ok(table)
    }

    /// Writes a row: as many cells as there are columns.
    ///
    /// # Errors
    ///
    /// When the writer fails.
    pub fn row(&mut self, cells: &[&str]) -> io::Result<()> {
        Ok(self.writer.write_record(cells.iter().map(|cell| guarded(cell).into_owned()))?)
    }

    /// Ends the table.
    ///
    /// # Errors
    ///
    /// When the writer fails.
    pub fn finish(mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// A cell that no spreadsheet runs.
fn guarded(cell: &str) -> Cow<'_, str> {
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => Cow::Owned(format!("'{cell}")),
        false => Cow::Borrowed(cell),
    }
}

/// Writes one line a hit, after a line of names.
///
/// # Errors
///
/// When the writer fails.
pub fn write(results: &Results, out: &mut dyn Write) -> io::Result<()> {
    let mut table = Table::new(&HIT, out)?;
    for (rank, hit) in (results.offset + 1..).zip(&results.hits) {
        table.row(&as_cells(&hit_row(rank, hit)))?;
    }
    table.finish()
}

/// Writes one line a hit of many queries, each with what its query goes by, after a line of names.
///
/// # Errors
///
/// When the writer fails.
pub fn write_batch<'a>(
    answers: impl IntoIterator<Item = (&'a str, &'a Results)>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut table = Table::new(&[&["query"][..], &HIT].concat(), out)?;
    for (query, results) in answers {
        for (rank, hit) in (results.offset + 1..).zip(&results.hits) {
            table.row(&[&[query][..], &as_cells(&hit_row(rank, hit))].concat())?;
        }
    }
    table.finish()
}

fn hit_row(rank: usize, hit: &Hit) -> [Cow<'_, str>; HIT.len()] {
    let site = hit.site.as_ref().and_then(|site| site.domain.clone().or_else(|| site.name.clone()));
    [
        rank.to_string().into(),
        hit.score.to_string().into(),
        hit.id.to_string().into(),
        hit.published.as_ref().map(ToString::to_string).unwrap_or_default().into(),
        hit.title.text.as_str().into(),
        hit.countries.join(" ").into(),
        hit.topics.join(" ").into(),
        site.unwrap_or_default().into(),
        hit.lang.as_deref().unwrap_or_default().into(),
        hit.url.as_deref().unwrap_or_default().into(),
        hit.origin.full_path().to_string().into(),
        hit.origin.member.as_deref().unwrap_or_default().into(),
        hit.snippets.first().map_or("", |snippet| &snippet.text).into(),
    ]
}

fn as_cells<'a>(row: &'a [Cow<'_, str>]) -> Vec<&'a str> {
    row.iter().map(AsRef::as_ref).collect()
}

/// Writes one line a bucket, after a line of names.
///
/// # Errors
///
/// When the writer fails.
pub fn write_counts(facets: &[FacetCounts], out: &mut dyn Write) -> io::Result<()> {
    let mut table = Table::new(&["by", "value", "label", "count"], out)?;
    for counts in facets {
        for bucket in &counts.buckets {
            table.row(&[&counts.by, &bucket.value, &bucket.label, &bucket.count.to_string()])?;
        }
        if counts.unknown > 0 {
            table.row(&[&counts.by, "unknown", "unknown", &counts.unknown.to_string()])?;
        }
    }
    table.finish()
}

/// A table of groups of copies: one row for each article but the first of a group, with the first.
///
/// # Errors
///
/// When the writer fails.
pub fn copies_table<W: Write>(out: W) -> io::Result<Table<W>> {
    Table::new(&["group", "copy"], out)
}

/// Writes a group into a [`copies_table`].
///
/// # Errors
///
/// When the writer fails.
pub fn write_group<W: Write>(group: &CopyGroup, table: &mut Table<W>) -> io::Result<()> {
    let name = |article: &CopyOf| article.source_id.clone().unwrap_or_else(|| article.id.to_string());
    let Some((first, copies)) = group.articles.split_first() else { return Ok(()) };
    copies.iter().try_for_each(|copy| table.row(&[&name(first), &name(copy)]))
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
    let mut table = Table::new(&["name", "of", "text", "docs", "score", "script"], out)?;
    for (name, parts) in names {
        for (part, variant) in parts.iter().flat_map(|part| part.variants.iter().map(move |variant| (part, variant))) {
            let (docs, score) = (variant.articles.to_string(), variant.score.to_string());
            table.row(&[name, &part.text, &variant.text, &docs, &score, &variant.script])?;
        }
    }
    table.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&[&str]]) -> String {
        let mut out = Vec::new();
        let mut table = Table::new(rows[0], &mut out).unwrap();
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
        ] {
            assert_eq!(table(&[&["text", "more"], &[text, "x"]]), format!("text,more\r\n{expected},x\r\n"));
        }
    }

    #[test]
    fn a_table_without_rows_has_its_header() {
        let mut out = Vec::new();
        write(&Results::default(), &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap().lines().count(), 1);
    }
}
