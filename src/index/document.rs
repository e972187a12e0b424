//! An entry as a document of the engine, and back.

use jiff::civil::DateTime;
use tantivy::TantivyDocument;
use tantivy::schema::{Facet, Field, Value};
use xxhash_rust::xxh3::xxh3_64;

use super::files::FileRecord;
use super::packed;
use super::record;
use super::schema::{ARTICLE, FILE, Schema};
use crate::model::{
    Article, Entry, FIELDS, FacetField, FieldKind, Fingerprint, KeyField, NameField, TextField, country, topic,
};
use crate::{Error, Result};

/// The facet node of articles without a value.
const UNKNOWN: &str = "/unknown";

/// The document of an article that lies in the file of this key.
pub(super) fn of_entry(schema: &Schema, entry: &Entry, file_key: &str) -> Result<TantivyDocument> {
    let article = &entry.article;
    let mut document = TantivyDocument::new();
    for field in FIELDS {
        let Some(place) = schema.field(field.name) else { continue };
        match field.kind {
            FieldKind::Text(text) => add_text(&mut document, place, text_of(article, text)),
            FieldKind::Name(name) => {
                names_of(article, name).iter().for_each(|value| add_text(&mut document, place, value));
            }
            FieldKind::Key(key) => {
                keys_of(article, key).iter().for_each(|value| add_text(&mut document, place, value));
            }
            FieldKind::Facet(facet) => add_facets(&mut document, place, facets_of(entry, facet)),
        }
    }
    document.add_text(schema.kind_of_document, ARTICLE);
    document.add_text(schema.file, file_key);
    document.add_u64(schema.order, article.id.0);
    document.add_u64(schema.capture, capture_order(article));
    if let Some(published) = &article.published {
        document.add_i64(schema.start, civil_seconds(published.start));
        document.add_i64(schema.end, civil_seconds(published.end()));
        document.add_i64(schema.instant, civil_seconds(published.instant()));
    }
    add_fingerprint(&mut document, schema, &entry.fingerprint);
    entry.clues.iter().for_each(|clue| document.add_u64(schema.clues, clue.to_bits()));
    if !entry.settlement.is_empty() {
        document.add_u64(schema.settled, entry.settlement.key());
    }
    document.add_bytes(schema.record, &record::write(entry)?);
    Ok(document)
}

/// The document of a file.
pub(super) fn of_file(schema: &Schema, record: &FileRecord) -> Result<TantivyDocument> {
    let mut document = TantivyDocument::new();
    document.add_text(schema.kind_of_document, FILE);
    document.add_text(schema.file, &record.path);
    document.add_text(schema.file, record_key(&record.path));
    document.add_text(schema.file_record, serde_json::to_string(record).map_err(broken)?);
    Ok(document)
}

/// The term by which the document of a file is found and its articles are not.
pub(super) fn record_key(file_key: &str) -> String {
    format!("\0{file_key}")
}

/// The entry that a document was made of.
pub(super) fn to_entry(schema: &Schema, document: &TantivyDocument) -> Result<Entry> {
    let stored = document.get_first(schema.record).and_then(|value| value.as_bytes());
    let bytes = stored.ok_or_else(|| Error::malformed("a document of the index has no record"))?;
    let text = |name: &str| {
        let value = schema.field(name).and_then(|field| document.get_first(field));
        value.and_then(|value| value.as_str()).unwrap_or_default().to_owned()
    };
    record::read(bytes, Some(text("title")).filter(|title| !title.is_empty()), text("body"), text("comments"))
}

/// Civil time as seconds since 1970 in its own zone: what ranges of dates compare.
pub(crate) fn civil_seconds(moment: DateTime) -> i64 {
    jiff::tz::Offset::UTC.to_timestamp(moment).map_or(0, |stamp| stamp.as_second())
}

/// What orders the captures of one article: the newest is the smallest, those of unknown time come last; a hash of the
/// origin tells those of one second apart.
pub(crate) fn capture_order(article: &Article) -> u64 {
    let member = article.origin.member.as_deref().unwrap_or_default();
    // The whole path: two folders may each hold the page at the same place.
    let origin = [article.origin.file_key().as_bytes(), b"\0", member.as_bytes()].concat();
    let seconds = article.captured.and_then(|time| u32::try_from(time.as_second()).ok()).unwrap_or(0);
    u64::from(u32::MAX - seconds) << 32 | (xxh3_64(&origin) & u64::from(u32::MAX))
}

fn broken(cause: serde_json::Error) -> Error {
    Error::malformed(format!("a record of the index cannot be read: {cause}"))
}

fn add_text(document: &mut TantivyDocument, field: Field, text: &str) {
    if !text.is_empty() {
        document.add_text(field, text);
    }
}

fn add_fingerprint(document: &mut TantivyDocument, schema: &Schema, fingerprint: &Fingerprint) {
    let figures: Vec<u64> = fingerprint.figures.iter().map(|hash| u64::from(*hash)).collect();
    let columns = [
        (schema.shingles, packed::pack(&fingerprint.shingles, Fingerprint::SPACE)),
        (schema.figures, packed::pack(&figures, Fingerprint::FIGURE_SPACE)),
    ];
    for (column, words) in columns {
        words.into_iter().for_each(|word| document.add_u64(column, word));
    }
    document.add_u64(schema.words, u64::from(fingerprint.words));
}

fn add_facets(document: &mut TantivyDocument, field: Field, paths: Vec<String>) {
    if paths.is_empty() {
        document.add_facet(field, UNKNOWN);
    }
    for path in paths {
        document.add_facet(field, facet_node(&path));
    }
}

/// The node of a path such as `/europe/western-europe/de`; in a whole value `\/` and `\\` stand for `/` and `\`.
pub(crate) fn facet_node(path: &str) -> Facet {
    let (mut parts, mut part) = (Vec::new(), String::new());
    let mut characters = path.trim_start_matches('/').chars();
    while let Some(character) = characters.next() {
        match character {
            '/' => parts.push(std::mem::take(&mut part)),
            '\\' => part.extend(characters.next()),
            _ => part.push(character),
        }
    }
    parts.push(part);
    Facet::from_path(parts)
}

/// The path of a value that is one node whatever stands in it; see [`facet_node`].
pub(crate) fn whole_value(value: &str) -> String {
    let cut = &value[..value.floor_char_boundary(MAX_VALUE)];
    let words: Vec<&str> = cut.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    format!("/{}", words.join(" ").replace('\\', "\\\\").replace('/', "\\/"))
}

/// A longer name or keyword is counted by its first bytes: the engine holds no terms of any length.
const MAX_VALUE: usize = 250;

fn whole_values(values: &[String]) -> Vec<String> {
    let mut paths: Vec<String> = values.iter().map(|value| whole_value(value)).filter(|path| path.len() > 1).collect();
    paths.sort_unstable();
    paths.dedup();
    paths
}

/// The running text of a field.
pub(crate) fn text_of(article: &Article, field: TextField) -> &str {
    match field {
        TextField::Title => article.title.as_deref().unwrap_or_default(),
        TextField::Body => &article.body,
        TextField::Comments => &article.comments,
    }
}

/// The short texts of a field.
pub(crate) fn names_of(article: &Article, field: NameField) -> Vec<String> {
    match field {
        NameField::Author => article.authors.clone(),
        NameField::Tag => article.sections.iter().chain(&article.tags).cloned().collect(),
        NameField::Url => article.url.clone().into_iter().collect(),
        NameField::Path => vec![article.origin.path.to_string()],
    }
}

/// The keys of a field.
pub(crate) fn keys_of(article: &Article, field: KeyField) -> Vec<String> {
    match field {
        KeyField::Id => std::iter::once(article.id.to_string()).chain(article.source_id.clone()).collect(),
    }
}

/// The facet paths of a field; none where the value is unknown.
pub(crate) fn facets_of(entry: &Entry, field: FacetField) -> Vec<String> {
    let article = &entry.article;
    let countries = |codes: &mut dyn Iterator<Item = &str>| codes.filter_map(country).map(|c| c.facet_path()).collect();
    match field {
        FacetField::Date => article.published.iter().map(|published| published.facet_path()).collect(),
        FacetField::Country => countries(&mut entry.countries.iter().map(|label| label.code.as_str())),
        FacetField::Mentions => {
            countries(&mut entry.countries.iter().chain(&entry.mentions).map(|label| label.code.as_str()))
        }
        FacetField::Topic => {
            entry.topics.iter().filter_map(|label| topic(&label.code)).map(|t| t.facet_path()).collect()
        }
        FacetField::Site => article.site.iter().filter_map(|site| site.domain.clone()).collect(),
        FacetField::Lang => article.lang.clone().into_iter().collect(),
        FacetField::Kind => vec![article.kind.name().to_owned()],
        FacetField::Authors => whole_values(&article.authors),
        FacetField::Sections => whole_values(&article.sections),
        FacetField::Tags => whole_values(&article.tags),
    }
}
