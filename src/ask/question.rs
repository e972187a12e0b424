//! A question: plain data, as any door gets it.

use std::fmt;
use std::str::FromStr;

use super::filters::Filters;
use super::reading::Reading;
use crate::model::Copies;
use crate::search::Order;

/// A question, as any door gets it. Its form as JSON is the same wherever it is kept or sent.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Question {
    /// What is asked.
    pub subject: Subject,
    /// How the text is read.
    pub reading: Reading,
    /// Which articles, beside what the text asks.
    pub filters: Filters,
    /// In which order hits come.
    pub order: Order,
    /// What becomes of the copies of a story; by the purpose where it is left open.
    pub copies: Option<Copies>,
    /// Which facets are counted over all matches; by the purpose where it is left open.
    pub facets: Option<Vec<String>>,
    /// Which of the hits are wanted.
    pub page: Page,
    /// How many passages a hit shows at most; by the purpose where it is left open.
    pub snippets: Option<usize>,
    /// How many keyword-in-context lines a hit shows at most, in the place of passages; none where it is 0.
    pub context: usize,
    /// Whether to explain what each part of the query finds, and what makes up the score of each hit.
    pub explain: bool,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A text, as typed.
    Text(String),
    /// Articles like this one, by its id or by the id of the record that it came in. Its own copies are left out unless
    /// the question wants all copies.
    Like(String),
}

impl Default for Subject {
    fn default() -> Subject {
        Subject::Text("*".to_owned())
    }
}

/// Which of the hits are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// How many hits are left out before the first.
    pub offset: usize,
    /// How many are wanted at most; by the purpose where it is left open.
    pub limit: Option<Limit>,
}

/// How many are wanted at most. Typed and kept as a number or `all`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// This many.
    Hits(usize),
    /// All there are.
    All,
}

impl Limit {
    /// The limit as a number of hits.
    pub fn hits(self) -> usize {
        match self {
            Limit::Hits(hits) => hits,
            Limit::All => usize::MAX,
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Limit::Hits(hits) => write!(f, "{hits}"),
            Limit::All => f.write_str("all"),
        }
    }
}

impl FromStr for Limit {
    type Err = String;

    fn from_str(text: &str) -> Result<Limit, String> {
        match text {
            "all" => Ok(Limit::All),
            number => number.parse().map(Limit::Hits).map_err(|_| "write a number, or `all`".to_owned()),
        }
    }
}

impl Question {
    /// The question that asks a text, all else left open.
    pub fn new(text: impl Into<String>) -> Question {
        Question { subject: Subject::Text(text.into()), ..Question::default() }
    }

    /// The question for articles like one, all else left open.
    pub fn like(id: impl Into<String>) -> Question {
        Question { subject: Subject::Like(id.into()), ..Question::default() }
    }

    /// The same read otherwise.
    #[must_use]
    pub fn reading(self, reading: Reading) -> Question {
        Question { reading, ..self }
    }

    /// The same within filters.
    #[must_use]
    pub fn filters(self, filters: Filters) -> Question {
        Question { filters, ..self }
    }

    /// The same in another order.
    #[must_use]
    pub fn order(self, order: Order) -> Question {
        Question { order, ..self }
    }

    /// The same with other dealings with copies.
    #[must_use]
    pub fn copies(self, copies: Copies) -> Question {
        Question { copies: Some(copies), ..self }
    }

    /// The same with counts of these facets.
    #[must_use]
    pub fn facets<F: Into<String>>(self, facets: impl IntoIterator<Item = F>) -> Question {
        Question { facets: Some(facets.into_iter().map(Into::into).collect()), ..self }
    }

    /// The same with other hits wanted.
    #[must_use]
    pub fn page(self, page: Page) -> Question {
        Question { page, ..self }
    }
}
