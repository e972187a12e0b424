//! `dateline search --queries FILE`: many queries in one run.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use dateline::ask::{BatchQuery, Purpose, Question, QuestionError, Subject, batch_queries};
use dateline::model::{ArchivePath, Results};
use dateline::present::machine::HitTable;
use dateline::present::{Format, machine};
use dateline::search::Searcher;
use dateline::text::escape::for_terminal;
use rayon::prelude::*;
use serde_json::{Value, json};

use super::answer::AnswerArguments;
use super::export::tell_long_cells;
use super::output;
use super::question::{answer, code};

/// Asks every query of a file as `question` says and prints the answers in its order.
pub(super) fn run(
    searcher: &Searcher,
    file: &Path,
    question: &Question,
    form: &AnswerArguments,
) -> anyhow::Result<ExitCode> {
    let queries = read(file)?;
    let format = form.output.format;
    let ask = |query: &BatchQuery| -> Result<Results, QuestionError> {
        let mut question = question.clone();
        question.subject = Subject::Text(query.text.clone());
        if format == Format::Trec {
            question.snippets = Some(0);
        }
        answer(&question, searcher, Purpose::Batch)
    };
    let answers: Vec<_> = queries.par_iter().map(ask).collect();
    let mut answered = Vec::with_capacity(queries.len());
    let mut failed = false;
    for (query, answer) in queries.iter().zip(answers) {
        match answer {
            Ok(results) => {
                results.warnings.iter().for_each(|warning| output::warn(&format!("query {}: {warning}", query.id)));
                answered.push((query, results));
            }
            Err(error) => {
                output::warn_lines(&format!("query {}: {error}", query.id));
                failed = true;
            }
        }
    }
    let mut out = output::stdout();
    write(searcher, &answered, form, &mut out)?;
    out.flush()?;
    let total = answered.iter().map(|(_, results)| results.total).sum();
    Ok(if failed { ExitCode::from(2) } else { code(total) })
}

/// The queries of a file.
pub(super) fn read(file: &Path) -> anyhow::Result<Vec<BatchQuery>> {
    let text = fs::read_to_string(file).with_context(|| ArchivePath::from(file).to_string())?;
    Ok(batch_queries(&text))
}

fn write(
    searcher: &Searcher,
    answers: &[(&BatchQuery, Results)],
    form: &AnswerArguments,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let columns = form.export.columns();
    let record = |(query, results): &(&BatchQuery, Results)| -> anyhow::Result<Value> {
        let articles = form.export.articles(searcher, results)?;
        Ok(
            json!({ "id": query.id, "text": query.text, "results": machine::results_with(results, &columns, &articles) }),
        )
    };
    match form.output.format {
        Format::Json => {
            let answers: Vec<Value> = answers.iter().map(record).collect::<anyhow::Result<_>>()?;
            let all = json!({ "format_version": machine::FORMAT_VERSION, "answers": answers });
            out.write_all(machine::document(&all).as_bytes())?;
        }
        Format::Jsonl => {
            for answer in answers {
                out.write_all(machine::line(&record(answer)?).as_bytes())?;
            }
        }
        Format::Csv => {
            let mut table = HitTable::new(Some("query"), &columns, form.export.style(), output::guarded(out))?;
            for (query, results) in answers {
                table.answer(Some(&query.id), results, &form.export.articles(searcher, results)?)?;
            }
            tell_long_cells(table.finish()?);
        }
        Format::Trec => {
            let mut out = output::guarded(out);
            answers.iter().try_for_each(|(query, results)| machine::trec(&query.id, results, &mut out))?;
        }
        _ => {
            for (query, results) in answers {
                let best = results.hits.first().map_or("", |hit| &hit.title.text);
                writeln!(out, "{}\t{}\t{}", for_terminal(&query.id), results.total, for_terminal(best))?;
            }
        }
    }
    Ok(())
}
