//! Dates as people write them, in the languages of the press.
//!
//! At each of the tokens of a text the shapes of dates are tried, the longest first. Each shape looks at a handful of
//! tokens, so that reading is linear in the text.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::calendars::{self, Calendar};
use super::moment::Moment;
use super::months::{self, Month};
use super::order::{Locale, Order, Reading};
use super::tokens::{Token, TokenKind, is_joined, number, sign, tokens, word};
use super::{clock, east_asian, zones};
use crate::lang::{self, Fact, facts};
use crate::model::Precision;

/// Text beyond this many bytes is not looked at.
const LONGEST: usize = 4_000;

/// A date in a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Written {
    /// What was read.
    pub(super) moment: Moment,
    /// Where the date begins, in bytes.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
}

/// All dates in a text, in order.
pub(super) fn find(text: &str, locale: Locale) -> Vec<Written> {
    let text = &text[..text.floor_char_boundary(LONGEST)];
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut at = 0;
    let mut free = 0;
    while at < tokens.len() {
        let Some((moment, end)) = date(&tokens, at, text, locale) else {
            at += 1;
            continue;
        };
        let start = tokens[at].start;
        let timed = match moment.precision {
            Precision::Day => clock::after(moment, &tokens, end, text, locale)
                .or_else(|| Some((clock::before(moment, &tokens[free..], at - free, text, locale)?, end))),
            _ => None,
        };
        let (moment, end) = timed.unwrap_or((moment, end));
        found.push(Written { moment, start, end: tokens[end - 1].end });
        at = end;
        free = end;
    }
    widen_ranges(text, &mut found);
    found
}

/// Of a time that is told by its first and its last day neither is the page's own: `31. Dezember 2021 - 6. Januar 2022`. What
/// they have in common with the page is no more than the month.
fn widen_ranges(text: &str, found: &mut [Written]) {
    let is_range = |first: &Written, last: &Written| {
        matches!(text[first.end..last.start].trim(), "-" | "–" | "—" | "bis" | "to" | "until")
            && [first, last].iter().all(|day| day.moment.precision == Precision::Day)
    };
    // The last day of a range may be written without a space, and is then no date by itself: `31. Dezember 2021-06. Januar`.
    let opens_range = |day: &Written| {
        let rest = text[day.end..].strip_prefix(['-', '–', '—']);
        let is_named = text[day.start..day.end].contains(char::is_alphabetic);
        is_named && rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    for day in found.iter_mut().filter(|day| day.moment.precision == Precision::Day && opens_range(day)) {
        day.moment = day.moment.month_alone();
    }
    for at in 1..found.len() {
        if is_range(&found[at - 1], &found[at]) {
            for day in &mut found[at - 1..=at] {
                day.moment = day.moment.month_alone();
            }
        }
    }
}

/// The first day in a text, in any of the writings of machines and people.
pub(super) fn first_day(text: &str, locale: Locale) -> Option<Written> {
    find(text, locale).into_iter().find(|date| date.moment.date().is_some())
}

/// The date at a place, and where it ends.
fn date(tokens: &[Token], at: usize, text: &str, locale: Locale) -> Option<(Moment, usize)> {
    match tokens[at].kind {
        TokenKind::Number(..) if is_part(tokens, at) => None,
        TokenKind::Number(..) => east_asian::date(tokens, at, locale)
            .or_else(|| year_first(tokens, at, locale))
            .or_else(|| day_month_year(tokens, at, locale))
            .or_else(|| numeric(tokens, at, locale))
            .or_else(|| roman(tokens, at))
            .or_else(|| compact(tokens, at)),
        TokenKind::Word(_) => unix(tokens, at, text, locale)
            .or_else(|| month_first(tokens, at, locale))
            .or_else(|| east_asian::date(tokens, at, locale)),
        TokenKind::Sign(_) => None,
    }
}

/// Whether a number is a part of something else: of a version (v1.2.2020), a reference (Nr1.2.2020), a longer row of
/// numbers (1.2.3.2020), a time (10:12), the offset of a zone (GMT+1).
fn is_part(tokens: &[Token], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|_| is_joined(tokens, at)) else { return false };
    match tokens[before].kind {
        TokenKind::Word(word) => word.chars().next_back().is_some_and(|c| c.is_ascii_alphabetic()),
        TokenKind::Sign('+') => true,
        TokenKind::Sign('.' | '-' | '/' | ':') if before > 0 && is_joined(tokens, before) => {
            number(tokens, before - 1).is_some() || zones::is_universal(word(tokens, before - 1))
        }
        TokenKind::Sign('−' | '–') => before > 0 && zones::is_universal(word(tokens, before - 1)),
        _ => false,
    }
}

/// `2021-03-04`, `2021. március 4.`, `2026 m. lapkričio 29 d.`, `2026. gada 29. novembris`, `۱۴۰۴/۰۷/۲۲`.
fn year_first(tokens: &[Token], at: usize, locale: Locale) -> Option<(Moment, usize)> {
    let (year, 4) = number(tokens, at)? else { return None };
    let next = skip(tokens, at + 1);
    if let Some((month, n)) = months::at(tokens, next, locale.lang) {
        let day_at = skip(tokens, next + n);
        let (day, 1..=2) = number(tokens, day_at)? else { return None };
        return calendars::day(month.calendar, year, month.number, day).map(|moment| (moment, day_at + 1));
    }
    if sign(tokens, at + 1).is_some_and(|sign| matches!(sign, '-' | '/' | '.'))
        && sign(tokens, at + 1) == sign(tokens, at + 3)
    {
        let (month, day) = (number(tokens, at + 2)?, number(tokens, at + 4)?);
        // `2025-10-15-88` is the number of something.
        let goes_on = sign(tokens, at + 5) == sign(tokens, at + 1)
            && is_joined(tokens, at + 5)
            && is_joined(tokens, at + 6)
            && number(tokens, at + 6).is_some();
        let is_whole = is_joined(tokens, at + 1) && month.1 <= 2 && day.1 <= 2 && !goes_on;
        let moment = calendars::day(numeric_calendar(year, locale)?, year, month.0, day.0).filter(|_| is_whole)?;
        return Some((moment, at + 5));
    }
    let (day, 1..=2) = number(tokens, next).filter(|_| next > at + 1)? else { return None };
    let (month, n) = months::at(tokens, skip(tokens, next + 1), locale.lang)?;
    calendars::day(month.calendar, year, month.number, day).map(|moment| (moment, skip(tokens, next + 1) + n))
}

/// The calendar of a year in a date of numbers alone: years that were long ago in ours are those of Iran and Afghanistan
/// or of the Islamic calendar, as the language of the text says.
fn numeric_calendar(year: i64, locale: Locale) -> Option<Calendar> {
    if !(1300..1600).contains(&year) {
        return Some(Calendar::Gregorian);
    }
    match (locale.lang, locale.country) {
        (_, Some("IR" | "AF")) | (Some("fa" | "ps"), _) => Some(Calendar::Jalali),
        (Some("ar" | "ur"), _) | (_, Some("SA")) => Some(Calendar::Hijri),
        _ => None,
    }
}

/// `4 March 2021`, `4. März 2021`, `4 de marzo de 2021`, `4-Mar-21`, `14 تشرين الأول/أكتوبر 2025`.
fn day_month_year(tokens: &[Token], at: usize, locale: Locale) -> Option<(Moment, usize)> {
    let (day, 1..=2) = number(tokens, at)? else { return None };
    let month_at = skip(tokens, at + 1);
    let (month, n) = months::at(tokens, month_at, locale.lang)?;
    let month_end = same_month(tokens, month_at + n, month, locale);
    let year_at = skip(tokens, month_end);
    let (year, digits) = number(tokens, year_at)?;
    let year = match digits {
        4 => year,
        2 if year_at <= month_end + 2 && !is_other_than_year(tokens, year_at) => of_two_digits(year, month, locale)?,
        _ => return None,
    };
    // Of a week that is told by its days none is the page's own.
    if ends_range(tokens, at, day) && month.calendar == Calendar::Gregorian {
        return Moment::month(calendars::gregorian(year), month.number).map(|moment| (moment, year_at + 1));
    }
    calendars::day(month.calendar, year, month.number, day)
        .map(|moment| (leaning(moment, Order::DayFirst, locale), year_at + 1))
}

/// Whether a number of two digits is the hour of a time, `6 Nov 10.30`, or a day before its year: `1, November 17, 2025`.
fn is_other_than_year(tokens: &[Token], at: usize) -> bool {
    let next = number(tokens, skip(tokens, at + 1));
    clock::is_hour(tokens, at) || next.is_some_and(|(year, digits)| digits == 4 && (1900..2100).contains(&year))
}

/// Whether the day at a place is the last of several that are named together: `14. - 20. Januar 2022`, `14–20 January 2022`.
fn ends_range(tokens: &[Token], at: usize, last: i64) -> bool {
    let Some(dash) = at.checked_sub(1).filter(|dash| matches!(sign(tokens, *dash), Some('-' | '–' | '—'))) else {
        return false;
    };
    let Some(before) = dash.checked_sub(1) else { return false };
    let has_stop = sign(tokens, before) == Some('.');
    let first_at = if has_stop { before.checked_sub(1) } else { Some(before) };
    let Some(first_at) = first_at else { return false };
    let is_first = matches!(number(tokens, first_at), Some((first, 1..=2)) if (1..last).contains(&first));
    // A dash between spaces may as well part a number from a date, as that of a page or a time.
    let is_tight = is_joined(tokens, dash) && is_joined(tokens, at);
    let is_number_of_more = first_at > 0 && matches!(tokens[first_at - 1].kind, TokenKind::Sign(':' | '.' | '/' | '-'));
    is_first && !is_number_of_more && (has_stop || is_tight)
}

/// A date whose writer puts day and month in this order. In other languages than English all put the day first.
fn leaning(moment: Moment, order: Order, locale: Locale) -> Moment {
    let reading = if locale.lang.is_none_or(|lang| lang == "en") { Reading::Leans(order) } else { Reading::Only };
    Moment { reading, ..moment }
}

/// Where a second name of the same month ends: `تشرين الأول/أكتوبر`, `سبتمبر (أيلول)`.
fn same_month(tokens: &[Token], at: usize, month: Month, locale: Locale) -> usize {
    let Some(opening @ ('/' | '(' | '-')) = sign(tokens, at) else { return at };
    match months::at(tokens, at + 1, locale.lang) {
        Some((other, n)) if other == month => at + 1 + n + usize::from(opening == '('),
        _ => at,
    }
}

/// The year of two digits: of this century, or in Thai of the century of the Buddhist era.
fn of_two_digits(year: i64, month: Month, locale: Locale) -> Option<i64> {
    match (month.calendar, locale.lang) {
        (Calendar::Gregorian, Some("th")) if (50..=99).contains(&year) => Some(2500 + year),
        (Calendar::Gregorian, _) if (10..40).contains(&year) => Some(2000 + year),
        // There were no pages before 1991.
        (Calendar::Gregorian, _) if (91..100).contains(&year) => Some(1900 + year),
        _ => None,
    }
}

/// `March 4, 2021`, `March 2021`.
fn month_first(tokens: &[Token], at: usize, locale: Locale) -> Option<(Moment, usize)> {
    let (month, n) = months::at(tokens, at, locale.lang)?;
    let day_at = skip(tokens, same_month(tokens, at + n, month, locale));
    let (day, digits) = number(tokens, day_at)?;
    if digits == 4 {
        let moment =
            (month.calendar == Calendar::Gregorian).then(|| Moment::month(calendars::gregorian(day), month.number));
        return moment.flatten().map(|moment| (moment, day_at + 1));
    }
    let year_at = past_weekday(tokens, day_at + 1);
    let year = match number(tokens, year_at)? {
        (year, 4) => year,
        // `Oct 14 '25`: the apostrophe tells that the century is left out.
        (year, 2) if matches!(sign(tokens, year_at - 1), Some('\'' | '’')) => of_two_digits(year, month, locale)?,
        _ => return None,
    };
    calendars::day(month.calendar, year, month.number, day)
        .map(|moment| (leaning(moment, Order::MonthFirst, locale), year_at + 1))
}

/// `Oct 15 20:19:24 +0000 2025`, `Oct 15 20:19:24 UTC 2025`: the year behind the time, as Unix and Twitter write it.
fn unix(tokens: &[Token], at: usize, text: &str, locale: Locale) -> Option<(Moment, usize)> {
    /// How many tokens of a zone may stand between the time and the year.
    const ZONE: usize = 4;
    let (day, 1..=2) = number(tokens, at + 1)? else { return None };
    let (month, 1) = months::at(tokens, at, locale.lang)? else { return None };
    if sign(tokens, at + 3) != Some(':') {
        return None;
    }
    let is_year = |at: &usize| {
        number(tokens, *at).is_some_and(|(year, digits)| digits == 4 && year > 1900)
            && sign(tokens, at - 1) != Some('+')
    };
    let year_at = (at + 5..at + 8 + ZONE).find(is_year)?;
    let day = calendars::day(month.calendar, number(tokens, year_at)?.0, month.number, day)?;
    let (moment, end) = clock::after(day, tokens, at + 2, text, locale)?;
    (end <= year_at).then_some((moment, year_at + 1))
}

/// Languages whose short dates begin with the year, also one of two digits: `25.10.15` is 15 October 2025 (CLDR 48, short dates).
const YEAR_FIRST: [&str; 4] = ["hu", "ja", "ko", "zh"];
/// Countries where one of them begins with the day all the same.
const DAY_FIRST_IN: [&str; 4] = ["HK", "MO", "MY", "SG"];

fn begins_with_year(locale: Locale) -> bool {
    locale.lang.is_some_and(|lang| YEAR_FIRST.contains(&lang))
        && !locale.country.is_some_and(|country| DAY_FIRST_IN.contains(&country))
}

/// `04.03.2021`, `4/3/21`, `۲۲/۰۷/۱۴۰۴`.
fn numeric(tokens: &[Token], at: usize, locale: Locale) -> Option<(Moment, usize)> {
    let (first, 1..=2) = number(tokens, at)? else { return None };
    let separator = sign(tokens, at + 1).filter(|sign| matches!(sign, '.' | '/' | '-'))?;
    let (second, 1..=2) = number(tokens, at + 2)? else { return None };
    let (year, digits) = number(tokens, at + 4).filter(|_| sign(tokens, at + 3) == Some(separator))?;
    let is_tight = is_joined(tokens, at + 1) && is_joined(tokens, at + 4);
    let goes_on = sign(tokens, at + 5).is_some_and(|sign| matches!(sign, '.' | '-' | '/'))
        && is_joined(tokens, at + 5)
        && is_joined(tokens, at + 6)
        && number(tokens, at + 6).is_some();
    // A row of single digits may be the number of a section, 1.2.05; one with dashes begin with the year, 05-10-12.
    let is_two_each = matches!((number(tokens, at), number(tokens, at + 2)), (Some((_, 2)), Some((_, 2))));
    let is_old = is_two_each && separator != '-';
    if digits <= 2 && is_tight && !goes_on && begins_with_year(locale) {
        let is_year = matches!(number(tokens, at), Some((0..40, 2)));
        return Moment::day(2000 + first, second, year).filter(|_| is_year).map(|moment| (moment, at + 5));
    }
    let year = match digits {
        4 => year,
        // `16.9. 10:30` has no year.
        2 if !is_tight => return None,
        2 if (10..40).contains(&year) || is_old && (0..10).contains(&year) => 2000 + year,
        2 if is_old && (91..100).contains(&year) => 1900 + year,
        _ => return None,
    };
    if goes_on {
        return None;
    }
    let calendar = numeric_calendar(year, locale)?;
    let moment = match separator {
        _ if calendar != Calendar::Gregorian => calendars::day(calendar, year, second, first)?,
        // Nobody writes full stops between the parts of a date and the month first.
        '.' if second <= 12 => Moment::day_or_month(calendars::gregorian(year), second, first)?,
        _ => {
            let order = locale.order.unwrap_or(Order::DayFirst);
            Moment::of_numbers(calendars::gregorian(year), first, second, order)?
        }
    };
    Some((moment, at + 5))
}

/// `16.IX.2025`, `16. IX. 2025`, `16 IX 2025`: months in Roman numbers, as in Poland, Hungary and Romania.
fn roman(tokens: &[Token], at: usize) -> Option<(Moment, usize)> {
    const MONTHS: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
    let (day, 1..=2) = number(tokens, at)? else { return None };
    let month_at = skip(tokens, at + 1);
    let month = MONTHS.iter().position(|month| word(tokens, month_at) == Some(*month))?;
    let year_at = skip(tokens, month_at + 1);
    let (year, 4) = number(tokens, year_at)? else { return None };
    let is_near = year_at <= at + 4 && (1900..2100).contains(&year);
    Moment::day(year, i64::try_from(month + 1).ok()?, day).filter(|_| is_near).map(|moment| (moment, year_at + 1))
}

/// `20251015`, `20251015194200`.
fn compact(tokens: &[Token], at: usize) -> Option<(Moment, usize)> {
    let (value, digits) = number(tokens, at)?;
    let day = match digits {
        8 => value,
        14 => value / 1_000_000,
        12 => value / 10_000,
        _ => return None,
    };
    let (year, month, of_month) = (day / 10_000, day / 100 % 100, day % 100);
    let moment = Moment::day(year, month, of_month).filter(|_| (1900..2100).contains(&year))?;
    let time = match digits {
        14 => value / 100 % 10_000,
        12 => value % 10_000,
        _ => return Some((moment, at + 1)),
    };
    Some((moment.at(time / 100, time % 100, None), at + 1))
}

/// Words between the parts of a date.
static PARTICLES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| facts(Fact::DateParticles).collect());

/// The next token from `at` that is neither a sign of punctuation nor a particle; at most five are passed.
fn skip(tokens: &[Token], at: usize) -> usize {
    const MOST: usize = 5;
    let passes = |token: &Token| match token.kind {
        TokenKind::Sign(sign) => matches!(sign, '.' | ',' | '-' | '/' | '\'' | '’' | '،' | 'º' | 'ª'),
        TokenKind::Word(word) => PARTICLES.contains(word),
        TokenKind::Number(..) => false,
    };
    (at..at + MOST).find(|&at| !tokens.get(at).is_some_and(passes)).unwrap_or(at + MOST)
}

/// The same, with a weekday between the parts of a date passed too: `Oct 15 Wed 2025`.
fn past_weekday(tokens: &[Token], at: usize) -> usize {
    let next = skip(tokens, at);
    if word(tokens, next).is_some_and(lang::is_weekday) { skip(tokens, next + 1) } else { next }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::order::ToldBy;
    use super::*;

    const DAY_FIRST: Locale =
        Locale { order: Some(Order::DayFirst), told_by: ToldBy::Habit, country: None, lang: None };

    #[test]
    fn dates_in_many_languages() {
        for (text, want) in [
            ("Oct 15 Wed 2025 00:28", "2025-10-15T00:28:00"),
            ("Dec 27 Sat 2025", "2025-12-27T00:00:00"),
            ("Published 3 March 2021, 10:15", "2021-03-03T10:15:00"),
            ("10:15, 3 Mar 2021", "2021-03-03T10:15:00"),
            ("March 3rd, 2021 at 3:05 pm", "2021-03-03T15:05:00"),
            ("Veröffentlicht am 3. März 2021", "2021-03-03T00:00:00"),
            ("Stand: 03.04.2021 10.15 Uhr", "2021-04-03T10:15:00"),
            ("le 1er août 2021 à 9h05", "2021-08-01T09:05:00"),
            ("3 de marzo de 2021", "2021-03-03T00:00:00"),
            ("3 marzo 2021", "2021-03-03T00:00:00"),
            ("3 de setembro de 2021", "2021-09-03T00:00:00"),
            ("3 maart 2021", "2021-03-03T00:00:00"),
            ("3 października 2021", "2021-10-03T00:00:00"),
            ("3. září 2021", "2021-09-03T00:00:00"),
            ("3 марта 2021 года", "2021-03-03T00:00:00"),
            ("3 березня 2021", "2021-03-03T00:00:00"),
            ("٣ أغسطس ٢٠٢١", "2021-08-03T00:00:00"),
            ("۱ فروردین ۱۴۰۰", "2021-03-21T00:00:00"),
            ("3 Ağustos 2021", "2021-08-03T00:00:00"),
            ("2021年3月3日", "2021-03-03T00:00:00"),
            ("令和3年3月4日", "2021-03-04T00:00:00"),
            ("民國110年3月4日", "2021-03-04T00:00:00"),
            ("2021년 3월 3일", "2021-03-03T00:00:00"),
            ("3 maaliskuuta 2021", "2021-03-03T00:00:00"),
            ("3 Μαρτίου 2021", "2021-03-03T00:00:00"),
            ("2021. március 3.", "2021-03-03T00:00:00"),
            ("3 במרץ 2021", "2021-03-03T00:00:00"),
            ("3 मार्च 2021", "2021-03-03T00:00:00"),
            ("3 มีนาคม 2564", "2021-03-03T00:00:00"),
        ] {
            let found = find(text, DAY_FIRST);
            let found: Vec<String> = found.iter().map(|written| written.moment.start.to_string()).collect();
            assert_eq!(found, [want], "{text}");
        }
    }

    #[test]
    fn a_megabyte_of_digits_is_one_number() {
        assert_eq!(find(&"1".repeat(1 << 20), DAY_FIRST), []);
        assert!(find(&"1.1.".repeat(1 << 18), DAY_FIRST).is_empty());
    }

    #[test]
    fn dates_of_machines_and_other_calendars() {
        for (text, lang, want) in [
            ("Wed Oct 15 20:19:24 +0000 2025", None, "2025-10-15T20:19:00"),
            ("Wed Oct 15 20:19:24 UTC 2025", None, "2025-10-15T20:19:00"),
            ("Wed Oct 15 2025 20:19:24 GMT+0200 (Central European Summer Time)", None, "2025-10-15T20:19:00"),
            ("Wed, 15 Oct 2025 20:19:24 EST", None, "2025-10-15T20:19:00"),
            ("20251015194200", None, "2025-10-15T19:42:00"),
            ("15/10/2025 11:30:00 PM", None, "2025-10-15T23:30:00"),
            ("15/10/2025 12:05:00 a.m.", None, "2025-10-15T00:05:00"),
            ("8:15 p.m. EST, October 15, 2025", None, "2025-10-15T20:15:00"),
            ("15-Oct-25", None, "2025-10-15T00:00:00"),
            ("15-Oct-98", None, "1998-10-15T00:00:00"),
            ("14.10.98", None, "1998-10-14T00:00:00"),
            ("14.10.05", None, "2005-10-14T00:00:00"),
            ("6 มิ.ย. 2568", Some("th"), "2025-06-06T00:00:00"),
            ("6 มิ.ย. 68 10:15 น.", Some("th"), "2025-06-06T10:15:00"),
            ("29 tháng 11, 2026", Some("vi"), "2026-11-29T00:00:00"),
            ("ngày 29 tháng 11 năm 2026", Some("vi"), "2026-11-29T00:00:00"),
            ("2026 m. lapkričio 29 d.", Some("lt"), "2026-11-29T00:00:00"),
            ("2026. gada 29. novembrī", Some("lv"), "2026-11-29T00:00:00"),
            ("2026 жылғы 29 қараша", Some("kk"), "2026-11-29T00:00:00"),
            ("2026ko azaroaren 29a", Some("eu"), "2026-11-29T00:00:00"),
            ("২৯ নভেম্বর ২০২৬", Some("bn"), "2026-11-29T00:00:00"),
            ("29 ნოემბერი, 2026", Some("ka"), "2026-11-29T00:00:00"),
            ("29 նոյեմբերի, 2026", Some("hy"), "2026-11-29T00:00:00"),
            ("29 noyabr 2026", Some("az"), "2026-11-29T00:00:00"),
            ("29 Tachwedd 2026", Some("cy"), "2026-11-29T00:00:00"),
            ("29ی تشرینی دووەمی 2026", Some("ku"), "2026-11-29T00:00:00"),
            ("29'ê Mijdarê 2026", Some("ku"), "2026-11-29T00:00:00"),
            ("2 अक्तूबर 2026", Some("hi"), "2026-10-02T00:00:00"),
            ("ጃንዩወሪ 15 2026", Some("am"), "2026-01-15T00:00:00"),
            ("ኅዳር 20 ቀን 2019", Some("am"), "2026-11-29T00:00:00"),
            ("14 تشرين الأول/أكتوبر 2025", Some("ar"), "2025-10-14T00:00:00"),
            ("15 غشت 2025", Some("ar"), "2025-08-15T00:00:00"),
            ("8 شباط 2025", Some("ar"), "2025-02-08T00:00:00"),
            ("22 ربيع الآخر 1447 هـ", Some("ar"), "2025-10-14T00:00:00"),
            ("22 ربيع الثاني 1447", Some("ar"), "2025-10-14T00:00:00"),
            ("۱۴۰۴/۰۷/۲۲ در ۱۴:۵۲", Some("fa"), "2025-10-14T14:52:00"),
            ("۲۲ مهر ماه ۱۴۰۴", Some("fa"), "2025-10-14T00:00:00"),
            ("۲۲ میزان ۱۴۰۴", Some("fa"), "2025-10-14T00:00:00"),
            ("令和元年5月1日", Some("ja"), "2019-05-01T00:00:00"),
            ("R7.10.15", Some("ja"), "2025-10-15T00:00:00"),
            ("2025年(令和7年)10月15日", Some("ja"), "2025-10-15T00:00:00"),
            ("中華民國114年10月15日", Some("zh"), "2025-10-15T00:00:00"),
            ("二〇二五年十月十五日", Some("zh"), "2025-10-15T00:00:00"),
            ("주체114(2025)년 10월 15일", Some("ko"), "2025-10-15T00:00:00"),
            ("2025년 10월 15일 오후 3:05", Some("ko"), "2025-10-15T15:05:00"),
        ] {
            let found = find(text, Locale { lang, ..DAY_FIRST });
            let found: Vec<String> = found.iter().map(|written| written.moment.start.to_string()).collect();
            assert_eq!(found, [want], "{text}");
        }
    }

    #[test]
    fn short_dates_and_forms_of_months() {
        for (text, lang, want) in [
            ("25.10.15", Some("ko"), "2025-10-15T00:00:00"),
            ("25/10/5 8:30", Some("ja"), "2025-10-05T08:30:00"),
            ("15.10.25", Some("de"), "2025-10-15T00:00:00"),
            ("2025 оны 10 дугаар сарын 15-ны өдөр", Some("mn"), "2025-10-15T00:00:00"),
            ("2025 оны аравдугаар сарын 15", Some("mn"), "2025-10-15T00:00:00"),
            ("2025eko urriaren 15a", Some("eu"), "2025-10-15T00:00:00"),
            ("15 октябри соли 2025", Some("tg"), "2025-10-15T00:00:00"),
            ("15ê Cotmeha 2025", Some("ku"), "2025-10-15T00:00:00"),
            ("15 Çirya Pêşîn 2025", Some("ku"), "2025-10-15T00:00:00"),
            ("15 ga Oktoba, 2025", Some("ha"), "2025-10-15T00:00:00"),
            ("15 ഒക്ടോബർ 2025", Some("ml"), "2025-10-15T00:00:00"),
            ("2025-يىلى 15-ئۆكتەبىر", Some("ug"), "2025-10-15T00:00:00"),
        ] {
            let found = find(text, Locale { lang, ..DAY_FIRST });
            let found: Vec<String> = found.iter().map(|written| written.moment.start.to_string()).collect();
            assert_eq!(found, [want], "{text}");
        }
    }

    #[test]
    fn numbers_that_are_no_dates() {
        for text in [
            "v1.2.2020",
            "1.2.05",
            "05-10-12-99",
            "16.9. 10:30",
            "16.9. 12 boats",
            "R7.10.15",
            "044 299 12 20 22, fax 2021-11-1408",
            "1.2.3.2020",
            "10.12.20.5",
            "Call 2025-10-15-88",
            "1404/07/22",
        ] {
            assert_eq!(find(text, DAY_FIRST), [], "{text}");
        }
    }

    #[test]
    fn days_of_a_range_are_no_day() {
        for (text, count) in [
            ("Wochenbericht 14. - 20. Januar 2022", 1),
            ("14–20 January 2022", 1),
            ("31. Dezember 2021 - 6. Januar 2022", 2),
            ("12.10.2025 bis 14.10.2025", 2),
            ("WoB 31. Dezember 2021-06. Januar 2022", 2),
        ] {
            let found = find(text, DAY_FIRST);
            let months = found.iter().filter(|date| date.moment.precision == Precision::Month).count();
            assert_eq!((found.len(), months), (count, count), "{text}");
        }
        for text in ["10:15 - 20 March 2021", "Page 3 - 20 March 2021", "14.10.2025 | 16.10.2025"] {
            assert!(find(text, DAY_FIRST).iter().all(|date| date.moment.date().is_some()), "{text}");
        }
    }

    #[test]
    fn times_and_zones_beside_a_day_are_none() {
        for (text, want) in [
            ("Updated 4:12 AM GMT+1, November 17, 2025", "2025-11-17T04:12:00"),
            ("10:12, November 17, 2025", "2025-11-17T10:12:00"),
            ("10:12 (UTC+3), November 17, 2025", "2025-11-17T10:12:00"),
            ("10:12 UTC\u{2212}05:30, November 17, 2025", "2025-11-17T10:12:00"),
            ("10:12 GMT-5, November 17, 2025", "2025-11-17T10:12:00"),
            ("10:12 +0200, 17 November 2025", "2025-11-17T10:12:00"),
            ("10:12 CET | 17 November 2025", "2025-11-17T10:12:00"),
            ("10.12 Uhr MEZ, 17. November 2025", "2025-11-17T10:12:00"),
            ("17 Nov 2025 06.00 CET", "2025-11-17T06:00:00"),
            ("17 November 2025, 18h30 (heure de Paris)", "2025-11-17T18:30:00"),
            ("17 ноября 2025, 18:30 (мск)", "2025-11-17T18:30:00"),
            ("18:30 МСК, 17 ноября 2025", "2025-11-17T18:30:00"),
        ] {
            let found: Vec<String> =
                find(text, DAY_FIRST).iter().map(|written| written.moment.start.to_string()).collect();
            assert_eq!(found, [want], "{text}");
        }
        for text in ["17 November 18:30", "17 ноября 18.30", "17 nov. 18h30", "17. November, 18 Uhr", "Nov 17 at 10 am"]
        {
            assert_eq!(find(text, DAY_FIRST), [], "{text}");
        }
        assert_eq!(find("17 Nov 25. It rained.", DAY_FIRST).len(), 1);
    }

    #[test]
    fn zones_stay_what_they_are() {
        let offset = |text: &str, country| find(text, Locale { country, ..DAY_FIRST })[0].moment.offset;
        assert_eq!(offset("15.10.2025 10:00 MSK", None), Some(180));
        assert_eq!(offset("15 Oct 2025 10:00:00 IST", None), None);
        assert_eq!(offset("15 Oct 2025 10:00:00 IST", Some("IN")), Some(330));
        assert_eq!(offset("Wed Oct 15 20:19:24 +0300 2025", None), Some(180));
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in "\\PC{0,80}", digits in "[0-9./: -]{0,40}") {
            find(&text, Locale::default());
            find(&digits, DAY_FIRST);
        }
    }
}
