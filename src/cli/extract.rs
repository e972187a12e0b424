//! `dateline extract`: what is read out of a page, printed.

use std::io::{BufWriter, StdoutLock, Write};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use dateline::enrich::Enricher;
use dateline::extract::{Extraction, Note, extract};
use dateline::model::{ArchivePath, Capture, Entry, Origin};
use dateline::present::machine::Documents;
use dateline::present::{Format, Style, machine, terminal};
use dateline::source;
use dateline::text::escape::for_terminal;
use dateline::{Error, ErrorKind};
use rayon::prelude::*;
use serde_json::json;

use super::arguments::OutputArguments;
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
    let mut printer = Printer::new(arguments);
    for file in &arguments.files {
        let mut done = Ok(());
        let opened = source::open(Origin::file("", file), &limits, &mut |capture| {
            done = printer.add(file, capture);
            if done.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        done?;
        opened.or_else(|error| printer.add(file, Err(error)))?;
    }
    printer.finish()
}

/// Gathers captures, or why there are none, and prints what is read out of them in the order of the files.
struct Printer<'a> {
    enricher: Enricher,
    arguments: &'a Arguments,
    batch: Vec<(&'a Path, dateline::Result<Capture>)>,
    failed: bool,
    sheet: Sheet,
}

/// Where articles are written to, in which form.
enum Sheet {
    Text(BufWriter<StdoutLock<'static>>, Style),
    Json(Documents<BufWriter<StdoutLock<'static>>>),
}

impl<'a> Printer<'a> {
    fn new(arguments: &'a Arguments) -> Printer<'a> {
        let sheet = match arguments.output.layout() {
            Some(layout) => Sheet::Json(Documents::new(layout, output::stdout())),
            None => Sheet::Text(output::stdout(), output::style(&arguments.output)),
        };
        Printer { enricher: Enricher::new(), arguments, batch: Vec::new(), failed: false, sheet }
    }

    fn finish(mut self) -> anyhow::Result<ExitCode> {
        self.print()?;
        match self.sheet {
            Sheet::Text(mut out, _) => out.flush()?,
            Sheet::Json(documents) => documents.finish()?,
        }
        Ok(if self.failed { ExitCode::from(2) } else { ExitCode::SUCCESS })
    }

    fn add(&mut self, file: &'a Path, capture: dateline::Result<Capture>) -> anyhow::Result<()> {
        self.batch.push((file, capture));
        if self.batch.len() < BATCH { Ok(()) } else { self.print() }
    }

    fn print(&mut self) -> anyhow::Result<()> {
        let batch = std::mem::take(&mut self.batch).into_par_iter();
        let entries: Vec<_> = batch.map(|(file, capture)| (file, work(capture, &self.enricher))).collect();
        for (file, entry) in entries {
            match entry {
                Ok((entry, notes)) => self.sheet.write(file, entry.as_ref(), &notes, self.arguments.why)?,
                Err(error) => {
                    output::warn(&error.to_string());
                    self.failed |= !matches!(error.kind, ErrorKind::Skipped(_));
                }
            }
        }
        self.sheet.flush()
    }
}

fn work(capture: dateline::Result<Capture>, enricher: &Enricher) -> dateline::Result<(Option<Entry>, Vec<Note>)> {
    let capture = capture?;
    let read = || match extract(&capture) {
        Extraction { failure: Some(failure), .. } => Err(Error::malformed(failure)),
        Extraction { article, notes, .. } => Ok((article.map(|article| enricher.enrich(article)), notes)),
    };
    // As when indexing, a page that brings the reader down is an error line, and the run goes on.
    let read = catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|panic| Err(Error::of_panic(panic.as_ref())));
    read.map_err(|error| {
        let error = error.at(capture.origin.full_path());
        match &capture.origin.member {
            Some(member) => error.in_member(member.clone()),
            None => error,
        }
    })
}

impl Sheet {
    fn write(&mut self, file: &Path, entry: Option<&Entry>, notes: &[Note], why: bool) -> anyhow::Result<()> {
        match self {
            Sheet::Json(documents) => {
                let Some(entry) = entry else { return Ok(()) };
                let mut record = machine::entry(entry);
                record["path"] = json!(ArchivePath::from(file));
                if why {
                    record["notes"] =
                        notes.iter().map(|note| json!({ "about": note.about, "text": note.text })).collect();
                }
                documents.push(record)?;
            }
            Sheet::Text(out, style) => {
                match entry {
                    Some(entry) => terminal::article(entry, style, out)?,
                    None => writeln!(out, "{}: no article in it", for_terminal(&ArchivePath::from(file).as_text()))?,
                }
                if why {
                    entry.map_or(Ok(()), |entry| terminal::evidence(entry, style, out))?;
                    terminal::notes(notes, style, out)?;
                }
                writeln!(out)?;
            }
        }
        Ok(())
    }

    fn flush(&mut self) -> anyhow::Result<()> {
        match self {
            Sheet::Text(out, _) => out.flush()?,
            Sheet::Json(documents) => documents.flush()?,
        }
        Ok(())
    }
}
