//! One order of day and month for all dates of a page.
//!
//! A date that can be read in one way only proves the order of the others; so does another clue to one of two days.
//! Else the habits of the site decide, and where they are not known, the year is all that a date of numbers tells.

use jiff::civil::Date;

use super::clue::Clue;
use super::moment::Moment;
use super::order::{Order, Reading};
use crate::model::Precision;

/// What a reading that rests on the habits of the site loses in trust.
const BY_HABIT: f32 = 0.05;

/// Reads all dates of numbers alone in one order.
pub(super) fn settle(found: &mut [Clue], habit: Option<Order>) {
    let is_open = |clue: &Clue| matches!(clue.moment.reading, Reading::Open(_));
    if !found.iter().any(is_open) {
        return;
    }
    let told = proof(found).or_else(|| company(found)).or_else(|| style(found, habit));
    for clue in found.iter_mut().filter(|clue| is_open(clue)) {
        match (told, habit) {
            (Some(order), _) => {
                clue.moment = clue.moment.read_in(order);
                clue.note(how(order, "as other dates of the page show"));
            }
            (None, Some(order)) => {
                clue.moment = clue.moment.read_in(order);
                clue.trust -= BY_HABIT;
                clue.note(how(order, "as the site's country or language has it"));
            }
            (None, None) => {
                clue.moment = clue.moment.year_alone();
                clue.note("day and month may be either way round");
            }
        }
    }
}

fn how(order: Order, why: &str) -> String {
    let order = if order == Order::DayFirst { "day first" } else { "month first" };
    format!("{order}, {why}")
}

/// The order that dates of the page prove, if they do not contradict each other.
fn proof(found: &[Clue]) -> Option<Order> {
    let mut proved = found.iter().filter_map(|clue| match clue.moment.reading {
        Reading::Proves(order) => Some(order),
        _ => None,
    });
    let first = proved.next()?;
    proved.all(|order| order == first).then_some(first)
}

/// The order of those who write `March 4, 2021`, or `4 March 2021`, if the page has but one style.
fn style(found: &[Clue], habit: Option<Order>) -> Option<Order> {
    let styles = || {
        found.iter().filter_map(|clue| match clue.moment.reading {
            Reading::Leans(order) => Some(order),
            _ => None,
        })
    };
    let first = styles().next().filter(|_| habit.is_none())?;
    styles().all(|order| order == first).then_some(first)
}

/// The order in which open dates agree with dates that are sure.
fn company(found: &[Clue]) -> Option<Order> {
    let sure = || {
        found
            .iter()
            .filter(|clue| matches!(clue.moment.reading, Reading::Only | Reading::Leans(_)))
            .map(|clue| &clue.moment)
    };
    let agrees = |moment: &Moment, order: Order| {
        let read = moment.read_in(order).start.date();
        sure().any(|sure| is_near(read, sure))
    };
    let open = found.iter().filter(|clue| matches!(clue.moment.reading, Reading::Open(_)));
    let orders = open.filter_map(|clue| {
        match (agrees(&clue.moment, Order::DayFirst), agrees(&clue.moment, Order::MonthFirst)) {
            (true, false) => Some(Order::DayFirst),
            (false, true) => Some(Order::MonthFirst),
            _ => None,
        }
    });
    let orders: Vec<Order> = orders.collect();
    orders.first().copied().filter(|first| orders.iter().all(|order| order == first))
}

/// Whether a day is in a month, or next to a day.
fn is_near(day: Date, sure: &Moment) -> bool {
    let other = sure.start.date();
    match sure.precision {
        Precision::Year => false,
        Precision::Month => (day.year(), day.month()) == (other.year(), other.month()),
        _ => (day - other).get_days().abs() <= 1,
    }
}
