//! `dateline search --queries FILE`: many queries in one run.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use dateline::ask::{BatchQuery, Purpose, Question, QuestionError, Subject, batch_queries};
use dateline::model::Results;
use dateline::present::machine;
use dateline::search::Searcher;
use rayon::prelude::*;
use serde_json::json;

use super::arguments::Format;
use super::output;
use super::question::{answer, code};

/// Asks every query of a file as `question` says and prints the answers in its order.
pub(super) fn run(searcher: &Searcher, file: &Path, question: &Question, format: Format) -> anyhow::Result<ExitCode> {
    let queries = read(file)?;
    let ask = |query: &BatchQuery| -> Result<Results, QuestionError> {
        let mut question = Question { subject: Subject::Text(query.text.clone()), ..question.clone() };
        if format == Format::Trec {
            question.snippets = Some(0);
        }
        answer(&question, searcher, Purpose::Batch)
    };
    let answers: Vec<_> = queries.par_iter().map(ask).collect();
    let mut out = output::stdout();
    let mut total = 0;
    let mut failed = false;
    for (query, answer) in queries.iter().zip(answers) {
        match answer {
            Ok(results) => {
                total += results.total;
                results.warnings.iter().for_each(|warning| output::warn(&format!("query {}: {warning}", query.id)));
                write(query, &results, format, &mut out)?;
            }
            Err(error) => {
                output::warn(&format!("query {}: {error}", query.id));
                failed = true;
            }
        }
    }
    out.flush()?;
    Ok(if failed { ExitCode::from(2) } else { code(total) })
}

/// The queries of a file.
pub(super) fn read(file: &Path) -> anyhow::Result<Vec<BatchQuery>> {
    let text = fs::read_to_string(file).with_context(|| format!("{}", file.display()))?;
    Ok(batch_queries(&text))
}

fn write(query: &BatchQuery, results: &Results, format: Format, out: &mut dyn Write) -> anyhow::Result<()> {
    match format {
        Format::Trec => machine::trec(&query.id, results, out)?,
        Format::Json | Format::Jsonl => {
            let answer = json!({ "id": query.id, "text": query.text, "results": machine::results(results) });
            write!(out, "{}", machine::line(&answer))?;
        }
        Format::Text | Format::Csv => {
            let best = results.hits.first().map_or("", |hit| &hit.title.text);
            writeln!(out, "{}\t{}\t{best}", query.id, results.total)?;
        }
    }
    Ok(())
}
