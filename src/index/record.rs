//! The stored record of an article: all that is known of it besides its texts, in few bytes.
//!
//! A record is written with postcard, a plain binary form of serde values. The words of a label's evidence are nearly always
//! in a text that is stored anyway: then only their length is kept, and they are cut out of that text again when
//! the record is read.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::model::{Article, CountryLabel, Entry, Evidence, Place, Provenance, TopicLabel};
use crate::{Error, Result};

/// An entry without its texts, written.
pub(super) fn write(entry: &Entry) -> Result<Vec<u8>> {
    let article = &entry.article;
    let texts = Texts::of(article);
    let record = Record {
        article: Cow::Owned(Article { title: None, body: String::new(), comments: String::new(), ..article.clone() }),
        countries: entry
            .countries
            .iter()
            .map(|label| texts.shorten(&label.code, label.weight, &label.evidence))
            .collect(),
        mentions: entry
            .mentions
            .iter()
            .map(|label| texts.shorten(&label.code, label.weight, &label.evidence))
            .collect(),
        topics: entry.topics.iter().map(|label| texts.shorten(&label.code, label.weight, &label.evidence)).collect(),
        provenance: entry.provenance,
    };
    postcard::to_stdvec(&record).map_err(broken)
}

/// The entry of a record, with the texts that are stored beside it.
pub(super) fn read(bytes: &[u8], title: Option<String>, body: String, comments: String) -> Result<Entry> {
    let record: Record<'_> = postcard::from_bytes(bytes).map_err(broken)?;
    let provenance = record.provenance;
    let article = Article { title, body, comments, ..record.article.into_owned() };
    let texts = Texts::of(&article);
    let country = |label: &Label<'_>| {
        Ok(CountryLabel { code: label.code.to_string(), weight: label.weight, evidence: texts.restore(label)? })
    };
    let countries = record.countries.iter().map(country).collect::<Result<_>>()?;
    let mentions = record.mentions.iter().map(country).collect::<Result<_>>()?;
    let topic = |label: &Label<'_>| {
        Ok(TopicLabel { code: label.code.to_string(), weight: label.weight, evidence: texts.restore(label)? })
    };
    let topics = record.topics.iter().map(topic).collect::<Result<_>>()?;
    // What lies in columns is not read back.
    Ok(Entry { article, countries, mentions, topics, provenance, ..Entry::default() })
}

#[derive(Serialize, Deserialize)]
struct Record<'a> {
    article: Cow<'a, Article>,
    #[serde(borrow)]
    countries: Vec<Label<'a>>,
    #[serde(borrow)]
    mentions: Vec<Label<'a>>,
    #[serde(borrow)]
    topics: Vec<Label<'a>>,
    provenance: Provenance,
}

#[derive(Serialize, Deserialize)]
struct Label<'a> {
    #[serde(borrow)]
    code: Cow<'a, str>,
    weight: f32,
    #[serde(borrow)]
    spots: Vec<Spot<'a>>,
}

/// A piece of evidence.
#[derive(Serialize, Deserialize)]
struct Spot<'a> {
    place: Place,
    offset: Option<usize>,
    weight: f32,
    #[serde(borrow)]
    words: Words<'a>,
}

#[derive(Serialize, Deserialize)]
enum Words<'a> {
    /// This number of bytes of the text, from the offset.
    Cut(usize),
    /// Words that are in no stored text.
    Kept(#[serde(borrow)] Cow<'a, str>),
}

/// The stored texts that hold evidence.
struct Texts<'a> {
    title: &'a str,
    body: &'a str,
}

impl<'a> Texts<'a> {
    fn of(article: &'a Article) -> Texts<'a> {
        Texts { title: article.title.as_deref().unwrap_or_default(), body: &article.body }
    }

    fn cut(&self, place: Place, offset: Option<usize>, length: usize) -> Option<&'a str> {
        let text = match place {
            Place::Title => self.title,
            Place::Body | Place::Dateline => self.body,
            Place::Metadata | Place::Url | Place::Publisher | Place::Site => return None,
        };
        let start = offset?;
        text.get(start..start.checked_add(length)?)
    }

    fn shorten<'e>(&self, code: &'e str, weight: f32, evidence: &'e [Evidence]) -> Label<'e> {
        let spot = |one: &'e Evidence| {
            let is_there = self.cut(one.place, one.offset, one.words.len()) == Some(one.words.as_str());
            let words = if is_there { Words::Cut(one.words.len()) } else { Words::Kept(Cow::Borrowed(&one.words)) };
            Spot { place: one.place, offset: one.offset, weight: one.weight, words }
        };
        Label { code: Cow::Borrowed(code), weight, spots: evidence.iter().map(spot).collect() }
    }

    fn restore(&self, label: &Label<'_>) -> Result<Vec<Evidence>> {
        let evidence = |spot: &Spot<'_>| {
            let words = match &spot.words {
                Words::Kept(words) => words.to_string(),
                Words::Cut(length) => self
                    .cut(spot.place, spot.offset, *length)
                    .ok_or_else(|| {
                        Error::malformed(
                            "a record of the index does not fit its text; build it anew with `index --rebuild`",
                        )
                    })?
                    .to_owned(),
            };
            Ok(Evidence { words, place: spot.place, offset: spot.offset, weight: spot.weight })
        };
        label.spots.iter().map(evidence).collect()
    }
}

fn broken(cause: postcard::Error) -> Error {
    Error::malformed(format!(
        "a record of the index cannot be read: {cause}; build it anew with `dateline index --rebuild`"
    ))
}
