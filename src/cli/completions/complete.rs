//! `dateline complete`: what may come next in a command line. Shells call it, nobody types it.

use std::io::Write;
use std::process::ExitCode;

use clap::{Arg, Command, ValueHint};
use dateline::ask::Filters;
use dateline::text::escape::for_terminal;

use super::place::{Place, Typed};
use super::values::{Archive, Value};
use crate::cli::arguments::usual_folder;
use crate::cli::output;

/// Print what may come next in a command line.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The words behind the name of the program; the last one is being typed.
    #[arg(last = true)]
    words: Vec<String>,
}

/// Runs the command: one candidate a line, with a tab and a few words about it. Where there is none, shells offer files.
pub(crate) fn run(arguments: &Arguments, mut program: Command) -> anyhow::Result<ExitCode> {
    program.build();
    let typed = Typed::read(&program, &arguments.words);
    let archive = Archive { folder: typed.index.clone().unwrap_or_else(usual_folder) };
    // Of a list with commas the last value is being typed.
    let (before, word) = match (&typed.place, typed.word.rsplit_once(',')) {
        (Place::Value(_), Some((before, word))) => (format!("{}{before},", typed.before), word),
        _ => (typed.before.clone(), typed.word.as_str()),
    };
    let mut out = output::stdout();
    for Value { text, about } in candidates(&typed.place, &program, &archive, word) {
        let about = about.lines().next().unwrap_or_default();
        writeln!(out, "{before}{}\t{}", for_terminal(&text), for_terminal(about))?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn candidates(place: &Place, program: &Command, archive: &Archive, word: &str) -> Vec<Value> {
    let found = match place {
        Place::Command => commands(program),
        Place::Option(command) => options(command),
        Place::Value(option) => values_of(option, archive, word),
        Place::Positional(command) => match command.get_name() {
            "help" => commands(program).into_iter().chain(Archive::subjects()).collect(),
            "man" => commands(program),
            // A prefix of the query language has the values of its field.
            "search" | "facets" | "timeline" | "countries" | "topics" | "copies" | "export-texts" => {
                return in_query(archive, word);
            }
            _ => command.get_positionals().next().map_or_else(Vec::new, |arg| values_of(arg, archive, word)),
        },
    };
    Value::meant(found, word)
}

fn about(text: Option<&clap::builder::StyledStr>) -> String {
    text.map(ToString::to_string).unwrap_or_default()
}

fn commands(program: &Command) -> Vec<Value> {
    let shown = program.get_subcommands().filter(|command| !command.is_hide_set());
    shown.map(|command| Value::new(command.get_name(), about(command.get_about()))).collect()
}

fn options(command: &Command) -> Vec<Value> {
    let long = |arg: &Arg| Some(Value::new(format!("--{}", arg.get_long()?), about(arg.get_help())));
    command.get_arguments().filter(|arg| !arg.is_hide_set()).filter_map(long).collect()
}

/// The values of an option or of what stands without one: those that it names, else those of the archive.
fn values_of(arg: &Arg, archive: &Archive, word: &str) -> Vec<Value> {
    let is_path = matches!(arg.get_value_hint(), ValueHint::AnyPath | ValueHint::DirPath | ValueHint::FilePath);
    let named = arg.get_possible_values();
    let named = named.iter().map(|value| Value::new(value.get_name(), about(value.get_help())));
    let named: Vec<Value> = named.collect();
    match named.is_empty() && !is_path {
        true => archive.values(arg.get_id().as_str(), word),
        false => named,
    }
}

/// The values of a field of the query language, behind its name: `country:sy`.
fn in_query(archive: &Archive, word: &str) -> Vec<Value> {
    let Some((name, value)) = word.split_once(':') else { return Vec::new() };
    if !Filters::fields().any(|field| field.name == name) {
        return Vec::new();
    }
    let values = Value::meant(archive.values(name, value), value).into_iter();
    values.map(|known| Value::new(format!("{name}:{}", known.text), known.about)).collect()
}
