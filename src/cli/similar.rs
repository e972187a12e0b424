//! `dateline similar`: articles like one at hand.

use std::process::ExitCode;

use dateline::ask::Question;

use super::answer::AnswerArguments;
use super::question::{ArchiveArguments, HitArguments, answer, code};

/// Find articles like one: those that share the words that tell it from the rest of the archive.
///
/// Its own copies are left out unless `--copies all` asks for them; `show` lists them.
/// The query that is asked is printed by `--explain` and in JSON; it can be changed and given to `search`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The article's id as `search` prints it, or the id of the record it came in.
    id: String,
    #[command(flatten)]
    archive: ArchiveArguments,
    #[command(flatten)]
    hits: HitArguments,
    #[command(flatten)]
    answer: AnswerArguments,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    arguments.answer.check("similar", &arguments.hits)?;
    let searcher = arguments.archive.searcher()?;
    let mut question = Question::like(&arguments.id);
    arguments.archive.narrow(&mut question)?;
    arguments.hits.apply(&mut question);
    let results = answer(&question, &searcher, arguments.answer.purpose())?;
    arguments.answer.print(&results, &arguments.id)?;
    Ok(code(results.total))
}
