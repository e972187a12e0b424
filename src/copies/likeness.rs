//! How much of an article must stand in another for the two to be copies.
//!
//! Containment alone cannot tell a heavily edited copy from yesterday's weather report. Figures can: the copy has the
//! story's, the report its own. And a share of a short text is less than the same share of a long one. So the number
//! of shared shingles, the sizes of both and the figures are weighed together, by a logistic model of six weights that
//! were fitted on pairs of edited copies among strangers and rounded; its zero lies where strangers are one in a
//! hundred.

use super::figures::Figures;
use crate::model::Sketch;

/// How one article relates to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// It tells the same story, in part in other words.
    Version,
    /// It is the same text, whole or in part.
    Copy,
}

/// From this containment on, an article is a copy or an excerpt; below it is another version.
const COPY: f32 = 0.6;
/// The fewest shared shingles that are no chance.
const LEAST_SHARED: u32 = 3;
/// An article of which this share or more is in another is a copy of it however short, unless its figures are others: a short
/// form may have all its words, and none of its figures, in common with yesterday's.
const WHOLE: f64 = 0.9;
/// By how many at most the figures that were corrected in such a copy outnumber those that are the same.
const CORRECTED: usize = 1;
/// Copies do not appear further apart, in days.
const WINDOW: u32 = 30;
/// Articles that are further apart, in days, must be more alike, for that is when recurring reports return.
const SOON: u32 = 2;

/// The log-odds that two articles are copies, before anything is known of them but that they share shingles.
const BEFORE: f64 = -4.0;
/// What the logarithms add: of the number of shared shingles, and of the sizes of both samples.
const SHARED: f64 = 5.0;
/// See [`SHARED`].
const SMALLER: f64 = -3.7;
/// See [`SHARED`].
const LARGER: f64 = 0.8;
/// What the logarithms add of one more than the figures that both have.
const SAME_FIGURES: f64 = 2.4;
/// And of one more than those that the one with fewer has alone.
const OTHER_FIGURES: f64 = -3.0;
/// What days between them add.
const LATER: f64 = -1.6;

/// What two articles share of the shingles that say something, and how many each has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Overlap {
    /// How many stand in both.
    pub(super) shared: u32,
    /// How many the one with fewer has.
    pub(super) smaller: u32,
    /// How many the other has.
    pub(super) larger: u32,
}

/// How sure it is that two articles are copies, from 0 up; none where they are not.
pub(super) fn compare(one: &Sketch, other: &Sketch, overlap: Overlap, figures: &Figures) -> Option<f64> {
    let apart = one.day.zip(other.day).map_or(0, |(one, other)| one.abs_diff(other));
    if overlap.shared < LEAST_SHARED || apart > WINDOW {
        return None;
    }
    let later = if apart > SOON { LATER } else { 0.0 };
    let (same, alone) = figures.compare(&one.figures, &other.figures);
    let sure = log_odds(overlap, (same, alone)) + later;
    let is_whole = f64::from(overlap.shared) >= WHOLE * f64::from(overlap.smaller) && alone <= same + CORRECTED;
    let sure = if is_whole && later == 0.0 { sure.max(0.0) } else { sure };
    (sure >= 0.0).then_some(sure)
}

/// What a containment means.
pub fn likeness(containment: f32) -> Likeness {
    if containment >= COPY { Likeness::Copy } else { Likeness::Version }
}

/// A logistic model of what is shared; of the figures, how many both have and how many the one with fewer has alone.
fn log_odds(overlap: Overlap, (same, alone): (usize, usize)) -> f64 {
    let ln = |count: u32| f64::from(count.max(1)).ln();
    BEFORE
        + SHARED * ln(overlap.shared)
        + SMALLER * ln(overlap.smaller)
        + LARGER * ln(overlap.larger)
        + SAME_FIGURES * (same as f64).ln_1p()
        + OTHER_FIGURES * (alone as f64).ln_1p()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(figures: &[u32], day: Option<i32>) -> Sketch {
        Sketch { figures: figures.into(), day, ..Sketch::default() }
    }

    fn shared(shared: u32, smaller: u32, larger: u32) -> Overlap {
        Overlap { shared, smaller, larger }
    }

    fn are_copies(one: &Sketch, other: &Sketch, overlap: Overlap) -> bool {
        compare(one, other, overlap, &Figures::default()).is_some()
    }

    #[test]
    fn the_more_figures_are_shared_the_fewer_shingles_are_needed() {
        let story = item(&[1, 2, 3, 4], None);
        let mut needed = Vec::new();
        for figures in [&[1, 2, 3, 4][..], &[1, 2, 3, 9], &[], &[1, 2, 8, 9], &[1, 7, 8, 9], &[6, 7, 8, 9]] {
            let other = item(figures, None);
            needed.push((1..=100).find(|&share| are_copies(&story, &other, shared(share, 100, 100))).unwrap());
        }
        assert!(needed.is_sorted(), "{needed:?}");
        assert!(needed[0] < 25 && needed[5] > 60, "{needed:?}");
    }

    #[test]
    fn short_texts_need_a_larger_share() {
        let share = |size: u32| {
            let least = (1..=size).find(|&n| are_copies(&item(&[], None), &item(&[], None), shared(n, size, size)));
            f64::from(least.unwrap()) / f64::from(size)
        };
        assert!(share(10) > share(40) && share(40) > share(400), "{} {} {}", share(10), share(40), share(400));
        assert!(are_copies(&item(&[], None), &item(&[], None), shared(3, 3, 3)), "the same short text is a copy");
        assert!(!are_copies(&item(&[], None), &item(&[], None), shared(2, 2, 2)), "two shingles may be chance");
        let [report, corrected, next] = [&[1, 2, 3][..], &[1, 2, 9], &[7, 8, 9]].map(|figures| item(figures, None));
        assert!(are_copies(&report, &corrected, shared(4, 4, 4)), "a figure is corrected");
        assert!(!are_copies(&report, &next, shared(4, 4, 4)), "the form is the same and the figures are others");
    }

    #[test]
    fn days_apart_ask_for_more_and_months_for_too_much() {
        let apart = |days, n| are_copies(&item(&[], Some(0)), &item(&[], Some(days)), shared(n, 100, 100));
        let least = |days| (1..=100).find(|&n| apart(days, n));
        assert!(least(0) == least(2) && least(2) < least(3) && least(3) == least(30), "{:?} {:?}", least(2), least(3));
        assert_eq!(least(31), None);
        assert!(
            are_copies(&item(&[], None), &item(&[], Some(31)), shared(90, 100, 100)),
            "an unknown day excludes nothing"
        );
    }

    #[test]
    fn a_copy_is_more_than_a_version() {
        assert_eq!((likeness(0.6), likeness(0.59)), (Likeness::Copy, Likeness::Version));
        assert!(Likeness::Copy > Likeness::Version);
    }
}
