//! `dateline bench`: how fast the index at hand answers.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::bail;
use dateline::present::machine;
use dateline::query::Match;
use dateline::search::{Request, Searcher};
use serde_json::json;

use super::arguments::{Format, IndexArgument, OutputArguments, read_query};
use super::{batch, output};

/// Measure how long queries take on this index: percentiles, and queries a second.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The queries: one a line, or JSON lines with `_id` and `text`.
    #[arg(long, value_name = "FILE")]
    queries: PathBuf,
    /// Take the queries as words, any of which may match.
    #[arg(long)]
    plain: bool,
    /// How often each query is run; a first round warms up and is not counted.
    #[arg(long, default_value_t = 5, value_name = "N")]
    rounds: usize,
    /// How many hits with passages each query asks for.
    #[arg(short = 'n', long, default_value_t = 10, value_name = "N")]
    limit: usize,
    #[command(flatten)]
    index: IndexArgument,
    #[command(flatten)]
    output: OutputArguments,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    arguments.output.only("bench", &[Format::Text, Format::Json, Format::Jsonl])?;
    let searcher = arguments.index.searcher()?;
    let mut requests = Vec::new();
    for (id, text) in batch::read_lines(&arguments.queries)? {
        let query = read_query(&text, arguments.plain, Match::Any)?.query;
        requests.push((id, Request { query, limit: arguments.limit, ..Request::default() }));
    }
    if requests.is_empty() {
        bail!("{} holds no query", arguments.queries.display());
    }
    let warm = round(&searcher, &requests)?;
    let mut times: Vec<Duration> = Vec::new();
    for _ in 0..arguments.rounds.max(1) {
        let measured = round(&searcher, &requests)?;
        for ((id, _), (before, now)) in requests.iter().zip(warm.iter().zip(&measured)) {
            if before.0 != now.0 {
                bail!(
                    "query {id} found {} articles, then {}; the index changed while it was measured",
                    before.0,
                    now.0
                );
            }
        }
        times.extend(measured.into_iter().map(|(_, time)| time));
    }
    write(&mut times, requests.len(), warm.iter().map(|(total, _)| total).sum(), arguments)?;
    Ok(ExitCode::SUCCESS)
}

/// Runs every query once: what it found in all, and how long it took.
fn round(searcher: &Searcher, requests: &[(String, Request)]) -> anyhow::Result<Vec<(u64, Duration)>> {
    let run = |(_, request): &(String, Request)| {
        let start = Instant::now();
        let total = searcher.search(request)?.total;
        Ok((total, start.elapsed()))
    };
    requests.iter().map(run).collect()
}

fn write(times: &mut [Duration], queries: usize, found: u64, arguments: &Arguments) -> anyhow::Result<()> {
    times.sort_unstable();
    let milliseconds = |share: f64| {
        let place = ((times.len() as f64 * share).ceil() as usize).clamp(1, times.len()) - 1;
        times[place].as_secs_f64() * 1e3
    };
    let spent: Duration = times.iter().sum();
    let per_second = times.len() as f64 / spent.as_secs_f64();
    let mut out = output::stdout();
    match arguments.output.format {
        Format::Json | Format::Jsonl => {
            let figures = json!({
                "format_version": machine::FORMAT_VERSION,
                "queries": queries, "runs": times.len(), "hits": found, "p50_ms": milliseconds(0.5),
                "p95_ms": milliseconds(0.95), "p99_ms": milliseconds(0.99), "max_ms": milliseconds(1.0),
                "queries_per_second": per_second,
            });
            writeln!(out, "{figures}")?;
        }
        _ => {
            writeln!(out, "{queries} queries, {} runs, {found} hits in all", times.len())?;
            for (name, share) in [("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("max", 1.0)] {
                writeln!(out, "  {name}  {:>9.3} ms", milliseconds(share))?;
            }
            writeln!(out, "  {per_second:.0} queries/s, one thread")?;
        }
    }
    out.flush()?;
    Ok(())
}
