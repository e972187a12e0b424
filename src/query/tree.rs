//! The tree of a query: what was typed, with nothing decided about any index.

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
    /// A word that stands at least so many times: `atleast3(word)`.
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
        /// What is asked of it.
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

/// One word of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The word as typed.
    pub text: String,
    /// Which forms of it match.
    pub form: Form,
}

/// Which forms of a word match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Every form with the same stem, and spelling variants of names.
    Stemmed,
    /// Only this form: `=word`. Capitals and accents count where the word is typed with any.
    Exact,
    /// A pattern: `*` stands for any run of characters, `?` for one.
    Wildcard,
    /// Words within so many edits: `word~1`.
    Fuzzy(u8),
}

/// Words in order, next to each other or within a slop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The words; at least one. Those of an exact phrase are all [`Form::Exact`].
    pub terms: Vec<Term>,
    /// How many words may stand between them in all: `"a b"~5`.
    pub slop: u32,
}

/// Two parts close to each other: words, wildcards, phrases, groups of these with OR, or such nearnesses again.
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
    /// At most so many words apart: 1 is next to each other.
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
    /// From `since` on, and before `until`; an open end is `None`, not both.
    Between {
        /// The first moment in the range.
        since: Option<DateTime>,
        /// The first moment after the range.
        until: Option<DateTime>,
    },
}
