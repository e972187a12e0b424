//! `dateline show`: one article, with what it rests on.

use std::io::Write;
use std::process::ExitCode;

use anyhow::bail;
use dateline::present::{machine, terminal};

use super::arguments::{Format, IndexArgument, OutputArguments};
use super::output;

/// Show an article: its text and what is known about it.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The article's id as `search` prints it, or the id of the record it came in.
    id: String,
    /// Show what the date, the countries and the topics rest on.
    #[arg(long)]
    why: bool,
    #[command(flatten)]
    index: IndexArgument,
    #[command(flatten)]
    output: OutputArguments,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let searcher = arguments.index.searcher()?;
    let entries = searcher.article(&arguments.id)?;
    if entries.is_empty() {
        bail!("no article has the id `{}`; `dateline search` prints ids", arguments.id);
    }
    let copies = searcher.copies(entries[0].article.id)?;
    let style = output::style(&arguments.output);
    let mut out = output::stdout();
    for (place, entry) in entries.iter().enumerate() {
        match arguments.output.format {
            Format::Json | Format::Jsonl => {
                let mut shown = machine::entry(entry);
                shown["copies"] = copies.as_ref().map(machine::copy_group).into();
                write!(out, "{}", machine::line(&shown))?;
            }
            _ => {
                if place > 0 {
                    writeln!(out, "\n--- another capture ---\n")?;
                }
                terminal::article(entry, &style, &mut out)?;
                if arguments.why {
                    terminal::evidence(entry, &style, &mut out)?;
                }
            }
        }
    }
    if let (Some(group), Format::Text) = (&copies, arguments.output.format) {
        terminal::copies_of(entries[0].article.id, group, &style, &mut out)?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}
