//! From a word as typed to the words of the index that it stands for.
//!
//! The index holds words as they stand, folded. Every other form is looked up here, among the words that are really
//! there: forms with the same stem by the stemmers (Snowball) of the languages that the collection holds, patterns,
//! and words within a number of edits (Damerau and Levenshtein: an exchange of neighbours counts as one).

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;
use tantivy::schema::Field;
use unicode_normalization::UnicodeNormalization;

use super::dictionary::{Dictionary, Scan};
use super::forms::{Forms, Range};
use super::glob;
use super::term_set::{FORM_WEIGHT, TermInfos, TermSet, WeightedTerm};
use crate::Result;
use crate::index::written;
use crate::plan::languages::LanguageSet;
use crate::text::fold::fold;
use crate::text::unspaced::is_unspaced;

/// A word, a pattern or a fuzzy word stands for at most this number of terms of the index: the most frequent.
pub(super) const MAX_TERMS: usize = 4_096;

/// And, the, in, to, from, as, that; and those of them that stand together most.
const HEBREW_PREFIXES: &[&str] = &[
    "ו", "ה", "ב", "ל", "מ", "כ", "ש", "וה", "וב", "ול", "ומ", "וכ", "וש", "שה", "שב", "של", "שמ", "מה", "בה", "לה",
    "כש", "לכ", "מש", "וכש", "ושה", "ומה", "ולה", "ובה",
];

/// The fewest letters of a word that prefixes are tried on: a shorter one with a prefix is mostly another word.
const MIN_PREFIXED: usize = 3;

/// ISO 639-1 code of Persian.
const PERSIAN: &str = "fa";

/// The plural of Persian, alone and with what may stand behind it, the longest first.
const PERSIAN_ENDINGS: &[&str] = &["هایمان", "هایشان", "هایتان", "هایی", "هایم", "هایت", "هایش", "های", "ها"];

/// A shorter word with the ending of a plural is mostly another word.
const MIN_SINGULAR: usize = 2;

/// Looks words up in the dictionary of a few fields.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lexicon<'a> {
    pub(crate) dictionary: &'a dyn Dictionary,
    pub(crate) fields: &'a [Field],
}

impl<'a> Lexicon<'a> {
    /// A lexicon of these fields.
    pub(crate) fn new(dictionary: &'a dyn Dictionary, fields: &'a [Field]) -> Lexicon<'a> {
        Lexicon { dictionary, fields }
    }

    /// The folded word alone.
    pub(crate) fn exact(&self, word: &str) -> Result<TermSet> {
        self.set_of(HashMap::from_iter([(word.to_owned(), self.infos(word)?)]), word, |_| LanguageSet::ALL)
    }

    /// The folded word, and all that share its stem in one of these languages: each counts in articles of the languages in
    /// which it does.
    pub(crate) fn stemmed(&self, word: &str, among: LanguageSet) -> Result<TermSet> {
        let languages = self.dictionary.languages();
        let among = languages.with_kin(among);
        let mut found = HashMap::from_iter([(word.to_owned(), self.infos(word)?)]);
        let prefixed = self.prefixed(word)?;
        let persian = languages.stemmed.iter().find(|language| language.code == PERSIAN && among.holds(language.id));
        let plurals = if persian.is_some() { self.plurals(word)? } else { BTreeMap::new() };
        let persian = persian.map_or(LanguageSet::NONE, |language| LanguageSet::of(language.id));
        found.extend(prefixed.iter().map(|other| Ok((other.clone(), self.infos(other)?))).collect::<Result<Vec<_>>>()?);
        let in_persian = |other: &str| if plurals.contains_key(other) { persian } else { LanguageSet::NONE };
        found.extend(plurals.clone());
        let mut forms = Forms::of(word, languages.stemmed.iter().filter(|language| among.holds(language.id)));
        let ranges = forms.ranges();
        self.scan(&Scan::Ranges(&ranges), &mut found, |other| forms.languages_of(other) != LanguageSet::NONE)?;
        self.set_of(found, word, |form| match form == word || prefixed.iter().any(|other| other == form) {
            true => LanguageSet::ALL,
            false => languages.counting(form, forms.languages_of(form).or(in_persian(form))),
        })
    }

    /// The languages of the articles that have a folded word.
    pub(crate) fn languages_of(&self, word: &str) -> Result<LanguageSet> {
        self.dictionary.languages_of(&self.infos(word)?, self.fields)
    }

    /// The words that fit a folded pattern.
    pub(crate) fn wildcard(&self, pattern: &str) -> Result<TermSet> {
        let start = pattern.split(['*', '?']).next().unwrap_or_default();
        let glob = glob::Glob::new(pattern);
        let mut found = HashMap::default();
        self.scan(&Scan::Ranges(&[Range::from(start)]), &mut found, |word| glob.matches(word))?;
        self.set_of(found, pattern, |_| LanguageSet::ALL)
    }

    /// The words that a regular expression fits from end to end.
    ///
    /// # Errors
    ///
    /// When it is none that can be run, or the index cannot be read.
    pub(crate) fn regex(&self, expression: &str) -> Result<TermSet> {
        let mut found = HashMap::default();
        self.scan(&Scan::Regex(expression), &mut found, |_| true)?;
        self.set_of(found, expression, |_| LanguageSet::ALL)
    }

    /// The words that hold a character of an unspaced script.
    pub(crate) fn containing(&self, character: &str) -> Result<TermSet> {
        let mut found = HashMap::default();
        self.scan(&Scan::Ranges(&[Range::from("")]), &mut found, |word| {
            word.contains(character) && word.chars().any(is_unspaced)
        })?;
        self.set_of(found, character, |_| LanguageSet::ALL)
    }

    /// The words of the index within `edits` edits of a folded word.
    pub(crate) fn fuzzy(&self, word: &str, edits: u8) -> Result<TermSet> {
        let mut found = HashMap::default();
        self.scan(&Scan::Fuzzy { word, edits }, &mut found, |_| true)?;
        self.set_of(found, word, |_| LanguageSet::ALL)
    }

    /// In how many articles folded words follow each other; 0 where the index lacks one of them.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(crate) fn side_by_side(&self, words: &[impl AsRef<str>]) -> Result<u64> {
        let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
        self.dictionary.side_by_side(&words, self.fields)
    }

    /// The terms that say in which words a folded word is written elsewhere.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(crate) fn compounds(&self, word: &str) -> Result<BTreeSet<String>> {
        let range = Range::from(&written::joined_start(word));
        let mut found = HashMap::default();
        self.dictionary.scan(&Scan::Ranges(&[range]), self.fields, &mut found, &mut |_| true)?;
        Ok(found.into_keys().collect())
    }

    /// The telephone numbers with the code of a country that a number is, as it is dialled at home.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(crate) fn international(&self, number: &str) -> Result<TermSet> {
        let Some(expression) = written::international(number) else { return Ok(TermSet::default()) };
        let mut found = HashMap::default();
        self.dictionary.scan(&Scan::Regex(&expression), self.fields, &mut found, &mut |_| true)?;
        self.set_of(found, number, |_| LanguageSet::ALL)
    }

    /// A Hebrew word with the conjunctions, articles and prepositions that are written as one with it, as far as the index has
    /// it so.
    fn prefixed(&self, word: &str) -> Result<Vec<String>> {
        let mut found = Vec::new();
        for prefixed in prefixed_forms(word) {
            if !self.infos(&prefixed)?.is_empty() {
                found.push(prefixed);
            }
        }
        Ok(found)
    }

    /// A Persian word in the singular and with the endings of the plural, which are written as one with it or behind a joiner, as
    /// far as the index has it so.
    fn plurals(&self, word: &str) -> Result<BTreeMap<String, TermInfos>> {
        let mut found = BTreeMap::new();
        for other in plurals_of(word) {
            let infos = self.infos(&other)?;
            if !infos.is_empty() && other != word {
                found.insert(other, infos);
            }
        }
        Ok(found)
    }

    /// Where a folded word is found again.
    ///
    /// # Errors
    ///
    /// When the archive cannot be read.
    pub(crate) fn infos(&self, word: &str) -> Result<TermInfos> {
        self.dictionary.infos(word, self.fields)
    }

    /// Says which folded words are asked for next.
    ///
    /// # Errors
    ///
    /// When the archive cannot be read.
    pub(crate) fn foresee(&self, words: &[&str]) -> Result<()> {
        self.dictionary.foresee_words(words)
    }

    /// Whether more than `more_than` articles surely have a folded word.
    ///
    /// # Errors
    ///
    /// When the archive cannot be read.
    pub(crate) fn is_frequent(&self, word: &str, more_than: u64) -> Result<bool> {
        self.dictionary.is_frequent(word, self.fields, more_than)
    }

    /// Adds the words that are scanned and pass; not what says how a word is written.
    fn scan(
        &self,
        scan: &Scan<'_>,
        found: &mut HashMap<String, TermInfos>,
        mut passes: impl FnMut(&str) -> bool,
    ) -> Result<()> {
        self.dictionary.scan(scan, self.fields, found, &mut |word| passes(word) && !written::is_written(word))
    }

    fn set_of(
        &self,
        found: HashMap<String, TermInfos>,
        typed: &str,
        mut languages_of: impl FnMut(&str) -> LanguageSet,
    ) -> Result<TermSet> {
        let mut terms = Vec::with_capacity(found.len());
        let mut sorted: Vec<(String, TermInfos)> = found.into_iter().filter(|(word, _)| is_word(word)).collect();
        sorted.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        for (text, infos) in sorted {
            let languages = languages_of(&text);
            let doc_freq = self.doc_freq(&infos, languages)?;
            let weight = if text == typed { 1.0 } else { FORM_WEIGHT };
            if doc_freq > 0 {
                terms.push(WeightedTerm { text, doc_freq, weight, languages, infos });
            }
        }
        terms.sort_by_key(|term| Reverse(term.doc_freq));
        let more = terms.len().saturating_sub(MAX_TERMS);
        terms.truncate(MAX_TERMS);
        let mut set = TermSet { terms, more, ..TermSet::default() };
        set.tell_languages(self.dictionary.languages());
        Ok(set)
    }

    /// How many articles of these languages have a word in any of the fields.
    ///
    /// # Errors
    ///
    /// When the archive cannot be read.
    pub(crate) fn doc_freq(&self, infos: &TermInfos, languages: LanguageSet) -> Result<u64> {
        self.dictionary.doc_freq(infos, self.fields, languages)
    }
}

/// A Hebrew word with each of the conjunctions, articles and prepositions that are written as one with it.
pub(crate) fn prefixed_forms(word: &str) -> impl Iterator<Item = String> + '_ {
    let is_hebrew = word.chars().all(|c| matches!(c, '\u{5d0}'..='\u{5ea}'));
    let prefixes = if is_hebrew && word.chars().count() >= MIN_PREFIXED { HEBREW_PREFIXES } else { &[] };
    prefixes.iter().map(move |prefix| format!("{prefix}{word}"))
}

/// A Persian word in the singular and with each ending of the plural.
pub(crate) fn plurals_of(word: &str) -> impl Iterator<Item = String> + '_ {
    let is_arabic = word.chars().all(|c| ('\u{600}'..='\u{6ff}').contains(&c));
    let singular = PERSIAN_ENDINGS.iter().find_map(|ending| word.strip_suffix(fold(ending).as_str()));
    let singular = singular.filter(|singular| singular.chars().count() >= MIN_SINGULAR).unwrap_or(word);
    let endings = PERSIAN_ENDINGS.iter().chain(&[""]).filter(move |_| is_arabic);
    endings.map(move |ending| format!("{singular}{}", fold(ending)))
}

/// Whether a term of the index is a word, and not the mark of an end.
fn is_word(term: &str) -> bool {
    term != crate::index::SENTENCE_END && term != crate::index::PARAGRAPH_END
}

/// The folded form of a word with its umlauts as two letters each, as keyboards without them write it: `Müller` as
/// `mueller`; none where it has none.
pub(crate) fn umlauts_in_two_letters(typed: &str) -> Option<String> {
    let mut has_any = false;
    let mut letters = String::with_capacity(typed.len() + 4);
    for letter in typed.nfc() {
        let two = match letter {
            'ä' | 'Ä' => "ae",
            'ö' | 'Ö' | 'ø' | 'Ø' => "oe",
            'ü' | 'Ü' => "ue",
            'å' | 'Å' => "aa",
            _ => {
                letters.push(letter);
                continue;
            }
        };
        has_any = true;
        letters.push_str(two);
    }
    has_any.then(|| fold(&letters))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn umlauts_are_two_letters_on_other_keyboards() {
        let cases = [("Müller", Some("mueller")), ("ØRSTED", Some("oersted")), ("Élan", None), ("Mueller", None)];
        for (typed, expected) in cases {
            assert_eq!(umlauts_in_two_letters(typed).as_deref(), expected, "{typed}");
        }
    }
}
