//! Which shingles are held by several articles, and by which.
//!
//! Hashes are looked at in passes, one range of them a pass, so that memory does not grow with the archive but for what
//! is shared. A shingle that one article holds alone takes no room; one that many hold is a turn of phrase, a
//! publisher's notice or a form, and counts neither for nor against.

use super::sketches::Sketches;
use crate::Result;
use crate::model::Fingerprint;

/// Calls its argument with every article's number and each of its shingles. It is run once a pass.
pub type Source<'a> = dyn Fn(&mut dyn FnMut(u32, u64)) -> Result<()> + 'a;

/// A shingle that more articles than this hold says nothing.
pub(super) const MOST_HOLDERS: usize = 60;
/// A shingle that more articles than this of one publisher hold is part of its pages or of a form, not of a story.
const MOST_OF_A_SITE: usize = 8;
/// How many articles a story has at most, however many publishers printed it.
pub(super) const MOST_OF_A_STORY: usize = 1_000;
/// And how many of each publisher at most, on average.
const ARTICLES_OF_A_SITE: usize = 2;
/// How many shingles are sorted in one pass: 128 MiB of them.
const A_PASS: u64 = 16 << 20;
/// Bits of an article's number beside a hash.
const NUMBER_BITS: u32 = 30;

/// The shingles that are held by several articles, by number, both ways.
#[derive(Debug, Default)]
pub(super) struct Shared {
    /// The holders of each shingle, one after the other.
    holders: Vec<u32>,
    /// Where the holders of each shingle start, and where the last end.
    starts: Vec<u32>,
    /// The shared shingles of each article, one after the other.
    shingles: Vec<u32>,
    /// Where those of each article start, and where the last end.
    of_item: Vec<u32>,
    /// How many shingles of each article say something, shared or not.
    pub(super) telling: Vec<u32>,
}

impl Shared {
    /// Gathers them; the source tells of about `total`.
    ///
    /// # Errors
    ///
    /// When the source fails.
    pub(super) fn gather(items: &Sketches<'_>, total: u64, source: &Source<'_>) -> Result<Shared> {
        let telling = (0..items.len()).map(|item| items[item].shingles).collect();
        let mut shared = Shared { starts: vec![0], telling, ..Shared::default() };
        let passes = total.div_ceil(A_PASS).max(1);
        let width = Fingerprint::SPACE.div_ceil(passes);
        let mut held = Vec::with_capacity(total.div_ceil(passes) as usize);
        for pass in 0..passes {
            let range = pass * width..(pass + 1) * width;
            held.clear();
            source(&mut |item, hash| {
                if range.contains(&hash) {
                    held.push((hash << NUMBER_BITS) | u64::from(item));
                }
            })?;
            held.sort_unstable();
            let number = |entry: &u64| (entry & ((1 << NUMBER_BITS) - 1)) as u32;
            held.chunk_by(|one, other| one >> NUMBER_BITS == other >> NUMBER_BITS)
                .for_each(|holders| shared.add(items, holders.iter().map(number)));
        }
        shared.turn_round(items.len());
        Ok(shared)
    }

    /// Those among these shingles, each with an article that holds it; how many of each article say something is known.
    pub(super) fn among(items: &Sketches<'_>, mut held: Vec<(u64, u32)>, telling: &[u32]) -> Shared {
        // What is common among them was taken off already.
        let mut shared = Shared { starts: vec![0], telling: vec![u32::MAX; items.len()], ..Shared::default() };
        held.sort_unstable();
        held.chunk_by(|one, other| one.0 == other.0)
            .for_each(|holders| shared.add(items, holders.iter().map(|(_, item)| *item)));
        shared.telling = telling.to_vec();
        shared.turn_round(items.len());
        shared
    }

    /// The shared shingles of an article.
    pub(super) fn of(&self, item: u32) -> &[u32] {
        let item = item as usize;
        &self.shingles[self.of_item[item] as usize..self.of_item[item + 1] as usize]
    }

    /// The articles that hold a shared shingle, in the order of their numbers.
    pub(super) fn holders(&self, shingle: u32) -> &[u32] {
        let shingle = shingle as usize;
        &self.holders[self.starts[shingle] as usize..self.starts[shingle + 1] as usize]
    }

    fn add(&mut self, items: &Sketches<'_>, holders: impl Iterator<Item = u32>) {
        let first = self.holders.len();
        self.holders.extend(holders);
        let holders = &self.holders[first..];
        match class(items, holders) {
            Class::Shared => self.starts.push(self.holders.len() as u32),
            Class::Alone => self.holders.truncate(first),
            Class::Common => {
                holders.iter().for_each(|item| self.telling[*item as usize] -= 1);
                self.holders.truncate(first);
            }
        }
    }

    /// Writes down for each article which shingles it holds (a counting sort).
    fn turn_round(&mut self, items: usize) {
        self.of_item = vec![0; items + 1];
        self.holders.iter().for_each(|item| self.of_item[*item as usize + 1] += 1);
        for item in 0..items {
            self.of_item[item + 1] += self.of_item[item];
        }
        let mut next = self.of_item.clone();
        self.shingles = vec![0; self.holders.len()];
        for shingle in 0..self.starts.len() - 1 {
            for place in self.starts[shingle]..self.starts[shingle + 1] {
                let next = &mut next[self.holders[place as usize] as usize];
                self.shingles[*next as usize] = shingle as u32;
                *next += 1;
            }
        }
    }
}

/// What a shingle says of the articles that hold it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// It is held by one article, or none.
    Alone,
    /// It may be a part of one story.
    Shared,
    /// It is a turn of phrase, a notice or a form, and says nothing.
    Common,
}

/// What a shingle says of these articles.
pub(super) fn class(items: &Sketches<'_>, holders: &[u32]) -> Class {
    if holders.len() < 2 {
        return Class::Alone;
    }
    let is_common = holders.len() > MOST_HOLDERS && !is_spread(items, holders.iter().copied());
    if is_common || is_of_a_site(items, holders.iter().copied()) { Class::Common } else { Class::Shared }
}

/// Whether as many publishers hold a shingle as a story of an agency finds, each in hardly more than one article: a turn of
/// phrase comes back at the same publishers.
fn is_spread(items: &Sketches<'_>, holders: impl ExactSizeIterator<Item = u32>) -> bool {
    let count = holders.len();
    if count > MOST_OF_A_STORY {
        return false;
    }
    let mut sites: Vec<u64> = holders.filter_map(|item| items.home(item).0).collect();
    sites.sort_unstable();
    sites.dedup();
    sites.len() * ARTICLES_OF_A_SITE >= count
}

/// Whether one publisher holds a shingle in too many of its articles.
fn is_of_a_site(items: &Sketches<'_>, holders: impl ExactSizeIterator<Item = u32>) -> bool {
    if holders.len() <= MOST_OF_A_SITE {
        return false;
    }
    // Captures of one page count once.
    let home = |item| {
        let (site, id) = items.home(item);
        site.map(|site| (site, id))
    };
    let mut sites: Vec<(u64, u64)> = holders.filter_map(home).collect();
    sites.sort_unstable();
    sites.dedup();
    sites.chunk_by(|one, other| one.0 == other.0).any(|of_one| of_one.len() > MOST_OF_A_SITE)
}
