//! `dateline names`: the spellings of a name that an index holds.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

#[cfg(feature = "cluster")]
use anyhow::bail;
use dateline::ask::Engine;
use dateline::model::{NamePart, NameVariant};
use dateline::present::machine::Documents;
use dateline::present::{Format, machine};
use dateline::search::{Correction, Corrections};
use dateline::text::escape::for_terminal;
use dateline::text::name::Point;
use rayon::prelude::*;

use super::arguments::{IndexArgument, OutputArguments};
#[cfg(feature = "cluster")]
use super::cluster::ClusterArguments;
use super::question::{Sureness, code};
use super::{batch, output};

/// List the spellings of a name that the index holds, in all scripts.
///
/// Each with the number of its articles, its script, and how sure it is: the log-odds that it is the same name. The list is
/// wide, for a person to look through: `search` takes those without a question mark. Of a name of several words each
/// word has its own list, as it has in a search.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The names.
    #[arg(required_unless_present_any = ["queries", "add", "drop"], value_name = "NAME")]
    names: Vec<String>,
    /// Every name of this file, one a line.
    #[arg(long, value_name = "FILE", conflicts_with = "names")]
    queries: Option<PathBuf>,
    /// From now on SPELLING is one of NAME, and NAME one of SPELLING. Kept in `names.txt` in the folder of the index, a
    /// plain file that may be edited and that indexing does not touch.
    #[arg(long, num_args = 2, value_names = ["NAME", "SPELLING"], action = clap::ArgAction::Append)]
    add: Vec<String>,
    /// From now on SPELLING is none of NAME. Kept in the same file.
    #[arg(long, num_args = 2, value_names = ["NAME", "SPELLING"], action = clap::ArgAction::Append)]
    drop: Vec<String>,
    /// How sure a spelling must be.
    #[arg(long, value_enum, default_value_t = Sureness::Wide, value_name = "POINT")]
    point: Sureness,
    #[command(flatten)]
    index: IndexArgument,
    #[cfg(feature = "cluster")]
    #[command(flatten)]
    cluster: ClusterArguments,
    #[command(flatten)]
    output: OutputArguments,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    arguments.output.only("names", &[Format::Text, Format::Json, Format::Jsonl, Format::Csv])?;
    let engine = engine(arguments)?;
    let names = match &arguments.queries {
        Some(file) => batch::read(file)?.into_iter().map(|query| query.text).collect(),
        None => arguments.names.clone(),
    };
    let answers: Vec<(&String, Vec<NamePart>)> = names
        .par_iter()
        .map(|name| Ok((name, engine.names(name, arguments.point.point())?)))
        .collect::<anyhow::Result<_>>()?;
    let mut out = output::stdout();
    write(&answers, &arguments.output, &mut out)?;
    out.flush()?;
    let found = answers.iter().flat_map(|(_, parts)| parts).map(|part| part.variants.len() as u64).sum();
    Ok(if answers.is_empty() { ExitCode::SUCCESS } else { code(found) })
}

/// What knows the names: an archive in a cluster where one was named, else the index, with the corrections that are given now.
fn engine(arguments: &Arguments) -> anyhow::Result<Box<dyn Engine>> {
    #[cfg(feature = "cluster")]
    if let Some(opened) = arguments.cluster.open(&arguments.index)? {
        if !arguments.add.is_empty() || !arguments.drop.is_empty() {
            bail!("--add and --drop write beside an index; `dateline export` then takes them into the cluster");
        }
        return Ok(opened.engine);
    }
    correct(arguments)?;
    Ok(Box::new(arguments.index.searcher()?))
}

/// Writes the corrections down.
fn correct(arguments: &Arguments) -> anyhow::Result<()> {
    let index = arguments.index.open()?;
    let pairs = |typed: &[String], correction| {
        for pair in typed.chunks_exact(2) {
            Corrections::note(index.folder(), &pair[0], &pair[1], correction)?;
        }
        anyhow::Ok(())
    };
    pairs(&arguments.add, Correction::Same)?;
    pairs(&arguments.drop, Correction::Other)
}

fn write(answers: &[(&String, Vec<NamePart>)], output: &OutputArguments, out: &mut dyn Write) -> anyhow::Result<()> {
    if let Some(layout) = output.layout() {
        let mut documents = Documents::new(layout, out);
        for (name, parts) in answers {
            documents.push(machine::names(name, parts))?;
        }
        return Ok(documents.finish()?);
    }
    if output.format == Format::Csv {
        let answers = answers.iter().map(|(name, parts)| (name.as_str(), parts.as_slice()));
        return Ok(machine::csv_names(answers, &mut output::guarded(out))?);
    }
    answers.iter().flat_map(|(_, parts)| parts).try_for_each(|part| write_part(part, out))
}

fn write_part(part: &NamePart, out: &mut dyn Write) -> anyhow::Result<()> {
    writeln!(out, "{} {}", for_terminal(&part.text), part.articles)?;
    for NameVariant { text, articles, score, script } in &part.variants {
        let unsure = if Point::Default.takes(*score) { "" } else { " ?" };
        let text = for_terminal(text);
        writeln!(out, "  {text:<20} {articles:>7}  {script:<10} {score:.1}{unsure}")?;
    }
    if part.more > 0 {
        writeln!(out, "  and {} more, less likely", part.more)?;
    }
    Ok(())
}
