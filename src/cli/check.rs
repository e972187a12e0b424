//! `dateline check`: whether an index is whole, and bringing back what is not.

use std::collections::BTreeSet;
use std::io::Write;
use std::process::ExitCode;

use dateline::index::{self, Health};
use dateline::present::machine;
use serde_json::json;

use super::arguments::IndexArgument;
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
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let index = arguments.index.open()?;
    let health = index::check(&index)?;
    let again = match arguments.repair && !health.is_good() {
        true => Some(index::repair(&index, &health)?),
        false => None,
    };
    let mut out = output::stdout();
    if arguments.json {
        writeln!(out, "{:#}", as_json(&health, again.as_ref()))?;
    } else {
        write_text(&health, again.as_ref(), &mut out)?;
    }
    out.flush()?;
    Ok(if health.is_good() || again.is_some() { ExitCode::SUCCESS } else { ExitCode::from(2) })
}

fn as_json(health: &Health, again: Option<&BTreeSet<String>>) -> serde_json::Value {
    let damages = health.damages.iter();
    json!({
        "format_version": machine::FORMAT_VERSION,
        "good": health.is_good(),
        "segments": health.segments,
        "files": health.files,
        "articles": health.articles,
        "damaged": damages.map(|d| json!({ "file": d.file, "what": d.what, "documents": d.documents })).collect::<Vec<_>>(),
        "incomplete": health.incomplete,
        "unreadable": health.unreadable,
        "repaired": again.is_some(),
        "read_again": again,
    })
}

fn write_text(health: &Health, again: Option<&BTreeSet<String>>, out: &mut dyn Write) -> anyhow::Result<()> {
    for damage in &health.damages {
        writeln!(
            out,
            "damaged     {}: {}; {} documents lie in its segment",
            damage.file.display(),
            damage.what,
            damage.documents
        )?;
    }
    for file in &health.incomplete {
        writeln!(out, "incomplete  {}: not all of its articles are in the index", file.escape_debug())?;
    }
    if health.unreadable > 0 {
        writeln!(out, "unreadable  {} records; build the index anew", health.unreadable)?;
    }
    match again {
        _ if health.is_good() => {
            writeln!(out, "good: {} segments, {} files, {} articles", health.segments, health.files, health.articles)?;
        }
        Some(_) => writeln!(out, "repaired; run `dateline index` again: it reads what was lost")?,
        None => {
            writeln!(out, "`dateline check --repair` drops what is damaged; the next `dateline index` reads it again")?
        }
    }
    Ok(())
}
