//! An entry: an article with what it is about, each label carrying its evidence.

use serde::{Deserialize, Serialize};

use super::article::Article;
use super::clue::{Clue, Settlement};
use super::fingerprint::Fingerprint;

/// An article ready for the index: what it says, and what was worked out from it.
///
/// The default is an entry of which nothing is known.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The article itself.
    pub article: Article,
    /// The countries that the story is about, the focus first.
    pub countries: Vec<CountryLabel>,
    /// The countries that are merely mentioned, strongest first.
    pub mentions: Vec<CountryLabel>,
    /// What the story is about, strongest first.
    pub topics: Vec<TopicLabel>,
    /// Who worked the labels out.
    pub provenance: Provenance,
    /// What is kept of the text so that its copies are found. The index holds it in columns of its own and does not
    /// read it back with the entry.
    #[serde(skip)]
    pub fingerprint: Fingerprint,
    /// What the article, read alone, tells of its site and leaves to it. The index holds this and the next likewise.
    #[serde(skip)]
    pub clues: Vec<Clue>,
    /// What of that its site's other articles settled: labels and day are as it says.
    #[serde(skip)]
    pub settlement: Settlement,
}

/// Who worked out the labels of an entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Provenance {
    /// This program, from the article as it lies in the archive.
    #[default]
    Text,
    /// Another run of this program, which wrote them into the record that the article lies in.
    Record,
}

/// A country given to an article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CountryLabel {
    /// The ISO 3166-1 alpha-2 code, or the ISO 3166-3 four-letter code of a vanished state.
    pub code: String,
    /// How strongly the evidence speaks for it, from 0 to 1.
    pub weight: f32,
    /// What it rests on, in the order of the text.
    pub evidence: Vec<Evidence>,
}

/// A topic given to an article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TopicLabel {
    /// The IPTC Media Topics code, eight digits.
    pub code: String,
    /// How strongly the evidence speaks for it, from 0 to 1.
    pub weight: f32,
    /// What it rests on, in the order of the text.
    pub evidence: Vec<Evidence>,
}

/// Words of an article that speak for a label, and where they stand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The words as they stand in the article.
    pub words: String,
    /// Which part of the article they stand in.
    pub place: Place,
    /// The byte offset in that part, where it is a text.
    pub offset: Option<usize>,
    /// What these words add to the label.
    pub weight: f32,
}

/// The parts of an article that evidence can stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// The headline.
    Title,
    /// The body.
    Body,
    /// The place that opens the text ("MOSCOW, Oct 15").
    Dateline,
    /// What the publisher or the record declares: section, tags, countries.
    Metadata,
    /// The path of the URL.
    Url,
    /// The publisher's home: weak evidence, used as such.
    Publisher,
    /// The other articles of the site, which settle what this one leaves open; the words are the site's domain.
    Site,
}
