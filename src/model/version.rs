//! Versions: what one article said at different times.

use jiff::Timestamp;

use super::entry::Entry;
use super::origin::Origin;

/// What an article said, and when it was found to say so.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// The article as its newest capture has it.
    pub entry: Entry,
    /// All captures with this headline and text, the newest first; those of unknown time last.
    pub captures: Vec<Saved>,
}

/// One capture of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// When the page was saved, where that is known.
    pub time: Option<Timestamp>,
    /// Where its bytes lie.
    pub origin: Origin,
}
