//! How far stories spread: the groups of copies as they are shown.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashSet};

use jiff::ToSpan;
use jiff::civil::date;
use tantivy::DocAddress;

use super::groups::Stories;
use crate::Result;
use crate::copies::differences;
use crate::index::{Fingerprints, Snapshot};
use crate::model::{Article, CopyGroup, CopyOf, Differences, Spread};
use crate::plan::aside::copies::{Sample, copy_of, listed};

/// In what an article differs from the one asked for.
type Compare<'a> = dyn Fn(&Article) -> Option<Differences> + 'a;

/// Reads the groups of a snapshot.
pub(crate) struct Spreads<'a> {
    snapshot: &'a Snapshot,
    stories: &'a Stories,
    fingerprints: Fingerprints,
}

impl<'a> Spreads<'a> {
    /// Opens the columns.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(crate) fn open(snapshot: &'a Snapshot, stories: &'a Stories) -> Result<Spreads<'a>> {
        Ok(Spreads { snapshot, stories, fingerprints: Fingerprints::of(snapshot)? })
    }

    /// How far the story of an article spread; none where it has no copies.
    pub(crate) fn of(&self, address: DocAddress) -> Option<Spread> {
        let story = self.stories.story(address)?;
        Some(self.spread(&self.stories.members(story))).filter(|spread| spread.copies > 0)
    }

    /// The group of an article, every other compared with it, sentence by sentence; none where it has no copies.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(crate) fn around(&self, address: DocAddress) -> Result<Option<CopyGroup>> {
        let Some(story) = self.stories.story(address) else { return Ok(None) };
        let asked = self.snapshot.entry(address)?.article;
        let compare = |other: &Article| (other.id != asked.id).then(|| differences(&asked.body, &other.body));
        let group = self.group(story, address, &compare)?;
        Ok(Some(group).filter(|group| group.spread.copies > 0))
    }

    /// The stories with copies, those with most articles first, then those on most sites and days. Only those that one
    /// of the `matching` articles carries, where these are given.
    pub(crate) fn largest(&self, matching: Option<&HashSet<DocAddress>>) -> Vec<u32> {
        let mut found: Vec<_> = Vec::new();
        for story in self.stories.all() {
            let members = self.stories.members(story);
            if matching.is_none_or(|matching| members.iter().any(|member| matching.contains(member))) {
                let articles = members.iter().map(|member| self.fingerprints.article(*member));
                let (sites, days): (BTreeSet<_>, BTreeSet<_>) = articles.map(|one| (one.site, one.day)).unzip();
                let key = self.fingerprints.article(self.stories.address(story)).key;
                let count = self.distinct(&members);
                if count > 1 {
                    found.push((Reverse((count, sites.len(), days.len())), key, story));
                }
            }
        }
        found.sort_unstable();
        found.into_iter().map(|(.., story)| story).collect()
    }

    /// The group of a story, compared with the article that leads it.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(crate) fn led(&self, story: u32) -> Result<CopyGroup> {
        self.group(story, self.stories.address(story), &|_| None)
    }

    fn group(&self, story: u32, middle: DocAddress, compare: &Compare<'_>) -> Result<CopyGroup> {
        let members = self.stories.members(story);
        let shingles = self.fingerprints.shingles(middle);
        let articles = members.iter().map(|member| self.copy(*member, &shingles, compare));
        let articles = listed(articles.collect::<Result<Vec<_>>>()?.into_iter());
        Ok(CopyGroup { spread: self.spread(&members), articles })
    }

    fn copy(&self, address: DocAddress, middle: &[u64], compare: &Compare<'_>) -> Result<CopyOf> {
        let article = self.snapshot.entry(address)?.article;
        let shingles = self.fingerprints.shingles(address);
        let own = Sample { words: self.fingerprints.article(address).words, shingles: &shingles };
        let differs = compare(&article);
        Ok(copy_of(article, &own, middle, differs))
    }

    fn spread(&self, members: &[DocAddress]) -> Spread {
        let sites: BTreeSet<String> = members.iter().filter_map(|member| self.fingerprints.site(*member)).collect();
        let days = || members.iter().filter_map(|member| self.fingerprints.article(*member).day);
        let days = days().min().zip(days().max()).map(|(first, last)| (written(first), written(last)));
        Spread { copies: self.distinct(members) as u64 - 1, sites: sites.into_iter().collect(), days }
    }

    /// How many articles there are among captures.
    fn distinct(&self, members: &[DocAddress]) -> usize {
        members.iter().map(|member| self.fingerprints.article(*member).key.0).collect::<BTreeSet<_>>().len()
    }
}

/// A day that is counted from 1970.
fn written(day: i32) -> String {
    date(1970, 1, 1).saturating_add(i64::from(day).days()).to_string()
}
