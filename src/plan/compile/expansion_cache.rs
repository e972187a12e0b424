//! A cache of expansions from query to query: within one snapshot they do not change.

use std::sync::{Arc, Mutex, PoisonError};

use foldhash::HashMap;
use tantivy::schema::Field;

use crate::model::NameVariant;
use crate::plan::lexicon::pieces::Unit;
use crate::plan::lexicon::term_set::{TermSet, WeightedTerm};
use crate::plan::request::Names;
use crate::query::Form;

/// The cache is emptied when it holds more terms and term infos than this: some 60 MB.
const MAX_CACHED: usize = 1_000_000;

/// What a piece stands for.
#[derive(Debug)]
pub(crate) struct Expanded {
    /// The terms, other spellings at the end.
    pub(crate) terms: Arc<TermSet>,
    /// The other spellings.
    pub(super) names: Vec<NameVariant>,
    /// How many more spellings there were than count.
    pub(super) more_names: usize,
    /// The words that it is written in elsewhere.
    pub(super) compounds: Vec<Compound>,
}

impl Expanded {
    /// The terms without the other spellings.
    pub(super) fn forms(&self) -> impl Iterator<Item = &WeightedTerm> {
        let forms = self.terms.terms.len() - self.names.len();
        self.terms.terms[..forms].iter()
    }
}

/// Words that are one word elsewhere.
#[derive(Debug)]
pub(crate) struct Compound {
    /// The folded words, in order; at least two.
    pub(super) words: Vec<String>,
    /// How they are mostly written.
    pub(super) style: Style,
}

/// How the words of a compound are written where they are not one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// Side by side as well.
    Open,
    /// With hyphens, or hardly ever otherwise; or side by side they are something else: *may be*.
    Joined,
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

/// The expansions of earlier queries.
#[derive(Debug, Default)]
pub(crate) struct ExpansionCache(Mutex<Cached>);

#[derive(Debug, Default)]
struct Cached {
    expansions: HashMap<Key, Arc<Expanded>>,
    /// How many terms and term infos they have in all.
    size: usize,
}

impl ExpansionCache {
    /// What was kept under a key.
    pub(super) fn get(&self, key: &Key) -> Option<Arc<Expanded>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).expansions.get(key).cloned()
    }

    /// Keeps an expansion.
    pub(super) fn keep(&self, key: Key, expanded: &Arc<Expanded>) {
        let mut cached = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if cached.size > MAX_CACHED {
            *cached = Cached::default();
        }
        cached.size += 1 + expanded.terms.terms.iter().map(|term| 1 + term.infos.len()).sum::<usize>();
        cached.expansions.insert(key, Arc::clone(expanded));
    }
}
