//! Candidates and their exact scores.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use rayon::prelude::*;
use tantivy::schema::Field;

use super::archive::ClusterArchive;
use super::bound::Bound;
use super::fetched::{Fetched, holds};
use crate::Result;
use crate::model::FIELDS;
use crate::plan::Order;
use crate::plan::compile::archive::Archive;
use crate::plan::compile::query_plan::Plan;
use crate::plan::matching::leaf::rank_of_score;
use crate::plan::ranking::feedback::{MODELS, Model, fields_of_question, gain, telling};
use crate::plan::ranking::matcher::TextMatcher;
use crate::plan::ranking::proximity::CANDIDATES;
use crate::plan::ranking::texts::{names, texts};

/// How many articles one thread scores at least: for fewer it is not worth waking it.
const SCORED_TOGETHER: usize = 16;

/// Articles whose entries were fetched, by their places in the order.
pub(super) type AtHand = BTreeMap<String, Fetched>;

/// An article in its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Candidate {
    /// What it is ordered by; the smallest comes first.
    pub(super) rank: i64,
    /// The last word on order.
    pub(super) order: String,
    /// Its score.
    pub(super) score: f32,
    /// What of its score is for likeness to the first hits.
    pub(super) likeness: f32,
    /// Its story.
    pub(super) story: String,
    /// How many other articles carry it.
    pub(super) copies: u64,
}

impl Eq for Candidate {}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Candidate) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Candidate {
    fn cmp(&self, other: &Candidate) -> Ordering {
        self.rank.cmp(&other.rank).then_with(|| self.order.cmp(&other.order))
    }
}

impl Candidate {
    fn of(fetched: &Fetched, order: Order, score: f32) -> Candidate {
        let rank = match order {
            Order::Relevance => rank_of_score(score),
            Order::Newest => fetched.instant.map_or(i64::MAX, |instant| -instant),
            Order::Oldest => fetched.instant.unwrap_or(i64::MAX),
        };
        let Fetched { order, story, copies, .. } = fetched;
        Candidate { rank, order: order.clone(), score, likeness: 0.0, story: story.clone(), copies: *copies }
    }
}

/// Scores articles by their texts.
pub(super) struct Ranker<'a> {
    archive: &'a ClusterArchive,
    plan: &'a Plan,
    matcher: TextMatcher<'a>,
}

impl<'a> Ranker<'a> {
    /// A ranker by this plan.
    pub(super) fn new(archive: &'a ClusterArchive, plan: &'a Plan) -> Ranker<'a> {
        let fields: Vec<Field> = FIELDS.iter().filter_map(|field| archive.place(field.name)).collect();
        let matcher = TextMatcher::new(&archive.schema, plan, &fields, archive.article_count());
        Ranker { archive, plan, matcher }
    }

    /// How high an article may come that was not fetched; none where the cluster's score does not tell.
    pub(super) fn bound(&self) -> Option<Bound> {
        Bound::of(self.plan, self.matcher.most_proximity(), |weight| self.archive.drift(weight))
    }

    /// Articles as a request orders them.
    pub(super) fn candidates(&self, fetched: &[Fetched], order: Order) -> Vec<Candidate> {
        let score = |one: &Fetched| if order == Order::Relevance { self.score(one).unwrap_or_default() } else { 0.0 };
        let candidate = |one: &Fetched| Candidate::of(one, order, score(one));
        fetched.par_iter().with_min_len(SCORED_TOGETHER).map(candidate).collect()
    }

    /// The score of an article whose entry was fetched; none where it does not match.
    pub(super) fn score(&self, fetched: &Fetched) -> Option<f32> {
        let entry = fetched.entry.as_deref()?;
        let names = names(self.archive, entry);
        let texts = texts(self.archive, entry, &names);
        self.matcher.score(&texts, &|part| holds(self.archive, part, entry, &fetched.file))
    }

    /// Adds what proximity and likeness to the first hits are worth, and puts the first hits in their new order. Their entries are
    /// at hand, by their places in the order.
    ///
    /// # Errors
    ///
    /// When the cluster does not answer.
    pub(super) fn rerank(&self, at_hand: &AtHand, hits: &mut [Candidate]) -> Result<()> {
        let count = hits.len().min(CANDIDATES);
        let first = &mut hits[..count];
        self.add_proximity(at_hand, first);
        self.add_likeness(at_hand, first)
    }

    fn add_proximity(&self, at_hand: &AtHand, first: &mut [Candidate]) {
        if first.len() < 2 || !self.matcher.has_pairs() {
            return;
        }
        first.par_iter_mut().with_min_len(SCORED_TOGETHER).for_each(|hit| {
            let Some(entry) = at_hand.get(&hit.order).and_then(|other| other.entry.as_deref()) else { return };
            let names = names(self.archive, entry);
            hit.score += self.matcher.proximity(&texts(self.archive, entry, &names));
            hit.rank = rank_of_score(hit.score);
        });
        first.sort();
    }

    fn add_likeness(&self, at_hand: &AtHand, first: &mut [Candidate]) -> Result<()> {
        let Some(fields) = fields_of_question(self.plan) else { return Ok(()) };
        let best = first.first().map_or(0.0, |hit| hit.score);
        if first.len() <= MODELS || best <= 0.0 {
            return Ok(());
        }
        let of_hit = |hit: &Candidate| at_hand.get(&hit.order);
        let model = |hit: &Candidate| {
            let article = of_hit(hit)?.entry.as_ref()?.article.clone();
            Some(Model { article, score: hit.score })
        };
        let models: Vec<Model> = first[..MODELS].iter().filter_map(model).collect();
        let leaves = telling(self.archive, self.archive, &fields, &models)?;
        let alike = Plan::Or(leaves.into_iter().map(Plan::Leaf).collect());
        let ranker = Ranker::new(self.archive, &alike);
        let likeness = |hit: &Candidate| of_hit(hit).and_then(|hit| ranker.score(hit)).unwrap_or_default();
        let mut likenesses: Vec<f32> = first.par_iter().with_min_len(SCORED_TOGETHER).map(likeness).collect();
        let most = likenesses.iter().copied().fold(0.0, f32::max);
        // The first hit keeps its place.
        likenesses[0] = most;
        for (hit, likeness) in first.iter_mut().zip(likenesses).filter(|_| most > 0.0) {
            hit.likeness = gain(best, likeness, most);
            hit.score += hit.likeness;
            hit.rank = rank_of_score(hit.score);
        }
        first.sort();
        Ok(())
    }
}
