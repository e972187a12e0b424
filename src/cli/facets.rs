//! `dateline facets` and `dateline timeline`: counts over the articles that match.

use std::io::Write;
use std::process::ExitCode;

use clap::ValueEnum;
use dateline::model::FacetCounts;
use dateline::present::{machine, terminal};
use dateline::query::Match;
use dateline::search::Request;
use serde_json::json;

use super::arguments::{Filters, Format, IndexArgument, OutputArguments, read_query};
use super::output;
use super::selection::code;

/// Count the articles that match, by country, topic, year, month, site or language.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Which articles; all of them if left out.
    #[arg(default_value = "*")]
    query: String,
    /// What to count: country, mentions, topic, site, lang, kind, year, month, day; several with commas.
    #[arg(long, value_delimiter = ',', default_value = "country,topic,year,lang", value_name = "FACETS")]
    by: Vec<String>,
    #[command(flatten)]
    index: IndexArgument,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    output: OutputArguments,
}

/// Count the articles that match over time.
#[derive(Debug, clap::Args)]
pub(crate) struct TimelineArguments {
    /// Which articles; all of them if left out.
    #[arg(default_value = "*")]
    query: String,
    /// How long a step is.
    #[arg(long, value_enum, default_value_t = Step::Month)]
    by: Step,
    #[command(flatten)]
    index: IndexArgument,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    output: OutputArguments,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Step {
    Year,
    Month,
    Day,
}

/// The forms that counts have.
const FORMATS: &[Format] = &[Format::Text, Format::Json, Format::Jsonl, Format::Csv];

/// Runs `facets`.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    arguments.output.only("facets", FORMATS)?;
    print(&arguments.query, arguments.by.clone(), &arguments.index, &arguments.filters, &arguments.output)
}

/// Runs `timeline`.
pub(crate) fn run_timeline(arguments: &TimelineArguments) -> anyhow::Result<ExitCode> {
    arguments.output.only("timeline", FORMATS)?;
    let step = match arguments.by {
        Step::Year => "year",
        Step::Month => "month",
        Step::Day => "day",
    };
    print(&arguments.query, vec![step.to_owned()], &arguments.index, &arguments.filters, &arguments.output)
}

fn print(
    query: &str,
    facets: Vec<String>,
    index: &IndexArgument,
    filters: &Filters,
    output: &OutputArguments,
) -> anyhow::Result<ExitCode> {
    let query = filters.around(read_query(query, false, Match::All)?.query)?;
    let request = Request { query, facets, limit: 0, snippets: 0, facet_limit: usize::MAX, ..Request::default() };
    let results = index.searcher()?.search(&request)?;
    output::page(output.pager, |out| write(&results.facets, output, out))?;
    Ok(code(results.total))
}

fn write(facets: &[FacetCounts], arguments: &OutputArguments, out: &mut dyn Write) -> anyhow::Result<()> {
    match arguments.format {
        Format::Text | Format::Trec => {
            let style = output::style(arguments);
            for (place, counts) in facets.iter().enumerate() {
                if place > 0 {
                    writeln!(out)?;
                }
                terminal::counts(counts, &style, out)?;
            }
        }
        Format::Json => {
            let facets: Vec<_> = facets.iter().map(machine::counts).collect();
            writeln!(out, "{:#}", json!({ "format_version": machine::FORMAT_VERSION, "facets": facets }))?;
        }
        Format::Jsonl => {
            for counts in facets {
                write!(out, "{}", machine::line(&machine::counts(counts)))?;
            }
        }
        Format::Csv => machine::csv_counts(facets, out)?,
    }
    Ok(())
}
