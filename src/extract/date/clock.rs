//! The time of day beside a date: `, 10:15`, `um 10.15 Uhr`, `at 3:05 p.m. EST`, `10h15`, `오후 3:05`.

use super::moment::Moment;
use super::order::Locale;
use super::tokens::{Token, TokenKind, is_joined, number, sign, word};
use super::zones;

/// How many tokens may stand between a date and its time.
const REACH: usize = 6;

/// A half of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Half {
    Forenoon,
    Afternoon,
}

/// The day at the time that stands within a few tokens from a place on, and where the time ends.
pub(super) fn after(day: Moment, tokens: &[Token], from: usize, text: &str, locale: Locale) -> Option<(Moment, usize)> {
    let at = (from..tokens.len().min(from + REACH)).find(|&at| number(tokens, at).is_some())?;
    let (hour, minute, end) = clock(tokens, at)?;
    let before = at.checked_sub(1).and_then(|before| word(tokens, before)).and_then(half_before);
    let (half, end) = match half_behind(tokens, end) {
        Some((half, end)) => (Some(half), end),
        None => (before, end),
    };
    let zone = zones::read(&text[tokens[end - 1].end..], locale.country);
    Some((day.at(of_day(hour, half), minute, zone), end))
}

/// The day at the time that stands just before a place: `10:15, 3 March 2021`, `10:15 am EST 3 March 2021`.
pub(super) fn before(day: Moment, tokens: &[Token], at: usize, text: &str, locale: Locale) -> Option<Moment> {
    /// How many tokens may stand between the time and the date.
    const BETWEEN: usize = 5;
    let starts = (at.saturating_sub(BETWEEN + 5)..at).rev().filter(|start| !is_offset(tokens, *start));
    let (start, (hour, minute, end)) =
        starts.map(|start| (start, clock(tokens, start))).find_map(|(start, clock)| Some((start, clock?)))?;
    let (half, time_end) = half_behind(tokens, end).map_or((None, end), |(half, end)| (Some(half), end));
    let end = behind_zone(tokens, time_end);
    if end > at || at - end > BETWEEN || (end..at).any(|between| number(tokens, between).is_some()) {
        return None;
    }
    // The time of another date is not this one's.
    if start > 0 && sign(tokens, start - 1) == Some(':') {
        return None;
    }
    let is_near = (end..at).all(|between| {
        sign(tokens, between).is_none_or(|sign| matches!(sign, ',' | '-' | '–' | '(' | ')' | '|' | '.'))
    });
    let zone = zones::read(&text[tokens[time_end - 1].end..tokens[at].start], locale.country);
    is_near.then(|| day.at(of_day(hour, half), minute, zone))
}

/// Whether the number at a place is the offset of a zone: `GMT+1`, `UTC−05:30`.
fn is_offset(tokens: &[Token], at: usize) -> bool {
    is_joined(tokens, at) && at > 0 && matches!(sign(tokens, at - 1), Some('+' | '-' | '−'))
}

/// Where a zone behind a time ends, if one stands there: `GMT+1`, `(UTC−05:30)`, `+0200`, `Uhr MEZ`.
fn behind_zone(tokens: &[Token], from: usize) -> usize {
    let is_opening =
        |at: usize| matches!(sign(tokens, at), Some('(' | '[')) || word(tokens, at).is_some_and(zones::is_oclock);
    let mut at = from + usize::from(is_opening(from));
    let named = at;
    at += usize::from(word(tokens, at).is_some_and(zones::is_name));
    let is_offset = matches!(sign(tokens, at), Some('+' | '-' | '−')) && is_joined(tokens, at + 1);
    if is_offset && number(tokens, at + 1).is_some() {
        at += 2;
        let has_minutes = sign(tokens, at) == Some(':') && number(tokens, at + 1).is_some();
        at += if has_minutes { 2 } else { 0 };
    }
    if at == named { from } else { at + usize::from(matches!(sign(tokens, at), Some(')' | ']'))) }
}

/// Whether the number at a place is the hour of a time: `18:30`, `18.30 Uhr`, `18h30`, `6 pm`, `18 Uhr`.
pub(super) fn is_hour(tokens: &[Token], at: usize) -> bool {
    let is_stop = sign(tokens, at + 1) == Some('.') && is_joined(tokens, at + 1) && is_joined(tokens, at + 2);
    sign(tokens, at + 1) == Some(':')
        || is_stop && matches!(number(tokens, at + 2), Some((0..60, 2)))
        || word(tokens, at + 1).is_some_and(|word| zones::is_oclock(word) || word == "H")
        || half_behind(tokens, at + 1).is_some()
}

/// Hour and minute at a place, and where they end; seconds and their parts are passed over.
fn clock(tokens: &[Token], at: usize) -> Option<(i64, i64, usize)> {
    let (hour, 1..=2) = number(tokens, at)? else { return None };
    let (minute, 2) = number(tokens, at + 2)? else { return None };
    let sign = tokens.get(at + 1)?.kind;
    let is_clock = match sign {
        TokenKind::Sign(':' | '：') | TokenKind::Word("h" | "H" | "時" | "时" | "點" | "点" | "시") => true,
        // A full stop separates hours and minutes where a word says so.
        TokenKind::Sign('.') => {
            word(tokens, at + 3).is_some_and(|word| zones::is_oclock(word) || zones::is_name(word))
                || at
                    .checked_sub(1)
                    .and_then(|before| word(tokens, before))
                    .is_some_and(|word| matches!(word, "kl" | "klo" | "kello"))
                || at.checked_sub(2).is_some_and(|before| word(tokens, before) == Some("kl"))
        }
        _ => false,
    };
    if !is_clock || hour > 24 || minute > 59 {
        return None;
    }
    let mut end = at + 3;
    if matches!(sign, TokenKind::Sign(_)) {
        while matches!(tokens.get(end).map(|token| token.kind), Some(TokenKind::Sign(':' | '.')))
            && number(tokens, end + 1).is_some()
        {
            end += 2;
        }
    } else if word(tokens, end).is_some_and(|word| matches!(word, "分" | "분")) {
        end += 1;
    }
    Some((hour, minute, end))
}

/// The half of the day that is named after a time, and where it ends: `PM`, `p.m.`, `p. m.`, `μ.μ.`, `م`.
fn half_behind(tokens: &[Token], at: usize) -> Option<(Half, usize)> {
    let first = word(tokens, at)?.to_lowercase();
    let half = match &*first {
        "pm" | "μμ" | "م" | "مساء" | "مساءً" | "ب" => Half::Afternoon,
        "am" | "πμ" | "ص" | "صباحا" | "صباحاً" => Half::Forenoon,
        "p" | "a" | "μ" | "π" => {
            let second = (at + 1..at + 3).find_map(|at| Some((word(tokens, at)?, at)));
            let (_, second) = second.filter(|(word, _)| matches!(word.to_lowercase().as_str(), "m" | "μ"))?;
            let half = if matches!(&*first, "p" | "μ") { Half::Afternoon } else { Half::Forenoon };
            return Some((half, second + 1 + usize::from(sign(tokens, second + 1) == Some('.'))));
        }
        _ => return None,
    };
    Some((half, at + 1))
}

/// The half of the day that is named before a time: `오후`, `下午`.
fn half_before(word: &str) -> Option<Half> {
    if ["오후", "下午", "午後", "晚上"].iter().any(|half| word.ends_with(half)) {
        return Some(Half::Afternoon);
    }
    ["오전", "上午", "午前"].iter().any(|half| word.ends_with(half)).then_some(Half::Forenoon)
}

/// The hour of 24 of an hour in a half of the day.
fn of_day(hour: i64, half: Option<Half>) -> i64 {
    match half {
        Some(Half::Afternoon) if hour < 12 => hour + 12,
        Some(Half::Forenoon) if hour == 12 => 0,
        _ => hour,
    }
}
