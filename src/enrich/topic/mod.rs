//! What an article is about, in the terms of IPTC Media Topics.

use crate::model::{Article, TopicLabel};

/// The tables by which topics are found.
#[derive(Debug)]
pub(super) struct Topics {}

impl Topics {
    /// Loads the tables.
    pub(super) fn load() -> Topics {
        Topics {}
    }

    /// Finds the topics of an article, strongest first, at most three.
    pub(super) fn find(&self, _article: &Article) -> Vec<TopicLabel> {
        Vec::new()
    }
}
