//! What saved searches find that they have not shown yet.

use std::io::Write;

use dateline::ask::{Asked, Limit, Purpose, SavedSearch, SavedSearches};
use dateline::text::escape::for_terminal;

use super::answer::{AnswerArguments, Source, Words};
use super::arguments::PagerArguments;
use super::last::LastSearch;
use super::opened::Opened;
use super::output;

/// How saved searches tell what is new.
pub(crate) struct Alert<'a> {
    /// Where they are asked.
    pub(crate) opened: &'a Opened,
    /// Where they lie.
    pub(crate) store: &'a SavedSearches,
    /// The form of what is told.
    pub(crate) answer: &'a AnswerArguments,
    /// How many hits of each; all where it is left open.
    pub(crate) limit: Option<Limit>,
    /// Whether what a search tells has its name above.
    pub(crate) heading: Heading,
}

/// Whether there is a name above what a search tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Heading {
    None,
    Name,
}

impl Alert<'_> {
    /// Shows what the search of this name finds and has not shown yet, and takes note of what was shown; gives how much
    /// that is. `again` asks its question.
    pub(crate) fn tell(
        &self,
        name: &str,
        again: &dyn Fn(&SavedSearch) -> anyhow::Result<Asked>,
    ) -> anyhow::Result<u64> {
        let Alert { opened, store, .. } = self;
        let engine = &*opened.engine;
        let _only_one = store.lock()?;
        let mut saved = store.load(name)?;
        let purpose = self.answer.purpose();
        let mut asked = saved.only_new(again(&saved)?, engine)?;
        let nothing_new = asked.request.only.as_ref().is_none_or(Vec::is_empty);
        if nothing_new && self.answer.is_for_a_person() {
            // Whoever gets this by mail wants none that says nothing.
            saved.last_run = Some(jiff::Timestamp::now());
            store.write(name, &saved)?;
            return Ok(0);
        }
        if purpose != Purpose::Count {
            asked.request.limit = self.limit.unwrap_or(Limit::All).hits();
        }
        if self.heading == Heading::Name {
            let mut out = output::stdout();
            writeln!(out, "{}:", for_terminal(name))?;
            out.flush()?;
        }
        // A person who leaves a pager open would hold up the next run.
        let mut answer = self.answer.clone();
        answer.output.pager = PagerArguments::off();
        let mut last = opened.folder().map(LastSearch::of);
        let source = Source { searcher: engine, name, words: Words::Typed };
        let total = answer.print(&asked, &source, &mut |results| {
            last.iter_mut().for_each(|last| last.add(results));
            Ok(saved.mark_shown(results, engine)?)
        })?;
        if purpose != Purpose::Count {
            last.iter().for_each(LastSearch::keep);
            saved.last_run = Some(jiff::Timestamp::now());
            store.write(name, &saved)?;
        }
        Ok(total)
    }
}
