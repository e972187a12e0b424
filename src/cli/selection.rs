//! How queries are read, and which of their hits are wanted: what one search and a batch of them have in common.

use std::process::ExitCode;

use clap::ValueEnum;
use dateline::model::Copies;
use dateline::query::Match;
use dateline::search::{Order, Request};

use super::arguments::read_query;
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
    /// What becomes of copies of a story: one hit a story, shown by the copy that matches best, by the earliest or by the
    /// longest; or each a hit of its own. Totals and facets count the same. [default: collapse; with --queries, --count
    /// or -l: all]
    #[arg(long, value_enum, value_name = "HOW")]
    copies: Option<Copying>,
    /// How many hits to show.
    #[arg(short = 'n', long, default_value_t = 10, value_name = "N")]
    limit: usize,
    /// How many hits to leave out first.
    #[arg(long, default_value_t = 0, value_name = "N")]
    offset: usize,
    /// How many passages of a hit to show at most.
    #[arg(long, default_value_t = 2, value_name = "N")]
    snippets: usize,
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Copying {
    Collapse,
    All,
    First,
    Longest,
}

impl Selection {
    /// What becomes of copies, if that was said.
    pub(crate) fn copies(&self) -> Option<Copies> {
        self.copies.map(|copies| match copies {
            Copying::Collapse => Copies::Collapse,
            Copying::All => Copies::All,
            Copying::First => Copies::First,
            Copying::Longest => Copies::Longest,
        })
    }

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
            copies: self.copies().unwrap_or_default(),
            offset: self.offset,
            limit: self.limit,
            snippets: self.snippets,
            ..Request::default()
        })
    }
}

/// 0 for hits, 1 for none.
pub(crate) fn code(total: u64) -> ExitCode {
    if total > 0 { ExitCode::SUCCESS } else { ExitCode::from(1) }
}
