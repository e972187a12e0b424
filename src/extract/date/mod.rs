//! When a page was published: every clue with its source, weighed against the others.

use super::Note;
use super::dom::{Dom, NodeId};
use super::metadata::Metadata;
use crate::model::Published;

/// Everything that can date an article.
#[derive(Clone, Copy, Debug)]
pub struct Clues<'a> {
    /// The page.
    pub dom: &'a Dom,
    /// What the page declares.
    pub metadata: &'a Metadata,
    /// The canonical URL.
    pub url: Option<&'a str>,
    /// When the page was saved.
    pub captured: Option<jiff::Timestamp>,
    /// The date that the container declares.
    pub declared: Option<&'a str>,
    /// The article's language, by which ambiguous dates are read.
    pub lang: Option<&'a str>,
    /// The node of the headline, near which the date stands.
    pub headline: Option<NodeId>,
    /// The node that holds the body.
    pub body: Option<NodeId>,
    /// The article's text, for its dateline.
    pub text: &'a str,
}

/// A date, or none, and why.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dating {
    /// The publication date; `None` where nothing dates the page.
    pub published: Option<Published>,
    /// The clues that were weighed, the chosen one first.
    pub notes: Vec<Note>,
}

/// Dates a page.
pub fn published(_clues: &Clues) -> Dating {
    Dating::default()
}

/// Dates an article by what its record or front matter declares, or else by the dateline that opens its text.
pub fn declared(_date: Option<&str>, _text: &str, _lang: Option<&str>) -> Dating {
    Dating::default()
}
