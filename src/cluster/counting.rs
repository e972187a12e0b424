//! Counting on a cluster: articles, stories, and the values of facets.
//!
//! A cluster counts articles. Stories are counted by walking those of the matching articles that have copies, which are few:
//! of each story one article stands for it, as at home the first of which the day is known, or the longest where that is shown. No script is needed, and
//! nothing is estimated.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use serde_json::{Map, Value, json};

use super::archive::ClusterArchive;
use super::document::{Book, UNKNOWN, parts_of_node};
use super::fetched::{Fetched, Walk, Wanted};
use crate::model::{Copies, FacetField};
use crate::plan::facets::{Counts, Facet};
use crate::{ClusterTrouble, Result};

/// How many different values of a facet a cluster counts at most, its own limit.
const MAX_VALUES: u64 = 65_535;
/// The name of the aggregation over articles without copies.
const ALONE: &str = "alone";
/// How deep the nodes of days lie.
const DAYS: usize = 3;

/// What is counted over the matches of a query.
#[derive(Debug, Default)]
pub(super) struct Counted {
    /// How many articles match.
    pub(super) articles: u64,
    /// How many hits there are: stories where copies are collapsed, else articles.
    pub(super) total: u64,
    /// Each facet.
    pub(super) facets: Vec<Counts>,
}

/// Counts the matches of a query.
pub(super) struct Counting<'a> {
    archive: &'a ClusterArchive,
    facets: &'a [Facet],
    copies: Copies,
    /// The fields that the facets are read from.
    fields: Vec<&'static str>,
    /// The matching articles that have copies.
    with_copies: Value,
}

impl<'a> Counting<'a> {
    /// Counts what matches a query, and these facets of it.
    pub(super) fn new(archive: &'a ClusterArchive, query: &Value, facets: &'a [Facet], copies: Copies) -> Counting<'a> {
        let mut fields: Vec<&'static str> = facets.iter().map(|facet| facet.field.name()).collect();
        fields.sort_unstable();
        fields.dedup();
        let has_copies = json!({ "range": { Book::Copies.name(): { "gt": 0 } } });
        let with_copies = json!({ "bool": { "filter": [query, has_copies] } });
        Counting { archive, facets, copies, fields, with_copies }
    }

    /// What chooses the copy that stands for a story.
    fn columns(&self) -> &'static [Book] {
        match self.copies {
            Copies::Longest => &[Book::Order, Book::Story, Book::Words],
            _ => &[Book::Order, Book::Story, Book::Instant],
        }
    }

    /// Has a search for the query count, too.
    pub(super) fn count_in(&self, body: &mut Value) {
        let mut aggregations = Map::new();
        for field in &self.fields {
            aggregations.insert(format!("nodes of {field}"), self.nodes(field));
        }
        for facet in self.facets.iter().filter(|facet| known_by_filter(**facet)) {
            let node = "/([^/\\\\]|\\\\.)+".repeat(depth(*facet));
            let known = json!({ "filter": { "regexp": { facet.field.name(): { "value": node } } } });
            aggregations.insert(format!("known {}", facet.by), known);
        }
        body["track_total_hits"] = json!(true);
        if self.copies == Copies::All {
            if !aggregations.is_empty() {
                body["aggs"] = Value::Object(aggregations);
            }
            return;
        }
        let mut alone = json!({ "filter": { "term": { Book::Copies.name(): 0 } } });
        if !aggregations.is_empty() {
            alone["aggs"] = Value::Object(aggregations);
        }
        body["aggs"] = json!({ ALONE: alone });
    }

    /// The aggregation of the nodes of a field, no deeper than is asked for.
    fn nodes(&self, field: &str) -> Value {
        let mut terms = json!({ "field": field, "size": MAX_VALUES, "shard_size": MAX_VALUES });
        let of_field = self.facets.iter().filter(|facet| facet.field.name() == field);
        let deepest = of_field.map(|facet| *facet.depths().end()).max().unwrap_or(DAYS);
        // A year has three hundred days that nobody asked for.
        if field == FacetField::Date.name() && deepest < DAYS {
            terms["include"] = json!(format!("(/[^/]+){{1,{deepest}}}"));
        }
        json!({ "terms": terms })
    }

    /// The articles that have to be fetched beside that search; none where each counts for itself.
    pub(super) fn walk(&self) -> Option<Walk<'_>> {
        (self.copies != Copies::All)
            .then(|| Walk::all(&self.with_copies, Wanted::Columns(self.columns(), &self.fields)))
    }

    /// The counts, by the answer to the search that counted, and the first page of the articles that have to be fetched.
    ///
    /// # Errors
    ///
    /// When a facet has too many values, or the cluster does not answer whole.
    pub(super) fn read(&self, answer: &Value, first_page: Option<&Value>) -> Result<Counted> {
        let articles = answer["hits"]["total"]["value"].as_u64().unwrap_or_default();
        let aggregations = &answer["aggregations"];
        let (alone, aggregations) = match self.copies {
            Copies::All => (articles, aggregations),
            _ => (aggregations[ALONE]["doc_count"].as_u64().unwrap_or_default(), &aggregations[ALONE]),
        };
        let facets = self.facets.iter().map(|facet| self.counts(aggregations, *facet, alone));
        let mut counted = Counted { articles, total: alone, facets: facets.collect::<Result<_>>()? };
        if let (Some(walk), Some(first_page)) = (self.walk(), first_page) {
            self.add_stories(walk, first_page, &mut counted)?;
        }
        Ok(counted)
    }

    /// The counts of one facet over so many articles.
    fn counts(&self, aggregations: &Value, facet: Facet, articles: u64) -> Result<Counts> {
        let nodes = &aggregations[format!("nodes of {}", facet.field.name())];
        let whole = nodes["doc_count_error_upper_bound"] == 0 && nodes["sum_other_doc_count"] == 0;
        if !whole {
            let what = format!("`{}` has more than {MAX_VALUES} values here; ask for fewer articles", facet.by);
            return Err(self.archive.connection.error(ClusterTrouble::Unfit(what)));
        }
        let mut values: BTreeMap<String, u64> = BTreeMap::new();
        let (mut unknown, mut known) = (0, 0);
        for bucket in nodes["buckets"].as_array().map(Vec::as_slice).unwrap_or_default() {
            let (node, count) = (bucket["key"].as_str().unwrap_or_default(), bucket["doc_count"].as_u64());
            let count = count.unwrap_or_default();
            if node == UNKNOWN {
                unknown = count;
            }
            if let Some(value) = value(facet, node) {
                *values.entry(value).or_default() += count;
                known += count;
            }
        }
        let unknown = match facet.field {
            _ if known_by_filter(facet) => {
                let known = aggregations[format!("known {}", facet.by)]["doc_count"].as_u64();
                articles.saturating_sub(known.unwrap_or_default())
            }
            // An article has one day at most.
            FacetField::Date => articles.saturating_sub(known),
            _ => unknown,
        };
        Ok(Counts { values, unknown })
    }

    /// Adds the stories that have copies.
    fn add_stories(&self, walk: Walk<'_>, first_page: &Value, counted: &mut Counted) -> Result<()> {
        let mut stories: BTreeMap<String, Fetched> = BTreeMap::new();
        let place = |one: &Fetched| match self.copies {
            Copies::Longest => (-one.words.unwrap_or_default(), one.order.clone()),
            _ => (one.instant.unwrap_or(i64::MAX), one.order.clone()),
        };
        self.archive.go_on(walk, first_page, &mut |fetched| {
            match stories.get_mut(&fetched.story) {
                Some(known) if place(known) <= place(&fetched) => {}
                Some(known) => *known = fetched,
                None => _ = stories.insert(fetched.story.clone(), fetched),
            }
            Ok(ControlFlow::Continue(()))
        })?;
        counted.total += stories.len() as u64;
        for story in stories.values() {
            for (facet, counts) in self.facets.iter().zip(&mut counted.facets) {
                let nodes = story.nodes.get(facet.field.name()).map(Vec::as_slice).unwrap_or_default();
                let mut values: Vec<String> = nodes.iter().filter_map(|node| value(*facet, node)).collect();
                counts.unknown += u64::from(values.is_empty());
                values.sort_unstable();
                values.dedup();
                values.into_iter().for_each(|value| *counts.values.entry(value).or_default() += 1);
            }
        }
        Ok(())
    }
}

/// How deep the nodes of a facet lie at least.
fn depth(facet: Facet) -> usize {
    *facet.depths().start()
}

/// Whether only a filter tells how many articles have a value: of several nodes at that depth an article may have two, and
/// above it none is the node of no value.
fn known_by_filter(facet: Facet) -> bool {
    depth(facet) > 1 && facet.field != FacetField::Date
}

/// The value of a node at the level of a facet.
fn value(facet: Facet, node: &str) -> Option<String> {
    let parts = parts_of_node(node);
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    facet.depths().contains(&parts.len()).then(|| facet.value(&parts)).flatten()
}
