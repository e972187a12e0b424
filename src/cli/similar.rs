//! `dateline similar`: articles like one at hand.

use std::process::ExitCode;

use anyhow::bail;

use dateline::search::Names;

use super::answer::{AnswerArguments, Copying};
use super::arguments::{Filters, IndexArgument};
use super::selection::{Selection, code};

/// Find articles like one: those that share the words that tell it from the rest of the archive.
///
/// Its own copies are left out unless `--copies all` asks for them; `show` lists them.
/// The query that is asked is printed by `--explain` and in JSON; it can be changed and given to `search`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The article's id as `search` prints it, or the id of the record it came in.
    id: String,
    #[command(flatten)]
    index: IndexArgument,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    answer: AnswerArguments,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let searcher = arguments.index.searcher()?;
    let Some((id, query)) = searcher.similar(&arguments.id)? else {
        bail!("no article has the id `{}`; `dateline search` prints ids", arguments.id);
    };
    let mut request = arguments.selection.request(arguments.filters.around(query)?, Names::AsTyped);
    if arguments.answer.copies != Some(Copying::All) {
        request.without_copies_of = Some(id);
    }
    let results = arguments.answer.print(&searcher, request, &arguments.id)?;
    Ok(code(results.total))
}
