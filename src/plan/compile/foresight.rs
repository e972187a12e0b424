//! What a query will ask of the words of an archive, told before it does: an archive that is far away looks all of it up together.
//!
//! Nothing depends on it. What is not foreseen is looked up when it is asked for, and what is foreseen and not asked for does no
//! harm.

use std::collections::BTreeSet;

use crate::index::written;
use crate::plan::languages::Languages;
use crate::plan::lexicon::expand::{plurals_of, prefixed_forms, umlauts_in_two_letters};
use crate::plan::lexicon::forms::Forms;
use crate::plan::lexicon::pieces::{Unit, units};
use crate::plan::names::whole;
use crate::query::{Form, Phrase, Query, Term};

/// How many words a whole name has at most.
const MAX_NAME_WORDS: usize = 5;

/// What a query asks of words.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Foresight {
    /// Folded words, each looked up by itself.
    pub(crate) words: BTreeSet<String>,
    /// How words begin that are scanned for.
    pub(crate) beginnings: BTreeSet<String>,
    /// Folded words of which other spellings are looked for where they are names.
    pub(crate) names: BTreeSet<String>,
}

impl Foresight {
    /// What a query asks of the words of an archive in these languages.
    pub(crate) fn of(languages: &Languages, query: &Query) -> Foresight {
        let mut foresight = Foresight::default();
        let mut open = vec![query];
        while let Some(part) = open.pop() {
            match part {
                Query::All | Query::Facet { .. } | Query::Date(_) => {}
                Query::Term(term) | Query::AtLeast { term, .. } => foresight.term(languages, term),
                Query::Phrase(Phrase { terms, .. }) => {
                    terms.iter().for_each(|term| foresight.term(languages, term));
                    foresight.whole_names(terms);
                    foresight.joined_words(terms);
                }
                Query::Near(near) => open.extend([&near.left, &near.right].map(|side| &**side)),
                Query::And(parts) => {
                    let terms: Vec<Term> = parts.iter().filter_map(as_term).cloned().collect();
                    foresight.whole_names(&terms);
                    foresight.joined_words(&terms);
                    open.extend(parts);
                }
                Query::Or(parts) => open.extend(parts),
                Query::Not(part) => open.push(part),
                Query::Boost { query, .. } | Query::In { query, .. } => open.push(query),
            }
        }
        foresight
    }

    fn term(&mut self, languages: &Languages, term: &Term) {
        for unit in units(term) {
            match unit {
                Unit::Word { typed, folded } => self.word(languages, &typed, folded, term.form),
                Unit::Written { typed, folded, term: written } => {
                    self.words.insert(written);
                    self.word(languages, &typed, folded, term.form);
                }
                Unit::Bigram { folded, .. } => _ = self.words.insert(folded),
                Unit::Pattern(pattern) => {
                    let start = pattern.split(['*', '?']).next().unwrap_or_default();
                    self.beginnings.insert(start.to_owned());
                }
                Unit::Character(_) | Unit::Regex(_) => {}
            }
        }
    }

    fn word(&mut self, languages: &Languages, typed: &str, word: String, form: Form) {
        if form == Form::Stemmed {
            let ranges = Forms::of(&word, languages.stemmed.iter()).ranges();
            self.beginnings.extend(ranges.iter().map(|range| range.beginning().to_owned()));
            self.beginnings.insert(written::joined_start(&word));
            self.words.extend(umlauts_in_two_letters(typed));
            self.words.extend(prefixed_forms(&word).chain(plurals_of(&word)));
            self.names_of(&word);
            self.names.insert(word.clone());
        }
        self.words.insert(word);
    }

    /// The other names of words that are a whole name together.
    fn whole_names(&mut self, terms: &[Term]) {
        for first in 0..terms.len() {
            for length in 2..=MAX_NAME_WORDS.min(terms.len() - first) {
                if let Some(name) = whole::key(&terms[first..first + length]) {
                    self.names_of(&name);
                }
            }
        }
    }

    /// What says of two words that are typed one after the other that they are written as one elsewhere.
    fn joined_words(&mut self, terms: &[Term]) {
        for pair in terms.windows(2).filter(|pair| pair.iter().all(|term| term.form == Form::Stemmed)) {
            let folded = |term: &Term| match &units(term)[..] {
                [Unit::Word { folded, .. }] => Some(folded.clone()),
                _ => None,
            };
            let words = folded(&pair[0]).zip(folded(&pair[1]));
            self.words.extend(words.and_then(|(first, second)| written::joined_term(&[&first, &second])));
        }
    }

    /// The words of all names that a name is known under.
    fn names_of(&mut self, name: &str) {
        let others = whole::others(name);
        for piece in others.iter().flat_map(|other| other.split('_')) {
            let term = Term { text: piece.to_owned(), form: Form::Exact };
            for unit in units(&term) {
                if let Unit::Word { folded, .. } | Unit::Bigram { folded, .. } = unit {
                    self.words.insert(folded);
                }
            }
        }
    }
}

fn as_term(part: &Query) -> Option<&Term> {
    match part {
        Query::Term(term) => Some(term),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn two_words_that_may_be_one_elsewhere_are_foreseen() {
        let languages = Languages::of(&BTreeMap::from([("en".to_owned(), 60)]), 0, None, &[]);
        let foreseen = |text: &str| {
            let query = crate::query::parse(text, || jiff::civil::date(2026, 11, 30)).unwrap().query;
            Foresight::of(&languages, &query).words
        };
        let joined = written::joined_term(&["cease", "fire"]).unwrap();
        assert!(foreseen("cease fire").contains(&joined));
        assert!(foreseen("\"cease fire\"").contains(&joined));
        assert!(!foreseen("cease OR fire").contains(&joined));
        assert!(!foreseen("cease =fire").contains(&joined), "what is exact is not joined");
    }
}
