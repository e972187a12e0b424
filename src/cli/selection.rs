//! How queries are read, and which of their hits are wanted: what one search and a batch of them have in common.

use std::process::ExitCode;

use clap::ValueEnum;
use dateline::query::{Match, Query};
use dateline::search::{Names, Order, Request};
use serde::{Deserialize, Serialize};

use super::arguments::{Filters, Sureness, read_query};
use super::output;

/// How a query is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::Args, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Reading {
    /// Take the text as words, without operators, as pasted.
    #[arg(long)]
    plain: bool,
    /// Whether all plain words must match, or any.
    #[arg(long = "match", value_name = "HOW", value_enum, default_value_t, requires = "plain")]
    #[serde(rename = "match")]
    matching: Matching,
    /// How sure other spellings of a name must be.
    #[arg(long, value_enum, default_value_t, value_name = "POINT")]
    names: Sureness,
    /// Look for words as typed, not for other spellings of names.
    #[arg(long, conflicts_with = "names")]
    exact: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Matching {
    #[default]
    All,
    Any,
}

impl Reading {
    /// Reads a query, with filters around it; says on standard error how what is open to doubt was read.
    pub(crate) fn query(self, text: &str, filters: &Filters) -> anyhow::Result<Query> {
        let matching = match self.matching {
            Matching::All => Match::All,
            Matching::Any => Match::Any,
        };
        let parsed = read_query(text, self.plain, matching)?;
        parsed.warnings.iter().for_each(|warning| output::warn(warning));
        filters.around(parsed.query)
    }

    /// Whether names are found under other spellings.
    pub(crate) fn names(self) -> Names {
        if self.exact { Names::AsTyped } else { Names::Spelled(self.names.point()) }
    }
}

/// Which of the hits are wanted.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Hits")]
pub(crate) struct Selection {
    /// Order of the hits.
    #[arg(long, value_enum, default_value_t = Sort::Relevance, value_name = "ORDER")]
    sort: Sort,
    /// How many hits to show [default: 10].
    #[arg(short = 'n', long, value_name = "N")]
    limit: Option<usize>,
    /// How many hits to leave out first.
    #[arg(long, default_value_t = 0, value_name = "N")]
    offset: usize,
    /// How many passages of a hit to show at most.
    #[arg(long, default_value_t = 2, value_name = "N")]
    snippets: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Sort {
    Relevance,
    Newest,
    Oldest,
}

impl Selection {
    /// A request for these hits of a query, without facets.
    pub(crate) fn request(&self, query: Query, names: Names) -> Request {
        let order = match self.sort {
            Sort::Relevance => Order::Relevance,
            Sort::Newest => Order::Newest,
            Sort::Oldest => Order::Oldest,
        };
        let limit = self.limit.unwrap_or(DEFAULT_LIMIT);
        Request { query, names, order, offset: self.offset, limit, snippets: self.snippets, ..Request::default() }
    }

    /// A request for all hits, or as many as were asked for.
    pub(crate) fn request_all(&self, query: Query, names: Names) -> Request {
        Request { limit: self.limit.unwrap_or(usize::MAX), ..self.request(query, names) }
    }
}

/// How many hits are shown where nobody says.
const DEFAULT_LIMIT: usize = 10;

/// 0 for hits, 1 for none.
pub(crate) fn code(total: u64) -> ExitCode {
    if total > 0 { ExitCode::SUCCESS } else { ExitCode::from(1) }
}
