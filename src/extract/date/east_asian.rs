//! Dates of East Asia: `2021年3月4日`, `2025 оны 10 сарын 15`, `令和3年3月4日`, `2025年(令和7年)10月15日`, `R7.10.15`, `民國114年10月15日`, `주체114(2025)년`.

use super::calendars;
use super::moment::Moment;
use super::order::Locale;
use super::tokens::{Token, is_joined, number, sign, word};

/// The date at a place, and where it ends.
pub(super) fn date(tokens: &[Token], at: usize, locale: Locale) -> Option<(Moment, usize)> {
    let (year, next) = year(tokens, at, locale)?;
    if word(tokens, next).is_some_and(|word| matches!(word, "年" | "년")) {
        return by_signs(tokens, year, aside(tokens, next + 1));
    }
    if word(tokens, next).is_some_and(|word| matches!(word, "он" | "оны")) {
        return by_words(tokens, year, next + 1);
    }
    // An era's year may stand before a date of numbers, too.
    let is_era = word(tokens, at).is_some();
    let separator = sign(tokens, next).filter(|sign| is_era && matches!(sign, '.' | '/' | '-'))?;
    let (month, day) = (number(tokens, next + 1)?, number(tokens, next + 3)?);
    let is_whole = sign(tokens, next + 2) == Some(separator) && month.1 <= 2 && day.1 <= 2;
    Moment::day(year, month.0, day.0).filter(|_| is_whole).map(|moment| (moment, next + 4))
}

/// `3月4日` after a year; a month alone is one.
fn by_signs(tokens: &[Token], year: i64, at: usize) -> Option<(Moment, usize)> {
    let (month, 1..=2) = number(tokens, at)? else { return None };
    if !word(tokens, at + 1).is_some_and(|word| matches!(word, "月" | "월")) {
        return None;
    }
    let day = number(tokens, at + 2).filter(|(_, digits)| *digits <= 2);
    let is_day = word(tokens, at + 3).is_some_and(|word| matches!(word, "日" | "号" | "號" | "일"));
    match day.filter(|_| is_day) {
        Some((day, _)) => Some((Moment::day(year, month, day)?, at + 4)),
        None => Some((Moment::month(year, month)?, at + 2)),
    }
}

/// `10 сарын 15`, `10-р сарын 15`, `10 дугаар сарын 15-ны өдөр` after a year, as in Mongolia; a month alone is one.
fn by_words(tokens: &[Token], year: i64, at: usize) -> Option<(Moment, usize)> {
    let (month, 1..=2) = number(tokens, at)? else { return None };
    let behind = if sign(tokens, at + 1) == Some('-') { at + 2 } else { at + 1 };
    let counts = word(tokens, behind).is_some_and(|word| matches!(word, "р" | "дугаар" | "дүгээр"));
    let behind = if counts { behind + 1 } else { behind };
    word(tokens, behind).filter(|word| matches!(*word, "сар" | "сарын"))?;
    match number(tokens, behind + 1) {
        Some((day, 1..=2)) => Some((Moment::day(year, month, day)?, behind + 2)),
        _ => Some((Moment::month(year, month)?, behind + 1)),
    }
}

/// The year at a place, of our era or another, and where it ends. A year of our era in brackets counts before another.
fn year(tokens: &[Token], at: usize, locale: Locale) -> Option<(i64, usize)> {
    let Some(era) = word(tokens, at) else {
        let (year, digits) = number(tokens, at)?;
        // Taiwan counts from 1912, with or without saying so.
        let year = if digits == 3 && locale.country == Some("TW") { year + 1911 } else { year };
        return matches!(digits, 3 | 4).then_some((calendars::gregorian(year), at + 1));
    };
    let (counted, 1..=4) = number(tokens, at + 1)? else { return None };
    let is_letter = era.chars().count() == 1 && locale.lang == Some("ja") && is_joined(tokens, at + 1);
    let letter = || calendars::era_letter(era, counted).filter(|_| is_letter);
    let year = calendars::era_year(era, counted).or_else(letter)?;
    let end = aside(tokens, at + 2);
    let own = (at + 2..end).find_map(|at| number(tokens, at).filter(|(_, digits)| *digits == 4));
    Some((own.map_or(year, |(own, _)| own), end))
}

/// Where what stands in brackets at a place ends; the place itself where nothing does.
fn aside(tokens: &[Token], at: usize) -> usize {
    /// Brackets hold no more tokens than this.
    const LONGEST: usize = 6;
    if !sign(tokens, at).is_some_and(|sign| matches!(sign, '(' | '（')) {
        return at;
    }
    (at..at + LONGEST)
        .find(|&end| sign(tokens, end).is_some_and(|sign| matches!(sign, ')' | '）')))
        .map_or(at, |end| end + 1)
}
