//! What is asked for, measured.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::bail;
use dateline::ask::{Engine, Limit, Purpose, Question, Subject, today};
use dateline::present::Format;

use super::kinds::QueryKind;
use super::{building, kinds, latency, report};
use crate::cli::arguments::OutputArguments;
use crate::cli::batch;
use crate::cli::question::{ArchiveArguments, SyntaxArguments};

/// Measure how long queries take on this index, or how fast an archive is indexed.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The queries: one a line, or JSON lines with `_id` and `text`. Without it, queries of every kind are drawn from the
    /// index.
    #[arg(long, value_name = "FILE")]
    queries: Option<PathBuf>,
    /// Measure how long the spellings of these names are looked for, one name a line.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["queries", "index_archive", "plain", "exact"])]
    names: Option<PathBuf>,
    /// Index this archive into a folder that is thrown away, and tell how fast that was.
    #[arg(long, value_name = "PATH", conflicts_with_all = ["queries", "baseline"])]
    index_archive: Option<PathBuf>,
    /// How often each query is run; a first round warms up and counts as cold.
    #[arg(long, default_value_t = 5, value_name = "N")]
    rounds: usize,
    /// Measure queries a second as well, on one thread and on more, up to N.
    #[arg(long, default_value_t = 1, value_name = "N")]
    threads: usize,
    /// How many hits with passages each query asks for.
    #[arg(short = 'n', long, default_value_t = 10, value_name = "N")]
    limit: usize,
    /// Compare with what `--format json` printed before.
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    #[command(flatten)]
    archive: ArchiveArguments,
    #[command(flatten)]
    syntax: SyntaxArguments,
    #[command(flatten)]
    output: OutputArguments,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    arguments.output.only("bench", &[Format::Text, Format::Json, Format::Jsonl])?;
    if let Some(archive) = &arguments.index_archive {
        let built = building::measure(archive)?;
        report::write_building(&built, arguments.output.format)?;
        return Ok(ExitCode::SUCCESS);
    }
    let baseline = arguments.baseline.as_deref().map(report::Baseline::read).transpose()?;
    let opened = arguments.archive.open()?;
    let searcher = &*opened.engine;
    if let Some(file) = &arguments.names {
        let names: Vec<String> = batch::read(file)?.into_iter().map(|query| query.text).collect();
        let measured = vec![latency::measure_names(searcher, &names, arguments.rounds.max(1))?];
        let report =
            report::Latencies { articles: searcher.article_count(), measured, throughput: Vec::new(), baseline };
        report.write(arguments.output.format)?;
        return Ok(ExitCode::SUCCESS);
    }
    let kinds = match &arguments.queries {
        Some(file) => vec![from_file(file, searcher, arguments)?],
        None => kinds::draw(searcher, arguments.limit)?,
    };
    if kinds.iter().all(|kind| kind.requests.is_empty()) {
        bail!("there is no query to run: the file or the index is empty");
    }
    let measured = latency::measure(searcher, &kinds, arguments.rounds.max(1))?;
    let throughput = latency::throughput(searcher, &kinds, arguments.threads.max(1))?;
    let report = report::Latencies { articles: searcher.article_count(), measured, throughput, baseline };
    report.write(arguments.output.format)?;
    Ok(ExitCode::SUCCESS)
}

/// The queries of a file, as one kind.
fn from_file(file: &Path, searcher: &dyn Engine, arguments: &Arguments) -> anyhow::Result<QueryKind> {
    let mut question = Question::default().reading(arguments.syntax.reading());
    question.page.limit = Some(Limit::Hits(arguments.limit));
    arguments.archive.narrow(&mut question)?;
    let mut requests = Vec::new();
    for query in batch::read(file)? {
        question.subject = Subject::Text(query.text);
        requests.push(question.read(searcher, Purpose::Batch, &today)?.request);
    }
    Ok(QueryKind { name: "queries", requests })
}
