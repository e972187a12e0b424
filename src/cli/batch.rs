//! `dateline search --queries FILE`: many queries in one run.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use dateline::model::{Copies, Results};
use dateline::present::machine;
use dateline::search::Searcher;
use rayon::prelude::*;
use serde_json::{Value, json};

use super::arguments::{Filters, Format};
use super::output;
use super::selection::{Reading, Selection, code};

/// A query of a batch.
struct Question {
    id: String,
    text: String,
}

/// How the queries of a batch are read and answered.
#[derive(Clone, Copy)]
pub(super) struct Options<'a> {
    /// Which hits are wanted.
    pub(super) selection: &'a Selection,
    /// How a query is read.
    pub(super) reading: Reading,
    /// The filters around every query.
    pub(super) filters: &'a Filters,
    /// What becomes of copies.
    pub(super) copies: Copies,
}

/// Runs every query of a file and prints the answers in its order.
pub(super) fn run(searcher: &Searcher, file: &Path, options: &Options, format: Format) -> anyhow::Result<ExitCode> {
    let questions = read(file)?;
    let answers: Vec<anyhow::Result<Results>> =
        questions.par_iter().map(|question| answer(searcher, question, options, format)).collect();
    let mut out = output::stdout();
    let mut total = 0;
    let mut failed = false;
    for (question, results) in questions.iter().zip(answers) {
        match results {
            Ok(results) => {
                total += results.total;
                write(question, &results, format, &mut out)?;
            }
            Err(error) => {
                output::warn(&format!("query {}: {error:#}", question.id));
                failed = true;
            }
        }
    }
    out.flush()?;
    Ok(if failed { ExitCode::from(2) } else { code(total) })
}

/// The queries of a file: a JSON object a line with `_id` (or `id`) and `text` (or `query`), or plain lines that go by
/// their number.
pub(super) fn read_lines(file: &Path) -> anyhow::Result<Vec<(String, String)>> {
    let text = fs::read_to_string(file).with_context(|| format!("{}", file.display()))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    Ok(lines
        .map(|(number, line)| {
            let record = line.trim_start().starts_with('{').then(|| serde_json::from_str::<Value>(line).ok()).flatten();
            let value = |names: [&str; 2]| {
                let record = record.as_ref()?;
                names.iter().find_map(|name| match &record[*name] {
                    Value::String(text) => Some(text.clone()),
                    Value::Number(number) => Some(number.to_string()),
                    _ => None,
                })
            };
            let id = value(["_id", "id"]).unwrap_or_else(|| (number + 1).to_string());
            (id, value(["text", "query"]).unwrap_or_else(|| line.to_owned()))
        })
        .collect())
}

fn read(file: &Path) -> anyhow::Result<Vec<Question>> {
    Ok(read_lines(file)?.into_iter().map(|(id, text)| Question { id, text }).collect())
}

fn answer(searcher: &Searcher, question: &Question, options: &Options, format: Format) -> anyhow::Result<Results> {
    let query = options.reading.query(&question.text, options.filters)?;
    let mut request = options.selection.request(query, options.reading.names());
    request.copies = options.copies;
    if format == Format::Trec {
        request.snippets = 0;
    }
    Ok(searcher.search(&request)?)
}

fn write(question: &Question, results: &Results, format: Format, out: &mut dyn Write) -> anyhow::Result<()> {
    match format {
        Format::Trec => machine::trec(&question.id, results, out)?,
        Format::Json | Format::Jsonl => {
            let answer = json!({ "id": question.id, "text": question.text, "results": machine::results(results) });
            write!(out, "{}", machine::line(&answer))?;
        }
        Format::Text | Format::Csv => {
            let best = results.hits.first().map_or("", |hit| &hit.title.text);
            writeln!(out, "{}\t{}\t{best}", question.id, results.total)?;
        }
    }
    Ok(())
}
