//! `dateline stats`: what an index holds.

use std::io::Write;
use std::process::ExitCode;

use dateline::ask::{Purpose, Question, today};
use dateline::index::{FORMAT, FileRecord, Index, Outcome};
use dateline::ingest::site_homes;
use dateline::model::{ArchivePath, Bucket, Copies, Results};
use dateline::present::terminal::{Coverage, Overview};
use dateline::present::{Format, machine, terminal};
use dateline::query::Query;
use dateline::search::{Request, Searcher};
use dateline::sites::SiteHome;
use dateline::text::escape::for_terminal;

use super::arguments::{IndexArgument, OutputArguments};
use super::output;

/// Say what the index holds: files, what was skipped and why, articles, what is dated and how exactly, languages, countries,
/// topics, where sites are at home as their stories show, and when each of the largest sites is covered.
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
    let homes = site_homes(&snapshot)?;
    let searcher = Searcher::new(snapshot)?;
    let is_text = arguments.output.format == Format::Text;
    let facets: &[&str] = if is_text { &terminal::OVERVIEW_FACETS } else { &machine::STATS_FACETS };
    let results = searcher.search(&Request::new(Query::All).limit(0).facets(facets.iter().copied()))?;
    let sites = if is_text { coverage(&searcher, &results)? } else { Vec::new() };
    let held = Held {
        bytes: machine::folder_size(index.folder()),
        roots: index.roots()?.into_iter().map(ArchivePath::from).collect(),
        index,
        files,
        results,
        sites,
        homes,
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
    results: Results,
    /// When the largest sites are covered.
    sites: Vec<Coverage>,
    /// The sites whose stories show where they are at home.
    homes: Vec<SiteHome>,
}

/// When the largest sites are covered.
fn coverage(searcher: &Searcher, results: &Results) -> anyhow::Result<Vec<Coverage>> {
    let sites = results.facets.iter().filter(|counts| counts.by == "site").flat_map(|counts| &counts.buckets);
    let covered = |site: &Bucket| {
        let mut question = Question::default().copies(Copies::All).facets(terminal::COVERAGE_FACETS);
        question.filters.add("site", [site.value.clone()]);
        let facets = question.answer(searcher, Purpose::Facets, &today)?.facets;
        Ok(Coverage { site: site.label.clone(), articles: site.count, facets })
    };
    sites.take(terminal::OVERVIEW_SITES).map(covered).collect()
}

fn write(held: &Held, arguments: &Arguments, out: &mut dyn Write) -> anyhow::Result<()> {
    let Held { index, roots, bytes, files, results, sites, homes } = held;
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
            let overview = Overview { files, results, sites, homes };
            terminal::overview(&overview, &output::style(&arguments.output), out)?;
        }
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
