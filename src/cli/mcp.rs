//! `dateline mcp`: the archive for an assistant.

use std::process::ExitCode;

use anyhow::Context;
use dateline::ask::Live;

use super::engine::EngineArguments;

/// Answer an assistant over standard input and output (Model Context Protocol).
///
/// The assistant's program starts this command: name it there with its arguments. Its tools are search, article, facets,
/// timeline, names and copies; none changes anything.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    engine: EngineArguments,
}

/// Runs the command: until the other end is closed.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let index = || Live::of(&arguments.engine.index.folder());
    let archive = arguments.engine.live_in_cluster()?.unwrap_or_else(index);
    dateline::mcp::run(archive).context("the assistant cannot be answered")?;
    Ok(ExitCode::SUCCESS)
}
