//! In which form an answer is shown: what `search` and `similar` have in common.

use std::io::Write;
use std::path::Path;

use anyhow::bail;
use dateline::ask::{Purpose, Question};
use dateline::model::{ArchivePath, Entry, Results};
use dateline::present::machine::{HitTable, Reference, Row};
use dateline::present::{Format, machine, terminal};
use dateline::search::Searcher;
use dateline::text::escape::for_terminal;

use super::arguments::OutputArguments;
use super::export::{ExportArguments, tell_long_cells};
use super::output;
use super::question::HitArguments;

/// In which form an answer is shown.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Hits")]
pub(crate) struct AnswerArguments {
    /// Print a line a hit: number, day, publisher, headline, id.
    #[arg(long, conflicts_with_all = ["list", "count", "context", "explain"])]
    brief: bool,
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
    #[command(flatten)]
    pub(crate) export: ExportArguments,
}

impl AnswerArguments {
    /// Refuses what has no place in the form that is wanted, before anything is done.
    pub(crate) fn check(&self, command: &str, hits: &HitArguments) -> anyhow::Result<()> {
        if self.list {
            self.output.only(&format!("{command} -l"), &[Format::Text])?;
        } else if self.brief {
            self.output.only(&format!("{command} --brief"), &[Format::Text])?;
        } else if self.count {
            self.output.only(&format!("{command} --count"), &[Format::Text, Format::Json, Format::Jsonl])?;
        }
        self.export.check(self.output.format)?;
        let place = match self.purpose() {
            Purpose::Page => return Ok(()),
            Purpose::Count => "--count".to_owned(),
            Purpose::Paths => "-l".to_owned(),
            _ => format!("--format {}", self.output.format),
        };
        let shows_parts = self.purpose() == Purpose::Export && self.output.format == Format::Jsonl;
        match hits.asks_for(shows_parts) {
            Some(option) => bail!("{option} has no place in {place}"),
            None => Ok(()),
        }
    }

    /// Leaves out of a question what is not shown.
    pub(crate) fn apply(&self, question: &mut Question) {
        if self.brief {
            question.snippets = Some(0);
            question.facets = Some(Vec::new());
        }
    }

    /// What the answer is wanted for.
    pub(crate) fn purpose(&self) -> Purpose {
        match self.output.format {
            _ if self.count => Purpose::Count,
            _ if self.list => Purpose::Paths,
            Format::Text | Format::Json => Purpose::Page,
            _ => Purpose::Export,
        }
    }

    /// Whether hits are shown as text.
    pub(crate) fn is_for_a_person(&self) -> bool {
        self.output.format == Format::Text && !self.count
    }

    /// Prints an answer; `name` is what a TREC run calls the query.
    pub(crate) fn print(&self, results: &Results, name: &str, searcher: &Searcher) -> anyhow::Result<()> {
        self.tell(results);
        let articles = if self.count || self.list { Vec::new() } else { self.export.articles(searcher, results)? };
        output::page(self.output.pager, |out| self.write(results, &articles, name, out))
    }

    /// Says on standard error what the form of output has no place for.
    fn tell(&self, results: &Results) {
        results.warnings.iter().for_each(|warning| output::warn(warning));
        let has_place = matches!(self.output.format, Format::Text | Format::Json) && !self.count && !self.list;
        for suggestion in results.suggestions.iter().filter(|_| !has_place) {
            output::warn(&terminal::suggestion(suggestion));
        }
    }

    fn write(&self, results: &Results, articles: &[Entry], name: &str, out: &mut dyn Write) -> anyhow::Result<()> {
        if self.count {
            writeln!(out, "{}", results.total)?;
        } else if self.list {
            write_paths(results, self.null, out)?;
        } else {
            if let Some(style) = self.output.format.citation_style() {
                machine::references(results.hits.iter().map(Reference::from), style, &mut output::guarded(out))?;
                return Ok(());
            }
            match self.output.format {
                Format::Text if self.brief => terminal::brief(results, &output::style(&self.output), out)?,
                Format::Json => {
                    let answer = machine::results_with(results, &self.export.columns(), articles);
                    out.write_all(machine::document(&answer).as_bytes())?;
                }
                Format::Jsonl => self.write_lines(results, articles, out)?,
                Format::Csv => {
                    let mut table =
                        HitTable::new(None, &self.export.columns(), self.export.style(), output::guarded(out))?;
                    table.answer(None, results, articles)?;
                    tell_long_cells(table.finish()?);
                }
                Format::Trec => machine::trec(name, results, &mut output::guarded(out))?,
                Format::Markdown => machine::markdown(results, &mut output::guarded(out))?,
                Format::Html => machine::html(results, &mut output::guarded(out))?,
                _ => terminal::results(results, &output::style(&self.output), out)?,
            }
        }
        Ok(())
    }

    fn write_lines(&self, results: &Results, articles: &[Entry], out: &mut dyn Write) -> anyhow::Result<()> {
        let columns = self.export.columns();
        for (place, hit) in results.hits.iter().enumerate() {
            let row = Row { rank: results.offset + place + 1, hit, article: articles.get(place) };
            out.write_all(machine::line(&machine::hit_with(&row, &columns)).as_bytes())?;
        }
        Ok(())
    }
}

/// Writes the paths of the files, those below the current folder as they lie from there: their very bytes to another
/// program, text that is safe to show to a terminal.
fn write_paths(results: &Results, null: bool, out: &mut dyn Write) -> anyhow::Result<()> {
    let is_shown = !null && output::is_terminal();
    let here = std::env::current_dir().ok();
    for hit in &results.hits {
        let path = shown_from(here.as_deref(), &hit.origin.full_path());
        if is_shown {
            writeln!(out, "{}", for_terminal(&path.as_text()))?;
        } else {
            out.write_all(&[path.as_bytes(), if null { b"\0" } else { b"\n" }].concat())?;
        }
    }
    Ok(())
}

/// A path as it lies from a folder, where it lies below it; a name that starts with a dash would be taken for an option.
fn shown_from(here: Option<&Path>, path: &Path) -> ArchivePath {
    let shown = here.and_then(|here| path.strip_prefix(here).ok()).unwrap_or(path);
    if shown.as_os_str().as_encoded_bytes().starts_with(b"-") {
        Path::new(".").join(shown).into()
    } else {
        shown.into()
    }
}
