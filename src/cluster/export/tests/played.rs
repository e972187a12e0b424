//! A cluster that is played: as much of OpenSearch as an export uses, and an end at a request of one's choice.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use crate::cluster::client::tests::server::{Heard, Say, Server};

/// A document by its id and routing.
type Documents = BTreeMap<[String; 2], Value>;

/// What the cluster holds.
#[derive(Clone, Debug, Default)]
pub(super) struct Played {
    indexes: BTreeMap<String, Index>,
    aliases: BTreeMap<String, String>,
    /// How many requests are still answered.
    pub(super) answers: Option<usize>,
    /// What becomes of the first request that is not.
    last: Last,
    /// How often the documents of an index are lost after they were acknowledged, as by a node that comes back without them.
    losses: usize,
}

/// What becomes of the last request of a run that is cut off.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Last {
    /// It was never sent.
    #[default]
    Unsent,
    /// It was done, and nobody heard so.
    Done,
}

#[derive(Clone, Debug, Default)]
struct Index {
    meta: Value,
    settings: Value,
    written: Documents,
    versions: BTreeMap<[String; 2], u64>,
    /// What searches see: the state at the last refresh.
    visible: Documents,
}

/// The server of a played cluster.
pub(super) fn serve(cluster: &Arc<Mutex<Played>>) -> Server {
    let cluster = Arc::clone(cluster);
    Server::new(move |_, heard| {
        let mut played = cluster.lock().unwrap();
        let is_over = match &mut played.answers {
            Some(0) => true,
            Some(left) => {
                *left -= 1;
                false
            }
            None => false,
        };
        if is_over {
            if played.last == Last::Done {
                played.last = Last::Unsent;
                played.answer(heard);
            }
            return Say::Status(500, json!({ "error": "cut off" }));
        }
        let (status, told) = played.answer(heard);
        Say::Status(status, told)
    })
}

impl Played {
    /// The same cluster, answering this many requests and no more.
    pub(super) fn cut_off(&self, answers: usize, last: Last) -> Played {
        Played { answers: Some(answers), last, ..self.clone() }
    }

    /// An empty cluster that loses documents so often.
    pub(super) fn losing(losses: usize) -> Played {
        Played { losses, ..Played::default() }
    }

    /// The documents that a name leads to.
    pub(super) fn documents(&self, name: &str) -> Documents {
        self.aliases.get(name).map(|index| self.indexes[index].written.clone()).unwrap_or_default()
    }

    /// The documents of all indexes whose names begin so.
    pub(super) fn everything(&self, name: &str) -> Documents {
        let indexes = self.indexes.iter().filter(|(index, _)| index.starts_with(name));
        indexes.flat_map(|(_, index)| index.written.clone()).collect()
    }

    pub(super) fn state(&self, name: &str) -> Value {
        self.aliases.get(name).map(|index| self.indexes[index].meta["dateline"]["state"].clone()).unwrap_or_default()
    }

    fn answer(&mut self, heard: &Heard) -> (u16, Value) {
        let mut line = heard.line.split(' ');
        let (method, target) = (line.next().unwrap(), line.next().unwrap());
        let path = target.split('?').next().unwrap();
        let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
        let body: Value = serde_json::from_str(&heard.body).unwrap_or_default();
        match (method, parts.as_slice()) {
            ("GET", [""]) => (200, json!({ "version": { "distribution": "opensearch", "number": "3.9.0" } })),
            ("GET", ["_cat", "aliases", name]) => {
                let rows = self.aliases.get(*name).map(|index| json!({ "alias": name, "index": index }));
                (200, json!(rows.into_iter().collect::<Vec<_>>()))
            }
            ("GET", ["_cat", "indices", pattern]) => {
                let stem = pattern.trim_end_matches('*');
                let rows = self.indexes.keys().filter(|index| index.starts_with(stem));
                (200, json!(rows.map(|index| json!({ "index": index })).collect::<Vec<_>>()))
            }
            ("GET", ["_cluster", "health", _]) => (200, json!({ "status": "green" })),
            ("POST", ["_aliases"]) => {
                for action in body["actions"].as_array().unwrap() {
                    let (kind, about) = action.as_object().unwrap().iter().next().unwrap();
                    let text = |name: &str| about[name].as_str().unwrap().to_owned();
                    match kind.as_str() {
                        "add" => drop(self.aliases.insert(text("alias"), text("index"))),
                        _ => drop(self.aliases.remove(&text("alias"))),
                    }
                }
                (200, json!({ "acknowledged": true }))
            }
            ("PUT", [name]) if self.indexes.contains_key(*name) => {
                (400, json!({ "error": { "type": "resource_already_exists_exception", "reason": "there" } }))
            }
            ("PUT", [name]) => {
                let index = Index {
                    meta: body["mappings"]["_meta"].clone(),
                    settings: body["settings"]["index"].clone(),
                    ..Index::default()
                };
                self.indexes.insert((*name).to_owned(), index);
                (200, json!({ "acknowledged": true }))
            }
            ("DELETE", [name]) => {
                self.indexes.remove(*name);
                (200, json!({ "acknowledged": true }))
            }
            (_, [name, rest @ ..]) => {
                let name = self.aliases.get(*name).cloned().unwrap_or_else(|| (*name).to_owned());
                match self.indexes.get_mut(&name) {
                    Some(index) if rest == ["_refresh"] && self.losses > 0 && !index.written.is_empty() => {
                        self.losses -= 1;
                        index.written.clear();
                        index.versions.clear();
                        index.answer(&name, method, rest, &body, &heard.body)
                    }
                    Some(index) => index.answer(&name, method, rest, &body, &heard.body),
                    None => (404, json!({ "error": { "type": "index_not_found_exception", "index": name } })),
                }
            }
            _ => (400, json!({ "error": { "type": "unknown", "reason": heard.line } })),
        }
    }
}

impl Index {
    fn answer(&mut self, name: &str, method: &str, rest: &[&str], body: &Value, lines: &str) -> (u16, Value) {
        match (method, rest) {
            ("GET", ["_mapping"]) => (200, json!({ name: { "mappings": { "_meta": self.meta } } })),
            ("PUT", ["_mapping"]) => {
                self.meta = body["_meta"].clone();
                (200, json!({ "acknowledged": true }))
            }
            ("GET", ["_settings"]) => {
                let text = |name: &str| self.settings[name].to_string();
                let told = json!({ "number_of_shards": text("number_of_shards"), "number_of_replicas": text("number_of_replicas") });
                (200, json!({ name: { "settings": { "index": told } } }))
            }
            ("POST", ["_refresh"]) => {
                self.visible = self.written.clone();
                (200, json!({ "_shards": { "total": 6, "successful": 3, "failed": 0 } }))
            }
            ("POST", ["_search"]) => (200, self.search(body)),
            ("POST", ["_bulk"]) => (200, self.bulk(lines)),
            _ => (400, json!({ "error": { "type": "unknown", "reason": format!("{method} {rest:?}") } })),
        }
    }

    fn search(&self, body: &Value) -> Value {
        let range = &body["query"]["range"]["digest"];
        let within = |source: &Value| {
            let digest = source["digest"].as_str().unwrap();
            range["gte"].as_str().is_none_or(|from| digest >= from) && range["lt"].as_str().is_none_or(|to| digest < to)
        };
        let found: Vec<_> = self.visible.iter().filter(|(_, source)| within(source)).collect();
        let hit = |([id, routing], source): &(&[String; 2], &Value)| {
            let mut hit = json!({ "_id": id, "fields": { "digest": [source["digest"]] } });
            if routing != id {
                hit["_routing"] = json!(routing);
            }
            hit
        };
        let most = body["size"].as_u64().unwrap() as usize;
        let hits: Vec<_> = found.iter().take(most).map(hit).collect();
        json!({
            "timed_out": false, "_shards": { "total": 3, "successful": 3, "failed": 0 },
            "hits": { "total": { "value": found.len() }, "hits": hits },
        })
    }

    fn bulk(&mut self, lines: &str) -> Value {
        let mut lines = lines.lines();
        let mut items = Vec::new();
        while let Some(line) = lines.next() {
            let about: Value = serde_json::from_str(line).unwrap();
            let (action, about) = about.as_object().unwrap().iter().next().unwrap();
            let id = about["_id"].as_str().unwrap().to_owned();
            let spot = [id.clone(), about["routing"].as_str().unwrap_or(&id).to_owned()];
            let source = (action == "index").then(|| serde_json::from_str::<Value>(lines.next().unwrap()).unwrap());
            let version = about["version"].as_u64().unwrap();
            let status = match self.versions.get(&spot) {
                Some(known) if version < *known => 409,
                _ => {
                    self.versions.insert(spot.clone(), version);
                    match source {
                        Some(source) => drop(self.written.insert(spot, source)),
                        None => drop(self.written.remove(&spot)),
                    }
                    200
                }
            };
            items.push(json!({ action: { "_id": id, "status": status } }));
        }
        json!({ "errors": false, "items": items })
    }
}
