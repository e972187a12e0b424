//! `dateline stats`: what an archive holds.

use std::io::Write;
use std::process::ExitCode;

use dateline::ask::{Engine, FileCounts, Holdings, Place, Purpose, Question, today};
use dateline::model::{Bucket, Copies, Results};
use dateline::present::machine::Layout;
use dateline::present::terminal::{Coverage, Overview};
use dateline::present::{Format, machine, terminal};
use dateline::query::Query;
use dateline::search::Request;
use dateline::text::escape::for_terminal;

use super::arguments::OutputArguments;
use super::engine::EngineArguments;
use super::output;

/// Say what the archive holds: files, what was skipped and why, articles, what is dated and how exactly, languages, countries,
/// topics, where sites are at home as their stories show, and when each of the largest sites is covered.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    engine: EngineArguments,
    #[command(flatten)]
    output: OutputArguments,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    arguments.output.only("stats", &[Format::Text, Format::Json, Format::Jsonl])?;
    let opened = arguments.engine.open()?;
    let engine = &*opened.engine;
    let is_text = arguments.output.format == Format::Text;
    let facets: &[&str] = if is_text { &terminal::OVERVIEW_FACETS } else { &machine::STATS_FACETS };
    let results = engine.search(&Request::new(Query::All).limit(0).facets(facets.iter().copied()))?;
    let sites = if is_text { coverage(engine, &results)? } else { Vec::new() };
    let told = Told { place: engine.place()?, holdings: engine.holdings()?, results, sites };
    output::page(arguments.output.pager, |out| write(&told, arguments, out))?;
    Ok(ExitCode::SUCCESS)
}

/// What is told of an archive.
struct Told {
    place: Place,
    holdings: Holdings,
    results: Results,
    /// When the largest sites are covered.
    sites: Vec<Coverage>,
}

/// When the largest sites are covered.
fn coverage(searcher: &dyn Engine, results: &Results) -> anyhow::Result<Vec<Coverage>> {
    let sites = results.facets.iter().filter(|counts| counts.by == "site").flat_map(|counts| &counts.buckets);
    let covered = |site: &Bucket| {
        let mut question = Question::default().copies(Copies::All).facets(terminal::COVERAGE_FACETS);
        question.filters.add("site", [site.value.clone()]);
        let facets = question.answer(searcher, Purpose::Facets, &today)?.facets;
        Ok(Coverage { site: site.label.clone(), articles: site.count, facets })
    };
    sites.take(terminal::OVERVIEW_SITES).map(covered).collect()
}

fn write(told: &Told, arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<()> {
    let Told { place, holdings, results, sites } = told;
    match arguments.output.layout() {
        Some(layout) => {
            let stats = machine::stats(place, holdings, results);
            let text = if layout == Layout::Document { machine::document(&stats) } else { machine::line(&stats) };
            out.write_all(text.as_bytes())?;
        }
        None => {
            write_place(place, out)?;
            write_holdings(holdings, out)?;
            let overview = Overview { files: &holdings.files, results, sites, homes: &holdings.homes };
            terminal::overview(&overview, &output::style(&arguments.output), out)?;
        }
    }
    Ok(())
}

/// Where the archive is kept.
fn write_place(place: &Place, out: &mut dyn Write) -> std::io::Result<()> {
    match place {
        Place::Index { folder, format, bytes } => {
            let folder = folder.as_text();
            writeln!(out, "index     {} (format {format}, {:.1} MB)", for_terminal(&folder), *bytes as f64 / 1e6)
        }
        Place::Cluster { address, name, form, bytes } => {
            let megabytes = *bytes as f64 / 1e6;
            writeln!(
                out,
                "cluster   {}: {} (form {form}, {megabytes:.1} MB)",
                for_terminal(address),
                for_terminal(name)
            )
        }
    }
}

/// What it was made of.
fn write_holdings(holdings: &Holdings, out: &mut dyn Write) -> std::io::Result<()> {
    let Holdings { roots, field_names, files, .. } = holdings;
    for root in roots {
        writeln!(out, "built of  {}", for_terminal(&root.as_text()))?;
    }
    for (folder, names) in field_names {
        let pairs: Vec<String> = names.iter().map(|(field, name)| format!("{field}={name}")).collect();
        let told = format!("{folder}: {}", pairs.join(" "));
        writeln!(out, "map       {}", for_terminal(&told))?;
    }
    let FileCounts { indexed, skipped, failed, of_records, .. } = files;
    writeln!(out, "files     {} ({indexed} indexed, {skipped} skipped, {failed} failed)", files.total())?;
    if *of_records > 0 {
        writeln!(out, "          {of_records} of several articles (records, feeds, crawls)")?;
    }
    let outdated = machine::outdated(files);
    if outdated > 0 {
        let again = "`dateline index` reads them again";
        writeln!(out, "          {outdated} read by an older dateline, which read otherwise; {again}")?;
    }
    Ok(())
}
