//! What is asked: a query, and how much of its answer is wanted.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::model::{ArticleId, Copies};
use crate::query::Query;
use crate::text::name::Point;

/// A question to a `Searcher`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Request {
    /// The query.
    pub query: Query,
    /// In which order hits come.
    pub order: Order,
    /// What becomes of the copies of a story.
    pub copies: Copies,
    /// How many hits are left out before the first.
    pub offset: usize,
    /// How many hits are wanted at most; none where only the count or the facets matter.
    pub limit: usize,
    /// What is counted over all matching articles: `country`, `mentions`, `topic`, `topic2`, `site`, `lang`, `kind`,
    /// `author`, `section`, `tag`, `year`, `month`, `week`, `day`.
    pub facets: Vec<String>,
    /// How many values of a facet are wanted at most; steps of time always come in full.
    pub facet_limit: usize,
    /// How many passages a hit shows at most.
    pub snippets: usize,
    /// Whether names are found under their other spellings.
    pub names: Names,
    /// How many keyword-in-context lines a hit shows at most.
    pub context: usize,
    /// Whether to explain what each part of the query finds, and what makes up the score of each hit.
    pub explain: bool,
    /// Only these articles, where given.
    pub only: Option<Vec<ArticleId>>,
    /// Only articles that were read from a file in one of these folders, or from one of these files; full paths.
    pub within: Option<Vec<PathBuf>>,
    /// Not the copies of this article, where given, nor itself.
    pub without_copies_of: Option<ArticleId>,
}

impl Request {
    /// A request for the best ten hits of a query, with passages and without facets.
    pub fn new(query: Query) -> Request {
        Request { query, ..Request::default() }
    }

    /// The same in another order.
    #[must_use]
    pub fn order(self, order: Order) -> Request {
        Request { order, ..self }
    }

    /// The same with other dealings with copies.
    #[must_use]
    pub fn copies(self, copies: Copies) -> Request {
        Request { copies, ..self }
    }

    /// The same from another hit on.
    #[must_use]
    pub fn offset(self, offset: usize) -> Request {
        Request { offset, ..self }
    }

    /// The same with at most this many hits.
    #[must_use]
    pub fn limit(self, limit: usize) -> Request {
        Request { limit, ..self }
    }

    /// The same with counts of these facets.
    #[must_use]
    pub fn facets<F: Into<String>>(self, facets: impl IntoIterator<Item = F>) -> Request {
        Request { facets: facets.into_iter().map(Into::into).collect(), ..self }
    }

    /// The same with at most this many passages a hit.
    #[must_use]
    pub fn snippets(self, snippets: usize) -> Request {
        Request { snippets, ..self }
    }

    /// The same with other dealings with names.
    #[must_use]
    pub fn names(self, names: Names) -> Request {
        Request { names, ..self }
    }

    /// The same among what was read from files in these folders, or from these files; full paths.
    #[must_use]
    pub fn within(self, paths: Vec<PathBuf>) -> Request {
        Request { within: Some(paths), ..self }
    }
}

impl Default for Request {
    fn default() -> Request {
        Request {
            query: Query::All,
            order: Order::Relevance,
            copies: Copies::All,
            offset: 0,
            limit: 10,
            facets: Vec::new(),
            facet_limit: 10,
            snippets: 2,
            names: Names::default(),
            context: 0,
            explain: false,
            only: None,
            within: None,
            without_copies_of: None,
        }
    }
}

/// Whether words that look like names are looked for under their other spellings too, in all scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Names {
    /// As typed, in its grammatical forms.
    AsTyped,
    /// Under all spellings that are so sure.
    Spelled(Point),
}

impl Default for Names {
    fn default() -> Names {
        Names::Spelled(Point::default())
    }
}

/// The order of hits. What is equal in it comes by the article's id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    /// The best match first.
    #[default]
    Relevance,
    /// The latest first; articles without a date come last.
    Newest,
    /// The earliest first; articles without a date come last.
    Oldest,
}
