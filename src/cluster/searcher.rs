//! The way from a request to results, on a cluster.
//!
//! The plan of a request is the same as at home; what of it a cluster tells exactly is counted there. The best three hundred
//! by a score without statistics of shards are fetched and scored exactly, by the code and the figures of home.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::time::Instant;

use serde_json::{Value, json};

use super::archive::ClusterArchive;
use super::clauses::{Exactness, clause, places};
use super::client::Connection;
use super::counting;
use super::document::Book;
use super::export::{Shape, State};
use super::fetched::{Fetched, Sorted, Wanted};
use super::ranked::{Candidate, Ranker};
use super::stories::{self, Members};
use crate::model::{ArticleId, Copies, Entry, Hit, NamePart, Results};
use crate::plan::aside::{similar, suggest};
use crate::plan::compile::compiler::{Compiled, compile};
use crate::plan::compile::query_plan::{Filter, Plan};
use crate::plan::facets::{Facet, facet};
use crate::plan::lexicon::expand::Lexicon;
use crate::plan::names::variants;
use crate::plan::passages::shown::Shown;
use crate::plan::{Beside, Order, Piece, Request};
use crate::query::Query;
use crate::text::name::Point;
use crate::text::words::words;
use crate::{Error, ErrorKind, Result};

/// How many of the best hits are scored exactly.
const SCORED: usize = 300;
/// A question that only texts can answer is answered by at most so many.
const MAX_READ: usize = 20_000;
/// How many words of a name are read at most.
const MAX_NAME_WORDS: usize = 8;
/// More captures of one record than this are not listed.
const MAX_CAPTURES: usize = 1_000;

/// Searches an archive on a cluster, in the state that it had when it was opened.
#[derive(Debug)]
pub struct ClusterSearcher {
    archive: ClusterArchive,
}

impl ClusterSearcher {
    /// A searcher of the archive of this name.
    ///
    /// # Errors
    ///
    /// When there is no such archive, or it cannot be read.
    pub fn open(connection: Connection, name: &str) -> Result<ClusterSearcher> {
        Ok(ClusterSearcher { archive: ClusterArchive::open(connection, name)? })
    }

    /// What is to be known of the archive before its answers are believed: that an export is writing to it, or was cut off.
    ///
    /// # Errors
    ///
    /// When the cluster does not answer, or the archive was written by a dateline with another form of documents.
    pub fn warning(&self) -> Result<Option<String>> {
        let shape = Shape::of(&self.archive.connection, &self.archive.articles)?;
        shape.check(&self.archive.connection)?;
        Ok((shape.state == State::BeingWritten).then(|| {
            "an export into the cluster is under way, or was cut off: articles may be missing or double; run it again".to_owned()
        }))
    }

    /// How many articles there are.
    pub fn article_count(&self) -> u64 {
        crate::plan::compile::archive::Archive::article_count(&self.archive)
    }

    /// Answers a request.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unknown`] when the query asks for a value that does not exist, or for what a cluster is not asked for yet;
    /// [`ErrorKind::Limit`] when only the texts of too many articles could tell; else when the cluster does not answer whole.
    pub fn search(&self, request: &Request) -> Result<Results> {
        let began = Instant::now();
        let (asked, mut results) = self.answered(request)?;
        self.each_piece(&asked, request, &mut |made| {
            results.hits.extend(made.into_iter().map(|(hit, _)| hit));
            ControlFlow::Continue(())
        })?;
        results.took_ms = began.elapsed().as_micros() as f64 / 1000.0;
        self.archive.checked(results)
    }

    /// Answers a request piece by piece: calls `each` with one piece after the other until it breaks, with the first even
    /// where nothing was found.
    ///
    /// # Errors
    ///
    /// As [`ClusterSearcher::search`].
    pub fn search_in_pieces(
        &self,
        request: &Request,
        beside: Beside,
        each: &mut dyn FnMut(Piece) -> ControlFlow<()>,
    ) -> Result<()> {
        if beside.files {
            return Err(not_yet("what is known of the files of articles"));
        }
        let began = Instant::now();
        let (asked, first) = self.answered(request)?;
        let mut first =
            Some(Results { took_ms: began.elapsed().as_micros() as f64 / 1000.0, ..self.archive.checked(first)? });
        let mut rest = Results { hits: Vec::new(), facets: Vec::new(), ..first.clone().unwrap_or_default() };
        rest.expansions.clear();
        rest.suggestions.clear();
        rest.warnings.clear();
        let mut goes_on = ControlFlow::Continue(());
        self.each_piece(&asked, request, &mut |made| {
            let mut piece = Piece { results: first.take().unwrap_or_else(|| rest.clone()), ..Piece::default() };
            rest.offset += made.len();
            for (hit, entry) in made {
                piece.results.hits.push(hit);
                piece.articles.extend(entry.filter(|_| beside.articles));
            }
            goes_on = each(piece);
            goes_on
        })?;
        if let Some(results) = first.take() {
            _ = each(Piece { results, ..Piece::default() });
        }
        Ok(())
    }

    /// All that an answer tells beside its hits.
    fn answered(&self, request: &Request) -> Result<(Asked, Results)> {
        check(request)?;
        let facets = request.facets.iter().map(|by| facet(by)).collect::<Result<Vec<Facet>>>()?;
        let Compiled { plan, expansions, warnings } = self.compiled(request)?;
        let asked = self.asked(plan)?;
        let (articles, counts) = counting::count(&self.archive, &asked.query, &facets, request.copies)?;
        let total = counts.total;
        let counted = facets.iter().zip(counts.facets);
        let facets = counted.map(|(facet, counts)| counts.finish(*facet, request.facet_limit)).collect();
        let found = suggest::Found::of(total);
        let suggestions = match found {
            suggest::Found::Enough if expansions.iter().all(|expansion| !expansion.is_empty()) => Vec::new(),
            found => suggest::suggestions(&self.archive, &request.query, found)?,
        };
        let results = Results {
            query: request.query.to_string(),
            total,
            articles,
            copies: request.copies,
            offset: request.offset,
            facets,
            suggestions,
            expansions,
            warnings,
            ..Results::default()
        };
        Ok((asked, results))
    }

    fn compiled(&self, request: &Request) -> Result<Compiled> {
        let mut compiled = compile(&self.archive, &request.query, request.names)?;
        let only = request.only.clone().map(Filter::Ids);
        let within = request.within.clone().map(Filter::Below);
        for filter in only.into_iter().chain(within) {
            compiled.plan = Plan::And(vec![compiled.plan, Plan::Filter(filter)]);
        }
        if let Some(id) = request.without_copies_of {
            self.leave_out_copies(id, &mut compiled)?;
        }
        self.archive.checked(compiled)
    }

    /// Takes the other copies of an article out of what is searched, and says so.
    fn leave_out_copies(&self, id: ArticleId, compiled: &mut Compiled) -> Result<()> {
        let own = json!({ "prefix": { Book::Order.name(): format!("{:016x}", id.0) } });
        let mut stories: Vec<String> = Vec::new();
        self.archive.fetch(&own, Wanted::Nodes(&[]), (Sorted::ById, MAX_CAPTURES), &mut |fetched| {
            stories.push(fetched.story);
            Ok(ControlFlow::Continue(()))
        })?;
        // As at home, the story of the first capture.
        stories.truncate(1);
        let carrying = json!({ "terms": { Book::Story.name(): stories } });
        let mut copies: BTreeSet<ArticleId> = BTreeSet::new();
        self.archive.fetch(&carrying, Wanted::Nodes(&[]), (Sorted::ById, usize::MAX), &mut |fetched| {
            copies.extend(id_of(&fetched.order));
            Ok(ControlFlow::Continue(()))
        })?;
        let left_out = match copies.len() {
            0 | 1 => return Ok(()),
            2 => "a copy of it is".to_owned(),
            several => format!("{} copies of it are", several - 1),
        };
        let plan = std::mem::replace(&mut compiled.plan, Plan::All);
        let ids = Plan::Filter(Filter::Ids(copies.into_iter().collect()));
        compiled.plan = Plan::And(vec![plan, Plan::Not(Box::new(ids))]);
        compiled.warnings.push(format!("{left_out} left out; `show` lists them, --copies all finds them too"));
        Ok(())
    }

    /// A plan with the query that finds exactly its articles.
    fn asked(&self, plan: Plan) -> Result<Asked> {
        let clause = clause(&plan, &self.archive);
        if clause.exactness == Exactness::Exact {
            return Ok(Asked { plan, query: clause.query });
        }
        // Only the texts can tell.
        let answer = self.archive.search(&json!({ "size": 0, "track_total_hits": true, "query": clause.query }))?;
        let count = answer["hits"]["total"]["value"].as_u64().unwrap_or_default() as usize;
        if count > MAX_READ {
            let what = format!(
                "only their texts can tell which of {count} articles match; ask for fewer of them, say by a date or a country"
            );
            return Err(Error::new(ErrorKind::Limit { limit: "20,000 texts", what }));
        }
        let mut matching: Vec<String> = Vec::new();
        let ranker = Ranker::new(&self.archive, &plan);
        self.archive.fetch(&clause.query, Wanted::Entries, (Sorted::ById, count.max(1)), &mut |fetched| {
            if ranker.score(&fetched).is_some() {
                matching.push(fetched.order);
            }
            Ok(ControlFlow::Continue(()))
        })?;
        let order = Book::Order.name();
        let found = json!({ "bool": { "filter": [{ "terms": { order: matching } }], "should": [clause.query] } });
        Ok(Asked { plan, query: found })
    }

    /// Calls `each` with the hits that are shown and their entries, some hundred at a time, until it breaks.
    fn each_piece(
        &self,
        asked: &Asked,
        request: &Request,
        each: &mut dyn FnMut(Vec<(Hit, Option<Entry>)>) -> ControlFlow<()>,
    ) -> Result<()> {
        if request.limit == 0 {
            return Ok(());
        }
        let shown = request.offset.saturating_add(request.limit);
        let ranker = Ranker::new(&self.archive, &asked.plan);
        let mut candidates = self.candidates(asked, request, &ranker, shown)?;
        candidates.drain(..request.offset.min(candidates.len()));
        candidates.truncate(request.limit);
        let maker = Shown::new(&self.archive.schema, &asked.plan, &self.archive.languages, request);
        for candidates in candidates.chunks(SCORED) {
            if each(self.made(candidates, (asked, request), &ranker, &maker)?).is_break() {
                break;
            }
        }
        Ok(())
    }

    /// The first hits in order, one a story where copies are collapsed.
    fn candidates(
        &self,
        asked: &Asked,
        request: &Request,
        ranker: &Ranker<'_>,
        shown: usize,
    ) -> Result<Vec<Candidate>> {
        let (sorted, wanted) = match request.order {
            Order::Relevance => (Sorted::ByScore, Wanted::Entries),
            Order::Newest => (Sorted::Newest, Wanted::Nodes(&[])),
            Order::Oldest => (Sorted::Oldest, Wanted::Nodes(&[])),
        };
        let needed = if request.order == Order::Relevance { shown.max(SCORED) } else { shown };
        let mut stories: BTreeSet<String> = BTreeSet::new();
        let mut found: Vec<Candidate> = Vec::new();
        let mut first: Vec<Fetched> = Vec::new();
        self.archive.fetch(&asked.query, wanted, (sorted, usize::MAX), &mut |fetched| {
            let candidate = Candidate::of(&fetched, request.order, ranker);
            stories.insert(fetched.story.clone());
            if request.order == Order::Relevance && first.len() < SCORED {
                first.push(fetched);
            }
            found.push(candidate);
            let so_far = if request.copies == Copies::All { found.len() } else { stories.len() };
            Ok(if so_far >= needed { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        })?;
        found.sort();
        if request.copies != Copies::All {
            let mut seen = BTreeSet::new();
            found.retain(|candidate| seen.insert(candidate.story.clone()));
        }
        if request.order == Order::Relevance {
            ranker.rerank(&first, &mut found)?;
        }
        Ok(found)
    }

    /// The hits of candidates: each shown by the copy that is chosen, with how far its story spread.
    fn made(
        &self,
        candidates: &[Candidate],
        (asked, request): (&Asked, &Request),
        ranker: &Ranker<'_>,
        maker: &Shown<'_>,
    ) -> Result<Vec<(Hit, Option<Entry>)>> {
        let members = match request.copies {
            Copies::All => Members::default(),
            _ => Members::of(&self.archive, candidates)?,
        };
        let chosen = stories::chosen(&self.archive, &asked.query, (candidates, request), ranker)?;
        let orders: Vec<&str> = chosen.iter().map(String::as_str).collect();
        let entries = self.entries(&orders)?;
        let captures = self.captures(&orders)?;
        let mut hits = Vec::with_capacity(candidates.len());
        for ((candidate, order), captures) in candidates.iter().zip(&chosen).zip(captures) {
            let Some(entry) = entries.iter().find(|(other, _)| other == order).map(|(_, entry)| entry.clone()) else {
                continue;
            };
            let mut hit = maker.hit(entry.clone(), candidate.score, captures);
            hit.spread = members.spread(&candidate.story);
            hits.push((hit, Some(entry)));
        }
        Ok(hits)
    }

    /// The entries with these places in the order.
    fn entries(&self, orders: &[&str]) -> Result<Vec<(String, Entry)>> {
        let query = json!({ "bool": { "filter": [{ "terms": { Book::Order.name(): orders } }] } });
        let mut entries = Vec::with_capacity(orders.len());
        self.archive.fetch(&query, Wanted::Entries, (Sorted::ById, orders.len().max(1)), &mut |fetched| {
            entries.extend(fetched.entry.map(|entry| (fetched.order, *entry)));
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(entries)
    }

    /// How many captures there are of each of these articles.
    fn captures(&self, orders: &[&str]) -> Result<Vec<u64>> {
        if orders.is_empty() {
            return Ok(Vec::new());
        }
        let of_id = |order: &&str| {
            let id = &order[..order.len().min(ID_DIGITS)];
            json!({ "size": 0, "track_total_hits": true, "query": { "prefix": { Book::Order.name(): id } } })
        };
        let bodies: Vec<Value> = orders.iter().map(of_id).collect();
        let answers = self.archive.connection.searches(&self.archive.articles, &bodies)?;
        Ok(answers.iter().map(|answer| answer["hits"]["total"]["value"].as_u64().unwrap_or(1)).collect())
    }

    /// The ids of all articles that match a request.
    ///
    /// # Errors
    ///
    /// As [`ClusterSearcher::search`].
    pub fn ids(&self, request: &Request) -> Result<BTreeSet<ArticleId>> {
        let asked = self.asked(self.compiled(request)?.plan)?;
        let mut ids = BTreeSet::new();
        self.archive.fetch(&asked.query, Wanted::Nodes(&[]), (Sorted::ById, usize::MAX), &mut |fetched| {
            ids.extend(id_of(&fetched.order));
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(ids)
    }

    /// The captures of an article, by its id or by the id of the record that it came in: the newest first.
    ///
    /// # Errors
    ///
    /// When the cluster does not answer.
    pub fn article(&self, id: &str) -> Result<Vec<Entry>> {
        let by_id = match id.parse::<ArticleId>() {
            Ok(id) => json!({ "prefix": { Book::Order.name(): format!("{:016x}", id.0) } }),
            Err(_) => json!({ "term": { "id": id } }),
        };
        let mut found = Vec::new();
        self.archive.fetch(&by_id, Wanted::Entries, (Sorted::ById, MAX_CAPTURES), &mut |fetched| {
            found.extend(fetched.entry.map(|entry| *entry));
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(found)
    }

    /// The query for articles like the one with this id, and its id as an article; `None` where there is no such article.
    ///
    /// # Errors
    ///
    /// When the cluster does not answer.
    pub fn similar(&self, id: &str) -> Result<Option<(ArticleId, Query)>> {
        let entries = self.article(id)?;
        let query = |entry: &Entry| Ok((entry.article.id, similar::query(&self.archive, &entry.article)?));
        entries.first().map(query).transpose()
    }

    /// The words of a name, each with how many articles have it and its other spellings, likeliest first.
    ///
    /// # Errors
    ///
    /// When the cluster does not answer.
    pub fn names(&self, name: &str, point: Point) -> Result<Vec<NamePart>> {
        let fields = places(&self.archive, &["title", "body"]);
        let lexicon = Lexicon::new(&self.archive, &fields);
        let part = |text: String| {
            let articles = lexicon.exact(&text)?.terms.first().map_or(0, |term| term.doc_freq);
            let variants = variants::variants(&lexicon, &self.archive, &text, point)?;
            Ok(NamePart { text, articles, variants: variants.names, more: variants.more })
        };
        let parts = words(name).into_iter().take(MAX_NAME_WORDS).map(|word| part(word.text)).collect::<Result<_>>()?;
        self.archive.checked(parts)
    }
}

/// How many digits of [`Book::Order`] are the article's id.
const ID_DIGITS: usize = 16;

fn id_of(order: &str) -> Option<ArticleId> {
    u64::from_str_radix(order.get(..ID_DIGITS)?, 16).ok().map(ArticleId)
}

/// A plan, and the query that finds exactly its articles.
struct Asked {
    plan: Plan,
    query: Value,
}

/// Refuses what a cluster is not asked for yet.
fn check(request: &Request) -> Result<()> {
    let missing = [
        (request.explain, "what each part of a query finds (--explain)"),
        (request.copies == Copies::Longest, "the longest copy of a story (--copies longest)"),
    ];
    match missing.into_iter().find(|(is_asked, _)| *is_asked) {
        Some((_, what)) => Err(not_yet(what)),
        None => Ok(()),
    }
}

/// The error for what a cluster is not asked for yet.
pub fn not_yet(what: &str) -> Error {
    Error::new(ErrorKind::Unknown(format!("{what}: not to be had from a cluster yet; ask the index at home")))
}
