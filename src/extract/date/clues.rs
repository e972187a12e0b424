//! A clue: one thing on a page that may date it, and how far it is trusted by itself.

use super::moment::Moment;
use crate::model::DateSource;

/// What a date is said to be the date of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// First publication.
    Published,
    /// A later change.
    Modified,
}

/// One thing that may date the page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Clue {
    /// The date it gives.
    pub(super) moment: Moment,
    /// What the date is said to be.
    pub(super) role: Role,
    /// What kind of thing it is.
    pub(super) source: DateSource,
    /// How it stands in the page.
    pub(super) evidence: String,
    /// How far it is trusted by itself, from 0 to 1.
    pub(super) trust: f32,
}
