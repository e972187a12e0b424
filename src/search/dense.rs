//! Counting the matches of phrases and nearnesses of words that stand close: a text is a row of bits for each word, and
//! rows are laid over each other.
//!
//! It says of common words, of which every article has many, what [`super::pattern::Spans`] would say, without a step for
//! each place.

use super::bits::Bits;
use super::pattern::{Joint, Part, Pattern, Positions};
use crate::query::Within;

/// The memory of counting, kept from text to text.
#[derive(Debug, Default)]
pub(super) struct Dense {
    /// Where a match may stand, and where one of its words does.
    rows: [Bits; 2],
    /// What stands near behind.
    behind: Bits,
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

    /// Words right behind each other.
    fn phrase(&mut self, parts: &[Part], positions: &Positions) -> Option<u32> {
        let mut lists = parts.iter().map(|part| positions.sets[part.set].as_slice());
        let end = end_of(lists.clone())?;
        let Dense { rows: [matches, row], .. } = self;
        lay(matches, lists.next()?, end);
        for list in lists {
            matches.step_up(1);
            lay(row, list, end);
            matches.keep(row);
        }
        Some(matches.count())
    }

    /// Words at most so many behind, or before.
    fn near(&mut self, left: &[u32], right: &[u32], words: u32, ordered: bool) -> Option<u32> {
        let end = end_of([left, right].into_iter())?;
        let Dense { rows: [matches, reach], behind } = self;
        lay(matches, left, end);
        // What is near lies below a place on the right, and above one where order does not count.
        lay(reach, right, end);
        if words == 0 {
            return Some(0);
        }
        if !ordered {
            behind.clone_from(reach);
            behind.spread_up(words - 1);
            behind.step_up(1);
        }
        reach.spread_down(words - 1);
        reach.step_down(1);
        if !ordered {
            reach.add(behind);
        }
        matches.keep(reach);
        Some(matches.count())
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

fn lay(row: &mut Bits, places: &[u32], end: u32) {
    row.clear(end);
    places.iter().for_each(|place| row.insert(*place));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::pattern::Spans;

    /// Places in a text of 200 words, by a linear congruential generator.
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
            for (words, ordered) in [(0, false), (1, true), (3, false), (7, true), (100, false)] {
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
    fn long_texts_with_few_words_are_left_alone() {
        let positions = Positions { sets: vec![vec![5], vec![1_000_000]], ..Positions::default() };
        let parts = [0, 1].map(|set| Part { set, joint: Joint::Loose });
        assert_eq!(Dense::default().count(&Pattern::Phrase { parts: parts.into(), slop: 0 }, &positions), None);
    }
}
