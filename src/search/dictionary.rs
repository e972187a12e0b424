//! The dictionaries of an index at home, as a lexicon asks for them.

use std::cmp::Reverse;
use std::sync::Arc;

use foldhash::HashMap;
use tantivy::collector::Count;
use tantivy::postings::TermInfo;
use tantivy::query::{BooleanQuery, FuzzyTermQuery, PhraseQuery, Query};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{SegmentOrdinal, SegmentReader, TERMINATED};
use tantivy_fst::{Automaton, Regex};

use super::plan::index_view::IndexView;
use super::statistics::term;
use crate::index::figures::postings;
use crate::plan::languages::{FilteredPostings, LanguageSet, Languages};
use crate::plan::lexicon::dictionary::{Dictionary, Scan};
use crate::plan::lexicon::term_set::TermInfos;
use crate::{Error, Result};

/// A pattern or a stem is tested against at most this number of terms in all.
const MAX_SCANNED: usize = 20_000_000;

impl Dictionary for IndexView<'_> {
    fn languages(&self) -> &Arc<Languages> {
        &self.statistics.languages
    }

    fn infos(&self, word: &str, fields: &[Field]) -> Result<TermInfos> {
        let mut infos = TermInfos::default();
        for (segment, field) in self.dictionaries(fields) {
            infos.look_up(word, segment, field)?;
        }
        Ok(infos)
    }

    fn scan(
        &self,
        scan: &Scan<'_>,
        fields: &[Field],
        found: &mut HashMap<String, TermInfos>,
        passes: &mut dyn FnMut(&str) -> bool,
    ) -> Result<()> {
        match scan {
            Scan::Ranges(ranges) => ranges.iter().try_for_each(|range| self.walk(range, fields, found, passes)),
            Scan::Regex(expression) => {
                let automaton = Regex::new(expression).map_err(|error| Error::malformed(error.to_string()))?;
                self.walk(&automaton, fields, found, passes)
            }
            Scan::Fuzzy { word, edits } => {
                // It is of the word alone, and making it takes as long as walking a small dictionary.
                let Some(field) = fields.first() else { return Ok(()) };
                let automaton = FuzzyTermQuery::new(term(*field, word), *edits, true).automaton()?;
                self.walk(&automaton, fields, found, passes)
            }
        }
    }

    fn doc_freq(&self, infos: &TermInfos, fields: &[Field], languages: LanguageSet) -> Result<u64> {
        let mut count = 0;
        for (number, segment) in (0..).zip(self.snapshot.searcher().segment_readers()) {
            let fields = fields.iter().filter_map(|field| Some((*field, infos.get(segment, *field)?)));
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

    fn languages_of(&self, infos: &TermInfos, fields: &[Field]) -> Result<LanguageSet> {
        let mut found = LanguageSet::NONE;
        for (segment, field) in self.dictionaries(fields) {
            if let Some(info) = infos.get(segment, field) {
                found = found.or(self.statistics.languages.of_postings(segment, field, info)?);
            }
        }
        Ok(found)
    }

    /// Only the word's longest list in each segment is counted.
    fn is_frequent(&self, word: &str, fields: &[Field], more_than: u64) -> Result<bool> {
        let infos = self.infos(word, fields)?;
        let mut count = 0;
        for (number, segment) in (0..).zip(self.snapshot.searcher().segment_readers()) {
            let fields = fields.iter().filter_map(|field| Some((*field, infos.get(segment, *field)?)));
            if let Some((field, info)) = fields.max_by_key(|(_, info)| info.doc_freq) {
                count += self.statistics.live_count((number, segment), field, info)?;
            }
            if count > more_than {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn side_by_side(&self, words: &[&str], fields: &[Field]) -> Result<u64> {
        for word in words {
            if self.infos(word, fields)?.is_empty() {
                return Ok(0);
            }
        }
        let phrase = |field: &Field| -> Box<dyn Query> {
            Box::new(PhraseQuery::new(words.iter().map(|word| term(*field, word)).collect()))
        };
        let anywhere = BooleanQuery::union(fields.iter().map(phrase).collect());
        Ok(self.snapshot.searcher().search(&anywhere, &Count)? as u64)
    }
}

impl<'a> IndexView<'a> {
    fn dictionaries<'f>(&self, fields: &'f [Field]) -> impl Iterator<Item = (&'a SegmentReader, Field)> + use<'a, 'f> {
        let segments = self.snapshot.searcher().segment_readers().iter();
        segments.flat_map(move |segment| fields.iter().map(move |field| (segment, *field)))
    }

    /// Adds the words that an automaton accepts and that pass.
    fn walk<A>(
        &self,
        automaton: &A,
        fields: &[Field],
        found: &mut HashMap<String, TermInfos>,
        passes: &mut dyn FnMut(&str) -> bool,
    ) -> Result<()>
    where
        A: Automaton,
        A::State: Clone,
    {
        let mut scanned = 0;
        for (segment, field) in self.dictionaries(fields) {
            let index = segment.inverted_index(field)?;
            let mut stream = index.terms().search(automaton).into_stream()?;
            while let Some((key, info)) = stream.next() {
                scanned += 1;
                if scanned > MAX_SCANNED {
                    break;
                }
                note(found, key, (segment, field), info, passes);
            }
        }
        Ok(())
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

/// Notes where the postings of a term lie, if it passes.
fn note(
    found: &mut HashMap<String, TermInfos>,
    key: &[u8],
    (segment, field): (&SegmentReader, Field),
    info: &TermInfo,
    passes: &mut dyn FnMut(&str) -> bool,
) {
    let Ok(word) = std::str::from_utf8(key) else { return };
    if !passes(word) {
        return;
    }
    match found.get_mut(word) {
        Some(infos) => infos.add(segment, field, info),
        None => found.entry(word.to_owned()).or_default().add(segment, field, info),
    }
}
