//! How a cluster keeps documents: settings and mapping, made from [`FIELDS`].
//!
//! Text is not analysed: its terms are cut at spaces, and what `|` joins is laid on one position. A match is scored without
//! statistics of a shard (a `scripted` similarity): the idf comes as a boost, so three shards score as one does.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::document::Book;
use crate::model::{FIELDS, Field, FieldKind};

/// How fast further matches cease to count, and how much the length of a text takes off, as at home.
const SATURATION: f32 = 1.6;
const LENGTH_COUNTS: f32 = 0.75;
/// A text without length of its own counts as one of mean length.
const MEAN_LENGTHS: &[(&str, f32)] = &[("title", 10.0), ("body", 500.0), ("comments", 500.0)];

/// How an index of a cluster is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Into how many shards it is cut.
    pub shards: u32,
    /// How many further copies of each shard there are.
    pub replicas: u32,
}

impl Default for Layout {
    fn default() -> Layout {
        Layout { shards: 3, replicas: 1 }
    }
}

/// The mean lengths in words by which texts are scored, of the fields whose lengths count: as `mean_length` knows them, else the usual
/// ones. They only guide which hits are scored exactly.
pub fn mean_lengths(mean_length: impl Fn(&str) -> Option<f32>) -> BTreeMap<String, f32> {
    let of_field = |(name, usual): &(&str, f32)| {
        ((*name).to_owned(), mean_length(name).filter(|mean| *mean >= 1.0).unwrap_or(*usual))
    };
    MEAN_LENGTHS.iter().map(of_field).collect()
}

/// The body with which the index of articles is created; see [`mean_lengths`].
pub fn articles(layout: Layout, mean_lengths: &BTreeMap<String, f32>) -> Value {
    let mut similarities = Map::new();
    let mut properties = Map::new();
    for field in FIELDS {
        if let FieldKind::Text(_) | FieldKind::Name(_) = field.kind {
            let mean = mean_lengths.get(field.name).copied();
            similarities.insert(format!("in_{}", field.name), similarity(field, mean));
        }
        properties.insert(field.name.to_owned(), property(field));
    }
    for book in Book::ALL {
        properties.insert(book.name().to_owned(), book_property(book));
    }
    // The entry has all that the fields are made of: they are searched and counted, and never read back.
    let fields = FIELDS.iter().map(|field| field.name);
    let books = Book::ALL.into_iter().filter(|book| !book.is_read_with_texts()).map(Book::name);
    let mut mappings = mappings(properties);
    mappings["_source"] = json!({ "excludes": fields.chain(books).collect::<Vec<&str>>() });
    json!({
        "settings": { "index": index_settings(layout), "similarity": similarities, "analysis": analysis() },
        "mappings": mappings,
    })
}

/// The body with which the index of words is created, in a single shard; see [`super::words`].
pub fn words(layout: Layout) -> Value {
    let mut properties = Map::new();
    for name in ["word", "keys", "digest"] {
        properties.insert(name.to_owned(), keyword());
    }
    properties.insert("articles".to_owned(), json!({ "type": "long" }));
    properties.insert("of".to_owned(), json!({ "type": "object", "enabled": false }));
    // Each question begins with a look-up of words, which is sooner done in one place: some million words are a gigabyte.
    let layout = Layout { shards: 1, ..layout };
    json!({ "settings": { "index": index_settings(layout) }, "mappings": mappings(properties) })
}

fn index_settings(layout: Layout) -> Value {
    json!({
        "number_of_shards": layout.shards,
        "number_of_replicas": layout.replicas,
        "refresh_interval": "-1",
        "max_result_window": 10_000,
    })
}

fn mappings(properties: Map<String, Value>) -> Value {
    json!({ "dynamic": "strict", "date_detection": false, "numeric_detection": false, "properties": properties })
}

/// Terms are cut at spaces, of any length, and at `|` without another position.
fn analysis() -> Value {
    json!({
        "tokenizer": { "spaces": { "type": "whitespace", "max_token_length": 1_048_576 } },
        "filter": { "stack": { "type": "pattern_capture", "preserve_original": false, "patterns": ["([^|]+)"] } },
        "analyzer": { "stacked": { "type": "custom", "tokenizer": "spaces", "filter": ["stack"] } },
    })
}

/// BM25 of a field, its weight as that of its frequencies, without idf.
fn similarity(field: &Field, mean: Option<f32>) -> Value {
    let weight = field.weight.max(1.0);
    let length = match mean {
        Some(mean) => format!("{} + {LENGTH_COUNTS} * doc.length / {mean:?}", 1.0 - LENGTH_COUNTS),
        None => "1.0".to_owned(),
    };
    let source =
        format!("double f = {weight:.3} * doc.freq / ({length}); return query.boost * f / ({SATURATION} + f);");
    json!({ "type": "scripted", "script": { "source": source } })
}

fn property(field: &Field) -> Value {
    match field.kind {
        FieldKind::Text(_) | FieldKind::Name(_) => json!({
            "type": "text",
            "analyzer": "stacked",
            "similarity": format!("in_{}", field.name),
            // As at home: a phrase does not run from one name into the next.
            "position_increment_gap": 1,
        }),
        FieldKind::Facet(_) | FieldKind::Key(_) => keyword(),
    }
}

fn book_property(book: Book) -> Value {
    match book {
        Book::Order | Book::File | Book::Story | Book::Digest | Book::Stands | Book::WrittenBy => keyword(),
        Book::Copies | Book::Words | Book::Captures | Book::Start | Book::End | Book::Instant => {
            json!({ "type": "long" })
        }
        Book::Entry => json!({ "type": "object", "enabled": false }),
    }
}

fn keyword() -> Value {
    json!({ "type": "keyword" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_mapped_and_none_is_guessed() {
        let means = mean_lengths(|name| (name == "body").then_some(71.2345));
        let body = articles(Layout::default(), &means);
        let properties = body["mappings"]["properties"].as_object().unwrap();
        for name in FIELDS.iter().map(|field| field.name).chain(Book::ALL.map(Book::name)) {
            assert!(properties.contains_key(name), "{name}");
        }
        assert_eq!(body["mappings"]["dynamic"], "strict");
        assert_eq!(body["settings"]["index"]["number_of_shards"], 3);
        let similarity = body["settings"]["similarity"]["in_title"]["script"]["source"].as_str().unwrap();
        assert!(similarity.contains("3.000 * doc.freq"), "{similarity}");
        let of = |field: &str| body["settings"]["similarity"][field]["script"]["source"].as_str().unwrap().to_owned();
        assert!(of("in_body").contains("doc.length / 71.23"), "{}", of("in_body"));
        assert!(!of("in_tag").contains("doc.length"), "what has no length of its own at home has none here");
    }
}
