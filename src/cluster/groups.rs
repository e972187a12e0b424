//! Groups of copies: the articles that carry one story, each compared with another.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use serde_json::{Value, json};

use super::archive::ClusterArchive;
use super::document::{Book, UNKNOWN};
use super::fetched::{Fetched, Walk, Wanted, of_article};
use super::stories::{SPREAD_FACETS, STORY, of_stories, spread};
use crate::Result;
use crate::copies::differences;
use crate::enrich::fingerprint;
use crate::model::{Article, ArticleId, CopyGroup, Differences};
use crate::plan::Request;
use crate::plan::aside::copies::{Sample, copy_of, listed};
use crate::plan::aside::versions;

/// Of how many stories the articles are looked at with one request, and of how many their texts.
const STORIES: usize = 5_000;
const STORIES_WITH_TEXTS: usize = 20;

/// A story by its place among the groups: the one of most articles, sites and days first, then the one of the leader's place in the order.
type Place = (Reverse<(usize, usize, usize)>, String, String);

/// In what an article differs from the one asked for.
type Compare<'a> = dyn Fn(&Article) -> Option<Differences> + 'a;

impl ClusterArchive {
    /// The articles that carry the same story as this one, with itself, each compared with it; none where it has no copies.
    ///
    /// # Errors
    ///
    /// When the cluster does not answer.
    pub(super) fn group_around(&self, id: ArticleId) -> Result<Option<CopyGroup>> {
        let captures = self.captures(&id.to_string())?.into_iter();
        let whole = captures.filter_map(|capture| capture.entry.map(|entry| (entry, capture.story)));
        // Pages of one address may tell different stories: the one that is shown first is meant.
        let shown = whole.min_by_key(|(entry, _)| versions::order(entry));
        let Some((asked, story)) = shown.map(|(entry, story)| (entry.article, story)) else { return Ok(None) };
        let members = self.members(&[story])?;
        let compare = |other: &Article| (other.id != asked.id).then(|| differences(&asked.body, &other.body));
        Ok(group(&members, &asked, &compare))
    }

    /// The groups of which an article matches `query`, the largest first, at most as many as `request` has room for: calls `each`
    /// with one after the other until it breaks, and returns how many there are in all.
    ///
    /// # Errors
    ///
    /// When the cluster does not answer.
    pub(super) fn groups(
        &self,
        query: &Value,
        request: &Request,
        each: &mut dyn FnMut(&CopyGroup) -> ControlFlow<()>,
    ) -> Result<usize> {
        let places = self.places(self.stories_of(query)?)?;
        for places in places.chunks(STORIES_WITH_TEXTS).take(request.limit.div_ceil(STORIES_WITH_TEXTS)) {
            let stories: Vec<&str> = places.iter().map(|(.., story)| story.as_str()).collect();
            let mut members: BTreeMap<String, Vec<Fetched>> = BTreeMap::new();
            for member in self.members(&stories)? {
                members.entry(member.story.clone()).or_default().push(member);
            }
            for (_, leader, story) in places {
                let Some(members) = members.get(story) else { continue };
                let leader = members.iter().find(|member| member.order == *leader).or(members.first());
                let Some(leader) = leader.and_then(|leader| leader.entry.as_ref()) else { continue };
                let Some(group) = group(members, &leader.article, &|_| None) else { continue };
                if each(&group).is_break() {
                    return Ok(places.len());
                }
            }
        }
        Ok(places.len())
    }

    /// The stories with copies that an article of carries which a query finds.
    fn stories_of(&self, query: &Value) -> Result<BTreeSet<String>> {
        let copied = json!({ "range": { Book::Copies.name(): { "gt": 0 } } });
        let query = json!({ "bool": { "filter": [query, copied] } });
        let mut stories = BTreeSet::new();
        self.fetch(Walk::all(&query, Wanted::Columns(&[Book::Story], &[])), &mut |fetched| {
            stories.insert(fetched.story);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(stories)
    }

    /// The places of stories among the groups, in order; without those that are one article, saved several times.
    fn places(&self, stories: BTreeSet<String>) -> Result<Vec<Place>> {
        let mut places = Vec::with_capacity(stories.len());
        let stories: Vec<String> = stories.into_iter().collect();
        for stories in stories.chunks(STORIES) {
            let query = of_stories(stories);
            let mut members: BTreeMap<String, Vec<Fetched>> = BTreeMap::new();
            self.fetch(Walk::all(&query, Wanted::Columns(STORY, SPREAD_FACETS)), &mut |fetched| {
                members.entry(fetched.story.clone()).or_default().push(fetched);
                Ok(ControlFlow::Continue(()))
            })?;
            places.extend(members.into_iter().filter_map(|(story, members)| place(story, &members)));
        }
        places.sort_unstable();
        Ok(places)
    }

    /// All articles that carry any of these stories, whole.
    fn members<S: AsRef<str>>(&self, stories: &[S]) -> Result<Vec<Fetched>> {
        let query = of_stories(stories);
        let mut members = Vec::new();
        self.fetch(Walk::all(&query, Wanted::Entries), &mut |fetched| {
            members.push(fetched);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(members)
    }

    /// The captures of an article, whole, by its id or by the id of the record that it came in.
    ///
    /// # Errors
    ///
    /// When the cluster does not answer.
    pub(super) fn captures(&self, id: &str) -> Result<Vec<Fetched>> {
        let (query, limit) = match id.parse::<ArticleId>() {
            Ok(id) => (of_article(id), usize::MAX),
            Err(_) => (json!({ "term": { "id": id } }), versions::OF_ONE_RECORD),
        };
        let mut found = Vec::new();
        self.fetch(Walk { limit, ..Walk::all(&query, Wanted::Entries) }, &mut |fetched| {
            found.push(fetched);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(found)
    }
}

/// The place of a story that these articles carry; none where they are one article.
fn place(story: String, members: &[Fetched]) -> Option<Place> {
    let ids: BTreeSet<ArticleId> = members.iter().filter_map(Fetched::id).collect();
    // An article without a site, or without a day, has none like the others: one more of them.
    let kinds = |facet: &str, is_value: &dyn Fn(&str) -> bool| {
        let value = |member: &Fetched| member.nodes.get(facet)?.iter().find(|node| is_value(node)).cloned();
        members.iter().map(value).collect::<BTreeSet<Option<String>>>().len()
    };
    let sites = kinds("site", &|node| node != UNKNOWN);
    let days = kinds("date", &|node| node.matches('/').count() == 3);
    let leader = members.iter().find(|member| member.is(&story)).or(members.first())?;
    (ids.len() > 1).then(|| (Reverse((ids.len(), sites, days)), leader.order.clone(), story))
}

/// The group of these articles, compared with one in the middle of them; none where they are one article.
fn group(members: &[Fetched], middle: &Article, compare: &Compare<'_>) -> Option<CopyGroup> {
    let middle = fingerprint(&middle.body).shingles;
    let articles = members.iter().filter_map(|member| member.entry.as_ref()).map(|entry| {
        let own = fingerprint(&entry.article.body);
        let sample = Sample { words: own.words, shingles: &own.shingles };
        copy_of(entry.article.clone(), &sample, &middle, compare(&entry.article))
    });
    Some(CopyGroup { spread: spread(members)?, articles: listed(articles) })
}
