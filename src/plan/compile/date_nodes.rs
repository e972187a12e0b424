//! A range of dates as values of the date facet.
//!
//! The date facet has a node for every year, month and day, and an article lies under those that its whole interval lies in; so
//! the articles in a range are those under the fewest nodes that fill it.

use std::ops::RangeInclusive;

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;

/// How many nodes a range is filled with at most.
const MAX_NODES: usize = 1_000;

/// The nodes of the date facet that fill a range, an open end as far as articles are `published`; none where it begins or ends within a
/// day, or would take too many.
pub(super) fn of(
    published: Option<RangeInclusive<i64>>,
    since: Option<DateTime>,
    until: Option<DateTime>,
) -> Option<Vec<String>> {
    let Some(published) = published else { return Some(Vec::new()) };
    let since = since.map_or_else(|| new_year(*published.start(), 0), whole_day)?;
    let until = until.map_or_else(|| new_year(*published.end(), 1), whole_day)?;
    fill(since, until)
}

/// The day that a moment begins.
fn whole_day(moment: DateTime) -> Option<Date> {
    (moment.date().to_datetime(jiff::civil::Time::midnight()) == moment).then(|| moment.date())
}

/// The first day of the year that holds `second`, or of the year that comes `later` years after it.
fn new_year(second: i64, later: i16) -> Option<Date> {
    let year = Offset::UTC.to_datetime(jiff::Timestamp::from_second(second).ok()?).year();
    Date::new(year.checked_add(later)?, 1, 1).ok()
}

/// The fewest years, months and days that fill the days from `since` to before `until`.
fn fill(since: Date, until: Date) -> Option<Vec<String>> {
    let mut nodes = Vec::new();
    let mut day = since;
    while day < until {
        if nodes.len() == MAX_NODES {
            return None;
        }
        let fits = |end: std::result::Result<Date, jiff::Error>| end.ok().filter(|end| *end <= until);
        let year = || fits(day.checked_add(1.year())).filter(|_| day.day_of_year() == 1);
        let month = || fits(day.checked_add(1.month())).filter(|_| day.day() == 1);
        day = if let Some(end) = year() {
            nodes.push(format!("/{:04}", day.year()));
            end
        } else if let Some(end) = month() {
            nodes.push(format!("/{:04}/{:02}", day.year(), day.month()));
            end
        } else {
            nodes.push(format!("/{:04}/{:02}/{:02}", day.year(), day.month(), day.day()));
            day.tomorrow().ok()?
        };
    }
    Some(nodes)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn ranges_are_filled_with_the_fewest_nodes() {
        let filled = |since, until| fill(since, until).unwrap().join(" ");
        assert_eq!(filled(date(2025, 1, 1), date(2027, 1, 1)), "/2025 /2026");
        assert_eq!(
            filled(date(2024, 12, 30), date(2025, 3, 2)),
            "/2024/12/30 /2024/12/31 /2025/01 /2025/02 /2025/03/01"
        );
        assert_eq!(filled(date(2024, 2, 1), date(2024, 3, 1)), "/2024/02");
        assert_eq!(filled(date(2025, 3, 2), date(2025, 3, 2)), "");
        assert_eq!(fill(date(1, 1, 1), date(9000, 1, 1)), None);
        assert_eq!(fill(Date::MAX, Date::MAX), Some(Vec::new()));
    }

    #[test]
    fn only_whole_days_are_nodes() {
        assert_eq!(whole_day(date(2025, 3, 2).at(0, 0, 0, 0)), Some(date(2025, 3, 2)));
        assert_eq!(whole_day(date(2025, 3, 2).at(0, 0, 1, 0)), None);
    }
}
