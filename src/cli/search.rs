//! `dateline search`: ranked results with snippets and facets.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use dateline::model::{Copies, Results};
use dateline::present::{machine, terminal};
use dateline::query::Query;
use dateline::search::{Request, Searcher};

use super::arguments::{Filters, Format, IndexArgument, OutputArguments};
use super::selection::{Selection, code};
use super::{batch, index, output};

/// Search the archive.
///
/// Words are joined by AND: `syria airbase`. Phrases stand in quotes, `OR`, `NOT` and parentheses combine, a prefix
/// asks one field: `title:port`, `country:sy`, `date:2025-10`. `dateline help query` tells it all.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// What to search for.
    #[arg(required_unless_present = "queries")]
    query: Option<String>,
    /// Bring the index of this folder up to date first.
    #[arg(long = "in", value_name = "FOLDER")]
    archive: Option<PathBuf>,
    #[command(flatten)]
    index: IndexArgument,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    selection: Selection,
    /// Count these over all matches: country, mentions, topic, site, lang, kind, year, month, day; `none` for none.
    #[arg(long, value_name = "FACETS", value_delimiter = ',', default_value = "country,topic,year")]
    facet: Vec<String>,
    /// Print only how many articles match.
    #[arg(long, conflicts_with_all = ["list", "queries"])]
    count: bool,
    /// Print only the paths of the files.
    #[arg(short = 'l', long, conflicts_with = "queries")]
    list: bool,
    /// With -l: end paths with a NUL byte, for `xargs -0`.
    #[arg(short = '0', long, requires = "list")]
    null: bool,
    /// Run every query of this file: one a line, or JSON lines with `_id` and `text`.
    #[arg(long, value_name = "FILE", conflicts_with = "query")]
    queries: Option<PathBuf>,
    #[command(flatten)]
    output: OutputArguments,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let index = match &arguments.archive {
        Some(folder) => index::bring_up_to_date(&arguments.index.folder, folder)?,
        None => arguments.index.open()?,
    };
    let searcher = Searcher::new(index.snapshot()?)?;
    if let Some(file) = &arguments.queries {
        return batch::run(&searcher, file, &arguments.selection, &arguments.filters, arguments.output.format);
    }
    let text = arguments.query.as_deref().unwrap_or_default();
    let mut request = arguments.selection.request(text)?;
    request.query = arguments.filters.around(std::mem::replace(&mut request.query, Query::All))?;
    if !arguments.count && !arguments.list {
        request.copies = arguments.selection.copies().unwrap_or(Copies::Collapse);
    }
    if arguments.count {
        return print_count(&searcher, request);
    }
    request.facets = arguments.facet.iter().filter(|name| *name != "none").cloned().collect();
    if arguments.list {
        request.snippets = 0;
        request.facets.clear();
    }
    let results = searcher.search(&request)?;
    results.warnings.iter().for_each(|warning| output::warn(warning));
    let mut out = output::stdout();
    match arguments.list {
        true => write_paths(&results, arguments.null, &mut out)?,
        false => write(&results, text, &arguments.output, &mut out)?,
    }
    out.flush()?;
    Ok(code(results.total))
}

fn print_count(searcher: &Searcher, request: Request) -> anyhow::Result<ExitCode> {
    let results = searcher.search(&Request { limit: 0, snippets: 0, ..request })?;
    let mut out = output::stdout();
    writeln!(out, "{}", results.total)?;
    out.flush()?;
    Ok(code(results.total))
}

fn write(results: &Results, text: &str, arguments: &OutputArguments, out: &mut dyn Write) -> anyhow::Result<()> {
    match arguments.format {
        Format::Text => terminal::results(results, &output::style(arguments), out)?,
        Format::Json => writeln!(out, "{:#}", machine::results(results))?,
        Format::Jsonl => {
            for hit in &results.hits {
                write!(out, "{}", machine::line(&machine::hit(hit)))?;
            }
        }
        Format::Csv => machine::csv(results, out)?,
        Format::Trec => machine::trec(text, results, out)?,
    }
    Ok(())
}

fn write_paths(results: &Results, null: bool, out: &mut dyn Write) -> anyhow::Result<()> {
    let end: &[u8] = if null { b"\0" } else { b"\n" };
    for hit in &results.hits {
        out.write_all(hit.origin.full_path().as_os_str().as_encoded_bytes())?;
        out.write_all(end)?;
    }
    Ok(())
}
