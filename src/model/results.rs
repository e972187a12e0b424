//! Results: everything that an answer shows, as plain data.

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::article::{ArticleId, PageKind, Site};
use super::copies::{Copies, Spread};
use super::origin::Origin;
use super::published::Published;

/// The answer to one request.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Results {
    /// The query as it was understood, in the query language.
    pub query: String,
    /// How many match, shown or not: stories where copies are collapsed, else articles. Facets count the same.
    pub total: u64,
    /// How many articles match, every copy counted.
    pub articles: u64,
    /// What became of copies.
    pub copies: Copies,
    /// How many hits stand before the first one shown.
    pub offset: usize,
    /// The hits shown, best first.
    pub hits: Vec<Hit>,
    /// Counts over all matching articles, in the order asked for.
    pub facets: Vec<FacetCounts>,
    /// What the words of the query were expanded to.
    pub expansions: Vec<Expansion>,
    /// Words near to those that the index does not know.
    pub suggestions: Vec<Suggestion>,
    /// The tree of the query with what each part finds, where that was asked for.
    pub explanation: Option<ExplainedPart>,
    /// What the user should know about how the query was read or carried out.
    pub warnings: Vec<String>,
    /// Time spent, in milliseconds.
    pub took_ms: f64,
}

/// One article found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hit {
    /// The article's id.
    pub id: ArticleId,
    /// The id of the record it came in.
    pub source_id: Option<String>,
    /// How well it matches; only comparable within one answer.
    pub score: f32,
    /// The headline with its matches.
    pub title: Marked,
    /// The canonical URL.
    pub url: Option<String>,
    /// Where its bytes lie.
    pub origin: Origin,
    /// When the page was saved, where that is known.
    pub captured: Option<jiff::Timestamp>,
    /// How many captures of it the archive holds, this one included.
    pub captures: u64,
    /// The publisher.
    pub site: Option<Site>,
    /// The authors.
    pub authors: Vec<String>,
    /// The language.
    pub lang: Option<String>,
    /// What kind of page it is.
    pub kind: PageKind,
    /// When it was published.
    pub published: Option<Published>,
    /// Codes of the countries it is about, the focus first.
    pub countries: Vec<String>,
    /// Codes of its topics, strongest first.
    pub topics: Vec<String>,
    /// Where else the story stands; none where copies are not collapsed, or there is none.
    pub spread: Option<Spread>,
    /// Passages that show why it matched.
    pub snippets: Vec<Marked>,
    /// Keyword-in-context lines, where they were asked for.
    pub context: Vec<ContextLine>,
    /// How many further such lines there would be.
    pub context_more: usize,
    /// What each part of the query adds to the score, where that was asked for.
    pub score_parts: Vec<ScorePart>,
}

/// A piece of stored text with the places that matched.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marked {
    /// The piece.
    pub text: String,
    /// Byte ranges of `text` that matched, in order, none overlapping.
    pub marks: Vec<Range<usize>>,
    /// Where the piece starts in the stored text, in bytes.
    pub offset: usize,
    /// Whether stored text was cut before the piece.
    pub cut_before: bool,
    /// Whether stored text was cut after the piece.
    pub cut_after: bool,
}

/// A match with what stands before and after it in its paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContextLine {
    /// The text before the match.
    pub before: String,
    /// The match as it stands.
    pub word: String,
    /// The text after the match.
    pub after: String,
    /// Where the match starts in the stored text, in bytes.
    pub offset: usize,
}

/// What a part of the query adds to the score of a hit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScorePart {
    /// The part in the query language, or `proximity` for what words close to each other add.
    pub part: String,
    /// What it adds.
    pub score: f32,
}

/// A part of a query as understood, with what it finds on its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExplainedPart {
    /// What kind of part it is.
    pub kind: PartKind,
    /// The part in the query language.
    pub text: String,
    /// How many articles it finds on its own.
    pub articles: u64,
    /// What its words were expanded to; only where it has no parts.
    pub expansions: Vec<Expansion>,
    /// The parts that it joins.
    pub parts: Vec<ExplainedPart>,
}

/// The kinds of parts of a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PartKind {
    /// Every article.
    All,
    /// One word.
    Word,
    /// Words next to each other.
    Phrase,
    /// Two parts close to each other.
    Near,
    /// A word that occurs at least a number of times.
    AtLeast,
    /// A value of a facet.
    Facet,
    /// A range of dates.
    Date,
    /// All of its parts.
    And,
    /// Any of its parts.
    Or,
    /// What its part does not find.
    Not,
    /// Its part with another weight.
    Boost,
    /// Its part in one field.
    Field,
}

/// Words of the index near to a word of the query that it does not know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The word as typed.
    pub word: String,
    /// How many articles have it in some form.
    pub articles: u64,
    /// The nearest words of the index, each with its number of articles.
    pub instead: Vec<(String, u64)>,
}

/// The counts of one facet over the matching articles.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetCounts {
    /// What was counted: `country`, `topic`, `year`, `month`, `site`, `lang`.
    pub by: String,
    /// The buckets shown: largest first, or in time order for years and months.
    pub buckets: Vec<Bucket>,
    /// Matching articles with no value at all.
    pub unknown: u64,
    /// How many further buckets are not shown.
    pub more: usize,
}

/// One value of a facet and how many matching articles carry it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bucket {
    /// The value as a query takes it: `sy`, `politics`, `2025-10`, `example.org`.
    pub value: String,
    /// The value as a person reads it: `Syria`.
    pub label: String,
    /// How many matching articles carry it.
    pub count: u64,
}

/// What one word of the query was expanded to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Expansion {
    /// The part of the query, as typed.
    pub part: String,
    /// The words of the index that it stands for, most frequent first, each with its number of articles.
    pub words: Vec<(String, u64)>,
    /// Those of these words that count only in articles of some languages.
    pub only_in: Vec<RestrictedWord>,
    /// How many further words there were beyond the cap.
    pub more: usize,
    /// Other spellings of the same name that were looked for too, likeliest first.
    pub names: Vec<NameVariant>,
}

/// A word that counts only in articles of some languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestrictedWord {
    /// The word.
    pub text: String,
    /// The ISO 639-1 codes of the languages; `unknown` stands for articles of unknown language.
    pub languages: Vec<String>,
}

impl Expansion {
    /// Whether the part stands for nothing in the index.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.names.is_empty()
    }
}

/// A word of a name, with its other spellings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NamePart {
    /// The word, folded.
    pub text: String,
    /// In how many articles it stands.
    pub articles: u64,
    /// Its other spellings in the index, likeliest first.
    pub variants: Vec<NameVariant>,
    /// How many more there are, less likely than these.
    pub more: usize,
}

/// Another spelling of a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NameVariant {
    /// The word, folded, as the index holds it.
    pub text: String,
    /// In how many articles it stands.
    #[serde(rename = "docs")]
    pub articles: u64,
    /// How sure it is that it is the same name: log-odds against chance.
    pub score: f32,
    /// Its script: `latin`, `arabic`, …
    pub script: Cow<'static, str>,
}
