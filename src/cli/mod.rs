//! The commands. Each has a file of its own: its arguments, and what it does.

mod extract;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Full-text search for archives of saved news articles.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Extract(extract::Arguments),
}

/// Runs the program.
pub(crate) fn run() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Extract(arguments) => extract::run(&arguments),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            anstream::eprintln!("dateline: {error:#}");
            ExitCode::from(2)
        }
    }
}
