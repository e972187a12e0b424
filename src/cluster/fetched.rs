//! Articles as they come back from the cluster.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use serde_json::{Value, json};

use super::archive::ClusterArchive;
use super::document::{Book, facet_nodes};
use crate::index::{civil_seconds, keys_of};
use crate::model::{Entry, FIELDS, FieldKind};
use crate::plan::compile::query_plan::{Filter, Plan};
use crate::{ClusterTrouble, Result};

/// How many articles are fetched with one request where only their order is wanted, and where their texts are.
const PAGE: usize = 5_000;
const PAGE_OF_TEXTS: usize = 300;
/// How long the cluster keeps a state of the archive for the next page.
const KEPT_ALIVE: &str = "2m";

/// An article as far as it was asked for.
#[derive(Clone, Debug)]
pub(super) struct Fetched {
    /// [`Book::Order`].
    pub(super) order: String,
    /// [`Book::Story`].
    pub(super) story: String,
    /// [`Book::Copies`].
    pub(super) copies: u64,
    /// [`Book::Instant`].
    pub(super) instant: Option<i64>,
    /// [`Book::File`].
    pub(super) file: String,
    /// Nodes of facets, by the name of the field.
    pub(super) nodes: BTreeMap<String, Vec<String>>,
    /// The entry, where it was asked for.
    pub(super) entry: Option<Box<Entry>>,
}

/// What is fetched of articles.
#[derive(Clone, Copy, Debug)]
pub(super) enum Wanted<'a> {
    /// The entries whole.
    Entries,
    /// Their order, and the nodes of these facets.
    Nodes(&'a [&'a str]),
}

/// In which order articles are fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sorted {
    /// The highest score first.
    ByScore,
    /// The latest first.
    Newest,
    /// The earliest first.
    Oldest,
    /// By the article's id.
    ById,
}

impl Sorted {
    fn keys(self) -> Value {
        let instant = |order: &str| json!({ Book::Instant.name(): { "order": order, "missing": "_last" } });
        let id = json!({ Book::Order.name(): "asc" });
        match self {
            Sorted::ByScore => json!(["_score", id]),
            Sorted::Newest => json!([instant("desc"), id]),
            Sorted::Oldest => json!([instant("asc"), id]),
            Sorted::ById => json!([id]),
        }
    }
}

impl ClusterArchive {
    /// Fetches articles that a query finds, in an order, at most `limit`: calls `each` with one after the other until it breaks.
    ///
    /// # Errors
    ///
    /// When the cluster does not give whole answers, or `each` fails.
    pub(super) fn fetch(
        &self,
        query: &Value,
        wanted: Wanted<'_>,
        (sorted, limit): (Sorted, usize),
        each: &mut dyn FnMut(Fetched) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        let page = match wanted {
            Wanted::Entries => PAGE_OF_TEXTS,
            Wanted::Nodes(_) => PAGE,
        };
        let mut body = json!({
            "size": page.min(limit), "query": query, "sort": sorted.keys(), "track_total_hits": false, "track_scores": false,
        });
        wanted.ask(&mut body);
        if limit <= page {
            let answer = self.search(&body)?;
            return self.each_hit(&answer, each).map(drop);
        }
        // Further pages are of the same state, whatever is changed meanwhile.
        let path = format!("/{}/_search/point_in_time?keep_alive={KEPT_ALIVE}", super::client::escaped(&self.articles));
        let opened = self.connection.post(&path, &json!({}))?;
        let walked = self.walk(&mut body, &opened["pit_id"], (page, limit), each);
        // What is left open is closed by the cluster in two minutes.
        drop(self.connection.delete_with("/_search/point_in_time", &json!({ "pit_id": [opened["pit_id"]] })));
        walked
    }

    fn walk(
        &self,
        body: &mut Value,
        state: &Value,
        (page, limit): (usize, usize),
        each: &mut dyn FnMut(Fetched) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        let mut left = limit;
        loop {
            body["pit"] = json!({ "id": state, "keep_alive": KEPT_ALIVE });
            body["size"] = json!(page.min(left));
            let answer = self.connection.search("/_search", body)?;
            let hits = answer["hits"]["hits"].as_array().map(Vec::as_slice).unwrap_or_default();
            if self.each_hit(&answer, each)?.is_break() || hits.len() < page.min(left) {
                return Ok(());
            }
            left -= hits.len();
            let Some(last) = hits.last().filter(|_| left > 0) else { return Ok(()) };
            body["search_after"] = last["sort"].clone();
        }
    }

    fn each_hit(
        &self,
        answer: &Value,
        each: &mut dyn FnMut(Fetched) -> Result<ControlFlow<()>>,
    ) -> Result<ControlFlow<()>> {
        for hit in answer["hits"]["hits"].as_array().map(Vec::as_slice).unwrap_or_default() {
            if each(self.fetched(hit)?)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn fetched(&self, hit: &Value) -> Result<Fetched> {
        let fields = &hit["fields"];
        let text = |book: Book| fields[book.name()][0].as_str().unwrap_or_default().to_owned();
        let entry = match &hit["_source"][Book::Entry.name()] {
            Value::Null => None,
            told => Some(Box::new(serde_json::from_value::<Entry>(told.clone()).map_err(|cause| {
                let what = format!("the article {} cannot be read ({cause}); export the archive again", hit["_id"]);
                self.connection.error(ClusterTrouble::Unfit(what))
            })?)),
        };
        let nodes = FIELDS.iter().filter(|field| field.is_facet()).filter_map(|field| {
            let values = fields[field.name].as_array()?;
            Some((field.name.to_owned(), values.iter().filter_map(|node| node.as_str().map(str::to_owned)).collect()))
        });
        Ok(Fetched {
            order: text(Book::Order),
            story: text(Book::Story),
            copies: fields[Book::Copies.name()][0].as_u64().unwrap_or_default(),
            instant: fields[Book::Instant.name()][0].as_i64(),
            file: text(Book::File),
            nodes: nodes.collect(),
            entry,
        })
    }
}

impl Wanted<'_> {
    fn ask(self, body: &mut Value) {
        let mut columns: Vec<&str> =
            [Book::Order, Book::Story, Book::Copies, Book::Instant, Book::File].map(Book::name).to_vec();
        match self {
            Wanted::Entries => body["_source"] = json!([Book::Entry.name()]),
            Wanted::Nodes(facets) => {
                body["_source"] = json!(false);
                columns.extend(facets);
            }
        }
        body["docvalue_fields"] = json!(columns);
    }
}

/// Whether what a plan asks of facets and beside texts holds of an article.
pub(super) fn holds(archive: &ClusterArchive, plan: &Plan, entry: &Entry, file: &str) -> bool {
    let moments = entry.article.published.as_ref();
    match plan {
        Plan::Labels(leaf) => {
            let name = leaf.fields.first().map(|weight| archive.name(weight.field)).unwrap_or_default();
            let Some(FieldKind::Facet(facet)) = crate::model::field(name).map(|field| field.kind) else { return false };
            let nodes = facet_nodes(entry, facet);
            leaf.sets.iter().flat_map(|set| &set.terms).any(|term| nodes.contains(&term.text))
        }
        Plan::Filter(Filter::Keys(field, values)) => {
            let name = archive.name(*field);
            let Some(FieldKind::Key(key)) = crate::model::field(name).map(|field| field.kind) else { return false };
            keys_of(&entry.article, key).iter().any(|key| values.contains(key))
        }
        Plan::Filter(Filter::Since(moment)) => moments.is_some_and(|date| civil_seconds(date.start) >= *moment),
        Plan::Filter(Filter::Until(moment)) => moments.is_some_and(|date| civil_seconds(date.end()) <= *moment),
        Plan::Filter(Filter::Ids(ids)) => ids.contains(&entry.article.id),
        Plan::Filter(Filter::Below(paths)) => paths.iter().any(|path| {
            let key = crate::model::ArchivePath::from(path).to_string();
            file == key || file.starts_with(&format!("{}/", key.trim_end_matches('/')))
        }),
        Plan::All | Plan::Leaf(_) | Plan::And(_) | Plan::Or(_) | Plan::Not(_) => true,
    }
}
