//! In which form an answer is shown: what `search` and `similar` have in common.

use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;

use anyhow::bail;
use dateline::ask::{Asked, Purpose, Question};
use dateline::model::{ArchivePath, Results};
use dateline::present::machine::Export;
use dateline::present::{Format, terminal};
use dateline::search::{Beside, Piece, Searcher};
use dateline::text::escape::for_terminal;

use super::arguments::OutputArguments;
use super::export::{ExportArguments, tell_long_cells};
use super::output;
use super::question::HitArguments;
use super::settings::settings;

/// In which form an answer is shown.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Hits")]
pub(crate) struct AnswerArguments {
    /// Print a line a hit: number, day, publisher, headline, id.
    #[arg(long, conflicts_with_all = ["list", "count"])]
    brief: bool,
    /// Print only how many articles match.
    #[arg(long, conflicts_with = "list")]
    count: bool,
    /// Print only the paths of the files.
    #[arg(short = 'l', long)]
    list: bool,
    /// With -l: end paths with a NUL byte, for `xargs -0`.
    #[arg(short = '0', long, requires = "list", hide_short_help = true)]
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
        // Hits over time are drawn by `timeline`.
        self.output.only(command, &Format::ALL.into_iter().filter(|form| *form != Format::Svg).collect::<Vec<_>>())?;
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

    /// The question with what the configuration file says of the hits that a person is shown, where nobody said otherwise.
    pub(crate) fn with_settings(&self, question: &Question) -> Question {
        let mut question = question.clone();
        if self.is_for_a_person() && !self.list {
            let settings = settings();
            question.page.limit = question.page.limit.or(settings.limit);
            question.facets = question.facets.or_else(|| settings.facets.clone());
        }
        question
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

    /// Prints the answer to a question and gives how much it found. Every part of the answer is handed to `seen` once it is
    /// written: there are several where many hits go to another program.
    pub(crate) fn print(
        &self,
        asked: &Asked,
        source: &Source<'_>,
        seen: &mut dyn FnMut(&Results) -> anyhow::Result<()>,
    ) -> anyhow::Result<u64> {
        let mut total = 0;
        if self.count || (self.output.format == Format::Text && !self.list) {
            let mut results = asked.answer(source.searcher)?;
            self.tell(&results);
            if source.words == Words::Ours {
                results.expansions.clear();
            }
            output::page(self.output.pager, |out| self.write(&results, out))?;
            seen(&results)?;
            return Ok(results.total);
        }
        output::page(self.output.pager, |out| {
            let mut seen = |results: &Results| {
                total = results.total;
                seen(results)
            };
            match self.output.format {
                Format::Text => self.list(asked, source, &mut seen, out),
                Format::Json | Format::Jsonl => self.hand_on(asked, source, &mut seen, out),
                _ => self.hand_on(asked, source, &mut seen, &mut output::guarded(out)),
            }
        })?;
        Ok(total)
    }

    /// Says on standard error what the form of output has no place for.
    fn tell(&self, results: &Results) {
        results.warnings.iter().for_each(|warning| output::warn(warning));
        let has_place = matches!(self.output.format, Format::Text | Format::Json) && !self.count && !self.list;
        for suggestion in results.suggestions.iter().filter(|_| !has_place) {
            output::warn(&terminal::suggestion(suggestion));
        }
    }

    /// Writes for a person.
    fn write(&self, results: &Results, out: &mut dyn Write) -> anyhow::Result<()> {
        if self.count {
            writeln!(out, "{}", results.total)?;
        } else if self.brief {
            terminal::brief(results, &output::style(&self.output), out)?;
        } else {
            terminal::results(results, &output::style(&self.output), out)?;
        }
        Ok(())
    }

    /// Writes hits for another program, as they are found.
    fn hand_on(
        &self,
        asked: &Asked,
        source: &Source<'_>,
        seen: &mut dyn FnMut(&Results) -> anyhow::Result<()>,
        out: &mut dyn Write,
    ) -> anyhow::Result<()> {
        let form = self.export.form(self.output.format, source.name);
        let mut export = Export::new(&form, out)?;
        in_pieces(asked, source.searcher, form.beside(), &mut |piece| {
            self.tell(&piece.results);
            export.piece(piece)?;
            seen(&piece.results)
        })?;
        tell_long_cells(export.finish()?);
        Ok(())
    }

    /// Writes the paths of the files, those below the current folder as they lie from there: their very bytes to another
    /// program, text that is safe to show to a terminal.
    fn list(
        &self,
        asked: &Asked,
        source: &Source<'_>,
        seen: &mut dyn FnMut(&Results) -> anyhow::Result<()>,
        out: &mut dyn Write,
    ) -> anyhow::Result<()> {
        let is_shown = !self.null && output::is_terminal();
        let here = std::env::current_dir().ok();
        in_pieces(asked, source.searcher, Beside::default(), &mut |piece| {
            self.tell(&piece.results);
            for hit in &piece.results.hits {
                let path = shown_from(here.as_deref(), &hit.origin.full_path());
                if is_shown {
                    writeln!(out, "{}", for_terminal(&path.as_text()))?;
                } else {
                    out.write_all(&[path.as_bytes(), if self.null { b"\0" } else { b"\n" }].concat())?;
                }
            }
            seen(&piece.results)
        })
    }
}

/// What a printed answer comes from.
pub(crate) struct Source<'a> {
    /// Where it is asked.
    pub(crate) searcher: &'a Searcher,
    /// What a TREC run calls the query.
    pub(crate) name: &'a str,
    /// Whose words are asked.
    pub(crate) words: Words,
}

/// Whose the words of a question are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Words {
    /// Somebody typed them, and wants to know what they were found as.
    Typed,
    /// They were taken out of an article.
    Ours,
}

/// Goes through the pieces of an answer until one cannot be dealt with.
pub(crate) fn in_pieces(
    asked: &Asked,
    searcher: &Searcher,
    beside: Beside,
    deal_with: &mut dyn FnMut(&Piece) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut done = Ok(());
    asked.answer_in_pieces(searcher, beside, &mut |piece| {
        done = deal_with(&piece);
        if done.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    done
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
