//! `dateline saved`: the searches kept under a name, and where they lie.

use std::io::Write;
use std::process::ExitCode;

use dateline::ask::{SavedSearch, SavedSearches, Subject};
use dateline::present::{Format, machine};
use serde_json::{Value, json};

use super::arguments::{IndexArgument, OutputArguments};
use super::output;

/// List the saved searches, or delete one; `search QUERY --save NAME` makes them.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Delete the search of this name.
    #[arg(long, value_name = "NAME")]
    delete: Option<String>,
    #[command(flatten)]
    index: IndexArgument,
    #[command(flatten)]
    output: OutputArguments,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    arguments.output.only("saved", &[Format::Text, Format::Json, Format::Jsonl])?;
    let store = SavedSearches::of(arguments.index.open()?.folder());
    if let Some(name) = &arguments.delete {
        let _only_one = store.lock()?;
        store.delete(name)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut searches = Vec::new();
    for name in store.names()? {
        let search = store.load(&name)?;
        searches.push((name, search));
    }
    output::page(arguments.output.pager, |out| write(&searches, arguments.output.format, out))?;
    Ok(ExitCode::from(u8::from(searches.is_empty())))
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
                let (what, subject) = match &search.question.subject {
                    Subject::Text(text) => ("", text),
                    Subject::Like(id) => ("similar to ", id),
                };
                writeln!(out, "{name}: {what}{subject}{}", search.question.filters)?;
                writeln!(out, "    {} articles seen, last asked for new ones: {last}", search.seen.len())?;
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
