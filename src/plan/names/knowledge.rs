//! What is asked of an archive's knowledge of names.

use std::fmt::Debug;

use super::corrections::Corrections;
use crate::index::Capitalisation;
use crate::text::name::Key;

/// The words of an archive that can be names, and what a person says of them.
pub(crate) trait NameKnowledge: Debug {
    /// What a person says of names.
    fn corrections(&self) -> &Corrections;

    /// How a folded word stands in texts, if it can be a name.
    fn capitals(&self, word: &str) -> Capitalisation;

    /// Is told which keys are asked for next.
    fn foresee(&self, keys: &[Key]) {
        _ = keys;
    }

    /// Calls `each` with the words under a consonant key; a word may come in parts, which are added up.
    fn under(&self, key: Key, each: &mut dyn FnMut(&str, Capitalisation));
}
