//! Dates as people write them: `2025-10`, `2024..2025-03`, `"last month"`, `"15 October 2025"`.
//!
//! A date is an interval as wide as what was written: a month is all its days. Words are read as notmuch reads them,
//! on the day that the caller says is today; weeks start on Monday (ISO 8601). A date that can be read in two ways is
//! refused.

use jiff::civil::{Date, DateTime, ISOWeekDate, Weekday};
use jiff::{Span, ToSpan};

use super::error::{Fault, excerpt};
use super::months::month;
use super::tree::DateRange;
use crate::text::variants::decimal;

/// An interval of time: from the first moment to the first moment after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Interval {
    start: DateTime,
    end: DateTime,
}

/// What `date:text` asks for.
pub(super) fn date(text: &str, today: Today<'_>) -> Result<DateRange, Fault> {
    let text = normal(text);
    if text == "unknown" {
        return Ok(DateRange::Unknown);
    }
    if let Some(range) = compared(&text, today)? {
        return Ok(range);
    }
    let Some((since, until)) = ends(&text) else {
        let Interval { start, end } = interval(&text, today)?;
        return Ok(DateRange::Between { since: Some(start), until: Some(end) });
    };
    let since = side(since, today)?.map(|interval| interval.start);
    let until = side(until, today)?.map(|interval| interval.end);
    match (since, until) {
        (None, None) => Err(Fault::new("the range has no ends", "write `date:2024..`, `date:..2025-03` or both")),
        (Some(start), Some(end)) if start >= end => {
            Err(Fault::new("the range ends before it starts", "write the earlier date first"))
        }
        _ => Ok(DateRange::Between { since, until }),
    }
}

/// What stands on one side of a date: `>2025-03`, `<=2025`.
fn compared(text: &str, today: Today<'_>) -> Result<Option<DateRange>, Fault> {
    let text = text.replace('≥', ">=").replace('≤', "<=");
    let Some(rest) = text.strip_prefix(['<', '>']) else { return Ok(None) };
    let (rest, with_it) = rest.strip_prefix('=').map_or((rest, false), |rest| (rest, true));
    let Interval { start, end } = interval(rest.trim(), today)?;
    Ok(Some(match (text.starts_with('<'), with_it) {
        (true, true) => DateRange::Between { since: None, until: Some(end) },
        (true, false) => DateRange::Between { since: None, until: Some(start) },
        (false, true) => DateRange::Between { since: Some(start), until: None },
        (false, false) => DateRange::Between { since: Some(end), until: None },
    }))
}

/// The ends of a range: `2024..2025`, `2024-2025`, `2025-03-05/2025-03-20`, `2025-03-05 to 2025-03-20`.
fn ends(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_matches(['[', ']']);
    let text = text.strip_prefix("from ").unwrap_or(text);
    if let Some(ends) = text.split_once("..").or_else(|| text.split_once(" to ")) {
        return Some(ends);
    }
    if let Some((since, until)) = text.strip_prefix("between ").and_then(|rest| rest.split_once(" and ")) {
        return Some((since, until));
    }
    let years = |(since, until): &(&str, &str)| year_of(since).is_some() && year_of(until).is_some();
    let whole = |(since, until): &(&str, &str)| since.contains('-') && until.contains('-') && !until.contains('/');
    text.split_once('-').filter(years).or_else(|| text.split_once('/').filter(whole))
}

/// What `since:text` asks for.
pub(super) fn since(text: &str, today: Today<'_>) -> Result<DateRange, Fault> {
    let interval = interval(&one_date(text)?, today)?;
    Ok(DateRange::Between { since: Some(interval.start), until: None })
}

/// What `until:text` asks for; the whole of the date is in it.
pub(super) fn until(text: &str, today: Today<'_>) -> Result<DateRange, Fault> {
    let interval = interval(&one_date(text)?, today)?;
    Ok(DateRange::Between { since: None, until: Some(interval.end) })
}

fn one_date(text: &str) -> Result<String, Fault> {
    let text = normal(text);
    if text.contains("..") || text == "unknown" {
        return Err(Fault::new(format!("`{}` is not one date", excerpt(&text)), "write it behind `date:`"));
    }
    Ok(text)
}

/// Lower case, single spaces, `..` for every mark of a range, hyphens for dashes and for the signs behind year, month and day in East
/// Asia, ASCII digits.
fn normal(text: &str) -> String {
    let text: String = text.chars().map(|c| decimal(c).unwrap_or(c)).collect();
    let text = text.to_lowercase().replace("...", "..").replace('…', "..");
    let text =
        text.replace(['日', '일'], "").replace("年", "-").replace("月", "-").replace("년", "-").replace("월", "-");
    let text = text.replace("- ", "-");
    let text = text.trim().trim_end_matches('-').to_owned();
    let digits_on_both_sides = |at: usize, width: usize| {
        text[..at].ends_with(|c: char| c.is_ascii_digit())
            && text[at + width..].starts_with(|c: char| c.is_ascii_digit())
    };
    let mut out = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        match character {
            '–' | '—' if digits_on_both_sides(at, character.len_utf8()) => out.push_str(".."),
            '–' | '—' | '−' | '‐' | '‑' => out.push('-'),
            '_' | ',' => out.push(' '),
            other => out.push(other),
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn side(text: &str, today: Today<'_>) -> Result<Option<Interval>, Fault> {
    let text = text.trim();
    if text.is_empty() { Ok(None) } else { interval(text, today).map(Some) }
}

fn interval(text: &str, today: Today<'_>) -> Result<Interval, Fault> {
    if let Some(read) = numeric(text)? {
        return Ok(read);
    }
    let parted = parted(text);
    let words: Vec<&str> = parted.split([' ', '-']).collect();
    relative(&words, today).or_else(|| named(&words)).ok_or_else(|| not_a_date(text))
}

/// A year with a part of it right behind: `2025q1` as two words.
fn parted(text: &str) -> String {
    match text.split_at_checked(4) {
        Some((year, rest)) if year_of(year).is_some() && rest.starts_with(['q', 'h']) => format!("{year} {rest}"),
        _ => text.to_owned(),
    }
}

fn not_a_date(text: &str) -> Fault {
    Fault::new(
        format!("`{}` is not a date", excerpt(text)),
        "write 2025, 2025-10, 2025-10-15, 2024..2025-03, yesterday, \"last month\", \"15 October 2025\" or unknown",
    )
}

/// Dates in figures: ISO 8601 as far as it is known, with slashes too, and the unambiguous ones of daily use.
fn numeric(text: &str) -> Result<Option<Interval>, Fault> {
    if let Some(decade) = text.strip_suffix("0s").filter(|rest| rest.len() == 3) {
        let first = decade.parse::<i16>().ok().map(|tens| tens * 10);
        return Ok(first.and_then(|year| spanning(day_of(year, 1, 1)?, 10.years())));
    }
    let (day, time) = match text.split_once(['t', ' ']) {
        Some((day, time)) if time.contains(':') => (day, Some(time)),
        _ => (text, None),
    };
    let Some(interval) = figures(day)? else { return Ok(None) };
    let Some(time) = time else { return Ok(Some(interval)) };
    Ok(interval
        .start
        .checked_add(1.day())
        .ok()
        .filter(|end| *end == interval.end)
        .and_then(|_| clock(interval.start, time)))
}

/// A time of day: `21:04` is a minute, `21:04:30` a second.
fn clock(midnight: DateTime, time: &str) -> Option<Interval> {
    let numbers = numbers(time, ':', 2)?;
    let (hour, minute, second) = match numbers[..] {
        [hour, minute] => (hour, minute, 0),
        [hour, minute, second] => (hour, minute, second),
        _ => return None,
    };
    let time =
        jiff::civil::Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, i8::try_from(second).ok()?, 0);
    let start = midnight.date().to_datetime(time.ok()?);
    let width: Span = if numbers.len() == 2 { 1.minute() } else { 1.second() };
    Some(Interval { start, end: start.checked_add(width).ok()? })
}

fn figures(text: &str) -> Result<Option<Interval>, Fault> {
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(year_month_day(&[&text[..4], &text[4..6], &text[6..]]));
    }
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let is_figures = |part: &&str| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    if parts.len() > 3 || !parts.iter().all(is_figures) {
        return Ok(None);
    }
    if parts[0].len() == 4 {
        return Ok(year_month_day(&parts));
    }
    match parts[..] {
        [first, second, year] if year.len() == 4 => day_and_month(first, second, year, text.contains('.')),
        _ => Ok(None),
    }
}

fn year_month_day(parts: &[&str]) -> Option<Interval> {
    let year = parts[0].parse().ok()?;
    match parts[1..] {
        [] => whole_year(year),
        [month] => whole_month(year, month.parse().ok()?),
        [month, day] => whole_day(day_of(year, month.parse().ok()?, day.parse().ok()?)?),
        _ => None,
    }
}

/// `15.10.2025` has the day first; `10/15/2025` may have either first, and is read where only one way is a date.
fn day_and_month(first: &str, second: &str, year: &str, dots: bool) -> Result<Option<Interval>, Fault> {
    let day_first = year_month_day(&[year, second, first]);
    let month_first = year_month_day(&[year, first, second]).filter(|_| !dots);
    match (day_first, month_first) {
        (Some(one), Some(other)) if one != other => Err(Fault::new(
            "this date can be read in two ways",
            format!("write `{}` or `{}`", one.start.date(), other.start.date()),
        )),
        (one, other) => Ok(one.or(other)),
    }
}

/// The numbers between separators, each of at most `figures` digits.
fn numbers(text: &str, separator: char, figures: usize) -> Option<Vec<i16>> {
    text.split(separator)
        .map(|part| {
            let good = (1..=figures).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
            if good { part.parse().ok() } else { None }
        })
        .collect()
}

/// Tells which day is today.
pub(super) type Today<'a> = &'a dyn Fn() -> Date;

/// `yesterday`, `last week`, `3 days ago`, `last 3 months`, `monday`.
fn relative(words: &[&str], today: Today<'_>) -> Option<Interval> {
    match words {
        ["today"] => whole_day(today()),
        ["yesterday"] => whole_day(today().yesterday().ok()?),
        ["last" | "past" | "previous", unit] if weekday(unit).is_none() => Unit::of(unit)?.around(today(), 1),
        ["this", unit] => Unit::of(unit)?.around(today(), 0),
        [count, unit, "ago"] => Unit::of(unit)?.around(today(), self::count(count)?),
        ["last" | "past", count, unit] => {
            let today = today();
            let start = today.checked_sub(Unit::of(unit)?.span(self::count(count)?)).ok()?;
            Some(Interval { start: start.into(), end: whole_day(today)?.end })
        }
        [day] | ["last", day] => {
            let day = weekday(day)?;
            whole_day(today().nth_weekday(-1, day).ok()?)
        }
        _ => None,
    }
}

fn count(text: &str) -> Option<i32> {
    const WORDS: &[&str] =
        &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    if matches!(text, "a" | "an") {
        return Some(1);
    }
    let word = WORDS.iter().position(|word| *word == text).and_then(|at| i32::try_from(at + 1).ok());
    word.or_else(|| text.parse().ok().filter(|count| (1..=9999).contains(count)))
}

#[derive(Clone, Copy)]
enum Unit {
    Day,
    Week,
    Month,
    Year,
}

impl Unit {
    fn of(word: &str) -> Option<Unit> {
        match word.strip_suffix('s').unwrap_or(word) {
            "day" => Some(Unit::Day),
            "week" => Some(Unit::Week),
            "month" => Some(Unit::Month),
            "year" => Some(Unit::Year),
            _ => None,
        }
    }

    fn span(self, count: i32) -> Span {
        match self {
            Unit::Day => count.days(),
            Unit::Week => count.weeks(),
            Unit::Month => count.months(),
            Unit::Year => count.years(),
        }
    }

    /// The whole unit that comes `ago` units before the one that holds `today`.
    fn around(self, today: Date, ago: i32) -> Option<Interval> {
        let first = match self {
            Unit::Day => today,
            Unit::Week => today.checked_sub(i32::from(today.weekday().to_monday_zero_offset()).days()).ok()?,
            Unit::Month => today.first_of_month(),
            Unit::Year => today.first_of_year(),
        };
        spanning(first.checked_sub(self.span(ago)).ok()?, self.span(1))
    }
}

/// Words beside the day, the month and the year in the languages that write some: `5 de marzo de 2025`.
const FILLERS: &[&str] = &["of", "the", "de", "del", "di", "den", "г", "года", "року", "р", "m", "d"];

/// `15 October 2025`, `October 15 2025`, `October 2025`, in any language of the press; the month may be cut to three letters.
fn named(words: &[&str]) -> Option<Interval> {
    let is_filler = |word: &&&str| FILLERS.contains(&word.trim_end_matches('.'));
    let words: Vec<&str> = words.iter().filter(|word| !is_filler(word)).copied().collect();
    match words[..] {
        [first, second] => {
            let (name, year) = if year_of(second).is_some() { (first, second) } else { (second, first) };
            part_of_year(year_of(year)?, name)
        }
        [first, second, third] => {
            let (first, second, year) =
                if year_of(third).is_some() { (first, second, third) } else { (second, third, first) };
            let (day, month) = match month(second) {
                Some(month) => (first, month),
                None => (second, month(first)?),
            };
            whole_day(day_of(year_of(year)?, month, ordinal(day)?)?)
        }
        _ => None,
    }
}

/// A month, a quarter or a half of a year: `October`, `Q3`, `H1`.
fn part_of_year(year: i16, name: &str) -> Option<Interval> {
    let nth = |letter: char| name.strip_prefix(letter)?.parse::<i8>().ok().filter(|number| *number > 0);
    if let Some(quarter) = nth('q').filter(|quarter| *quarter <= 4) {
        return spanning(day_of(year, 3 * quarter - 2, 1)?, 3.months());
    }
    if let Some(half) = nth('h').filter(|half| *half <= 2) {
        return spanning(day_of(year, 6 * half - 5, 1)?, 6.months());
    }
    if let Some(week) = nth('w') {
        let monday = ISOWeekDate::new(year, week, Weekday::Monday).ok()?.date();
        return spanning(monday, 7.days());
    }
    whole_month(year, month(name)?)
}

fn weekday(name: &str) -> Option<Weekday> {
    const DAYS: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let at = position(DAYS, name)?;
    Weekday::from_monday_zero_offset(i8::try_from(at).ok()?).ok()
}

/// The place of a name, or of its first three or more letters, in a list.
fn position(names: &[&str], name: &str) -> Option<usize> {
    let name = name.trim_end_matches('.');
    (name.len() >= 3).then(|| names.iter().position(|full| full.starts_with(name)))?
}

fn year_of(text: &str) -> Option<i16> {
    if text.len() == 4 { numbers(text, '-', 4)?.first().copied() } else { None }
}

fn ordinal(text: &str) -> Option<i8> {
    let digits = text.trim_end_matches("st").trim_end_matches("nd").trim_end_matches("rd").trim_end_matches("th");
    i8::try_from(*numbers(digits.trim_end_matches('.'), '-', 2)?.first()?).ok()
}

fn day_of(year: i16, month: i8, day: i8) -> Option<Date> {
    (year > 0).then(|| Date::new(year, month, day).ok())?
}

fn whole_year(year: i16) -> Option<Interval> {
    spanning(day_of(year, 1, 1)?, 1.year())
}

fn whole_month(year: i16, month: i8) -> Option<Interval> {
    spanning(day_of(year, month, 1)?, 1.month())
}

fn whole_day(day: Date) -> Option<Interval> {
    spanning(day, 1.day())
}

fn spanning(first: Date, width: Span) -> Option<Interval> {
    Some(Interval { start: first.into(), end: first.checked_add(width).ok()?.into() })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as day;

    use super::*;

    fn read(text: &str, today: Date) -> (String, String) {
        match date(text, &|| today) {
            Ok(DateRange::Between { since: Some(since), until: Some(until) }) => {
                (since.date().to_string(), until.date().to_string())
            }
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn words_are_read_at_the_edges_of_the_calendar() {
        let cases = [
            ("last month", day(2025, 3, 31), "2025-02-01", "2025-03-01"),
            ("last 1 month", day(2025, 3, 31), "2025-02-28", "2025-04-01"),
            ("last month", day(2025, 1, 1), "2024-12-01", "2025-01-01"),
            ("yesterday", day(2025, 1, 1), "2024-12-31", "2025-01-01"),
            ("this week", day(2025, 1, 1), "2024-12-30", "2025-01-06"),
            ("last week", day(2025, 1, 5), "2024-12-23", "2024-12-30"),
            ("last week", day(2025, 1, 6), "2024-12-30", "2025-01-06"),
            ("monday", day(2025, 1, 6), "2024-12-30", "2024-12-31"),
            ("1 year ago", day(2024, 2, 29), "2023-01-01", "2024-01-01"),
            ("2024-02", day(2025, 1, 1), "2024-02-01", "2024-03-01"),
        ];
        for (text, today, since, until) in cases {
            assert_eq!(read(text, today), (since.to_owned(), until.to_owned()), "{text} on {today}");
        }
    }

    #[test]
    fn the_ends_of_time_are_refused() {
        for (text, today) in [("yesterday", Date::MIN), ("today", Date::MAX), ("9999", day(2025, 1, 1))] {
            assert!(date(text, &|| today).is_err(), "{text}");
        }
        for text in ["9999 years ago", "last 9999 years", "last 9999 weeks"] {
            let _ = date(text, &|| day(2025, 1, 1));
        }
    }
}
