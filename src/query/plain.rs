//! Plain text as a query: words only, for text that is pasted and for evaluation.

use serde::{Deserialize, Serialize};

use super::tree::{Form, Query, Term, and, or};
use super::word::{trimmed, with_gershayim};
use crate::text::words::each_word;

/// How many of the words of a plain text an article must have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Match {
    /// Every word.
    #[default]
    All,
    /// At least one; more count more.
    Any,
}

/// Reads text without any operators: its words as the index cuts them, repeated ones as often as they are repeated.
///
/// Text without words finds nothing ([`Query::nothing`]).
pub fn plain(text: &str, matching: Match) -> Query {
    let mut terms = Vec::new();
    each_word(text, |_, range, _| {
        let text = with_gershayim(trimmed(&text[range])).into_owned();
        terms.push(Query::Term(Term { text, form: Form::Stemmed }));
    });
    match matching {
        _ if terms.is_empty() => Query::nothing(),
        Match::All => and(terms),
        Match::Any => or(terms),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_are_words_and_repeats_stay() {
        assert_eq!(plain("cats AND cats -dogs title:x?", Match::All).to_string(), r#"cats "AND" cats dogs title x"#);
        assert_eq!(plain("who writes C++, or C#?", Match::Any).to_string(), "who OR writes OR C++ OR or OR C#");
        assert_eq!(plain("naval (base)", Match::Any).to_string(), "naval OR base");
        assert_eq!(plain("naval", Match::Any).to_string(), "naval");
    }

    #[test]
    fn no_words_find_nothing() {
        assert_eq!(plain("", Match::Any), Query::nothing());
        assert_eq!(plain(" ?! ", Match::All).to_string(), "* -*");
    }
}
