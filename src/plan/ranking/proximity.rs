//! Ranking the best hits again by proximity: where the query's words are close together, the article rises.
//!
//! Every two neighbouring words of the query, but for those that nearly every article has, are looked for within a few
//! words of each other; the closer, the more they add (after Büttcher, Clarke and Lushman, SIGIR 2006, who weigh by
//! distance, and Metzler and Croft, SIGIR 2005, who take neighbours of the query only). What they add is small against
//! the words themselves. Only the first hits are ranked again; they keep their place before all others.

use std::sync::Arc;

use crate::plan::compile::query_plan::Plan;
use crate::plan::matching::leaf::{Leaf, in_steps};
use crate::text::unspaced::is_unspaced;

/// How many of the first hits are ranked again.
pub(crate) const CANDIDATES: usize = 200;

/// Words further apart than this are not close.
const WINDOW: u32 = 8;

/// What perfect proximity adds, as a share of the idf of the more common of the two words.
const SHARE: f32 = 0.5;

/// A word that a greater share of the articles has says nothing.
const COMMON: f32 = 0.3;

/// The neighbours among the words of a query that say something.
pub(crate) fn pairs(plan: &Plan, article_count: u64) -> Vec<(Arc<Leaf>, Arc<Leaf>)> {
    let common = (1.0 + article_count as f32 / (COMMON * article_count as f32 + 1.0)).ln();
    let telling: Vec<Arc<Leaf>> = match plan {
        Plan::And(_) | Plan::Or(_) => plan.leaves().into_iter().filter(|leaf| leaf.idf >= common).collect(),
        _ => Vec::new(),
    };
    let neighbours = telling
        .windows(2)
        .filter(|pair| pair[0].fields == pair[1].fields && !(is_bigram(&pair[0]) && is_bigram(&pair[1])));
    neighbours.map(|pair| (Arc::clone(&pair[0]), Arc::clone(&pair[1]))).collect()
}

/// Whether a leaf is a pair of characters of an unspaced script. Such neighbours overlap in the text anyway.
fn is_bigram(leaf: &Leaf) -> bool {
    leaf.sets.iter().flat_map(|set| &set.terms).all(|term| term.text.chars().all(is_unspaced))
}

/// What the proximity of two leaves adds to a score: `close` is the sum over the fields of [`close`], each times the weight of
/// its field.
pub(crate) fn bonus(left: &Leaf, right: &Leaf, close: f32) -> f32 {
    in_steps(SHARE * left.idf.min(right.idf) * close / (close + 1.0))
}

/// What the proximity of two leaves adds at most.
pub(crate) fn most(left: &Leaf, right: &Leaf) -> f32 {
    in_steps(SHARE * left.idf.min(right.idf))
}

/// The sum over all matches on the left of how close the nearest match on the right is: 1 where it is the next word, half of
/// that where it comes before.
pub(crate) fn close(left: &[(u32, u32)], right: &[(u32, u32)]) -> f32 {
    let mut sum = 0.0;
    let mut next = 0;
    for (start, end) in left {
        while right.get(next).is_some_and(|(at, _)| at < end) {
            next += 1;
        }
        let behind = right.get(next).map(|(at, _)| at - end + 1).filter(|gap| *gap <= WINDOW);
        let before = next.checked_sub(1).map(|at| right[at].1).filter(|at| at <= start);
        let before = before.map(|at| start - at + 1).filter(|gap| *gap <= WINDOW);
        let behind = behind.map_or(0.0, |gap| 1.0 / gap as f32);
        let before = before.map_or(0.0, |gap| 0.5 / gap as f32);
        sum += f32::max(behind, before);
    }
    sum
}
