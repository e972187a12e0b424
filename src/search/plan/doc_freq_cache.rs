//! A cache of document frequencies from query to query: within one snapshot they do not change.
//!
//! In an index from which much was removed, an exact one costs a walk over the postings of what is removed. Bounds cost
//! nothing and are mostly enough; so what is exact is counted when somebody needs it, once.

use std::sync::{Mutex, PoisonError};

use foldhash::HashMap;
use tantivy::schema::Field;

use crate::plan::ranking::feedback::DocFreq;

/// The cache is emptied when it holds more words than this: some 20 MB.
const MAX_WORDS: usize = 200_000;

/// The document frequencies that earlier queries asked for.
#[derive(Debug, Default)]
pub(crate) struct DocFreqCache(Mutex<Cached>);

#[derive(Debug, Default)]
struct Cached {
    by_field: HashMap<Field, HashMap<String, DocFreq>>,
    /// How many words there are in all fields.
    words: usize,
}

impl DocFreqCache {
    /// What was kept of a folded word in a field.
    pub(crate) fn get(&self, field: Field, word: &str) -> Option<DocFreq> {
        let cached = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        cached.by_field.get(&field)?.get(word).copied()
    }

    /// Keeps what is known of a folded word in a field.
    pub(crate) fn keep(&self, field: Field, word: &str, doc_freq: DocFreq) {
        let mut cached = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if cached.words >= MAX_WORDS {
            *cached = Cached::default();
        }
        let is_new = cached.by_field.entry(field).or_default().insert(word.to_owned(), doc_freq).is_none();
        cached.words += usize::from(is_new);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_kept_by_field_and_the_cache_does_not_grow_without_end() {
        let cache = DocFreqCache::default();
        let (title, body) = (Field::from_field_id(1), Field::from_field_id(2));
        cache.keep(title, "ship", DocFreq { at_least: 2, at_most: 9 });
        assert_eq!(cache.get(body, "ship"), None);
        assert_eq!(cache.get(title, "ship").and_then(DocFreq::exact), None);
        cache.keep(title, "ship", DocFreq::exactly(7));
        assert_eq!(cache.get(title, "ship").and_then(DocFreq::exact), Some(7));
        for number in 0..MAX_WORDS {
            cache.keep(body, &number.to_string(), DocFreq::exactly(1));
        }
        assert_eq!(cache.get(title, "ship"), None, "it was emptied");
        let words = cache.0.lock().unwrap().words;
        assert!(0 < words && words <= MAX_WORDS, "{words}");
    }
}
