//! A weekday before a date of numbers, as Drupal and some newspapers write it: `Mon, 11/03/2025 - 06:40`. It tells in which order day
//! and month stand, since seldom both orders fall on that day of the week.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::lang::{Fact, LANGUAGES};
use crate::text::date_order::{DateOrder, Numbers, numbers};
use crate::text::fold::fold;

/// The shortest form of a weekday's name that is understood, in letters.
const SHORTEST: usize = 2;

/// The date behind a weekday, as ISO 8601 writes it where the weekday tells its order, and else as it stands; nothing where no weekday
/// stands before a date of numbers.
pub(super) fn date(text: &str) -> Option<String> {
    let (word, rest) = text.split_once(' ')?;
    let rest = rest.trim_start();
    let shown = numbers(rest)?;
    let weekday = weekday(word.trim_matches([',', '.']))?;
    let order = match shown {
        Numbers::Proves(order) => order,
        Numbers::Open => match told(rest, weekday) {
            Some(order) => order,
            None => return Some(rest.to_owned()),
        },
    };
    let Some((day, behind)) = read(rest, order) else { return Some(rest.to_owned()) };
    let time = behind.trim_matches([' ', ',', '-', '–']);
    Some(if time.is_empty() { day.to_string() } else { format!("{day} {time}") })
}

/// The order in which the date that begins a text falls on this weekday, counted from Monday, if only one does.
fn told(text: &str, weekday: i8) -> Option<DateOrder> {
    let falls = |order| read(text, order).is_some_and(|(day, _)| day.weekday().to_monday_zero_offset() == weekday);
    match (falls(DateOrder::DayFirst), falls(DateOrder::MonthFirst)) {
        (true, false) => Some(DateOrder::DayFirst),
        (false, true) => Some(DateOrder::MonthFirst),
        _ => None,
    }
}

/// The date of numbers that begins a text, read in this order, and what is behind it. Its year has four figures.
fn read(text: &str, order: DateOrder) -> Option<(Date, &str)> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '/' | '-'))).unwrap_or(text.len());
    let parts: Vec<&str> = text[..end].split(['/', '-']).filter(|part| !part.is_empty()).collect();
    let [first, second, year] = parts[..] else { return None };
    let (day, month) = if order == DateOrder::DayFirst { (first, second) } else { (second, first) };
    let year = year.parse().ok().filter(|_| year.len() == 4)?;
    Some((Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()?, &text[end..]))
}

/// The weekday that a word names, counted from Monday, in whichever language; nothing where it is one in one language and another in
/// another.
fn weekday(word: &str) -> Option<i8> {
    let word = fold(word);
    if word.chars().count() < SHORTEST || !word.chars().all(char::is_alphabetic) {
        return None;
    }
    let mut days = BTreeSet::new();
    for language in LANGUAGES.iter() {
        let names = (0..).zip(language.words(Fact::Weekdays));
        days.extend(names.filter(|(_, name)| fold(name).starts_with(&*word)).map(|(place, _): (usize, _)| place % 7));
    }
    let day = days.pop_first().filter(|_| days.is_empty())?;
    i8::try_from(day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weekday_tells_the_order() {
        for (text, told) in [
            ("Mon, 11/03/2025 - 06:40", Some("2025-11-03 06:40")),
            ("Tuesday, 11/03/2025", Some("2025-03-11")),
            ("lun. 03/11/2025", Some("2025-11-03")),
            ("Mon, 25/06/2025", Some("2025-06-25")),
            ("Fri, 11/03/2025", Some("11/03/2025")),
            ("Mon, 3 Nov 2025", None),
            ("Monday", None),
            ("Light 11/03/2025", None),
            ("11/03/2025 06:40", None),
        ] {
            assert_eq!(date(text).as_deref(), told, "{text}");
        }
    }
}
