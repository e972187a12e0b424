//! The copies of a story, taken together.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use serde_json::{Value, json};

use super::archive::ClusterArchive;
use super::document::{Book, UNKNOWN, parts_of_node};
use super::fetched::{Fetched, Found, Walk, Wanted};
use super::ranked::{AtHand, Candidate, Ranker};
use crate::Result;
use crate::model::{ArticleId, Copies, FacetField, Spread};
use crate::plan::Request;

/// How much later a copy without a day comes where the copy to show is chosen: more than any two scores differ.
const UNDATED: i64 = 1 << 40;
/// The columns that say of which story a copy is.
pub(super) const STORY: &[Book] = &[Book::Story];
/// The facets that say how far a story spread.
pub(super) const SPREAD_FACETS: &[&str] = &["site", "date"];

/// Asks for all articles of the stories of candidates.
pub(super) struct Members(Value);

impl Members {
    /// Asks for the stories of those candidates that have copies; nothing where none has.
    pub(super) fn new(candidates: &[Candidate]) -> Option<Members> {
        let stories = with_copies(candidates);
        (!stories.is_empty()).then(|| Members(of_stories(&stories)))
    }

    /// What is fetched.
    pub(super) fn walk(&self) -> Walk<'_> {
        Walk::all(&self.0, Wanted::Columns(STORY, SPREAD_FACETS))
    }

    /// How far each story spread that has copies.
    ///
    /// # Errors
    ///
    /// When the cluster does not answer.
    pub(super) fn read(&self, archive: &ClusterArchive, first_page: Found) -> Result<BTreeMap<String, Spread>> {
        let mut members: BTreeMap<String, Vec<Fetched>> = BTreeMap::new();
        archive.go_on(self.walk(), first_page, &mut |fetched| {
            members.entry(fetched.story.clone()).or_default().push(fetched);
            Ok(ControlFlow::Continue(()))
        })?;
        let spread = |(story, members): (String, Vec<Fetched>)| Some((story, spread(&members)?));
        Ok(members.into_iter().filter_map(spread).collect())
    }
}

/// How far a story spread that these articles carry; none where they are one article. They were fetched with [`SPREAD_FACETS`].
pub(super) fn spread(members: &[Fetched]) -> Option<Spread> {
    let values = |facet: FacetField, depth: usize| {
        let nodes = members.iter().flat_map(|member| member.nodes_of(facet));
        let parts = nodes.filter(|node| node != UNKNOWN).map(|node| parts_of_node(&node));
        parts.filter(|parts| parts.len() == depth).collect::<BTreeSet<Vec<String>>>()
    };
    let ids: BTreeSet<ArticleId> = members.iter().filter_map(Fetched::id).collect();
    let days = values(FacetField::Date, 3);
    let days = days.first().zip(days.last()).map(|(first, last)| (first.join("-"), last.join("-")));
    let copies = ids.len().saturating_sub(1) as u64;
    let sites = values(FacetField::Site, 1).into_iter().flatten().collect();
    (copies > 0).then_some(Spread { copies, sites, days })
}

/// The query for the articles that carry any of these stories.
pub(super) fn of_stories<S: AsRef<str>>(stories: &[S]) -> Value {
    let stories: Vec<&str> = stories.iter().map(AsRef::as_ref).collect();
    json!({ "bool": { "filter": [{ "terms": { Book::Story.name(): stories } }] } })
}

fn with_copies(candidates: &[Candidate]) -> Vec<&str> {
    let copied = candidates.iter().filter(|candidate| candidate.copies > 0);
    copied.map(|candidate| candidate.story.as_str()).collect()
}

/// Asks for the copies, of those that match, that are shown for candidates.
pub(super) struct Chosen<'a> {
    query: Value,
    request: &'a Request,
    scores: bool,
}

impl<'a> Chosen<'a> {
    /// Asks which of what `found` finds are shown for these candidates; nothing where none has copies. `scores` says whether hits
    /// have scores.
    pub(super) fn new(
        found: &Value,
        candidates: &[Candidate],
        (request, scores): (&'a Request, bool),
    ) -> Option<Chosen<'a>> {
        let stories = with_copies(candidates);
        let query = json!({ "bool": { "filter": [found, of_stories(&stories)] } });
        (!stories.is_empty()).then_some(Chosen { query, request, scores })
    }

    /// What is fetched.
    pub(super) fn walk(&self) -> Walk<'_> {
        let by_score = self.scores && self.request.copies == Copies::Collapse;
        Walk::all(
            &self.query,
            if by_score { Wanted::Entries } else { Wanted::Columns(&[Book::Story, Book::Words, Book::Instant], &[]) },
        )
    }

    /// The place in the order of the article that is shown for each candidate: itself, or the copy of its story that is asked for.
    /// Entries that were fetched are kept at hand.
    ///
    /// # Errors
    ///
    /// When the cluster does not answer.
    pub(super) fn read(
        &self,
        archive: &ClusterArchive,
        first_page: Found,
        (candidates, ranker): (&[Candidate], &Ranker<'_>),
        at_hand: &mut AtHand,
    ) -> Result<Vec<String>> {
        let mut found: Vec<Fetched> = Vec::new();
        archive.go_on(self.walk(), first_page, &mut |fetched| {
            found.push(fetched);
            Ok(ControlFlow::Continue(()))
        })?;
        let ranked = ranker.candidates(&found, self.request.order);
        let mut best: BTreeMap<String, (i64, String)> = BTreeMap::new();
        for (fetched, candidate) in found.into_iter().zip(ranked) {
            let choice = match self.request.copies {
                Copies::First => fetched.instant.unwrap_or(i64::MAX),
                Copies::Longest => -fetched.words.unwrap_or_default(),
                // Of copies that are as good the one is shown that knows its day.
                Copies::All | Copies::Collapse if fetched.instant.is_some() => candidate.rank,
                Copies::All | Copies::Collapse => candidate.rank.saturating_add(UNDATED),
            };
            let choice = (choice, fetched.order.clone());
            let story = best.entry(fetched.story.clone());
            story.and_modify(|known| *known = known.clone().min(choice.clone())).or_insert(choice);
            if fetched.entry.is_some() {
                at_hand.insert(fetched.order.clone(), fetched);
            }
        }
        let shown = |candidate: &Candidate| match best.get(&candidate.story) {
            Some((_, order)) => order.clone(),
            None => candidate.order.clone(),
        };
        Ok(candidates.iter().map(shown).collect())
    }
}
