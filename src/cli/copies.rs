//! `dateline copies`: the stories that stand in the archive more than once.

use std::io::Write;
use std::process::ExitCode;

use dateline::model::{CopyGroup, CopyOf};
use dateline::present::{machine, terminal};
use dateline::query::Match;
use dateline::search::Names;

use super::arguments::{Filters, Format, IndexArgument, OutputArguments, read_query};
use super::output;
use super::selection::code;

/// How many groups a person is shown where no limit is given.
const SHOWN: usize = 20;

/// List stories that stand in the archive more than once: the largest and most spread first.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Only stories of which an article matches; all of them if left out.
    #[arg(default_value = "*")]
    query: String,
    /// How many stories to list; 20 as text, else all.
    #[arg(short = 'n', long, value_name = "N")]
    limit: Option<usize>,
    #[command(flatten)]
    index: IndexArgument,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    output: OutputArguments,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let query = arguments.filters.around(read_query(&arguments.query, false, Match::All)?.query)?;
    let searcher = arguments.index.searcher()?;
    let format = arguments.output.format;
    let everything = if format == Format::Text { SHOWN } else { usize::MAX };
    let limit = arguments.limit.unwrap_or(everything);
    let style = output::style(&arguments.output);
    let mut out = output::stdout();
    let mut groups = Vec::new();
    let found = searcher.copy_groups(&query, Names::default(), limit, |group| -> anyhow::Result<()> {
        match format {
            Format::Text | Format::Trec => terminal::copy_group(group, &style, &mut out)?,
            Format::Json => groups.push(machine::copy_group(group)),
            Format::Jsonl => write!(out, "{}", machine::line(&machine::copy_group(group)))?,
            Format::Csv => write_rows(group, &mut out)?,
        }
        Ok(())
    })?;
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
