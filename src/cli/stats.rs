//! `dateline stats`: what an index holds.

use std::io::Write;
use std::process::ExitCode;

use dateline::index::{FORMAT, FileRecord, Index, Outcome};
use dateline::model::{ArchivePath, FacetCounts, Results};
use dateline::present::{Format, machine, terminal};
use dateline::query::Query;
use dateline::search::{Request, Searcher};
use dateline::text::escape::for_terminal;

use super::arguments::{IndexArgument, OutputArguments};
use super::output;

/// Say what the index holds: files, articles, languages, what is dated and what is not.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    index: IndexArgument,
    #[command(flatten)]
    output: OutputArguments,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    arguments.output.only("stats", &[Format::Text, Format::Json, Format::Jsonl])?;
    let index = arguments.index.open()?;
    let snapshot = index.snapshot()?;
    let files: Vec<FileRecord> = snapshot.files()?.into_values().collect();
    let articles = snapshot.article_count()?;
    let request = Request::new(Query::All).limit(0).facets(machine::STATS_FACETS);
    let results = Searcher::new(snapshot)?.search(&request)?;
    let held = Held {
        bytes: machine::folder_size(index.folder()),
        roots: index.roots()?.into_iter().map(ArchivePath::from).collect(),
        index,
        files,
        articles,
        results,
    };
    output::page(arguments.output.pager, |out| write(&held, arguments, out))?;
    Ok(ExitCode::SUCCESS)
}

/// What an index holds.
struct Held {
    index: Index,
    roots: Vec<ArchivePath>,
    bytes: u64,
    files: Vec<FileRecord>,
    articles: u64,
    results: Results,
}

fn write(held: &Held, arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<()> {
    let Held { index, roots, bytes, files, articles, results } = held;
    match arguments.output.format {
        Format::Json | Format::Jsonl => {
            let stats = machine::stats(index, files, results)?;
            let is_document = arguments.output.format == Format::Json;
            let text = if is_document { machine::document(&stats) } else { machine::line(&stats) };
            out.write_all(text.as_bytes())?;
        }
        _ => {
            let folder = ArchivePath::from(index.folder());
            let folder = for_terminal(&folder.as_text()).into_owned();
            writeln!(out, "index     {folder} (format {FORMAT}, {:.1} MB)", *bytes as f64 / 1e6)?;
            for root in roots {
                writeln!(out, "built of  {}", for_terminal(&root.as_text()))?;
            }
            for (folder, names) in index.field_names()? {
                let pairs: Vec<String> = names.iter().map(|(field, name)| format!("{field}={name}")).collect();
                let told = format!("{folder}: {}", pairs.join(" "));
                writeln!(out, "map       {}", for_terminal(&told))?;
            }
            writeln!(out, "files     {}", summary(files))?;
            if machine::of_records(files) > 0 {
                writeln!(out, "          {} of several articles (records, feeds, crawls)", machine::of_records(files))?;
            }
            if machine::outdated(files) > 0 {
                let again = "`dateline index` reads them again";
                writeln!(
                    out,
                    "          {} read by an older dateline, which read otherwise; {again}",
                    machine::outdated(files)
                )?;
            }
            writeln!(out, "articles  {articles}")?;
            write_facets(&results.facets, arguments, out)?;
        }
    }
    Ok(())
}

fn write_facets(facets: &[FacetCounts], arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<()> {
    let style = output::style(&arguments.output);
    for counts in facets {
        writeln!(out)?;
        terminal::counts(counts, &style, out)?;
    }
    Ok(())
}

fn count(files: &[FileRecord], what: fn(&Outcome) -> bool) -> usize {
    files.iter().filter(|file| what(&file.outcome)).count()
}

fn summary(files: &[FileRecord]) -> String {
    let indexed = count(files, |outcome| matches!(outcome, Outcome::Indexed));
    let skipped = count(files, |outcome| matches!(outcome, Outcome::Skipped(_)));
    let failed = count(files, |outcome| matches!(outcome, Outcome::Failed(_)));
    format!("{} ({indexed} indexed, {skipped} skipped, {failed} failed)", files.len())
}
