//! Which countries an article is about, and which it merely mentions.

use crate::model::{Article, CountryLabel};

/// The tables by which countries are found.
#[derive(Debug)]
pub(super) struct Countries {}

/// The countries of one article.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Found {
    /// What the story is about, the focus first.
    pub about: Vec<CountryLabel>,
    /// What is only mentioned, strongest first.
    pub mentioned: Vec<CountryLabel>,
}

impl Countries {
    /// Loads the tables.
    pub(super) fn load() -> Countries {
        Countries {}
    }

    /// Finds the countries of an article.
    pub(super) fn find(&self, _article: &Article) -> Found {
        Found::default()
    }
}
