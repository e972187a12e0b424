//! A clue to the day of publication.

use super::moment::Moment;
use crate::model::DateSource;

/// How a date stands in its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// In data that readers do not see.
    Declared,
    /// By itself, where readers see it: the page's own day, in its own zone.
    Shown,
    /// In a sentence, which may name any day.
    Mentioned,
}

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
    /// How it stands there.
    pub(super) standing: Standing,
}

impl Clue {
    /// A declared clue to the day of publication.
    pub(super) fn new(moment: Moment, source: DateSource, evidence: impl Into<String>, trust: f32) -> Clue {
        let mut evidence: String = evidence.into();
        evidence.truncate(evidence.floor_char_boundary(200));
        Clue { moment, source, evidence, trust, modified: false, standing: Standing::Declared }
    }

    /// The same clue, to the day of the last change.
    pub(super) fn of_change(self) -> Clue {
        Clue { modified: true, ..self }
    }

    /// The same clue, which stands so in its page.
    pub(super) fn standing(self, standing: Standing) -> Clue {
        Clue { standing, ..self }
    }

    /// Adds to the evidence how it was read.
    pub(super) fn note(&mut self, how: impl AsRef<str>) {
        self.evidence.push_str("; ");
        self.evidence.push_str(how.as_ref());
    }
}
