//! Days, months and years as a row: which follows which, and how far apart they are.

use jiff::ToSpan;
use jiff::civil::Date;

/// The first and the last day of a year, a month or a day, written as `2025`, `2025-10` or `2025-10-15`.
pub(super) fn bounds(text: &str) -> Option<(Date, Date)> {
    let whole = |text: &str| text.parse::<Date>().ok();
    match text.len() {
        4 => Some((whole(&format!("{text}-01-01"))?, whole(&format!("{text}-12-31"))?)),
        7 => whole(&format!("{text}-01")).map(|first| (first, first.last_of_month())),
        _ => whole(text).map(|day| (day, day)),
    }
}

/// The day, month or year before one.
pub(super) fn previous(value: &str) -> Option<String> {
    like(value, bounds(value)?.0.checked_sub(1.day()).ok()?)
}

/// The day, month or year after one.
pub(super) fn next(value: &str) -> Option<String> {
    like(value, bounds(value)?.1.checked_add(1.day()).ok()?)
}

/// The period of a day, of the length of another.
fn like(value: &str, day: Date) -> Option<String> {
    day.to_string().get(..value.len()).map(str::to_owned)
}

/// How many periods lie between two of the same length, the earlier one given first; none where they are neighbours.
pub(super) fn between(earlier: &str, later: &str) -> usize {
    let Some(((from, _), (to, _))) = bounds(earlier).zip(bounds(later)) else { return 0 };
    let years = i64::from(to.year()) - i64::from(from.year());
    let steps = match earlier.len() {
        4 => years,
        7 => 12 * years + i64::from(to.month()) - i64::from(from.month()),
        _ => from.until(to).map_or(0, |span| i64::from(span.get_days())),
    };
    usize::try_from(steps - 1).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_periods_has_no_holes() {
        assert_eq!(next("2024-02-28").as_deref(), Some("2024-02-29"));
        assert_eq!(next("2024-12").as_deref(), Some("2025-01"));
        assert_eq!(previous("2025").as_deref(), Some("2024"));
        assert_eq!(previous("2024-03-01").as_deref(), Some("2024-02-29"));
        assert_eq!(next("9999"), None);
        assert_eq!(next("soon"), None);
    }

    #[test]
    fn what_lies_between_is_counted() {
        assert_eq!([between("2024", "2025"), between("0987", "2025")], [0, 1037]);
        assert_eq!([between("2024-11", "2025-02"), between("1963-08", "2024-06")], [2, 729]);
        assert_eq!([between("2024-02-28", "2024-03-01"), between("2025-10-15", "2025-10-15")], [1, 0]);
    }
}
