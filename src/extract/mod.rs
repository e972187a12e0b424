//! Reading an article out of a capture: text, title, authors, site, language and day.
//!
//! One parse a page: [`dom`] lays the page flat, `metadata` collects what the page says of itself, `date` weighs what
//! dates it. Nothing here fails: what cannot be read becomes a [`Note`].

mod authors;
mod blocks;
mod charset;
mod comments;
mod cues;
pub mod date;
pub mod dom;
mod html;
mod json_ld;
mod kind;
mod language;
mod lede;
mod likeness;
pub mod metadata;
mod phrases;
mod plain;
mod prune;
mod scoring;
mod sink;
mod site;
mod title;
mod url;

use crate::model::{Article, Capture, MediaType};

/// What was read out of one capture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extraction {
    /// The article, unless there is none to be read.
    pub article: Option<Article>,
    /// What was noticed on the way: why there is no article, which limit was hit, what was doubted.
    pub notes: Vec<Note>,
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

/// Reads the article out of a capture. Never fails and never panics.
pub fn extract(capture: &Capture) -> Extraction {
    match capture.media_type {
        MediaType::Html => html::extract(capture),
        MediaType::Text | MediaType::Markdown => plain::extract(capture),
    }
}
