//! What a question leaves open, by what its answer is wanted for: what becomes of copies, how many hits, which facets.

use super::question::{Limit, Question, Subject};
use crate::model::Copies;
use crate::query::Query;
use crate::search::Request;

/// What an answer is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A page of hits for a reader, with passages and facets.
    Page,
    /// The hits for another program: all of them, without facets.
    Export,
    /// The files of the articles, for other programs: every copy of a story lies in a file of its own.
    Paths,
    /// How many articles there are.
    Count,
    /// Counts of facets alone.
    Facets,
    /// One of many queries in a row: a page of hits without facets, every copy a hit, as evaluation programs want it.
    Batch,
}

/// What holds where a question says nothing.
struct Defaults {
    copies: Copies,
    limit: Limit,
    snippets: usize,
    facets: &'static [&'static str],
    /// More values of a facet than this are not listed.
    facet_limit: usize,
}

/// How many hits a page has.
const PAGE: usize = 10;
/// How many passages a hit has.
const SNIPPETS: usize = 2;
/// How many values of a facet are shown next to hits.
const BUCKETS: usize = 10;

impl Purpose {
    fn defaults(self) -> Defaults {
        let defaults = Defaults {
            copies: Copies::Collapse,
            limit: Limit::Hits(PAGE),
            snippets: SNIPPETS,
            facets: &[],
            facet_limit: BUCKETS,
        };
        match self {
            Purpose::Page => Defaults { facets: &["country", "topic", "year"], ..defaults },
            Purpose::Export => Defaults { limit: Limit::All, ..defaults },
            Purpose::Paths => Defaults { copies: Copies::All, limit: Limit::All, ..defaults },
            Purpose::Count => Defaults { copies: Copies::All, ..defaults },
            Purpose::Facets => {
                Defaults { facets: &["country", "topic", "year", "lang"], facet_limit: usize::MAX, ..defaults }
            }
            Purpose::Batch => Defaults { copies: Copies::All, ..defaults },
        }
    }

    fn shows_hits(self) -> bool {
        !matches!(self, Purpose::Count | Purpose::Facets)
    }

    fn shows_passages(self) -> bool {
        self.shows_hits() && self != Purpose::Paths
    }

    fn shows_facets(self) -> bool {
        matches!(self, Purpose::Page | Purpose::Facets)
    }

    /// The request of a question whose query was read; nothing is asked for that this purpose does not show.
    pub(super) fn request(self, question: &Question, query: Query) -> Request {
        let Defaults { copies, limit, snippets, facets, facet_limit } = self.defaults();
        // Where the query names articles, each of their captures is wanted.
        let copies = if query.names_articles() { Copies::All } else { copies };
        let facets = match &question.facets {
            _ if !self.shows_facets() => Vec::new(),
            Some(facets) => facets.clone(),
            // Of articles like one there are always as many as share a word with it.
            None if matches!(question.subject, Subject::Like(_)) && self.shows_hits() => Vec::new(),
            None => facets.iter().map(|name| (*name).to_owned()).collect(),
        };
        Request {
            query,
            names: question.reading.names,
            order: question.order,
            copies: question.copies.unwrap_or(copies),
            offset: question.page.offset,
            limit: if self.shows_hits() { question.page.limit.unwrap_or(limit).hits() } else { 0 },
            facets,
            facet_limit,
            snippets: if self.shows_passages() { question.snippets.unwrap_or(snippets) } else { 0 },
            context: if self.shows_passages() { question.context } else { 0 },
            explain: self.shows_passages() && question.explain,
            only: None,
            within: None,
            without_copies_of: None,
        }
    }
}
