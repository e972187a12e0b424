//! What a page is dated by.

use crate::extract::declared::metadata::Metadata;
use crate::extract::page::dom::{Dom, NodeId};
use crate::text::date_order::DateOrder;

/// Everything that can date an article.
#[derive(Clone, Copy, Debug)]
pub struct Clues<'a> {
    /// The page.
    pub dom: &'a Dom,
    /// The page's source, for what its scripts carry.
    pub page: &'a str,
    /// What the page declares.
    pub metadata: &'a Metadata,
    /// The canonical URL.
    pub url: Option<&'a str>,
    /// When the page was saved.
    pub captured: Option<jiff::Timestamp>,
    /// When the page is read.
    pub read: Option<jiff::Timestamp>,
    /// The date that the container declares.
    pub declared: Option<&'a str>,
    /// The order of day and month that other records of the same file show.
    pub order: Option<DateOrder>,
    /// The article's language, by which ambiguous dates are read.
    pub lang: Option<&'a str>,
    /// The node of the headline, near which the date stands.
    pub headline: Option<NodeId>,
    /// The node that holds the body.
    pub body: Option<NodeId>,
    /// The article's text, for its dateline.
    pub text: &'a str,
}
