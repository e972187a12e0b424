//! `dateline watch`: an archive that keeps itself up to date.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context, bail};
use dateline::ask::{Limit, Purpose, SavedSearches, today};
use dateline::index::Index;
use dateline::ingest::Options;
use dateline::present::{machine, terminal};
use dateline::search::Searcher;
use dateline::watch::{Told, watch};
use serde_json::json;

use super::arguments::IndexArgument;
use super::index::stop_on_interrupt;
use super::limits::usual;
use super::output;
use super::progress::Bar;

/// Keep the index up to date with folders: what is saved there is indexed within seconds.
///
/// Files that are still being written wait; many at once are one commit; folders on a network are looked through every few
/// seconds. Ctrl-C ends it.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Folders; those that the index was built from if left out.
    #[arg(value_name = "FOLDER")]
    folders: Vec<PathBuf>,
    /// Run this command for each saved search that finds something new: JSON on its standard input, with `name` and
    /// `results`.
    #[arg(long, value_name = "COMMAND")]
    on_new: Option<String>,
    #[command(flatten)]
    index: IndexArgument,
}

/// Runs the command: until Ctrl-C.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let index = Index::open_or_create(&arguments.index.folder())?;
    let folders = if arguments.folders.is_empty() { index.roots()? } else { arguments.folders.clone() };
    if folders.is_empty() {
        bail!("nothing to watch; name a folder: `dateline watch FOLDER`");
    }
    let options = Options::default().limits(usual()).stop(stop_on_interrupt());
    watch(&index, &folders, &options, &Bar::new(), &mut |told| tell(&told, &index, arguments))?;
    Ok(ExitCode::SUCCESS)
}

fn tell(told: &Told<'_>, index: &Index, arguments: &Arguments) -> anyhow::Result<()> {
    match told {
        Told::Polling(folder) => {
            output::warn(&format!(
                "{}: tells of no changes itself, and is looked through every few seconds",
                folder.display()
            ));
        }
        Told::Listening => output::warn("watching; Ctrl-C ends it"),
        Told::Waiting(error) => output::warn(&error.to_string()),
        Told::Read(report) => {
            let mut out = output::stdout();
            terminal::report(report, terminal::Reasons::New, &mut out)?;
            out.flush()?;
            if let Some(command) = &arguments.on_new {
                tell_of_news(index, command)?;
            }
        }
    }
    Ok(())
}

/// Runs a command for each saved search that finds something new, and takes note of what it was told.
fn tell_of_news(index: &Index, command: &str) -> anyhow::Result<()> {
    let searcher = Searcher::open(index)?;
    let store = SavedSearches::of(index.folder());
    let _only_one = store.lock()?;
    for name in store.names()? {
        // One that cannot be read or asked, or whose command fails, is no reason to end; what was not told is told the next time.
        if let Err(error) = tell_of(&store, &name, &searcher, command) {
            output::warn_lines(&format!("{name}: {error:#}"));
        }
    }
    Ok(())
}

/// Hands what a saved search finds anew to a command, and takes note of it.
fn tell_of(store: &SavedSearches, name: &str, searcher: &Searcher, command: &str) -> anyhow::Result<()> {
    let mut saved = store.load(name)?;
    let mut asked = saved.only_new(saved.question.read(searcher, Purpose::Page, &today)?, searcher)?;
    if asked.request.only.as_ref().is_none_or(Vec::is_empty) {
        return Ok(());
    }
    asked.request.limit = Limit::All.hits();
    let results = asked.answer(searcher)?;
    let told =
        json!({ "format_version": machine::FORMAT_VERSION, "name": name, "results": machine::results(&results) });
    hand_over(command, &machine::line(&told))?;
    saved.mark_shown(&results, searcher)?;
    saved.last_run = Some(jiff::Timestamp::now());
    Ok(store.write(name, &saved)?)
}

/// Runs a command with a text on its standard input.
fn hand_over(command: &str, text: &str) -> anyhow::Result<()> {
    let mut words = command.split_whitespace();
    let program = words.next().context("--on-new names no command")?;
    let mut run = Command::new(program).args(words).stdin(Stdio::piped()).spawn();
    let run = run.as_mut().map_err(|cause| anyhow::anyhow!("`{program}` cannot be run: {cause}"))?;
    if let Some(mut stdin) = run.stdin.take() {
        // A command may have heard enough before the end.
        let _ = stdin.write_all(text.as_bytes());
    }
    let status = run.wait()?;
    if !status.success() {
        bail!("`{command}` failed: {status}");
    }
    Ok(())
}
