//! The commands. Each has a file of its own: its arguments, and what it does.

mod arguments;
mod output;
mod progress;
mod selection;

mod batch;
mod bench;
mod extract;
mod facets;
mod help;
mod index;
mod names;
mod search;
mod show;
mod stats;

use std::io;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Full-text search for archives of saved news articles: when, where and what about.
///
/// `dateline index FOLDER` reads an archive; `dateline search QUERY` asks it. The exit code is 0 for hits, 1 for none,
/// 2 for trouble.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, disable_help_subcommand = true)]
pub(crate) struct Program {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Index(index::Arguments),
    Search(search::Arguments),
    Show(show::Arguments),
    Facets(facets::Arguments),
    Timeline(facets::TimelineArguments),
    Extract(extract::Arguments),
    Names(names::Arguments),
    Stats(stats::Arguments),
    Bench(bench::Arguments),
    Completions(help::CompletionsArguments),
    #[command(hide = true)]
    Man,
    Help(help::Arguments),
}

/// Runs the program: 0 found, 1 nothing found, 2 trouble.
pub(crate) fn run() -> ExitCode {
    let done = match Program::parse().command {
        Command::Index(arguments) => index::run(&arguments),
        Command::Search(arguments) => search::run(&arguments),
        Command::Show(arguments) => show::run(&arguments),
        Command::Facets(arguments) => facets::run(&arguments),
        Command::Timeline(arguments) => facets::run_timeline(&arguments),
        Command::Extract(arguments) => extract::run(&arguments),
        Command::Names(arguments) => names::run(&arguments),
        Command::Stats(arguments) => stats::run(&arguments),
        Command::Bench(arguments) => bench::run(&arguments),
        Command::Completions(arguments) => help::completions(&arguments),
        Command::Man => help::man(),
        Command::Help(arguments) => help::run(&arguments),
    };
    match done {
        Ok(code) => code,
        // Whoever reads our output may stop reading when he has seen enough.
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output::warn(&format!("{error:#}"));
            ExitCode::from(2)
        }
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>()).any(|e| e.kind() == io::ErrorKind::BrokenPipe)
}
