//! What reading a capture gives: the article, and notes on how it was read.

use crate::model::Article;

/// What was read out of one capture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extraction {
    /// The article, unless there is none to be read.
    pub article: Option<Article>,
    /// What was noticed on the way: why there is no article, which limit was hit, what was doubted.
    pub notes: Vec<Note>,
    /// What went wrong inside of dateline, so that there is no article: a fault to be reported, not one of the page.
    pub failure: Option<String>,
}

impl Extraction {
    /// What was read.
    pub(super) fn of(article: Article, notes: Vec<Note>) -> Extraction {
        Extraction { article: Some(article), notes, failure: None }
    }
}

/// Something that a user who doubts a result should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The part of the article concerned: `body`, `title`, `published`, `charset`, …
    pub about: &'static str,
    /// What was chosen or left out, and why, in one line.
    pub text: String,
}

impl Note {
    /// A note about a part of the article.
    pub(crate) fn new(about: &'static str, text: String) -> Note {
        Note { about, text }
    }
}
