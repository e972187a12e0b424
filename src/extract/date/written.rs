//! Dates as people write them, in the languages of the press.
//!
//! A text is cut into numbers, words and signs; at each of them the shapes of dates are tried, the longest first. Each
//! shape looks at a handful of tokens, so that reading is linear in the text.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::calendars;
use super::iso;
use super::moment::Moment;
use super::months;
use super::order::Order;
use crate::lang::{Fact, facts};

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

#[derive(Clone, Copy, Debug)]
enum Kind<'a> {
    Number(i64, usize),
    Word(&'a str),
    Sign(char),
}

#[derive(Clone, Copy, Debug)]
struct Token<'a> {
    kind: Kind<'a>,
    start: usize,
    end: usize,
}

/// All dates in a text, in order.
pub(super) fn find(text: &str, order: Order) -> Vec<Written> {
    let text = &text[..text.floor_char_boundary(LONGEST)];
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some((moment, n)) = date(&tokens[at..], order) else {
            at += 1;
            continue;
        };
        let start = tokens[at].start;
        let before = &tokens[..at];
        at += n;
        let timed = time(moment, &tokens[at..], text).or_else(|| Some((time_before(moment, before)?, 0)));
        let (moment, n) = timed.unwrap_or((moment, 0));
        at += n;
        found.push(Written { moment, start, end: tokens[at - 1].end });
    }
    found
}

/// The date that begins the tokens, and of how many it is made.
fn date(tokens: &[Token], order: Order) -> Option<(Moment, usize)> {
    match tokens.first()?.kind {
        Kind::Number(..) => year_first(tokens).or_else(|| day_month_year(tokens)).or_else(|| numeric(tokens, order)),
        Kind::Word(_) => month_first(tokens).or_else(|| era(tokens)),
        Kind::Sign(_) => None,
    }
}

/// `2021-03-04`, `2021年3月4日`, `2021. március 4.`
fn year_first(tokens: &[Token]) -> Option<(Moment, usize)> {
    let (year, 4) = number(tokens, 0)? else { return None };
    let (month, day) = if let Some(month) = word(tokens, 2).and_then(months::month) {
        (month, 3)
    } else {
        let joined = tokens.get(1).is_some_and(|next| tokens[0].end == next.start);
        let same = joined
            && (sign(tokens, 1).is_some_and(|s| Some(s) == sign(tokens, 3))
                || word(tokens, 1) == Some("年")
                || word(tokens, 1) == Some("년"));
        (number(tokens, 2).filter(|_| same)?.0, 4)
    };
    let (day, digits) = number(tokens, day).map(|(value, digits)| ((value, day + 1), digits))?;
    (digits <= 2)
        .then(|| Moment::day(gregorian(year), month, day.0))
        .flatten()
        .map(|moment| (moment, day.1 + usize::from(word(tokens, day.1).is_some_and(|w| matches!(w, "日" | "일")))))
}

/// `4 March 2021`, `4. März 2021`, `4 de marzo de 2021`, `4-Mar-2021`.
fn day_month_year(tokens: &[Token]) -> Option<(Moment, usize)> {
    let (day, 1..=2) = number(tokens, 0)? else { return None };
    let at = skip(tokens, 1);
    let name = word(tokens, at)?;
    let year_at = skip(tokens, at + 1);
    let (year, digits) = number(tokens, year_at)?;
    let moment = match months::month(name) {
        Some(month) if digits == 4 => Moment::day(gregorian(year), month, day)?,
        Some(month) if digits == 2 && year_at <= at + 2 && sign(tokens, year_at + 1) != Some(':') => {
            Moment::day(2000 + year, month, day).filter(|_| (10..40).contains(&year))?
        }
        Some(_) => return None,
        None => calendars::day(year, name, day)?,
    };
    Some((moment, year_at + 1))
}

/// `March 4, 2021`, `March 2021`.
fn month_first(tokens: &[Token]) -> Option<(Moment, usize)> {
    let month = months::month(word(tokens, 0)?)?;
    let at = skip(tokens, 1);
    let (day, digits) = number(tokens, at)?;
    if digits == 4 {
        return Moment::month(gregorian(day), month).map(|moment| (moment, at + 1));
    }
    let year_at = skip(tokens, at + 1);
    let (year, 4) = number(tokens, year_at)? else { return None };
    Moment::day(gregorian(year), month, day).map(|moment| (moment, year_at + 1))
}

/// `04.03.2021`, `4/3/21`.
fn numeric(tokens: &[Token], order: Order) -> Option<(Moment, usize)> {
    let (first, 1..=2) = number(tokens, 0)? else { return None };
    let separator = sign(tokens, 1).filter(|sign| matches!(sign, '.' | '/' | '-'))?;
    let (second, 1..=2) = number(tokens, 2)? else { return None };
    let (year, digits) = number(tokens, 4).filter(|_| sign(tokens, 3) == Some(separator))?;
    let year = match digits {
        4 => gregorian(year),
        2 if (10..40).contains(&year) && tokens[0].end == tokens[1].start => 2000 + year,
        _ => return None,
    };
    let month_first = second > 12 || (separator != '.' && first <= 12 && order == Order::MonthFirst);
    let (day, month) = if month_first { (second, first) } else { (first, second) };
    Moment::day(year, month, day).map(|moment| (moment, 5))
}

/// `令和3年3月4日`, `民國110年3月4日`.
fn era(tokens: &[Token]) -> Option<(Moment, usize)> {
    let year = calendars::era_year(word(tokens, 0)?, number(tokens, 1)?.0)?;
    let (month, day) = (number(tokens, 3)?.0, number(tokens, 5)?.0);
    Moment::day(year, month, day).map(|moment| (moment, 6))
}

/// The time of day within a few tokens after a date: `, 10:15`, `um 10.15 Uhr`, `at 3:05 pm`, `10h15`.
fn time(day: Moment, tokens: &[Token], text: &str) -> Option<(Moment, usize)> {
    let at = (0..tokens.len().min(6)).find(|&at| number(tokens, at).is_some())?;
    let (hour, 1..=2) = number(tokens, at)? else { return None };
    let clock = matches!(tokens.get(at + 1)?.kind, Kind::Sign(':') | Kind::Word("h" | "H"))
        || (sign(tokens, at + 1) == Some('.') && word(tokens, at + 3) == Some("Uhr"));
    let (minute, 2) = number(tokens, at + 2)? else { return None };
    if !clock {
        return None;
    }
    let half = word(tokens, at + 3).map(str::to_lowercase);
    let hour = match half.as_deref() {
        Some("pm") if hour < 12 => hour + 12,
        Some("am") if hour == 12 => 0,
        _ => hour,
    };
    let rest = text[tokens[at + 2].end..].trim_start();
    let rest = rest.strip_prefix("GMT").or_else(|| rest.strip_prefix("UTC")).unwrap_or(rest);
    Some((day.at(hour, minute, iso::offset(rest.trim_start().as_bytes())), at + 3))
}

/// The time of day just before a date: `10:15, 3 March 2021`.
fn time_before(day: Moment, tokens: &[Token]) -> Option<Moment> {
    let tokens =
        if sign(tokens, tokens.len().checked_sub(1)?) == Some(',') { &tokens[..tokens.len() - 1] } else { tokens };
    let clock = tokens.last_chunk::<3>()?;
    let (hour, 1..=2) = number(clock, 0)? else { return None };
    let (minute, 2) = number(clock, 2)? else { return None };
    (sign(clock, 1) == Some(':')).then(|| day.at(hour, minute, None))
}

/// The Gregorian year of a year of four digits: Buddhist years of Thai dates are the only ones beyond 2400.
fn gregorian(year: i64) -> i64 {
    if (2400..2700).contains(&year) { year - 543 } else { year }
}

/// Words between the parts of a date, in any language.
static PARTICLES: LazyLock<HashSet<&str>> = LazyLock::new(|| facts(Fact::DateParticles).collect());

/// The next token from `at` that is neither a sign of punctuation nor a particle; at most three are passed.
fn skip(tokens: &[Token], at: usize) -> usize {
    let passes = |token: &Token| match token.kind {
        Kind::Sign(sign) => matches!(sign, '.' | ',' | '-' | '/' | '\'' | '’' | '،'),
        Kind::Word(word) => PARTICLES.contains(word),
        Kind::Number(..) => false,
    };
    (at..at + 3).find(|&at| !tokens.get(at).is_some_and(passes)).unwrap_or(at + 3)
}

fn number(tokens: &[Token], at: usize) -> Option<(i64, usize)> {
    match tokens.get(at)?.kind {
        Kind::Number(value, digits) => Some((value, digits)),
        _ => None,
    }
}

fn word<'a>(tokens: &[Token<'a>], at: usize) -> Option<&'a str> {
    match tokens.get(at)?.kind {
        Kind::Word(word) => Some(word),
        _ => None,
    }
}

fn sign(tokens: &[Token], at: usize) -> Option<char> {
    match tokens.get(at)?.kind {
        Kind::Sign(sign) => Some(sign),
        _ => None,
    }
}

/// What a character belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Digit,
    Letter,
    Space,
    Other,
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut before = Class::Space;
    for (start, character) in text.char_indices() {
        let class = class(character);
        let end = start + character.len_utf8();
        match tokens.last_mut().filter(|_| class == before && class != Class::Other) {
            _ if class == Class::Space => {}
            Some(token) => extend(token, text, end, character),
            None => tokens.push(Token { kind: first(text, start, end, character, class), start, end }),
        }
        before = class;
    }
    tokens
}

fn first(text: &str, start: usize, end: usize, character: char, class: Class) -> Kind<'_> {
    match class {
        Class::Digit => Kind::Number(digit(character).unwrap_or(0), 1),
        Class::Letter => Kind::Word(&text[start..end]),
        _ => Kind::Sign(character),
    }
}

fn extend<'a>(token: &mut Token<'a>, text: &'a str, end: usize, character: char) {
    token.end = end;
    token.kind = match token.kind {
        Kind::Number(value, digits) => {
            Kind::Number(value.saturating_mul(10).saturating_add(digit(character).unwrap_or(0)), digits + 1)
        }
        _ => Kind::Word(&text[token.start..end]),
    };
}

fn class(character: char) -> Class {
    use unicode_normalization::char::is_combining_mark;
    match character {
        c if digit(c).is_some() => Class::Digit,
        c if c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}') => Class::Space,
        c if c.is_alphabetic() || is_combining_mark(c) => Class::Letter,
        _ => Class::Other,
    }
}

/// The value of a digit of the scripts that dates are written in.
fn digit(character: char) -> Option<i64> {
    let zero = match character {
        '0'..='9' => '0',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '०'..='९' => '०',
        '๐'..='๙' => '๐',
        '０'..='９' => '０',
        _ => return None,
    };
    Some(i64::from(character as u32 - zero as u32))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn dates_in_many_languages() {
        for (text, want) in [
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
            let found = find(text, Order::DayFirst);
            let found: Vec<String> = found.iter().map(|written| written.moment.start.to_string()).collect();
            assert_eq!(found, [want], "{text}");
        }
    }

    #[test]
    fn a_megabyte_of_digits_is_one_number() {
        assert_eq!(find(&"1".repeat(1 << 20), Order::DayFirst), []);
        assert!(find(&"1.1.".repeat(1 << 18), Order::DayFirst).is_empty());
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in "\\PC{0,80}", digits in "[0-9./: -]{0,40}") {
            find(&text, Order::MonthFirst);
            find(&digits, Order::DayFirst);
        }
    }
}
