//! What the articles of one site tell of each other: its home, what it means by a name, in which order it writes day and month.
//!
//! A pure function from the clues of all articles ([`crate::model::Clue`]) to what is settled in each of them. Neither the
//! order of articles counts nor how often a page was saved, and what is settled is no clue itself: so the same set of files gives
//! the same answer after any history.

mod collection;
mod habits;

pub use self::collection::{Effect, SiteHome, Sites, tells};
pub use self::habits::Home;
