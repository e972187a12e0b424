//! Expansions are remembered from query to query: within one snapshot they do not change.

use std::sync::{Arc, Mutex, PoisonError};

use foldhash::HashMap;
use tantivy::schema::Field;

use crate::model::NameVariant;
use crate::query::Form;
use crate::search::lexicon::pieces::Unit;
use crate::search::lexicon::term_set::{SetWord, WordSet};
use crate::search::request::Names;

/// About so many words and places of words are remembered in all, some 60 MB; then it is begun anew.
const MAX_REMEMBERED: usize = 1_000_000;

/// What a piece stands for.
#[derive(Debug)]
pub(crate) struct Expanded {
    /// The words, other spellings among them.
    pub(crate) words: Arc<WordSet>,
    /// The other spellings.
    pub(super) names: Vec<NameVariant>,
    /// How many more spellings there were than count.
    pub(super) more_names: usize,
}

impl Expanded {
    /// The words without the other spellings.
    pub(super) fn forms(&self) -> impl Iterator<Item = &SetWord> {
        let forms = self.words.words.len() - self.names.len();
        self.words.words[..forms].iter()
    }
}

/// What an expansion depends on.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    /// The piece.
    pub(super) unit: Unit,
    /// Which of its forms are meant.
    pub(super) form: Form,
    /// Whether words are found in all their forms.
    pub(super) stemmed: bool,
    /// Whether names are found under all their spellings.
    pub(super) names: Names,
    /// Where it is looked for.
    pub(super) fields: Vec<Field>,
}

/// Expansions that were worked out before.
#[derive(Debug, Default)]
pub(crate) struct Remembered(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    expansions: HashMap<Key, Arc<Expanded>>,
    /// How many words and places they have in all.
    size: usize,
}

impl Remembered {
    /// What was kept under a key.
    pub(super) fn get(&self, key: &Key) -> Option<Arc<Expanded>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).expansions.get(key).cloned()
    }

    /// Keeps an expansion.
    pub(super) fn keep(&self, key: Key, expanded: &Arc<Expanded>) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.size > MAX_REMEMBERED {
            *known = Known::default();
        }
        known.size += 1 + expanded.words.words.iter().map(|word| 1 + word.places.len()).sum::<usize>();
        known.expansions.insert(key, Arc::clone(expanded));
    }
}
