//! The columns of a result list, as the programs of analysts take it: one table for CSV, for what JSON is given beside a
//! hit, and for the schemas of both.
//!
//! A column has one type in every row. A day is a plain day (the first one of the interval), and its precision stands
//! beside it; both ends of the interval are instants with seconds and a zone. Lists are joined by `|` in CSV. Codes stand
//! beside names: `NO` alone is read as false and `NA` as nothing by readers that guess.

use serde_json::{Value, json};

use crate::index::FileRecord;
use crate::model::{self, Entry, Hit, Published};
use crate::search::Beside;

/// One row: a hit at its place, with the whole article and what is remembered of its file where a column needs them.
pub struct Row<'a> {
    /// The place in the answer, from 1.
    pub rank: usize,
    /// The hit.
    pub hit: &'a Hit,
    /// The article as the index keeps it, where a column asks for it ([`Column::beside`]).
    pub article: Option<&'a Entry>,
    /// What the index remembers of its file, likewise.
    pub file: Option<&'a FileRecord>,
}

/// What the values of a column are. A missing value is null, an empty cell in CSV.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnType {
    /// Text.
    Text,
    /// Texts; in CSV one text, joined by `|`.
    Texts,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// A day: `2025-10-15`.
    Day,
    /// A moment with seconds and zone: `2025-10-15T21:04:00+03:00`.
    Instant,
}

/// One column.
#[derive(Debug)]
pub struct Column {
    /// Its name, in the header and as a key.
    pub name: &'static str,
    /// What its values are.
    pub kind: ColumnType,
    /// What they mean.
    pub about: &'static str,
    value: Reading,
}

/// Where a column's value is read.
#[derive(Debug)]
enum Reading {
    Hit(fn(&Row) -> Value),
    Article(fn(&Entry) -> Value),
    File(fn(&FileRecord) -> Value),
}

use ColumnType::{Day, Instant, Integer, Number, Text, Texts};

const fn of_hit(name: &'static str, kind: ColumnType, about: &'static str, value: fn(&Row) -> Value) -> Column {
    Column { name, kind, about, value: Reading::Hit(value) }
}

const fn of_article(name: &'static str, kind: ColumnType, about: &'static str, value: fn(&Entry) -> Value) -> Column {
    Column { name, kind, about, value: Reading::Article(value) }
}

const fn of_file(name: &'static str, kind: ColumnType, about: &'static str, value: fn(&FileRecord) -> Value) -> Column {
    Column { name, kind, about, value: Reading::File(value) }
}

/// The columns that every table of hits has, in their order.
pub static HIT_COLUMNS: &[Column] = &[
    of_hit("rank", Integer, "place in the answer, from 1", |row| json!(row.rank)),
    of_hit("score", Number, "how well it matches; only comparable within one answer", |row| number(row.hit.score)),
    of_hit("article_id", Text, "the article's id", |row| json!(row.hit.id)),
    of_hit("source_id", Text, "the id of the record it came in", |row| json!(row.hit.source_id)),
    of_hit("published", Day, "the day of publication; the first one where only month or year is known", |row| {
        json!(row.hit.published.as_ref().map(|published| published.start.date().to_string()))
    }),
    of_hit("published_start", Instant, "the first moment of the interval; UTC where the page gives no zone", |row| {
        json!(row.hit.published.as_ref().map(Published::start_instant))
    }),
    of_hit("published_end", Instant, "the first moment after the interval, likewise", |row| {
        json!(row.hit.published.as_ref().map(Published::end_instant))
    }),
    of_hit("precision", Text, "how much of the day is known: year, month, day or minute", |row| {
        json!(row.hit.published.as_ref().map(|published| published.precision))
    }),
    of_hit("title", Text, "the headline", |row| json!(row.hit.title.text)),
    of_hit("authors", Texts, "the authors' names", |row| json!(row.hit.authors)),
    of_hit("country_codes", Texts, "the countries it is about, as ISO 3166-1 codes, the focus first", |row| {
        json!(row.hit.countries)
    }),
    of_hit("country_names", Texts, "their names", |row| {
        row.hit
            .countries
            .iter()
            .map(|code| model::country(code).map_or(code.as_str(), |country| country.name))
            .collect()
    }),
    of_hit("topic_codes", Texts, "its topics, as codes of IPTC Media Topics (`medtop:` and eight digits)", |row| {
        row.hit.topics.iter().map(|code| format!("medtop:{code}")).collect()
    }),
    of_hit("topic_slugs", Texts, "the short names that queries and facets use", |row| {
        row.hit.topics.iter().map(|code| model::topic(code).map_or(code.as_str(), |topic| topic.slug)).collect()
    }),
    of_hit("topic_names", Texts, "their names", |row| {
        row.hit.topics.iter().map(|code| model::topic(code).map_or(code.as_str(), |topic| topic.name)).collect()
    }),
    of_hit("site", Text, "the publisher's domain, else its name", |row| {
        let site = row.hit.site.as_ref();
        json!(site.and_then(|site| site.domain.as_ref().or(site.name.as_ref())))
    }),
    of_hit("lang", Text, "the language, as an ISO 639-1 code", |row| json!(row.hit.lang)),
    of_hit("kind", Text, "what kind of page it is", |row| json!(row.hit.kind)),
    of_hit("url", Text, "the canonical URL", |row| json!(row.hit.url)),
    of_hit("path", Text, "the file it was read from", |row| json!(row.hit.origin.full_path().to_string())),
    of_hit("member", Text, "the record or member in that file", |row| json!(row.hit.origin.member)),
    of_hit("snippet", Text, "the first passage that shows why it matched", |row| {
        json!(row.hit.snippets.first().map(|snippet| &snippet.text))
    }),
];

/// The columns that are written where they are asked for.
pub static FURTHER_COLUMNS: &[Column] = &[
    of_article("body", Text, "the text, one paragraph a line", |entry| json!(entry.article.body)),
    of_article("description", Text, "the publisher's own summary", |entry| json!(entry.article.description)),
    of_article("sections", Texts, "the publisher's sections", |entry| json!(entry.article.sections)),
    of_article("tags", Texts, "the publisher's keywords", |entry| json!(entry.article.tags)),
    of_article("comments", Text, "readers' comments, one a line", |entry| json!(entry.article.comments)),
    of_article("mention_codes", Texts, "countries that it only mentions, as ISO 3166-1 codes", |entry| {
        entry.mentions.iter().map(|label| label.code.as_str()).collect()
    }),
    of_hit("captured", Instant, "when the page was saved, where that is known", |row| json!(row.hit.captured)),
    of_hit("captures", Integer, "how many captures of it the archive holds", |row| json!(row.hit.captures)),
    of_hit(
        "copies",
        Integer,
        "how many other articles carry the story; nothing where copies are not collapsed",
        |row| json!(row.hit.spread.as_ref().map(|spread| spread.copies)),
    ),
    of_hit("copy_sites", Texts, "the publishers of all copies, where copies are collapsed", |row| {
        json!(row.hit.spread.as_ref().map(|spread| &spread.sites))
    }),
    of_hit("date_source", Text, "what kind of evidence the day rests on", |row| {
        json!(row.hit.published.as_ref().map(|published| published.source))
    }),
    of_hit("date_confidence", Number, "how sure the day is, from 0 to 1", |row| {
        json!(row.hit.published.as_ref().map(|published| number(published.confidence)))
    }),
    of_hit("date_evidence", Text, "the evidence of the day as it stands in the page", |row| {
        json!(row.hit.published.as_ref().map(|published| &published.evidence))
    }),
    of_hit("offset", Integer, "where the record or member starts in the file, in bytes", |row| {
        json!(row.hit.origin.offset)
    }),
    of_file("sha256", Text, "the SHA-256 of that file's bytes, as it was when it was read", |file| json!(file.sha256)),
    of_file("file_size", Integer, "how many bytes it had then", |file| {
        json!(Some(file.size).filter(|_| !file.is_unfinished()))
    }),
    of_file("file_modified", Instant, "when it had last been changed then", |file| json!(file.modified_time())),
];

/// A number with no more digits than tell it from its neighbours.
fn number(value: f32) -> Value {
    json!(value.to_string().parse::<f64>().ok())
}

impl Column {
    /// The column of this name.
    pub fn named(name: &str) -> Option<&'static Column> {
        HIT_COLUMNS.iter().chain(FURTHER_COLUMNS).find(|column| column.name == name)
    }

    /// The columns of a table of hits: those of every table, then the further ones, each once.
    pub(super) fn of_table(further: &[&'static Column]) -> Vec<&'static Column> {
        let mut columns: Vec<&'static Column> = HIT_COLUMNS.iter().collect();
        for column in further {
            // Of two columns of one name readers rename one, or lose it.
            if !columns.iter().any(|known| known.name == column.name) {
                columns.push(column);
            }
        }
        columns
    }

    /// What these columns need beside the hits.
    pub fn beside(columns: &[&Column]) -> Beside {
        Beside {
            articles: columns.iter().any(|column| matches!(column.value, Reading::Article(_))),
            files: columns.iter().any(|column| matches!(column.value, Reading::File(_))),
        }
    }

    /// The value in a row: null where it is not known.
    pub fn value(&self, row: &Row) -> Value {
        match self.value {
            Reading::Hit(read) => read(row),
            Reading::Article(read) => row.article.map_or(Value::Null, read),
            Reading::File(read) => row.file.map_or(Value::Null, read),
        }
    }

    /// The value as a cell.
    pub fn cell(&self, row: &Row) -> String {
        match self.value(row) {
            Value::Null => String::new(),
            Value::String(text) => text,
            Value::Array(texts) => {
                let texts: Vec<&str> = texts.iter().filter_map(Value::as_str).collect();
                texts.join("|")
            }
            other => other.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_name_stands_twice() {
        let names: Vec<_> = HIT_COLUMNS.iter().chain(FURTHER_COLUMNS).map(|column| column.name).collect();
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
        assert!(names.iter().all(|name| Column::named(name).is_some()) && Column::named("colour").is_none());
    }

    #[test]
    fn the_page_on_exports_has_every_column() {
        let page = include_str!("../../docs/exports.md");
        for column in HIT_COLUMNS.iter().chain(FURTHER_COLUMNS) {
            let kind = match column.kind {
                Text => "text",
                Texts => "texts",
                Integer => "whole number",
                Number => "number",
                Day => "day",
                Instant => "moment",
            };
            let row = format!("| `{}` | {kind} | {} |", column.name, column.about);
            assert!(page.lines().any(|line| line == row), "{row}");
        }
    }
}
