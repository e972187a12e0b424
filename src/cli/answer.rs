//! What is shown of an answer, and in which form: what `search` and `similar` have in common.

use std::io::Write;

use clap::ValueEnum;
use dateline::model::{Copies, Results};
use dateline::present::{machine, terminal};
use dateline::search::{Request, Searcher};

use super::arguments::{Format, OutputArguments};
use super::output;

/// What is shown of an answer.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Hits")]
pub(crate) struct AnswerArguments {
    /// What becomes of copies of a story: one hit a story, shown by the copy that matches best, by the earliest or by the
    /// longest; or each a hit of its own. Totals and facets count the same. [default: collapse; with --queries, --count
    /// or -l, and where the query names an article (`versions:`): all]
    #[arg(long, value_enum, value_name = "HOW")]
    pub(crate) copies: Option<Copying>,
    /// Show matches as keyword-in-context lines, below each other, at most so many a hit [5 if N is left out].
    #[arg(long, value_name = "N", num_args = 0..=1, require_equals = true, default_missing_value = "5")]
    context: Option<usize>,
    /// Explain: the query as understood, what its parts find, and what makes up the score of each hit.
    #[arg(long)]
    explain: bool,
    /// Count these over all matches: country, mentions, topic, site, lang, kind, year, month, day; `none` for none.
    #[arg(long, value_name = "FACETS", value_delimiter = ',', default_value = "country,topic,year")]
    facet: Vec<String>,
    /// Print only how many articles match.
    #[arg(long, conflicts_with = "list")]
    count: bool,
    /// Print only the paths of the files.
    #[arg(short = 'l', long)]
    list: bool,
    /// With -l: end paths with a NUL byte, for `xargs -0`.
    #[arg(short = '0', long, requires = "list")]
    null: bool,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}

/// What becomes of copies, as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Copying {
    Collapse,
    All,
    First,
    Longest,
}

impl From<Copying> for Copies {
    fn from(typed: Copying) -> Copies {
        match typed {
            Copying::Collapse => Copies::Collapse,
            Copying::All => Copies::All,
            Copying::First => Copies::First,
            Copying::Longest => Copies::Longest,
        }
    }
}

impl AnswerArguments {
    /// Whether hits are shown, and not only counted.
    pub(crate) fn shows_hits(&self) -> bool {
        !self.count
    }

    /// Whether hits are shown as text.
    pub(crate) fn is_for_a_person(&self) -> bool {
        self.output.format == Format::Text && !self.count
    }

    /// Carries a request out and prints the answer; `name` is what a TREC run calls the query.
    pub(crate) fn print(&self, searcher: &Searcher, request: Request, name: &str) -> anyhow::Result<Results> {
        let results = searcher.search(&self.wanted(request))?;
        self.tell(&results);
        output::page(self.output.pager, |out| self.write(&results, name, out))?;
        Ok(results)
    }

    /// The request, less what will not be shown.
    fn wanted(&self, mut request: Request) -> Request {
        request.context = self.context.unwrap_or(0);
        request.explain = self.explain;
        let each = self.count || self.list || request.query.names_articles();
        let unless_told = if each { Copies::All } else { Copies::Collapse };
        request.copies = self.copies.map_or(unless_told, Copies::from);
        if self.count || self.list {
            request.snippets = 0;
            request.context = 0;
            request.explain = false;
        } else {
            request.facets = self.facet.iter().filter(|name| *name != "none").cloned().collect();
        }
        if self.count {
            request.limit = 0;
        }
        request
    }

    /// Says on standard error what the form of output has no place for.
    fn tell(&self, results: &Results) {
        results.warnings.iter().for_each(|warning| output::warn(warning));
        let has_place = matches!(self.output.format, Format::Text | Format::Json) && !self.count && !self.list;
        for suggestion in results.suggestions.iter().filter(|_| !has_place) {
            output::warn(&terminal::suggestion(suggestion));
        }
    }

    fn write(&self, results: &Results, name: &str, out: &mut dyn Write) -> anyhow::Result<()> {
        if self.count {
            writeln!(out, "{}", results.total)?;
        } else if self.list {
            write_paths(results, self.null, out)?;
        } else {
            match self.output.format {
                Format::Text => terminal::results(results, &output::style(&self.output), out)?,
                Format::Json => writeln!(out, "{:#}", machine::results(results))?,
                Format::Jsonl => {
                    for hit in &results.hits {
                        write!(out, "{}", machine::line(&machine::hit(hit)))?;
                    }
                }
                Format::Csv => machine::csv(results, out)?,
                Format::Trec => machine::trec(name, results, out)?,
            }
        }
        Ok(())
    }
}

fn write_paths(results: &Results, null: bool, out: &mut dyn Write) -> anyhow::Result<()> {
    let end: &[u8] = if null { b"\0" } else { b"\n" };
    for hit in &results.hits {
        out.write_all(hit.origin.full_path().as_os_str().as_encoded_bytes())?;
        out.write_all(end)?;
    }
    Ok(())
}
