//! From a question to the request that an engine carries out, and to its answer.

use std::ops::ControlFlow;
use std::path::PathBuf;

use jiff::civil::Date;

use super::engine::Engine;
use super::error::QuestionError;
use super::filters::Filters;
use super::policy::Purpose;
use super::question::{Question, Subject};
use crate::model::{Copies, Results};
use crate::query::{self, Parsed, Query};
use crate::search::{Beside, Names, Piece, Request};

/// A question that was read: the request that an engine carries out.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// What is asked of the engine.
    pub request: Request,
    /// What whoever asked should know about how the question was read.
    pub warnings: Vec<String>,
    /// What the answer is wanted for.
    pub purpose: Purpose,
}

impl Question {
    /// Reads the question. `today` is the day at the place of whoever asks, of which words like `last month` are reckoned.
    ///
    /// # Errors
    ///
    /// When the text or a filter cannot be read, or when there is no article to find the like of.
    pub fn read(
        &self,
        engine: &dyn Engine,
        purpose: Purpose,
        today: &dyn Fn() -> Date,
    ) -> Result<Asked, QuestionError> {
        let (parsed, article) = match &self.subject {
            Subject::Text(text) => (self.reading.read(text, today)?, None),
            Subject::Like(id) => {
                let (id, query) = engine.similar(id)?.ok_or_else(|| QuestionError::NoArticle(id.clone()))?;
                (Parsed { query, warnings: Vec::new() }, Some(id))
            }
        };
        let mut request = purpose.request(self, parsed.query);
        if article.is_some() {
            // The words are the article's own; nobody typed them as names.
            request.names = Names::AsTyped;
            request.without_copies_of = article.filter(|_| self.copies != Some(Copies::All));
        }
        Asked { request, warnings: parsed.warnings, purpose }.narrowed(&self.filters, today)
    }

    /// Reads the question, carries it out, and gives the answer with all warnings.
    ///
    /// # Errors
    ///
    /// As [`Question::read`]; and when the engine fails.
    pub fn answer(
        &self,
        engine: &dyn Engine,
        purpose: Purpose,
        today: &dyn Fn() -> Date,
    ) -> Result<Results, QuestionError> {
        Ok(self.read(engine, purpose, today)?.answer(engine)?)
    }
}

impl Asked {
    /// The same within further filters.
    ///
    /// # Errors
    ///
    /// When a filter cannot be read.
    pub fn narrowed(mut self, filters: &Filters, today: &dyn Fn() -> Date) -> Result<Asked, QuestionError> {
        self.request.query = filters.around(self.request.query, today)?;
        if !filters.folders.is_empty() {
            self.request.within = Some(match self.request.within {
                None => filters.folders.clone(),
                Some(folders) => common(&folders, &filters.folders),
            });
        }
        Ok(self)
    }

    /// Carries the request out. The answer has the warnings of the reading before its own.
    ///
    /// # Errors
    ///
    /// When the engine fails.
    pub fn answer(&self, engine: &dyn Engine) -> crate::Result<Results> {
        let mut results = engine.search(&self.request)?;
        results.warnings.splice(0..0, self.warnings.iter().cloned());
        self.told_of_nothing(&mut results, engine)?;
        Ok(results)
    }

    /// Carries the request out piece by piece, as [`Engine::search_in_pieces`] does. The first piece has the warnings of
    /// the reading before its own.
    ///
    /// # Errors
    ///
    /// When the engine fails.
    pub fn answer_in_pieces(
        &self,
        engine: &dyn Engine,
        beside: Beside,
        each: &mut dyn FnMut(Piece) -> ControlFlow<()>,
    ) -> crate::Result<()> {
        let mut warnings = self.warnings.clone();
        let mut told = Ok(());
        engine.search_in_pieces(&self.request, beside, &mut |mut piece| {
            piece.results.warnings.splice(0..0, warnings.drain(..));
            match self.told_of_nothing(&mut piece.results, engine) {
                Ok(()) => each(piece),
                Err(error) => {
                    told = Err(error);
                    ControlFlow::Break(())
                }
            }
        })?;
        told
    }

    /// Adds to an empty answer for a reader what he should know of it.
    fn told_of_nothing(&self, results: &mut Results, engine: &dyn Engine) -> crate::Result<()> {
        if results.total == 0 && self.purpose == Purpose::Page {
            results.warnings.extend(self.some_of_the_words(engine)?);
        }
        Ok(())
    }

    /// What to tell a reader whose words stand together in no article, though some of them are there.
    fn some_of_the_words(&self, engine: &dyn Engine) -> crate::Result<Option<String>> {
        let Some(query) = any_word(&self.request.query) else { return Ok(None) };
        let mut request = Purpose::Count.request(&Question::default(), query);
        request.within.clone_from(&self.request.within);
        request.names = self.request.names;
        Ok(match engine.search(&request)?.total {
            0 => None,
            1 => Some(
                "no article has all of these words, but one has some of them; write OR between the words".to_owned(),
            ),
            some => Some(format!(
                "no article has all of these words, but {some} have some of them; write OR between the words"
            )),
        })
    }

    /// Carries the request out, and gives all of the answer with what is wanted beside its hits.
    ///
    /// # Errors
    ///
    /// When the engine fails.
    pub fn answer_beside(&self, engine: &dyn Engine, beside: Beside) -> crate::Result<Piece> {
        let mut whole: Option<Piece> = None;
        self.answer_in_pieces(engine, beside, &mut |mut piece| {
            match &mut whole {
                None => whole = Some(piece),
                Some(whole) => {
                    whole.results.hits.append(&mut piece.results.hits);
                    whole.articles.append(&mut piece.articles);
                    whole.files.append(&mut piece.files);
                }
            }
            ControlFlow::Continue(())
        })?;
        Ok(whole.unwrap_or_default())
    }
}

/// The same query with one of its words enough; none where it does not ask for several words at once.
fn any_word(query: &Query) -> Option<Query> {
    let Query::And(parts) = query else { return None };
    let is_word =
        |part: &&Query| matches!(part, Query::Term(_) | Query::Phrase(_) | Query::Near(_) | Query::Boost { .. });
    let (words, others): (Vec<&Query>, Vec<&Query>) = parts.iter().partition(is_word);
    let any = query::or(words.iter().map(|word| (*word).clone()).collect());
    let parts = others.into_iter().cloned().chain([any]).collect();
    (words.len() > 1).then(|| query::and(parts))
}

/// What lies in a folder of either list.
fn common(some: &[PathBuf], others: &[PathBuf]) -> Vec<PathBuf> {
    let mut common = Vec::new();
    for one in some {
        for other in others {
            if one.starts_with(other) {
                common.push(one.clone());
            } else if other.starts_with(one) {
                common.push(other.clone());
            }
        }
    }
    common
}
