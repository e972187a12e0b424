//! How far stories spread: the groups of copies as they are shown.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashSet};
use std::sync::OnceLock;

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
    fingerprints: &'a OnceLock<Fingerprints>,
}

impl<'a> Spreads<'a> {
    /// A reader that opens the columns into `fingerprints` when it first needs them: that is a search in the dictionary of columns for each
    /// column and a look at each publisher, and most hits have no copies.
    pub(crate) fn new(
        snapshot: &'a Snapshot,
        stories: &'a Stories,
        fingerprints: &'a OnceLock<Fingerprints>,
    ) -> Spreads<'a> {
        Spreads { snapshot, stories, fingerprints }
    }

    /// How far the story of an article spread; none where it has no copies.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(crate) fn of(&self, address: DocAddress) -> Result<Option<Spread>> {
        let Some(story) = self.stories.story(address) else { return Ok(None) };
        Ok(Some(self.spread(&self.stories.members(story))?).filter(|spread| spread.copies > 0))
    }

    fn fingerprints(&self) -> Result<&'a Fingerprints> {
        if let Some(known) = self.fingerprints.get() {
            return Ok(known);
        }
        let opened = Fingerprints::of(self.snapshot)?;
        Ok(self.fingerprints.get_or_init(|| opened))
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
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(crate) fn largest(&self, matching: Option<&HashSet<DocAddress>>) -> Result<Vec<u32>> {
        let fingerprints = self.fingerprints()?;
        let mut found: Vec<_> = Vec::new();
        for story in self.stories.all() {
            let members = self.stories.members(story);
            if matching.is_none_or(|matching| members.iter().any(|member| matching.contains(member))) {
                let articles = members.iter().map(|member| fingerprints.article(*member));
                let (sites, days): (BTreeSet<_>, BTreeSet<_>) = articles.map(|one| (one.site, one.day)).unzip();
                let key = fingerprints.article(self.stories.address(story)).key;
                let count = distinct(fingerprints, &members);
                if count > 1 {
                    found.push((Reverse((count, sites.len(), days.len())), key, story));
                }
            }
        }
        found.sort_unstable();
        Ok(found.into_iter().map(|(.., story)| story).collect())
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
        let shingles = self.fingerprints()?.shingles(middle);
        let articles = members.iter().map(|member| self.copy(*member, &shingles, compare));
        let articles = listed(articles.collect::<Result<Vec<_>>>()?.into_iter());
        Ok(CopyGroup { spread: self.spread(&members)?, articles })
    }

    fn copy(&self, address: DocAddress, middle: &[u64], compare: &Compare<'_>) -> Result<CopyOf> {
        let article = self.snapshot.entry(address)?.article;
        let fingerprints = self.fingerprints()?;
        let shingles = fingerprints.shingles(address);
        let own = Sample { words: fingerprints.article(address).words, shingles: &shingles };
        let differs = compare(&article);
        Ok(copy_of(article, &own, middle, differs))
    }

    fn spread(&self, members: &[DocAddress]) -> Result<Spread> {
        let fingerprints = self.fingerprints()?;
        let sites: BTreeSet<String> = members.iter().filter_map(|member| fingerprints.site(*member)).collect();
        let days = || members.iter().filter_map(|member| fingerprints.article(*member).day);
        let days = days().min().zip(days().max()).map(|(first, last)| (written(first), written(last)));
        let copies = distinct(fingerprints, members) as u64 - 1;
        Ok(Spread { copies, sites: sites.into_iter().collect(), days })
    }
}

/// How many articles there are among captures.
fn distinct(fingerprints: &Fingerprints, members: &[DocAddress]) -> usize {
    members.iter().map(|member| fingerprints.key(*member).0).collect::<BTreeSet<_>>().len()
}

/// A day that is counted from 1970.
fn written(day: i32) -> String {
    date(1970, 1, 1).saturating_add(i64::from(day).days()).to_string()
}
