//! How queries are read, and which of their hits are wanted: what one search and a batch of them have in common.

use std::process::ExitCode;

use clap::ValueEnum;
use dateline::query::Match;
use dateline::search::{Names, Order, Request};

use super::arguments::{Sureness, read_query};
use super::output;

/// How queries are read, and which of their hits are wanted.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Selection {
    /// Take the text as words, without operators, as pasted.
    #[arg(long)]
    plain: bool,
    /// Whether all plain words must match, or any.
    #[arg(long = "match", value_name = "HOW", value_enum, default_value_t = Matching::All, requires = "plain")]
    matching: Matching,
    /// Order of the hits.
    #[arg(long, value_enum, default_value_t = Sort::Relevance, value_name = "ORDER")]
    sort: Sort,
    /// How many hits to show.
    #[arg(short = 'n', long, default_value_t = 10, value_name = "N")]
    limit: usize,
    /// How many hits to leave out first.
    #[arg(long, default_value_t = 0, value_name = "N")]
    offset: usize,
    /// How many passages of a hit to show at most.
    #[arg(long, default_value_t = 2, value_name = "N")]
    snippets: usize,
    /// How sure other spellings of a name must be.
    #[arg(long, value_enum, default_value_t, value_name = "POINT")]
    names: Sureness,
    /// Look for words as typed, not for other spellings of names.
    #[arg(long, conflicts_with = "names")]
    exact: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Matching {
    All,
    Any,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Sort {
    Relevance,
    Newest,
    Oldest,
}

impl Selection {
    /// What was typed as a request, without filters and facets.
    pub(crate) fn request(&self, text: &str) -> anyhow::Result<Request> {
        let matching = match self.matching {
            Matching::All => Match::All,
            Matching::Any => Match::Any,
        };
        let parsed = read_query(text, self.plain, matching)?;
        parsed.warnings.iter().for_each(|warning| output::warn(warning));
        let order = match self.sort {
            Sort::Relevance => Order::Relevance,
            Sort::Newest => Order::Newest,
            Sort::Oldest => Order::Oldest,
        };
        Ok(Request {
            query: parsed.query,
            order,
            offset: self.offset,
            limit: self.limit,
            snippets: self.snippets,
            names: if self.exact { Names::AsTyped } else { Names::Spelled(self.names.point()) },
            ..Request::default()
        })
    }
}

/// 0 for hits, 1 for none.
pub(crate) fn code(total: u64) -> ExitCode {
    if total > 0 { ExitCode::SUCCESS } else { ExitCode::from(1) }
}
