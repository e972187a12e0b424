//! Sorted hashes in few bits: the steps between them, Rice-coded (Golomb, "Run-length encodings", 1966; Rice and Plaunt,
//! 1971), in words of 64 bits as a column keeps them.
//!
//! Hashes are spread evenly, so a step is as long as the space divided by their number, on average: its low bits are
//! written as they are, the others in unary: their value in zeros, then a one. A hash costs about a bit and a half more than
//! the step has.
//! The first 16 bits are the number of hashes.

/// The bits of the number of hashes.
const COUNT_BITS: u32 = 16;
/// How many hashes are kept at most.
const MOST: usize = (1 << COUNT_BITS) - 1;

/// Packs sorted hashes, each once and below `space`; of too many, the smallest.
pub(super) fn pack(hashes: &[u64], space: u64) -> Vec<u64> {
    let hashes = &hashes[..hashes.len().min(MOST)];
    if hashes.is_empty() {
        return Vec::new();
    }
    let low = low_bits(hashes.len() as u64, space);
    let mut bits = BitWriter::default();
    bits.write(hashes.len() as u64, COUNT_BITS);
    let mut next = 0;
    for hash in hashes {
        let step = hash - next;
        (0..step >> low).for_each(|_| bits.write(0, 1));
        bits.write(1, 1);
        bits.write(step & ((1 << low) - 1), low);
        next = hash + 1;
    }
    bits.words
}

/// How many hashes are packed, by the first word.
pub(super) fn count(first: Option<u64>) -> u32 {
    first.map_or(0, |word| (word & MOST as u64) as u32)
}

/// The hashes that were packed; fewer where words are missing.
pub(super) fn unpack(words: &[u64], space: u64) -> Vec<u64> {
    let mut hashes = Vec::with_capacity(count(words.first().copied()) as usize);
    each_hash(words, space, |hash| hashes.push(hash));
    hashes
}

/// Calls `visit` with the hashes that were packed, in order; with fewer where words are missing.
#[inline]
pub(super) fn each_hash(words: &[u64], space: u64, mut visit: impl FnMut(u64)) {
    let count = count(words.first().copied());
    let low = low_bits(u64::from(count), space);
    let bits = BitReader { words };
    let (mut at, mut next) = (COUNT_BITS as usize, 0_u64);
    for _ in 0..count {
        let Some(zeros) = bits.zeros(at) else { return };
        at += zeros + 1;
        let Some(part) = bits.read(at, low) else { return };
        at += low as usize;
        let step = (zeros as u64).checked_mul(1 << low).map(|high| high | part);
        let Some(hash) = step.and_then(|step| next.checked_add(step)) else { return };
        visit(hash);
        let Some(behind) = hash.checked_add(1) else { return };
        next = behind;
    }
}

/// How many bits of a step are written as they are.
fn low_bits(count: u64, space: u64) -> u32 {
    (space / count.max(1)).max(1).ilog2().min(63)
}

/// Writes bits, the low ones first.
#[derive(Default)]
struct BitWriter {
    words: Vec<u64>,
    /// How many bits of the last word are free.
    free: u32,
}

impl BitWriter {
    fn write(&mut self, mut bits: u64, mut count: u32) {
        while count > 0 {
            if self.free == 0 {
                self.words.push(0);
                self.free = 64;
            }
            let now = count.min(self.free);
            if let Some(last) = self.words.last_mut() {
                *last |= bits << (64 - self.free);
            }
            bits = bits.checked_shr(now).unwrap_or(0);
            self.free -= now;
            count -= now;
        }
    }
}

/// Reads what a [`BitWriter`] wrote, at any bit.
struct BitReader<'a> {
    words: &'a [u64],
}

impl BitReader<'_> {
    /// The 64 bits from a place on; zeros behind the end.
    fn window(&self, at: usize) -> u64 {
        let (word, bit) = (at / 64, at % 64);
        let here = self.words.get(word).copied().unwrap_or(0) >> bit;
        // A shift by 64 would be none.
        let there = self.words.get(word + 1).copied().unwrap_or(0) << 1 << (63 - bit);
        here | there
    }

    /// This number of bits, fewer than 64.
    fn read(&self, at: usize, count: u32) -> Option<u64> {
        let is_there = at + count as usize <= self.words.len() * 64;
        is_there.then(|| self.window(at) & ((1 << count) - 1))
    }

    /// How many zeros come before the next one.
    fn zeros(&self, at: usize) -> Option<usize> {
        let mut zeros = 0;
        loop {
            let window = self.window(at + zeros);
            if window != 0 {
                return Some(zeros + window.trailing_zeros() as usize);
            }
            zeros += 64;
            if at + zeros >= self.words.len() * 64 {
                return None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn evenly_spread_hashes_take_little_more_than_their_steps() {
        let space = 1 << 34;
        let hashes: Vec<u64> = (0..150).map(|n| n * (space / 150) + n * 7919).collect();
        let words = pack(&hashes, space);
        // The step has 26.8 bits.
        assert!(words.len() * 64 < 150 * 29, "{} bits a hash", words.len() * 64 / 150);
    }

    proptest! {
        #[test]
        fn what_is_packed_is_unpacked(hashes in proptest::collection::btree_set(0..1_u64 << 34, 0..400), bits in 34..63_u32) {
            let hashes: Vec<u64> = hashes.into_iter().collect();
            let words = pack(&hashes, 1 << bits);
            prop_assert_eq!(count(words.first().copied()), hashes.len() as u32);
            prop_assert_eq!(unpack(&words, 1 << bits), hashes);
        }

        #[test]
        fn broken_words_end(words in proptest::collection::vec(any::<u64>(), 0..40)) {
            prop_assert!(unpack(&words, 1 << 34).len() <= MOST);
        }
    }
}
