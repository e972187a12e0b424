//! Which figures tell one story from another: years and round numbers stand everywhere and tell nothing.

use std::collections::BTreeMap;

/// A figure that at most this number of articles hold says something, however small the archive.
const FEW: usize = 60;
/// In a large archive, one article in this number may hold it.
const ONE_IN: usize = 200;

/// How many articles hold each figure, sorted by figure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FigureCounts(Vec<(u32, u32)>);

impl FigureCounts {
    /// Counts the figures of articles; in the list of one article each stands once.
    pub(super) fn of(figures: impl Iterator<Item = u32>) -> FigureCounts {
        let mut all: Vec<u32> = figures.collect();
        all.sort_unstable();
        FigureCounts(all.chunk_by(|one, other| one == other).map(|run| (run[0], run.len() as u32)).collect())
    }

    /// The counts after some articles came and others went.
    pub(super) fn after(&self, came: &FigureCounts, gone: &FigureCounts) -> FigureCounts {
        let mut changes: BTreeMap<u32, i64> = BTreeMap::new();
        came.0.iter().for_each(|(figure, count)| *changes.entry(*figure).or_default() += i64::from(*count));
        gone.0.iter().for_each(|(figure, count)| *changes.entry(*figure).or_default() -= i64::from(*count));
        let known = |figure: &u32| self.0.binary_search_by_key(figure, |(figure, _)| *figure);
        let changed = |(figure, count): (u32, u32)| {
            let count = i64::from(count) + changes.get(&figure).copied().unwrap_or(0);
            u32::try_from(count).ok().filter(|count| *count > 0).map(|count| (figure, count))
        };
        let new = changes.keys().filter(|figure| known(figure).is_err()).map(|figure| (*figure, 0));
        let mut after: Vec<(u32, u32)> = self.0.iter().copied().chain(new).filter_map(changed).collect();
        after.sort_unstable();
        FigureCounts(after)
    }

    /// The figures that say nothing among this number of articles.
    pub(super) fn common(&self, articles: usize) -> Figures {
        let most = FEW.max(articles / ONE_IN);
        let common = self.0.iter().filter(|(_, count)| *count as usize > most);
        Figures { common: common.map(|(figure, _)| *figure).collect() }
    }

    /// The figures and their counts, one after the other: what is kept of them.
    pub fn to_numbers(&self) -> Vec<u32> {
        self.0.iter().flat_map(|(figure, count)| [*figure, *count]).collect()
    }

    /// The counts of such numbers; none where they are no counts.
    pub fn of_numbers(numbers: &[u32]) -> Option<FigureCounts> {
        let (pairs, []) = numbers.as_chunks::<2>() else { return None };
        let counts: Vec<(u32, u32)> = pairs.iter().map(|[figure, count]| (*figure, *count)).collect();
        counts.is_sorted_by(|one, other| one.0 < other.0).then_some(FigureCounts(counts))
    }
}

/// The figures that say nothing, sorted.
#[derive(Debug, Default)]
pub(super) struct Figures {
    common: Vec<u32>,
}

impl Figures {
    /// The figures that say nothing, sorted.
    pub(super) fn common(&self) -> &[u32] {
        &self.common
    }

    /// How many telling figures two sorted lists share, and how many more the one with fewer has.
    pub(super) fn compare(&self, one: &[u32], other: &[u32]) -> (usize, usize) {
        let telling = |list: &[u32]| list.iter().filter(|figure| self.tells(**figure)).count();
        let (few, many) = if one.len() < other.len() { (one, other) } else { (other, one) };
        let same = few.iter().filter(|figure| self.tells(**figure) && many.binary_search(figure).is_ok()).count();
        (same, telling(one).min(telling(other)) - same)
    }

    fn tells(&self, figure: u32) -> bool {
        self.common.binary_search(&figure).is_err()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The figures that say nothing among articles with these.
    fn common(items: &[&[u32]]) -> Figures {
        FigureCounts::of(items.iter().copied().flatten().copied()).common(items.len())
    }

    #[test]
    fn what_stands_everywhere_tells_nothing() {
        let own: Vec<[u32; 2]> = (100..200).map(|own| [7, own]).collect();
        let items: Vec<&[u32]> = own.iter().map(<[u32; 2]>::as_slice).collect();
        let figures = common(&items);
        assert_eq!(figures.compare(&[7, 100], &[7, 100, 300]), (1, 0));
        assert_eq!(figures.compare(&[7, 100, 101], &[7, 100, 300]), (1, 1));
        assert_eq!(figures.compare(&[7], &[7]), (0, 0));
        assert_eq!(common(&items[..10]).compare(&[7], &[7]), (1, 0), "in a small archive every figure tells");
    }

    #[test]
    fn counts_after_a_change_are_those_of_what_is_left() {
        let of = |figures: &[u32]| FigureCounts::of(figures.iter().copied());
        let after = of(&[1, 1, 5, 9]).after(&of(&[3, 5, 12]), &of(&[1, 9]));
        assert_eq!(after, of(&[1, 3, 5, 5, 12]));
        assert_eq!(FigureCounts::of_numbers(&after.to_numbers()), Some(after));
        assert_eq!(FigureCounts::of_numbers(&[2, 1, 2, 1]), None);
    }
}
