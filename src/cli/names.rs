//! `dateline names`: the spellings of a name that an index holds.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use dateline::model::{NamePart, NameVariant};
use dateline::present::machine;
use dateline::text::name::Point;
use rayon::prelude::*;
use serde_json::{Value, json};

use super::arguments::{Format, IndexArgument, OutputArguments, Sureness};
use super::selection::code;
use super::{batch, output};

/// List the spellings of a name that the index holds, in all scripts.
///
/// Each with the number of its articles, its script, and how sure it is: the log-odds that it is the same name. The list is
/// wide, for a person to look through: `search` takes those without a question mark. Of a name of several words each
/// word has its own list, as it has in a search.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The names.
    #[arg(required_unless_present = "queries", value_name = "NAME")]
    names: Vec<String>,
    /// Every name of this file, one a line.
    #[arg(long, value_name = "FILE", conflicts_with = "names")]
    queries: Option<PathBuf>,
    /// How sure a spelling must be.
    #[arg(long, value_enum, default_value_t = Sureness::Wide, value_name = "POINT")]
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
    let answers: Vec<(&String, Vec<NamePart>)> = names
        .par_iter()
        .map(|name| Ok((name, searcher.names(name, arguments.point.point())?)))
        .collect::<anyhow::Result<_>>()?;
    let mut out = output::stdout();
    let mut found = 0;
    for (name, parts) in &answers {
        found += parts.iter().map(|part| part.variants.len() as u64).sum::<u64>();
        write(name, parts, arguments.output.format, &mut out)?;
    }
    out.flush()?;
    Ok(code(found))
}

fn write(name: &str, parts: &[NamePart], format: Format, out: &mut dyn Write) -> anyhow::Result<()> {
    match format {
        Format::Json | Format::Jsonl => {
            let variants: Vec<Value> = parts.iter().flat_map(records).collect();
            write!(out, "{}", machine::line(&json!({ "name": name, "variants": variants })))?;
        }
        _ => {
            for part in parts {
                write_part(part, out)?;
            }
        }
    }
    Ok(())
}

/// The spellings of a word of a name, each with the word.
fn records(part: &NamePart) -> impl Iterator<Item = Value> {
    part.variants.iter().map(|variant| {
        let mut record = json!(variant);
        record["of"] = json!(part.text);
        record
    })
}

fn write_part(part: &NamePart, out: &mut dyn Write) -> anyhow::Result<()> {
    writeln!(out, "{} {}", part.text, part.articles)?;
    for NameVariant { text, articles, score, script } in &part.variants {
        let unsure = if Point::Default.takes(*score) { "" } else { " ?" };
        writeln!(out, "  {text:<20} {articles:>7}  {script:<10} {score:.1}{unsure}")?;
    }
    Ok(())
}
