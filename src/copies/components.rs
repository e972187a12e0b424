//! Articles that may be in one group: those that are alike, those that are like these, and so on.
//!
//! Who leads whom depends on nothing outside such a component, so after a change only those that the change touches need be grouped
//! again. A component may be larger than it need be, never smaller.

use super::figures::Figures;
use super::likeness::{Overlap, compare};
use super::shared::{MOST_HOLDERS, Shared};
use super::sketches::Sketches;

/// Which articles may be in one group (disjoint sets; Tarjan 1975, with path halving). A set is named for its least number.
#[derive(Debug)]
pub(super) struct Components(Vec<u32>);

impl Components {
    /// Each article alone.
    pub(super) fn alone(items: usize) -> Components {
        Components((0..items as u32).collect())
    }

    /// The name of an article's component.
    pub(super) fn of(&mut self, mut item: u32) -> u32 {
        while self.0[item as usize] != item {
            let above = self.0[self.0[item as usize] as usize];
            self.0[item as usize] = above;
            item = above;
        }
        item
    }

    /// Makes the components of two articles one.
    pub(super) fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.of(one), self.of(other));
        self.0[one.max(other) as usize] = one.min(other);
    }

    /// Joins these articles with all that are alike. `members` are sorted, and `shared` knows all their shingles.
    pub(super) fn join_alike(&mut self, items: &Sketches<'_>, shared: &Shared, figures: &Figures, members: &[u32]) {
        let mut counts = vec![0_u32; items.len()];
        let mut is_done = vec![false; items.len()];
        let mut touched = Vec::new();
        for item in members {
            for holders in shared.of(*item).iter().map(|shingle| shared.holders(*shingle)) {
                if holders.len() > MOST_HOLDERS {
                    // A story of an agency: its many articles are not compared each with each.
                    self.join(*item, holders[0]);
                    continue;
                }
                for holder in holders.iter().filter(|holder| **holder != *item && !is_done[**holder as usize]) {
                    if counts[*holder as usize] == 0 {
                        touched.push(*holder);
                    }
                    counts[*holder as usize] += 1;
                }
            }
            for other in touched.drain(..) {
                let shared_count = std::mem::take(&mut counts[other as usize]);
                let (one, two) = (shared.telling[*item as usize], shared.telling[other as usize]);
                let overlap = Overlap { shared: shared_count, smaller: one.min(two), larger: one.max(two) };
                if compare(&items[*item as usize], &items[other as usize], overlap, figures).is_some() {
                    self.join(*item, other);
                }
            }
            is_done[*item as usize] = true;
        }
    }
}
