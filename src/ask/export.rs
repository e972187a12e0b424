//! An index as the documents of a cluster: what it holds, with the story of each article.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use tantivy::DocAddress;

use super::at_home;
use crate::Result;
use crate::cluster::document::{self, Company, Document, Story};
use crate::cluster::export::Archive;
use crate::cluster::words;
use crate::index::{Index, Snapshot, lengths};
use crate::search::Stories;

/// How many documents a piece has: about 2 MB of JSON of newspaper stories.
const PIECE: usize = 200;

/// One committed state of an index, to be put into a cluster.
#[derive(Debug)]
pub struct IndexAsArchive {
    snapshot: Snapshot,
    stories: Stories,
    articles: Vec<DocAddress>,
    /// The stories that were met, by number: each is asked for as often as it has copies.
    met: Mutex<HashMap<u32, Story>>,
}

impl IndexAsArchive {
    /// The last commit of an index. Copies are grouped as for a search.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn of(index: &Index) -> Result<IndexAsArchive> {
        let snapshot = index.snapshot()?;
        let stories = Stories::of(&snapshot)?;
        let articles = snapshot.articles()?;
        Ok(IndexAsArchive { snapshot, stories, articles, met: Mutex::default() })
    }

    fn document(&self, address: DocAddress) -> Result<Document> {
        let entry = self.snapshot.entry(address)?;
        let story = self.stories.story(address).map(|story| self.story(story)).transpose()?;
        let company = Company { story: story.as_ref(), captures: self.stories.captures(entry.article.id) };
        document::document(&entry, &entry.article.origin.file_key(), company)
    }

    fn story(&self, number: u32) -> Result<Story> {
        let met = || self.met.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(story) = met().get(&number) {
            return Ok(story.clone());
        }
        let leader = self.snapshot.entry(self.stories.address(number))?;
        let members = self.stories.members(number).into_iter().map(|address| self.snapshot.entry(address));
        let story = Story::of(&leader, members)?;
        met().insert(number, story.clone());
        Ok(story)
    }
}

impl Archive for IndexAsArchive {
    fn document_count(&self) -> u64 {
        self.articles.len() as u64
    }

    fn piece_count(&self) -> usize {
        self.articles.len().div_ceil(PIECE)
    }

    fn piece(&self, number: usize) -> Result<Vec<Document>> {
        let begin = number * PIECE;
        let end = (begin + PIECE).min(self.articles.len());
        self.articles[begin..end].iter().map(|address| self.document(*address)).collect()
    }

    fn holds(&self, document: &str) -> Result<bool> {
        match document::article_of(document) {
            Some(id) => Ok(self.snapshot.capture_count(id)? > 0),
            None => Ok(false),
        }
    }

    fn each_word(&self, each: &mut dyn FnMut(Document) -> Result<()>) -> Result<()> {
        words::each(&self.snapshot, &at_home::holdings(&self.snapshot)?, &mut |id, source| {
            let digest = source["digest"].as_str().unwrap_or_default().to_owned();
            each(Document { routing: id.clone(), id, digest, source })
        })
    }

    fn mean_length(&self, field: &str) -> Option<f32> {
        lengths::mean_length(&self.snapshot, self.snapshot.schema().field(field)?).ok()
    }
}
