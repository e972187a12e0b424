//! From a word as typed to the words of the index that it stands for.
//!
//! The index holds words as they stand, folded. Every other form is looked up here, among the words that are really
//! there: forms with the same stem by the stemmers (Snowball) of the languages that the collection holds, patterns,
//! and words within a number of edits (Damerau and Levenshtein: an exchange of neighbours counts as one).

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;
use tantivy::collector::Count;
use tantivy::postings::TermInfo;
use tantivy::query::{BooleanQuery, FuzzyTermQuery, PhraseQuery, Query};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{SegmentOrdinal, SegmentReader, TERMINATED};
use tantivy_fst::{Automaton, Regex};

use super::forms::{Forms, Range};
use super::glob;
use super::term_set::{FORM_WEIGHT, TermInfos, TermSet, WeightedTerm};
use crate::index::{Snapshot, written};
use crate::search::languages::{FilteredPostings, LanguageSet};
use crate::search::statistics::{Statistics, postings, term};
use crate::text::fold::fold;
use crate::text::words::is_unspaced;
use crate::{Error, Result};

/// A word, a pattern or a fuzzy word stands for at most this number of terms of the index: the most frequent.
pub(super) const MAX_TERMS: usize = 4_096;

/// A pattern or a stem is tested against at most this number of terms in all.
const MAX_SCANNED: usize = 20_000_000;

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

/// Looks words up in the dictionaries of a few fields.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lexicon<'a> {
    pub(crate) snapshot: &'a Snapshot,
    pub(crate) statistics: &'a Statistics,
    pub(crate) fields: &'a [Field],
}

impl<'a> Lexicon<'a> {
    /// A lexicon of these fields.
    pub(crate) fn new(snapshot: &'a Snapshot, statistics: &'a Statistics, fields: &'a [Field]) -> Lexicon<'a> {
        Lexicon { snapshot, statistics, fields }
    }

    /// The folded word alone.
    pub(crate) fn exact(&self, word: &str) -> Result<TermSet> {
        self.set_of(HashMap::from_iter([(word.to_owned(), self.infos(word)?)]), word, |_| LanguageSet::ALL)
    }

    /// The folded word, and all that share its stem in one of these languages: each counts in articles of the languages in
    /// which it does.
    pub(crate) fn stemmed(&self, word: &str, among: LanguageSet) -> Result<TermSet> {
        let languages = &self.statistics.languages;
        let mut found = HashMap::from_iter([(word.to_owned(), self.infos(word)?)]);
        let prefixed = self.prefixed(word)?;
        let persian = languages.stemmed.iter().find(|language| language.code == PERSIAN && among.holds(language.id));
        let plurals = if persian.is_some() { self.plurals(word)? } else { BTreeMap::new() };
        let persian = persian.map_or(LanguageSet::NONE, |language| LanguageSet::of(language.id));
        found.extend(prefixed.iter().map(|other| Ok((other.clone(), self.infos(other)?))).collect::<Result<Vec<_>>>()?);
        let in_persian = |other: &str| if plurals.contains_key(other) { persian } else { LanguageSet::NONE };
        found.extend(plurals.clone());
        let mut forms = Forms::of(word, languages.stemmed.iter().filter(|language| among.holds(language.id)));
        for range in forms.ranges() {
            self.scan(&range, &mut found, |other| forms.languages_of(other) != LanguageSet::NONE)?;
        }
        self.set_of(found, word, |form| match form == word || prefixed.iter().any(|other| other == form) {
            true => LanguageSet::ALL,
            false => languages.counting(form, forms.languages_of(form).or(in_persian(form))),
        })
    }

    /// The languages of the articles that have a folded word.
    pub(crate) fn languages_of(&self, word: &str) -> Result<LanguageSet> {
        let infos = self.infos(word)?;
        let mut found = LanguageSet::NONE;
        for (segment, field) in self.dictionaries() {
            if let Some(info) = infos.get(segment, field) {
                found = found.or(self.statistics.languages.of_postings(segment, field, info)?);
            }
        }
        Ok(found)
    }

    /// The words that fit a folded pattern.
    pub(crate) fn wildcard(&self, pattern: &str) -> Result<TermSet> {
        let start = pattern.split(['*', '?']).next().unwrap_or_default();
        let glob = glob::Glob::new(pattern);
        let mut found = HashMap::default();
        self.scan(&Range::from(start), &mut found, |word| glob.matches(word))?;
        self.set_of(found, pattern, |_| LanguageSet::ALL)
    }

    /// The words that a regular expression fits from end to end.
    ///
    /// # Errors
    ///
    /// When it is none that can be run, or the index cannot be read.
    pub(crate) fn regex(&self, expression: &str) -> Result<TermSet> {
        let automaton = Regex::new(expression).map_err(|error| Error::malformed(error.to_string()))?;
        let mut found = HashMap::default();
        self.scan(&automaton, &mut found, |_| true)?;
        self.set_of(found, expression, |_| LanguageSet::ALL)
    }

    /// The words that hold a character of an unspaced script.
    pub(crate) fn containing(&self, character: &str) -> Result<TermSet> {
        let mut found = HashMap::default();
        self.scan(&Range::from(""), &mut found, |word| word.contains(character) && word.chars().any(is_unspaced))?;
        self.set_of(found, character, |_| LanguageSet::ALL)
    }

    /// The words of the index within `edits` edits of a folded word.
    pub(crate) fn fuzzy(&self, word: &str, edits: u8) -> Result<TermSet> {
        let mut found = HashMap::default();
        for (segment, field) in self.dictionaries() {
            let automaton = FuzzyTermQuery::new(term(field, word), edits, true).automaton()?;
            let index = segment.inverted_index(field)?;
            let mut stream = index.terms().search(automaton).into_stream()?;
            while let Some((key, info)) = stream.next() {
                note(&mut found, key, segment, field, info);
            }
        }
        self.set_of(found, word, |_| LanguageSet::ALL)
    }

    /// In how many articles folded words follow each other; 0 where the index lacks one of them.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(crate) fn side_by_side(&self, words: &[impl AsRef<str>]) -> Result<u64> {
        for word in words {
            if self.infos(word.as_ref())?.len() == 0 {
                return Ok(0);
            }
        }
        let phrase = |field: &Field| -> Box<dyn Query> {
            Box::new(PhraseQuery::new(words.iter().map(|word| term(*field, word.as_ref())).collect()))
        };
        let anywhere = BooleanQuery::union(self.fields.iter().map(phrase).collect());
        Ok(self.snapshot.searcher().search(&anywhere, &Count)? as u64)
    }

    /// The terms that say in which words a folded word is written elsewhere.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(crate) fn compounds(&self, word: &str) -> Result<BTreeSet<String>> {
        let range = Range::from(&written::joined_start(word));
        let mut found = BTreeSet::new();
        for (segment, field) in self.dictionaries() {
            let index = segment.inverted_index(field)?;
            let mut stream = index.terms().search(&range).into_stream()?;
            while let Some((key, _)) = stream.next() {
                found.extend(std::str::from_utf8(key).map(str::to_owned));
            }
        }
        Ok(found)
    }

    /// A Hebrew word with the conjunctions, articles and prepositions that are written as one with it, as far as the index has
    /// it so.
    fn prefixed(&self, word: &str) -> Result<Vec<String>> {
        let is_hebrew = word.chars().all(|c| matches!(c, '\u{5d0}'..='\u{5ea}'));
        if !is_hebrew || word.chars().count() < MIN_PREFIXED {
            return Ok(Vec::new());
        }
        let mut found = Vec::new();
        for prefixed in HEBREW_PREFIXES.iter().map(|prefix| format!("{prefix}{word}")) {
            if self.infos(&prefixed)?.len() > 0 {
                found.push(prefixed);
            }
        }
        Ok(found)
    }

    /// A Persian word in the singular and with the endings of the plural, which are written as one with it or behind a joiner, as
    /// far as the index has it so.
    fn plurals(&self, word: &str) -> Result<BTreeMap<String, TermInfos>> {
        if !word.chars().all(|c| ('\u{600}'..='\u{6ff}').contains(&c)) {
            return Ok(BTreeMap::new());
        }
        let singular = PERSIAN_ENDINGS.iter().find_map(|ending| word.strip_suffix(fold(ending).as_str()));
        let singular = singular.filter(|singular| singular.chars().count() >= MIN_SINGULAR).unwrap_or(word);
        let mut found = BTreeMap::new();
        for ending in PERSIAN_ENDINGS.iter().chain(&[""]) {
            let other = format!("{singular}{}", fold(ending));
            let infos = self.infos(&other)?;
            if infos.len() > 0 && other != word {
                found.insert(other, infos);
            }
        }
        Ok(found)
    }

    fn dictionaries(&self) -> impl Iterator<Item = (&'a SegmentReader, Field)> + use<'a> {
        let fields = self.fields;
        let segments = self.snapshot.searcher().segment_readers().iter();
        segments.flat_map(move |segment| fields.iter().map(move |field| (segment, *field)))
    }

    /// Where the postings of a folded word lie.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(crate) fn infos(&self, word: &str) -> Result<TermInfos> {
        let mut infos = TermInfos::default();
        for (segment, field) in self.dictionaries() {
            infos.look_up(word, segment, field)?;
        }
        Ok(infos)
    }

    /// Whether more than `more_than` articles surely have a folded word: only its longest list in each segment is counted.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(crate) fn is_frequent(&self, word: &str, more_than: u64) -> Result<bool> {
        let infos = self.infos(word)?;
        let mut count = 0;
        for (number, segment) in (0..).zip(self.snapshot.searcher().segment_readers()) {
            let fields = self.fields.iter().filter_map(|field| Some((*field, infos.get(segment, *field)?)));
            if let Some((field, info)) = fields.max_by_key(|(_, info)| info.doc_freq) {
                count += self.statistics.live_count((number, segment), field, info)?;
            }
            if count > more_than {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Adds the words that an automaton accepts and that pass.
    fn scan<A>(
        &self,
        automaton: &A,
        found: &mut HashMap<String, TermInfos>,
        mut passes: impl FnMut(&str) -> bool,
    ) -> Result<()>
    where
        A: Automaton,
        A::State: Clone,
    {
        let mut scanned = 0;
        for (segment, field) in self.dictionaries() {
            let index = segment.inverted_index(field)?;
            let mut stream = index.terms().search(automaton).into_stream()?;
            while let Some((key, info)) = stream.next() {
                scanned += 1;
                if scanned > MAX_SCANNED {
                    break;
                }
                if std::str::from_utf8(key).is_ok_and(&mut passes) {
                    note(found, key, segment, field, info);
                }
            }
        }
        Ok(())
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
        set.tell_languages(&self.statistics.languages);
        Ok(set)
    }

    /// How many articles of these languages have a word in any of the fields.
    pub(crate) fn doc_freq(&self, infos: &TermInfos, languages: LanguageSet) -> Result<u64> {
        let mut count = 0;
        for (number, segment) in (0..).zip(self.snapshot.searcher().segment_readers()) {
            let fields = self.fields.iter().filter_map(|field| Some((*field, infos.get(segment, *field)?)));
            let fields: Vec<(Field, &TermInfo)> = fields.collect();
            count += match fields[..] {
                [] => 0,
                [(field, info)] if languages == LanguageSet::ALL => {
                    self.statistics.live_count((number, segment), field, info)?
                }
                _ => self.count_union((number, segment), fields, languages)?,
            };
        }
        Ok(count)
    }

    /// How many articles of a segment and of these languages have one of these terms: those of the commonest, and of each other those that none
    /// before it has. Most words of titles stand in the text too, and far fewer stand in titles.
    fn count_union(
        &self,
        (number, segment): (SegmentOrdinal, &SegmentReader),
        mut fields: Vec<(Field, &TermInfo)>,
        languages: LanguageSet,
    ) -> Result<u64> {
        fields.sort_by_key(|(_, info)| Reverse(info.doc_freq));
        let filter = self.statistics.languages.filter(languages, segment)?;
        let open = |(field, info): &(Field, &TermInfo)| -> tantivy::Result<FilteredPostings> {
            let list = postings(segment, *field, info, IndexRecordOption::Basic)?;
            Ok(FilteredPostings::new(list, filter.clone()))
        };
        let mut count = 0;
        for (number_of_field, (field, info)) in fields.iter().enumerate() {
            if number_of_field == 0 && filter.is_none() {
                count += self.statistics.live_count((number, segment), *field, info)?;
                continue;
            }
            let mut before = fields[..number_of_field].iter().map(open).collect::<tantivy::Result<Vec<_>>>()?;
            let mut list = open(&(*field, *info))?;
            let mut doc = list.doc();
            while doc != TERMINATED {
                let is_counted =
                    before.iter_mut().any(|other| other.doc() == doc || (other.doc() < doc && other.seek(doc) == doc));
                count += u64::from(!is_counted && !segment.is_deleted(doc));
                doc = list.advance();
            }
        }
        Ok(count)
    }
}

fn note(found: &mut HashMap<String, TermInfos>, key: &[u8], segment: &SegmentReader, field: Field, info: &TermInfo) {
    let Ok(word) = std::str::from_utf8(key) else { return };
    if written::is_written(word) {
        return;
    }
    match found.get_mut(word) {
        Some(infos) => infos.add(segment, field, info),
        None => found.entry(word.to_owned()).or_default().add(segment, field, info),
    }
}

/// Whether a term of the index is a word, and not the mark of an end.
fn is_word(term: &str) -> bool {
    term != crate::index::SENTENCE_END && term != crate::index::PARAGRAPH_END
}
