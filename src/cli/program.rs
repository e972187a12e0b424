//! The program: which commands there are, and what becomes of their errors.

use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

#[cfg(feature = "cluster")]
use super::export_archive;
#[cfg(feature = "pdf")]
use super::read_pdf;
use super::{
    bench, check, completions, config, copies, export_texts, extract, facets, help, index, man, names, open, output,
    saved, schema, search, settings, show, similar, stats, words,
};
#[cfg(feature = "serve")]
use super::{desktop, mcp, serve, watch};

/// Full-text search for archives of saved news articles: when, where and what about.
///
/// `dateline index FOLDER` reads an archive; `dateline search QUERY` asks it. The exit code is 0 for hits, 1 for none,
/// 2 for trouble.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, disable_help_subcommand = true)]
struct Program {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Index(index::Arguments),
    Search(search::Arguments),
    Show(show::Arguments),
    Open(open::Arguments),
    Similar(similar::Arguments),
    Saved(saved::Arguments),
    #[cfg(feature = "serve")]
    Serve(serve::Arguments),
    #[cfg(feature = "serve")]
    Mcp(mcp::Arguments),
    #[cfg(feature = "serve")]
    Watch(watch::Arguments),
    Facets(facets::Arguments),
    Timeline(facets::TimelineArguments),
    Countries(facets::CountriesArguments),
    Topics(facets::TopicsArguments),
    Copies(copies::Arguments),
    ExportTexts(export_texts::Arguments),
    #[cfg(feature = "cluster")]
    Export(export_archive::Arguments),
    Extract(extract::Arguments),
    Names(names::Arguments),
    Schema(schema::Arguments),
    Stats(stats::Arguments),
    Check(check::Arguments),
    Bench(bench::Arguments),
    Config(config::Arguments),
    Completions(completions::CompletionsArguments),
    #[command(hide = true)]
    Complete(completions::CompleteArguments),
    Man(man::Arguments),
    #[cfg(feature = "pdf")]
    ReadPdf(read_pdf::Arguments),
    Help(help::Arguments),
}

/// Runs the program: 0 found, 1 nothing found, 2 trouble.
pub(crate) fn run() -> ExitCode {
    if let Err(error) = settings::load() {
        output::warn_lines(&format!("{error:#}"));
        return ExitCode::from(2);
    }
    #[cfg(feature = "serve")]
    let arguments = desktop::arguments();
    #[cfg(not(feature = "serve"))]
    let arguments = std::env::args_os();
    let command = Program::parse_from(words::as_typed(arguments)).command;
    // What a panic says may quote the text that it was about.
    panic::set_hook(Box::new(|fault| output::warn(&fault.to_string())));
    let done = panic::catch_unwind(AssertUnwindSafe(|| command.run()));
    match done {
        Ok(Ok(code)) => code,
        // Whoever reads our output may stop reading when he has seen enough.
        Ok(Err(error)) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Ok(Err(error)) => {
            output::warn_lines(&format!("{error:#}"));
            ExitCode::from(2)
        }
        // The engine takes for granted that its files are as it wrote them.
        Err(_) => {
            output::warn(
                "stopped by the fault above; see with `dateline check` whether the index is damaged, else report it",
            );
            ExitCode::from(2)
        }
    }
}

impl Command {
    fn run(&self) -> anyhow::Result<ExitCode> {
        match self {
            Command::Index(arguments) => index::run(arguments),
            Command::Search(arguments) => search::run(arguments),
            Command::Show(arguments) => show::run(arguments),
            Command::Open(arguments) => open::run(arguments),
            Command::Similar(arguments) => similar::run(arguments),
            Command::Saved(arguments) => saved::run(arguments),
            #[cfg(feature = "serve")]
            Command::Serve(arguments) => serve::run(arguments),
            #[cfg(feature = "serve")]
            Command::Mcp(arguments) => mcp::run(arguments),
            #[cfg(feature = "serve")]
            Command::Watch(arguments) => watch::run(arguments),
            Command::Facets(arguments) => facets::run(arguments),
            Command::Timeline(arguments) => facets::run_timeline(arguments),
            Command::Countries(arguments) => facets::run_countries(arguments),
            Command::Topics(arguments) => facets::run_topics(arguments),
            Command::Copies(arguments) => copies::run(arguments),
            Command::ExportTexts(arguments) => export_texts::run(arguments),
            #[cfg(feature = "cluster")]
            Command::Export(arguments) => export_archive::run(arguments),
            Command::Extract(arguments) => extract::run(arguments),
            Command::Names(arguments) => names::run(arguments),
            Command::Schema(arguments) => schema::run(arguments),
            Command::Stats(arguments) => stats::run(arguments),
            Command::Check(arguments) => check::run(arguments),
            Command::Bench(arguments) => bench::run(arguments),
            Command::Config(arguments) => config::run(arguments),
            Command::Completions(arguments) => completions::completions(arguments, Program::command()),
            Command::Complete(arguments) => completions::complete(arguments, Program::command()),
            Command::Man(arguments) => man::run(arguments, Program::command()),
            #[cfg(feature = "pdf")]
            Command::ReadPdf(arguments) => read_pdf::run(arguments),
            Command::Help(arguments) => help::run(arguments, Program::command()),
        }
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>()).any(|e| e.kind() == io::ErrorKind::BrokenPipe)
}
