//! `dateline index`: folders in, an index that is up to date with them out.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use anyhow::{Context, bail};
use dateline::ErrorKind;
use dateline::ask::Following;
use dateline::index::{Index, Rebuild};
use dateline::ingest::{Compare, Emptied, Naming, Options, Report, emptied, forget, ingest, survey};
use dateline::model::ArchivePath;
use dateline::present::terminal::Reasons;
use dateline::present::{Format, machine, terminal};
use dateline::search::keep_copies;
use dateline::source::FieldMap;

use super::arguments::{IndexArgument, OutputArguments};
use super::limits::{LimitArguments, usual};
use super::output;
use super::progress::Bar;
use super::settings::settings;

/// Bring the index up to date with folders of saved pages.
///
/// What has not changed is not read again; what is gone from the folders goes from the index. Without PATH the folders
/// that the index was built from are gone through. A newer dateline that reads otherwise reads everything again by
/// itself; searches are answered meanwhile.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Folders and files.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    index: IndexArgument,
    /// Take this folder, which the index was built from, out of it again.
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["paths", "reread", "rebuild"])]
    forget: Vec<PathBuf>,
    /// Read this file or folder again, though it has not changed.
    #[arg(long, value_name = "PATH", conflicts_with_all = ["paths", "rebuild"])]
    reread: Vec<PathBuf>,
    /// Build the index anew, whatever its format: from its folders, and from those that are named. Saved searches and
    /// names stay, and the old index stays until the new one is whole.
    #[arg(long, conflicts_with_all = ["maps", "no_map"])]
    rebuild: bool,
    /// Take the articles of a folder out of the index though nothing is left in it: it may be a share that is not mounted.
    #[arg(long)]
    allow_empty: bool,
    /// Say what would be done, and do nothing.
    #[arg(long, conflicts_with_all = ["forget", "reread", "rebuild"])]
    dry_run: bool,
    /// Tell why files were skipped that earlier runs have told of, too.
    #[arg(long)]
    report: bool,
    /// How many threads to use; one a core if left out.
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    /// How much memory the writer may use, in MiB.
    #[arg(long, value_name = "MIB", default_value_t = 256)]
    memory: usize,
    #[command(flatten)]
    naming: NamingArguments,
    #[command(flatten)]
    output: OutputArguments,
    #[command(flatten)]
    limits: LimitArguments,
}

/// How records name their fields.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct NamingArguments {
    /// Another name for a field of records: `--map title=headline`. It is kept for the folders, whose files are read again.
    #[arg(long = "map", value_name = "FIELD=NAME")]
    maps: Vec<String>,
    /// Keep no other names of fields for the folders any more.
    #[arg(long, conflicts_with = "maps")]
    no_map: bool,
}

impl NamingArguments {
    /// As the library has it.
    pub(super) fn naming(&self) -> dateline::Result<Naming> {
        let is_told = self.no_map || !self.maps.is_empty();
        Ok(if is_told { Naming::Told(field_map(&self.maps)?) } else { Naming::Kept })
    }

    /// The same for these folders: where no option says so, and all of them are new to the index, the configuration file
    /// gives their names.
    pub(super) fn naming_of(&self, index: &Index, paths: &[PathBuf]) -> anyhow::Result<Naming> {
        let configured = &settings().maps;
        if self.no_map || !self.maps.is_empty() || configured.is_empty() {
            return Ok(self.naming()?);
        }
        let roots = index.roots()?;
        let is_known =
            |path: &PathBuf| path.canonicalize().map_or(true, |full| roots.iter().any(|root| full.starts_with(root)));
        Ok(if paths.iter().any(is_known) { Naming::Kept } else { Naming::Told(field_map(configured)?) })
    }
}

/// Reads the pairs of `--map`.
pub(super) fn field_map(pairs: &[String]) -> dateline::Result<FieldMap> {
    let mut fields = FieldMap::default();
    pairs.iter().try_for_each(|pair| fields.add(pair))?;
    Ok(fields)
}

/// What the bar shows while the copies are grouped.
const COPIES: &str = "all is read; grouping copies";

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    arguments.output.only("index", &[Format::Text, Format::Json, Format::Jsonl])?;
    if !arguments.forget.is_empty() {
        return forget_folders(arguments);
    }
    let options = arguments.options()?;
    if arguments.dry_run {
        return tell_plan(arguments, &options);
    }
    let report = match arguments {
        Arguments { rebuild: true, .. } => rebuild(arguments, options)?,
        Arguments { reread, .. } if !reread.is_empty() => read_again(arguments, options.compare(Compare::Nothing))?,
        _ => {
            let (index, paths) = open(arguments)?;
            let naming = arguments.naming.naming_of(&index, &paths)?;
            up_to_date(&index, &paths, &options.naming(naming))?
        }
    };
    write(&report, arguments)?;
    Ok(ExitCode::from(if report.failed > 0 || report.stopped { 2 } else { 0 }))
}

impl Arguments {
    /// As the library has it.
    fn options(&self) -> anyhow::Result<Options> {
        let naming = self.naming.naming()?;
        let limits = self.limits.limits(FieldMap::default());
        let emptied = if self.allow_empty { Emptied::Removed } else { Emptied::Kept };
        let mut options = Options::default().memory(self.memory << 20).limits(limits).naming(naming).emptied(emptied);
        options.threads = self.threads;
        Ok(options.stop(stop_on_interrupt()))
    }
}

/// Brings an index up to date, and the saved searches that lie beside it.
fn bring(index: &Index, paths: &[PathBuf], options: &Options, bar: &Bar) -> anyhow::Result<Report> {
    Ok(ingest(index, paths, options, &Following::new(index.home(), bar)?)?)
}

/// Brings an index up to date, with all that lies beside it.
pub(super) fn up_to_date(index: &Index, paths: &[PathBuf], options: &Options) -> anyhow::Result<Report> {
    let (started, bar) = (Instant::now(), Bar::new());
    let before = index.snapshot()?;
    let report = bring(index, paths, options, &bar)?;
    bar.goes_on_to(COPIES);
    keep_copies(index, &before)?;
    Ok(Report { seconds: started.elapsed().as_secs_f64(), ..report })
}

/// Reads files again that have not changed.
fn read_again(arguments: &Arguments, options: Options) -> anyhow::Result<Report> {
    let index = arguments.index.open()?;
    let roots = index.roots()?;
    for path in full_paths(&arguments.reread)? {
        if !roots.iter().any(|root| path.starts_with(root)) {
            let path = ArchivePath::from(&path);
            bail!("{path} is in none of the folders that the index was built from; `dateline index {path}` adds it");
        }
    }
    up_to_date(&index, &arguments.reread, &options)
}

/// Builds the index anew.
fn rebuild(arguments: &Arguments, options: Options) -> anyhow::Result<Report> {
    let (started, bar, folder) = (Instant::now(), Bar::new(), arguments.index.folder());
    let rebuild = Rebuild::begin(&folder)?;
    let mut paths = rebuild.index.roots()?;
    if paths.is_empty() && arguments.paths.is_empty() {
        let folder = ArchivePath::from(folder);
        bail!(
            "{folder}: the index does not say what it was built from; name its folders: `dateline index --rebuild FOLDER`"
        );
    }
    let lost = rebuild.former.as_ref().map_or(Ok(Vec::new()), |former| emptied(former, &paths))?;
    if let Some(path) = lost.first().filter(|_| options.emptied == Emptied::Kept) {
        let path = ArchivePath::from(path);
        bail!(
            "{path}: nothing that the index holds of it is there, so its articles would be lost; the index stays as it is. If it is a share, mount \
             it; if it is gone for good, `--allow-empty` builds the index without it"
        );
    }
    paths.extend(arguments.paths.iter().cloned());
    let report = bring(&rebuild.index, &paths, &options.former(rebuild.former.clone()), &bar)?;
    if report.stopped {
        output::warn("the old index stays until the new one is whole; run the same command again to go on");
    } else {
        bar.goes_on_to(COPIES);
        let index = rebuild.finish()?;
        keep_copies(&index, &index.snapshot()?)?;
    }
    Ok(Report { seconds: started.elapsed().as_secs_f64(), ..report })
}

/// Opens the index, or makes one where there is something to index; gives what is to be indexed.
fn open(arguments: &Arguments) -> anyhow::Result<(Index, Vec<PathBuf>)> {
    let (index, paths) = planned(arguments)?;
    let index = match index {
        Some(index) => index,
        None => {
            // A slip leaves no empty index behind.
            full_paths(&paths)?;
            Index::open_or_create(&arguments.index.folder())?
        }
    };
    Ok((index, paths))
}

/// The index, where there is one, and what is to be indexed: the folders that were named, else those that it was built of.
fn planned(arguments: &Arguments) -> anyhow::Result<(Option<Index>, Vec<PathBuf>)> {
    let index = match Index::open(&arguments.index.folder()) {
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
    Ok((index, paths))
}

/// Says what a run would do.
fn tell_plan(arguments: &Arguments, options: &Options) -> anyhow::Result<ExitCode> {
    let (index, paths) = planned(arguments)?;
    let survey = survey(index.as_ref(), &paths, options)?;
    let mut out = output::stdout();
    match arguments.output.format {
        Format::Json => out.write_all(machine::document(&serde_json::to_value(&survey)?).as_bytes())?,
        Format::Jsonl => out.write_all(machine::line(&serde_json::to_value(&survey)?).as_bytes())?,
        _ => terminal::survey(&survey, &mut out)?,
    }
    out.flush()?;
    Ok(ExitCode::from(if survey.report.failed > 0 { 2 } else { 0 }))
}

/// Takes folders out of the index.
fn forget_folders(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let index = arguments.index.open()?;
    let before = index.snapshot()?;
    let files = forget(&index, &arguments.forget, &Bar::new())?;
    keep_copies(&index, &before)?;
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
pub(super) fn bring_up_to_date(index: &IndexArgument, folders: &[PathBuf], naming: Naming) -> anyhow::Result<Index> {
    let full = full_paths(folders)?;
    let index = Index::open_or_create(&index.folder())?;
    let roots = index.roots()?;
    let is_new = |folder: &&PathBuf| !roots.iter().any(|root| folder.starts_with(root));
    for folder in full.iter().filter(is_new) {
        let folder = folder.display();
        output::warn(&format!("{folder} is new to the index; `dateline index --forget {folder}` takes it out again"));
    }
    let options = Options::default().limits(usual()).naming(naming).stop(stop_on_interrupt());
    let report = up_to_date(&index, folders, &options)?;
    if report.stopped {
        bail!("stopped before the index was up to date; run the same command again to go on");
    }
    if report.indexed + report.removed > 0 {
        let mut text = Vec::new();
        terminal::report(&report, Reasons::New, &mut text)?;
        std::io::stderr().write_all(&text)?;
    }
    Ok(index)
}

fn write(report: &Report, arguments: &Arguments) -> anyhow::Result<()> {
    let mut out = output::stdout();
    match arguments.output.format {
        Format::Json => out.write_all(machine::document(&serde_json::to_value(report)?).as_bytes())?,
        Format::Jsonl => out.write_all(machine::line(&serde_json::to_value(report)?).as_bytes())?,
        _ => terminal::report(report, if arguments.report { Reasons::All } else { Reasons::New }, &mut out)?,
    }
    out.flush().context("the report could not be written")
}

/// A flag that Ctrl-C raises.
pub(super) fn stop_on_interrupt() -> Arc<AtomicBool> {
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
