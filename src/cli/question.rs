//! The question as typed: its text, how it is read, which articles and which of the hits are wanted. Whatever is left out
//! stays open, and is settled by what the answer is for.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::bail;
use clap::ValueEnum;
use dateline::ask::{Engine, Limit, Purpose, Question, QuestionError, Reading, Syntax, today};
use dateline::ingest::Naming;
use dateline::model::{Copies, Results};
use dateline::query::Match;
use dateline::search::{Names, Order};
use dateline::text::name::Point;

use super::engine::EngineArguments;
use super::filters::FilterArguments;
use super::index::{bring_up_to_date, field_map, full_paths};
use super::opened::Opened;
use super::words;

/// Where a question is asked, and of which articles.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct ArchiveArguments {
    #[command(flatten)]
    engine: EngineArguments,
    /// Bring the index up to date with this folder first, and ask only of what lies in it.
    #[arg(long = "in", value_name = "FOLDER")]
    folders: Vec<PathBuf>,
    /// Another name for a field of records in that folder, which is kept for it: `--map title=headline`.
    #[arg(long = "map", value_name = "FIELD=NAME", requires = "folders", hide_short_help = true)]
    maps: Vec<String>,
    #[command(flatten)]
    filters: FilterArguments,
}

impl ArchiveArguments {
    /// Opens the archive: the one in the cluster that was named, else the index, up to date with the folders that were named.
    pub(crate) fn open(&self) -> anyhow::Result<Opened> {
        if let Some(opened) = self.engine.in_cluster()? {
            if !self.folders.is_empty() {
                bail!(
                    "--in brings the index on this machine up to date, which a cluster does not have; `dateline export` does so"
                );
            }
            return Ok(opened);
        }
        if self.folders.is_empty() {
            return self.engine.open();
        }
        let naming = if self.maps.is_empty() { Naming::Kept } else { Naming::Told(field_map(&self.maps)?) };
        Opened::of(&bring_up_to_date(&self.engine.index, &self.folders, naming)?)
    }

    /// What was typed, asked of these articles.
    pub(crate) fn question(&self, words: &[String], reading: &ReadingArguments) -> anyhow::Result<Question> {
        let mut question = Question::new(words::joined(words)).reading(reading.reading());
        self.narrow(&mut question)?;
        Ok(question)
    }

    /// Narrows a question to these articles.
    pub(crate) fn narrow(&self, question: &mut Question) -> anyhow::Result<()> {
        self.filters.apply(&mut question.filters);
        question.filters.folders.extend(full_paths(&self.folders)?);
        Ok(())
    }
}

/// In which language a query is.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
#[command(next_help_heading = "Reading")]
pub(crate) struct SyntaxArguments {
    /// Take the text as words, without operators, as pasted.
    #[arg(long)]
    plain: bool,
    /// Whether all plain words must match, or any.
    #[arg(long = "match", value_name = "HOW", value_enum, default_value_t, requires = "plain", hide_short_help = true)]
    matching: Matching,
    /// Look for words as typed, not for other spellings of names.
    #[arg(long)]
    exact: bool,
}

/// How a query is read.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
#[command(next_help_heading = "Reading")]
pub(crate) struct ReadingArguments {
    #[command(flatten)]
    syntax: SyntaxArguments,
    /// How sure other spellings of a name must be [default: default].
    #[arg(long, value_enum, value_name = "POINT", conflicts_with = "exact")]
    names: Option<Sureness>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Matching {
    #[default]
    All,
    Any,
}

/// How sure other spellings of a name must be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Sureness {
    /// Nearly no strangers among them.
    Strict,
    /// The balance.
    #[default]
    Default,
    /// Nearly none missed.
    Wide,
}

impl Sureness {
    /// As the library has it.
    pub(crate) fn point(self) -> Point {
        match self {
            Sureness::Strict => Point::Strict,
            Sureness::Default => Point::Default,
            Sureness::Wide => Point::Wide,
        }
    }
}

impl SyntaxArguments {
    /// As the library has it.
    pub(crate) fn reading(self) -> Reading {
        let matching = match self.matching {
            Matching::All => Match::All,
            Matching::Any => Match::Any,
        };
        Reading {
            syntax: if self.plain { Syntax::Plain(matching) } else { Syntax::Query },
            names: if self.exact { Names::AsTyped } else { Names::default() },
        }
    }
}

impl ReadingArguments {
    /// As the library has it.
    pub(crate) fn reading(self) -> Reading {
        let reading = self.syntax.reading();
        let names = self.names.map_or(reading.names, |names| Names::Spelled(names.point()));
        Reading { names, ..reading }
    }
}

/// What becomes of copies.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct CopiesArgument {
    /// What becomes of copies of a story: one hit a story, shown by the copy that matches best, by the earliest or by the
    /// longest; or each a hit of its own. Totals and facets count the same. [default: collapse; with --queries, --count
    /// or -l, and where the query names an article (`versions:`): all]
    #[arg(long, value_enum, value_name = "HOW")]
    copies: Option<Copying>,
}

/// What becomes of copies, as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Copying {
    Collapse,
    All,
    First,
    Longest,
}

impl CopiesArgument {
    /// Sets what was typed in a question.
    pub(crate) fn apply(self, question: &mut Question) {
        let copies = self.copies.map(|typed| match typed {
            Copying::Collapse => Copies::Collapse,
            Copying::All => Copies::All,
            Copying::First => Copies::First,
            Copying::Longest => Copies::Longest,
        });
        question.copies = copies.or(question.copies);
    }
}

/// Which of the hits are wanted, and what is shown of them.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Hits")]
pub(crate) struct HitArguments {
    /// Order of the hits [default: relevance].
    #[arg(long, value_enum, value_name = "ORDER")]
    sort: Option<Sort>,
    /// How many hits to show, or `all` [default: 10; with -l, jsonl, csv and trec: all].
    #[arg(short = 'n', long, value_name = "N")]
    pub(crate) limit: Option<Limit>,
    /// How many hits to leave out first.
    #[arg(long, value_name = "N")]
    offset: Option<usize>,
    /// How many passages of a hit to show at most [default: 2].
    #[arg(long, value_name = "N")]
    snippets: Option<usize>,
    #[command(flatten)]
    copies: CopiesArgument,
    /// Show matches as keyword-in-context lines, below each other, at most N a hit [5 if N is left out].
    #[arg(long, value_name = "N", num_args = 0..=1, require_equals = true, default_missing_value = "5", conflicts_with = "brief")]
    context: Option<usize>,
    /// Explain: the query as understood, what its parts find, and what makes up the score of each hit.
    #[arg(long, conflicts_with = "brief")]
    explain: bool,
    /// Count these over all matches: country, mentions, topic, site, lang, kind, year, month, week, day; `none` for none
    /// [default: country,topic,year].
    #[arg(long, value_name = "FACETS", value_delimiter = ',')]
    facet: Option<Vec<String>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Sort {
    Relevance,
    Newest,
    Oldest,
}

impl HitArguments {
    /// An option that asks for something beside bare hits; where `shows_parts`, scores and contexts have a place.
    pub(crate) fn asks_for(&self, shows_parts: bool) -> Option<&'static str> {
        let facets = self.facet.as_ref().is_some_and(|facets| facets.iter().any(|name| name != "none"));
        match () {
            () if facets => Some("--facet"),
            () if self.explain && !shows_parts => Some("--explain"),
            () if self.context.is_some() && !shows_parts => Some("--context"),
            () => None,
        }
    }

    /// Sets what was typed in a question.
    pub(crate) fn apply(&self, question: &mut Question) {
        if let Some(sort) = self.sort {
            question.order = match sort {
                Sort::Relevance => Order::Relevance,
                Sort::Newest => Order::Newest,
                Sort::Oldest => Order::Oldest,
            };
        }
        self.copies.apply(question);
        if let Some(facets) = &self.facet {
            question.facets = Some(facets.iter().filter(|name| *name != "none").cloned().collect());
        }
        question.page.limit = self.limit.or(question.page.limit);
        question.page.offset = self.offset.unwrap_or(question.page.offset);
        question.snippets = self.snippets.or(question.snippets);
        question.context = self.context.unwrap_or(question.context);
        question.explain |= self.explain;
    }
}

/// Carries out a question as of today.
pub(crate) fn answer(question: &Question, engine: &dyn Engine, purpose: Purpose) -> Result<Results, QuestionError> {
    question.answer(engine, purpose, &today)
}

/// 0 for hits, 1 for none.
pub(crate) fn code(total: u64) -> ExitCode {
    if total > 0 { ExitCode::SUCCESS } else { ExitCode::from(1) }
}
