//! Hits handed on to other programs as they are found: one writer for every door. It holds one piece of an answer at a time.

use std::io::{self, Write};

use serde_json::Value;

use super::atom::{self, Feed};
use super::citation::{Reference, References};
use super::csv::{CsvStyle, HitTable};
use super::documents::{ListItems, document, line};
use super::fields::{Column, Row};
use super::format::Format;
use super::json::{hit_with, results};
#[cfg(feature = "parquet")]
use super::parquet::ParquetTable;
use super::{reading_list, trec};
use crate::model::{Hit, Results};
use crate::search::{Beside, Piece};

/// In which form hits are handed on.
#[derive(Clone, Debug, Default)]
pub struct ExportForm {
    /// The form: any but that for a person.
    pub format: Format,
    /// Columns beside the usual ones, for tables and JSON.
    pub columns: Vec<&'static Column>,
    /// How tables are written.
    pub style: CsvStyle,
    /// What a TREC run calls the query.
    pub name: String,
}

impl ExportForm {
    /// What has to come with the hits.
    pub fn beside(&self) -> Beside {
        let mut beside = Column::beside(&self.columns);
        // A reference says by what its copy is known again.
        beside.files |= self.format.citation_style().is_some();
        beside
    }
}

/// Writes an answer piece by piece.
pub struct Export<'a> {
    columns: Vec<&'static Column>,
    sheet: Sheet<'a>,
    begun: bool,
}

/// What is written on.
enum Sheet<'a> {
    Table(Box<HitTable<&'a mut dyn Write>>),
    #[cfg(feature = "parquet")]
    Parquet(Box<ParquetTable<'a>>),
    Lines(&'a mut dyn Write),
    Document(JsonAnswer<'a>),
    Trec(&'a mut dyn Write, trec::Run),
    References(References<'a>),
    Markdown(&'a mut dyn Write),
    Html(&'a mut dyn Write),
    /// A feed says at its head when its latest entry is from: it is written at the end.
    Feed(&'a mut dyn Write, String, Vec<Hit>),
}

impl<'a> Export<'a> {
    /// A writer of this form; it has to be finished. For a person's form, JSON lines are written.
    ///
    /// # Errors
    ///
    /// When the writer fails, and for a form that this program was built without ([`Format::missing_feature`]).
    pub fn new(form: &ExportForm, out: &'a mut dyn Write) -> io::Result<Export<'a>> {
        let sheet = match form.format {
            Format::Csv => Sheet::Table(Box::new(HitTable::new(None, &form.columns, form.style, out)?)),
            #[cfg(feature = "parquet")]
            Format::Parquet => Sheet::Parquet(Box::new(ParquetTable::new(&form.columns, out)?)),
            #[cfg(not(feature = "parquet"))]
            Format::Parquet => return Err(io::ErrorKind::Unsupported.into()),
            Format::Json => Sheet::Document(JsonAnswer { out, rest: String::new(), hits: ListItems::new(4) }),
            Format::Trec => Sheet::Trec(out, trec::Run::new(&form.name)),
            Format::Markdown => Sheet::Markdown(out),
            Format::Html => Sheet::Html(out),
            Format::Atom => Sheet::Feed(out, form.name.clone(), Vec::new()),
            Format::Text | Format::Jsonl | Format::Svg => Sheet::Lines(out),
            Format::Bibtex | Format::Ris | Format::CslJson => match form.format.citation_style() {
                Some(style) => Sheet::References(References::new(style, out)),
                None => Sheet::Lines(out),
            },
        };
        Ok(Export { columns: form.columns.clone(), sheet, begun: false })
    }

    /// Writes the hits of a piece. The first piece has to come even where it holds none.
    ///
    /// # Errors
    ///
    /// When the writer fails.
    pub fn piece(&mut self, piece: &Piece) -> io::Result<()> {
        if !std::mem::replace(&mut self.begun, true) {
            self.begin(&piece.results)?;
        }
        let columns = &self.columns;
        let mut rows = rows(piece);
        match &mut self.sheet {
            Sheet::Table(table) => rows.try_for_each(|row| table.hit(None, &row)),
            #[cfg(feature = "parquet")]
            Sheet::Parquet(table) => rows.try_for_each(|row| table.hit(&row)),
            Sheet::Lines(out) => rows.try_for_each(|row| out.write_all(line(&hit_with(&row, columns)).as_bytes())),
            Sheet::Document(answer) => rows.try_for_each(|row| answer.hit(&hit_with(&row, columns))),
            Sheet::Trec(out, run) => rows.try_for_each(|row| run.hit(row.rank, row.hit, out)),
            Sheet::References(list) => rows.try_for_each(|row| list.push(&Reference::from(row.hit).of_file(row.file))),
            Sheet::Markdown(out) => rows.try_for_each(|row| reading_list::markdown_hit(row.hit, out)),
            Sheet::Html(out) => rows.try_for_each(|row| reading_list::html_hit(row.hit, out)),
            Sheet::Feed(_, _, hits) => {
                hits.extend(piece.results.hits.iter().cloned());
                Ok(())
            }
        }
    }

    fn begin(&mut self, results: &Results) -> io::Result<()> {
        match &mut self.sheet {
            Sheet::Document(answer) => answer.begin(results),
            Sheet::Html(out) => reading_list::html_head(results, out),
            _ => Ok(()),
        }
    }

    /// Ends what is written; gives how many cells of a table are longer than a spreadsheet keeps.
    ///
    /// # Errors
    ///
    /// When the writer fails.
    pub fn finish(self) -> io::Result<u64> {
        match self.sheet {
            Sheet::Table(table) => return table.finish(),
            #[cfg(feature = "parquet")]
            Sheet::Parquet(table) => table.finish()?,
            Sheet::Document(answer) => answer.finish()?,
            Sheet::References(list) => list.finish()?,
            Sheet::Html(out) => {
                reading_list::html_foot(out)?;
                out.flush()?;
            }
            Sheet::Feed(out, name, hits) => {
                write_feed(&name, &hits, out)?;
                out.flush()?;
            }
            Sheet::Lines(out) | Sheet::Trec(out, _) | Sheet::Markdown(out) => out.flush()?,
        }
        Ok(0)
    }
}

/// Writes hits as a feed of what this name finds; an entry leads to its page on the web.
fn write_feed(name: &str, hits: &[Hit], out: &mut dyn Write) -> io::Result<()> {
    let id: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect();
    let id = format!("urn:dateline:search:{id}");
    let is_web = |url: &&String| url.starts_with("http://") || url.starts_with("https://");
    let entry_link = |hit: &Hit| hit.url.as_ref().filter(is_web).cloned();
    atom::write(&Feed { title: name, id: &id, links: &[], entry_link: &entry_link }, hits, out)
}

/// The rows of a piece.
pub fn rows(piece: &Piece) -> impl Iterator<Item = Row<'_>> {
    piece.results.hits.iter().enumerate().map(|(place, hit)| Row {
        rank: piece.results.offset + place + 1,
        hit,
        article: piece.articles.get(place),
        file: piece.files.get(place).and_then(Option::as_ref),
    })
}

/// An answer as one JSON document, its hits written as they come.
struct JsonAnswer<'a> {
    out: &'a mut dyn Write,
    /// What stands behind the hits.
    rest: String,
    hits: ListItems,
}

impl JsonAnswer<'_> {
    fn begin(&mut self, answer: &Results) -> io::Result<()> {
        /// Where the hits stand: at a key of the outermost object. Within a text its quotes would be escaped.
        const HITS: &str = "\n  \"hits\": [";
        let whole = document(&results(&Results { hits: Vec::new(), ..answer.clone() }));
        let at = whole.find(HITS).map_or(whole.len(), |at| at + HITS.len());
        self.out.write_all(&whole.as_bytes()[..at])?;
        whole[at..].clone_into(&mut self.rest);
        Ok(())
    }

    fn hit(&mut self, hit: &Value) -> io::Result<()> {
        self.hits.push(hit, self.out)
    }

    fn finish(self) -> io::Result<()> {
        self.hits.finish(self.out)?;
        self.out.write_all(self.rest.as_bytes())?;
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn hit(title: &str) -> Hit {
        let hit = json!({
            "id": "x0000000000000001", "source_id": null, "score": 1.0, "url": null, "captures": 1,
            "title": { "text": title, "marks": [], "offset": 0, "cut_before": false, "cut_after": false },
            "origin": serde_json::to_value(crate::model::Origin::default()).unwrap(), "captured": null,
            "site": null, "authors": [], "lang": "en", "kind": "article", "published": null, "countries": [],
            "topics": [], "spread": null, "context": [], "context_more": 0, "score_parts": [], "snippets": [],
        });
        serde_json::from_value(hit).unwrap()
    }

    fn answer(titles: &[&str]) -> Results {
        let hits = titles.iter().map(|title| hit(title)).collect();
        Results { query: "\"hits\": [] \n  \"hits\": [".to_owned(), total: 3, hits, ..Results::default() }
    }

    /// What is written of an answer that comes in pieces of `size` hits.
    fn written(format: Format, whole: &Results, size: usize) -> String {
        let mut out = Vec::new();
        let form = ExportForm { format, name: "q".to_owned(), ..ExportForm::default() };
        let mut export = Export::new(&form, &mut out).unwrap();
        let pieces: Vec<&[Hit]> = if whole.hits.is_empty() { vec![&[]] } else { whole.hits.chunks(size).collect() };
        let mut offset = 0;
        for hits in pieces {
            let results = Results { hits: hits.to_vec(), offset, ..whole.clone() };
            offset += hits.len();
            export.piece(&Piece { results, ..Piece::default() }).unwrap();
        }
        export.finish().unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_document_in_pieces_is_the_document_as_a_whole() {
        for titles in [&[][..], &["one"], &["one\n\u{2028}", "\"hits\": []", "three"]] {
            let whole = answer(titles);
            for size in 1..4 {
                assert_eq!(written(Format::Json, &whole, size), document(&results(&whole)));
            }
        }
    }

    #[test]
    fn no_form_depends_on_the_size_of_the_pieces() {
        // What lies in a Parquet file depends on its row groups, and is no text.
        for format in Format::ALL.into_iter().filter(|format| *format != Format::Parquet) {
            let whole = answer(&["one", "two", "three"]);
            let (single, pieces) = (written(format, &whole, 3), written(format, &whole, 1));
            assert!(single == pieces && single.contains("x0000000000000001"), "{format}\n{single}\n{pieces}");
        }
    }
}
