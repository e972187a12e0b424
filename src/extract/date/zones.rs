//! Zones of time by the letters that follow a time.
//!
//! The offsets of RFC 5322 (section 4.3) and the abbreviations of the IANA time zone database. Letters that mean several
//! zones are settled by the country of the site, or leave the time local.

use std::sync::LazyLock;

use jiff::Span;
use jiff::civil::{Date, DateTime, Weekday};

use super::digits::number;

/// What follows a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Zone {
    /// Minutes east of UTC.
    Offset(i16),
    /// Letters of several zones, which the country of the site settles.
    Settled(i16, &'static str),
    /// Likewise, of a country that means its own time by them, which is an hour ahead in summer.
    Seasonal(i16, &'static str),
    /// Letters of several zones: which is meant is not known.
    Unsettled(&'static str),
}

impl Zone {
    /// Minutes east of UTC at a civil time, where the zone is known.
    pub(super) fn offset(self, at: DateTime) -> Option<i16> {
        match self {
            Zone::Offset(offset) | Zone::Settled(offset, _) => Some(offset),
            Zone::Seasonal(offset, _) => is_summer_in_israel(at).map(|summer| offset + 60 * i16::from(summer)),
            Zone::Unsettled(_) => None,
        }
    }

    /// The letters that mean several zones.
    pub(super) fn letters(self) -> Option<&'static str> {
        match self {
            Zone::Offset(_) => None,
            Zone::Settled(_, letters) | Zone::Seasonal(_, letters) | Zone::Unsettled(letters) => Some(letters),
        }
    }
}

/// Whether Israel has summer time: since 2013 from two in the night of the Friday before the last Sunday of March to two in
/// that of the last Sunday of October (Time Determination Law, amendment of 2013). Years before had other rules each.
fn is_summer_in_israel(at: DateTime) -> Option<bool> {
    if at.year() < 2013 {
        return None;
    }
    let last_sunday = |month: i8| Date::new(at.year(), month, 1).ok()?.nth_weekday_of_month(-1, Weekday::Sunday).ok();
    let begin = last_sunday(3)?.saturating_sub(Span::new().days(2)).at(2, 0, 0, 0);
    let end = last_sunday(10)?.at(2, 0, 0, 0);
    Some((begin..end).contains(&at))
}

/// What letters mean.
struct Letters {
    name: &'static str,
    /// Minutes east of UTC, where one zone is meant, or one is usual.
    usual: Option<i16>,
    /// Countries, and what is meant there.
    there: Vec<There>,
}

/// What is meant in some countries.
struct There {
    countries: &'static str,
    offset: i16,
    /// Whether it is an hour ahead in summer.
    is_seasonal: bool,
}

static LETTERS: LazyLock<Vec<Letters>> = LazyLock::new(|| {
    let rows = include_str!("zones.tsv").lines().filter(|line| !line.starts_with('#'));
    let letters = |row: &'static str| {
        let mut cells = row.split('\t');
        let (name, usual) = (cells.next()?, cells.next()?.parse().ok());
        let there = cells.next()?.split('|').filter_map(|place| place.split_once('='));
        Some(Letters {
            name,
            usual,
            there: there
                .filter_map(|(countries, offset)| {
                    let (number, is_seasonal) =
                        offset.strip_suffix('*').map_or((offset, false), |number| (number, true));
                    Some(There { countries, offset: number.parse().ok()?, is_seasonal })
                })
                .collect(),
        })
    };
    rows.filter_map(letters).collect()
});

/// The zone that begins a text after a time: `Z`, `+03:00`, `GMT+3`, `(MSK)`, `EST`.
pub(super) fn read(text: &str, country: Option<&str>) -> Option<Zone> {
    const BEFORE: [char; 6] = [' ', '\u{a0}', '\u{202f}', '(', '[', ','];
    let text = text.trim_start_matches(BEFORE);
    let word = text.split([' ', '\u{a0}', '(']).next().unwrap_or_default();
    let text = if is_oclock(word) { text[word.len()..].trim_start_matches(BEFORE) } else { text };
    // Typographers set the minus sign itself.
    let text = &*text[..text.floor_char_boundary(16)].replace('\u{2212}', "-");
    if let Some(offset) = offset(text.as_bytes()).filter(|_| !text.starts_with(|c: char| c.is_alphabetic())) {
        return Some(Zone::Offset(offset));
    }
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let letters = &text[..end];
    match letters {
        "Z" => return Some(Zone::Offset(0)),
        "GMT" | "UTC" | "UT" => {
            let behind = text[end..].trim_start().as_bytes();
            return Some(Zone::Offset(offset(behind).or_else(|| one_digit(behind)).unwrap_or(0)));
        }
        _ => {}
    }
    let known = LETTERS.iter().find(|known| is_called(known, letters))?;
    let own = known.there.iter().find(|there| country.is_some_and(|country| there.countries.contains(country)));
    Some(match (own, known.usual) {
        (Some(there), _) if there.is_seasonal => Zone::Seasonal(there.offset, known.name),
        (Some(there), _) => Zone::Settled(there.offset, known.name),
        (None, Some(offset)) => Zone::Offset(offset),
        (None, None) => Zone::Unsettled(known.name),
    })
}

/// Whether letters are those of a zone. Russian sets them small, too.
fn is_called(known: &Letters, letters: &str) -> bool {
    known.name == letters || !letters.is_ascii() && known.name == letters.to_uppercase()
}

/// Whether a word behind a time says that it is one: `10.15 Uhr`.
pub(super) fn is_oclock(word: &str) -> bool {
    matches!(word, "Uhr" | "uhr" | "uur" | "h" | "hs" | "Hs" | "hrs" | "Hrs" | "ч" | "час" | "часов")
}

/// Whether a word names a zone.
pub(super) fn is_name(word: &str) -> bool {
    is_universal(Some(word)) || LETTERS.iter().any(|known| is_called(known, word))
}

/// Whether a word names the time from which offsets are counted.
pub(super) fn is_universal(word: Option<&str>) -> bool {
    matches!(word, Some("GMT" | "UTC" | "UT"))
}

/// Reads `+3`, as it follows `GMT`; elsewhere a sign and one digit are no zone.
fn one_digit(text: &[u8]) -> Option<i16> {
    let hours = i16::from(text.get(1)?.checked_sub(b'0').filter(|digit| *digit <= 9)?);
    let is_more = text.get(2).is_some_and(u8::is_ascii_digit);
    match text[0] {
        b'+' if !is_more => Some(hours * 60),
        b'-' if !is_more => Some(-hours * 60),
        _ => None,
    }
}

/// Reads `Z`, `+03:00`, `+0300` or `+03`.
fn offset(text: &[u8]) -> Option<i16> {
    let sign = match text.first()? {
        b'Z' | b'z' => return Some(0),
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let hours = number(text.get(1..3)?)?;
    let rest = &text[3..];
    let rest = rest.strip_prefix(b":").unwrap_or(rest);
    let minutes = rest.get(..2).and_then(number).unwrap_or(0);
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes) as i16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn israel_has_summer_time() {
        let offset = |year, month, day, hour| {
            read("IST", Some("IL")).unwrap().offset(jiff::civil::date(year, month, day).at(hour, 0, 0, 0))
        };
        assert_eq!([offset(2025, 3, 28, 1), offset(2025, 3, 28, 2)], [Some(120), Some(180)]);
        assert_eq!([offset(2025, 10, 26, 1), offset(2025, 10, 26, 2)], [Some(180), Some(120)]);
        assert_eq!(offset(2010, 7, 1, 0), None);
    }

    #[test]
    fn letters_of_zones() {
        for (text, country, offset) in [
            (" +0300", None, Some(180)),
            (" GMT+3", None, Some(180)),
            (" UTC", None, Some(0)),
            ("Z", None, Some(0)),
            (" MSK", None, Some(180)),
            (" (CEST)", None, Some(120)),
            (" JST", None, Some(540)),
            (" EST", None, Some(-300)),
            (" PDT", None, Some(-420)),
            (" IST", Some("IN"), Some(330)),
            (" IST", Some("IL"), Some(120)),
            (" CST", Some("CN"), Some(480)),
            (" BST", Some("GB"), Some(60)),
            (" UTC\u{2212}05:30", None, Some(-330)),
            (" Uhr MEZ", None, Some(60)),
            (" (мск)", None, Some(180)),
            (" GMT +3", None, Some(180)),
        ] {
            let found =
                read(text, country).and_then(|zone| zone.offset(jiff::civil::date(2025, 1, 15).at(12, 0, 0, 0)));
            assert_eq!(found, offset, "{text} {country:?}");
        }
        for letters in ["IST", "BST", "CST", "AST"] {
            assert_eq!(read(letters, None), Some(Zone::Unsettled(letters)));
        }
        for text in [" Zebra", " - 3 comments", " by Ann", ""] {
            assert_eq!(read(text, None), None, "{text}");
        }
    }
}
