//! `dateline show`: one article, with what it rests on.

use std::io::Write;
use std::process::ExitCode;

use anyhow::bail;
use dateline::model::Entry;
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
    arguments.output.only("show", &[Format::Text, Format::Json, Format::Jsonl])?;
    let entries = arguments.index.searcher()?.article(&arguments.id)?;
    if entries.is_empty() {
        bail!("no article has the id `{}`; `dateline search` prints ids", arguments.id);
    }
    output::page(arguments.output.pager, |out| write(&entries, arguments, out))?;
    Ok(ExitCode::SUCCESS)
}

fn write(entries: &[Entry], arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<()> {
    let style = output::style(&arguments.output);
    for (place, entry) in entries.iter().enumerate() {
        match arguments.output.format {
            Format::Json | Format::Jsonl => write!(out, "{}", machine::line(&machine::entry(entry)))?,
            _ => {
                if place > 0 {
                    writeln!(out, "\n--- another capture ---\n")?;
                }
                terminal::article(entry, &style, out)?;
                if arguments.why {
                    terminal::evidence(entry, &style, out)?;
                }
            }
        }
    }
    Ok(())
}
