//! Weighing the clues: each has its trust, those that agree support each other, the best is chosen.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;

use super::clues::{Clue, Role};
use crate::model::{DateSource, Precision};

/// A clue that weighs less dates nothing.
const ENOUGH: f32 = 0.45;

/// The day from which pages have been on the web.
const FIRST_PAGE: Date = date(1991, 8, 6);

/// The clues in order of weight, the best first, each with its weight; empty where none is enough.
pub(super) fn weigh(mut clues: Vec<Clue>, captured: Option<Timestamp>) -> Vec<(Clue, f32)> {
    let latest = latest(captured);
    let doubted = |clue: &Clue| clue.moment.start.date() > latest || clue.moment.start.date() < FIRST_PAGE;
    for clue in clues.iter_mut().filter(|clue| doubted(clue)) {
        clue.trust -= 0.6;
    }
    let weights: Vec<f32> = clues.iter().map(|clue| clue.trust + support(clue, &clues)).collect();
    let mut weighed: Vec<(Clue, f32)> = clues.into_iter().zip(weights).collect();
    weighed.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    if weighed.first().is_none_or(|(_, weight)| *weight < ENOUGH) {
        return Vec::new();
    }
    refine(&mut weighed);
    weighed
}

/// The day after the capture (or after today): a page may be of tomorrow where it was written, not later.
fn latest(captured: Option<Timestamp>) -> Date {
    let day = TimeZone::UTC.to_datetime(captured.unwrap_or_else(Timestamp::now)).date();
    day.tomorrow().unwrap_or(day)
}

/// What clues of other kinds that give the same day add.
fn support(clue: &Clue, clues: &[Clue]) -> f32 {
    let agrees = |other: &&Clue| {
        other.source != clue.source
            && other.role == Role::Published
            && other.moment.date().is_some()
            && other.moment.date() == clue.moment.date()
    };
    let mut sources: Vec<DateSource> = Vec::new();
    for other in clues.iter().filter(agrees) {
        if !sources.contains(&other.source) {
            sources.push(other.source);
        }
    }
    0.08 * sources.len().min(3) as f32
}

/// Puts a narrower clue of the same day, or the day that the page shows for a UTC stamp, in the place of the best.
fn refine(weighed: &mut [(Clue, f32)]) {
    let best = weighed[0].0.clone();
    let shown = |clue: &Clue| {
        let beside = best.moment.date().zip(clue.moment.date());
        let days = beside.map(|(a, b)| (b - a).get_days().abs());
        clue.role == best.role && clue.source == DateSource::Text && days == Some(1)
    };
    let same_shown = weighed.iter().any(|(c, _)| c.source == DateSource::Text && c.moment.date() == best.moment.date());
    let zulu = best.moment.offset == Some(0) && best.moment.precision == Precision::Minute;
    let other = weighed.iter().position(|(clue, weight)| zulu && !same_shown && *weight >= 0.5 && shown(clue));
    let wider = best.moment.precision < Precision::Day;
    let narrower = weighed.iter().position(|(clue, weight)| {
        let within = clue.moment.start.year() == best.moment.start.year()
            && (best.moment.precision < Precision::Month || clue.moment.start.month() == best.moment.start.month());
        wider && *weight >= 0.35 && clue.moment.precision > best.moment.precision && within
    });
    if let Some(at) = other.or(narrower) {
        weighed[..=at].rotate_right(1);
    }
}
