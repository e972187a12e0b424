//! An archive on a cluster, as queries are compiled for it.
//!
//! What is asked of words is answered by the index of words ([`super::word_index`]).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::RangeInclusive;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};
use tantivy::schema::Field;

use super::client::{Connection, escaped};
use super::document::{UNKNOWN, node, parts_of_node};
use super::export::Shape;
use super::word_index::WordIndex;
use super::words::{Figures, WordRecord};
use crate::index::{Schema, facet_node};
use crate::model::{FIELDS, FacetField};
use crate::plan::Names;
use crate::plan::compile::archive::Archive;
use crate::plan::compile::expansion_cache::ExpansionCache;
use crate::plan::compile::foresight::Foresight;
use crate::plan::compile::query_plan::Plan;
use crate::plan::languages::{LanguageId, LanguageSet, Languages};
use crate::plan::lexicon::term_set::{TermInfos, TermSet, WeightedTerm};
use crate::plan::matching::leaf::{FieldWeight, Leaf};
use crate::plan::matching::pattern::Pattern;
use crate::plan::names::corrections::Corrections;
use crate::plan::names::variants::looks_like_a_name;
use crate::text::name::{self, Key, Word};
use crate::{ClusterTrouble, Error, Result};

/// How many documents are asked for with one request; a cluster gives no more at a time.
const PAGE: usize = 10_000;

/// One state of an archive on a cluster.
pub(super) struct ClusterArchive {
    pub(super) connection: Connection,
    /// The alias of the articles.
    pub(super) articles: String,
    pub(super) words: WordIndex,
    /// What it said of itself when it was opened.
    pub(super) shape: Shape,
    pub(super) schema: Schema,
    pub(super) figures: Figures,
    pub(super) languages: Arc<Languages>,
    pub(super) corrections: Corrections,
    expansions: ExpansionCache,
    /// The values of facets that were asked for.
    values: Mutex<BTreeMap<&'static str, BTreeSet<String>>>,
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
        let figures = WordIndex::new(connection.clone(), name).figures()?;
        ClusterArchive::of(connection, name, (shape, figures))
    }

    /// The archive of this name, of which this is known.
    fn of(connection: Connection, name: &str, (shape, figures): (Shape, Figures)) -> Result<ClusterArchive> {
        let words = WordIndex::new(connection.clone(), name);
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
            values: Mutex::default(),
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

    /// By what factor at most a match in this field counts more by the mean length of today than by the one by which the cluster scores;
    /// none where that is not known.
    pub(super) fn drift(&self, weight: &FieldWeight) -> Option<f32> {
        let then = self.shape.lengths.get(self.name(weight.field))?;
        (weight.length_counts > 0.0).then_some((weight.mean_length / then).max(1.0))
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

    /// The top values of a facet, asked of all articles.
    fn look_for_values(&self, field: FacetField) -> Result<BTreeSet<String>> {
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
        if let Some(known) = self.values.lock().unwrap_or_else(PoisonError::into_inner).get(field.name()) {
            return Ok(known.clone());
        }
        let values = self.look_for_values(field)?;
        self.values.lock().unwrap_or_else(PoisonError::into_inner).insert(field.name(), values.clone());
        Ok(values)
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

    fn is_far(&self) -> bool {
        true
    }

    fn foresee_query(&self, foresight: &Foresight, names: Names) -> Result<()> {
        let Foresight { words, beginnings, .. } = foresight;
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let beginnings: Vec<&str> = beginnings.iter().map(String::as_str).collect();
        self.words.look_up(&words, &beginnings)?;
        if names == Names::AsTyped {
            return Ok(());
        }
        let is_name = |word: &&String| {
            let is_there = self.words.records(&[word]).is_ok_and(|records| !records.is_empty());
            !name::is_country(word) && (!is_there || looks_like_a_name(self, word))
        };
        let cut: Vec<Word> = foresight.names.iter().filter(is_name).filter_map(|word| Word::cut(word)).collect();
        let keys: Vec<Key> = cut.iter().flat_map(name::query_keys).collect();
        self.words.names(&keys).map(drop)
    }

    fn expansions(&self) -> &ExpansionCache {
        &self.expansions
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::cluster::client::Access;
    use crate::cluster::export::State;

    /// An archive of 100 articles, most of them in English and German, at an address where nobody answers.
    pub(in crate::cluster) fn archive() -> ClusterArchive {
        let connection = Connection::open(&Access::to("http://127.0.0.1:9").unwrap()).unwrap();
        let languages = BTreeMap::from([("en".to_owned(), 60), ("de".to_owned(), 30)]);
        let figures = Figures { articles: 100, languages, ..Figures::default() };
        let shape =
            Shape { written_by: "1".to_owned(), form: 1, state: State::Whole, version: 1, lengths: BTreeMap::new() };
        ClusterArchive::of(connection, "a", (shape, figures)).unwrap()
    }
}
