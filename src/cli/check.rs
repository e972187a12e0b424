//! `dateline check`: whether an index is whole, and bringing back what is not.

use std::io::Write;
use std::process::ExitCode;

use dateline::index::{self, Health};
use dateline::present::{Format, machine};
use serde_json::json;

use super::arguments::{IndexArgument, OutputArguments};
use super::output;

/// Verify every file of an index against its checksum, and its articles against its bookkeeping.
///
/// The exit code is 0 when all is well, 2 when something is damaged. The archive itself is never touched.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    index: IndexArgument,
    /// Drop what is damaged, so that the next `dateline index` reads those files of the archive again.
    #[arg(long)]
    repair: bool,
    #[command(flatten)]
    output: OutputArguments,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    arguments.output.only("check", &[Format::Text, Format::Json, Format::Jsonl])?;
    let index = arguments.index.open()?;
    let found = index::check(&index)?;
    let repaired = if arguments.repair && !found.is_good() { Some(index::repair(&index)?) } else { None };
    let is_good = repaired.as_ref().unwrap_or(&found).is_good();
    let mut out = output::stdout();
    match arguments.output.format {
        Format::Json => out.write_all(machine::document(&as_json(&found, repaired.as_ref())).as_bytes())?,
        Format::Jsonl => out.write_all(machine::line(&as_json(&found, repaired.as_ref())).as_bytes())?,
        _ => write_text(&found, repaired.as_ref(), &mut out)?,
    }
    out.flush()?;
    Ok(if is_good { ExitCode::SUCCESS } else { ExitCode::from(2) })
}

fn as_json(found: &Health, repaired: Option<&Health>) -> serde_json::Value {
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
    })
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
        _ if found.is_good() => writeln!(out, "good: {segments} segments, {files} files, {articles} articles")?,
        Some(rest) if rest.is_good() => writeln!(out, "repaired; run `dateline index` again: it reads what was lost")?,
        Some(_) => {}
        None => {
            writeln!(out, "`dateline check --repair` drops what is damaged; the next `dateline index` reads it again")?;
        }
    }
    Ok(())
}
