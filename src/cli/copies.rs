//! `dateline copies`: the stories that stand in the archive more than once.

use std::io::Write;
use std::process::ExitCode;

use std::ops::ControlFlow;

use dateline::ask::{Purpose, Question};
use dateline::model::{CopyGroup, CopyOf};
use dateline::present::{machine, terminal};

use super::arguments::{Format, OutputArguments};
use super::output;
use super::question::{ArchiveArguments, ReadingArguments, code, text, today};

/// How many groups a person is shown where no limit is given.
const SHOWN: usize = 20;

/// List stories that stand in the archive more than once: the largest and most spread first.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Only stories of which an article matches; all of them if left out.
    #[arg(value_name = "QUERY", default_value = "*")]
    words: Vec<String>,
    /// How many stories to list; 20 as text, else all.
    #[arg(short = 'n', long, value_name = "N")]
    limit: Option<usize>,
    #[command(flatten)]
    archive: ArchiveArguments,
    #[command(flatten)]
    reading: ReadingArguments,
    #[command(flatten)]
    output: OutputArguments,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let searcher = arguments.archive.searcher()?;
    let reading = arguments.reading.reading();
    let mut question = Question { reading, ..Question::new(text(&arguments.words)) };
    arguments.archive.narrow(&mut question)?;
    let mut asked = question.read(&searcher, Purpose::Count, &today)?;
    asked.warnings.iter().for_each(|warning| output::warn(warning));
    let format = arguments.output.format;
    let everything = if format == Format::Text { SHOWN } else { usize::MAX };
    let limit = arguments.limit.unwrap_or(everything);
    let style = output::style(&arguments.output);
    let mut out = output::stdout();
    let mut groups = Vec::new();
    asked.request.limit = limit;
    let mut write = |group: &CopyGroup| -> anyhow::Result<()> {
        match format {
            Format::Text | Format::Trec => terminal::copy_group(group, &style, &mut out)?,
            Format::Json => groups.push(machine::copy_group(group)),
            Format::Jsonl => write!(out, "{}", machine::line(&machine::copy_group(group)))?,
            Format::Csv => write_rows(group, &mut out)?,
        }
        Ok(())
    };
    let mut written = Ok(());
    let found = searcher.copy_groups(&asked.request, &mut |group| {
        written = write(group);
        if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    written?;
    match format {
        Format::Text => writeln!(out, "{}", summary(found, limit))?,
        Format::Json => {
            let answer =
                serde_json::json!({ "format_version": machine::FORMAT_VERSION, "total": found, "groups": groups });
            writeln!(out, "{answer:#}")?;
        }
        _ => {}
    }
    out.flush()?;
    Ok(code(found as u64))
}

fn summary(found: usize, limit: usize) -> String {
    let stories = if found == 1 { "story stands" } else { "stories stand" };
    match found > limit {
        true => format!("{found} {stories} in the archive more than once; the first {limit} are shown"),
        false => format!("{found} {stories} in the archive more than once"),
    }
}

/// Two columns, one row an article: the first id of its group, and its own.
fn write_rows(group: &CopyGroup, out: &mut dyn Write) -> anyhow::Result<()> {
    let name = |article: &CopyOf| article.source_id.clone().unwrap_or_else(|| article.id.to_string());
    let quoted = |article: &CopyOf| format!("\"{}\"", name(article).replace('"', "\"\""));
    for article in &group.articles {
        writeln!(out, "{},{}", quoted(&group.articles[0]), quoted(article))?;
    }
    Ok(())
}
