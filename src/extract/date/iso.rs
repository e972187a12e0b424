//! Dates that machines write: ISO 8601 in its usual shapes, and seconds or milliseconds since 1970.

use jiff::Timestamp;
use jiff::civil::{ISOWeekDate, Weekday};
use jiff::tz::Offset;

use super::digits::number;
use super::moment::Moment;
use super::order::Reading;
use super::zones;
use crate::model::Precision;

/// Reads a date that begins `text`: `2025-10-15T21:04:00+03:00`, `2025-10-15`, `20251015`, `2025-10`.
pub(super) fn parse(text: &str) -> Option<Moment> {
    parse_in(text, None)
}

/// Reads the same; the country of the site settles what letters of zones mean.
pub(super) fn parse_in(text: &str, country: Option<&str>) -> Option<Moment> {
    let bytes = text.trim().as_bytes();
    // Older years in numbers are those of other calendars.
    let year = number(bytes.get(..4)?).filter(|year| *year >= 1600)?;
    let rest = &bytes[4..];
    let separator = *rest.first()?;
    if separator.is_ascii_digit() {
        let day = Moment::day_or_month(year, number(rest.get(..2)?)?, number(rest.get(2..4)?)?)?;
        return compact_time(day, &rest[4..], country);
    }
    if let Some(week) = rest.strip_prefix(b"-W").or_else(|| rest.strip_prefix(b"W")) {
        return day_of_week(year, week);
    }
    if !matches!(separator, b'-' | b'/' | b'.' | b':') {
        return None;
    }
    let (month, rest) = leading(&rest[1..], 2)?;
    if rest.first() != Some(&separator) {
        return if rest.is_empty() && separator == b'-' { Moment::month(year, month) } else { None };
    }
    let (day, rest) = leading(&rest[1..], 2)?;
    if rest.first().is_some_and(u8::is_ascii_digit) {
        return None;
    }
    Moment::day_or_month(year, month, day).map(|day| with_time(day, rest, country))
}

/// The day that a week and the number of a weekday make, `42-2` or `422`; a week alone names no day.
fn day_of_week(year: i64, week: &[u8]) -> Option<Moment> {
    let weekday = week.get(2..)?.strip_prefix(b"-").unwrap_or(&week[2..]);
    let [digit] = weekday else { return None };
    let weekday = Weekday::from_monday_one_offset(i8::try_from(number(&[*digit])?).ok()?).ok()?;
    let week = i8::try_from(number(&week[..2])?).ok()?;
    let day = ISOWeekDate::new(i16::try_from(year).ok()?, week, weekday).ok()?.date();
    Moment::day(i64::from(day.year()), i64::from(day.month()), i64::from(day.day()))
}

/// Adds the digits of a time that directly follow a day: `20251015194200`.
fn compact_time(day: Moment, rest: &[u8], country: Option<&str>) -> Option<Moment> {
    let rest = rest
        .strip_prefix(b"T")
        .filter(|rest| rest.first().is_some_and(u8::is_ascii_digit) && !rest.contains(&b':'))
        .unwrap_or(rest);
    let two = |at: usize| rest.get(at..at + 2).and_then(number);
    match rest.iter().take_while(|byte| byte.is_ascii_digit()).count() {
        0 => Some(with_time(day, rest, country)),
        2 => Some(day.at(two(0)?, 0, zones::read(str::from_utf8(&rest[2..]).unwrap_or_default(), country))),
        digits @ (4 | 6) => {
            let zone = zones::read(str::from_utf8(&rest[digits..]).unwrap_or_default(), country);
            Some(day.at(two(0)?, two(2)?, zone))
        }
        _ => None,
    }
}

/// Reads a year and nothing else.
pub(super) fn parse_year(text: &str) -> Option<Moment> {
    let text = text.trim().as_bytes();
    number(text).filter(|year| text.len() == 4 && (1600..2100).contains(year)).and_then(Moment::year)
}

/// Reads seconds (10 digits) or milliseconds (13 digits) since 1970, as UTC, with any fraction; also as `.NET` writes them in JSON,
/// `/Date(1760515200000+0200)/`, where the offset is only for show.
pub(super) fn parse_epoch(text: &str) -> Option<Moment> {
    let text = text.trim();
    let inside = text.strip_prefix("/Date(").and_then(|text| text.strip_suffix(")/"));
    let text = inside.map_or(text, |inside| inside.split(['+', '-']).next().unwrap_or_default());
    let (text, fraction) = text.split_once('.').unwrap_or((text, ""));
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let value = number(text.as_bytes())?;
    let seconds = match text.len() {
        10 => value,
        13 => value / 1000,
        _ => return None,
    };
    let start = Offset::UTC.to_datetime(Timestamp::from_second(seconds).ok()?);
    Some(Moment { start, precision: Precision::Minute, offset: Some(0), letters: None, reading: Reading::Only })
}

/// Adds the time of day that follows a day, if one does.
fn with_time(day: Moment, rest: &[u8], country: Option<&str>) -> Moment {
    let rest = rest.trim_ascii_start();
    let rest = rest.strip_prefix(b"T").or_else(|| rest.strip_prefix(b"t")).unwrap_or(rest).trim_ascii_start();
    let Some((hour, rest)) = leading(rest, 2) else { return day };
    let Some((minute, mut rest)) = rest.strip_prefix(b":").and_then(|rest| leading(rest, 2)) else { return day };
    while rest.first().is_some_and(|b| b.is_ascii_digit() || matches!(b, b':' | b'.' | b',')) {
        rest = &rest[1..];
    }
    let rest = rest.trim_ascii_start();
    let (hour, rest) = match rest.first_chunk::<2>().map(|half| half.to_ascii_uppercase()).as_deref() {
        Some(b"PM") => (if hour < 12 { hour + 12 } else { hour }, &rest[2..]),
        Some(b"AM") => (hour % 12, &rest[2..]),
        _ => (hour, rest),
    };
    day.at(hour, minute, zones::read(str::from_utf8(rest).unwrap_or_default(), country))
}

/// One to `most` digits that begin `bytes`, and what follows.
fn leading(bytes: &[u8], most: usize) -> Option<(i64, &[u8])> {
    let n = bytes.iter().take(most).take_while(|b| b.is_ascii_digit()).count();
    Some((number(&bytes[..n])?, &bytes[n..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_and_milliseconds_since_1970_are_read() {
        for text in
            ["1760515200", "1760515200.25", "1760515200000", "/Date(1760515200000)/", "/Date(1760515200000+0200)/"]
        {
            let start = parse_epoch(text).map(|moment| moment.start.to_string());
            assert_eq!(start.as_deref(), Some("2025-10-15T08:00:00"), "{text}");
        }
        for text in ["", "/Date()/", "176051520", "1760515200.x", "1760515200.1.2", "/Date(-1)/"] {
            assert_eq!(parse_epoch(text), None, "{text}");
        }
    }

    #[test]
    fn the_shapes_of_iso_dates() {
        for (text, want) in [
            ("2025-10-15T21:04:00+03:00", "2025-10-15T21:04:00"),
            ("2025-10-15 21:04", "2025-10-15T21:04:00"),
            ("20251015", "2025-10-15T00:00:00"),
            ("2025-W42-2", "2025-10-14T00:00:00"),
            ("2026W014", "2026-01-01T00:00:00"),
            ("20251015194200", "2025-10-15T19:42:00"),
            ("20251015T194200Z", "2025-10-15T19:42:00"),
            ("2025-10-15 11:30:00 PM", "2025-10-15T23:30:00"),
            ("2025-10-15 12:30 AM", "2025-10-15T00:30:00"),
            ("2025/1/5", "2025-01-05T00:00:00"),
        ] {
            assert_eq!(parse(text).map(|m| m.start.to_string()).as_deref(), Some(want), "{text}");
        }
        assert_eq!(parse("2025-10").map(|m| m.precision), Some(Precision::Month));
        assert_eq!(parse("2025-10-15T21:04:00.000+0530").and_then(|m| m.offset), Some(330));
        assert_eq!(parse("2025-10-15 21:04 MSK").and_then(|m| m.offset), Some(180));
        for text in ["2025-13-01", "2025", "202510151234567", "", "é", "12-12-2012", "1404-07-22"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
