//! Sets of small numbers, one bit a number: documents of a segment, positions of a text.

/// A set of numbers below some end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Bits(Vec<u64>);

impl Bits {
    /// An empty set for numbers below `end`.
    pub(crate) fn below(end: u32) -> Bits {
        Bits(vec![0; (end as usize).div_ceil(64)])
    }

    /// Empties the set and makes room for numbers below `end`.
    pub(super) fn clear(&mut self, end: u32) {
        self.0.clear();
        self.0.resize((end as usize).div_ceil(64), 0);
    }

    /// Adds a number.
    pub(crate) fn insert(&mut self, number: u32) {
        self.0[number as usize / 64] |= 1 << (number % 64);
    }

    /// Whether a number is in the set.
    pub(crate) fn holds(&self, number: u32) -> bool {
        self.0.get(number as usize / 64).is_some_and(|word| word & (1 << (number % 64)) != 0)
    }

    /// How many numbers there are.
    pub(crate) fn count(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    /// The numbers in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> {
        self.0.iter().zip(0_u32..).flat_map(|(word, place)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = left.trailing_zeros();
                (left != 0).then(|| {
                    left &= left - 1;
                    place * 64 + bit
                })
            })
        })
    }

    /// Adds all numbers of another set.
    pub(crate) fn add(&mut self, other: &Bits) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word |= other);
    }

    /// Keeps the numbers that another set holds too.
    pub(crate) fn keep(&mut self, other: &Bits) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= other);
    }

    /// Becomes the set of numbers that have a number of `other` at most `reach` (up to 64) above them; or below them too,
    /// unless `ordered`.
    pub(super) fn near(&mut self, other: &Bits, reach: u32, ordered: bool) {
        let word = |place: Option<usize>| place.and_then(|place| other.0.get(place)).copied().unwrap_or(0);
        self.0.clear();
        self.0.extend((0..other.0.len()).map(|place| {
            let (here, above) = (word(Some(place)), word(Some(place + 1)));
            let before =
                spread([here, above], reach, |[here, above], by| [here >> by | above << (64 - by), above >> by]);
            if ordered {
                return before;
            }
            let below = word(place.checked_sub(1));
            before | spread([here, below], reach, |[here, below], by| [here << by | below >> (64 - by), below << by])
        }));
    }
}

/// A word of bits, shifted by 1, by 2 and so on to `reach`, over each other; what comes in comes from its neighbour.
fn spread(words: [u64; 2], reach: u32, shift: impl Fn([u64; 2], u32) -> [u64; 2]) -> u64 {
    let mut spread = if reach > 0 { shift(words, 1) } else { [0; 2] };
    let mut reached = 1;
    while reached < reach {
        let by = reached.min(reach - reached);
        let [here, neighbour] = shift(spread, by);
        spread = [spread[0] | here, spread[1] | neighbour];
        reached += by;
    }
    spread[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(numbers: &[u32]) -> Bits {
        let mut bits = Bits::below(200);
        numbers.iter().for_each(|number| bits.insert(*number));
        bits
    }

    #[test]
    fn a_set_holds_what_was_put_in() {
        let mut bits = of(&[0, 63, 64, 199]);
        assert_eq!((bits.iter().collect::<Vec<_>>(), bits.count()), (vec![0, 63, 64, 199], 4));
        assert!(bits.holds(64) && !bits.holds(65) && !bits.holds(1000));
        bits.keep(&of(&[63, 65]));
        bits.add(&of(&[1]));
        assert_eq!(bits, of(&[1, 63]));
    }

    #[test]
    fn what_is_near_is_within_reach() {
        let set = [0, 62, 63, 64, 127, 140, 199];
        for reach in [0, 1, 2, 3, 5, 8, 63, 64] {
            for ordered in [true, false] {
                let mut near = Bits::default();
                near.near(&of(&set), reach, ordered);
                let is_near = |one: u32, other: u32| match ordered {
                    true => other > one && other - one <= reach,
                    false => other != one && other.abs_diff(one) <= reach,
                };
                let expected: Vec<u32> = (0..200).filter(|one| set.iter().any(|other| is_near(*one, *other))).collect();
                let found: Vec<u32> = near.iter().filter(|number| *number < 200).collect();
                assert_eq!(found, expected, "{reach} {ordered}");
            }
        }
    }

    #[test]
    fn nothing_is_held_by_no_bits() {
        let mut bits = Bits::default();
        bits.near(&Bits::default(), 5, false);
        assert_eq!((bits.count(), bits.holds(0)), (0, false));
    }
}
