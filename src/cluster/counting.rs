//! Counting on a cluster: articles, stories, and the values of facets.
//!
//! A cluster counts articles. A story is counted once, by one of its articles that match: as at home the first of which the day is known,
//! or the longest where that is shown. Most often that is the one that is so among all copies of the story, and its document
//! says so ([`Book::Stands`]): these are counted like articles. Stories of which that one does not match are few, and their
//! articles are fetched. Where only the number of stories is asked for, the different ones are counted. No script is needed, and
//! nothing is estimated.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use serde_json::{Map, Value, json};

use super::archive::ClusterArchive;
use super::document::{Book, FIRST, LONGEST, UNKNOWN, parts_of_node};
use super::fetched::{Found, Sorted, Walk, Wanted};
use super::stories::of_stories;
use crate::model::{Copies, FacetField};
use crate::plan::facets::{Counts, Facet};
use crate::{ClusterTrouble, Result};

/// How many different values of a facet, and how many different stories, a cluster counts at most, its own limit.
const MAX_VALUES: usize = 65_535;
/// Up to so many stories are told of which no article matches that stands for them; where there are as many, all copies are fetched.
const MAX_LACKING: usize = 100;
/// The name of the aggregation over the articles that stand for their stories.
const STANDING: &str = "standing";
/// The names of the aggregations over the articles that have copies, and over their stories.
const COPIED: &str = "copied";
const STORIES: &str = "stories";
/// The same where only the number of stories is asked for, and that number.
const OF_COPIES: &str = "of_copies";
const NUMBER: &str = "number";
/// The part of an answer that says of each of those stories how many articles match; see [`ClusterArchive::find_all`].
pub(super) const EACH_STORY: &str = "aggregations.of_copies.buckets";
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
    query: &'a Value,
}

impl<'a> Counting<'a> {
    /// Counts what matches a query, and these facets of it.
    pub(super) fn new(
        archive: &'a ClusterArchive,
        query: &'a Value,
        facets: &'a [Facet],
        copies: Copies,
    ) -> Counting<'a> {
        let mut fields: Vec<&'static str> = facets.iter().map(|facet| facet.field.name()).collect();
        fields.sort_unstable();
        fields.dedup();
        Counting { archive, facets, copies, fields, query }
    }

    /// Whether only the number of stories is asked for.
    fn is_number(&self) -> bool {
        self.copies != Copies::All && self.facets.is_empty()
    }

    /// What the article is that stands for a story.
    fn mark(&self) -> &'static str {
        if self.copies == Copies::Longest { LONGEST } else { FIRST }
    }

    /// The searches that count, the first of which is this search for the query.
    pub(super) fn searches(&self, mut first: Value) -> Vec<Value> {
        first["track_total_hits"] = json!(true);
        let facets = self.aggregations();
        if self.copies == Copies::All {
            if !facets.is_empty() {
                first["aggs"] = Value::Object(facets);
            }
            return vec![first];
        }
        // By value: a table of all stories of the archive would be made otherwise.
        let stories = |size: usize| json!({ "field": Book::Story.name(), "size": size, "shard_size": size, "execution_hint": "map" });
        if self.is_number() {
            // Apart, since most articles have no copies, and need not be looked at one by one then.
            let number = json!({ "stats_bucket": { "buckets_path": format!("{OF_COPIES}>_count") } });
            let aggregations = json!({ OF_COPIES: { "terms": stories(MAX_VALUES) }, NUMBER: number });
            let query = json!({ "bool": { "filter": [self.query, has_copies()] } });
            let copied = json!({ "size": 0, "track_total_hits": true, "query": query, "aggs": aggregations });
            return vec![first, copied];
        }
        let mut standing = json!({ "filter": self.stands() });
        // Those come first of which no article stands for them. All articles of a story lie in one shard.
        let mut lacking = stories(MAX_LACKING);
        lacking["order"] = json!({ STANDING: "asc" });
        let of_stories = json!({ STORIES: { "terms": lacking, "aggs": { STANDING: standing.clone() } } });
        standing["aggs"] = Value::Object(facets);
        first["aggs"] = json!({ STANDING: standing, COPIED: { "filter": has_copies(), "aggs": of_stories } });
        vec![first]
    }

    /// Finds the articles that stand for their stories.
    fn stands(&self) -> Value {
        json!({ "term": { Book::Stands.name(): self.mark() } })
    }

    /// What counts the values of the facets.
    fn aggregations(&self) -> Map<String, Value> {
        let mut aggregations = Map::new();
        for field in &self.fields {
            aggregations.insert(format!("nodes of {field}"), self.nodes(field));
        }
        for facet in self.facets.iter().filter(|facet| known_by_filter(**facet)) {
            let node = "/([^/\\\\]|\\\\.)+".repeat(depth(*facet));
            let known = json!({ "filter": { "regexp": { facet.field.name(): { "value": node } } } });
            aggregations.insert(format!("known {}", facet.by), known);
        }
        aggregations
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

    /// The counts, by the answers to the searches that counted.
    ///
    /// # Errors
    ///
    /// When a facet has too many values, or the cluster does not answer whole.
    pub(super) fn read(&self, answers: &[Found]) -> Result<Counted> {
        match answers {
            [first, copied] => self.number(first.total(), copied),
            [first] => self.with_facets(first),
            _ => Ok(Counted::default()),
        }
    }

    /// The number of stories of so many articles, by the answer about those that have copies.
    fn number(&self, articles: u64, copied: &Found) -> Result<Counted> {
        let told = &copied.aggregations;
        let mut counted = Counted { articles, ..Counted::default() };
        match told[NUMBER]["count"].as_u64() {
            Some(number) if told[OF_COPIES]["sum_other_doc_count"] == 0 => {
                counted.total = articles.saturating_sub(copied.total()) + number;
            }
            _ => {
                counted.total = self.archive.count(&json!({ "bool": { "filter": [self.query, self.stands()] } }))?;
                self.add_lacking(has_copies(), &mut counted)?;
            }
        }
        Ok(counted)
    }

    fn with_facets(&self, answer: &Found) -> Result<Counted> {
        let (articles, aggregations) = (answer.total(), &answer.aggregations);
        let (standing, of_standing) = match self.copies {
            Copies::All => (articles, aggregations),
            _ => (aggregations[STANDING]["doc_count"].as_u64().unwrap_or_default(), &aggregations[STANDING]),
        };
        let facets = self.facets.iter().map(|facet| self.counts(of_standing, *facet, standing));
        let mut counted = Counted { articles, total: standing, facets: facets.collect::<Result<_>>()? };
        if self.copies != Copies::All {
            let stories = aggregations[COPIED][STORIES]["buckets"].as_array().map(Vec::as_slice).unwrap_or_default();
            let lacking = stories.iter().take_while(|story| story[STANDING]["doc_count"] == 0);
            match lacking.filter_map(|story| story["key"].as_str()).collect::<Vec<&str>>() {
                lacking if lacking.is_empty() => {}
                lacking if lacking.len() < MAX_LACKING => self.add_lacking(of_stories(&lacking), &mut counted)?,
                _ => self.add_lacking(has_copies(), &mut counted)?,
            }
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

    /// Adds those stories of which no article matches that stands for them, all among the stories of `within`.
    fn add_lacking(&self, within: Value, counted: &mut Counted) -> Result<()> {
        let query = json!({ "bool": { "filter": [self.query, within] } });
        let sorted = if self.copies == Copies::Longest { Sorted::Longest } else { Sorted::Oldest };
        let columns = Wanted::Columns(&[Book::Story, Book::Stands], &self.fields);
        let mut met: BTreeSet<String> = BTreeSet::new();
        self.archive.fetch(Walk { sorted, ..Walk::all(&query, columns) }, &mut |fetched| {
            // The first in this order is the one that stands for the story, unless it does not match.
            if met.insert(fetched.story) && !fetched.stands.iter().any(|mark| mark == self.mark()) {
                counted.total += 1;
                for (facet, counts) in self.facets.iter().zip(&mut counted.facets) {
                    let nodes = fetched.nodes.get(facet.field.name()).map(Vec::as_slice).unwrap_or_default();
                    let values: BTreeSet<String> = nodes.iter().filter_map(|node| value(*facet, node)).collect();
                    counts.unknown += u64::from(values.is_empty());
                    values.into_iter().for_each(|value| *counts.values.entry(value).or_default() += 1);
                }
            }
            Ok(ControlFlow::Continue(()))
        })
    }
}

/// Finds the articles that have copies.
fn has_copies() -> Value {
    json!({ "range": { Book::Copies.name(): { "gt": 0 } } })
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
