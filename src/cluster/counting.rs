//! Counting on a cluster: articles, stories, and the values of facets.
//!
//! A cluster counts articles. Stories are counted by walking those of the matching articles that have copies, which are few:
//! of each story one article stands for it, as at home the first of which the day is known. No script is needed, and
//! nothing is estimated.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use serde_json::{Map, Value, json};

use super::archive::ClusterArchive;
use super::document::{Book, UNKNOWN, parts_of_node};
use super::fetched::{Fetched, Sorted, Wanted};
use crate::model::Copies;
use crate::plan::facets::{Counts, Facet};
use crate::{ClusterTrouble, Result};

/// How many different values of a facet a cluster counts at most, its own limit.
const MAX_VALUES: u64 = 65_535;

/// What is counted over the matches of a query.
#[derive(Debug, Default)]
pub(super) struct Counted {
    /// How many there are: stories where copies are collapsed, else articles.
    pub(super) total: u64,
    /// Each facet.
    pub(super) facets: Vec<Counts>,
}

/// Counts articles, and what is shown of them.
///
/// # Errors
///
/// When the cluster does not answer whole, or a facet has too many values.
pub(super) fn count(
    archive: &ClusterArchive,
    query: &Value,
    facets: &[Facet],
    copies: Copies,
) -> Result<(u64, Counted)> {
    let alone = json!({ "term": { Book::Copies.name(): 0 } });
    let counted_query = match copies {
        Copies::All => json!({ "bool": { "filter": [query] } }),
        _ => json!({ "bool": { "filter": [query, alone] } }),
    };
    let mut aggregations = Map::new();
    for (number, facet) in facets.iter().enumerate() {
        aggregations.extend(aggregation(number, *facet));
    }
    let mut body = json!({ "size": 0, "track_total_hits": true, "query": counted_query });
    if !aggregations.is_empty() {
        body["aggs"] = Value::Object(aggregations);
    }
    let answer = archive.search(&body)?;
    let articles = answer["hits"]["total"]["value"].as_u64().unwrap_or_default();
    let counts = facets.iter().enumerate().map(|(number, facet)| counts(archive, &answer, (number, *facet), articles));
    let mut counted = Counted { total: articles, facets: counts.collect::<Result<_>>()? };
    if copies == Copies::All {
        return Ok((articles, counted));
    }
    let with_copies = add_stories(archive, query, facets, &mut counted)?;
    Ok((articles + with_copies, counted))
}

/// The aggregations of a facet: its nodes, and how many articles have one.
fn aggregation(number: usize, facet: Facet) -> [(String, Value); 2] {
    let field = facet.field.name();
    let nodes = json!({ "terms": { "field": field, "size": MAX_VALUES, "shard_size": MAX_VALUES } });
    let depth = *facet.depths().start();
    // Every article has a node of the first level, if only the one of no value.
    let known = match depth {
        1 => json!({ "bool": { "must_not": [{ "term": { field: UNKNOWN } }] } }),
        depth => json!({ "regexp": { field: { "value": "/([^/\\\\]|\\\\.)+".repeat(depth) } } }),
    };
    [(format!("n{number}"), nodes), (format!("k{number}"), json!({ "filter": known }))]
}

fn counts(archive: &ClusterArchive, answer: &Value, (number, facet): (usize, Facet), articles: u64) -> Result<Counts> {
    let nodes = &answer["aggregations"][format!("n{number}")];
    let whole = nodes["doc_count_error_upper_bound"] == 0 && nodes["sum_other_doc_count"] == 0;
    if !whole {
        let what = format!("`{}` has more than {MAX_VALUES} values here; ask for fewer articles", facet.by);
        return Err(archive.connection.error(ClusterTrouble::Unfit(what)));
    }
    let mut values: BTreeMap<String, u64> = BTreeMap::new();
    for bucket in nodes["buckets"].as_array().map(Vec::as_slice).unwrap_or_default() {
        let (node, count) = (bucket["key"].as_str().unwrap_or_default(), bucket["doc_count"].as_u64());
        if let Some(value) = value(facet, node) {
            *values.entry(value).or_default() += count.unwrap_or_default();
        }
    }
    let known = answer["aggregations"][format!("k{number}")]["doc_count"].as_u64().unwrap_or_default();
    Ok(Counts { values, unknown: articles.saturating_sub(known) })
}

/// The value of a node at the level of a facet.
fn value(facet: Facet, node: &str) -> Option<String> {
    let parts = parts_of_node(node);
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    facet.depths().contains(&parts.len()).then(|| facet.value(&parts)).flatten()
}

/// Adds the stories that have copies; returns how many articles carry them.
fn add_stories(archive: &ClusterArchive, query: &Value, facets: &[Facet], counted: &mut Counted) -> Result<u64> {
    let has_copies = json!({ "range": { Book::Copies.name(): { "gt": 0 } } });
    let query = json!({ "bool": { "filter": [query, has_copies] } });
    let mut fields: Vec<&str> = facets.iter().map(|facet| facet.field.name()).collect();
    fields.sort_unstable();
    fields.dedup();
    let mut articles = 0;
    let mut stories: BTreeMap<String, Fetched> = BTreeMap::new();
    archive.fetch(&query, Wanted::Nodes(&fields), (Sorted::ById, usize::MAX), &mut |fetched| {
        articles += 1;
        let place = |one: &Fetched| (one.instant.unwrap_or(i64::MAX), one.order.clone());
        match stories.get_mut(&fetched.story) {
            Some(known) if place(known) <= place(&fetched) => {}
            Some(known) => *known = fetched,
            None => _ = stories.insert(fetched.story.clone(), fetched),
        }
        Ok(ControlFlow::Continue(()))
    })?;
    counted.total += stories.len() as u64;
    for story in stories.values() {
        for (facet, counts) in facets.iter().zip(&mut counted.facets) {
            let nodes = story.nodes.get(facet.field.name()).map(Vec::as_slice).unwrap_or_default();
            let mut values: Vec<String> = nodes.iter().filter_map(|node| value(*facet, node)).collect();
            counts.unknown += u64::from(values.is_empty());
            values.sort_unstable();
            values.dedup();
            values.into_iter().for_each(|value| *counts.values.entry(value).or_default() += 1);
        }
    }
    Ok(articles)
}
