//! `dateline extract`: what is read out of a page, printed.

use std::io::Write;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use dateline::enrich::Enricher;
use dateline::extract::{Note, extract};
use dateline::model::{Capture, Entry, Origin};
use dateline::present::{machine, terminal};
use dateline::source;
use dateline::{Error, ErrorKind};
use rayon::prelude::*;
use serde_json::json;

use super::arguments::{Format, OutputArguments};
use super::index::field_map;
use super::limits::LimitArguments;
use super::output;

/// Print what is read out of pages: text, title, authors, date, countries, topics.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The pages, or files of records.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Say what was chosen and left out, and on what evidence.
    #[arg(long)]
    why: bool,
    /// Another name for a field of records: `--map title=headline`.
    #[arg(long = "map", value_name = "FIELD=NAME")]
    maps: Vec<String>,
    #[command(flatten)]
    output: OutputArguments,
    #[command(flatten)]
    limits: LimitArguments,
}

/// How many captures are read before they are worked on side by side and printed.
const BATCH: usize = 256;

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    arguments.output.only("extract", &[Format::Text, Format::Json, Format::Jsonl])?;
    let limits = arguments.limits.limits(field_map(&arguments.maps)?);
    let mut printer = Printer { enricher: Enricher::new(), arguments, batch: Vec::new(), failed: false };
    for file in &arguments.files {
        let mut done = Ok(());
        let opened = source::open(Origin::file("", file), &limits, &mut |capture| {
            done = printer.add(file, capture);
            if done.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        done?;
        opened.or_else(|error| printer.add(file, Err(error)))?;
    }
    printer.print()?;
    Ok(if printer.failed { ExitCode::from(2) } else { ExitCode::SUCCESS })
}

/// Gathers captures, or why there are none, and prints what is read out of them in the order of the files.
struct Printer<'a> {
    enricher: Enricher,
    arguments: &'a Arguments,
    batch: Vec<(&'a Path, dateline::Result<Capture>)>,
    failed: bool,
}

impl<'a> Printer<'a> {
    fn add(&mut self, file: &'a Path, capture: dateline::Result<Capture>) -> anyhow::Result<()> {
        self.batch.push((file, capture));
        if self.batch.len() < BATCH { Ok(()) } else { self.print() }
    }

    fn print(&mut self) -> anyhow::Result<()> {
        let mut out = output::stdout();
        let batch = std::mem::take(&mut self.batch).into_par_iter();
        let entries: Vec<_> = batch.map(|(file, capture)| (file, work(capture, &self.enricher))).collect();
        for (file, entry) in entries {
            match entry {
                Ok((entry, notes)) => write(file, entry.as_ref(), &notes, self.arguments, &mut out)?,
                Err(error) => {
                    output::warn(&error.to_string());
                    self.failed |= !matches!(error.kind, ErrorKind::Skipped(_));
                }
            }
        }
        Ok(out.flush()?)
    }
}

fn work(capture: dateline::Result<Capture>, enricher: &Enricher) -> dateline::Result<(Option<Entry>, Vec<Note>)> {
    let capture = capture?;
    let read = || {
        let extraction = extract(&capture);
        (extraction.article.map(|article| enricher.enrich(article)), extraction.notes)
    };
    // As when indexing, a page that brings the reader down is an error line, and the run goes on.
    catch_unwind(AssertUnwindSafe(read)).map_err(|_| {
        let error = Error::malformed("reading it failed; please report the page").at(capture.origin.full_path());
        match &capture.origin.member {
            Some(member) => error.in_member(member.clone()),
            None => error,
        }
    })
}

fn write(
    file: &Path,
    entry: Option<&Entry>,
    notes: &[Note],
    arguments: &Arguments,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    match arguments.output.format {
        Format::Json | Format::Jsonl => {
            let Some(entry) = entry else { return Ok(()) };
            let mut record = machine::entry(entry);
            record["path"] = json!(file.to_string_lossy());
            if arguments.why {
                record["notes"] = notes.iter().map(|note| json!({ "about": note.about, "text": note.text })).collect();
            }
            write!(out, "{}", machine::line(&record))?;
        }
        _ => {
            let style = output::style(&arguments.output);
            match entry {
                Some(entry) => terminal::article(entry, &style, out)?,
                None => writeln!(out, "{}: no article in it", file.display())?,
            }
            if arguments.why {
                entry.map_or(Ok(()), |entry| terminal::evidence(entry, &style, out))?;
                terminal::notes(notes, &style, out)?;
            }
            writeln!(out)?;
        }
    }
    Ok(())
}
