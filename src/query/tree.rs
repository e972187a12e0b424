//! The tree of a query: what was typed, with nothing decided about any index.
//!
//! Trees made by [`parse`](super::parse) and by [`and`], [`or`] and [`not`] are flat: no `And` stands right in an `And`, no `Or` in an
//! `Or`. In parsed trees, moreover, a `Not` stands only among the parts of an `And` that has another kind of part too, an `In` holds no
//! other `In`, and a tree is at most a few hundred levels deep, so that walking it by recursion is safe.

use jiff::civil::DateTime;

/// A query as understood.
#[derive(Clone, Debug, PartialEq)]
pub enum Query {
    /// Every article: `*`.
    All,
    /// One word in some form.
    Term(Term),
    /// Words next to each other.
    Phrase(Phrase),
    /// Two parts close to each other.
    Near(Near),
    /// A word that occurs at least a number of times: `atleast3(word)`.
    AtLeast {
        /// How many times.
        count: u32,
        /// The word.
        term: Term,
    },
    /// All of the parts; at least two.
    And(Vec<Query>),
    /// Any of the parts; at least two.
    Or(Vec<Query>),
    /// Not this part.
    Not(Box<Query>),
    /// This part in one field only: `title:(a b)`. The name is one of [`crate::model::FIELDS`], of kind text, name or
    /// key.
    In {
        /// The field's name.
        field: &'static str,
        /// What is asked of it. Of a key it is one [`Form::Exact`] term: the whole value.
        query: Box<Query>,
    },
    /// A node of a facet, by code or name as typed: `country:Syria`. `unknown` asks for articles without a value.
    Facet {
        /// The field's name.
        field: &'static str,
        /// The code or name, as typed.
        value: String,
    },
    /// Articles published within a range.
    Date(DateRange),
    /// This part counts more, or less, in ranking: `word^2`.
    Boost {
        /// The part.
        query: Box<Query>,
        /// The factor; positive.
        factor: f32,
    },
}

/// All of `parts`, in a flat tree; no part at all asks for everything.
pub fn and(parts: Vec<Query>) -> Query {
    joined(parts, Query::And, |part| match part {
        Query::And(inner) => Ok(inner),
        other => Err(other),
    })
    .unwrap_or(Query::All)
}

/// Any of `parts`, in a flat tree; no part at all asks for nothing.
pub fn or(parts: Vec<Query>) -> Query {
    joined(parts, Query::Or, |part| match part {
        Query::Or(inner) => Ok(inner),
        other => Err(other),
    })
    .unwrap_or_else(Query::nothing)
}

/// Everything but `part`. It can be typed only beside something to take it from: `* -part`.
pub fn not(part: Query) -> Query {
    match part {
        Query::Not(inner) => *inner,
        other => Query::Not(Box::new(other)),
    }
}

/// Joins parts, those of the same kind dissolved by `open`.
fn joined(
    parts: Vec<Query>,
    join: fn(Vec<Query>) -> Query,
    open: fn(Query) -> Result<Vec<Query>, Query>,
) -> Option<Query> {
    let mut flat = Vec::with_capacity(parts.len());
    for part in parts {
        match open(part) {
            Ok(inner) => flat.extend(inner),
            Err(part) => flat.push(part),
        }
    }
    if flat.len() < 2 { flat.pop() } else { Some(join(flat)) }
}

impl Query {
    /// The query that no article answers: `* -*`.
    pub fn nothing() -> Query {
        Query::And(vec![Query::All, Query::Not(Box::new(Query::All))])
    }

    /// Whether it names the articles that it finds: then their captures are wanted, and none in the place of another.
    pub fn names_articles(&self) -> bool {
        match self {
            Query::In { field, .. } => *field == "id",
            Query::And(parts) => parts.iter().any(Query::names_articles),
            Query::Or(parts) => parts.iter().all(Query::names_articles),
            Query::Boost { query, .. } => query.names_articles(),
            _ => false,
        }
    }

    /// Whether it only takes articles away: `-a`, or `-a -b`.
    pub(super) fn is_negative(&self) -> bool {
        match self {
            Query::Not(_) => true,
            Query::And(parts) => parts.iter().all(|part| matches!(part, Query::Not(_))),
            _ => false,
        }
    }
}

/// One word of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The word as typed, without the punctuation around it. It holds no space and no double quote; punctuation may
    /// stand inside (`al-Sharaa`, `12:30`, a URL), so that an index may cut it into several words, which then stand
    /// next to each other. Words and `*` and `?` are all that a [`Form::Wildcard`] holds, apart from apostrophes; a
    /// [`Form::Regex`] is the expression without its slashes.
    pub text: String,
    /// Which forms of it match.
    pub form: Form,
}

/// Which forms of a word match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// Every form with the same stem, and spelling variants of names.
    Stemmed,
    /// Only this form: `=word`. Capitals and accents count where the word is typed with any.
    Exact,
    /// A pattern: `*` stands for any run of characters, `?` for one.
    Wildcard,
    /// Words within this number of edits: `word~1`.
    Fuzzy(u8),
    /// Words that a regular expression fits from end to end: `/coun.*l/`.
    Regex,
}

/// Words in order, next to each other or within a slop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The words; at least one. Those of an exact phrase are all [`Form::Exact`].
    pub terms: Vec<Term>,
    /// How many words may stand between them in all: `"a b"~5`.
    pub slop: u32,
}

/// Two parts close to each other: words, wildcards, phrases, groups of these with OR, or such proximities again.
#[derive(Clone, Debug, PartialEq)]
pub struct Near {
    /// The part on the left.
    pub left: Box<Query>,
    /// The part on the right.
    pub right: Box<Query>,
    /// How close.
    pub within: Within,
    /// Whether the left part must come first (`PRE/n`).
    pub ordered: bool,
}

/// How close two parts must stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// At most this number of words apart: 1 is next to each other.
    Words(u32),
    /// In one sentence: `w/s`.
    Sentence,
    /// In one paragraph: `w/p`.
    Paragraph,
}

/// A range of publication dates. An article lies in it when its whole interval does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateRange {
    /// Articles whose date is unknown.
    Unknown,
    /// From `since` on, and before `until`, in whole seconds; an open end is `None`, not both.
    Between {
        /// The first moment in the range.
        since: Option<DateTime>,
        /// The first moment after the range.
        until: Option<DateTime>,
    },
}
