//! `dateline names`: the spellings of a name that an index holds.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use dateline::model::NameVariant;
use dateline::present::machine;
use dateline::search::Searcher;
use dateline::text::name::Point;
use rayon::prelude::*;
use serde_json::json;

use super::arguments::{Format, IndexArgument, OutputArguments, Sureness};
use super::selection::code;
use super::{batch, output};

/// List the spellings of a name that the index holds, in all scripts.
///
/// Each with the number of its articles, its script, and how sure it is: the log-odds that it is the same
/// name.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The names.
    #[arg(required_unless_present = "queries", value_name = "NAME")]
    names: Vec<String>,
    /// Every name of this file, one a line.
    #[arg(long, value_name = "FILE", conflicts_with = "names")]
    queries: Option<PathBuf>,
    /// How sure a spelling must be.
    #[arg(long, value_enum, default_value_t, value_name = "POINT")]
    point: Sureness,
    #[command(flatten)]
    index: IndexArgument,
    #[command(flatten)]
    output: OutputArguments,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let searcher = arguments.index.searcher()?;
    let names = match &arguments.queries {
        Some(file) => batch::read_lines(file)?.into_iter().map(|(_, text)| text).collect(),
        None => arguments.names.clone(),
    };
    let answers: Vec<(&String, Vec<NameVariant>)> = names
        .par_iter()
        .map(|name| Ok((name, variants(&searcher, name, arguments.point.point())?)))
        .collect::<anyhow::Result<_>>()?;
    let mut out = output::stdout();
    let mut found = 0;
    for (name, variants) in &answers {
        found += variants.len() as u64;
        write(name, variants, arguments.output.format, &mut out)?;
    }
    out.flush()?;
    Ok(code(found))
}

fn variants(searcher: &Searcher, name: &str, point: Point) -> anyhow::Result<Vec<NameVariant>> {
    Ok(searcher.names(name, point)?)
}

fn write(name: &str, variants: &[NameVariant], format: Format, out: &mut dyn Write) -> anyhow::Result<()> {
    match format {
        Format::Json | Format::Jsonl => {
            write!(out, "{}", machine::line(&json!({ "name": name, "variants": variants })))?;
        }
        _ => {
            writeln!(out, "{name}")?;
            for variant in variants {
                let NameVariant { text, articles, score, script } = variant;
                writeln!(out, "  {text:<20} {articles:>7}  {script:<10} {score:.1}")?;
            }
        }
    }
    Ok(())
}
