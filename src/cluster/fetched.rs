//! Articles as they come back from the cluster.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use serde::Deserialize;
use serde_json::{Value, json};

use super::archive::ClusterArchive;
use super::client::{Hit, escaped};
use super::document::{Book, facet_nodes, id_of_order};
use crate::Result;
use crate::index::{civil_seconds, keys_of};
use crate::model::{ArticleId, Entry, FIELDS, FacetField, FieldKind};
use crate::plan::compile::query_plan::{Filter, Plan};

/// How many articles are fetched with one request where only their order is wanted, and where their texts are.
const PAGE: usize = 5_000;
const PAGE_OF_TEXTS: usize = 300;
/// How long the cluster keeps a state of the archive for the next page.
const KEPT_ALIVE: &str = "2m";

/// An answer with articles.
pub(super) type Found = super::client::Found<Texts>;

/// What is handed over of an article with its texts, by the names of [`Book`].
#[derive(Debug, Deserialize)]
pub(super) struct Texts {
    in_file: String,
    story: String,
    copies: u64,
    words: Option<i64>,
    captures: Option<u64>,
    instant: Option<i64>,
    entry: Option<Box<Entry>>,
}

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
    /// Searches the articles, and reads those that are found.
    ///
    /// # Errors
    ///
    /// When the cluster does not give a whole answer.
    pub(super) fn find(&self, body: &Value) -> Result<Found> {
        self.connection.answer(&format!("/{}/_search", escaped(&self.articles)), body)
    }

    /// Searches the articles for several bodies with one request, and reads those that are found; gives the answers in order. The parts
    /// of answers that are named by these paths of keys are not sent.
    ///
    /// # Errors
    ///
    /// When the cluster does not give whole answers.
    pub(super) fn find_all(&self, bodies: &[Value], without: &[&str]) -> Result<Vec<Found>> {
        match bodies {
            [] => Ok(Vec::new()),
            [body] => Ok(vec![self.find(body)?]),
            bodies => {
                let without: Vec<String> = without.iter().map(|part| format!("-responses.{part}")).collect();
                let filter =
                    if without.is_empty() { String::new() } else { format!("?filter_path={}", without.join(",")) };
                self.connection.answers(&format!("/{}/_msearch{filter}", escaped(&self.articles)), bodies)
            }
        }
    }

    /// Fetches articles: calls `each` with one after the other until it breaks.
    ///
    /// # Errors
    ///
    /// When the cluster does not give whole answers, or `each` fails.
    pub(super) fn fetch(&self, walk: Walk<'_>, each: &mut dyn FnMut(Fetched) -> Result<ControlFlow<()>>) -> Result<()> {
        if walk.limit == 0 {
            return Ok(());
        }
        self.go_on(walk, self.find(&walk.first())?, each)
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
        first: Found,
        each: &mut dyn FnMut(Fetched) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        let (count, last) = (first.hits.hits.len(), last_place(&first));
        let is_all = count < walk.page || count >= walk.limit;
        if each_hit(walk, first, each)?.is_break() || is_all {
            return Ok(());
        }
        // Further pages are of one state, whatever is changed meanwhile.
        let path = format!("/{}/_search/point_in_time?keep_alive={KEPT_ALIVE}", escaped(&self.articles));
        let opened = self.connection.post(&path, &json!({}))?;
        let rest = Walk { limit: walk.limit - count, ..walk };
        let walked = self.further(rest, last, &opened["pit_id"], each);
        // What is left open is closed by the cluster in two minutes.
        drop(self.connection.delete_with("/_search/point_in_time", &json!({ "pit_id": [opened["pit_id"]] })));
        walked
    }

    /// The pages after this place.
    fn further(
        &self,
        walk: Walk<'_>,
        mut after: Option<Value>,
        state: &Value,
        each: &mut dyn FnMut(Fetched) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        let mut body = walk.first();
        let mut left = walk.limit;
        while let Some(place) = after.take() {
            let size = walk.page.min(left);
            body["search_after"] = place;
            body["pit"] = json!({ "id": state, "keep_alive": KEPT_ALIVE });
            body["size"] = json!(size);
            let found: Found = self.connection.answer("/_search", &body)?;
            let (count, last) = (found.hits.hits.len(), last_place(&found));
            if each_hit(walk, found, each)?.is_break() || count < size {
                break;
            }
            left -= count;
            after = last.filter(|_| left > 0);
        }
        Ok(())
    }
}

/// Where the last article of an answer stands in the order.
pub(super) fn last_place(found: &Found) -> Option<Value> {
    found.hits.hits.last().map(|hit| json!(hit.sort))
}

fn each_hit(
    walk: Walk<'_>,
    found: Found,
    each: &mut dyn FnMut(Fetched) -> Result<ControlFlow<()>>,
) -> Result<ControlFlow<()>> {
    for hit in found.hits.hits {
        if each(Fetched::of(hit, walk.sorted))?.is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}

impl Fetched {
    /// The article of a hit; it has the columns or the texts, whichever were asked for.
    fn of(hit: Hit<Texts>, sorted: Sorted) -> Fetched {
        let Hit { sort, source, mut fields } = hit;
        let first = |book: Book| fields.get(book.name()).and_then(|values| values.get(0));
        let text = |book: Book| first(book).and_then(Value::as_str).unwrap_or_default().to_owned();
        let told = source.unwrap_or_else(|| Texts {
            in_file: text(Book::File),
            story: text(Book::Story),
            copies: first(Book::Copies).and_then(Value::as_u64).unwrap_or_default(),
            words: first(Book::Words).and_then(Value::as_i64),
            captures: first(Book::Captures).and_then(Value::as_u64),
            instant: first(Book::Instant).and_then(Value::as_i64),
            entry: None,
        });
        let mut values = |name: &str| match fields.remove(name) {
            Some(Value::Array(values)) => values.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            _ => Vec::new(),
        };
        let stands = values(Book::Stands.name());
        let facets = FIELDS.iter().filter(|field| field.is_facet());
        let nodes = facets.map(|field| (field.name.to_owned(), values(field.name)));
        let key = sort.first().unwrap_or(&Value::Null);
        Fetched {
            order: sort.last().and_then(Value::as_str).unwrap_or_default().to_owned(),
            story: told.story,
            copies: told.copies,
            words: told.words,
            stands,
            captures: told.captures.unwrap_or(1),
            instant: told.instant.or_else(|| sorted.moment(key)),
            file: told.in_file,
            nodes: nodes.filter(|(_, nodes)| !nodes.is_empty()).collect(),
            sort_key: key.as_f64().unwrap_or_default() as f32,
            entry: told.entry,
        }
    }

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::document::{Company, document};

    #[test]
    fn what_is_handed_over_with_texts_is_read() {
        let mut entry = Entry::default();
        entry.article.body = "The port was closed.".to_owned();
        let written = document(&entry, "pages/1.html", Company { story: None, captures: 3 }).unwrap();
        let Value::Object(mut source) = written.source else { panic!() };
        source.retain(|name, _| Book::ALL.iter().any(|book| book.is_read_with_texts() && book.name() == name));
        let hit: Hit<Texts> = serde_json::from_value(json!({ "_source": source, "sort": [2.5, "00ff"] })).unwrap();
        let fetched = Fetched::of(hit, Sorted::ByScore);
        assert_eq!((fetched.order.as_str(), fetched.sort_key), ("00ff", 2.5));
        assert_eq!((fetched.file.as_str(), fetched.captures, fetched.copies), ("pages/1.html", 3, 0));
        assert_eq!((fetched.story, fetched.instant, fetched.words), (written.routing, None, None));
        assert_eq!(fetched.entry.unwrap().article, entry.article);
    }

    #[test]
    fn columns_are_read_without_texts() {
        let fields =
            json!({ "story": ["s"], "copies": [2], "stands": ["first"], "instant": [-5], "site": ["/a", "/b"] });
        let hit: Hit<Texts> = serde_json::from_value(json!({ "fields": fields, "sort": [7, "0a"] })).unwrap();
        let fetched = Fetched::of(hit, Sorted::Newest);
        assert_eq!((fetched.story.as_str(), fetched.copies, fetched.instant), ("s", 2, Some(-5)));
        assert_eq!((fetched.stands, fetched.captures), (vec!["first".to_owned()], 1));
        assert_eq!(fetched.nodes["site"], ["/a", "/b"]);
        let bare: Hit<Texts> = serde_json::from_value(json!({ "sort": [i64::MAX, "0a"] })).unwrap();
        assert_eq!(Fetched::of(bare, Sorted::Newest).instant, None, "what has no moment is told as the last one");
    }
}
