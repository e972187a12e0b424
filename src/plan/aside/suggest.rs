//! "Did you mean": words of the index similar to a word of the query that no article has, or hardly any.
//!
//! Distance is the number of edits (Damerau and Levenshtein: an exchange of neighbours counts as one); among equally
//! near words the most frequent come first. A space too few or too many is a typing error as well: two words of the index that
//! follow each other, typed as one, and one word typed as two. A suggestion is only ever shown, never searched.

use strsim::damerau_levenshtein;

use crate::Result;
use crate::model::{self, FIELDS, Suggestion};
use crate::plan::compile::archive::Archive;
use crate::plan::compile::expansion::Expander;
use crate::plan::languages::LanguageSet;
use crate::plan::lexicon::expand::Lexicon;
use crate::plan::lexicon::pieces;
use crate::plan::lexicon::pieces::Unit;
use crate::plan::request::Names;
use crate::query::{Form, Query, Term};
use crate::text::fold::fold;

/// The fewest letters of a part, where a typed word may be two words without the space between them.
const MIN_PART: usize = 2;
/// How many words of a query are checked at most.
const MAX_WORDS: usize = 32;
/// How many words are suggested for one at most.
const MAX_INSTEAD: usize = 3;
/// A word in at most this number of articles may be a typing error, where a similar word is in many more.
const RARE: u64 = 2;
/// How many times as frequent that other must be.
const FAR_MORE: u64 = 10;

/// How much a query found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// Nothing: every word that is rare may be a typing error.
    Nothing,
    /// Next to nothing: a rare word may be wrong by one letter, if another is far more common.
    Little,
    /// Enough: only what the index does not hold at all may be one.
    Enough,
}

impl Found {
    /// How much a query with this `total` of hits found.
    pub(crate) fn of(total: u64) -> Found {
        match total {
            0 => Found::Nothing,
            1..=RARE => Found::Little,
            _ => Found::Enough,
        }
    }
}

/// Suggestions for the words of a query that the index does not know, or hardly, if that is why little was `found`.
///
/// # Errors
///
/// When the index cannot be read.
pub(crate) fn suggestions(archive: &dyn Archive, query: &Query, found: Found) -> Result<Vec<Suggestion>> {
    let mut suggestions: Vec<Suggestion> = Vec::new();
    let mut before: Option<(String, Option<&'static str>)> = None;
    for (term, field) in words(query) {
        let fields: Vec<tantivy::schema::Field> = match field {
            Some(name) => archive.place(name).into_iter().collect(),
            None => searched().filter_map(|name| archive.place(name)).collect(),
        };
        let lexicon = Lexicon::new(archive, &fields);
        let expander = Expander::new(archive, &fields, false, Names::AsTyped);
        for unit in pieces::units(term) {
            let Unit::Word { typed, folded } = unit else { continue };
            if suggestions.iter().all(|suggestion| suggestion.word != typed) {
                suggestions.extend(suggestion(&lexicon, &expander, (&typed, &folded), found)?);
            }
            if let Some((one, _)) = before.filter(|(_, place)| *place == field && found == Found::Nothing) {
                suggestions.extend(as_one(&lexicon, &one, &typed)?);
            }
            before = Some((typed, field));
        }
    }
    Ok(suggestions)
}

/// One word for two that were typed.
fn as_one(lexicon: &Lexicon<'_>, one: &str, other: &str) -> Result<Option<Suggestion>> {
    let joined = fold(&format!("{one}{other}"));
    let articles = lexicon.exact(&joined)?.terms.first().map_or(0, |term| term.doc_freq);
    let suggestion = || Suggestion { word: format!("{one} {other}"), articles: 0, instead: vec![(joined, articles)] };
    Ok((articles > 0).then(suggestion))
}

/// The fields that a word without a prefix looks into.
fn searched() -> impl Iterator<Item = &'static str> {
    FIELDS.iter().filter(|field| field.is_searched()).map(|field| field.name)
}

/// The words of a query that are meant as they are typed, each with its field.
fn words(query: &Query) -> Vec<(&Term, Option<&'static str>)> {
    let mut open = vec![(query, None)];
    let mut words: Vec<(&Term, Option<&'static str>)> = Vec::new();
    while let Some((query, field)) = open.pop() {
        if words.len() >= MAX_WORDS {
            break;
        }
        match query {
            Query::Term(term) | Query::AtLeast { term, .. } => words.push((term, field)),
            Query::Phrase(phrase) => words.extend(phrase.terms.iter().map(|term| (term, field))),
            Query::Near(near) => open.extend([(&*near.right, field), (&*near.left, field)]),
            Query::And(parts) | Query::Or(parts) => open.extend(parts.iter().rev().map(|part| (part, field))),
            Query::Not(query) | Query::Boost { query, .. } => open.push((query, field)),
            Query::In { field, query } if !is_key(field) => open.push((query, Some(field))),
            Query::All | Query::In { .. } | Query::Facet { .. } | Query::Date(_) => {}
        }
    }
    words.retain(|(term, _)| matches!(term.form, Form::Stemmed | Form::Exact));
    words
}

fn is_key(field: &str) -> bool {
    model::field(field).is_some_and(|field| field.is_key())
}

/// What may have been meant by a word; nothing where it is well known, or where nothing is near.
fn suggestion(
    lexicon: &Lexicon<'_>,
    expander: &Expander<'_>,
    (typed, folded): (&str, &str),
    found: Found,
) -> Result<Option<Suggestion>> {
    let Some(most) = edits(folded) else { return Ok(None) };
    // Of nearly all words this tells, and their forms need not be looked for.
    if lexicon.is_frequent(folded, RARE)? {
        return Ok(None);
    }
    let articles = lexicon.stemmed(folded, LanguageSet::ALL)?.terms.iter().map(|term| term.doc_freq).sum();
    let edits = match found {
        _ if articles == 0 => most,
        Found::Nothing if articles <= RARE => most,
        Found::Little if articles <= RARE => 1,
        _ => return Ok(None),
    };
    // Through the cache of expansions, for a walk over the dictionaries costs more than all else of such a query.
    let unit = Unit::Word { typed: folded.to_owned(), folded: folded.to_owned() };
    let near = expander.expand(&unit, Form::Fuzzy(edits))?;
    let near = near.terms.terms.iter().filter(|word| word.doc_freq > articles * FAR_MORE);
    let mut near: Vec<(usize, String, u64)> = near
        .map(|word| (damerau_levenshtein(folded, &word.text), word.text.clone(), word.doc_freq))
        .filter(|(distance, ..)| (1..=usize::from(edits)).contains(distance))
        .collect();
    near.extend(as_two(lexicon, folded, articles * FAR_MORE)?.into_iter().map(|(words, n)| (1, words, n)));
    // The order of equally frequent words is that of `fuzzy`, which is alphabetical.
    near.sort_by_key(|(distance, _, articles)| (*distance, std::cmp::Reverse(*articles)));
    let instead: Vec<(String, u64)> = near.into_iter().take(MAX_INSTEAD).map(|(_, word, n)| (word, n)).collect();
    Ok((!instead.is_empty()).then(|| Suggestion { word: typed.to_owned(), articles, instead }))
}

/// The two words of which a word may be made, the space left out, where they follow each other in more than `more_than`
/// articles.
fn as_two(lexicon: &Lexicon<'_>, word: &str, more_than: u64) -> Result<Option<(String, u64)>> {
    let mut best = None;
    for (at, _) in word.char_indices().skip(MIN_PART) {
        let (one, other) = word.split_at(at);
        if other.chars().count() < MIN_PART {
            break;
        }
        let articles = lexicon.side_by_side(&[one, other])?;
        if articles > best.as_ref().map_or(more_than, |(_, most)| *most) {
            best = Some((format!("{one} {other}"), articles));
        }
    }
    Ok(best)
}

/// How many edits a word may need: none a short one, for everything is near to it, and none a number.
fn edits(word: &str) -> Option<u8> {
    match word.chars().count() {
        _ if word.chars().any(|c| c.is_numeric()) => None,
        0..=2 => None,
        3..=5 => Some(1),
        _ => Some(2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{Match, parse, plain};

    fn typed(query: &Query) -> Vec<(&str, Option<&'static str>)> {
        words(query).into_iter().map(|(term, field)| (term.text.as_str(), field)).collect()
    }

    #[test]
    fn only_words_meant_as_typed_are_looked_at() {
        let today = jiff::civil::date(2025, 1, 1);
        let query = parse("port -title:(naval base*) id:x7 \"old quay\" ship~1 sea w/5 =Dock country:sy", || today)
            .unwrap()
            .query;
        let title = Some("title");
        let expected = [("port", None), ("naval", title), ("old", None), ("quay", None), ("sea", None), ("Dock", None)];
        assert_eq!(typed(&query), expected);
        let long = plain(&"word ".repeat(100), Match::Any);
        assert_eq!(words(&long).len(), MAX_WORDS);
    }

    #[test]
    fn short_words_and_numbers_are_left_alone() {
        let cases = [("ab", None), ("2024", None), ("covid19", None), ("port", Some(1)), ("harbour", Some(2))];
        for (word, expected) in cases {
            assert_eq!(edits(word), expected, "{word}");
        }
    }
}
