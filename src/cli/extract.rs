//! `dateline extract`: what is read out of a page, printed.

use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use dateline::enrich::Enricher;
use dateline::extract::{Note, extract};
use dateline::model::{Capture, Entry, Origin};
use dateline::present::{machine, terminal};
use dateline::source::{self, Limits};
use dateline::{Error, ErrorKind};
use rayon::prelude::*;
use serde_json::json;

use super::arguments::{Format, OutputArguments};
use super::index::field_map;
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
}

/// How many captures are read before they are worked on side by side and printed.
const BATCH: usize = 256;

/// A capture of one of the files, or why there is none.
type Read<'a> = (&'a Path, dateline::Result<Capture>);

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    arguments.output.only("extract", &[Format::Text, Format::Json, Format::Jsonl])?;
    let enricher = Enricher::new();
    let limits = Limits { fields: field_map(&arguments.maps)?, ..Limits::default() };
    let mut captures = arguments.files.iter().flat_map(|file| read(file, &limits));
    let mut out = output::stdout();
    let mut failed = false;
    loop {
        let batch: Vec<Read> = captures.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            break;
        }
        let entries: Vec<_> = batch.into_par_iter().map(|(file, capture)| (file, work(capture, &enricher))).collect();
        for (file, entry) in entries {
            match entry {
                Ok((entry, notes)) => write(file, entry.as_ref(), &notes, arguments, &mut out)?,
                Err(error) => {
                    output::warn(&error.to_string());
                    failed |= !matches!(error.kind, ErrorKind::Skipped(_));
                }
            }
        }
    }
    out.flush()?;
    Ok(if failed { ExitCode::from(2) } else { ExitCode::SUCCESS })
}

/// The captures of a file.
fn read<'a>(file: &'a Path, limits: &'a Limits) -> Box<dyn Iterator<Item = Read<'a>> + 'a> {
    match source::open(Origin::file("", file), limits) {
        Ok(captures) => Box::new(captures.map(move |capture| (file, capture))),
        Err(error) => Box::new(std::iter::once((file, Err(error)))),
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
