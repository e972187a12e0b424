//! Whole names under their other whole names: "Cape Town" is Кейптаун, "New York" is Nueva York and 纽约.
//!
//! Names of one word each are looked up word by word ([`super::variants`]). Where a name has several words, in this language or
//! that, or is written without spaces, it is known ([`name::known`]) or it is not found.

use super::capitals::stands;
use super::knowledge::NameKnowledge;
use super::variants::KNOWN;
use crate::Result;
use crate::model::NameVariant;
use crate::plan::lexicon::expand::Lexicon;
use crate::plan::lexicon::pieces;
use crate::plan::lexicon::pieces::Unit;
use crate::plan::lexicon::term_set::{SPELLING_WEIGHT, TermSet};
use crate::plan::matching::pattern::Joint;
use crate::query::{Form, Term};
use crate::text::fold::fold;
use crate::text::name::{self, Script};
use crate::text::unspaced::is_unspaced;

/// Words of names, and how they are abbreviated: *Saint Petersburg* is *St. Petersburg*.
const ABBREVIATED: &[(&str, &str)] =
    &[("saint", "st"), ("sainte", "ste"), ("sankt", "st"), ("mount", "mt"), ("fort", "ft")];

/// Another whole name that the index holds.
#[derive(Debug)]
pub(crate) struct WholeName {
    /// Its words, and how each joins the one before it.
    pub(crate) parts: Vec<(TermSet, Joint)>,
    /// As it is shown.
    pub(crate) variant: NameVariant,
}

/// The typed words as the table of known names has them; none where one of them is not to be found in all its forms.
pub(crate) fn key(terms: &[Term]) -> Option<String> {
    let mut words = Vec::with_capacity(terms.len());
    for term in terms {
        if term.form != Form::Stemmed {
            return None;
        }
        if term.text.chars().all(is_unspaced) {
            words.push(fold(&term.text));
            continue;
        }
        for unit in pieces::units(term) {
            let Unit::Word { folded, .. } = unit else { return None };
            words.push(folded);
        }
    }
    Some(words.join("_"))
}

/// Whether a name has other whole names, here or elsewhere of more than one word.
pub(crate) fn is_known(name: &str) -> bool {
    others(name).iter().any(|other| !is_one_word(name) || !is_one_word(other))
}

/// The other names of a name: with one of its words abbreviated or written out, and those that the table has for any of these;
/// sorted.
pub(crate) fn others(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split('_').collect();
    let mut found: Vec<String> = name::known(name).into_iter().map(str::to_owned).collect();
    if words.len() > 1 {
        for (at, word) in words.iter().enumerate() {
            for other in abbreviated_or_whole(word) {
                let written = [&words[..at], &[other], &words[at + 1..]].concat().join("_");
                found.extend(name::known(&written).into_iter().map(str::to_owned));
                found.push(written);
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found.retain(|other| other != name);
    found
}

/// The abbreviation of a word, or the words that it abbreviates.
fn abbreviated_or_whole(word: &str) -> impl Iterator<Item = &'static str> {
    ABBREVIATED.iter().filter_map(move |(whole, short)| match word {
        _ if word == *whole => Some(*short),
        _ if word == *short => Some(*whole),
        _ => None,
    })
}

/// Whether a name in the table is one word with spaces around it.
pub(crate) fn is_one_word(name: &str) -> bool {
    !name.contains(|letter| letter == '_' || is_unspaced(letter))
}

/// The other whole names of a name, those left out that stand for one word each.
pub(crate) fn of(name: &str, lexicon: &Lexicon<'_>, knowledge: &dyn NameKnowledge) -> Result<Vec<WholeName>> {
    let mut found = Vec::new();
    for other in others(name) {
        let other = other.as_str();
        if is_one_word(other) && (is_one_word(name) || name::is_common(other) || !stands(knowledge, other)) {
            continue;
        }
        let Some(parts) = parts(other, lexicon)? else { continue };
        let articles = doc_freq(&parts, lexicon)?;
        if articles > 0 {
            let text = other.replace('_', " ");
            let script = other.split('_').next().and_then(Script::of).map_or("", Script::name);
            found.push(WholeName {
                parts,
                variant: NameVariant { text, articles, score: KNOWN, script: script.into() },
            });
        }
    }
    Ok(found)
}

/// The words of a name; none where the index lacks one of them.
fn parts(name: &str, lexicon: &Lexicon<'_>) -> Result<Option<Vec<(TermSet, Joint)>>> {
    let mut parts = Vec::new();
    for piece in name.split('_') {
        let mut joint = Joint::Loose;
        for unit in pieces::units(&Term { text: piece.to_owned(), form: Form::Exact }) {
            let (Unit::Word { folded, .. } | Unit::Bigram { folded, .. }) = unit else { return Ok(None) };
            let mut set = lexicon.exact(&folded)?;
            if set.terms.is_empty() {
                return Ok(None);
            }
            set.terms.iter_mut().for_each(|term| term.weight = SPELLING_WEIGHT);
            parts.push((set, joint));
            joint = Joint::Tight;
        }
    }
    Ok(Some(parts))
}

/// In how many articles the words follow each other.
fn doc_freq(parts: &[(TermSet, Joint)], lexicon: &Lexicon<'_>) -> Result<u64> {
    let words: Vec<&str> = parts.iter().flat_map(|(set, _)| set.terms.first()).map(|term| term.text.as_str()).collect();
    if let ([_], [(set, _)]) = (&words[..], parts) {
        return Ok(set.terms.first().map_or(0, |word| word.doc_freq));
    }
    lexicon.side_by_side(&words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_a_name_may_be_abbreviated() {
        for (one, other) in [
            ("saint_petersburg", "st_petersburg"),
            ("st_petersburg", "saint_petersburg"),
            ("port_saint_lucie", "port_st_lucie"),
            ("mt_kenya", "mount_kenya"),
            ("fort_worth", "ft_worth"),
        ] {
            assert!(is_known(one) && others(one).contains(&other.to_owned()), "{one} {other}");
        }
        for name in ["saint", "st", "fort"] {
            assert!(others(name).iter().all(|other| !["saint", "st", "ft"].contains(&other.as_str())), "{name}");
        }
    }
}
