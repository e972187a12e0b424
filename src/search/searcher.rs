//! The way from a request to results.

use std::collections::HashSet;
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use tantivy::DocAddress;
use tantivy::collector::DocSetCollector;
use tantivy::schema::Field;

use super::collection::Collection;
use super::compile::{Compiled, compile};
use super::copies::Stories;
use super::facets::{self, Counts, Facet};
use super::marks::Marker;
use super::proximity;
use super::request::{Order, Request};
use super::snippets::{snippets, whole};
use super::spread::Spreads;
use super::top::{Gather, Gathered, Ranked};
use crate::Result;
use crate::index::{Index, Snapshot};
use crate::model::{ArticleId, Copies, CopyGroup, Entry, Hit, Results};
use crate::query::{Form, Query, Term};

/// Searches one committed state of an index. Cheap to clone; may be used from many threads at once.
#[derive(Clone, Debug)]
pub struct Searcher {
    snapshot: Snapshot,
    collection: Arc<Collection>,
    /// Which articles are copies; found out when it is first asked.
    stories: Arc<OnceLock<Arc<Stories>>>,
}

impl Searcher {
    /// A searcher of this state.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn new(snapshot: Snapshot) -> Result<Searcher> {
        let collection = Arc::new(Collection::of(&snapshot)?);
        Ok(Searcher { snapshot, collection, stories: Arc::default() })
    }

    /// A searcher of the last commit of an index.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn open(index: &Index) -> Result<Searcher> {
        Searcher::new(index.snapshot()?)
    }

    /// The state that is searched.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// How many articles there are.
    pub fn article_count(&self) -> u64 {
        self.collection.articles
    }

    /// Answers a request.
    ///
    /// # Errors
    ///
    /// [`crate::ErrorKind::Unknown`] when the query asks for a country, a topic or another value that does not exist;
    /// else when the index cannot be read.
    pub fn search(&self, request: &Request) -> Result<Results> {
        let began = Instant::now();
        let compiled = compile(&self.snapshot, &self.collection, &request.query)?;
        let facets = request.facets.iter().map(|by| facets::facet(by)).collect::<Result<Vec<_>>>()?;
        let wanted = if request.limit == 0 {
            0
        } else {
            request.offset.saturating_add(request.limit).max(proximity::CANDIDATES)
        };
        let collapsed = request.copies != Copies::All;
        let stories = collapsed.then(|| self.stories()).transpose()?;
        let gather = Gather {
            order: request.order,
            wanted,
            facets: &facets,
            stories: stories.clone().map(|stories| (request.copies, stories)),
        };
        let gathered = self.gather(&compiled, &gather)?;
        let counts = self.count_stories(&gathered, &facets)?;
        let Gathered { mut hits, total, articles, .. } = gathered;
        if request.order == Order::Relevance {
            proximity::rerank(&self.snapshot, &compiled.plan, self.collection.articles, &mut hits)?;
        }
        let shown = hits.get(request.offset..).unwrap_or_default();
        let shown = &shown[..shown.len().min(request.limit)];
        let mut found = self.hits(&compiled, shown, request.snippets)?;
        if let Some(stories) = &stories {
            self.add_spreads(&mut found, shown, stories)?;
        }
        let counts = facets.iter().zip(counts).map(|(facet, counts)| counts.finish(*facet, request.facet_limit));
        Ok(Results {
            query: request.query.to_string(),
            total,
            articles,
            copies: request.copies,
            offset: request.offset,
            hits: found,
            facets: counts.collect(),
            expansions: compiled.expansions,
            warnings: compiled.warnings,
            took_ms: began.elapsed().as_secs_f64() * 1000.0,
        })
    }

    /// How many articles match a query.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`].
    pub fn count(&self, query: &Query) -> Result<u64> {
        let request = Request { query: query.clone(), limit: 0, ..Request::default() };
        Ok(self.search(&request)?.total)
    }

    /// The articles that carry the same story as this one, with itself, each compared with it; none where it has no
    /// copies.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn copies(&self, id: ArticleId) -> Result<Option<CopyGroup>> {
        let Some(address) = self.snapshot.find(id)?.first().copied() else { return Ok(None) };
        Spreads::open(&self.snapshot, &*self.stories()?)?.around(address)
    }

    /// The groups of copies of which an article matches, those of most articles first, then those on most sites and
    /// days; at most `limit`. Calls `each` with one after the other, and returns how many there are in all.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`]; and what `each` fails with.
    pub fn copy_groups<E: From<crate::Error>>(
        &self,
        query: &Query,
        limit: usize,
        mut each: impl FnMut(&CopyGroup) -> std::result::Result<(), E>,
    ) -> std::result::Result<usize, E> {
        let stories = self.stories()?;
        let spreads = Spreads::open(&self.snapshot, &stories)?;
        let matching = if *query == Query::All { None } else { Some(self.matching(query)?) };
        let groups = spreads.largest(matching.as_ref());
        for story in groups.iter().take(limit) {
            each(&spreads.led(*story)?)?;
        }
        Ok(groups.len())
    }

    /// The captures of an article, by its id or by the id of the record that it came in.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn article(&self, id: &str) -> Result<Vec<Entry>> {
        let addresses = match id.parse::<ArticleId>() {
            Ok(id) => self.snapshot.find(id)?,
            Err(_) => Vec::new(),
        };
        if !addresses.is_empty() {
            return addresses.into_iter().map(|address| self.snapshot.entry(address)).collect();
        }
        let term = Term { text: id.to_owned(), form: Form::Exact };
        let query = Query::In { field: "id", query: Box::new(Query::Term(term)) };
        let compiled = compile(&self.snapshot, &self.collection, &query)?;
        let gather = Gather { order: Order::Relevance, wanted: MAX_CAPTURES, facets: &[], stories: None };
        let found = self.gather(&compiled, &gather)?;
        found.hits.iter().map(|hit| self.snapshot.entry(hit.address)).collect()
    }

    /// Which articles are copies.
    fn stories(&self) -> Result<Arc<Stories>> {
        if let Some(stories) = self.stories.get() {
            return Ok(Arc::clone(stories));
        }
        // Two threads may find out at once; they find the same.
        let stories = Arc::new(Stories::of(&self.snapshot)?);
        Ok(Arc::clone(self.stories.get_or_init(|| stories)))
    }

    fn matching(&self, query: &Query) -> Result<HashSet<DocAddress>> {
        let compiled = compile(&self.snapshot, &self.collection, query)?;
        let query = compiled.plan.to_query(&self.snapshot.articles_only());
        Ok(self.snapshot.searcher().search(&query, &DocSetCollector)?)
    }

    /// The counts of facets with those of the stories that have copies.
    fn count_stories(&self, gathered: &Gathered, facets: &[Facet]) -> Result<Vec<Counts>> {
        let mut counts = gathered.counts.clone();
        if !facets.is_empty() && !gathered.stories.is_empty() {
            let mut shown: Vec<DocAddress> = gathered.stories.values().map(|story| story.hit().shown).collect();
            shown.sort_unstable();
            let more = facets::count_of(self.snapshot.searcher(), facets, &shown)?;
            counts.iter_mut().zip(more).for_each(|(counts, more)| counts.add(more));
        }
        Ok(counts)
    }

    fn add_spreads(&self, hits: &mut [Hit], shown: &[Ranked], stories: &Stories) -> Result<()> {
        let spreads = Spreads::open(&self.snapshot, stories)?;
        hits.iter_mut().zip(shown).for_each(|(hit, ranked)| hit.spread = spreads.of(ranked.shown));
        Ok(())
    }

    fn gather(&self, compiled: &Compiled, gather: &Gather<'_>) -> Result<Gathered> {
        let query = compiled.plan.to_query(&self.snapshot.articles_only());
        Ok(self.snapshot.searcher().search(&query, gather)?)
    }

    fn hits(&self, compiled: &Compiled, shown: &[Ranked], passages: usize) -> Result<Vec<Hit>> {
        let place = |name: &str| self.snapshot.schema().field(name);
        let fields: Vec<Field> = ["title", "body", "comments"].into_iter().filter_map(place).collect();
        let mut marker = Marker::new(&self.snapshot, &compiled.plan, &fields)?;
        shown.iter().map(|ranked| self.hit(ranked.shown, ranked.score, &mut marker, &fields, passages)).collect()
    }

    fn hit(
        &self,
        address: DocAddress,
        score: f32,
        marker: &mut Marker,
        fields: &[Field],
        passages: usize,
    ) -> Result<Hit> {
        let Entry { article, countries, topics, .. } = self.snapshot.entry(address)?;
        let title = article.title.unwrap_or_default();
        let texts: Vec<(Field, &str)> =
            fields.iter().copied().zip([title.as_str(), &article.body, &article.comments]).collect();
        let marks = marker.marks(&texts);
        let marks_of = |number: usize| marks.get(number).map(Vec::as_slice).unwrap_or_default();
        let values = marker.values();
        let commented = marks_of(1).is_empty() && !marks_of(2).is_empty();
        let (text, found) = if commented { (&article.comments, marks_of(2)) } else { (&article.body, marks_of(1)) };
        Ok(Hit {
            id: article.id,
            source_id: article.source_id,
            score,
            spread: None,
            snippets: snippets(text, found, &values, passages),
            title: whole(&title, marks_of(0)),
            url: article.url,
            origin: article.origin,
            site: article.site,
            authors: article.authors,
            lang: article.lang,
            kind: article.kind,
            published: article.published,
            countries: countries.into_iter().map(|label| label.code).collect(),
            topics: topics.into_iter().map(|label| label.code).collect(),
        })
    }
}

/// More captures of one record than this are not listed.
const MAX_CAPTURES: usize = 1_000;
