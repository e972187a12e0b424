//! `dateline export`: an archive into a cluster, or into files that a cluster loads.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use anyhow::{Context, bail};
use clap::ValueEnum;
use dateline::ask::IndexAsArchive;
use dateline::cluster::client::Patience;
use dateline::cluster::export::{ExportOptions, Exported, Files, Mirrored, Removal, export, write_files};
use dateline::cluster::mapping::Layout;
use dateline::index::Index;
use dateline::ingest::{Emptied, Options};
use dateline::model::ArchivePath;
use dateline::present::terminal::{self, Reasons};
use dateline::source::FieldMap;
use indicatif::{DecimalBytes, HumanCount};
use jiff::Timestamp;
use serde_json::json;

use super::arguments::IndexArgument;
use super::cluster::ClusterArguments;
use super::index::{NamingArguments, full_paths, stop_on_interrupt, up_to_date};
use super::limits::LimitArguments;
use super::output;
use super::sending::SendingBar;

/// Put an archive into an OpenSearch cluster, which answers the same questions for archives that outgrow one machine.
///
/// Folders are read into the index on this machine first, as `dateline index` does; without PATH the index is taken as it is. Then the
/// cluster is made to hold what the index holds: what differs is sent, what is gone is removed. Run it again after it was
/// stopped, however that was; the cluster then holds exactly the archive.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Folders and files to bring the index up to date with.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Files that `dateline extract --format jsonl` wrote, and folders of them: articles that were read before, also on other machines.
    #[arg(long, value_name = "FILES", num_args = 1..)]
    records: Vec<PathBuf>,
    #[command(flatten)]
    index: IndexArgument,
    #[command(flatten)]
    cluster: ClusterArguments,
    /// Into how many shards the archive is cut [default: as it is, else 3].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1024))]
    shards: Option<u32>,
    /// How many further copies of each shard there are; 0 on a cluster of one node [default: as it is, else 1].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=20))]
    replicas: Option<u32>,
    /// `bulk` writes files to --to instead, for whoever loads them with other tools.
    #[arg(long, value_enum, default_value = "text", value_name = "FORM")]
    format: Form,
    /// The folder for the files of `--format bulk`; it is made, and has to be empty.
    #[arg(long, value_name = "FOLDER")]
    to: Option<PathBuf>,
    /// Remove whatever is gone: also the articles of a folder in which nothing is left, which may be a share that is not mounted, and more
    /// than half of what the cluster holds, which may be another archive.
    #[arg(long)]
    allow_empty: bool,
    /// How many threads read; one a core if left out.
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    /// How much memory the writer of the index may use, in MiB.
    #[arg(long, value_name = "MIB", default_value_t = 256)]
    memory: usize,
    #[command(flatten)]
    naming: NamingArguments,
    #[command(flatten)]
    limits: LimitArguments,
}

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A report in words; the archive goes to the cluster.
    Text,
    /// A report as JSON; the archive goes to the cluster.
    Json,
    /// The archive as files.
    Bulk,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    match (&arguments.to, arguments.format) {
        (None, Form::Bulk) => bail!("--format bulk needs a folder to write to: --to FOLDER"),
        (Some(_), Form::Text | Form::Json) => bail!("--to is for --format bulk"),
        _ => {}
    }
    // A slip in the address is told before anything is read.
    let connection = match arguments.format {
        Form::Bulk => None,
        _ => match arguments.cluster.connection(Patience::long_run())? {
            Some(connection) => {
                connection.version()?;
                Some(connection)
            }
            None => bail!("which cluster? name it: `dateline export FOLDER --cluster https://host:9200`"),
        },
    };
    let stop = stop_on_interrupt();
    let (index, has_failed) = arguments.index_of_paths(&stop)?;
    let archive = IndexAsArchive::of(&index)?;
    let bar = SendingBar::new();
    let Some(connection) = connection else {
        let folder = arguments.to.as_deref().context("a folder to write to")?;
        check_empty(folder)?;
        let files = write_files(&archive, arguments.layout().unwrap_or_default(), folder, &bar)?;
        drop(bar);
        tell_files(&files, folder)?;
        return Ok(ExitCode::from(if has_failed { 2 } else { 0 }));
    };
    let removal = if arguments.allow_empty { Removal::Any } else { Removal::Half };
    let options = ExportOptions { layout: arguments.layout(), removal, now: Timestamp::now(), stop };
    let exported = export(&connection, arguments.cluster.name(), &archive, &options, &bar)?;
    drop(bar);
    arguments.tell(&exported, &index)?;
    Ok(ExitCode::from(if has_failed || exported.articles.refused + exported.words.refused > 0 { 2 } else { 0 }))
}

impl Arguments {
    /// The index, brought up to date with the folders that were named; whether any of their files failed.
    fn index_of_paths(&self, stop: &Arc<AtomicBool>) -> anyhow::Result<(Index, bool)> {
        // What such a file is, its lines say: it may as well be named as a path.
        let paths = [&self.paths[..], &self.records].concat();
        if paths.is_empty() {
            return Ok((self.index.open()?, false));
        }
        full_paths(&paths)?;
        let index = Index::open_or_create(&self.index.folder())?;
        let emptied = if self.allow_empty { Emptied::Removed } else { Emptied::Kept };
        let limits = self.limits.limits(FieldMap::default());
        let mut options = Options::default().memory(self.memory << 20).limits(limits).emptied(emptied);
        options.threads = self.threads;
        let options = options.naming(self.naming.naming_of(&index, &paths)?).stop(Arc::clone(stop));
        let report = up_to_date(&index, &paths, &options)?;
        if report.stopped {
            bail!("stopped before everything was read; run the same command again to go on");
        }
        let mut text = Vec::new();
        terminal::report(&report, Reasons::New, &mut text)?;
        std::io::stderr().write_all(&text)?;
        Ok((index, report.failed > 0))
    }

    /// Shards and replicas, where either was said.
    fn layout(&self) -> Option<Layout> {
        let usual = Layout::default();
        (self.shards.is_some() || self.replicas.is_some()).then(|| Layout {
            shards: self.shards.unwrap_or(usual.shards),
            replicas: self.replicas.unwrap_or(usual.replicas),
        })
    }

    fn tell(&self, exported: &Exported, index: &Index) -> anyhow::Result<()> {
        let name = self.cluster.name();
        let mut out = output::stdout();
        if self.format == Form::Json {
            let part = |part: &Mirrored| {
                json!({
                    "documents": part.documents, "unchanged": part.unchanged, "written": part.written, "removed": part.removed,
                    "refused": part.refused,
                })
            };
            let told = json!({
                "format_version": 1, "name": name, "articles": part(&exported.articles), "words": part(&exported.words),
            });
            writeln!(out, "{told:#}")?;
        } else {
            for (what, part) in [("articles", &exported.articles), ("words", &exported.words)] {
                let Mirrored { documents, unchanged, written, removed, refused } = part;
                let [documents, unchanged, written, removed, refused] =
                    [documents, unchanged, written, removed, refused].map(|count| HumanCount(*count));
                writeln!(
                    out,
                    "{documents} {what}: {written} written, {unchanged} unchanged; {removed} removed, {refused} refused"
                )?;
            }
            let folder = ArchivePath::from(index.folder());
            let size = DecimalBytes(size_of(index.folder()));
            writeln!(
                out,
                "`{name}` in the cluster is as the index in {folder}, which later exports need too ({size})"
            )?;
        }
        out.flush().context("the report could not be written")
    }
}

fn tell_files(files: &Files, folder: &Path) -> anyhow::Result<()> {
    let folder = ArchivePath::from(folder);
    let [articles, words, count] = [files.articles, files.words, files.files].map(HumanCount);
    let mut out = output::stdout();
    writeln!(
        out,
        "{articles} articles and {words} words in {count} files in {folder}; `docs/cluster.md` shows how to load them"
    )?;
    out.flush().context("the report could not be written")
}

fn check_empty(folder: &Path) -> anyhow::Result<()> {
    let is_empty = fs::read_dir(folder).map_or(true, |mut items| items.next().is_none());
    if !is_empty {
        let folder = ArchivePath::from(folder);
        bail!("{folder}: the folder is not empty; name a new one, so that no old file is taken for one of these");
    }
    Ok(())
}

/// How many bytes the files of a folder have.
fn size_of(folder: &Path) -> u64 {
    let files = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    files.filter_map(|file| file.metadata().ok()).filter(fs::Metadata::is_file).map(|file| file.len()).sum()
}
