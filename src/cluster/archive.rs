//! An archive on a cluster, as queries are compiled for it.
//!
//! What is asked of words is answered by the index of words ([`super::words`]); records that were fetched are kept, for one
//! state of the archive does not change.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::RangeInclusive;
use std::sync::{Arc, Mutex, PoisonError};

use foldhash::HashMap;
use serde_json::{Value, json};
use tantivy::schema::Field;
use tantivy_fst::{Automaton, Regex};

use super::client::{Connection, escaped};
use super::document::{UNKNOWN, node, parts_of_node};
use super::words::{FIGURES, Figures, WordRecord, key_text};
use crate::index::{Capitalisation, Schema, facet_node};
use crate::model::{FIELDS, FacetField};
use crate::plan::compile::archive::Archive;
use crate::plan::compile::expansion_cache::ExpansionCache;
use crate::plan::compile::query_plan::Plan;
use crate::plan::languages::{LanguageId, LanguageSet, Languages};
use crate::plan::lexicon::dictionary::{Dictionary, Scan};
use crate::plan::lexicon::term_set::{TermInfos, TermSet, WeightedTerm};
use crate::plan::matching::leaf::{FieldWeight, Leaf};
use crate::plan::matching::pattern::Pattern;
use crate::plan::names::corrections::Corrections;
use crate::plan::names::knowledge::NameKnowledge;
use crate::text::name::Key;
use crate::{ClusterTrouble, Error, Result};

/// How many documents are asked for with one request; a cluster gives no more at a time.
const PAGE: usize = 10_000;
/// How many words are looked up with one request.
const LOOKED_UP: usize = 1_000;
/// More records of words than this are not kept.
const MAX_KNOWN: usize = 500_000;
/// The longest word that the cluster's own edit distance leaves out.
const SHORT: usize = 2;

/// One state of an archive on a cluster.
pub(super) struct ClusterArchive {
    pub(super) connection: Connection,
    /// The alias of the articles.
    pub(super) articles: String,
    words: String,
    pub(super) schema: Schema,
    figures: Figures,
    pub(super) languages: Arc<Languages>,
    corrections: Corrections,
    expansions: ExpansionCache,
    /// The records of words that were asked for; none of those that no article has.
    known: Mutex<HashMap<String, Option<Arc<WordRecord>>>>,
    /// The first failure where none could be told at once; see [`ClusterArchive::checked`].
    failure: Mutex<Option<Error>>,
}

impl fmt::Debug for ClusterArchive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClusterArchive").field("articles", &self.articles).finish_non_exhaustive()
    }
}

impl ClusterArchive {
    /// Opens the archive of this name.
    ///
    /// # Errors
    ///
    /// When there is none, or it cannot be read.
    pub(super) fn open(connection: Connection, name: &str) -> Result<ClusterArchive> {
        let words = format!("{name}-words");
        let path = format!("/{}/_search", escaped(&words));
        let answer = connection.search(&path, &json!({ "size": 1, "query": { "ids": { "values": [FIGURES] } } }))?;
        let told = answer["hits"]["hits"][0]["_source"]["of"].clone();
        let figures: Figures = serde_json::from_value(told).map_err(|_| {
            connection.error(ClusterTrouble::Unfit(format!(
                "`{words}` has no figures that this program can read; export the archive again with this version"
            )))
        })?;
        let unknown = figures.articles.saturating_sub(figures.languages.values().sum());
        let languages = Arc::new(Languages::of(&figures.languages, unknown, None, &[]));
        let corrections = Corrections::parse(&figures.corrections)?;
        Ok(ClusterArchive {
            connection,
            articles: name.to_owned(),
            words,
            schema: Schema::new(),
            figures,
            languages,
            corrections,
            expansions: ExpansionCache::default(),
            known: Mutex::default(),
            failure: Mutex::default(),
        })
    }

    /// Searches the articles.
    ///
    /// # Errors
    ///
    /// When the cluster does not give a whole answer.
    pub(super) fn search(&self, body: &Value) -> Result<Value> {
        self.connection.search(&format!("/{}/_search", escaped(&self.articles)), body)
    }

    /// The name of a field in the cluster.
    pub(super) fn name(&self, field: Field) -> &str {
        self.schema.tantivy.get_field_name(field)
    }

    /// What was worked out, unless a request failed on the way.
    ///
    /// # Errors
    ///
    /// The first of those failures.
    pub(super) fn checked<T>(&self, value: T) -> Result<T> {
        match self.failure.lock().unwrap_or_else(PoisonError::into_inner).take() {
            Some(error) => Err(error),
            None => Ok(value),
        }
    }

    fn fail(&self, error: Error) {
        self.failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
    }

    fn search_words(&self, body: &Value) -> Result<Vec<Value>> {
        let mut answer = self.connection.search(&format!("/{}/_search", escaped(&self.words)), body)?;
        match answer["hits"]["hits"].take() {
            Value::Array(hits) => Ok(hits),
            _ => Ok(Vec::new()),
        }
    }

    /// The records of these words, as far as the archive has them.
    fn records(&self, words: &[&str]) -> Result<Vec<(String, Arc<WordRecord>)>> {
        let known = |word: &str| self.known.lock().unwrap_or_else(PoisonError::into_inner).get(word).cloned();
        let missing: Vec<&str> = words.iter().copied().filter(|word| known(word).is_none()).collect();
        for words in missing.chunks(LOOKED_UP) {
            let hits = self.search_words(&json!({
                "size": words.len(), "_source": ["word", "of"], "track_total_hits": false,
                "query": { "bool": { "filter": [{ "terms": { "word": words } }] } },
            }))?;
            let mut found = hits.iter().map(|hit| self.record(hit)).collect::<Result<HashMap<_, _>>>()?;
            let mut kept = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            if kept.len() > MAX_KNOWN {
                kept.clear();
            }
            for word in words {
                kept.insert((*word).to_owned(), found.remove(*word));
            }
        }
        Ok(words.iter().filter_map(|word| Some(((*word).to_owned(), known(word)??))).collect())
    }

    fn record(&self, hit: &Value) -> Result<(String, Arc<WordRecord>)> {
        let word = hit["_source"]["word"].as_str().unwrap_or_default().to_owned();
        let record: WordRecord = serde_json::from_value(hit["_source"]["of"].clone()).map_err(|_| {
            let what = format!("the record of the word `{word}` cannot be read; export the archive again");
            self.connection.error(ClusterTrouble::Unfit(what))
        })?;
        Ok((word, Arc::new(record)))
    }

    /// In how many articles of each language one of these fields has a word.
    fn counts(&self, record: &WordRecord, fields: &[Field]) -> Result<TermInfos> {
        let names: BTreeSet<&str> = fields.iter().map(|field| self.name(*field)).collect();
        let searched: BTreeSet<&str> =
            FIELDS.iter().filter(|field| field.is_searched()).map(|field| field.name).collect();
        let none = BTreeMap::new();
        let counts = match names.iter().next() {
            _ if names == searched => &record.searched,
            Some(name) if names.len() == 1 => record.fields.get(*name).unwrap_or(&none),
            _ => {
                let what = "words of several fields that are not searched together are not counted on a cluster";
                return Err(self.connection.error(ClusterTrouble::Unfit(what.to_owned())));
            }
        };
        let mut by_language: Vec<(LanguageId, u64)> = Vec::with_capacity(counts.len());
        for (code, count) in counts {
            let id = self.languages.id(Some(code.as_str()).filter(|code| !code.is_empty()));
            match by_language.iter_mut().find(|(known, _)| *known == id) {
                Some((_, known)) => *known += count,
                None => by_language.push((id, *count)),
            }
        }
        Ok(TermInfos::counted(by_language))
    }

    /// Calls `each` with all words that a query finds, in order.
    fn each_word(&self, query: &Value, each: &mut dyn FnMut(&str)) -> Result<()> {
        let mut after: Option<String> = None;
        loop {
            let mut body = json!({
                "size": PAGE, "_source": false, "docvalue_fields": ["word"], "track_total_hits": false,
                "query": { "bool": { "filter": [query] } }, "sort": [{ "word": "asc" }],
            });
            if let Some(after) = after {
                body["search_after"] = json!([after]);
            }
            let hits = self.search_words(&body)?;
            hits.iter().filter_map(|hit| hit["fields"]["word"][0].as_str()).for_each(&mut *each);
            after = hits.last().and_then(|hit| hit["fields"]["word"][0].as_str()).map(str::to_owned);
            if hits.len() < PAGE {
                return Ok(());
            }
        }
    }
}

impl Dictionary for ClusterArchive {
    fn languages(&self) -> &Arc<Languages> {
        &self.languages
    }

    fn infos(&self, word: &str, fields: &[Field]) -> Result<TermInfos> {
        match self.records(&[word])?.first() {
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
            Scan::Range(range) => {
                let query = match range.beginning() {
                    "" => any,
                    start => json!({ "prefix": { "word": start } }),
                };
                self.each_word(&query, &mut |word| keep(word, accepts(*range, word)))?;
            }
            Scan::Regex(expression) => {
                let automaton = Regex::new(expression).map_err(|error| Error::malformed(error.to_string()))?;
                self.each_word(&any, &mut |word| keep(word, accepts(&automaton, word)))?;
            }
            Scan::Fuzzy { word, edits } => {
                let near = json!({ "word": {
                    "value": word, "fuzziness": edits, "max_expansions": 1_000, "transpositions": true,
                    "rewrite": "constant_score",
                } });
                // Words as short as the number of edits are left out there.
                let short = json!({ "word": { "value": format!(".{{1,{SHORT}}}") } });
                let query = json!({ "bool": { "should": [{ "fuzzy": near }, { "regexp": short }] } });
                let fits = |other: &str| strsim::osa_distance(word, other) <= usize::from(*edits);
                self.each_word(&query, &mut |other| keep(other, fits(other)))?;
            }
        }
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        for (word, record) in self.records(&words)? {
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
        let answer = self.search(&json!({ "size": 0, "track_total_hits": true, "query": query }))?;
        Ok(answer["hits"]["total"]["value"].as_u64().unwrap_or_default())
    }
}

/// Whether an automaton accepts a word from end to end.
fn accepts<A: Automaton>(automaton: &A, word: &str) -> bool {
    let end = word.bytes().fold(automaton.start(), |state, byte| automaton.accept(&state, byte));
    automaton.is_match(&end)
}

impl NameKnowledge for ClusterArchive {
    fn corrections(&self) -> &Corrections {
        &self.corrections
    }

    fn capitals(&self, word: &str) -> Capitalisation {
        let records = self.records(&[word]).unwrap_or_else(|error| {
            self.fail(error);
            Vec::new()
        });
        records.first().and_then(|(_, record)| record.capitals()).unwrap_or_default()
    }

    fn under(&self, key: Key, each: &mut dyn FnMut(&str, Capitalisation)) {
        let mut words: Vec<String> = Vec::new();
        let query = json!({ "term": { "keys": key_text(key) } });
        let found = self.each_word(&query, &mut |word| words.push(word.to_owned()));
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match found.and_then(|()| self.records(&words)) {
            Ok(records) => {
                for (word, record) in records {
                    each(&word, record.capitals().unwrap_or_default());
                }
            }
            Err(error) => self.fail(error),
        }
    }

    fn word_count(&self) -> usize {
        self.figures.names
    }
}

impl Archive for ClusterArchive {
    fn article_count(&self) -> u64 {
        self.figures.articles
    }

    fn mean_length(&self, field: Field) -> f32 {
        self.figures.lengths.get(self.name(field)).copied().unwrap_or(1.0)
    }

    fn place(&self, name: &str) -> Option<Field> {
        self.schema.field(name)
    }

    fn published(&self) -> Option<RangeInclusive<i64>> {
        self.figures.published.map(|(first, last)| first..=last)
    }

    fn values(&self, field: FacetField) -> Result<BTreeSet<String>> {
        let mut found = BTreeSet::new();
        let mut after: Option<Value> = None;
        loop {
            let source = json!([{ "node": { "terms": { "field": field.name() } } }]);
            let mut composite = json!({ "size": PAGE, "sources": source });
            if let Some(after) = after {
                composite["after"] = after;
            }
            let body = json!({ "size": 0, "track_total_hits": false, "aggs": { "nodes": { "composite": composite } } });
            let answer = self.search(&body)?;
            let nodes = &answer["aggregations"]["nodes"];
            let buckets = nodes["buckets"].as_array().map(Vec::as_slice).unwrap_or_default();
            for node in buckets.iter().filter_map(|bucket| bucket["key"]["node"].as_str()) {
                if let [value] = &parts_of_node(node)[..]
                    && node != UNKNOWN
                {
                    found.insert(value.clone());
                }
            }
            if buckets.len() < PAGE {
                return Ok(found);
            }
            after = Some(nodes["after_key"].clone());
        }
    }

    fn labels(&self, field: Field, paths: Vec<String>) -> Result<Plan> {
        let term = |path: String| WeightedTerm {
            text: node(&facet_node(&path).to_path()),
            doc_freq: 0,
            weight: 1.0,
            languages: LanguageSet::ALL,
            infos: TermInfos::default(),
        };
        Ok(Plan::Labels(Arc::new(Leaf {
            part: String::new(),
            fields: vec![FieldWeight { field, weight: 1.0, length_counts: 0.0, mean_length: 1.0 }],
            sets: vec![Arc::new(TermSet { terms: paths.into_iter().map(term).collect(), ..TermSet::default() })],
            pattern: Pattern::Words(0),
            min_matches: 1,
            idf: 0.0,
        })))
    }

    fn expansions(&self) -> &ExpansionCache {
        &self.expansions
    }
}
