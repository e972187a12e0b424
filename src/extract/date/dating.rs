//! What dating comes to: a date or none, and why.

use crate::extract::extraction::Note;
use crate::model::{NumericDay, Published};

/// A date, or none, and why.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dating {
    /// The publication date; `None` where nothing dates the page.
    pub published: Option<Published>,
    /// What days in numbers tell other pages of the site, or leave to them.
    pub numeric_day: NumericDay,
    /// The clues that were weighed, the chosen one first.
    pub notes: Vec<Note>,
}
