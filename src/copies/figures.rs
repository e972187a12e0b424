//! Which figures tell one story from another: years and round numbers stand everywhere and tell nothing.

use crate::model::Sketch;

/// A figure that at most this number of articles hold says something, however small the archive.
const FEW: usize = 60;
/// In a large archive, one article in this number may hold it.
const ONE_IN: usize = 200;

/// The figures that say nothing, sorted.
#[derive(Debug, Default)]
pub(super) struct Figures {
    common: Vec<u32>,
}

impl Figures {
    /// Finds out which figures say nothing among these articles.
    pub(super) fn among(items: &[Sketch]) -> Figures {
        let most = FEW.max(items.len() / ONE_IN);
        let mut all: Vec<u32> = items.iter().flat_map(|item| item.figures.iter().copied()).collect();
        all.sort_unstable();
        let runs = all.chunk_by(|one, other| one == other);
        Figures { common: runs.filter(|run| run.len() > most).map(|run| run[0]).collect() }
    }

    /// The figures that say nothing, sorted.
    pub(super) fn common(&self) -> &[u32] {
        &self.common
    }

    /// The figures that say nothing, sorted.
    pub(super) fn into_common(self) -> Vec<u32> {
        self.common
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

    #[test]
    fn what_stands_everywhere_tells_nothing() {
        let item = |figures: &[u32]| Sketch { figures: figures.into(), ..Sketch::default() };
        let items: Vec<Sketch> = (100..200).map(|own| item(&[7, own])).collect();
        let figures = Figures::among(&items);
        assert_eq!(figures.compare(&[7, 100], &[7, 100, 300]), (1, 0));
        assert_eq!(figures.compare(&[7, 100, 101], &[7, 100, 300]), (1, 1));
        assert_eq!(figures.compare(&[7], &[7]), (0, 0));
        assert_eq!(Figures::among(&items[..10]).compare(&[7], &[7]), (1, 0), "in a small archive every figure tells");
    }
}
