//! `dateline search`: ranked results with snippets and facets.

use std::mem::ManuallyDrop;
use std::path::PathBuf;
use std::process::ExitCode;

use dateline::ask::{Asked, Engine, Page, Purpose, Question, SavedSearch, SavedSearches, Subject, today};
use dateline::present::Format;

use super::alert::{Alert, Heading};
use super::answer::{AnswerArguments, Source, Words};
use super::last::LastSearch;
use super::opened::Opened;
use super::question::{ArchiveArguments, HitArguments, ReadingArguments, code};
use super::saved::asked_in_words;
use super::{batch, output};

/// Search the archive.
///
/// Words are joined by AND: `syria airbase`. Phrases stand in quotes, `OR`, `NOT` and parentheses combine, a prefix
/// asks one field: `title:port`, `country:sy`, `date:2025-10`. `dateline help query` tells it all.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// What to search for.
    #[arg(value_name = "QUERY", required_unless_present_any = ["queries", "saved"])]
    words: Vec<String>,
    /// Run every query of this file: one a line, or JSON lines with `_id` and `text`.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["words", "count", "list", "context", "explain", "facet"])]
    queries: Option<PathBuf>,
    #[command(flatten)]
    archive: ArchiveArguments,
    #[command(flatten)]
    reading: ReadingArguments,
    #[command(flatten)]
    hits: HitArguments,
    #[command(flatten)]
    answer: AnswerArguments,
    #[command(flatten, next_help_heading = "Saved searches")]
    saved: SavedArguments,
}

#[derive(Debug, clap::Args)]
struct SavedArguments {
    /// Keep this question, its filters, order and copies under a name; what it finds now is not new any more.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["saved", "queries"])]
    save: Option<String>,
    /// Ask the question that was saved under this name; filters given here narrow it, other options stand for its own.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["words", "queries", "plain", "names", "exact"])]
    saved: Option<String>,
    /// Show only what no such run has shown yet, all of it unless -n is given; exit 1 when nothing is new.
    #[arg(long, requires = "saved", conflicts_with_all = ["words", "queries", "offset"])]
    new_since_last: bool,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    if arguments.queries.is_some() {
        let forms = [Format::Text, Format::Json, Format::Jsonl, Format::Csv, Format::Trec];
        arguments.answer.output.only("search --queries", &forms)?;
    }
    arguments.answer.check("search", &arguments.hits)?;
    // The program ends with the search: the system takes all of it back at once sooner than piece by piece.
    let opened = ManuallyDrop::new(arguments.archive.open()?);
    let engine = &*opened.engine;
    if let Some(file) = &arguments.queries {
        return batch::run(engine, file, &arguments.question()?, &arguments.answer);
    }
    let Some(name) = &arguments.saved.saved else { return typed(&opened, arguments) };
    let store = SavedSearches::of(opened.saved_folder()?);
    if arguments.saved.new_since_last {
        let answer = &arguments.answer;
        let limit = arguments.hits.limit;
        let alert = Alert { opened: &opened, store: &store, answer, limit, heading: Heading::None };
        return Ok(code(alert.tell(name, &|saved| arguments.again(saved, engine, answer.purpose()))?));
    }
    let asked = arguments.again(&store.load(name)?, engine, arguments.answer.purpose())?;
    arguments.show(&asked, &opened, name)
}

impl Arguments {
    /// The question as typed.
    fn question(&self) -> anyhow::Result<Question> {
        let mut question = self.archive.question(&self.words, &self.reading)?;
        self.hits.apply(&mut question);
        self.answer.apply(&mut question);
        Ok(question)
    }

    /// A saved question, asked with the options that are given now.
    fn again(&self, saved: &SavedSearch, searcher: &dyn Engine, purpose: Purpose) -> anyhow::Result<Asked> {
        let mut question = saved.question.clone();
        self.hits.apply(&mut question);
        self.answer.apply(&mut question);
        let mut narrower = Question::default();
        self.archive.narrow(&mut narrower)?;
        let question = self.answer.with_settings(&question);
        Ok(question.read(searcher, purpose, &today)?.narrowed(&narrower.filters, &today)?)
    }

    /// Prints the answer.
    fn show(&self, asked: &Asked, opened: &Opened, name: &str) -> anyhow::Result<ExitCode> {
        let mut last = opened.folder().map(LastSearch::of);
        let source = Source { searcher: &*opened.engine, name, words: Words::Typed };
        let total = self.answer.print(asked, &source, &mut |results| {
            last.iter_mut().for_each(|last| last.add(results));
            Ok(())
        })?;
        if self.answer.purpose() != Purpose::Count {
            last.iter().for_each(LastSearch::keep);
        }
        Ok(code(total))
    }
}

/// Searches for what was typed, and saves it where that is wanted.
fn typed(opened: &Opened, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let (engine, question) = (&*opened.engine, arguments.question()?);
    let asked = arguments.answer.with_settings(&question).read(engine, arguments.answer.purpose(), &today)?;
    let save = match &arguments.saved.save {
        Some(name) => Some((name, SavedSearches::of(opened.saved_folder()?))),
        None => None,
    };
    if let Some((name, store)) = &save {
        store.check_free(name)?;
    }
    let (Subject::Text(name) | Subject::Like(name)) = &question.subject;
    let code = arguments.show(&asked, opened, name)?;
    if let Some((name, store)) = &save {
        // Which page of the hits was looked at is no part of the question.
        let question = question.page(Page::default());
        let _only_one = store.lock()?;
        store.check_free(name)?;
        let search = SavedSearch::new(question, engine.ids(&asked.request)?);
        store.write(name, &search)?;
        tell_kept(name, &search);
    }
    Ok(code)
}

/// Says what was kept.
fn tell_kept(name: &str, search: &SavedSearch) {
    let (seen, are) = match search.seen.len() {
        1 => ("the article".to_owned(), "is"),
        count => (format!("the {count} articles"), "are"),
    };
    let quoted = if name.contains(' ') { format!("'{name}'") } else { name.to_owned() };
    output::warn(&format!(
        "kept as {quoted}: {}; {seen} that it finds now {are} not new; `dateline search --saved {quoted} --new-since-last` \
         tells what is",
        asked_in_words(&search.question)
    ));
}
