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
pub(super) fn unpack(words: impl Iterator<Item = u64>, space: u64) -> impl Iterator<Item = u64> {
    let mut bits = BitReader { words, word: 0, left: 0 };
    let count = bits.read(COUNT_BITS).unwrap_or(0);
    let low = low_bits(count, space);
    let mut next = 0_u64;
    (0..count).map_while(move |_| {
        let high = bits.zeros()?;
        let step = high.checked_mul(1 << low)? | bits.read(low)?;
        let hash = next.checked_add(step)?;
        next = hash.checked_add(1)?;
        Some(hash)
    })
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

/// Reads what a [`BitWriter`] wrote.
struct BitReader<W> {
    words: W,
    /// What is left of the word at hand, in its low bits.
    word: u64,
    left: u32,
}

impl<W: Iterator<Item = u64>> BitReader<W> {
    fn read(&mut self, count: u32) -> Option<u64> {
        let (mut bits, mut have) = (0, 0);
        while have < count {
            self.fill()?;
            let now = (count - have).min(self.left);
            let part = if now == 64 { self.word } else { self.word & ((1 << now) - 1) };
            bits |= part << have;
            self.take(now);
            have += now;
        }
        Some(bits)
    }

    /// How many zeros come before the next one; both are read.
    fn zeros(&mut self) -> Option<u64> {
        let mut zeros = 0;
        loop {
            self.fill()?;
            let run = self.word.trailing_zeros();
            if run < self.left {
                self.take(run + 1);
                return Some(zeros + u64::from(run));
            }
            zeros += u64::from(self.left);
            self.left = 0;
        }
    }

    fn fill(&mut self) -> Option<()> {
        if self.left == 0 {
            (self.word, self.left) = (self.words.next()?, 64);
        }
        Some(())
    }

    fn take(&mut self, bits: u32) {
        self.word = self.word.checked_shr(bits).unwrap_or(0);
        self.left -= bits;
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
            prop_assert_eq!(unpack(words.into_iter(), 1 << bits).collect::<Vec<_>>(), hashes);
        }

        #[test]
        fn broken_words_end(words in proptest::collection::vec(any::<u64>(), 0..40)) {
            prop_assert!(unpack(words.into_iter(), 1 << 34).count() <= MOST);
        }
    }
}
