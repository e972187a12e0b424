//! The index of words beside an archive, asked and remembered.
//!
//! A question asks for many words, one by one. What is foreseen of that is asked for with one request
//! ([`WordIndex::look_up`]), and all that was told is kept: one state of the archive does not change.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use foldhash::HashMap;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::client::{Connection, escaped};
use super::words::{FIGURES, Figures, HOLDINGS, WordRecord, id_of_file, key_text};
use crate::index::{Capitalisation, FileRecord};
use crate::plan::Holdings;
use crate::text::name::{self, Key, Word};
use crate::{ClusterTrouble, Result};

/// How many documents are asked for with one request; a cluster gives no more at a time.
const PAGE: usize = 10_000;
/// Up to so many words are fetched with their records.
const FEW: usize = 500;
/// How many words are looked up with one request.
const LOOKED_UP: usize = 1_000;
/// More than this of a kind is not kept.
const MAX_KEPT: usize = 500_000;

/// The index of words of an archive.
pub(super) struct WordIndex {
    connection: Connection,
    /// Its alias.
    alias: String,
    kept: Mutex<Kept>,
}

/// The words under one key of names, with how they stand in texts.
type NamesOfKey = Arc<Vec<(String, Capitalisation)>>;

/// What was told of words.
#[derive(Default)]
struct Kept {
    /// The records of words; none of those that no article has.
    records: HashMap<String, Option<Arc<WordRecord>>>,
    /// All words that begin so.
    beginnings: HashMap<String, Arc<Vec<String>>>,
    /// The words under the keys of names.
    names: HashMap<Key, NamesOfKey>,
}

impl WordIndex {
    /// The index of words of the archive of this name.
    pub(super) fn new(connection: Connection, name: &str) -> WordIndex {
        WordIndex { connection, alias: format!("{name}-words"), kept: Mutex::default() }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if [kept.records.len(), kept.beginnings.len(), kept.names.len()].iter().any(|kind| *kind > MAX_KEPT) {
            *kept = Kept::default();
        }
        kept
    }

    /// The figures of the archive.
    ///
    /// # Errors
    ///
    /// When there are none that this program can read.
    pub(super) fn figures(&self) -> Result<Figures> {
        self.document(FIGURES, "its figures")
    }

    /// What the archive holds beside its articles.
    ///
    /// # Errors
    ///
    /// When the cluster does not tell.
    pub(super) fn holdings(&self) -> Result<Holdings> {
        self.document(HOLDINGS, "what the archive holds")
    }

    fn document<T: DeserializeOwned>(&self, id: &str, what: &str) -> Result<T> {
        let hits = self.search(&json!({ "size": 1, "query": { "ids": { "values": [id] } } }))?;
        self.told(&hits.first().map_or(Value::Null, |hit| hit["_source"]["of"].clone()), what)
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
            let hits = self.search(&json!({
                "size": ids.len(), "_source": ["of"], "track_total_hits": false, "query": { "ids": { "values": ids } },
            }))?;
            for hit in hits {
                let id = hit["_id"].as_str().unwrap_or_default().to_owned();
                found.insert(id, self.told(&hit["_source"]["of"], "what is remembered of a file")?);
            }
        }
        Ok(ids.iter().map(|id| found.get(id).cloned()).collect())
    }

    /// The records of these words, as far as the archive has them.
    ///
    /// # Errors
    ///
    /// When the cluster does not answer.
    pub(super) fn records(&self, words: &[&str]) -> Result<Vec<(String, Arc<WordRecord>)>> {
        self.look_up(words, &[])?;
        let mut missing: Vec<&str> = Vec::new();
        let mut found = Vec::with_capacity(words.len());
        {
            let kept = self.kept();
            for word in words {
                match kept.records.get(*word) {
                    Some(record) => found.extend(record.clone().map(|record| ((*word).to_owned(), record))),
                    None => missing.push(word),
                }
            }
        }
        // What was kept may have become too much meanwhile.
        for words in missing.chunks(LOOKED_UP) {
            found.extend(self.read(&self.search(&records_of(words))?)?);
        }
        Ok(found)
    }

    /// Calls `each` with all words that begin in one of these ways, none of which begins with another.
    ///
    /// # Errors
    ///
    /// When the cluster does not answer.
    pub(super) fn each_beginning(&self, beginnings: &[&str], each: &mut dyn FnMut(&str)) -> Result<()> {
        self.look_up(&[], beginnings)?;
        for beginning in beginnings {
            match self.kept_beginning(beginning) {
                Some(words) => words.iter().filter(|word| word.starts_with(beginning)).for_each(|word| each(word)),
                None => self.each_word(&beginning_with(beginning), each)?,
            }
        }
        Ok(())
    }

    /// The words that begin so, and perhaps others, where they are kept.
    fn kept_beginning(&self, beginning: &str) -> Option<Arc<Vec<String>>> {
        let kept = self.kept();
        let ends = beginning.char_indices().map(|(at, letter)| at + letter.len_utf8());
        ends.filter_map(|end| kept.beginnings.get(&beginning[..end])).next().cloned()
    }

    /// Looks up with one request what is not kept of these words, and of those that begin in one of these ways.
    ///
    /// # Errors
    ///
    /// When the cluster does not answer.
    pub(super) fn look_up(&self, words: &[&str], beginnings: &[&str]) -> Result<()> {
        let words: BTreeSet<&str> = {
            let kept = self.kept();
            words.iter().copied().filter(|word| !kept.records.contains_key(*word)).collect()
        };
        let words: Vec<&str> = words.into_iter().collect();
        let mut new: Vec<&str> = beginnings.to_vec();
        new.retain(|beginning| !beginning.is_empty() && self.kept_beginning(beginning).is_none());
        new.sort_unstable();
        new.dedup_by(|next, before| next.starts_with(*before));
        let asked = words.chunks(LOOKED_UP).map(records_of);
        let bodies: Vec<Value> = asked.chain(new.iter().map(|beginning| few(&beginning_with(beginning)))).collect();
        if bodies.is_empty() {
            return Ok(());
        }
        let mut answers = self.searches(&bodies)?.into_iter();
        for words in words.chunks(LOOKED_UP) {
            let records: HashMap<_, _> = self.read(&answers.next().unwrap_or_default())?.into_iter().collect();
            let all = words.iter().map(|word| ((*word).to_owned(), records.get(*word).cloned()));
            self.kept().records.extend(all);
        }
        for (beginning, hits) in new.iter().zip(answers) {
            let records = self.read(&hits)?;
            let words: Vec<String> = records.iter().map(|(word, _)| word.clone()).collect();
            let mut kept = self.kept();
            kept.records.extend(records.into_iter().map(|(word, record)| (word, Some(record))));
            if words.len() < FEW {
                kept.beginnings.insert((*beginning).to_owned(), Arc::new(words));
            }
        }
        Ok(())
    }

    /// The words under each of these keys, with how they stand in texts.
    ///
    /// # Errors
    ///
    /// When the cluster does not answer.
    pub(super) fn names(&self, keys: &[Key]) -> Result<Vec<NamesOfKey>> {
        let missing: Vec<Key> = {
            let kept = self.kept();
            keys.iter().copied().filter(|key| !kept.names.contains_key(key)).collect()
        };
        let mut found: HashMap<Key, Vec<(String, Capitalisation)>> =
            missing.iter().map(|key| (*key, Vec::new())).collect();
        let texts: Vec<String> = missing.iter().map(|key| key_text(*key)).collect();
        if !texts.is_empty() {
            self.each_hit(&json!({ "terms": { "keys": texts } }), &json!(["word", "of.capitals"]), &mut |hit| {
                let word = hit["_source"]["word"].as_str().unwrap_or_default();
                let capitals: Option<(u32, u32)> = self.told(&hit["_source"]["of"]["capitals"], "how a word stands")?;
                let (articles, capitalised) = capitals.unwrap_or_default();
                for key in Word::cut(word).map(|cut| name::index_keys(&cut)).unwrap_or_default() {
                    if let Some(names) = found.get_mut(&key) {
                        names.push((word.to_owned(), Capitalisation { articles, capitalised }));
                    }
                }
                Ok(())
            })?;
        }
        let mut kept = self.kept();
        if kept.names.values().map(|names| names.len()).sum::<usize>() > MAX_KEPT {
            kept.names.clear();
        }
        kept.names.extend(found.iter().map(|(key, names)| (*key, Arc::new(names.clone()))));
        let of_key = |key: &Key| match found.remove(key) {
            Some(names) => Arc::new(names),
            None => kept.names.get(key).cloned().unwrap_or_default(),
        };
        Ok(keys.iter().map(of_key).collect())
    }

    /// Calls `each` with all words that a query finds, in order.
    ///
    /// # Errors
    ///
    /// When the cluster does not answer.
    pub(super) fn each_word(&self, query: &Value, each: &mut dyn FnMut(&str)) -> Result<()> {
        self.each_hit(query, &json!(["word"]), &mut |hit| {
            hit["_source"]["word"].as_str().into_iter().for_each(&mut *each);
            Ok(())
        })
    }

    /// Calls `each` with the documents of all words that a query finds, in order, with some of what is kept of them.
    fn each_hit(&self, query: &Value, source: &Value, each: &mut dyn FnMut(&Value) -> Result<()>) -> Result<()> {
        let mut after: Option<Value> = None;
        loop {
            let mut body = json!({
                "size": PAGE, "_source": source, "track_total_hits": false,
                "query": { "bool": { "filter": [query] } }, "sort": [{ "word": "asc" }],
            });
            if let Some(after) = after {
                body["search_after"] = after;
            }
            let hits = self.search(&body)?;
            hits.iter().try_for_each(&mut *each)?;
            if hits.len() < PAGE {
                return Ok(());
            }
            after = hits.last().map(|hit| hit["sort"].clone());
        }
    }

    /// The records that documents hold.
    fn read(&self, hits: &[Value]) -> Result<Vec<(String, Arc<WordRecord>)>> {
        let record = |hit: &Value| {
            let word = hit["_source"]["word"].as_str().unwrap_or_default().to_owned();
            let record: WordRecord = self.told(&hit["_source"]["of"], &format!("the record of the word `{word}`"))?;
            Ok((word, Arc::new(record)))
        };
        hits.iter().map(record).collect()
    }

    /// What a document tells.
    fn told<T: DeserializeOwned>(&self, value: &Value, what: &str) -> Result<T> {
        T::deserialize(value).map_err(|_| {
            let told =
                format!("{what} cannot be read from `{}`; export the archive again with this version", self.alias);
            self.connection.error(ClusterTrouble::Unfit(told))
        })
    }

    fn search(&self, body: &Value) -> Result<Vec<Value>> {
        Ok(hits(self.connection.search(&format!("/{}/_search", escaped(&self.alias)), body)?))
    }

    fn searches(&self, bodies: &[Value]) -> Result<Vec<Vec<Value>>> {
        match bodies {
            [body] => Ok(vec![self.search(body)?]),
            bodies => Ok(self.connection.searches(&self.alias, bodies)?.into_iter().map(hits).collect()),
        }
    }
}

fn hits(mut answer: Value) -> Vec<Value> {
    match answer["hits"]["hits"].take() {
        Value::Array(hits) => hits,
        _ => Vec::new(),
    }
}

/// The search for the records of words.
fn records_of(words: &[&str]) -> Value {
    json!({
        "size": words.len(), "_source": ["word", "of"], "track_total_hits": false,
        "query": { "bool": { "filter": [{ "terms": { "word": words } }] } },
    })
}

/// The query for the words that begin so.
fn beginning_with(beginning: &str) -> Value {
    match beginning {
        "" => json!({ "exists": { "field": "word" } }),
        beginning => json!({ "prefix": { "word": beginning } }),
    }
}

/// The search for the records of the words that a query finds, where they are few.
fn few(query: &Value) -> Value {
    json!({
        "size": FEW, "_source": ["word", "of"], "track_total_hits": false, "sort": [{ "word": "asc" }],
        "query": { "bool": { "filter": [query] } },
    })
}
