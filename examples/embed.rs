//! dateline inside another program: `cargo run --example embed -- FOLDER WORDS…`.
//!
//! The library knows no command line, no environment and no terminal; a program that embeds it leaves the feature `cli` off
//! (`default-features = false`) and gets none of what only the program needs. Read this file from top to bottom: it
//! indexes a folder, asks a question, and keeps the answer as data.

use std::error::Error;
use std::io::{self, Write};
use std::path::PathBuf;

use dateline::ask::{Engine, Limit, Page, Purpose, Question};
use dateline::index::Index;
use dateline::ingest::{Options, Progress, ingest};
use dateline::model::Results;
use dateline::search::{Searcher, keep_copies};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().unwrap_or_else(|| "corpus/archive".to_owned()));
    let words: Vec<String> = arguments.collect();
    let text = if words.is_empty() { "naval base".to_owned() } else { words.join(" ") };

    // An index is a folder. Here it is thrown away at the end; a program keeps it, and each later run reads only what changed.
    let place = tempfile::tempdir()?;
    let index = Index::open_or_create(place.path())?;

    let before = index.snapshot()?;

    // Indexing tells how it goes on through a small trait, and what became of every file in its report. Copies of stories
    // are worked out once, after it, from what changed since.
    let report = ingest(&index, &[folder], &Options::default().threads(2), &Failures)?;
    keep_copies(&index, &before)?;

    // A searcher sees one state of the index, whatever is written meanwhile. It is cheap to clone, and many threads may ask
    // it at once. A program that is to answer from elsewhere too holds it as a `dyn Engine`.
    let searcher = Searcher::open(&index)?;
    let engine: &dyn Engine = &searcher;

    // A question is plain data. What it leaves open is settled by what the answer is for: here a page for a reader.
    // The day of today is asked only where the question speaks of one, such as `since:"last month"`.
    let question =
        Question::new(text).page(Page { offset: 0, limit: Some(Limit::Hits(3)) }).facets(["country", "year"]);
    let answer = question.answer(engine, Purpose::Page, &|| jiff::ZonedDateTime::now().date())?;

    let mut out = io::stdout().lock();
    writeln!(out, "{} articles were read; {} stories match `{}`", report.articles, answer.total, answer.query)?;
    for hit in &answer.hits {
        // A date is an interval with its source; where nothing is known there is none.
        let day = hit.published.as_ref().map_or("date unknown".to_owned(), |published| published.day_text());
        writeln!(out, "{day}  {}  ({})", hit.title.text, hit.origin.full_path().display())?;
    }
    for facet in &answer.facets {
        let counts: Vec<String> = facet.buckets.iter().map(|b| format!("{} {}", b.label, b.count)).collect();
        writeln!(out, "{}: {}", facet.by, counts.join(", "))?;
    }
    answer.warnings.iter().try_for_each(|warning| writeln!(out, "warning: {warning}"))?;

    // Questions and answers go through serde: to be sent, kept, or read by another program.
    let sent = serde_json::to_string(&answer)?;
    assert_eq!(serde_json::from_str::<Results>(&sent)?, answer, "an answer is read back as it was written");
    let asked_again: Question = serde_json::from_str(&serde_json::to_string(&question)?)?;
    assert_eq!(asked_again, question);
    Ok(())
}

/// Tells of files that cannot be read, and of nothing else.
struct Failures;

impl Progress for Failures {
    fn failed(&self, error: &dateline::Error) {
        // A closed standard error leaves nobody to tell.
        let _ = writeln!(io::stderr(), "{error}");
    }
}
