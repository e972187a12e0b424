//! Years and days of other calendars, where the text marks them as such.
//!
//! Jalali days follow the cycle of eight leap years in 33, whose days are the astronomical ones in the years of the
//! press (compare K. M. Borkowski, "The Persian calendar for 3000 years", 1996); Hijri days follow the tabular calendar with leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29,
//! which may be a day off where the month begins by sight.

use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::moment::Moment;
use crate::lang::{Fact, LANGUAGES};

/// The names of the months of a calendar, by language.
type Months = Vec<Vec<&'static str>>;

/// Months of the Solar Hijri calendar.
static JALALI: LazyLock<Months> = LazyLock::new(|| months(Fact::JalaliMonths));

/// Months of the Islamic calendar. A month is looked up by one word, so those of two are not found.
static HIJRI: LazyLock<Months> = LazyLock::new(|| months(Fact::HijriMonths));

fn months(fact: Fact) -> Months {
    LANGUAGES.iter().flat_map(|language| language.rows(fact)).map(Iterator::collect).collect()
}

/// The number of the month that one of the languages calls so, 1 to 12.
fn number(months: &Months, name: &str) -> Option<i64> {
    months.iter().find_map(|row| row.iter().position(|month| *month == name)).map(|at| at as i64 + 1)
}

/// A day whose month is one of another calendar.
pub(super) fn day(year: i64, month: &str, day: i64) -> Option<Moment> {
    let date = match number(&JALALI, month) {
        Some(number) => jalali(year, number, day)?,
        None => hijri(year, number(&HIJRI, month)?, day)?,
    };
    Moment::day(date.year().into(), date.month().into(), date.day().into())
}

/// The Gregorian year of a year that an era's name stands before.
pub(super) fn era_year(era: &str, year: i64) -> Option<i64> {
    match era {
        "民國" | "民国" if (1..300).contains(&year) => Some(year + 1911),
        "令和" if (1..100).contains(&year) => Some(year + 2018),
        "平成" if (1..32).contains(&year) => Some(year + 1988),
        _ => None,
    }
}

fn jalali(year: i64, month: i64, day: i64) -> Option<Date> {
    if !(1304..=1472).contains(&year) || !(1..=31).contains(&day) {
        return None;
    }
    let past = |year: i64| (year - 1304) * 365 + leaps(year) - leaps(1304);
    let in_year = if month <= 7 { (month - 1) * 31 } else { 186 + (month - 7) * 30 };
    // 1 Farvardin 1304 was 21 March 1925.
    date(1925, 3, 21).checked_add((past(year) + in_year + day - 1).days()).ok()
}

/// Leap years before `year` in the cycle of 33 that holds for these centuries.
fn leaps(year: i64) -> i64 {
    (1..year).filter(|year| matches!(year % 33, 1 | 5 | 9 | 13 | 17 | 22 | 26 | 30)).count() as i64
}

fn hijri(year: i64, month: i64, day: i64) -> Option<Date> {
    if !(1300..=1600).contains(&year) || !(1..=30).contains(&day) {
        return None;
    }
    let days = (year - 1) * 354 + (3 + 11 * year) / 30 + (59 * (month - 1) + 1) / 2 + day - 1;
    // 1 Muharram 1 was 19 July 622 of the proleptic Gregorian calendar.
    date(622, 7, 19).checked_add(days.days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_days() {
        assert_eq!(jalali(1400, 1, 1), Some(date(2021, 3, 21)));
        assert_eq!(jalali(1403, 12, 30), Some(date(2025, 3, 20)));
        assert_eq!(hijri(1442, 9, 1), Some(date(2021, 4, 13)));
        assert_eq!(era_year("令和", 3), Some(2021));
    }
}
