//! `dateline extract`: what is read out of a page, printed.

use std::io::{BufWriter, StdoutLock, Write};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use dateline::Error;
use dateline::enrich::Enricher;
use dateline::extract::Note;
use dateline::ingest;
use dateline::model::{ArchivePath, Capture, Entry, Origin};
use dateline::present::machine::Documents;
use dateline::present::{Format, Style, machine, terminal};
use dateline::source::{self, Found, Limits, Root};
use dateline::text::escape::for_terminal;
use jiff::Timestamp;
use rayon::prelude::*;
use serde_json::json;

use super::arguments::OutputArguments;
use super::index::field_map;
use super::limits::LimitArguments;
use super::output;

/// Print what is read out of pages: text, title, authors, date, countries, topics.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The pages, files of records, or folders of them.
    #[arg(required = true, value_name = "PATH")]
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
    for path in &arguments.files {
        if path.is_dir() {
            folder(path, &limits, &mut printer)?;
        } else {
            file(path, Origin::file("", path), &limits, &mut printer)?;
        }
    }
    printer.finish()
}

/// Reads what lies in a folder, under the names that it has in an index of that folder.
fn folder(path: &Path, limits: &Limits, printer: &mut Printer<'_>) -> anyhow::Result<()> {
    for found in source::walk(vec![Root::named(path)?], None, limits.companions) {
        match found {
            Found::File(found) => file(&found.origin.full_path(), found.origin.clone(), limits, printer)?,
            Found::LeftOut(path, reason) => printer.add(&path.clone(), Err(Error::skipped(reason).at(path)))?,
            Found::Unreadable(error) => printer.add(path, Err(error))?,
        }
    }
    Ok(())
}

fn file(path: &Path, origin: Origin, limits: &Limits, printer: &mut Printer<'_>) -> anyhow::Result<()> {
    let mut done = Ok(());
    let opened = source::open(origin, limits, &mut |capture| {
        done = printer.add(path, capture);
        if done.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    done?;
    opened.or_else(|error| printer.add(path, Err(error)))
}

/// Gathers captures, or why there are none, and prints what is read out of them in the order of the files.
struct Printer<'a> {
    enricher: Enricher,
    now: Timestamp,
    arguments: &'a Arguments,
    batch: Vec<(PathBuf, dateline::Result<Capture>)>,
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
        Printer { enricher: Enricher::new(), now: Timestamp::now(), arguments, batch: Vec::new(), failed: false, sheet }
    }

    fn finish(mut self) -> anyhow::Result<ExitCode> {
        self.print()?;
        match self.sheet {
            Sheet::Text(mut out, _) => out.flush()?,
            Sheet::Json(documents) => documents.finish()?,
        }
        Ok(if self.failed { ExitCode::from(2) } else { ExitCode::SUCCESS })
    }

    fn add(&mut self, file: &Path, capture: dateline::Result<Capture>) -> anyhow::Result<()> {
        self.batch.push((file.to_path_buf(), capture));
        if self.batch.len() < BATCH { Ok(()) } else { self.print() }
    }

    fn print(&mut self) -> anyhow::Result<()> {
        let now = self.now;
        let batch = std::mem::take(&mut self.batch).into_par_iter();
        let entries: Vec<_> = batch.map(|(file, capture)| (file, work(capture, &self.enricher, now))).collect();
        for (file, entry) in entries {
            match entry {
                Ok((entry, notes)) => self.sheet.write(&file, entry.as_ref(), &notes, self.arguments.why)?,
                Err(error) => {
                    output::warn(&error.to_string());
                    self.failed |= !error.is_skip() && !error.is_note();
                }
            }
        }
        self.sheet.flush()
    }
}

fn work(
    capture: dateline::Result<Capture>,
    enricher: &Enricher,
    now: Timestamp,
) -> dateline::Result<(Option<Entry>, Vec<Note>)> {
    let capture = capture?;
    let origin = capture.origin.clone();
    let read = || ingest::read(capture, enricher, now);
    // As when indexing, a page that brings the reader down is an error line, and the run goes on.
    let read = catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|panic| Err(Error::of_panic(panic.as_ref())));
    read.map_err(|error| {
        let error = error.at(origin.full_path());
        match &origin.member {
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
                    Some(entry) => terminal::article(entry, None, style, out)?,
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
