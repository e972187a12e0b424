//! Candidates and their exact scores.

use std::cmp::Ordering;

use tantivy::schema::Field;

use super::archive::ClusterArchive;
use super::fetched::{Fetched, holds, names, texts};
use crate::model::FIELDS;
use crate::plan::Order;
use crate::plan::compile::archive::Archive;
use crate::plan::compile::query_plan::Plan;
use crate::plan::matching::leaf::rank_of_score;
use crate::plan::ranking::matcher::TextMatcher;
use crate::plan::ranking::proximity::CANDIDATES;

/// An article in its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Candidate {
    /// What it is ordered by; the smallest comes first.
    pub(super) rank: i64,
    /// The last word on order.
    pub(super) order: String,
    /// Its score.
    pub(super) score: f32,
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
    /// An article as a request orders it.
    pub(super) fn of(fetched: &Fetched, order: Order, ranker: &Ranker<'_>) -> Candidate {
        let score = if order == Order::Relevance { ranker.score(fetched).unwrap_or_default() } else { 0.0 };
        let rank = match order {
            Order::Relevance => rank_of_score(score),
            Order::Newest => fetched.instant.map_or(i64::MAX, |instant| -instant),
            Order::Oldest => fetched.instant.unwrap_or(i64::MAX),
        };
        let Fetched { order, story, copies, .. } = fetched;
        Candidate { rank, order: order.clone(), score, story: story.clone(), copies: *copies }
    }
}

/// Scores articles by their texts.
pub(super) struct Ranker<'a> {
    archive: &'a ClusterArchive,
    matcher: TextMatcher<'a>,
}

impl<'a> Ranker<'a> {
    /// A ranker by this plan.
    pub(super) fn new(archive: &'a ClusterArchive, plan: &'a Plan) -> Ranker<'a> {
        let fields: Vec<Field> = FIELDS.iter().filter_map(|field| archive.place(field.name)).collect();
        let matcher = TextMatcher::new(&archive.schema, plan, &fields, archive.article_count());
        Ranker { archive, matcher }
    }

    /// The score of an article whose entry was fetched; none where it does not match.
    pub(super) fn score(&self, fetched: &Fetched) -> Option<f32> {
        let entry = fetched.entry.as_deref()?;
        let names = names(self.archive, entry);
        let texts = texts(self.archive, entry, &names);
        self.matcher.score(&texts, &|part| holds(self.archive, part, entry, &fetched.file))
    }

    /// Adds what proximity is worth to the first hits, and puts them in their new order. The entries of those that
    /// are fetched are at hand.
    pub(super) fn rerank(&self, fetched: &[Fetched], hits: &mut [Candidate]) {
        let count = hits.len().min(CANDIDATES);
        let first = &mut hits[..count];
        if count < 2 {
            return;
        }
        for hit in first.iter_mut() {
            let Some(entry) =
                fetched.iter().find(|other| other.order == hit.order).and_then(|other| other.entry.as_deref())
            else {
                continue;
            };
            let names = names(self.archive, entry);
            hit.score += self.matcher.proximity(&texts(self.archive, entry, &names));
            hit.rank = rank_of_score(hit.score);
        }
        first.sort();
    }
}
