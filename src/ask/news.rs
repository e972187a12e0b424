//! What is new to a saved search: what it finds and has not shown. A difference of sets, so it depends on no clock.

use super::asked::Asked;
use super::engine::Engine;
use super::saved::SavedSearch;
use crate::Result;
use crate::model::{ArticleId, Results};

impl SavedSearch {
    /// What was asked, narrowed to the articles that this search has not shown.
    ///
    /// # Errors
    ///
    /// When the engine fails.
    pub fn only_new(&self, mut asked: Asked, engine: &dyn Engine) -> Result<Asked> {
        let found = engine.ids(&asked.request)?;
        asked.request.only = Some(found.into_iter().filter(|id| !self.seen.contains(id)).collect());
        Ok(asked)
    }

    /// Takes note that the hits of an answer were shown, with the copies that each stood for.
    ///
    /// # Errors
    ///
    /// When the engine fails.
    pub fn mark_shown(&mut self, results: &Results, engine: &dyn Engine) -> Result<()> {
        for hit in &results.hits {
            self.seen.insert(hit.id);
            if hit.spread.is_some() {
                let story = engine.copies(hit.id)?;
                let copies = story.iter().flat_map(|story| &story.articles).map(|article| article.id);
                self.seen.extend(copies.collect::<Vec<ArticleId>>());
            }
        }
        Ok(())
    }
}
