//! The words of an archive as documents of a cluster: an index of their own, since a cluster does not tell its terms.
//!
//! A word has one document, with the articles that have it by field and by language, so that the forms, names and patterns of a
//! question are looked up here as in a dictionary at home. One more document has the `Figures` of the whole archive, another
//! what it holds beside its articles, and one for each file what is remembered of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

use crate::index::figures::language_counts;
use crate::index::lengths::mean_length;
use crate::index::vocabulary::{CountedWord, each_word};
use crate::index::{Capitalisation, Snapshot, sidecar};
use crate::model::FIELDS;
use crate::plan::Holdings;
use crate::text::name::{self, Key, Word};
use crate::{Error, ErrorKind, Result};

/// The id of the document of figures.
pub(crate) const FIGURES: &str = "figures";

/// The id of the document of holdings.
pub(crate) const HOLDINGS: &str = "holdings";

/// The figures of an archive.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Figures {
    /// How many articles there are.
    pub(crate) articles: u64,
    /// The mean length in words of every text field.
    pub(crate) lengths: BTreeMap<String, f32>,
    /// How many articles are in each language.
    pub(crate) languages: BTreeMap<String, u64>,
    /// From which first moment of publication to which, in civil seconds.
    pub(crate) published: Option<(i64, i64)>,
    /// What a person says of names, as it stands in the file.
    pub(crate) corrections: String,
}

/// What is kept of a word.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct WordRecord {
    /// In how many articles of each language it is searched without a prefix, under an empty code those of unknown language.
    pub(crate) searched: BTreeMap<String, u64>,
    /// Likewise, by field.
    pub(crate) fields: BTreeMap<String, BTreeMap<String, u64>>,
    /// In how many articles it stands, and in how many of them as a name does; where it can be a name.
    pub(crate) capitals: Option<(u32, u32)>,
}

impl WordRecord {
    /// How the word stands in texts, where it can be a name.
    pub(crate) fn capitals(&self) -> Option<Capitalisation> {
        self.capitals.map(|(articles, capitalised)| Capitalisation { articles, capitalised })
    }

    fn of(word: CountedWord) -> WordRecord {
        let fields = word.fields.into_iter().map(|(name, counts)| (name.to_owned(), counts)).collect();
        let capitals = word.capitals.map(|Capitalisation { articles, capitalised }| (articles, capitalised));
        WordRecord { searched: word.searched, fields, capitals }
    }
}

/// A consonant key of names as a cluster holds it.
pub(crate) fn key_text(key: Key) -> String {
    format!("{:016x}", key.0)
}

/// The id of the document of a file, by its key. A path may be longer than an id may be.
pub(crate) fn id_of_file(key: &str) -> String {
    format!("f:{:032x}", xxh3_128(key.as_bytes()))
}

/// The id of the document of a word.
pub(crate) fn id_of(word: &str) -> String {
    format!("w:{word}")
}

/// Calls `each` with the id and the source of the document of every word and every file of an index, and last with those of its
/// holdings and of its figures.
///
/// # Errors
///
/// When the index cannot be read, and what `each` fails with.
pub fn each(snapshot: &Snapshot, holdings: &Holdings, each: &mut dyn FnMut(String, Value) -> Result<()>) -> Result<()> {
    each_word(snapshot, &mut |word| {
        let (text, articles) = (word.text.clone(), word.searched.values().sum::<u64>());
        let keys = word.capitals.and_then(|_| Word::cut(&text)).map(|cut| name::index_keys(&cut)).unwrap_or_default();
        let keys: Vec<String> = keys.into_iter().map(key_text).collect();
        let of = serde_json::to_value(WordRecord::of(word)).map_err(unwritten)?;
        each(id_of(&text), with_digest(json!({ "word": text, "keys": keys, "articles": articles, "of": of }))?)
    })?;
    for (key, record) in snapshot.files()? {
        let of = serde_json::to_value(record).map_err(unwritten)?;
        each(id_of_file(&key), with_digest(json!({ "of": of }))?)?;
    }
    let of = serde_json::to_value(holdings).map_err(unwritten)?;
    each(HOLDINGS.to_owned(), with_digest(json!({ "of": of }))?)?;
    let figures = serde_json::to_value(figures(snapshot)?).map_err(unwritten)?;
    each(FIGURES.to_owned(), with_digest(json!({ "of": figures }))?)
}

fn figures(snapshot: &Snapshot) -> Result<Figures> {
    let mut lengths = BTreeMap::new();
    for field in FIELDS.iter().filter(|field| field.is_text()) {
        if let Some(place) = snapshot.schema().field(field.name) {
            lengths.insert(field.name.to_owned(), mean_length(snapshot, place)?);
        }
    }
    let mut published: Option<(i64, i64)> = None;
    for segment in snapshot.searcher().segment_readers() {
        let column = segment.fast_fields().i64("_start")?;
        if column.values.num_vals() > 0 {
            let (least, most) = (column.min_value(), column.max_value());
            published = Some(published.map_or((least, most), |(first, last)| (first.min(least), last.max(most))));
        }
    }
    let corrections = sidecar::read(&snapshot.folder().join("names.txt"))?.unwrap_or_default();
    Ok(Figures {
        articles: snapshot.article_count()?,
        lengths,
        languages: language_counts(snapshot)?,
        published,
        corrections,
    })
}

fn with_digest(mut source: Value) -> Result<Value> {
    let digest = format!("{:016x}", xxh3_64(&serde_json::to_vec(&source).map_err(unwritten)?));
    source["digest"] = json!(digest);
    Ok(source)
}

fn unwritten(cause: serde_json::Error) -> Error {
    Error::new(ErrorKind::Malformed(format!("a word cannot be written as JSON: {cause}")))
}
