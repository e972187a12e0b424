//! The copies of a story, taken together.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use serde_json::{Value, json};

use super::archive::ClusterArchive;
use super::document::{Book, UNKNOWN, parts_of_node};
use super::fetched::{Fetched, Sorted, Wanted};
use super::ranked::{Candidate, Ranker};
use crate::Result;
use crate::model::{Copies, Spread};
use crate::plan::{Order, Request};

/// How much later a copy without a day comes where the copy to show is chosen: more than any two scores differ.
const UNDATED: i64 = 1 << 40;

/// The articles of stories, each story with all that carry it.
#[derive(Debug, Default)]
pub(super) struct Members(BTreeMap<String, Vec<Fetched>>);

impl Members {
    /// The members of the stories of candidates that have copies.
    ///
    /// # Errors
    ///
    /// When the cluster does not answer.
    pub(super) fn of(archive: &ClusterArchive, candidates: &[Candidate]) -> Result<Members> {
        let Some(query) = of_stories(candidates) else { return Ok(Members::default()) };
        let mut members: BTreeMap<String, Vec<Fetched>> = BTreeMap::new();
        archive.fetch(&query, Wanted::Nodes(&["site", "date"]), (Sorted::ById, usize::MAX), &mut |fetched| {
            members.entry(fetched.story.clone()).or_default().push(fetched);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(Members(members))
    }

    /// How far a story spread; none where it has no copies.
    pub(super) fn spread(&self, story: &str) -> Option<Spread> {
        let members = self.0.get(story)?;
        let values = |facet: &str, depth: usize| {
            let nodes = members.iter().flat_map(|member| member.nodes.get(facet)).flatten();
            let parts = nodes.filter(|node| *node != UNKNOWN).map(|node| parts_of_node(node));
            parts.filter(|parts| parts.len() == depth).collect::<BTreeSet<Vec<String>>>()
        };
        let ids: BTreeSet<&str> = members.iter().filter_map(|member| member.order.get(..16)).collect();
        let days = values("date", 3);
        let days = days.first().zip(days.last()).map(|(first, last)| (first.join("-"), last.join("-")));
        let copies = ids.len() as u64 - 1;
        let sites = values("site", 1).into_iter().flatten().collect();
        (copies > 0).then_some(Spread { copies, sites, days })
    }
}

/// The query for the articles of the stories of candidates that have copies; none where none has.
fn of_stories(candidates: &[Candidate]) -> Option<Value> {
    let stories: Vec<&str> =
        candidates.iter().filter(|candidate| candidate.copies > 0).map(|candidate| candidate.story.as_str()).collect();
    (!stories.is_empty()).then(|| json!({ "bool": { "filter": [{ "terms": { Book::Story.name(): stories } }] } }))
}

/// The article that is shown for each candidate: itself, or the copy of its story that is asked for among those that match.
///
/// # Errors
///
/// When the cluster does not answer.
pub(super) fn chosen(
    archive: &ClusterArchive,
    found: &Value,
    (candidates, request): (&[Candidate], &Request),
    ranker: &Ranker<'_>,
) -> Result<Vec<String>> {
    let own = || candidates.iter().map(|candidate| candidate.order.clone()).collect();
    let Some(stories) = of_stories(candidates).filter(|_| request.copies != Copies::All) else { return Ok(own()) };
    let both = json!({ "bool": { "filter": [found, stories] } });
    let wanted = if request.order == Order::Relevance { Wanted::Entries } else { Wanted::Nodes(&[]) };
    let mut best: BTreeMap<String, (i64, String)> = BTreeMap::new();
    archive.fetch(&both, wanted, (Sorted::ById, usize::MAX), &mut |fetched| {
        let choice = match request.copies {
            Copies::First => fetched.instant.unwrap_or(i64::MAX),
            // Of copies that are as good the one is shown that knows its day.
            _ => {
                let rank = Candidate::of(&fetched, request.order, ranker).rank;
                if fetched.instant.is_some() { rank } else { rank.saturating_add(UNDATED) }
            }
        };
        let choice = (choice, fetched.order);
        best.entry(fetched.story).and_modify(|known| *known = known.clone().min(choice.clone())).or_insert(choice);
        Ok(ControlFlow::Continue(()))
    })?;
    let of_candidate = |candidate: &Candidate| match best.get(&candidate.story) {
        Some((_, order)) => order.clone(),
        None => candidate.order.clone(),
    };
    Ok(candidates.iter().map(of_candidate).collect())
}
