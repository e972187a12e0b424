//! From what matches to the hits that are shown.
//!
//! The first hits by a score without statistics of shards are fetched with their texts and scored exactly, by the code and the
//! figures of home. What else is shown of a hit (how far its story spread, which copy stands for it, how often it was saved) is asked
//! for all hits of a page in one request.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use serde_json::{Value, json};

use super::archive::ClusterArchive;
use super::asked::Asked;
use super::bound::Bound;
use super::document::Book;
use super::fetched::{Fetched, Found, Sorted, Walk, Wanted, last_place};
use super::ranked::{Candidate, Ranker};
use super::stories::{Chosen, Members};
use crate::Result;
use crate::model::{Copies, Entry, Hit, ScorePart, Spread};
use crate::plan::aside::explain::{self, Scored};
use crate::plan::compile::query_plan::Plan;
use crate::plan::passages::shown::Shown;
use crate::plan::ranking::proximity::CANDIDATES;
use crate::plan::{Order, Request};

/// How many of the best hits by the cluster's own score are scored exactly: where no more match, all are, and the order is that of
/// an index. Where more articles score alike than are scored, others than those of an index may come first.
const SCORED: usize = 300;
/// How many more than the hits are fetched at first where a bound may say that this is enough.
const SPARE: usize = 50;
/// The entries of so many articles are kept at hand.
const MOST_AT_HAND: usize = 300;
/// Up to so many hits, without scores, are fetched with their texts at once.
const SHORT_PAGE: usize = 60;
/// The columns that say of an article where it stands among the hits.
const PLACE: &[Book] = &[Book::Story, Book::Copies];
/// How many hits are made at a time where there are many.
const PIECE: usize = 256;

/// The hits of one request.
pub(super) struct Page<'a> {
    archive: &'a ClusterArchive,
    asked: &'a Asked,
    request: &'a Request,
    ranker: Ranker<'a>,
    maker: Shown<'a>,
    /// Whether hits have scores.
    scores: bool,
    /// How high an article may come that is not among the first ones fetched.
    bound: Option<Bound>,
    /// The articles whose entries were fetched, by their places in the order.
    at_hand: BTreeMap<String, Fetched>,
}

/// A hit, with its entry.
pub(super) struct Made {
    pub(super) hit: Hit,
    pub(super) entry: Entry,
    /// The key of its file.
    pub(super) file: String,
}

impl<'a> Page<'a> {
    /// The hits of what was asked.
    pub(super) fn new(archive: &'a ClusterArchive, asked: &'a Asked, request: &'a Request) -> Page<'a> {
        let ranker = Ranker::new(archive, &asked.plan);
        let scores = request.order == Order::Relevance && is_scored(&asked.plan);
        let bound = ranker.bound().filter(|_| scores);
        Page {
            archive,
            asked,
            request,
            ranker,
            maker: Shown::new(&archive.schema, &asked.plan, &archive.languages, request),
            scores,
            bound,
            at_hand: BTreeMap::new(),
        }
    }

    /// The articles among which the hits are, in the order in which a cluster has them.
    pub(super) fn walk(&self) -> Walk<'a> {
        let sorted = match self.request.order {
            Order::Relevance if self.scores => Sorted::ByScore,
            // What only filters has no scores, and its hits come by their ids.
            Order::Relevance => Sorted::ById,
            Order::Newest => Sorted::Newest,
            Order::Oldest => Sorted::Oldest,
        };
        let shown = self.shown();
        // Of a first page the texts are needed anyway; some more, for copies of one story are one hit.
        let is_page = self.scores || shown <= SHORT_PAGE;
        let walk = Walk::all(&self.asked.query, if is_page { Wanted::Entries } else { Wanted::Columns(PLACE, &[]) });
        let page = match (self.scores, is_page) {
            (true, _) => self.first_wanted().min(walk.page),
            (false, true) => shown + shown / 2 + 4,
            (false, false) => walk.page,
        };
        let limit = if self.request.limit == 0 { 0 } else { usize::MAX };
        Walk { sorted, limit, page, ..walk }
    }

    /// How many hits there are up to the last one that is shown.
    fn shown(&self) -> usize {
        self.request.offset.saturating_add(self.request.limit)
    }

    fn order(&self) -> Order {
        if self.scores { Order::Relevance } else { self.request.order }
    }

    /// How many of the first articles by the cluster's own score are looked at, where hits have scores.
    fn wanted(&self) -> usize {
        let shown = self.shown();
        SCORED.max(CANDIDATES).max(shown.saturating_add(SCORED / 2))
    }

    /// How many of them are fetched at first: where a bound says that no other can come among the hits, that is enough.
    fn first_wanted(&self) -> usize {
        match self.bound {
            Some(_) => self.shown().saturating_add(SPARE).min(self.wanted()),
            None => self.wanted(),
        }
    }

    /// Calls `each` with the hits that are shown, some hundred at a time, until it breaks. `first_page` is the answer to the search
    /// for the first page of [`Page::walk`].
    ///
    /// # Errors
    ///
    /// When the cluster does not answer whole.
    pub(super) fn each_piece(
        mut self,
        first_page: Found,
        each: &mut dyn FnMut(Vec<Made>) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        if self.request.limit == 0 {
            return Ok(());
        }
        let mut candidates = self.candidates(first_page)?;
        candidates.drain(..self.request.offset.min(candidates.len()));
        candidates.truncate(self.request.limit);
        for candidates in candidates.chunks(PIECE) {
            if each(self.made(candidates)?)?.is_break() {
                break;
            }
        }
        Ok(())
    }

    /// The first hits in order, one a story where copies are collapsed.
    fn candidates(&mut self, first_page: Found) -> Result<Vec<Candidate>> {
        let first = self.walk();
        let Some(bound) = self.bound.filter(|_| first.page < self.wanted()) else {
            let found = self.found(first, first_page)?;
            let ranked = self.ranker.candidates(&found, self.order());
            return self.in_order(found, ranked);
        };
        let last = last_place(&first_page);
        let few = self.found(Walk { limit: first.page, ..first }, first_page)?;
        let ranked = self.ranker.candidates(&few, Order::Relevance);
        let bound = bound.allowing_for(few.iter().zip(&ranked).map(|(few, exact)| (few.sort_key, exact.score)));
        let last_fetched = few.last().filter(|_| few.len() == first.page).map(|last| last.sort_key);
        let others = last_fetched.map(|score| bound.highest(score));
        let hits = self.in_order(few, ranked.clone())?;
        let last_shown = self.shown().checked_sub(1).and_then(|last| hits.get(last)).map(|hit| hit.score);
        match (others, last_shown) {
            (None, _) => Ok(hits),
            (Some(others), Some(last_shown)) if others < last_shown => Ok(hits),
            (Some(_), Some(last_shown)) => self.with_more(last, ranked, (bound, last_shown)),
            // Copies of a few stories were all that came.
            (Some(_), None) => {
                let all = Walk { page: self.wanted().min(Walk::all(first.query, first.wanted).page), ..first };
                let found = self.found(all, self.archive.find(&all.first())?)?;
                let ranked = self.ranker.candidates(&found, Order::Relevance);
                self.in_order(found, ranked)
            }
        }
    }

    /// The first hits in order, among the articles at hand, which are `ranked`, and those after the last of them that may have a score
    /// as high as this.
    fn with_more(
        &mut self,
        last: Option<Value>,
        mut ranked: Vec<Candidate>,
        (bound, score): (Bound, f32),
    ) -> Result<Vec<Candidate>> {
        let first = self.walk();
        let page = self.wanted().min(Walk::all(first.query, first.wanted).page) - first.page;
        let walk = Walk { page, limit: page, ..first };
        let mut body = walk.first();
        body["search_after"] = json!(last);
        body["min_score"] = json!(bound.least(score));
        let more = self.found(walk, self.archive.find(&body)?)?;
        let of_more = self.ranker.candidates(&more, Order::Relevance);
        let mut scores = more.iter().zip(&of_more).map(|(more, exact)| (more.sort_key, exact.score));
        debug_assert!(scores.all(|(score, exact)| bound.allows(score, exact)), "{}", self.asked.query);
        let mut found: Vec<Fetched> = std::mem::take(&mut self.at_hand).into_values().collect();
        found.extend(more);
        ranked.extend(of_more);
        self.in_order(found, ranked)
    }

    /// The articles of a walk, as many as the hits need.
    fn found(&self, walk: Walk<'_>, first_page: Found) -> Result<Vec<Fetched>> {
        let collapses = self.request.copies != Copies::All;
        // As many articles as are ranked again, or as the cluster's own score needs to have the best among them.
        let articles = if self.scores { self.wanted() } else { self.shown() };
        let mut met: BTreeSet<String> = BTreeSet::new();
        let mut found: Vec<Fetched> = Vec::new();
        self.archive.go_on(walk, first_page, &mut |fetched| {
            if collapses {
                met.insert(fetched.story.clone());
            }
            found.push(fetched);
            let so_far = if collapses { met.len() } else { found.len() };
            let is_enough = so_far >= self.shown() && found.len() >= articles;
            Ok(if is_enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        })?;
        Ok(found)
    }

    /// The hits among these articles in order, one a story where copies are collapsed. The articles are kept at hand.
    fn in_order(&mut self, mut found: Vec<Fetched>, mut candidates: Vec<Candidate>) -> Result<Vec<Candidate>> {
        candidates.sort();
        // What is written to between two requests may come twice.
        candidates.dedup_by(|one, other| one.order == other.order);
        if self.request.copies != Copies::All {
            let mut seen = BTreeSet::new();
            candidates.retain(|candidate| seen.insert(candidate.story.clone()));
        }
        found.truncate(MOST_AT_HAND);
        self.at_hand = found.into_iter().map(|fetched| (fetched.order.clone(), fetched)).collect();
        if self.scores {
            self.ranker.rerank(&self.at_hand, &mut candidates)?;
        }
        Ok(candidates)
    }

    /// The hits of candidates: each shown by the copy that is chosen, with how far its story spread.
    fn made(&mut self, candidates: &[Candidate]) -> Result<Vec<Made>> {
        let collapses = self.request.copies != Copies::All;
        let members = if collapses { Members::new(candidates) } else { None };
        let of_request = (self.request, self.scores);
        let chosen = if collapses { Chosen::new(&self.asked.query, candidates, of_request) } else { None };
        let own = self.not_at_hand(candidates.iter().map(|candidate| candidate.order.as_str()));
        let own_query = by_order(&own);
        let entries = Walk { limit: own.len(), ..Walk::all(&own_query, Wanted::Entries) };
        let entries = (!own.is_empty()).then_some(entries);
        let walks = [members.as_ref().map(Members::walk), chosen.as_ref().map(Chosen::walk), entries];
        let bodies: Vec<Value> = walks.iter().flatten().map(Walk::first).collect();
        let mut answers = self.archive.find_all(&bodies, &[])?.into_iter();
        let mut answer_to = |walk: Option<Walk<'_>>| walk.and_then(|_| answers.next());
        let spread = match (&members, answer_to(walks[0])) {
            (Some(members), Some(answer)) => members.read(self.archive, answer)?,
            _ => BTreeMap::new(),
        };
        let shown = match (&chosen, answer_to(walks[1])) {
            (Some(chosen), Some(answer)) => {
                chosen.read(self.archive, answer, (candidates, &self.ranker), &mut self.at_hand)?
            }
            _ => candidates.iter().map(|candidate| candidate.order.clone()).collect(),
        };
        let own = answer_to(walks[2]);
        if let Some((walk, answer)) = entries.zip(own) {
            self.keep(walk, Some(answer))?;
        }
        let missing = self.not_at_hand(shown.iter().map(String::as_str));
        if !missing.is_empty() {
            let query = by_order(&missing);
            self.keep(Walk { limit: missing.len(), ..Walk::all(&query, Wanted::Entries) }, None)?;
        }
        self.hits(candidates, &shown, &spread)
    }

    /// The hits of candidates, of which the articles at these places in the order are shown.
    fn hits(&self, candidates: &[Candidate], shown: &[String], spread: &BTreeMap<String, Spread>) -> Result<Vec<Made>> {
        let mut hits = Vec::with_capacity(candidates.len());
        for (candidate, order) in candidates.iter().zip(shown) {
            let Some(Fetched { entry: Some(entry), file, captures, .. }) = self.at_hand.get(order) else { continue };
            let mut hit = self.maker.hit((**entry).clone(), candidate.score, *captures);
            hit.spread = spread.get(&candidate.story).cloned();
            if self.request.explain && self.scores {
                hit.score_parts = self.score_parts(candidate)?;
            }
            hits.push(Made { hit, entry: (**entry).clone(), file: file.clone() });
        }
        Ok(hits)
    }

    /// Those places in the order of which the entry was not fetched.
    fn not_at_hand<'o>(&self, orders: impl Iterator<Item = &'o str>) -> Vec<String> {
        let has_entry = |order: &str| self.at_hand.get(order).is_some_and(|fetched| fetched.entry.is_some());
        let missing: BTreeSet<&str> = orders.filter(|order| !has_entry(order)).collect();
        missing.into_iter().map(str::to_owned).collect()
    }

    /// Keeps the articles of a walk at hand.
    fn keep(&mut self, walk: Walk<'_>, first_page: Option<Found>) -> Result<()> {
        let at_hand = &mut self.at_hand;
        let mut keep = |fetched: Fetched| {
            at_hand.insert(fetched.order.clone(), fetched);
            Ok(ControlFlow::Continue(()))
        };
        match first_page {
            Some(first_page) => self.archive.go_on(walk, first_page, &mut keep),
            None => self.archive.fetch(walk, &mut keep),
        }
    }

    /// What makes up the score of a hit.
    fn score_parts(&self, candidate: &Candidate) -> Result<Vec<ScorePart>> {
        let Some(fetched) = self.at_hand.get(&candidate.order) else { return Ok(Vec::new()) };
        let scored = Scored { score: candidate.score, likeness: candidate.likeness };
        let score = |part: &Plan| Ok(Ranker::new(self.archive, part).score(fetched));
        explain::score_parts(&self.asked.plan, scored, &score)
    }
}

/// Whether what a plan finds has scores: only words have.
fn is_scored(plan: &Plan) -> bool {
    match plan {
        Plan::Leaf(_) => true,
        Plan::And(parts) | Plan::Or(parts) => parts.iter().any(is_scored),
        Plan::All | Plan::Labels(_) | Plan::Filter(_) | Plan::Not(_) => false,
    }
}

/// The query for the articles in these places of the order.
fn by_order(orders: &[String]) -> Value {
    json!({ "bool": { "filter": [{ "terms": { Book::Order.name(): orders } }] } })
}
