//! One order of day and month for all dates of a page.
//!
//! A date that can be read in one way only proves the order of the others; so does another clue to one of two days.
//! Else the habits of the site decide, and where they are not known, the year is all that a date of numbers tells.

use jiff::civil::Date;

use super::clue::{Clue, Standing};
use super::moment::Moment;
use super::order::{Locale, Order, Reading, ToldBy};
use crate::model::Precision;

/// What a reading loses in trust that other dates show.
const BY_OTHERS: f32 = 0.02;

/// What a reading that rests on the habits of the site loses in trust.
const BY_HABIT: f32 = 0.05;

/// What a reading loses that rests on when the page was saved, or on the form of its time.
const BY_CHANCE: f32 = 0.2;

/// Reads all dates of numbers alone in one order. `saved` is the day on which the page was saved.
pub(super) fn settle(found: &mut [Clue], locale: Locale, saved: Option<Date>) {
    let is_open = |clue: &Clue| matches!(clue.moment.reading, Reading::Open(_));
    if !found.iter().any(is_open) {
        return;
    }
    let told = told(found, locale, saved);
    for clue in found.iter_mut().filter(|clue| is_open(clue)) {
        match told {
            Some(Told { order, why, loss }) => {
                clue.moment = clue.moment.read_in(order);
                clue.trust -= loss;
                let order = if order == Order::DayFirst { "day first" } else { "month first" };
                clue.note(format!("{order}, {why}"));
            }
            None => {
                clue.moment = clue.moment.year_alone();
                clue.note("day and month may be either way round");
            }
        }
    }
}

/// What the dates of a page tell other pages of its site of the order of day and month, or leave to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numbers {
    /// None is written in numbers that tell anything.
    Silent,
    /// They are written in this order.
    Proves(Order),
    /// Some can be read both ways, and nothing in the capture proves how.
    Open,
}

/// What dates in numbers tell and leave open. What a sentence names may be quoted from elsewhere: it tells nothing of the site.
pub(super) fn numbers(found: &[Clue], locale: Locale, saved: Option<Date>) -> Numbers {
    let own = || found.iter().filter(|clue| clue.standing != Standing::Mentioned);
    let mut proved = own().filter_map(|clue| match clue.moment.reading {
        Reading::Proves(order) => Some(order),
        _ => None,
    });
    if let Some(first) = proved.next() {
        return if proved.all(|order| order == first) { Numbers::Proves(first) } else { Numbers::Silent };
    }
    let is_open = |clue: &Clue| matches!(clue.moment.reading, Reading::Open(_));
    if !found.iter().any(is_open) {
        return Numbers::Silent;
    }
    if let Some(order) = company(found) {
        return if own().any(is_open) { Numbers::Proves(order) } else { Numbers::Silent };
    }
    let is_told = proof(found).is_some()
        || locale.told_by == ToldBy::Records
        || saved.is_some_and(|saved| possible(found, saved).is_some());
    if is_told { Numbers::Silent } else { Numbers::Open }
}

/// An order of day and month, what shows it, and how much trust a date loses by being read in it.
#[derive(Clone, Copy, Debug)]
struct Told {
    order: Order,
    why: &'static str,
    loss: f32,
}

/// The order of the dates of numbers, by the best of what tells it.
fn told(found: &[Clue], locale: Locale, saved: Option<Date>) -> Option<Told> {
    let told = |why: &'static str, loss: f32| move |order: Order| Told { order, why, loss };
    let by_page = told("as other dates of the page show", BY_OTHERS);
    let by_habit = told("as the site's country or language has it", BY_HABIT);
    let by = |source: ToldBy| locale.order.filter(|_| locale.told_by == source);
    proof(found)
        .or_else(|| company(found))
        .map(by_page)
        .or_else(|| by(ToldBy::Records).map(told("as other records of the file show", BY_OTHERS)))
        .or_else(|| possible(found, saved?).map(told("since the other way round is later than the save", BY_OTHERS)))
        .or_else(|| by(ToldBy::Site).map(told("as the site's other days show", BY_OTHERS)))
        .or_else(|| locale.order.map(by_habit))
        .or_else(|| style(found).map(by_page))
        .or_else(|| recent(found, saved?).map(told("since it was saved within days of that", BY_CHANCE)))
        .or_else(|| {
            american(found).then(|| told("as programs write that time in America", BY_CHANCE)(Order::MonthFirst))
        })
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
fn style(found: &[Clue]) -> Option<Order> {
    let styles = || {
        found.iter().filter_map(|clue| match clue.moment.reading {
            Reading::Leans(order) => Some(order),
            _ => None,
        })
    };
    let first = styles().next()?;
    styles().all(|order| order == first).then_some(first)
}

/// The only order in which no date is later than the day on which the page was saved.
fn possible(found: &[Clue], saved: Date) -> Option<Order> {
    // A day of slack: the page's zone may be ahead of the clock that stamped the save.
    let is_possible = |order: Order| open(found).all(|moment| (day(moment, order) - saved).get_days() <= 1);
    only(is_possible(Order::DayFirst), is_possible(Order::MonthFirst))
}

/// The only order in which a date is one of the few days before the save: most pages are saved when they are new.
fn recent(found: &[Clue], saved: Date) -> Option<Order> {
    const DAYS: std::ops::RangeInclusive<i32> = -1..=4;
    let is_recent = |order: Order| open(found).any(|moment| DAYS.contains(&(saved - day(moment, order)).get_days()));
    only(is_recent(Order::DayFirst), is_recent(Order::MonthFirst))
}

fn only(day_first: bool, month_first: bool) -> Option<Order> {
    match (day_first, month_first) {
        (true, false) => Some(Order::DayFirst),
        (false, true) => Some(Order::MonthFirst),
        _ => None,
    }
}

fn day(moment: &Moment, order: Order) -> Date {
    moment.read_in(order).start.date()
}

/// The dates that can be read in both orders.
fn open(found: &[Clue]) -> impl Iterator<Item = &Moment> {
    found.iter().map(|clue| &clue.moment).filter(|moment| matches!(moment.reading, Reading::Open(_)))
}

/// Whether a date stands as programs write it in American English and hardly elsewhere: with seconds and the half of the day,
/// `10/12/2023 7:38:01 PM`.
fn american(found: &[Clue]) -> bool {
    let is_open = |clue: &&Clue| matches!(clue.moment.reading, Reading::Open(_));
    found.iter().filter(is_open).any(|clue| {
        let mut words = clue.evidence.split_whitespace();
        let has_date = words.any(|word| word.split('/').count() == 3);
        let (time, half) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        has_date && time.split(':').count() == 3 && !time.starts_with('0') && matches!(half, "AM" | "PM")
    })
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
