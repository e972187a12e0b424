//! An archive on a cluster, as queries are compiled for it.
//!
//! What is asked of words is answered by the index of words ([`super::words`]); records that were fetched are kept, for one
//! state of the archive does not change.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::RangeInclusive;
use std::sync::{Arc, Mutex, PoisonError};

use foldhash::HashMap;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tantivy::schema::Field;

use super::client::{Connection, escaped};
use super::document::{UNKNOWN, node, parts_of_node};
use super::export::Shape;
use super::words::{FIGURES, Figures, HOLDINGS, WordRecord, id_of_file, key_text};
use crate::index::{Capitalisation, FileRecord, Schema, facet_node};
use crate::model::{FIELDS, FacetField};
use crate::plan::Holdings;
use crate::plan::compile::archive::Archive;
use crate::plan::compile::expansion_cache::ExpansionCache;
use crate::plan::compile::query_plan::Plan;
use crate::plan::languages::{LanguageId, LanguageSet, Languages};
use crate::plan::lexicon::term_set::{TermInfos, TermSet, WeightedTerm};
use crate::plan::matching::leaf::{FieldWeight, Leaf};
use crate::plan::matching::pattern::Pattern;
use crate::plan::names::corrections::Corrections;
use crate::text::name::{self, Key, Word};
use crate::{ClusterTrouble, Error, Result};

/// How many documents are asked for with one request; a cluster gives no more at a time.
const PAGE: usize = 10_000;
/// Up to so many words are fetched with their records.
const FEW: usize = 500;
/// How many words are looked up with one request.
const LOOKED_UP: usize = 1_000;
/// More records of words than this are not kept.
pub(super) const MAX_KNOWN: usize = 500_000;
/// One state of an archive on a cluster.
pub(super) struct ClusterArchive {
    pub(super) connection: Connection,
    /// The alias of the articles.
    pub(super) articles: String,
    words: String,
    /// What it said of itself when it was opened.
    pub(super) shape: Shape,
    pub(super) schema: Schema,
    pub(super) figures: Figures,
    pub(super) languages: Arc<Languages>,
    pub(super) corrections: Corrections,
    expansions: ExpansionCache,
    /// The records of words that were asked for; none of those that no article has.
    known: Mutex<HashMap<String, Option<Arc<WordRecord>>>>,
    /// The words under the keys of names that were asked for.
    pub(super) names: Mutex<HashMap<Key, Vec<(String, Capitalisation)>>>,
    /// The first failure where none could be told at once; see [`ClusterArchive::checked`].
    failure: Mutex<Option<ClusterTrouble>>,
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
    /// When there is none, it cannot be read, or it was written by a dateline with another form of documents.
    pub(super) fn open(connection: Connection, name: &str) -> Result<ClusterArchive> {
        let shape = Shape::of(&connection, name)?;
        shape.check(&connection)?;
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
            shape,
            schema: Schema::new(),
            figures,
            languages,
            corrections,
            expansions: ExpansionCache::default(),
            known: Mutex::default(),
            names: Mutex::default(),
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

    /// Searches the articles for several bodies with one request; gives their answers in order.
    ///
    /// # Errors
    ///
    /// When the cluster does not give whole answers.
    pub(super) fn searches(&self, bodies: &[Value]) -> Result<Vec<Value>> {
        match bodies {
            [body] => Ok(vec![self.search(body)?]),
            bodies => self.connection.searches(&self.articles, bodies),
        }
    }

    /// What is remembered of the files of these keys, in their order.
    ///
    /// # Errors
    ///
    /// When the cluster does not answer.
    pub(super) fn files(&self, keys: &[String]) -> Result<Vec<Option<FileRecord>>> {
        let ids: Vec<String> = keys.iter().map(|key| id_of_file(key)).collect();
        let mut found: HashMap<String, FileRecord> = HashMap::default();
        for ids in ids.chunks(LOOKED_UP) {
            let hits = self.search_words(&json!({
                "size": ids.len(), "_source": ["of"], "track_total_hits": false, "query": { "ids": { "values": ids } },
            }))?;
            for hit in hits {
                let id = hit["_id"].as_str().unwrap_or_default().to_owned();
                found.insert(id, self.told(&hit["_source"]["of"], "what is remembered of a file")?);
            }
        }
        Ok(ids.iter().map(|id| found.get(id).cloned()).collect())
    }

    /// What the archive holds beside its articles.
    ///
    /// # Errors
    ///
    /// When the cluster does not answer.
    pub(super) fn holdings(&self) -> Result<Holdings> {
        let hits = self.search_words(&json!({ "size": 1, "query": { "ids": { "values": [HOLDINGS] } } }))?;
        self.told(&hits.first().map_or(Value::Null, |hit| hit["_source"]["of"].clone()), "what the archive holds")
    }

    /// What a document of the index of words tells.
    fn told<T: DeserializeOwned>(&self, value: &Value, what: &str) -> Result<T> {
        T::deserialize(value).map_err(|_| {
            let told = format!("{what} cannot be read; export the archive again with this version");
            self.connection.error(ClusterTrouble::Unfit(told))
        })
    }

    /// The name of a field in the cluster.
    pub(super) fn name(&self, field: Field) -> &str {
        self.schema.tantivy.get_field_name(field)
    }

    /// What was worked out, unless a look-up failed on the way. After one did, nothing that is kept here can be believed, and
    /// every further question fails likewise: the archive is to be opened again.
    ///
    /// # Errors
    ///
    /// The first of those failures.
    pub(super) fn checked<T>(&self, value: T) -> Result<T> {
        match &*self.failure.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(trouble) => Err(self.connection.error(trouble.clone())),
            None => Ok(value),
        }
    }

    /// Whether a look-up failed, so that nothing that is kept here can be believed.
    pub(super) fn has_failed(&self) -> bool {
        self.failure.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    pub(super) fn fail(&self, error: &Error) {
        let trouble = error.cluster_trouble().cloned().unwrap_or_else(|| ClusterTrouble::Unfit(error.to_string()));
        self.failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(trouble);
    }

    fn search_words(&self, body: &Value) -> Result<Vec<Value>> {
        let mut answer = self.connection.search(&format!("/{}/_search", escaped(&self.words)), body)?;
        match answer["hits"]["hits"].take() {
            Value::Array(hits) => Ok(hits),
            _ => Ok(Vec::new()),
        }
    }

    /// The records of these words, as far as the archive has them.
    pub(super) fn records(&self, words: &[&str]) -> Result<Vec<(String, Arc<WordRecord>)>> {
        let (mut found, mut missing) = (Vec::with_capacity(words.len()), Vec::new());
        for word in words {
            match self.known.lock().unwrap_or_else(PoisonError::into_inner).get(*word) {
                Some(known) => found.extend(known.clone().map(|record| ((*word).to_owned(), record))),
                None => missing.push(*word),
            }
        }
        for words in missing.chunks(LOOKED_UP) {
            let hits = self.search_words(&json!({
                "size": words.len(), "_source": ["word", "of"], "track_total_hits": false,
                "query": { "bool": { "filter": [{ "terms": { "word": words } }] } },
            }))?;
            let records = hits.iter().map(|hit| self.record(hit)).collect::<Result<HashMap<_, _>>>()?;
            self.keep(words.iter().map(|word| ((*word).to_owned(), records.get(*word).cloned())));
            found.extend(records);
        }
        Ok(found)
    }

    fn keep(&self, records: impl Iterator<Item = (String, Option<Arc<WordRecord>>)>) {
        let mut kept = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() > MAX_KNOWN {
            kept.clear();
        }
        kept.extend(records);
    }

    fn record(&self, hit: &Value) -> Result<(String, Arc<WordRecord>)> {
        let word = hit["_source"]["word"].as_str().unwrap_or_default().to_owned();
        let record: WordRecord = self.told(&hit["_source"]["of"], &format!("the record of the word `{word}`"))?;
        Ok((word, Arc::new(record)))
    }

    /// The words under each of these keys.
    pub(super) fn names_under(&self, keys: &[Key]) -> Result<HashMap<Key, Vec<(String, Capitalisation)>>> {
        let texts: Vec<String> = keys.iter().map(|key| key_text(*key)).collect();
        let mut words: Vec<String> = Vec::new();
        self.each_word(&json!({ "terms": { "keys": texts } }), &mut |word| words.push(word.to_owned()))?;
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let mut found: HashMap<Key, Vec<(String, Capitalisation)>> =
            keys.iter().map(|key| (*key, Vec::new())).collect();
        for (word, record) in self.records(&words)? {
            for key in Word::cut(&word).map(|cut| name::index_keys(&cut)).unwrap_or_default() {
                if let Some(names) = found.get_mut(&key) {
                    names.push((word.clone(), record.capitals().unwrap_or_default()));
                }
            }
        }
        Ok(found)
    }

    /// In how many articles of each language one of these fields has a word.
    pub(super) fn counts(&self, record: &WordRecord, fields: &[Field]) -> Result<TermInfos> {
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

    /// Calls `each` with all words that a query finds, in order. The records of a few are kept at once.
    pub(super) fn each_word(&self, query: &Value, each: &mut dyn FnMut(&str)) -> Result<()> {
        let hits = self.search_words(&json!({
            "size": FEW, "_source": ["word", "of"], "track_total_hits": false, "sort": [{ "word": "asc" }],
            "query": { "bool": { "filter": [query] } },
        }))?;
        let records = hits.iter().map(|hit| self.record(hit)).collect::<Result<Vec<_>>>()?;
        records.iter().for_each(|(word, _)| each(word));
        let mut after = records.last().map(|(word, _)| word.clone());
        let is_all = records.len() < FEW;
        self.keep(records.into_iter().map(|(word, record)| (word, Some(record))));
        if is_all {
            return Ok(());
        }
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
