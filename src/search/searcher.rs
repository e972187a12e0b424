//! The way from a request to results.

use std::collections::{BTreeSet, HashSet};
use std::ops::ControlFlow;
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use tantivy::DocAddress;
use tantivy::collector::DocSetCollector;
use tantivy::schema::Field;

use super::aside::{explain, ids};
use super::hits::HitMaker;
use super::names::knowledge::IndexNames;
use super::plan::doc_freq_cache::DocFreqCache;
use super::plan::engine_query::to_query;
use super::plan::index_view::IndexView;
use super::ranking::top::{Found, Ranked, TopHits};
use super::ranking::values::ValueTables;
use super::ranking::{facets, feedback, proximity};
use super::statistics::Statistics;
use super::stories::groups::Stories;
use super::stories::spread::Spreads;
use crate::Result;
use crate::index::{FileRecord, Fingerprints, Index, Snapshot};
use crate::model::{
    ArticleId, Copies, CopyGroup, Entry, ExplainedPart, FacetCounts, NamePart, Origin, Results, Suggestion,
};
use crate::plan::aside::{similar, suggest, versions};
use crate::plan::compile::compiler::{Compiled, compile};
use crate::plan::compile::expansion_cache::ExpansionCache;
use crate::plan::compile::query_plan::{Filter, Plan};
use crate::plan::facets::{Counts, Facet, facet};
use crate::plan::lexicon::expand::Lexicon;
use crate::plan::names::variants;
use crate::plan::ranking::feedback::candidates as feedback_candidates;
use crate::plan::{Beside, Piece};
use crate::plan::{Names, Order, Request};
use crate::query::{Form, Query, Term};
use crate::text::name::Point;

/// Searches one committed state of an index. Cheap to clone; may be used from many threads at once.
#[derive(Clone, Debug)]
pub struct Searcher {
    snapshot: Snapshot,
    statistics: Arc<Statistics>,
    names: Arc<IndexNames>,
    expansions: Arc<ExpansionCache>,
    doc_freqs: Arc<DocFreqCache>,
    /// Which articles are copies; found out when it is first asked.
    stories: Arc<OnceLock<Arc<Stories>>>,
    /// What tells how far they spread; opened when it is first asked.
    fingerprints: Arc<OnceLock<Fingerprints>>,
    /// The values of facets that were asked for more than once.
    values: Arc<ValueTables>,
}

impl Searcher {
    /// A searcher of this state.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn new(snapshot: Snapshot) -> Result<Searcher> {
        let statistics = Arc::new(Statistics::of(&snapshot)?);
        let names = Arc::new(IndexNames::of(&snapshot)?);
        Ok(Searcher {
            snapshot,
            statistics,
            names,
            expansions: Arc::default(),
            doc_freqs: Arc::default(),
            stories: Arc::default(),
            fingerprints: Arc::default(),
            values: Arc::default(),
        })
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

    /// What queries are compiled against.
    pub(super) fn view(&self) -> IndexView<'_> {
        let Searcher { snapshot, statistics, names, expansions, doc_freqs, .. } = self;
        IndexView { snapshot, statistics, names, expansions, doc_freqs }
    }

    /// How many articles there are.
    pub fn article_count(&self) -> u64 {
        self.statistics.article_count
    }

    /// Answers a request.
    ///
    /// # Errors
    ///
    /// [`crate::ErrorKind::Unknown`] when the query asks for a country, a topic or another value that does not exist;
    /// else when the index cannot be read.
    pub fn search(&self, request: &Request) -> Result<Results> {
        let began = Instant::now();
        let mut ranking = self.rank(request)?;
        let results = self.without_hits(&mut ranking, request)?;
        let hits = self.maker(&ranking, request).piece(&ranking.shown, Beside::default())?.results.hits;
        // Whole microseconds: decimals this short are read back from JSON as they were.
        Ok(Results { hits, took_ms: began.elapsed().as_micros() as f64 / 1000.0, ..results })
    }

    /// Answers a request piece by piece, so that no more than a few hundred hits are held at a time, however many there
    /// are. Calls `each` with one piece after the other until it breaks: with the first even where nothing was found.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`].
    pub fn search_in_pieces(
        &self,
        request: &Request,
        beside: Beside,
        each: &mut dyn FnMut(Piece) -> ControlFlow<()>,
    ) -> Result<()> {
        let began = Instant::now();
        let mut ranking = self.rank(request)?;
        let first = self.without_hits(&mut ranking, request)?;
        let maker = self.maker(&ranking, request);
        let Results { query, total, articles, copies, .. } = first.clone();
        let mut rest = Results { query, total, articles, copies, ..Results::default() };
        let (now, later) = ranking.shown.split_at(ranking.shown.len().min(PIECE));
        let mut piece = maker.piece(now, beside)?;
        let hits = std::mem::take(&mut piece.results.hits);
        let took_ms = began.elapsed().as_micros() as f64 / 1000.0;
        rest.offset = request.offset + hits.len();
        piece.results = Results { hits, took_ms, ..first };
        let mut goes_on = each(piece).is_continue();
        for shown in later.chunks(PIECE) {
            if !goes_on {
                break;
            }
            let mut piece = maker.piece(shown, beside)?;
            let hits = std::mem::take(&mut piece.results.hits);
            piece.results = Results { hits, ..rest.clone() };
            rest.offset += shown.len();
            goes_on = each(piece).is_continue();
        }
        Ok(())
    }

    /// What matches, in its order.
    fn rank(&self, request: &Request) -> Result<Ranking> {
        let compiled = self.compiled(request)?;
        let facets = request.facets.iter().map(|by| facet(by)).collect::<Result<Vec<_>>>()?;
        let shown = if request.limit == 0 { 0 } else { request.offset.saturating_add(request.limit) };
        let wanted = match request.order {
            Order::Relevance => feedback_candidates(
                &compiled.plan,
                proximity::candidates(&compiled.plan, self.statistics.article_count, shown),
            ),
            Order::Newest | Order::Oldest => shown,
        };
        let collapsed = request.copies != Copies::All;
        let stories = collapsed.then(|| self.stories()).transpose()?;
        let top = TopHits {
            order: request.order,
            wanted,
            keeps_matches: !facets.is_empty(),
            stories: stories.clone().map(|stories| (request.copies, stories)),
        };
        let mut found = self.collect(&compiled, &top)?;
        let counts = self.count_facets(&mut found, &facets)?;
        let Found { mut hits, total, articles, .. } = found;
        if request.order == Order::Relevance {
            proximity::rerank(&self.snapshot, &compiled.plan, self.statistics.article_count, &mut hits)?;
            feedback::rerank(self.view(), &compiled.plan, &mut hits)?;
        }
        hits.drain(..request.offset.min(hits.len()));
        hits.truncate(request.limit);
        let counts = facets.iter().zip(counts).map(|(facet, counts)| counts.finish(*facet, request.facet_limit));
        Ok(Ranking { facets: counts.collect(), compiled, shown: hits, stories, total, articles })
    }

    /// All that an answer tells beside its hits, taken out of a ranking.
    fn without_hits(&self, ranking: &mut Ranking, request: &Request) -> Result<Results> {
        let Ranking { compiled, facets, total, articles, .. } = ranking;
        Ok(Results {
            query: request.query.to_string(),
            total: *total,
            articles: *articles,
            copies: request.copies,
            offset: request.offset,
            hits: Vec::new(),
            facets: std::mem::take(facets),
            suggestions: self.suggestions(compiled, &request.query, suggest::Found::of(*total))?,
            explanation: self.explanation(request)?,
            expansions: std::mem::take(&mut compiled.expansions),
            warnings: std::mem::take(&mut compiled.warnings),
            took_ms: 0.0,
        })
    }

    fn maker<'a>(&'a self, ranking: &'a Ranking, request: &'a Request) -> HitMaker<'a> {
        let copies = ranking.stories.as_deref().map(|stories| (stories, &*self.fingerprints));
        HitMaker::new(self.view(), &ranking.compiled.plan, copies, request)
    }

    /// What the index remembers of the file that an article lies in; none where it knows no such file.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn file(&self, origin: &Origin) -> Result<Option<FileRecord>> {
        self.snapshot.file(&origin.file_key())
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

    /// The ids of all articles that match a request.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`].
    pub fn ids(&self, request: &Request) -> Result<BTreeSet<ArticleId>> {
        let compiled = self.compiled(request)?;
        let top = TopHits { order: Order::Newest, wanted: usize::MAX, keeps_matches: false, stories: None };
        let found = self.collect(&compiled, &top)?;
        Ok(found.hits.iter().map(|hit| hit.key.article()).collect())
    }

    /// The query for articles like the one with this id, itself left out, and its id as an article; `None` where there
    /// is no such article.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn similar(&self, id: &str) -> Result<Option<(ArticleId, Query)>> {
        let entries = self.article(id)?;
        let query = |entry: &Entry| Ok((entry.article.id, similar::query(&self.view(), &entry.article)?));
        entries.first().map(query).transpose()
    }

    /// The articles that carry the same story as this one, with itself, each compared with it; none where it has no
    /// copies.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn copies(&self, id: ArticleId) -> Result<Option<CopyGroup>> {
        let mut captures = Vec::new();
        for address in self.snapshot.captures(id)? {
            captures.push((versions::order(&self.snapshot.entry(address)?), address));
        }
        // Pages of one address may tell different stories: the one that is shown first is meant.
        let Some((_, address)) = captures.into_iter().min() else { return Ok(None) };
        Spreads::new(&self.snapshot, &*self.stories()?, &self.fingerprints).around(address)
    }

    /// The groups of copies of which an article matches a request, those of most articles first, then those on most
    /// sites and days; at most as many as the request's limit. Calls `each` with one after the other until it breaks,
    /// and returns how many there are in all.
    ///
    /// # Errors
    ///
    /// As [`Searcher::search`].
    pub fn copy_groups(&self, request: &Request, each: &mut dyn FnMut(&CopyGroup) -> ControlFlow<()>) -> Result<usize> {
        let stories = self.stories()?;
        let spreads = Spreads::new(&self.snapshot, &stories, &self.fingerprints);
        let everything = request.query == Query::All && request.only.is_none() && request.within.is_none();
        let matching = if everything { None } else { Some(self.matching(request)?) };
        let groups = spreads.largest(matching.as_ref())?;
        for story in groups.iter().take(request.limit) {
            if each(&spreads.led(*story)?).is_break() {
                break;
            }
        }
        Ok(groups.len())
    }

    /// The captures of an article, by its id or by the id of the record that it came in: the newest first.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn article(&self, id: &str) -> Result<Vec<Entry>> {
        let mut captures = self.captures(id)?;
        captures.sort_by_cached_key(versions::order);
        Ok(captures)
    }

    fn captures(&self, id: &str) -> Result<Vec<Entry>> {
        let addresses = match id.parse::<ArticleId>() {
            Ok(id) => self.snapshot.captures(id)?,
            Err(_) => Vec::new(),
        };
        if !addresses.is_empty() {
            return addresses.into_iter().map(|address| self.snapshot.entry(address)).collect();
        }
        let term = Term { text: id.to_owned(), form: Form::Exact };
        let query = Query::In { field: "id", query: Box::new(Query::Term(term)) };
        let compiled = compile(&self.view(), &query, Names::AsTyped)?;
        let top =
            TopHits { order: Order::Relevance, wanted: versions::OF_ONE_RECORD, keeps_matches: false, stories: None };
        let found = self.collect(&compiled, &top)?;
        found.hits.iter().map(|hit| self.snapshot.entry(hit.address)).collect()
    }

    /// The articles with an id, or with the id of a record, that begins so, in their order, at most `limit`; none where it is
    /// shorter than three characters.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn ids_beginning(&self, prefix: &str, limit: usize) -> Result<Vec<ArticleId>> {
        ids::beginning(&self.snapshot, prefix, limit)
    }

    /// The words of a name, each with how many articles have it and its other spellings that the index holds, likeliest
    /// first.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub fn names(&self, name: &str, point: Point) -> Result<Vec<NamePart>> {
        let fields: Vec<Field> =
            ["title", "body"].iter().filter_map(|name| self.snapshot.schema().field(name)).collect();
        let view = self.view();
        let lexicon = Lexicon::new(&view, &fields);
        let part = |text: String| {
            let articles = lexicon.exact(&text)?.terms.first().map_or(0, |term| term.doc_freq);
            let variants = variants::variants(&lexicon, &view, &text, point)?;
            Ok(NamePart { text, articles, variants: variants.names, more: variants.more })
        };
        variants::words_of(name).map(part).collect()
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

    /// The query of a request made ready for this index, narrowed to what the request leaves of the archive.
    fn compiled(&self, request: &Request) -> Result<Compiled> {
        let mut compiled = compile(&self.view(), &request.query, request.names)?;
        if let Some(only) = &request.only {
            compiled.plan = Plan::And(vec![compiled.plan, one_of(only)]);
        }
        if let Some(folders) = &request.within {
            let below = Plan::Filter(Filter::Below(folders.clone()));
            compiled.plan = Plan::And(vec![compiled.plan, below]);
        }
        if let Some(id) = request.without_copies_of {
            self.leave_out_copies(id, &mut compiled)?;
        }
        Ok(compiled)
    }

    fn matching(&self, request: &Request) -> Result<HashSet<DocAddress>> {
        let compiled = self.compiled(request)?;
        let query = to_query(&compiled.plan, &self.snapshot);
        Ok(self.snapshot.searcher().search(&query, &DocSetCollector)?)
    }

    /// The counts of facets over all matches; of a story that has copies, over one of them.
    fn count_facets(&self, found: &mut Found, facets: &[Facet]) -> Result<Vec<Counts>> {
        for story in found.stories.values() {
            let counted = story.counted();
            if let Some(matches) = found.matches.get_mut(counted.segment_ord as usize) {
                matches.insert(counted.doc_id);
            }
        }
        Ok(facets::count(self.snapshot.searcher(), &self.values, facets, &found.matches)?)
    }

    fn collect(&self, compiled: &Compiled, top: &TopHits) -> Result<Found> {
        Ok(top.collect(&self.snapshot, &self.statistics, &compiled.plan)?)
    }

    /// Takes the other copies of an article out of what is searched, and says so.
    fn leave_out_copies(&self, id: ArticleId, compiled: &mut Compiled) -> Result<()> {
        let Some(group) = self.copies(id)? else { return Ok(()) };
        let copies: Vec<ArticleId> = group.articles.iter().map(|article| article.id).collect();
        let plan = std::mem::replace(&mut compiled.plan, Plan::All);
        compiled.plan = Plan::And(vec![plan, Plan::Not(Box::new(one_of(&copies)))]);
        let left_out = match group.spread.copies {
            1 => "a copy of it is".to_owned(),
            more => format!("{more} copies of it are"),
        };
        compiled.warnings.push(format!("{left_out} left out; `show` lists them, --copies all finds them too"));
        Ok(())
    }

    fn suggestions(&self, compiled: &Compiled, query: &Query, found: suggest::Found) -> Result<Vec<Suggestion>> {
        if found == suggest::Found::Enough && compiled.expansions.iter().all(|expansion| !expansion.is_empty()) {
            return Ok(Vec::new());
        }
        suggest::suggestions(&self.view(), query, found)
    }

    fn explanation(&self, request: &Request) -> Result<Option<ExplainedPart>> {
        request.explain.then(|| explain::tree(self.view(), &request.query, request.names)).transpose()
    }
}

/// The articles with one of these ids.
fn one_of(ids: &[ArticleId]) -> Plan {
    Plan::Filter(Filter::Ids(ids.to_vec()))
}

/// What matches a request, before its hits are made.
struct Ranking {
    compiled: Compiled,
    /// The hits that are shown, in their order.
    shown: Vec<Ranked>,
    /// Where copies are collapsed: which articles are copies.
    stories: Option<Arc<Stories>>,
    facets: Vec<FacetCounts>,
    total: u64,
    articles: u64,
}

/// Hits that are made at a time where there are many.
const PIECE: usize = 256;
