//! `dateline similar`: articles like one at hand.

use std::process::ExitCode;

use dateline::ask::{Asked, Engine, Purpose, Question, today};

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
    let opened = arguments.archive.open()?;
    let id = reference::id(&opened, &arguments.article)?;
    let asked = arguments.asked(&*opened.engine, &id)?;
    let mut last = opened.folder().map(LastSearch::of);
    let source = Source { searcher: &*opened.engine, name: &id, words: Words::Ours };
    let total = arguments.answer.print(&asked, &source, &mut |results| {
        last.iter_mut().for_each(|last| last.add(results));
        Ok(())
    })?;
    if arguments.answer.purpose() != Purpose::Count {
        last.iter().for_each(LastSearch::keep);
    }
    Ok(code(total))
}

impl Arguments {
    /// The question for articles like the one with this id.
    fn asked(&self, engine: &dyn Engine, id: &str) -> anyhow::Result<Asked> {
        let mut question = Question::like(id);
        self.archive.narrow(&mut question)?;
        self.hits.apply(&mut question);
        self.answer.apply(&mut question);
        Ok(self.answer.with_settings(&question).read(engine, self.answer.purpose(), &today)?)
    }
}
