//! Printing what was measured.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, bail};
use dateline::present::{Format, machine};
use serde_json::{Value, json};

use super::building::Built;
use super::latency::{Measured, Times};
use crate::cli::output;

/// The width of the longest bar, in columns.
const BAR: f64 = 24.0;
/// The name of the figures over all kinds.
const OVERALL: &str = "all kinds";

/// How fast an index answers.
pub(super) struct Latencies {
    /// How many articles it holds.
    pub(super) articles: u64,
    /// What was measured of each kind.
    pub(super) measured: Vec<Measured>,
    /// Numbers of threads, and queries a second on them.
    pub(super) throughput: Vec<(usize, f64)>,
    /// What to compare with.
    pub(super) baseline: Option<Baseline>,
}

/// The median of each kind at an earlier run, in milliseconds.
pub(super) struct Baseline(BTreeMap<String, f64>);

impl Baseline {
    /// Reads what `--format json` printed.
    pub(super) fn read(file: &Path) -> anyhow::Result<Baseline> {
        let text = fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
        let value: Value = serde_json::from_str(&text)
            .with_context(|| format!("{} is not what `dateline bench --format json` prints", file.display()))?;
        let kinds = value["kinds"].as_array().into_iter().flatten();
        let medians: BTreeMap<String, f64> =
            kinds.filter_map(|kind| Some((kind["kind"].as_str()?.to_owned(), kind["p50_ms"].as_f64()?))).collect();
        if medians.is_empty() {
            bail!("{} holds no figures; save them with `dateline bench --format json`", file.display());
        }
        Ok(Baseline(medians))
    }
}

/// A line of figures.
struct Line {
    name: &'static str,
    queries: usize,
    hits: u64,
    /// The median of the first round.
    cold: f64,
    /// p50, p90, p95, p99 and the longest.
    warm: [f64; 5],
    runs: usize,
    /// The median, by that of the baseline.
    ratio: Option<f64>,
}

impl Latencies {
    /// Prints the figures.
    pub(super) fn write(&self, format: Format) -> anyhow::Result<()> {
        let mut out = output::stdout();
        match format {
            Format::Json => out.write_all(machine::document(&self.as_json()).as_bytes())?,
            Format::Jsonl => out.write_all(machine::line(&self.as_json()).as_bytes())?,
            _ => self.write_text(&mut out)?,
        }
        out.flush()?;
        Ok(())
    }

    fn lines(&self) -> Vec<Line> {
        let line = |name, queries, hits, cold: &Times, warm: &Times| {
            let warm_times = [0.5, 0.9, 0.95, 0.99, 1.0].map(|share| warm.percentile(share));
            let before = self.baseline.as_ref().and_then(|baseline| baseline.0.get(name));
            let ratio = before.filter(|before| **before > 0.0).map(|before| warm_times[0] / before);
            Line { name, queries, hits, cold: cold.percentile(0.5), warm: warm_times, runs: warm.len(), ratio }
        };
        let mut lines: Vec<Line> =
            self.measured.iter().map(|kind| line(kind.name, kind.queries, kind.hits, &kind.cold, &kind.warm)).collect();
        let all = |times: fn(&Measured) -> &Times| {
            Times::new(self.measured.iter().flat_map(|kind| times(kind).all()).copied().collect())
        };
        let (queries, hits) = (lines.iter().map(|line| line.queries).sum(), lines.iter().map(|line| line.hits).sum());
        lines.push(line(OVERALL, queries, hits, &all(|kind| &kind.cold), &all(|kind| &kind.warm)));
        lines
    }

    fn as_json(&self) -> Value {
        let kind = |line: Line| {
            let [p50, p90, p95, p99, max] = line.warm;
            json!({
                "kind": line.name, "queries": line.queries, "hits": line.hits, "runs": line.runs, "cold_p50_ms": line.cold,
                "p50_ms": p50, "p90_ms": p90, "p95_ms": p95, "p99_ms": p99, "max_ms": max, "against_baseline": line.ratio,
            })
        };
        let threads = self.throughput.iter();
        json!({
            "format_version": machine::FORMAT_VERSION,
            "articles": self.articles,
            "kinds": self.lines().into_iter().map(kind).collect::<Vec<_>>(),
            "throughput": threads
                .map(|(threads, rate)| json!({ "threads": threads, "queries_per_second": rate }))
                .collect::<Vec<_>>(),
        })
    }

    fn write_text(&self, out: &mut dyn Write) -> anyhow::Result<()> {
        let lines = self.lines();
        let longest = lines.iter().map(|line| line.warm[0]).fold(0.0, f64::max);
        writeln!(out, "{} articles; milliseconds a query, hits and passages included", self.articles)?;
        writeln!(
            out,
            "{:<18} {:>7} {:>8} {:>8} {:>8} {:>8} {:>8}",
            "kind", "queries", "cold", "p50", "p95", "p99", "max"
        )?;
        for line in &lines {
            let [p50, _, p95, p99, max] = line.warm;
            let bar = "█".repeat((p50 / longest.max(f64::MIN_POSITIVE) * BAR).ceil() as usize);
            let ratio = line.ratio.map_or(String::new(), |ratio| format!("  × {ratio:.2}"));
            writeln!(
                out,
                "{:<18} {:>7} {:>8.3} {p50:>8.3} {p95:>8.3} {p99:>8.3} {max:>8.3}{ratio}  {bar}",
                line.name, line.queries, line.cold
            )?;
        }
        for (threads, rate) in &self.throughput {
            writeln!(out, "{rate:.0} queries/s on {threads} {}", if *threads == 1 { "thread" } else { "threads" })?;
        }
        Ok(())
    }
}

/// Prints how an archive was indexed.
pub(super) fn write_building(built: &Built, format: Format) -> anyhow::Result<()> {
    let mut out = output::stdout();
    match format {
        Format::Json => out.write_all(machine::document(&building_as_json(built)).as_bytes())?,
        Format::Jsonl => out.write_all(machine::line(&building_as_json(built)).as_bytes())?,
        _ => write_building_text(built, &mut out)?,
    }
    out.flush()?;
    Ok(())
}

fn building_as_json(built: &Built) -> Value {
    let report = &built.report;
    let stages = built.stages.times.iter();
    json!({
        "format_version": machine::FORMAT_VERSION,
        "articles": report.articles,
        "bytes": report.bytes,
        "seconds": report.seconds,
        "by_parsing": built.by_parsing(),
        "cpu_seconds": built.cpu.map(|cpu| cpu.as_secs_f64()),
        "peak_memory": built.peak_memory,
        "index_bytes": built.index_bytes,
        "text_bytes": built.text_bytes,
        "sample": built.stages.captures,
        "stages": stages
            .map(|(stage, time)| json!({ "stage": stage, "seconds": time.as_secs_f64() }))
            .collect::<Vec<_>>(),
    })
}

fn write_building_text(built: &Built, out: &mut dyn Write) -> anyhow::Result<()> {
    let report = &built.report;
    let megabytes = report.bytes as f64 / 1e6;
    writeln!(
        out,
        "{} articles, {megabytes:.1} MB in {:.2} s: {:.0} articles/s, {:.1} MB/s",
        report.articles,
        report.seconds,
        report.articles as f64 / report.seconds,
        megabytes / report.seconds
    )?;
    if let Some(cpu) = built.cpu {
        write!(out, "processor    {:.2} s: {:.2} cores busy", cpu.as_secs_f64(), cpu.as_secs_f64() / report.seconds)?;
        match built.by_parsing() {
            Some(times) => writeln!(out, ", {times:.2} times reading and parsing alone")?,
            None => writeln!(out)?,
        }
    }
    if let Some(peak) = built.peak_memory {
        writeln!(out, "memory       {:.0} MB at the peak", peak as f64 / 1e6)?;
    }
    writeln!(
        out,
        "index        {:.1} MB, {:.2} of the articles’ text",
        built.index_bytes as f64 / 1e6,
        built.index_bytes as f64 / built.text_bytes.max(1) as f64
    )?;
    writeln!(out, "one thread, {} captures:", built.stages.captures)?;
    let longest = built.stages.times.iter().map(|(_, time)| time.as_secs_f64()).fold(f64::MIN_POSITIVE, f64::max);
    for (stage, time) in &built.stages.times {
        let bar = "█".repeat((time.as_secs_f64() / longest * BAR).ceil() as usize);
        writeln!(out, "  {stage:<17} {:>8.3} s  {bar}", time.as_secs_f64())?;
    }
    Ok(())
}
