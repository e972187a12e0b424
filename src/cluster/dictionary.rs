//! The words and names of an archive on a cluster, as a lexicon asks for them.

use std::sync::Arc;

use foldhash::HashMap;
use serde_json::{Value, json};
use tantivy::schema::Field;
use tantivy_fst::{Automaton, Regex};

use super::archive::ClusterArchive;
use crate::index::Capitalisation;
use crate::plan::languages::{LanguageSet, Languages};
use crate::plan::lexicon::dictionary::{Dictionary, Scan};
use crate::plan::lexicon::forms::Range;
use crate::plan::lexicon::term_set::TermInfos;
use crate::plan::names::corrections::Corrections;
use crate::plan::names::knowledge::NameKnowledge;
use crate::plan::ranking::feedback::{DocFreq, WordFrequencies};
use crate::text::name::Key;
use crate::{Error, Result};

impl Dictionary for ClusterArchive {
    fn languages(&self) -> &Arc<Languages> {
        &self.languages
    }

    fn foresee_words(&self, words: &[&str]) -> Result<()> {
        self.words.look_up(words, &[])
    }

    fn infos(&self, word: &str, fields: &[Field]) -> Result<TermInfos> {
        match self.words.records(&[word])?.first() {
            Some((_, record)) => self.counts(record, fields),
            None => Ok(TermInfos::default()),
        }
    }

    fn scan(
        &self,
        scan: &Scan<'_>,
        fields: &[Field],
        found: &mut HashMap<String, TermInfos>,
        passes: &mut dyn FnMut(&str) -> bool,
    ) -> Result<()> {
        let any = json!({ "exists": { "field": "word" } });
        let mut words: Vec<String> = Vec::new();
        let mut keep = |word: &str, fits: bool| {
            if fits && passes(word) {
                words.push(word.to_owned());
            }
        };
        match scan {
            Scan::Ranges(ranges) => {
                let beginnings: Vec<&str> = ranges.iter().map(Range::beginning).collect();
                self.words.each_beginning(&beginnings, &mut |word| {
                    keep(word, ranges.iter().any(|range| accepts(range, word)))
                })?;
            }
            Scan::Regex(expression) => {
                let automaton = Regex::new(expression).map_err(|error| Error::malformed(error.to_string()))?;
                self.words.each_word(&any, &mut |word| keep(word, accepts(&automaton, word)))?;
            }
            Scan::Fuzzy { word, edits } => {
                let near = json!({ "word": {
                    "value": word, "fuzziness": edits, "max_expansions": 1_000, "transpositions": true,
                    "rewrite": "constant_score",
                } });
                let query = json!({ "fuzzy": near });
                let fits = |other: &str| strsim::osa_distance(word, other) <= usize::from(*edits);
                self.words.each_word(&query, &mut |other| keep(other, fits(other)))?;
            }
        }
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        for (word, record) in self.words.records(&words)? {
            let infos = self.counts(&record, fields)?;
            if !infos.is_empty() {
                found.insert(word, infos);
            }
        }
        Ok(())
    }

    fn doc_freq(&self, infos: &TermInfos, _: &[Field], languages: LanguageSet) -> Result<u64> {
        Ok(infos.counts().iter().filter(|(id, _)| languages.holds(*id)).map(|(_, count)| count).sum())
    }

    fn languages_of(&self, infos: &TermInfos, _: &[Field]) -> Result<LanguageSet> {
        let languages = infos.counts().iter().map(|(id, _)| LanguageSet::of(*id));
        Ok(languages.fold(LanguageSet::NONE, LanguageSet::or))
    }

    fn is_frequent(&self, word: &str, fields: &[Field], more_than: u64) -> Result<bool> {
        Ok(self.doc_freq(&self.infos(word, fields)?, fields, LanguageSet::ALL)? > more_than)
    }

    fn side_by_side(&self, words: &[&str], fields: &[Field]) -> Result<u64> {
        for word in words {
            if self.infos(word, fields)?.is_empty() {
                return Ok(0);
            }
        }
        let phrase = |field: &Field| json!({ "match_phrase": { self.name(*field): words.join(" ") } });
        let anywhere: Vec<Value> = fields.iter().map(phrase).collect();
        let query = json!({ "bool": { "filter": [{ "bool": { "should": anywhere } }] } });
        ClusterArchive::count(self, &query)
    }
}

/// Whether an automaton accepts a word from end to end.
fn accepts<A: Automaton>(automaton: &A, word: &str) -> bool {
    let end = word.bytes().fold(automaton.start(), |state, byte| automaton.accept(&state, byte));
    automaton.is_match(&end)
}

impl WordFrequencies for ClusterArchive {
    fn bounds(&self, field: Field, word: &str) -> Result<DocFreq> {
        let fields = [field];
        Ok(DocFreq::exactly(self.doc_freq(&self.infos(word, &fields)?, &fields, LanguageSet::ALL)?))
    }

    fn count(&self, _: Field, _: &str, bounds: DocFreq) -> Result<u64> {
        Ok(bounds.at_least)
    }
}

impl NameKnowledge for ClusterArchive {
    fn corrections(&self) -> &Corrections {
        &self.corrections
    }

    fn capitals(&self, word: &str) -> Capitalisation {
        let records = self.words.records(&[word]).unwrap_or_else(|error| {
            self.fail(&error);
            Vec::new()
        });
        records.first().and_then(|(_, record)| record.capitals()).unwrap_or_default()
    }

    fn foresee(&self, keys: &[Key]) {
        if let Err(error) = self.words.names(keys) {
            self.fail(&error);
        }
    }

    fn under(&self, key: Key, each: &mut dyn FnMut(&str, Capitalisation)) {
        match self.words.names(&[key]) {
            Ok(names) => names.iter().flat_map(|names| names.iter()).for_each(|(word, capitals)| each(word, *capitals)),
            Err(error) => self.fail(&error),
        }
    }
}
