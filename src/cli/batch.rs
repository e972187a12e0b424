//! `dateline search --queries FILE`: many queries in one run.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use dateline::ask::{BatchQuery, Engine, Purpose, Question, QuestionError, Subject, batch_queries, today};
use dateline::model::ArchivePath;
use dateline::present::machine::{Column, HitTable, rows};
use dateline::present::{Format, machine};
use dateline::search::Piece;
use dateline::text::escape::for_terminal;
use rayon::prelude::*;
use serde_json::{Value, json};

use super::answer::AnswerArguments;
use super::export::tell_long_cells;
use super::output;
use super::question::code;

/// Asks every query of a file as `question` says and prints the answers in its order.
pub(super) fn run(
    searcher: &dyn Engine,
    file: &Path,
    question: &Question,
    form: &AnswerArguments,
) -> anyhow::Result<ExitCode> {
    let queries = read(file)?;
    let format = form.output.format;
    let beside = Column::beside(&form.export.columns());
    let ask = |query: &BatchQuery| -> Result<Piece, QuestionError> {
        let mut question = question.clone();
        question.subject = Subject::Text(query.text.clone());
        if format == Format::Trec {
            question.snippets = Some(0);
        }
        Ok(question.read(searcher, Purpose::Batch, &today)?.answer_beside(searcher, beside)?)
    };
    let answers: Vec<_> = queries.par_iter().map(ask).collect();
    let mut answered = Vec::with_capacity(queries.len());
    let mut failed = false;
    for (query, answer) in queries.iter().zip(answers) {
        match answer {
            Ok(piece) => {
                let warnings = piece.results.warnings.iter();
                warnings.for_each(|warning| output::warn(&format!("query {}: {warning}", query.id)));
                answered.push((query, piece));
            }
            Err(error) => {
                output::warn_lines(&format!("query {}: {error}", query.id));
                failed = true;
            }
        }
    }
    let mut out = output::stdout();
    write(&answered, form, &mut out)?;
    out.flush()?;
    if format == Format::Trec {
        tell_empty(&answered);
    }
    let total = answered.iter().map(|(_, piece)| piece.results.total).sum();
    Ok(if failed { ExitCode::from(2) } else { code(total) })
}

/// The queries of a file.
pub(super) fn read(file: &Path) -> anyhow::Result<Vec<BatchQuery>> {
    let text = fs::read_to_string(file).with_context(|| ArchivePath::from(file).to_string())?;
    Ok(batch_queries(&text))
}

/// Says which queries found nothing: a run has no line for them, and its scores are means over those that are there.
fn tell_empty(answers: &[(&BatchQuery, Piece)]) {
    let empty = answers.iter().filter(|(_, piece)| piece.results.hits.is_empty());
    let ids: Vec<&str> = empty.map(|(query, _)| query.id.as_str()).collect();
    if !ids.is_empty() {
        let (count, all) = (ids.len(), answers.len());
        output::warn(&format!(
            "{count} of {all} queries found nothing, so the run has no line for: {}",
            ids.join(", ")
        ));
    }
}

fn write(answers: &[(&BatchQuery, Piece)], form: &AnswerArguments, out: &mut dyn Write) -> anyhow::Result<()> {
    let columns = form.export.columns();
    let record = |(query, piece): &(&BatchQuery, Piece)| -> Value {
        let results = machine::results_with(&piece.results, &columns, rows(piece));
        json!({ "id": query.id, "text": query.text, "results": results })
    };
    match form.output.format {
        Format::Json => {
            let answers: Vec<Value> = answers.iter().map(record).collect();
            let all = json!({ "format_version": machine::FORMAT_VERSION, "answers": answers });
            out.write_all(machine::document(&all).as_bytes())?;
        }
        Format::Jsonl => {
            for answer in answers {
                out.write_all(machine::line(&record(answer)).as_bytes())?;
            }
        }
        Format::Csv => {
            let mut table = HitTable::new(Some("query"), &columns, form.export.style(), output::guarded(out))?;
            for (query, piece) in answers {
                rows(piece).try_for_each(|row| table.hit(Some(&query.id), &row))?;
            }
            tell_long_cells(table.finish()?);
        }
        Format::Trec => {
            let mut out = output::guarded(out);
            answers.iter().try_for_each(|(query, piece)| machine::trec(&query.id, &piece.results, &mut out))?;
        }
        _ => {
            for (query, Piece { results, .. }) in answers {
                let best = results.hits.first().map_or("", |hit| &hit.title.text);
                writeln!(out, "{}\t{}\t{}", for_terminal(&query.id), results.total, for_terminal(best))?;
            }
        }
    }
    Ok(())
}
