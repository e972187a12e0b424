//! `dateline check`: whether an index is whole, and bringing back what is not.

use std::io::Write;
use std::process::ExitCode;
use std::sync::atomic::Ordering;

use anyhow::bail;
use dateline::index::{self, Health};
use dateline::ingest::{SourceTrouble, Sources, check_sources};
use dateline::present::{Format, machine};
use dateline::text::escape::for_terminal;
use serde_json::json;

use super::arguments::{IndexArgument, OutputArguments};
use super::index::stop_on_interrupt;
use super::output;

/// Verify every file of an index against its checksum, and its articles against its bookkeeping.
///
/// With --sources the files of the archive too: each is read again, and its SHA-256 compared with the one that was recorded
/// when it was indexed. The exit code is 0 when all is well, 2 when something is damaged, changed or gone. The archive
/// itself is never touched.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    index: IndexArgument,
    /// Drop what is damaged, so that the next `dateline index` reads those files of the archive again.
    #[arg(long)]
    repair: bool,
    /// Read every file of the archive again that articles came from, and say which are not, byte for byte, what was read.
    #[arg(long, conflicts_with = "repair")]
    sources: bool,
    #[command(flatten)]
    output: OutputArguments,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    arguments.output.only("check", &[Format::Text, Format::Json, Format::Jsonl])?;
    let index = arguments.index.open()?;
    let found = index::check(&index)?;
    let repaired = if arguments.repair && !found.is_good() { Some(index::repair(&index)?) } else { None };
    // Of a damaged index it is not known which files it was made of.
    let stop = stop_on_interrupt();
    let sources =
        (arguments.sources && found.is_good()).then(|| check_sources(&index.snapshot()?, &stop)).transpose()?;
    if stop.load(Ordering::Relaxed) {
        bail!("stopped before all files were compared");
    }
    let is_good = repaired.as_ref().unwrap_or(&found).is_good()
        && sources.as_ref().is_none_or(|sources| sources.troubles.is_empty());
    let mut out = output::stdout();
    let told = || as_json(&found, repaired.as_ref(), sources.as_ref());
    match arguments.output.format {
        Format::Json => out.write_all(machine::document(&told()).as_bytes())?,
        Format::Jsonl => out.write_all(machine::line(&told()).as_bytes())?,
        _ => {
            write_text(&found, repaired.as_ref(), &mut out)?;
            sources.map_or(Ok(()), |sources| write_sources(&sources, &mut out))?;
        }
    }
    out.flush()?;
    Ok(if is_good { ExitCode::SUCCESS } else { ExitCode::from(2) })
}

fn as_json(found: &Health, repaired: Option<&Health>, sources: Option<&Sources>) -> serde_json::Value {
    let damages = found.damages.iter();
    json!({
        "format_version": machine::FORMAT_VERSION,
        "good": found.is_good(),
        "segments": found.segments,
        "files": found.files,
        "articles": found.articles,
        "damaged": damages.map(|d| json!({ "file": d.file, "what": d.what, "documents": d.documents })).collect::<Vec<_>>(),
        "incomplete": found.incomplete,
        "unreadable": found.unreadable,
        "repaired": repaired.map(Health::is_good),
        "sources": sources.map(|sources| json!({
            "same": sources.same,
            "unproven": sources.unproven,
            "troubles": sources.troubles.iter().map(|(path, trouble)| json!({ "path": path, "what": told(trouble) }))
                .collect::<Vec<_>>(),
        })),
    })
}

/// What is wrong with a file of the archive, in words.
fn told(trouble: &SourceTrouble) -> String {
    match trouble {
        SourceTrouble::Gone => "gone".to_owned(),
        SourceTrouble::Changed => "changed since it was read".to_owned(),
        SourceTrouble::Unknown(reason) => reason.clone(),
    }
}

fn write_sources(sources: &Sources, out: &mut dyn Write) -> anyhow::Result<()> {
    for (path, trouble) in &sources.troubles {
        writeln!(out, "source      {}: {}", for_terminal(&path.as_text()), for_terminal(&told(trouble)))?;
    }
    let plural = |count: u64| if count == 1 { "file is" } else { "files are" };
    let Sources { same, unproven, .. } = sources;
    writeln!(out, "{same} {} what was read, by their SHA-256", plural(*same))?;
    if *unproven > 0 {
        writeln!(
            out,
            "{unproven} {} of the same size and fast hash; their SHA-256 was not recorded, `dateline index --reread` does it",
            plural(*unproven)
        )?;
    }
    Ok(())
}

fn write_text(found: &Health, repaired: Option<&Health>, out: &mut dyn Write) -> anyhow::Result<()> {
    for damage in &found.damages {
        let (file, what, documents) = (damage.file.display(), &damage.what, damage.documents);
        writeln!(out, "damaged     {file}: {what}; {documents} documents lie in its segment")?;
    }
    for file in &found.incomplete {
        writeln!(out, "incomplete  {}: not all of its articles are in the index", file.escape_debug())?;
    }
    let unreadable = repaired.unwrap_or(found).unreadable;
    if unreadable > 0 {
        writeln!(out, "unreadable  {unreadable} records; `dateline index --rebuild` builds the index anew")?;
    }
    let Health { segments, files, articles, .. } = found;
    match repaired {
        _ if found.is_good() => {
            let counts = [(*segments as u64, "segment"), (*files as u64, "file"), (*articles, "article")];
            let told =
                counts.map(|(count, noun)| if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") });
            writeln!(out, "good: {}", told.join(", "))?;
        }
        Some(rest) if rest.is_good() => writeln!(out, "repaired; run `dateline index` again: it reads what was lost")?,
        Some(_) => {}
        None => {
            writeln!(out, "`dateline check --repair` drops what is damaged; the next `dateline index` reads it again")?;
        }
    }
    Ok(())
}
