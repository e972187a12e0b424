//! Counting the matches of phrases and proximities of words that are close: a text is a row of bits, one for each position, which
//! say where a match may go on.
//!
//! For common words, of which every article has many, it counts what `Spans` would count, without a step for
//! each position.

use super::bits::Bits;
use crate::plan::matching::pattern::{Joint, Part, Pattern, Positions};
use crate::query::Within;

/// The memory of counting, kept from text to text.
#[derive(Debug, Default)]
pub(super) struct Dense {
    /// Where the words so far end.
    row: Bits,
    /// Where they end with the next one; where a match may stand.
    next: Bits,
}

impl Dense {
    /// How many matches there are; none where rows of bits cannot tell or would not be cheap.
    pub(super) fn count(&mut self, pattern: &Pattern, positions: &Positions) -> Option<u32> {
        match pattern {
            Pattern::Phrase { parts, slop: 0 } if parts.iter().all(|part| part.joint != Joint::Unspaced) => {
                self.phrase(parts, positions)
            }
            Pattern::Near { left, right, within: Within::Words(words), ordered } => match (&**left, &**right) {
                (Pattern::Words(left), Pattern::Words(right)) => {
                    self.near(&positions.sets[*left], &positions.sets[*right], *words, *ordered)
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// Counts words that follow each other at once.
    fn phrase(&mut self, parts: &[Part], positions: &Positions) -> Option<u32> {
        let lists = parts.iter().map(|part| positions.sets[part.set].as_slice());
        let end = end_of(lists.clone())?;
        let Dense { row, next } = self;
        row.clear(end);
        for (number, list) in lists.enumerate() {
            let goes_on = |place: u32| number == 0 || (place > 0 && row.holds(place - 1));
            if number + 1 == parts.len() {
                return Some(list.iter().filter(|place| goes_on(**place)).count() as u32);
            }
            next.clear(end);
            list.iter().filter(|place| goes_on(**place)).for_each(|place| next.insert(*place));
            std::mem::swap(row, next);
        }
        None
    }

    /// Counts the positions of `left` that have one of `right` at most `words` after them, or before them unless `ordered`.
    fn near(&mut self, left: &[u32], right: &[u32], words: u32, ordered: bool) -> Option<u32> {
        let end = end_of([left, right].into_iter()).filter(|_| words <= u64::BITS)?;
        let Dense { row, next: reach } = self;
        row.clear(end);
        right.iter().for_each(|place| row.insert(*place));
        reach.near(row, words, ordered);
        Some(left.iter().filter(|place| reach.holds(**place)).count() as u32)
    }
}

/// Where rows for these lists end; none where a row would be longer than the lists.
fn end_of<'a>(lists: impl Iterator<Item = &'a [u32]>) -> Option<u32> {
    let (mut end, mut places) = (0, 0);
    for list in lists {
        end = end.max(list.last().map_or(0, |last| last + 1));
        places += list.len();
    }
    (end as usize / 64 <= places).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::matching::pattern::Spans;

    /// Positions in a text of 200 words, by a linear congruential generator.
    fn places(seed: &mut u64, of_ten: u64) -> Vec<u32> {
        let mut roll = || {
            *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            *seed >> 60
        };
        (0..200).filter(|_| roll() < of_ten).collect()
    }

    #[test]
    fn rows_say_what_single_places_say() {
        let mut seed = 5;
        for round in 0..200 {
            let sets: Vec<Vec<u32>> = [2, 6, 10].map(|share| places(&mut seed, share)).into();
            let positions = Positions { sets, ..Positions::default() };
            let parts = [1, 2, 0].map(|set| Part { set, joint: Joint::Loose });
            for parts in [&parts[..2], &parts] {
                let phrase = Pattern::Phrase { parts: parts.to_vec(), slop: 0 };
                let one_by_one = Spans::default().find(&phrase, &positions).len() as u32;
                assert_eq!(Dense::default().count(&phrase, &positions), Some(one_by_one), "round {round}");
            }
            for (words, ordered) in [(0, false), (1, true), (1, false), (3, false), (7, true), (63, true), (64, false)]
            {
                let [left, right] = [0, 1].map(|set| Box::new(Pattern::Words(set)));
                let near = Pattern::Near { left, right, within: Within::Words(words), ordered };
                let is_near = |one: u32, other: u32| match ordered {
                    true => other > one && other - one <= words,
                    false => other != one && other.abs_diff(one) <= words,
                };
                let [left, right] = [0, 1].map(|set: usize| &positions.sets[set]);
                let expected = left.iter().filter(|one| right.iter().any(|other| is_near(**one, *other))).count();
                assert_eq!(Dense::default().count(&near, &positions), Some(expected as u32), "NEAR/{words}");
            }
        }
    }

    #[test]
    fn long_texts_with_few_words_and_wide_proximity_are_left_alone() {
        let positions = Positions { sets: vec![vec![5], vec![1_000_000]], ..Positions::default() };
        let parts = [0, 1].map(|set| Part { set, joint: Joint::Loose });
        assert_eq!(Dense::default().count(&Pattern::Phrase { parts: parts.into(), slop: 0 }, &positions), None);
        assert_eq!(Dense::default().near(&[1, 5, 9], &[2, 7], 65, false), None);
    }
}
