//! The names that exports give to the fields of a record.

use crate::{Error, ErrorKind, Result};

/// dateline's names of a record's fields, and the names that are understood without being told, first come first.
const USUAL: &[(&str, &[&str])] = &[
    ("id", &["id", "_id"]),
    ("title", &["title", "headline"]),
    ("text", &["text", "body", "content", "html", "content_html", "content_text"]),
    ("url", &["url", "link"]),
    ("date", &["date", "published", "published_at", "date_published"]),
    ("author", &["author", "authors", "byline"]),
    ("lang", &["lang", "language"]),
    ("country", &["country", "countries"]),
    ("topic", &["topic", "topics", "section", "category", "tags", "keywords"]),
    ("site", &["site", "publisher", "domain"]),
    ("captured", &["captured", "captured_at", "crawled_at"]),
];

/// Names of record fields beside the usual ones: pairs of dateline's name and the record's name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldMap(pub Vec<(String, String)>);

impl FieldMap {
    /// Adds a pair as it is typed: `title=headline`.
    ///
    /// # Errors
    ///
    /// When it is no such pair, or dateline has no field of that name.
    pub fn add(&mut self, pair: &str) -> Result<()> {
        let Some((field, name)) = pair.split_once('=').map(|(field, name)| (field.trim(), name.trim())) else {
            return Err(unknown(format!("`{pair}` maps no field; write FIELD=NAME, as in title=headline")));
        };
        if !USUAL.iter().any(|(known, _)| *known == field) || name.is_empty() {
            let known: Vec<&str> = USUAL.iter().map(|(known, _)| *known).collect();
            return Err(unknown(format!("no field `{field}` to map to; there are {}", known.join(", "))));
        }
        self.0.push((field.to_owned(), name.to_owned()));
        Ok(())
    }

    /// The names under which a field may stand: the mapped ones before the usual ones.
    pub(super) fn names<'a>(&'a self, field: &str) -> impl Iterator<Item = &'a str> {
        let usual = USUAL.iter().find(|(known, _)| *known == field).map_or(&[][..], |(_, names)| names);
        let mapped = self.0.iter().filter(move |(known, _)| known == field).map(|(_, name)| name.as_str());
        mapped.collect::<Vec<_>>().into_iter().chain(usual.iter().copied())
    }

    /// Whether a field of this name at the top of a record is of use.
    pub(super) fn wants(&self, name: &str) -> bool {
        USUAL.iter().any(|(_, names)| names.contains(&name))
            || self.0.iter().any(|(_, mapped)| mapped == name || mapped.split('.').next() == Some(name))
    }

    /// A name as it is known here: names in a header are often capitalised.
    pub(super) fn usual_form(&self, name: &str) -> String {
        let lower = name.to_lowercase().replace(' ', "_");
        if !self.wants(name) && self.wants(&lower) { lower } else { name.to_owned() }
    }

    /// Whether one of these names is that of a field by which an article is known.
    pub(super) fn tell_of_an_article(&self, names: &[String]) -> bool {
        ["title", "text"].iter().flat_map(|field| self.names(field)).any(|name| names.iter().any(|known| known == name))
    }

    /// Whether the start of a line names a field by which an article is known. The line is in lower case.
    pub(super) fn tell_of_articles(&self, line: &str) -> bool {
        ["title", "text"].iter().flat_map(|field| self.names(field)).any(|name| {
            let name = name.split('.').next().unwrap_or(name).to_lowercase();
            line.contains(&format!("\"{name}\""))
        })
    }
}

fn unknown(what: String) -> Error {
    Error::new(ErrorKind::Unknown(what))
}
