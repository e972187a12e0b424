//! What dating comes to: a date or none, and why.

use crate::extract::extraction::Note;
use crate::model::Published;

/// A date, or none, and why.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dating {
    /// The publication date; `None` where nothing dates the page.
    pub published: Option<Published>,
    /// The clues that were weighed, the chosen one first.
    pub notes: Vec<Note>,
}
