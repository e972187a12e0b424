//! Texts that are the same or nearly the same, and many: each such class is one article to all that is counted.
//!
//! What more than a few dozen articles hold is taken for a turn of phrase, and says nothing of any of them
//! ([`super::shared`]). A page that was saved a hundred times, or put up on a hundred sites word for word, would thus be no copy of itself. So
//! texts that have nearly all shingles in common are found first, by the least hashes of their samples (one-permutation
//! MinHash: Li, Owen and Zhang, NIPS 2012): texts that agree in a few of them are compared in full. Recurring reports of one
//! form are no twins, for their figures differ.

use std::collections::HashMap;

use xxhash_rust::xxh3::xxh3_64;

use super::figures::Figures;
use super::likeness::{Overlap, compare};
use super::shared::Source;
use crate::Result;
use crate::model::Sketch;

/// Into how many bins the hashes of a text are divided; the least of each is compared.
const BINS: usize = 8;

/// Texts that agree in all bins of one of these are compared: at a likeness of .9, all but one pair in fifty.
const BANDS: [&[usize]; 3] = [&[0, 1, 2], &[3, 4, 5], &[6, 7]];

/// Twins have this share of all their shingles in common (Jaccard).
const ALIKE: f32 = 0.9;

/// How many articles must agree to be joined here; fewer are found as all other copies are.
const MANY: usize = 9;

/// The fewest shingles of a sample that does not agree by chance.
const LEAST_SHINGLES: u32 = 3;

/// How many different articles of those that agree in a band are kept to compare others with.
const MAX_FIRSTS: usize = 8;

/// Which articles stand for others that are the same.
pub(super) struct Twins(Vec<u32>);

impl Twins {
    /// Finds them.
    ///
    /// # Errors
    ///
    /// When the source fails.
    pub(super) fn find(items: &[Sketch], figures: &Figures, source: &Source<'_>) -> Result<Twins> {
        let mut twins = Twins((0..items.len() as u32).collect());
        let agreeing = agreeing(items, source)?;
        if agreeing.is_empty() {
            return Ok(twins);
        }
        let mut samples: HashMap<u32, Vec<u64>> = agreeing.iter().flatten().map(|item| (*item, Vec::new())).collect();
        source(&mut |item, hash| {
            if let Some(sample) = samples.get_mut(&item) {
                sample.push(hash);
            }
        })?;
        for members in agreeing {
            twins.join(members, items, figures, &samples);
        }
        Ok(twins)
    }

    /// The article that stands for an article, mostly itself.
    pub(super) fn first(&self, mut item: u32) -> u32 {
        while self.0[item as usize] != item {
            item = self.0[item as usize];
        }
        item
    }

    /// Whether an article stands for itself.
    pub(super) fn counts(&self, item: u32) -> bool {
        self.0[item as usize] == item
    }

    /// Joins the articles that agree in a band to the first of them that is the same: one with a day, if there is one.
    fn join(&mut self, mut members: Vec<u32>, items: &[Sketch], figures: &Figures, samples: &HashMap<u32, Vec<u64>>) {
        members.sort_unstable_by_key(|member| {
            let item = &items[*member as usize];
            (item.day.is_none(), item.day, item.key)
        });
        let mut firsts: Vec<u32> = Vec::new();
        for member in members {
            let (item, sample) = (&items[member as usize], &samples[&member]);
            let is_twin = |first: &&u32| {
                let other = &samples[*first];
                let shared = sample.iter().filter(|hash| other.binary_search(hash).is_ok()).count();
                let all = sample.len() + other.len() - shared;
                let (smaller, larger) = (sample.len().min(other.len()) as u32, sample.len().max(other.len()) as u32);
                let overlap = Overlap { shared: shared as u32, smaller, larger };
                shared as f32 >= ALIKE * all as f32
                    && compare(item, &items[**first as usize], overlap, figures).is_some()
            };
            match firsts.iter().find(is_twin) {
                Some(first) => {
                    let (own, other) = (self.first(member), self.first(*first));
                    self.0[own as usize] = other;
                }
                None if firsts.len() < MAX_FIRSTS => firsts.push(member),
                None => {}
            }
        }
    }
}

/// The articles that agree in a band, where they are many.
fn agreeing(items: &[Sketch], source: &Source<'_>) -> Result<Vec<Vec<u32>>> {
    let mut least = vec![[u32::MAX; BINS]; items.len()];
    source(&mut |item, hash| {
        let bin = &mut least[item as usize][(hash % BINS as u64) as usize];
        *bin = (*bin).min((hash / BINS as u64) as u32);
    })?;
    let mut found = Vec::new();
    let mut keys: Vec<(u64, u32)> = Vec::new();
    for band in BANDS {
        keys.clear();
        for (item, bins) in (0..).zip(&least).filter(|(item, _)| items[*item as usize].shingles >= LEAST_SHINGLES) {
            let bytes: Vec<u8> = band.iter().flat_map(|bin| bins[*bin].to_le_bytes()).collect();
            keys.push((xxh3_64(&bytes), item));
        }
        keys.sort_unstable();
        let many = keys.chunk_by(|one, other| one.0 == other.0).filter(|members| members.len() >= MANY);
        found.extend(many.map(|members| members.iter().map(|(_, item)| *item).collect::<Vec<u32>>()));
    }
    Ok(found)
}
