//! Articles as references: BibLaTeX, RIS and CSL-JSON.
//!
//! RIS is of the type `MGZN`, which keeps publication, writers and day, with the year in `PY` *and* the day in `DA`; CSL-JSON
//! has `date-parts` alone; in BibLaTeX a `%` of an address is `\%`. `tools/exports/read_back.py` reads them with rispy,
//! bibtexparser and citeproc-py. The three are written by hand: each is a line a field, and the crates that write them
//! want names cut into given and family names, which an archive does not know.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::documents::ListItems;
use crate::index::FileRecord;
use crate::model::{Article, Hit, Origin, Precision, Published, Sha256, Site};

/// What a reference says of an article.
#[derive(Clone, Debug)]
pub struct Reference<'a> {
    id: String,
    title: &'a str,
    authors: &'a [String],
    site: Option<&'a Site>,
    published: Option<&'a Published>,
    captured: Option<jiff::Timestamp>,
    url: Option<&'a str>,
    lang: Option<&'a str>,
    place: String,
    sha256: Option<Sha256>,
}

impl<'a> From<&'a Hit> for Reference<'a> {
    fn from(hit: &'a Hit) -> Reference<'a> {
        Reference {
            id: hit.id.to_string(),
            title: &hit.title.text,
            authors: &hit.authors,
            site: hit.site.as_ref(),
            published: hit.published.as_ref(),
            captured: hit.captured,
            url: hit.url.as_deref(),
            lang: hit.lang.as_deref(),
            place: place(&hit.origin),
            sha256: None,
        }
    }
}

impl<'a> From<&'a Article> for Reference<'a> {
    fn from(article: &'a Article) -> Reference<'a> {
        Reference {
            id: article.id.to_string(),
            title: article.title.as_deref().unwrap_or_default(),
            authors: &article.authors,
            site: article.site.as_ref(),
            published: article.published.as_ref(),
            captured: article.captured,
            url: article.url.as_deref(),
            lang: article.lang.as_deref(),
            place: place(&article.origin),
            sha256: None,
        }
    }
}

/// Where the saved copy lies.
fn place(origin: &Origin) -> String {
    match &origin.member {
        Some(member) => format!("{} [{member}]", origin.full_path()),
        None => origin.full_path().to_string(),
    }
}

impl Reference<'_> {
    /// The same with what is remembered of its file.
    #[must_use]
    pub fn of_file(self, file: Option<&FileRecord>) -> Self {
        Reference { sha256: file.and_then(|file| file.sha256), ..self }
    }

    /// Where the saved copy lies, when it was saved, and by what it is known again.
    fn note(&self) -> String {
        let mut note = format!("Saved copy: {}", self.place);
        if let Some(time) = self.captured {
            note += &format!("; saved {time}");
        }
        if let Some(sha256) = self.sha256 {
            note += &format!("; SHA-256 of the file {sha256}");
        }
        note
    }

    /// The publisher's name, else its domain.
    fn publisher(&self) -> Option<&str> {
        self.site.and_then(|site| site.name.as_deref().or(site.domain.as_deref()))
    }

    /// Year, month and day, as far as they are known.
    fn date_parts(&self) -> Option<Vec<i16>> {
        let published = self.published?;
        let day = published.start.date();
        let parts = [day.year(), day.month().into(), day.day().into()];
        let known = match published.precision {
            Precision::Year => 1,
            Precision::Month => 2,
            Precision::Day | Precision::Minute => 3,
        };
        Some(parts[..known].to_vec())
    }

    /// The day on which the page was saved.
    fn saved(&self) -> Option<jiff::civil::Date> {
        self.captured.map(|time| jiff::tz::Offset::UTC.to_datetime(time).date())
    }
}

/// The forms of references.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CitationStyle {
    /// Entries of BibLaTeX.
    Bibtex,
    /// Records of RIS.
    Ris,
    /// A list of items of CSL-JSON.
    CslJson,
}

/// Writes references one after the other.
pub struct References<'a> {
    style: CitationStyle,
    out: &'a mut dyn Write,
    items: ListItems,
    begun: bool,
}

impl<'a> References<'a> {
    /// A writer of this form; it has to be finished.
    pub fn new(style: CitationStyle, out: &'a mut dyn Write) -> References<'a> {
        References { style, out, items: ListItems::new(2), begun: false }
    }

    /// Writes a reference.
    ///
    /// # Errors
    ///
    /// When the writer fails.
    pub fn push(&mut self, reference: &Reference) -> io::Result<()> {
        match self.style {
            CitationStyle::Bibtex => bibtex(reference, self.out),
            CitationStyle::Ris => ris(reference, self.out),
            CitationStyle::CslJson => {
                if !std::mem::replace(&mut self.begun, true) {
                    self.out.write_all(b"[")?;
                }
                self.items.push(&csl(reference), self.out)
            }
        }
    }

    /// Ends what is written.
    ///
    /// # Errors
    ///
    /// When the writer fails.
    pub fn finish(self) -> io::Result<()> {
        if self.style == CitationStyle::CslJson {
            self.out.write_all(if self.begun { b"" } else { b"[" })?;
            self.items.finish(self.out)?;
            self.out.write_all(b"]\n")?;
        }
        self.out.flush()
    }
}

fn bibtex(reference: &Reference, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "@online{{{},", reference.id)?;
    let mut field = |name: &str, value: &str| match value.is_empty() {
        true => Ok(()),
        false => writeln!(out, "  {name} = {{{value}}},"),
    };
    let authors: Vec<String> = reference.authors.iter().map(|name| tex_name(name)).collect();
    field("author", &authors.join(" and "))?;
    field("title", &tex(reference.title))?;
    field("organization", &tex(reference.publisher().unwrap_or_default()))?;
    let parts: Vec<String> =
        reference.date_parts().unwrap_or_default().iter().map(|part| format!("{part:02}")).collect();
    field("date", &parts.join("-"))?;
    field("url", &tex_url(reference.url.unwrap_or_default()))?;
    field("urldate", &reference.saved().map(|day| day.to_string()).unwrap_or_default())?;
    field("langid", reference.lang.unwrap_or_default())?;
    field("note", &tex(&reference.note()))?;
    writeln!(out, "}}\n")
}

/// A name for an author list: in braces where it would be cut apart.
fn tex_name(name: &str) -> String {
    let is_cut = name.contains(',') || name.split_whitespace().any(|word| word.eq_ignore_ascii_case("and"));
    if is_cut || !name.contains(' ') { format!("{{{}}}", tex(name)) } else { tex(name) }
}

/// Text for TeX: one line, nothing in it a command.
fn tex(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        match character {
            '\\' => escaped.push_str("\\textbackslash{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '{' | '}' | '$' | '&' | '%' | '#' | '_' => escaped.extend(['\\', character]),
            other => escaped.push(other),
        }
    }
    escaped
}

/// An address, which BibLaTeX takes as it stands but for these.
fn tex_url(url: &str) -> String {
    url.replace('{', "%7B").replace('}', "%7D").replace('\\', "%5C").replace('%', "\\%")
}

fn ris(reference: &Reference, out: &mut dyn Write) -> io::Result<()> {
    let mut tag = |tag: &str, value: &str| {
        let line = value.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.is_empty() { Ok(()) } else { write!(out, "{tag}  - {line}\r\n") }
    };
    tag("TY", "MGZN")?;
    tag("ID", &reference.id)?;
    reference.authors.iter().try_for_each(|name| tag("AU", name))?;
    tag("TI", reference.title)?;
    tag("T2", reference.publisher().unwrap_or_default())?;
    if let Some(parts) = reference.date_parts() {
        tag("PY", &format!("{:04}", parts[0]))?;
        let parts: Vec<String> = parts.iter().map(|part| format!("{part:02}")).collect();
        // Four parts stand always: year, month, day, and more.
        tag("DA", &format!("{}{}", parts.join("/"), "/".repeat(3 - parts.len())))?;
    }
    tag("UR", reference.url.unwrap_or_default())?;
    tag("Y2", &reference.saved().map(|day| day.strftime("%Y/%m/%d").to_string()).unwrap_or_default())?;
    tag("LA", reference.lang.unwrap_or_default())?;
    tag("N1", &reference.note())?;
    out.write_all(b"ER  - \r\n\r\n")
}

fn csl(reference: &Reference) -> Value {
    let mut item = Map::new();
    let mut set = |key: &str, value: Value| {
        if value != json!("") && value != json!([]) && !value.is_null() {
            item.insert(key.to_owned(), value);
        }
    };
    let authors: Vec<Value> = reference.authors.iter().map(|name| json!({ "literal": name })).collect();
    set("id", json!(reference.id));
    set("type", json!("article-newspaper"));
    set("title", json!(reference.title));
    set("author", json!(authors));
    set("container-title", json!(reference.publisher()));
    set("issued", reference.date_parts().map(|parts| json!({ "date-parts": [parts] })).into());
    let saved = reference
        .saved()
        .map(|day| json!({ "date-parts": [[day.year(), i16::from(day.month()), i16::from(day.day())]] }));
    set("accessed", saved.into());
    set("URL", json!(reference.url));
    set("language", json!(reference.lang));
    set("note", json!(reference.note()));
    Value::Object(item)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::model::DateSource;

    fn article() -> Article {
        let mut published = Published::day(date(2025, 10, 5), DateSource::Meta, "", 0.9);
        published.precision = Precision::Month;
        Article {
            title: Some("Quays & {cranes}: 40% are\nold_".to_owned()),
            authors: vec!["Ana Lund".to_owned(), "Harbour Desk, Jr.".to_owned(), "Postbote".to_owned()],
            url: Some("https://post.example/a%20b?x={1}".to_owned()),
            published: Some(published),
            captured: Some("2025-10-15T21:04:00Z".parse().unwrap()),
            ..Article::default()
        }
    }

    fn written(write: fn(&Reference, &mut dyn Write) -> io::Result<()>) -> String {
        let mut out = Vec::new();
        write(&Reference::from(&article()), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn nothing_in_an_entry_of_biblatex_is_a_command() {
        let entry = written(bibtex);
        for line in [
            "  author = {Ana Lund and {Harbour Desk, Jr.} and {Postbote}},",
            "  title = {Quays \\& \\{cranes\\}: 40\\% are old\\_},",
            "  date = {2025-10},",
            "  url = {https://post.example/a\\%20b?x=\\%7B1\\%7D},",
            "  urldate = {2025-10-15},",
        ] {
            assert!(entry.lines().any(|written| written == line), "{line} in {entry}");
        }
    }

    #[test]
    fn ris_has_year_and_day_and_a_line_a_writer() {
        let record = written(ris);
        assert!(record.starts_with("TY  - MGZN\r\n") && record.ends_with("ER  - \r\n\r\n"), "{record}");
        for line in ["AU  - Ana Lund", "AU  - Harbour Desk, Jr.", "PY  - 2025", "DA  - 2025/10/", "Y2  - 2025/10/15"] {
            assert!(record.lines().any(|written| written == line), "{line} in {record}");
        }
    }

    #[test]
    fn csl_has_the_parts_of_the_day_that_are_known() {
        let item = csl(&Reference::from(&article()));
        assert_eq!(item["issued"], json!({ "date-parts": [[2025, 10]] }));
        assert_eq!(item["author"][1], json!({ "literal": "Harbour Desk, Jr." }));
        assert!(item.get("language").is_none() && item.get("container-title").is_none(), "{item}");
    }
}
