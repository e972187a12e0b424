//! How a typed word is cut: as text is cut when it is indexed, but for the signs of patterns.

use crate::index::written;
use crate::query::{Form, Term, folded_regex};
use crate::text::fold::fold;
use crate::text::unspaced::is_unspaced;
use crate::text::words::words;

/// A piece of a typed word that the index knows as one word.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Unit {
    /// A word.
    Word {
        /// As typed.
        typed: String,
        /// As the index holds it.
        folded: String,
    },
    /// A word with how it must be written.
    Written {
        /// As typed.
        typed: String,
        /// As the index holds the word.
        folded: String,
        /// The term of the index for a word that is written so.
        term: String,
    },
    /// Two neighbouring characters of an unspaced script.
    Bigram {
        /// As typed.
        typed: String,
        /// As the index holds them.
        folded: String,
    },
    /// One character of an unspaced script, which stands in many bigrams.
    Character(String),
    /// A folded pattern with `*` or `?`.
    Pattern(String),
    /// A regular expression over folded words.
    Regex(String),
}

impl Unit {
    /// The piece as typed, or nearly so.
    pub(crate) fn typed(&self) -> &str {
        match self {
            Unit::Word { typed, .. } | Unit::Bigram { typed, .. } | Unit::Written { typed, .. } => typed,
            Unit::Character(text) | Unit::Pattern(text) | Unit::Regex(text) => text,
        }
    }
}

/// The pieces of a typed word, in order.
pub(crate) fn units(term: &Term) -> Vec<Unit> {
    match term.form {
        Form::Wildcard => {}
        Form::Regex => return vec![Unit::Regex(folded_regex(&term.text))],
        Form::Stemmed | Form::Exact | Form::Fuzzy(_) => return plain_units(&term.text),
    }
    let pieces = term.text.split(|c: char| !(c.is_alphanumeric() || is_wild(c) || is_inner(c)));
    pieces.filter(|piece| !piece.is_empty()).flat_map(pattern_units).collect()
}

/// Whether a word begins and whether it ends with a character of an unspaced script.
pub(crate) fn unspaced_sides(text: &str) -> (bool, bool) {
    (text.chars().next().is_some_and(is_unspaced), text.chars().next_back().is_some_and(is_unspaced))
}

fn plain_units(text: &str) -> Vec<Unit> {
    words(text)
        .into_iter()
        .map(|word| {
            let [term, joins] = written::terms(text, &word.range, &word.text);
            let typed = text[word.range].to_owned();
            if let Some(term) = term.filter(|_| joins.is_none()) {
                return Unit::Written { typed, folded: word.text, term };
            }
            match (typed.chars().any(is_unspaced), typed.chars().count()) {
                (true, 1) => Unit::Character(word.text),
                (true, _) => Unit::Bigram { typed, folded: word.text },
                (false, _) => Unit::Word { typed, folded: word.text },
            }
        })
        .collect()
}

fn pattern_units(piece: &str) -> Vec<Unit> {
    if piece.chars().any(is_unspaced) || !piece.contains(is_wild) {
        // In unspaced scripts words have no ends: what is typed is found inside of them anyway.
        return piece.split(is_wild).flat_map(plain_units).collect();
    }
    let folded: String = fold(piece).chars().filter(|c| is_wild(*c) || c.is_alphanumeric() || !c.is_ascii()).collect();
    if folded.chars().all(|c| c == '*') { Vec::new() } else { vec![Unit::Pattern(folded)] }
}

fn is_wild(character: char) -> bool {
    matches!(character, '*' | '?')
}

/// Characters that folding takes out of a word, or that belong to it.
fn is_inner(character: char) -> bool {
    matches!(character, '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '`' | '´')
        || unicode_normalization::char::is_combining_mark(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str, form: Form) -> Vec<Unit> {
        units(&Term { text: text.to_owned(), form })
    }

    fn word(text: &str, folded: &str) -> Unit {
        Unit::Word { typed: text.to_owned(), folded: folded.to_owned() }
    }

    #[test]
    fn words_are_cut_as_text_is() {
        assert_eq!(typed("al-Sharaa", Form::Stemmed), [word("al", "al"), word("Sharaa", "sharaa")]);
        assert_eq!(typed("在", Form::Stemmed), [Unit::Character("在".to_owned())]);
        assert_eq!(typed("俄罗斯", Form::Stemmed).len(), 2);
        assert_eq!(typed("…", Form::Stemmed), []);
    }

    #[test]
    fn patterns_keep_their_signs() {
        let pattern = |text: &str| Unit::Pattern(text.to_owned());
        assert_eq!(typed("Airbas*", Form::Wildcard), [pattern("airbas*")]);
        assert_eq!(typed("al-Shar?", Form::Wildcard), [word("al", "al"), pattern("shar?")]);
        assert_eq!(typed("É?ysée*", Form::Wildcard), [pattern("e?ysee*")]);
        assert_eq!(typed("*", Form::Wildcard), []);
        assert_eq!(typed("俄罗*", Form::Wildcard).len(), 1);
    }
}
