//! What a search found, its documents read as they come: texts are most of an answer, and to make JSON values of them first is to
//! read them twice.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::answer::{Answer, Told};

/// What a search found, with documents that are read as `S`.
#[derive(Debug, Deserialize)]
#[serde(bound = "S: DeserializeOwned")]
pub(in crate::cluster) struct Found<S> {
    /// What was found, in order.
    #[serde(default)]
    pub(in crate::cluster) hits: Hits<S>,
    /// What was counted.
    #[serde(default)]
    pub(in crate::cluster) aggregations: Value,
    #[serde(default, rename = "_shards")]
    shards: Value,
    #[serde(default)]
    timed_out: bool,
    error: Option<Value>,
    status: Option<u64>,
}

/// The documents of an answer.
#[derive(Debug, Deserialize)]
#[serde(bound = "S: DeserializeOwned")]
pub(in crate::cluster) struct Hits<S> {
    /// How many match, where that was asked for.
    #[serde(default)]
    total: Total,
    /// Those that were asked for.
    #[serde(default = "Vec::new")]
    pub(in crate::cluster) hits: Vec<Hit<S>>,
}

/// A document that was found.
#[derive(Debug, Deserialize)]
#[serde(bound = "S: DeserializeOwned")]
pub(in crate::cluster) struct Hit<S> {
    /// What it was ordered by.
    #[serde(default)]
    pub(in crate::cluster) sort: Vec<Value>,
    /// The document, where it was asked for.
    #[serde(rename = "_source")]
    pub(in crate::cluster) source: Option<S>,
    /// The columns that were asked for, each a list.
    #[serde(default)]
    pub(in crate::cluster) fields: Map<String, Value>,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
struct Total {
    value: u64,
}

impl<S> Found<S> {
    /// How many documents match, where that was asked for.
    pub(in crate::cluster) fn total(&self) -> u64 {
        self.hits.total.value
    }
}

impl<S> Default for Hits<S> {
    fn default() -> Hits<S> {
        Hits { total: Total::default(), hits: Vec::new() }
    }
}

impl<S: DeserializeOwned> Answer for Found<S> {
    fn told(&self) -> Told<'_> {
        let Found { shards, timed_out, error, status, .. } = self;
        Told { error: error.as_ref(), status: *status, shards, timed_out: *timed_out }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_columns_and_counts_are_read() {
        let text = r#"{"took":3,"timed_out":false,"_shards":{"total":1,"successful":1,"skipped":0,"failed":0},
            "hits":{"total":{"value":2,"relation":"eq"},"max_score":null,"hits":[
                {"_index":"a-1","_id":"1","_score":null,"_source":{"text":"port"},"sort":[1.5,"x"]},
                {"_score":null,"fields":{"day":[4]},"sort":[9223372036854775807,"y"]}]},
            "aggregations":{"number":{"count":7}}}"#;
        let found: Found<Map<String, Value>> = serde_json::from_str(text).unwrap();
        assert_eq!((found.total(), &found.aggregations["number"]["count"]), (2, &Value::from(7)));
        let [first, second] = &found.hits.hits[..] else { panic!("{:?}", found.hits) };
        assert_eq!(first.source.as_ref().unwrap()["text"], "port");
        assert_eq!((second.sort[0].as_i64(), &second.fields["day"][0]), (Some(i64::MAX), &Value::from(4)));
        assert!(found.told().error.is_none() && !found.told().timed_out);
        let failed: Found<Value> = serde_json::from_str(r#"{"error":{"type":"x"},"status":503}"#).unwrap();
        assert_eq!((failed.told().status, failed.total()), (Some(503), 0));
    }
}
