//! Texts that are the same or nearly the same, and many: each such class is one article to all that is counted.
//!
//! What more than a few dozen articles hold is taken for a turn of phrase, and says nothing of any of them
//! ([`super::shared`]). A page that was saved a hundred times, or put up on a hundred sites word for word, would thus be no copy of itself. So
//! texts that have nearly all shingles in common are found first, by the least hashes of their samples (one-permutation
//! MinHash: Li, Owen and Zhang, NIPS 2012): texts that agree in a few of them are compared in full. Recurring reports of one
//! form are no twins, for their figures differ.

//!
//! Which articles agree is told by three numbers an article ([`Bands`]), which are kept: after a change, only articles that agree with
//! one that came or went are compared again, and those that agree with these.

use std::collections::HashMap;

use foldhash::HashSet;
use xxhash_rust::xxh3::xxh3_64;

use super::components::Components;
use super::figures::Figures;
use super::likeness::{Overlap, compare};
use super::shared::Source;
use super::sketches::Sketches;
use crate::Result;

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

/// A hash of the least hashes of an article in each band; 0 where it has too few shingles to tell.
pub type Bands = [u32; BANDS.len()];

/// The least hash of each bin.
type Bins = [u32; BINS];

/// The bands of all articles.
///
/// # Errors
///
/// When the source fails.
pub(super) fn bands_of_all(items: &Sketches<'_>, source: &Source<'_>) -> Result<Vec<Bands>> {
    let mut least: Vec<Bins> = vec![[u32::MAX; BINS]; items.len()];
    source(&mut |item, hash| note(&mut least[item as usize], hash))?;
    Ok((0..).zip(&least).map(|(item, bins)| bands(bins, items[item].shingles)).collect())
}

/// The bands of an article with these shingles.
pub(super) fn bands_of(shingles: &[u64]) -> Bands {
    let mut bins = [u32::MAX; BINS];
    shingles.iter().for_each(|hash| note(&mut bins, *hash));
    bands(&bins, shingles.len() as u32)
}

fn note(bins: &mut Bins, hash: u64) {
    let bin = &mut bins[(hash % BINS as u64) as usize];
    *bin = (*bin).min((hash / BINS as u64) as u32);
}

fn bands(bins: &Bins, shingles: u32) -> Bands {
    BANDS.map(|band| {
        let bytes: Vec<u8> = band.iter().flat_map(|bin| bins[*bin].to_le_bytes()).collect();
        if shingles < LEAST_SHINGLES { 0 } else { (xxh3_64(&bytes) as u32).max(1) }
    })
}

/// What was before: which article stood for each, and which is what it was.
pub(super) struct FormerTwins<'a> {
    /// For each article that is there, the one that stood for it, if both are there.
    pub(super) firsts: &'a [Option<u32>],
    /// Whether an article may have other twins than before, because it is new or its figures came to say something or nothing.
    pub(super) is_changed: &'a dyn Fn(u32) -> bool,
    /// The bands of the articles that are gone.
    pub(super) gone: &'a [Bands],
}

/// Which articles stand for others that are the same.
pub(super) struct Twins(Vec<u32>);

impl Twins {
    /// Finds them, by the bands of all articles.
    pub(super) fn find(
        bands: &[Bands],
        items: &Sketches<'_>,
        figures: &Figures,
        shingles: &dyn Fn(u32) -> Vec<u64>,
        former: Option<FormerTwins<'_>>,
    ) -> Twins {
        let mut twins = Twins((0..bands.len() as u32).collect());
        let mut agreeing = agreeing(bands);
        if let Some(former) = former {
            let touched = former.touched(bands, &agreeing);
            agreeing.retain(|members| touched[members[0] as usize]);
            for (item, first) in former.firsts.iter().enumerate().filter(|(item, _)| !touched[*item]) {
                // What is not touched stands for what it stood for.
                twins.0[item] = first.unwrap_or(item as u32);
            }
        }
        let mut samples: HashMap<u32, Vec<u64>> = HashMap::new();
        for members in agreeing {
            for item in &members {
                samples.entry(*item).or_insert_with(|| shingles(*item));
            }
            twins.join(members, items, figures, &samples);
        }
        for item in 0..bands.len() as u32 {
            twins.0[item as usize] = twins.first(item);
        }
        twins
    }

    /// The article that stands for each.
    pub(super) fn firsts(&self) -> &[u32] {
        &self.0
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
    fn join(
        &mut self,
        mut members: Vec<u32>,
        items: &Sketches<'_>,
        figures: &Figures,
        samples: &HashMap<u32, Vec<u64>>,
    ) {
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

/// How many of the articles that agree by chance in the first count of [`agreeing`] there is a place for: one in this number.
const PLACES_AN_ARTICLE: usize = 8;

/// The articles that agree in a band, where they are many.
fn agreeing(bands: &[Bands]) -> Vec<Vec<u32>> {
    let places = (bands.len() * PLACES_AN_ARTICLE).next_power_of_two();
    let mut found = Vec::new();
    for band in 0..BANDS.len() {
        // Hardly any article agrees with many: those that do not are told by a count that is never too low.
        let place = |key: u32| key as usize & (places - 1);
        let mut counts = vec![0_u8; places];
        for key in bands.iter().map(|bands| bands[band]).filter(|key| *key != 0) {
            let count = &mut counts[place(key)];
            *count = count.saturating_add(1);
        }
        let keys = (0..).zip(bands).map(|(item, bands)| (bands[band], item));
        let mut keys: Vec<(u32, u32)> =
            keys.filter(|(key, _)| *key != 0 && usize::from(counts[place(*key)]) >= MANY).collect();
        keys.sort_unstable();
        let many = keys.chunk_by(|one, other| one.0 == other.0).filter(|members| members.len() >= MANY);
        found.extend(many.map(|members| members.iter().map(|(_, item)| *item).collect::<Vec<u32>>()));
    }
    found
}

impl FormerTwins<'_> {
    /// Which articles may have other twins than before: those that agree with one that came or went, and those that agreed or agree
    /// with these.
    fn touched(&self, bands: &[Bands], agreeing: &[Vec<u32>]) -> Vec<bool> {
        let mut components = Components::alone(bands.len());
        agreeing.iter().for_each(|members| members.iter().for_each(|item| components.join(members[0], *item)));
        let linked = (0..).zip(self.firsts).filter_map(|(item, first)| Some((item, (*first)?)));
        linked.for_each(|(item, first)| components.join(item, first));
        let gone: Vec<HashSet<u32>> = (0..BANDS.len())
            .map(|band| self.gone.iter().map(|bands| bands[band]).filter(|key| *key != 0).collect())
            .collect();
        let agrees_with_gone = |item: u32| bands[item as usize].iter().zip(&gone).any(|(key, gone)| gone.contains(key));
        let all = 0..bands.len() as u32;
        let seeds =
            all.clone().filter(|item| (self.is_changed)(*item) || (!self.gone.is_empty() && agrees_with_gone(*item)));
        let seeds: HashSet<u32> = seeds.map(|item| components.of(item)).collect();
        all.map(|item| seeds.contains(&components.of(item))).collect()
    }
}
