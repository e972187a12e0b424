//! A clue to the day of publication.

use super::moment::Moment;
use crate::model::DateSource;

/// One date found, what it was found in, and how far it can be trusted alone.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Clue {
    pub(super) moment: Moment,
    pub(super) source: DateSource,
    /// The evidence as it stands in the page.
    pub(super) evidence: String,
    /// From 0 to 1.
    pub(super) trust: f32,
    /// Whether it says when the page was last changed.
    pub(super) modified: bool,
}

impl Clue {
    pub(super) fn new(moment: Moment, source: DateSource, evidence: impl Into<String>, trust: f32) -> Clue {
        let mut evidence: String = evidence.into();
        evidence.truncate(evidence.floor_char_boundary(200));
        Clue { moment, source, evidence, trust, modified: false }
    }

    /// The same clue, to the day of the last change.
    pub(super) fn of_change(self) -> Clue {
        Clue { modified: true, ..self }
    }
}
