//! `dateline copies`: the stories that stand in the archive more than once.

use std::io::{self, Write};
use std::process::ExitCode;

use std::ops::ControlFlow;

use dateline::ask::{Engine, Limit, Purpose, today};
use dateline::model::CopyGroup;
use dateline::present::{Format, machine, terminal};
use dateline::search::Request;
use serde_json::json;

use super::arguments::OutputArguments;
use super::output;
use super::question::{ArchiveArguments, ReadingArguments, code};

/// How many groups a person is shown where no limit is given.
const SHOWN: usize = 20;

/// List stories that stand in the archive more than once: the largest and most spread first.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Only stories of which an article matches; all of them if left out.
    #[arg(value_name = "QUERY", default_value = "*")]
    words: Vec<String>,
    /// How many stories to list, or `all` [default: 20; as json, jsonl and csv: all].
    #[arg(short = 'n', long, value_name = "N")]
    limit: Option<Limit>,
    #[command(flatten)]
    archive: ArchiveArguments,
    #[command(flatten)]
    reading: ReadingArguments,
    #[command(flatten)]
    output: OutputArguments,
}

/// The forms that groups have.
const FORMATS: &[Format] = &[Format::Text, Format::Json, Format::Jsonl, Format::Csv];

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    arguments.output.only("copies", FORMATS)?;
    let opened = arguments.archive.open()?;
    let searcher = &*opened.engine;
    let question = arguments.archive.question(&arguments.words, &arguments.reading)?;
    let mut asked = question.read(searcher, Purpose::Count, &today)?;
    asked.warnings.iter().for_each(|warning| output::warn(warning));
    let everything = if arguments.output.format == Format::Text { Limit::Hits(SHOWN) } else { Limit::All };
    asked.request.limit = arguments.limit.unwrap_or(everything).hits();
    let mut out = output::stdout();
    let found = write(searcher, &asked.request, &arguments.output, &mut out)?;
    out.flush()?;
    Ok(code(found as u64))
}

/// Writes the groups as they are found; gives how many there are in all.
fn write(
    searcher: &dyn Engine,
    request: &Request,
    arguments: &OutputArguments,
    out: &mut dyn Write,
) -> anyhow::Result<usize> {
    match arguments.format {
        Format::Json => {
            let mut groups = Vec::new();
            let found = each(searcher, request, &mut |group| {
                groups.push(machine::copy_group(group));
                Ok(())
            })?;
            let answer = json!({ "format_version": machine::FORMAT_VERSION, "total": found, "groups": groups });
            out.write_all(machine::document(&answer).as_bytes())?;
            Ok(found)
        }
        Format::Jsonl => {
            let mut lines = |group: &CopyGroup| out.write_all(machine::line(&machine::copy_group(group)).as_bytes());
            each(searcher, request, &mut lines)
        }
        Format::Csv => {
            let mut table = machine::copies_table(output::guarded(out))?;
            let found = each(searcher, request, &mut |group| machine::csv_group(group, &mut table))?;
            table.finish()?;
            Ok(found)
        }
        _ => {
            let style = output::style(arguments);
            let found = each(searcher, request, &mut |group| terminal::copy_group(group, &style, out))?;
            writeln!(out, "{}", summary(found, request.limit))?;
            Ok(found)
        }
    }
}

/// Goes through the groups until one cannot be written.
fn each(
    searcher: &dyn Engine,
    request: &Request,
    write: &mut dyn FnMut(&CopyGroup) -> io::Result<()>,
) -> anyhow::Result<usize> {
    let mut written = Ok(());
    let found = searcher.copy_groups(request, &mut |group| {
        written = write(group);
        if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    written?;
    Ok(found)
}

fn summary(found: usize, limit: usize) -> String {
    let stories = if found == 1 { "story stands" } else { "stories stand" };
    match found > limit {
        true => format!("{found} {stories} in the archive more than once; the first {limit} are shown"),
        false => format!("{found} {stories} in the archive more than once"),
    }
}
