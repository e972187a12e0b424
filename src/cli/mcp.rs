//! `dateline mcp`: the archive for an assistant.

use std::process::ExitCode;

use anyhow::Context;

use super::arguments::IndexArgument;

/// Answer an assistant over standard input and output (Model Context Protocol).
///
/// The assistant's program starts this command: name it there with its arguments. Its tools are search, article, facets,
/// timeline, names and copies; none changes anything.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    index: IndexArgument,
}

/// Runs the command: until the other end is closed.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    dateline::mcp::run(&arguments.index.folder).context("the assistant cannot be answered")?;
    Ok(ExitCode::SUCCESS)
}
