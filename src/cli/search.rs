//! `dateline search`: ranked results with snippets and facets.

use std::mem::ManuallyDrop;
use std::path::PathBuf;
use std::process::ExitCode;

use dateline::model::{ArticleId, Copies, Results};
use dateline::search::Searcher;

use super::answer::AnswerArguments;
use super::arguments::{Filters, IndexArgument, PagerArguments};
use super::saved::{Question, Store};
use super::selection::{Reading, Selection, code};
use super::{batch, index};

/// Search the archive.
///
/// Words are joined by AND: `syria airbase`. Phrases stand in quotes, `OR`, `NOT` and parentheses combine, a prefix
/// asks one field: `title:port`, `country:sy`, `date:2025-10`. `dateline help query` tells it all.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// What to search for.
    #[arg(required_unless_present_any = ["queries", "saved"])]
    query: Option<String>,
    /// Bring the index of this folder up to date first.
    #[arg(long = "in", value_name = "FOLDER")]
    archive: Option<PathBuf>,
    #[command(flatten)]
    index: IndexArgument,
    /// Run every query of this file: one a line, or JSON lines with `_id` and `text`.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["query", "count", "list", "context", "explain"])]
    queries: Option<PathBuf>,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    answer: AnswerArguments,
    #[command(flatten, next_help_heading = "Saved searches")]
    saved: SavedArguments,
}

#[derive(Debug, clap::Args)]
struct SavedArguments {
    /// Keep this query with its filters under a name; what it finds now is not new any more.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["saved", "queries"])]
    save: Option<String>,
    /// Run the query that was saved under this name; filters given here narrow it.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["query", "queries", "plain", "names", "exact"])]
    saved: Option<String>,
    /// Show only what no such run has shown yet, all of it unless -n is given; exit 1 when nothing is new.
    #[arg(long, requires = "saved", conflicts_with_all = ["query", "queries", "offset"])]
    new_since_last: bool,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let index = match &arguments.archive {
        Some(folder) => index::bring_up_to_date(&arguments.index.folder, folder)?,
        None => arguments.index.open()?,
    };
    // The program ends with the search: the system takes all of it back at once sooner than piece by piece.
    let searcher = ManuallyDrop::new(Searcher::new(index.snapshot()?)?);
    let store = Store::of(index.folder());
    match (&arguments.queries, &arguments.saved.saved) {
        (Some(file), _) => {
            let Arguments { selection, reading, filters, answer, .. } = arguments;
            let copies = answer.copies.map_or(Copies::All, Copies::from);
            let options = batch::Options { selection, reading: *reading, filters, copies };
            batch::run(&searcher, file, &options, answer.output.format)
        }
        (None, Some(name)) if arguments.saved.new_since_last => alert(&searcher, &store, name, arguments),
        (None, Some(name)) => {
            let saved = store.load(name)?;
            let query = arguments.filters.around(saved.question.query()?)?;
            let results = arguments.answer.print(
                &searcher,
                arguments.selection.request(query, saved.question.reading.names()),
                name,
            )?;
            Ok(code(results.total))
        }
        (None, None) => typed(&searcher, &store, arguments),
    }
}

/// Searches for what was typed, and saves it where that is wanted.
fn typed(searcher: &Searcher, store: &Store, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let text = arguments.query.clone().unwrap_or_default();
    let question = Question { text, reading: arguments.reading, filters: arguments.filters.clone() };
    let query = question.query()?;
    if let Some(name) = &arguments.saved.save {
        store.check_free(name)?;
    }
    let names = question.reading.names();
    let results =
        arguments.answer.print(searcher, arguments.selection.request(query.clone(), names), &question.text)?;
    if let Some(name) = &arguments.saved.save {
        store.add(name, question, searcher.ids(&query, names)?)?;
    }
    Ok(code(results.total))
}

/// Shows what a saved search finds and has not shown yet, and takes note of what was shown.
fn alert(searcher: &Searcher, store: &Store, name: &str, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let _only_one = store.lock()?;
    let mut saved = store.load(name)?;
    let query = arguments.filters.around(saved.question.query()?)?;
    let names = saved.question.reading.names();
    let new: Vec<ArticleId> = searcher.ids(&query, names)?.into_iter().filter(|id| !saved.seen.contains(id)).collect();
    if new.is_empty() && arguments.answer.is_for_a_person() {
        // Whoever gets this by mail wants none that says nothing.
        saved.last_run = Some(jiff::Timestamp::now());
        store.write(name, &saved)?;
        return Ok(code(0));
    }
    let mut request = arguments.selection.request_all(query, names);
    request.only = Some(new);
    // A person who leaves a pager open would hold up the next run.
    let mut answer = arguments.answer.clone();
    answer.output.pager = PagerArguments::off();
    let results = answer.print(searcher, request, name)?;
    if answer.shows_hits() {
        saved.seen.extend(shown(searcher, &results)?);
        saved.last_run = Some(jiff::Timestamp::now());
        store.write(name, &saved)?;
    }
    Ok(code(results.total))
}

/// The articles that were shown, with the copies that they stood for.
fn shown(searcher: &Searcher, results: &Results) -> anyhow::Result<Vec<ArticleId>> {
    let mut shown = Vec::new();
    for hit in &results.hits {
        shown.push(hit.id);
        if hit.spread.is_some() {
            let story = searcher.copies(hit.id)?;
            shown.extend(story.iter().flat_map(|story| &story.articles).map(|article| article.id));
        }
    }
    Ok(shown)
}
