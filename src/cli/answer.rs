//! In which form an answer is shown: what `search` and `similar` have in common.

use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;

use anyhow::bail;
use dateline::ask::{Asked, Engine, Purpose, Question};
use dateline::model::{ArchivePath, Results};
use dateline::present::machine::Export;
use dateline::present::terminal::Part;
use dateline::present::{Format, terminal};
use dateline::search::{Beside, Piece};
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
        if self.output.format == Format::Parquet && output::is_terminal() {
            bail!("a Parquet table is no text; write it into a file: `> hits.parquet`");
        }
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
    /// written: there are several where there are many hits.
    pub(crate) fn print(
        &self,
        asked: &Asked,
        source: &Source<'_>,
        seen: &mut dyn FnMut(&Results) -> anyhow::Result<()>,
    ) -> anyhow::Result<u64> {
        let mut total = 0;
        let mut seen = |results: &Results| {
            total = results.total;
            seen(results)
        };
        if self.count {
            let results = asked.answer(source.searcher)?;
            self.tell(&results);
            output::page(self.output.pager, |out| Ok(writeln!(out, "{}", results.total)?))?;
            seen(&results)?;
            return Ok(total);
        }
        output::page(self.output.pager, |out| {
            let printing = Printing { answer: self, asked, source, seen: &mut seen };
            match self.output.format {
                Format::Text if self.list => printing.list(out),
                Format::Text => printing.show(out),
                Format::Json | Format::Jsonl | Format::Parquet => printing.hand_on(out),
                _ => printing.hand_on(&mut output::guarded(out)),
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
}

/// An answer that is being printed as its hits are found.
struct Printing<'a> {
    answer: &'a AnswerArguments,
    asked: &'a Asked,
    source: &'a Source<'a>,
    seen: &'a mut dyn FnMut(&Results) -> anyhow::Result<()>,
}

impl Printing<'_> {
    /// Writes for a person.
    fn show(self, out: &mut dyn Write) -> anyhow::Result<()> {
        let style = output::style(&self.answer.output);
        let mut part = Part::First;
        in_pieces(self.asked, self.source.searcher, Beside::default(), &mut |piece| {
            let results = &mut piece.results;
            self.answer.tell(results);
            if self.source.words == Words::Ours {
                results.expansions.clear();
            }
            let write = if self.answer.brief { terminal::brief } else { terminal::results };
            write(results, std::mem::replace(&mut part, Part::Further), &style, out)?;
            (self.seen)(results)
        })
    }

    /// Writes hits for another program.
    fn hand_on(self, out: &mut dyn Write) -> anyhow::Result<()> {
        let form = self.answer.export.form(self.answer.output.format, self.source.name);
        let mut export = Export::new(&form, out)?;
        in_pieces(self.asked, self.source.searcher, form.beside(), &mut |piece| {
            self.answer.tell(&piece.results);
            export.piece(piece)?;
            (self.seen)(&piece.results)
        })?;
        tell_long_cells(export.finish()?);
        Ok(())
    }

    /// Writes the paths of the files, those below the current folder as they lie from there: their very bytes to another
    /// program, text that is safe to show to a terminal.
    fn list(self, out: &mut dyn Write) -> anyhow::Result<()> {
        let null = self.answer.null;
        let is_shown = !null && output::is_terminal();
        let here = std::env::current_dir().ok();
        in_pieces(self.asked, self.source.searcher, Beside::default(), &mut |piece| {
            self.answer.tell(&piece.results);
            for hit in &piece.results.hits {
                let path = shown_from(here.as_deref(), &hit.origin.full_path());
                if is_shown {
                    writeln!(out, "{}", for_terminal(&path.as_text()))?;
                } else {
                    out.write_all(&[path.as_bytes(), if null { b"\0" } else { b"\n" }].concat())?;
                }
            }
            (self.seen)(&piece.results)
        })
    }
}

/// What a printed answer comes from.
pub(crate) struct Source<'a> {
    /// Where it is asked.
    pub(crate) searcher: &'a dyn Engine,
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
    searcher: &dyn Engine,
    beside: Beside,
    deal_with: &mut dyn FnMut(&mut Piece) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut done = Ok(());
    asked.answer_in_pieces(searcher, beside, &mut |mut piece| {
        done = deal_with(&mut piece);
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
