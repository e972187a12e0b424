//! `dateline facets`, `timeline`, `countries` and `topics`: counts over the articles that match.

use std::io::Write;
use std::process::ExitCode;

use clap::ValueEnum;
use dateline::ask::Purpose;
use dateline::model::Results;
use dateline::present::{Format, machine, terminal};

use super::arguments::OutputArguments;
use super::output;
use super::question::{ArchiveArguments, CopiesArgument, ReadingArguments, answer, code};

/// Count the articles that match, by country, topic, year, month, site or language.
///
/// A story counts once, as in `search`; `--copies all` counts every article.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// What to count: country, mentions, topic, topic2 (its second level), site, lang, kind, author, section, tag, year,
    /// month, week, day; several with commas [default: country,topic,year,lang].
    #[arg(long, value_delimiter = ',', value_name = "FACETS")]
    by: Option<Vec<String>>,
    #[command(flatten)]
    counting: CountingArguments,
}

/// Count the articles that match over time; a story counts once, as in `search`.
#[derive(Debug, clap::Args)]
pub(crate) struct TimelineArguments {
    /// How long a step is; empty steps are told too.
    #[arg(long, value_enum, default_value_t = Step::Month)]
    by: Step,
    #[command(flatten)]
    counting: CountingArguments,
}

/// List the countries that can be asked for in this index, with the number of articles about each, and that mention it.
#[derive(Debug, clap::Args)]
pub(crate) struct CountriesArguments {
    #[command(flatten)]
    counting: CountingArguments,
}

/// List the topics that can be asked for in this index, of both levels, with the number of articles of each.
#[derive(Debug, clap::Args)]
pub(crate) struct TopicsArguments {
    #[command(flatten)]
    counting: CountingArguments,
}

/// What is counted, and in which form.
#[derive(Debug, clap::Args)]
struct CountingArguments {
    /// Which articles; all of them if left out.
    #[arg(value_name = "QUERY", default_value = "*")]
    words: Vec<String>,
    #[command(flatten)]
    archive: ArchiveArguments,
    #[command(flatten)]
    reading: ReadingArguments,
    #[command(flatten)]
    copies: CopiesArgument,
    #[command(flatten)]
    output: OutputArguments,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Step {
    Year,
    Month,
    Week,
    Day,
}

/// The forms that counts have.
const FORMATS: &[Format] = &[Format::Text, Format::Json, Format::Jsonl, Format::Csv];

/// Runs `facets`.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    arguments.counting.output.only("facets", FORMATS)?;
    print(&arguments.counting, arguments.by.clone())
}

/// Runs `timeline`.
pub(crate) fn run_timeline(arguments: &TimelineArguments) -> anyhow::Result<ExitCode> {
    arguments.counting.output.only("timeline", &[FORMATS, &[Format::Svg]].concat())?;
    let step = match arguments.by {
        Step::Year => "year",
        Step::Month => "month",
        Step::Week => "week",
        Step::Day => "day",
    };
    // Who has no date at all has no year.
    let facets = if arguments.by == Step::Year { vec![step] } else { vec![step, "year"] };
    let mut results = asked(&arguments.counting, Some(facets.into_iter().map(str::to_owned).collect()))?;
    let undated = results.facets.last().map_or(0, |years| years.unknown);
    results.facets.truncate(1);
    let output = &arguments.counting.output;
    output::page(output.pager, |out| match output.format {
        Format::Text => {
            let style = output::style(output);
            Ok(results.facets.iter().try_for_each(|counts| terminal::counts(counts, Some(undated), &style, out))?)
        }
        Format::Svg => Ok(machine::chart(&results, &results.facets[0], undated, &mut output::guarded(out))?),
        _ => write(&results, output, out),
    })?;
    Ok(code(results.total))
}

/// Runs `countries`.
pub(crate) fn run_countries(arguments: &CountriesArguments) -> anyhow::Result<ExitCode> {
    arguments.counting.output.only("countries", FORMATS)?;
    print(&arguments.counting, Some(["country", "mentions"].map(str::to_owned).into()))
}

/// Runs `topics`.
pub(crate) fn run_topics(arguments: &TopicsArguments) -> anyhow::Result<ExitCode> {
    arguments.counting.output.only("topics", FORMATS)?;
    print(&arguments.counting, Some(["topic", "topic2"].map(str::to_owned).into()))
}

fn print(arguments: &CountingArguments, facets: Option<Vec<String>>) -> anyhow::Result<ExitCode> {
    let results = asked(arguments, facets)?;
    output::page(arguments.output.pager, |out| write(&results, &arguments.output, out))?;
    Ok(code(results.total))
}

/// The counts that are asked for.
fn asked(arguments: &CountingArguments, facets: Option<Vec<String>>) -> anyhow::Result<Results> {
    let mut question = arguments.archive.question(&arguments.words, &arguments.reading)?;
    question.facets = facets;
    arguments.copies.apply(&mut question);
    let results = answer(&question, &*arguments.archive.open()?.engine, Purpose::Facets)?;
    results.warnings.iter().for_each(|warning| output::warn(warning));
    Ok(results)
}

fn write(results: &Results, arguments: &OutputArguments, out: &mut dyn Write) -> anyhow::Result<()> {
    match arguments.format {
        Format::Json => out.write_all(machine::document(&machine::facets(results)).as_bytes())?,
        Format::Jsonl => {
            let lines = results.facets.iter().map(|counts| machine::line(&machine::counts(counts)));
            lines.into_iter().try_for_each(|line| out.write_all(line.as_bytes()))?;
        }
        Format::Csv => machine::csv_counts(&results.facets, &mut output::guarded(out))?,
        _ => {
            let style = output::style(arguments);
            for (place, counts) in results.facets.iter().enumerate() {
                if place > 0 {
                    writeln!(out)?;
                }
                terminal::counts(counts, None, &style, out)?;
            }
        }
    }
    Ok(())
}
