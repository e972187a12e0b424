//! `dateline saved`: the searches kept under a name, and where they lie.

use std::io::Write;
use std::process::ExitCode;

use dateline::ask::{Engine, Limit, Page, Purpose, Question, SavedSearch, SavedSearches, Subject, today};
use dateline::present::{Format, machine};
use dateline::search::Order;
use dateline::text::escape::for_terminal;
use serde_json::{Value, json};

use super::alert::{Alert, Heading};
use super::answer::{AnswerArguments, Source, Words};
use super::engine::EngineArguments;
use super::opened::Opened;
use super::output;
use super::question::code;

/// How many entries a feed has where no limit is given.
const ENTRIES: usize = 50;

/// List the saved searches, tell what all of them find that is new, or delete one; `search QUERY --save NAME` makes them.
///
/// `saved --run-all` is for cron: the exit code is 0 when anything is new, 1 when nothing is, 2 when one of the searches
/// could not be asked; the others are.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Only the search of this name; with `--format atom` a feed of what it finds, the latest first.
    #[arg(value_name = "NAME")]
    search: Option<String>,
    /// Ask every saved search, and show only what it has not shown yet.
    #[arg(long, conflicts_with = "search")]
    run_all: bool,
    /// Delete the search of this name.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["search", "run_all"])]
    delete: Option<String>,
    /// How many hits to show of each, or `all` [default: all; in a feed 50].
    #[arg(short = 'n', long, value_name = "N")]
    limit: Option<Limit>,
    #[command(flatten)]
    engine: EngineArguments,
    #[command(flatten)]
    answer: AnswerArguments,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let output = &arguments.answer.output;
    let opened = arguments.engine.open()?;
    let store = SavedSearches::of(opened.saved_folder()?);
    if arguments.run_all {
        output.only("saved --run-all", &[Format::Text])?;
        return run_all(&opened, &store, arguments);
    }
    if let (Some(name), Format::Atom) = (&arguments.search, output.format) {
        return feed(&*opened.engine, &store.load(name)?, name, arguments);
    }
    output.only("saved", &[Format::Text, Format::Json, Format::Jsonl])?;
    if let Some(name) = &arguments.delete {
        let _only_one = store.lock()?;
        store.delete(name)?;
        return Ok(ExitCode::SUCCESS);
    }
    let names = match &arguments.search {
        Some(name) => vec![name.clone()],
        None => store.names()?,
    };
    let mut searches = Vec::new();
    for name in names {
        let search = store.load(&name)?;
        searches.push((name, search));
    }
    output::page(output.pager, |out| write(&searches, output.format, out))?;
    Ok(ExitCode::from(u8::from(searches.is_empty())))
}

/// Tells of all searches what is new.
fn run_all(opened: &Opened, store: &SavedSearches, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let answer = &arguments.answer;
    let alert = Alert { opened, store, answer, limit: arguments.limit, heading: Heading::Name };
    let again = |saved: &SavedSearch| {
        let mut question = saved.question.clone();
        answer.apply(&mut question);
        Ok(answer.with_settings(&question).read(&*opened.engine, answer.purpose(), &today)?)
    };
    let (mut new, mut failed) = (0, false);
    for name in store.names()? {
        match alert.tell(&name, &again) {
            Ok(total) => new += total,
            Err(error) => {
                output::warn_lines(&format!("{name}: {error:#}"));
                failed = true;
            }
        }
    }
    Ok(if failed { ExitCode::from(2) } else { code(new) })
}

/// Writes a feed of what a search finds, the latest first.
fn feed(searcher: &dyn Engine, saved: &SavedSearch, name: &str, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let limit = arguments.limit.unwrap_or(Limit::Hits(ENTRIES));
    let page = Page { offset: 0, limit: Some(limit) };
    let question = saved.question.clone().order(Order::Newest).page(page);
    let asked = question.read(searcher, Purpose::Export, &today)?;
    let total = arguments.answer.print(&asked, &Source { searcher, name, words: Words::Typed }, &mut |_| Ok(()))?;
    Ok(code(total))
}

/// What a question asks, for a person.
pub(crate) fn asked_in_words(question: &Question) -> String {
    let (what, subject) = match &question.subject {
        Subject::Text(text) => ("", text),
        Subject::Like(id) => ("similar to ", id),
    };
    format!("{what}{subject}{}", question.filters)
}

fn write(searches: &[(String, SavedSearch)], format: Format, out: &mut dyn Write) -> anyhow::Result<()> {
    match format {
        Format::Json => {
            let searches: Vec<Value> = searches.iter().map(record).collect();
            let all = json!({ "format_version": machine::FORMAT_VERSION, "searches": searches });
            out.write_all(machine::document(&all).as_bytes())?;
        }
        Format::Jsonl => {
            for search in searches {
                out.write_all(machine::line(&record(search)).as_bytes())?;
            }
        }
        _ => {
            for (name, search) in searches {
                let last = search.last_run.map_or("never".to_owned(), |time| format!("{time:.0}"));
                let asked = asked_in_words(&search.question);
                writeln!(out, "{}: {}", for_terminal(name), for_terminal(&asked))?;
                let noun = if search.seen.len() == 1 { "article" } else { "articles" };
                writeln!(out, "    {} {noun} seen, last asked for new ones: {last}", search.seen.len())?;
            }
        }
    }
    Ok(())
}

fn record((name, search): &(String, SavedSearch)) -> Value {
    let mut record = json!({
        "name": name,
        "saved": search.saved,
        "last_run": search.last_run,
        "seen": search.seen.len(),
    });
    record["question"] = json!(search.question);
    record
}
