//! `dateline similar`: articles like one at hand.

use std::process::ExitCode;

use dateline::ask::{Purpose, Question, today};

use super::answer::{AnswerArguments, Source, Words};
use super::last::LastSearch;
use super::question::{ArchiveArguments, HitArguments, code};
use super::reference;

/// Find articles like one: those that share the words that tell it from the rest of the archive.
///
/// Its own copies are left out unless `--copies all` asks for them; `show` lists them.
/// The query that is asked is printed by `--explain` and in JSON; it can be changed and given to `search`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The article: its number in the last search, its id or the beginning of it, its address, its file.
    #[arg(value_name = "ARTICLE")]
    article: String,
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
    let id = reference::id(&searcher, &arguments.article)?;
    let mut question = Question::like(&id);
    arguments.archive.narrow(&mut question)?;
    arguments.hits.apply(&mut question);
    arguments.answer.apply(&mut question);
    let asked = arguments.answer.with_settings(&question).read(&searcher, arguments.answer.purpose(), &today)?;
    let mut last = LastSearch::of(searcher.snapshot().folder());
    let source = Source { searcher: &searcher, name: &id, words: Words::Ours };
    let total = arguments.answer.print(&asked, &source, &mut |results| {
        last.add(results);
        Ok(())
    })?;
    if arguments.answer.purpose() != Purpose::Count {
        last.keep();
    }
    Ok(code(total))
}
