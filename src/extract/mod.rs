//! Reading an article out of a capture: text, title, authors, site, language and day.
//!
//! One parse a page: [`dom`] lays the page flat, `metadata` collects what the page says of itself, `date` weighs what
//! dates it. Nothing here fails: what cannot be read becomes a [`Note`].

pub mod date;
pub mod dom;
mod html;
pub mod metadata;
mod plain;
mod sink;

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

/// Reads the article out of a capture. Never fails and never panics.
pub fn extract(capture: &Capture) -> Extraction {
    match capture.media_type {
        MediaType::Html => html::extract(capture),
        MediaType::Text | MediaType::Markdown => plain::extract(capture),
    }
}
