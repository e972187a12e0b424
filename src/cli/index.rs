//! `dateline index`: folders in, an index that is up to date with them out.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, bail};
use dateline::ErrorKind;
use dateline::index::Index;
use dateline::ingest::{Options, Report, forget, ingest};
use dateline::model::ArchivePath;
use dateline::present::{Format, machine, terminal};
use dateline::search::keep_copies;
use dateline::source::FieldMap;

use super::arguments::{IndexArgument, OutputArguments};
use super::limits::LimitArguments;
use super::output;
use super::progress::Bar;

/// Bring the index up to date with folders of saved pages.
///
/// What has not changed is not read again; what is gone from the folders goes from the index. Without PATH the folders
/// that the index was built from are gone through.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Folders and files.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    index: IndexArgument,
    /// Take this folder, which the index was built from, out of it again.
    #[arg(long, value_name = "FOLDER", conflicts_with = "paths")]
    forget: Vec<PathBuf>,
    /// How many threads to use; one a core if left out.
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    /// How much memory the writer may use, in MiB.
    #[arg(long, value_name = "MIB", default_value_t = 256)]
    memory: usize,
    /// Another name for a field of records: `--map title=headline`.
    #[arg(long = "map", value_name = "FIELD=NAME")]
    maps: Vec<String>,
    #[command(flatten)]
    output: OutputArguments,
    #[command(flatten)]
    limits: LimitArguments,
}

/// Reads the pairs of `--map`.
pub(super) fn field_map(pairs: &[String]) -> dateline::Result<FieldMap> {
    let mut fields = FieldMap::default();
    pairs.iter().try_for_each(|pair| fields.add(pair))?;
    Ok(fields)
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    arguments.output.only("index", &[Format::Text, Format::Json, Format::Jsonl])?;
    if !arguments.forget.is_empty() {
        return forget_folders(arguments);
    }
    let (index, paths) = open(arguments)?;
    let limits = arguments.limits.limits(field_map(&arguments.maps)?);
    let mut options = Options::default().memory(arguments.memory << 20).limits(limits).stop(stop_on_interrupt());
    options.threads = arguments.threads;
    let report = ingest(&index, &paths, &options, &Bar::new())?;
    keep_copies(&index)?;
    write(&report, arguments)?;
    Ok(ExitCode::from(if report.failed > 0 || report.stopped { 2 } else { 0 }))
}

/// Opens the index, or makes one where there is something to index; gives what is to be indexed.
fn open(arguments: &Arguments) -> anyhow::Result<(Index, Vec<PathBuf>)> {
    let folder = &arguments.index.folder;
    let index = match Index::open(folder) {
        Err(error) if matches!(error.kind, ErrorKind::NoIndex) => None,
        opened => Some(opened?),
    };
    let paths = match &index {
        Some(index) if arguments.paths.is_empty() => index.roots()?,
        _ => arguments.paths.clone(),
    };
    if paths.is_empty() {
        bail!("nothing to index; name a folder: `dateline index FOLDER`");
    }
    let index = match index {
        Some(index) => index,
        None => {
            // A slip leaves no empty index behind.
            full_paths(&paths)?;
            Index::open_or_create(folder)?
        }
    };
    Ok((index, paths))
}

/// Takes folders out of the index.
fn forget_folders(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let index = arguments.index.open()?;
    let files = forget(&index, &arguments.forget)?;
    keep_copies(&index)?;
    let files = if files == 1 { "1 file was".to_owned() } else { format!("{files} files were") };
    output::warn(&format!("{files} taken out of the index; the archive is as it was"));
    Ok(ExitCode::SUCCESS)
}

/// The full paths of folders and files, without links.
pub(super) fn full_paths(paths: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let full = |path: &PathBuf| path.canonicalize().with_context(|| ArchivePath::from(path).to_string());
    paths.iter().map(full).collect()
}

/// Brings the index up to date with folders, as `search --in` wants it: trouble with single files is told, and the search
/// goes on. Where one of the folders is not there, nothing is made.
pub(super) fn bring_up_to_date(index: &IndexArgument, folders: &[PathBuf]) -> anyhow::Result<Index> {
    let full = full_paths(folders)?;
    let index = Index::open_or_create(&index.folder)?;
    let roots = index.roots()?;
    let is_new = |folder: &&PathBuf| !roots.iter().any(|root| folder.starts_with(root));
    for folder in full.iter().filter(is_new) {
        let folder = folder.display();
        output::warn(&format!("{folder} is new to the index; `dateline index --forget {folder}` takes it out again"));
    }
    let options = Options::default().stop(stop_on_interrupt());
    let report = ingest(&index, folders, &options, &Bar::new())?;
    if report.stopped {
        bail!("stopped before the index was up to date; run the same command again to go on");
    }
    if report.indexed + report.removed > 0 {
        let mut text = Vec::new();
        terminal::report(&report, &mut text)?;
        std::io::stderr().write_all(&text)?;
    }
    keep_copies(&index)?;
    Ok(index)
}

fn write(report: &Report, arguments: &Arguments) -> anyhow::Result<()> {
    let mut out = output::stdout();
    match arguments.output.format {
        Format::Json => writeln!(out, "{}", serde_json::to_string_pretty(report)?)?,
        Format::Jsonl => out.write_all(machine::line(&serde_json::to_value(report)?).as_bytes())?,
        Format::Text | Format::Csv | Format::Trec => terminal::report(report, &mut out)?,
    }
    out.flush().context("the report could not be written")
}

/// A flag that Ctrl-C raises.
fn stop_on_interrupt() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let raised = Arc::clone(&stop);
    let handled = ctrlc::set_handler(move || {
        if raised.swap(true, Ordering::SeqCst) {
            return;
        }
        output::warn("stopping; what is done will be kept");
    });
    if handled.is_err() {
        output::warn("Ctrl-C will end the run at once; what was committed stays");
    }
    stop
}
