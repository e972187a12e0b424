//! Sets of small numbers, one bit a number: documents of a segment, positions of a text.

/// A set of numbers below some end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    /// An empty set for numbers below `end`.
    pub(super) fn below(end: u32) -> Bits {
        Bits(vec![0; (end as usize).div_ceil(64)])
    }

    /// Empties the set and makes room for numbers below `end`.
    pub(super) fn clear(&mut self, end: u32) {
        self.0.clear();
        self.0.resize((end as usize).div_ceil(64), 0);
    }

    /// Adds a number.
    pub(super) fn insert(&mut self, number: u32) {
        self.0[number as usize / 64] |= 1 << (number % 64);
    }

    /// Whether a number is in the set.
    pub(super) fn holds(&self, number: u32) -> bool {
        self.0.get(number as usize / 64).is_some_and(|word| word & (1 << (number % 64)) != 0)
    }

    /// How many numbers there are.
    pub(super) fn count(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    /// The numbers in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = u32> {
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
    pub(super) fn add(&mut self, other: &Bits) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word |= other);
    }

    /// Keeps the numbers that another set holds too.
    pub(super) fn keep(&mut self, other: &Bits) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= other);
    }

    /// Puts every number up by less than 64; the highest may fall out.
    pub(super) fn step_up(&mut self, by: u32) {
        let mut carried = 0;
        for word in self.0.iter_mut().filter(|_| by > 0) {
            (*word, carried) = (*word << by | carried, *word >> (64 - by));
        }
    }

    /// Puts every number down by less than 64; those below 0 fall out.
    pub(super) fn step_down(&mut self, by: u32) {
        let mut carried = 0;
        for word in self.0.iter_mut().rev().filter(|_| by > 0) {
            (*word, carried) = (*word >> by | carried, *word << (64 - by));
        }
    }

    /// Adds to every number as many as `steps` above it.
    pub(super) fn spread_up(&mut self, steps: u32) {
        let mut reached = 0;
        while reached < steps {
            let by = (steps - reached).min(reached + 1).min(63);
            let mut carried = 0;
            for word in &mut self.0 {
                let before = *word;
                *word |= before << by | carried;
                carried = before >> (64 - by);
            }
            reached += by;
        }
    }

    /// Adds to every number as many as `steps` below it.
    pub(super) fn spread_down(&mut self, steps: u32) {
        let mut reached = 0;
        while reached < steps {
            let by = (steps - reached).min(reached + 1).min(63);
            let mut carried = 0;
            for word in self.0.iter_mut().rev() {
                let before = *word;
                *word |= before >> by | carried;
                carried = before << (64 - by);
            }
            reached += by;
        }
    }
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
    fn steps_go_over_the_ends_of_words() {
        let mut bits = of(&[0, 63, 127]);
        bits.step_up(1);
        assert_eq!(bits, of(&[1, 64, 128]));
        bits.step_down(2);
        assert_eq!(bits, of(&[62, 126]));
        bits.step_up(60);
        bits.step_down(0);
        assert_eq!(bits, of(&[122, 186]));
    }

    #[test]
    fn numbers_spread_down() {
        for steps in [0, 1, 2, 3, 5, 8, 70] {
            let mut bits = of(&[3, 120]);
            bits.spread_down(steps);
            let near: Vec<u32> =
                (0..=3).chain(0..=120).filter(|n| n + steps >= 120 || (*n <= 3 && n + steps >= 3)).collect();
            let mut expected = of(&near);
            expected.insert(3);
            assert_eq!(bits, expected, "{steps}");
        }
    }

    #[test]
    fn nothing_is_held_by_no_bits() {
        let mut bits = Bits::default();
        bits.spread_down(5);
        assert_eq!((bits.count(), bits.holds(0)), (0, false));
    }
}
