//! How much of an article must stand in another for the two to be copies.
//!
//! Containment alone cannot tell a heavily edited copy from yesterday's weather report. Figures can: the copy has the
//! story's, the report its own. So the more of the figures two articles share, the fewer shingles they need. The
//! thresholds were chosen on pairs of edited copies among strangers.

use super::item::Item;

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
/// Fewer shared shingles may be chance.
const LEAST_SHARED: u32 = 3;
/// Articles with fewer figures have too few to judge by.
const LEAST_FIGURES: usize = 3;
/// Copies do not appear further apart, in days.
const WINDOW: u32 = 30;
/// Articles that are further apart, in days, must be more alike, for that is when recurring reports return.
const SOON: u32 = 2;
/// How much more alike.
const LATER: f32 = 0.15;

/// How much stands in both, and how far that is above what is needed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Match {
    /// The share of the smaller sample that stands in the larger.
    pub(super) containment: f32,
    /// How far that is above what is needed.
    pub(super) margin: f32,
}

/// Compares two articles that share so many of the shingles that say something; `smaller` is the size of the smaller
/// sample. None where they are not copies.
pub(super) fn compare(one: &Item, other: &Item, shared: u32, smaller: u32) -> Option<Match> {
    if shared < LEAST_SHARED {
        return None;
    }
    let containment = shared as f32 / smaller.max(1) as f32;
    let apart = one.day.zip(other.day).map_or(0, |(one, other)| one.abs_diff(other));
    let later = if apart > SOON { LATER } else { 0.0 };
    let margin = containment - needed(&one.figures, &other.figures) - later;
    (apart <= WINDOW && margin >= 0.0).then_some(Match { containment, margin })
}

/// What a containment means.
pub fn likeness(containment: f32) -> Likeness {
    if containment >= COPY { Likeness::Copy } else { Likeness::Version }
}

/// The containment that two articles with these figures need.
fn needed(one: &[u32], other: &[u32]) -> f32 {
    let fewer = one.len().min(other.len());
    if fewer < LEAST_FIGURES {
        return 0.4;
    }
    let share = common(one, other) as f32 / fewer as f32;
    match share {
        share if share > 0.999 => 0.2,
        share if share >= 0.75 => 0.25,
        share if share >= 0.5 => 0.6,
        share if share >= 0.25 => 0.8,
        _ => 0.9,
    }
}

/// How many values two sorted lists share.
fn common(one: &[u32], other: &[u32]) -> usize {
    let (few, many) = if one.len() < other.len() { (one, other) } else { (other, one) };
    few.iter().filter(|value| many.binary_search(value).is_ok()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(figures: &[u32], day: Option<i32>) -> Item {
        Item { figures: figures.into(), day, ..Item::default() }
    }

    #[test]
    fn the_more_figures_are_shared_the_fewer_shingles_are_needed() {
        let story = item(&[1, 2, 3, 4], None);
        let cases: &[(&[u32], u32, bool)] = &[
            (&[1, 2, 3, 4], 21, true),
            (&[1, 2, 3, 4], 19, false),
            (&[1, 2, 3, 9], 26, true),
            (&[1, 2, 8, 9], 59, false),
            (&[1, 2, 8, 9], 61, true),
            (&[1, 7, 8, 9], 79, false),
            (&[1, 7, 8, 9], 81, true),
            (&[6, 7, 8, 9], 89, false),
            (&[6, 7, 8, 9], 91, true),
            (&[], 41, true),
            (&[9], 39, false),
        ];
        for (figures, shared, expected) in cases {
            let found = compare(&story, &item(figures, None), *shared, 100);
            assert_eq!(found.is_some(), *expected, "{figures:?} {shared}");
        }
    }

    #[test]
    fn days_apart_ask_for_more_and_months_for_too_much() {
        let apart = |days| compare(&item(&[], Some(0)), &item(&[], Some(days)), 50, 100).is_some();
        assert!(apart(0) && apart(2) && !apart(3) && !apart(31));
        assert!(compare(&item(&[], None), &item(&[], Some(31)), 50, 100).is_some(), "an unknown day excludes nothing");
        assert!(compare(&item(&[], Some(0)), &item(&[], Some(31)), 100, 100).is_none());
    }

    #[test]
    fn a_copy_is_more_than_a_version() {
        assert_eq!((likeness(0.6), likeness(0.59)), (Likeness::Copy, Likeness::Version));
        assert!(Likeness::Copy > Likeness::Version);
    }
}
