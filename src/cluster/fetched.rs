//! Articles as they come back from the cluster.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use rayon::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json};

use super::archive::ClusterArchive;
use super::document::{Book, facet_nodes, id_of_order};
use crate::index::{civil_seconds, keys_of};
use crate::model::{ArticleId, Entry, FIELDS, FacetField, FieldKind};
use crate::plan::compile::query_plan::{Filter, Plan};
use crate::{ClusterTrouble, Result};

/// How many articles are fetched with one request where only their order is wanted, and where their texts are.
const PAGE: usize = 5_000;
const PAGE_OF_TEXTS: usize = 300;
/// How many articles one thread reads at least: for fewer it is not worth waking it.
const READ_TOGETHER: usize = 32;
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
    /// [`Book::Words`].
    pub(super) words: Option<i64>,
    /// [`Book::Stands`].
    pub(super) stands: Vec<String>,
    /// [`Book::Captures`].
    pub(super) captures: u64,
    /// [`Book::Instant`], where it was asked for or is what articles are ordered by.
    pub(super) instant: Option<i64>,
    /// [`Book::File`].
    pub(super) file: String,
    /// Nodes of the facets that were asked for as columns, by the name of the field.
    pub(super) nodes: BTreeMap<String, Vec<String>>,
    /// What the cluster ordered it by: its own score, or a moment; 0 where that is no number.
    pub(super) sort_key: f32,
    /// The entry, where it was asked for.
    pub(super) entry: Option<Box<Entry>>,
}

/// Articles to be fetched, page by page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Walk<'a> {
    /// Which.
    pub(super) query: &'a Value,
    /// In which order.
    pub(super) sorted: Sorted,
    /// What of each.
    pub(super) wanted: Wanted<'a>,
    /// How many at most.
    pub(super) limit: usize,
    /// How many with one request.
    pub(super) page: usize,
}

/// What is fetched of articles.
#[derive(Clone, Copy, Debug)]
pub(super) enum Wanted<'a> {
    /// All that is kept of them.
    Entries,
    /// These columns, and the nodes of these facets, beside the article's place in the order. Each column costs as much as the whole rest
    /// of a hit.
    Columns(&'a [Book], &'a [&'a str]),
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
    /// The one of most words first.
    Longest,
    /// By the article's id.
    ById,
}

impl Sorted {
    /// The moment that a hit is ordered by.
    fn moment(self, key: &Value) -> Option<i64> {
        let moment = key.as_i64().filter(|_| matches!(self, Sorted::Newest | Sorted::Oldest));
        // What has none is told as the last one that there could be.
        moment.filter(|moment| *moment != i64::MAX && *moment != i64::MIN)
    }

    fn keys(self) -> Value {
        let instant = |order: &str| json!({ Book::Instant.name(): { "order": order, "missing": "_last" } });
        let id = json!({ Book::Order.name(): "asc" });
        match self {
            Sorted::ByScore => json!(["_score", id]),
            Sorted::Newest => json!([instant("desc"), id]),
            Sorted::Oldest => json!([instant("asc"), id]),
            Sorted::Longest => json!([{ Book::Words.name(): { "order": "desc", "missing": 0 } }, id]),
            Sorted::ById => json!([id]),
        }
    }
}

impl<'a> Walk<'a> {
    /// All articles that a query finds, by their ids.
    pub(super) fn all(query: &'a Value, wanted: Wanted<'a>) -> Walk<'a> {
        let page = match wanted {
            Wanted::Entries => PAGE_OF_TEXTS,
            Wanted::Columns(..) => PAGE,
        };
        Walk { query, sorted: Sorted::ById, wanted, limit: usize::MAX, page }
    }

    /// The search for the first page. Its answer is handed on to [`ClusterArchive::go_on`].
    pub(super) fn first(&self) -> Value {
        let mut body = json!({
            "size": self.page.min(self.limit), "query": self.query, "sort": self.sorted.keys(),
            "track_total_hits": false, "track_scores": false,
        });
        match self.wanted {
            // The cluster hands on what it keeps as it is: to choose among it would mean to read it.
            Wanted::Entries => body["_source"] = json!(true),
            Wanted::Columns(columns, facets) => {
                let columns = columns.iter().map(|book| book.name());
                body["_source"] = json!(false);
                // Else the texts beside which the id is kept are unpacked for it.
                body["stored_fields"] = json!("_none_");
                body["docvalue_fields"] = json!(columns.chain(facets.iter().copied()).collect::<Vec<&str>>());
            }
        }
        body
    }
}

impl ClusterArchive {
    /// Fetches articles: calls `each` with one after the other until it breaks.
    ///
    /// # Errors
    ///
    /// When the cluster does not give whole answers, or `each` fails.
    pub(super) fn fetch(&self, walk: Walk<'_>, each: &mut dyn FnMut(Fetched) -> Result<ControlFlow<()>>) -> Result<()> {
        if walk.limit == 0 {
            return Ok(());
        }
        self.go_on(walk, &self.search(&walk.first())?, each)
    }

    /// Fetches articles of which the first page is there: calls `each` with one after the other until it breaks. Most questions
    /// need no further page.
    ///
    /// # Errors
    ///
    /// As [`ClusterArchive::fetch`].
    pub(super) fn go_on(
        &self,
        walk: Walk<'_>,
        first: &Value,
        each: &mut dyn FnMut(Fetched) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        let hits = hits(first);
        let is_all = hits.len() < walk.page || hits.len() >= walk.limit;
        if self.each_hit(walk, hits, each)?.is_break() || is_all {
            return Ok(());
        }
        // Further pages are of one state, whatever is changed meanwhile.
        let path = format!("/{}/_search/point_in_time?keep_alive={KEPT_ALIVE}", super::client::escaped(&self.articles));
        let opened = self.connection.post(&path, &json!({}))?;
        let walked = self.further(walk, hits, &opened["pit_id"], each);
        // What is left open is closed by the cluster in two minutes.
        drop(self.connection.delete_with("/_search/point_in_time", &json!({ "pit_id": [opened["pit_id"]] })));
        walked
    }

    /// The pages after the hits of the first one.
    fn further(
        &self,
        walk: Walk<'_>,
        first: &[Value],
        state: &Value,
        each: &mut dyn FnMut(Fetched) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        let mut body = walk.first();
        let mut left = walk.limit - first.len();
        let mut after = first.last().map(|hit| hit["sort"].clone());
        while let Some(place) = after.take() {
            let size = walk.page.min(left);
            body["search_after"] = place;
            body["pit"] = json!({ "id": state, "keep_alive": KEPT_ALIVE });
            body["size"] = json!(size);
            let answer = self.connection.search("/_search", &body)?;
            let hits = hits(&answer);
            if self.each_hit(walk, hits, each)?.is_break() || hits.len() < size {
                break;
            }
            left -= hits.len();
            after = hits.last().filter(|_| left > 0).map(|hit| hit["sort"].clone());
        }
        Ok(())
    }

    fn each_hit(
        &self,
        walk: Walk<'_>,
        hits: &[Value],
        each: &mut dyn FnMut(Fetched) -> Result<ControlFlow<()>>,
    ) -> Result<ControlFlow<()>> {
        // Entries are long: to read them takes as long as to fetch them.
        let read: Vec<Result<Fetched>> =
            hits.par_iter().with_min_len(READ_TOGETHER).map(|hit| self.fetched(walk, hit)).collect();
        for fetched in read {
            if each(fetched?)?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn fetched(&self, walk: Walk<'_>, hit: &Value) -> Result<Fetched> {
        let source = &hit["_source"];
        let entry = match &source[Book::Entry.name()] {
            Value::Null => None,
            told => Some(Box::new(Entry::deserialize(told).map_err(|cause| {
                let what = format!("the article {} cannot be read ({cause}); export the archive again", hit["_id"]);
                self.connection.error(ClusterTrouble::Unfit(what))
            })?)),
        };
        // Columns come as lists, the source as it was written.
        let columns = if entry.is_some() { source } else { &hit["fields"] };
        let values = |name: &str| match &columns[name] {
            Value::Array(values) => values.as_slice(),
            Value::Null => &[],
            value => std::slice::from_ref(value),
        };
        let value = |book: Book| values(book.name()).first().unwrap_or(&Value::Null);
        let text = |book: Book| value(book).as_str().unwrap_or_default().to_owned();
        let nodes = FIELDS.iter().filter(|field| field.is_facet()).filter_map(|field| {
            let nodes = values(field.name).iter().filter_map(|node| node.as_str().map(str::to_owned));
            let nodes: Vec<String> = nodes.collect();
            (!nodes.is_empty()).then(|| (field.name.to_owned(), nodes))
        });
        let sort = hit["sort"].as_array().map(Vec::as_slice).unwrap_or_default();
        let key = sort.first().unwrap_or(&Value::Null);
        Ok(Fetched {
            order: sort.last().and_then(Value::as_str).unwrap_or_default().to_owned(),
            story: text(Book::Story),
            copies: value(Book::Copies).as_u64().unwrap_or_default(),
            words: value(Book::Words).as_i64(),
            stands: values(Book::Stands.name()).iter().filter_map(|mark| mark.as_str().map(str::to_owned)).collect(),
            captures: value(Book::Captures).as_u64().unwrap_or(1),
            instant: value(Book::Instant).as_i64().or_else(|| walk.sorted.moment(key)),
            file: text(Book::File),
            nodes: nodes.collect(),
            sort_key: key.as_f64().unwrap_or_default() as f32,
            entry,
        })
    }
}

impl Fetched {
    /// The id of the article.
    pub(super) fn id(&self) -> Option<ArticleId> {
        u64::from_str_radix(self.order.get(..ID_DIGITS)?, 16).ok().map(ArticleId)
    }

    /// The nodes of a facet, of the columns or of the entry, whichever was asked for.
    pub(super) fn nodes_of(&self, facet: FacetField) -> Vec<String> {
        match &self.entry {
            Some(entry) => facet_nodes(entry, facet),
            None => self.nodes.get(facet.name()).cloned().unwrap_or_default(),
        }
    }

    /// Whether its document has this id.
    pub(super) fn is(&self, document: &str) -> bool {
        id_of_order(&self.order).as_deref() == Some(document)
    }
}

/// How many digits of [`Book::Order`] are the article's id.
const ID_DIGITS: usize = 16;

/// The query for the captures of an article.
pub(super) fn of_article(id: ArticleId) -> Value {
    json!({ "prefix": { Book::Order.name(): format!("{:016x}", id.0) } })
}

/// The hits of an answer.
pub(super) fn hits(answer: &Value) -> &[Value] {
    answer["hits"]["hits"].as_array().map(Vec::as_slice).unwrap_or_default()
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
