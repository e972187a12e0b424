//! Shingles that are looked for among those of all articles.

use std::sync::atomic::{AtomicU32, Ordering};

use foldhash::{HashMap, HashMapExt};

/// Hashes of shingles, and of which articles their holders are wanted: nearly all others are passed by at the cost of a bit.
///
/// Of a hash that very many articles hold, not all holders are gathered: it says nothing of any of them, and a publisher's notice
/// stands in all of its pages.
#[derive(Debug)]
pub struct Wanted<'a> {
    /// Each hash with its place in `counts`.
    hashes: HashMap<u64, u32>,
    bits: Vec<u64>,
    /// How many holders of each hash were met.
    counts: Vec<AtomicU32>,
    /// How many holders of a hash are gathered.
    most: u32,
    /// Which articles count.
    counted: &'a [bool],
}

/// What was found of [`Wanted`] hashes.
#[derive(Debug, Default)]
pub struct Found {
    /// Hashes, each with an article that holds it, in no order; none of `many`.
    pub(super) held: Vec<(u64, u32)>,
    /// The hashes that too many articles hold, sorted.
    pub(super) many: Vec<u64>,
}

/// How many bits there are for a hash at least, so that few others hit one.
const BITS_A_HASH: usize = 64;

impl<'a> Wanted<'a> {
    /// Wants these hashes, each of at most `most` holders, of the articles that are `counted`.
    pub(super) fn of(hashes: impl Iterator<Item = u64>, most: usize, counted: &'a [bool]) -> Wanted<'a> {
        let hashes: Vec<u64> = hashes.collect();
        let mut places = HashMap::new();
        for hash in &hashes {
            let place = places.len() as u32;
            places.entry(*hash).or_insert(place);
        }
        // From what fits the nearest cache to 8 MB.
        let bits = (places.len() * BITS_A_HASH).next_power_of_two().clamp(1 << 14, 1 << 26);
        let mut wanted = Wanted {
            bits: vec![0; bits / 64],
            counts: places.values().map(|_| AtomicU32::new(0)).collect(),
            hashes: HashMap::new(),
            most: u32::try_from(most).unwrap_or(u32::MAX),
            counted,
        };
        for hash in &hashes {
            let word = wanted.word(*hash);
            wanted.bits[word] |= 1 << (hash & 63);
        }
        wanted.hashes = places;
        wanted
    }

    /// Whether nothing is wanted.
    pub fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    /// Whether it is to be noted that this article holds this shingle. Asked of every article and shingle once.
    #[inline]
    pub fn takes(&self, article: u32, hash: u64) -> bool {
        self.bits[self.word(hash)] & (1 << (hash & 63)) != 0 && self.counts(article, hash)
    }

    /// What was found, of all that was taken.
    pub fn found(&self, mut held: Vec<(u64, u32)>) -> Found {
        let is_many = |place: &u32| self.counts[*place as usize].load(Ordering::Relaxed) > self.most;
        let mut many: Vec<u64> =
            self.hashes.iter().filter(|(_, place)| is_many(place)).map(|(hash, _)| *hash).collect();
        many.sort_unstable();
        if !many.is_empty() {
            held.retain(|(hash, _)| many.binary_search(hash).is_err());
        }
        Found { held, many }
    }

    fn counts(&self, article: u32, hash: u64) -> bool {
        let Some(place) = self.hashes.get(&hash) else { return false };
        let count = &self.counts[*place as usize];
        // Which holders are left out of too many does not matter: all of them are dropped.
        self.counted[article as usize]
            && count.load(Ordering::Relaxed) <= self.most
            && count.fetch_add(1, Ordering::Relaxed) < self.most
    }

    fn word(&self, hash: u64) -> usize {
        (hash >> 6) as usize & (self.bits.len() - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holders_are_gathered_of_what_few_hold() {
        let counted = [true, true, true, false];
        let wanted = Wanted::of([7, 9].into_iter(), 2, &counted);
        let held: Vec<(u64, u32)> = (0..4)
            .flat_map(|article| [(7, article), (8, article), (9, article)])
            .filter(|(hash, article)| (*hash != 9 || *article < 1) && wanted.takes(*article, *hash))
            .collect();
        let Found { held, many } = wanted.found(held);
        assert_eq!((held, many), (vec![(9, 0)], vec![7]));
    }
}
