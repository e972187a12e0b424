//! What a date of numbers alone tells of the order in which its writer puts day and month.

use serde::{Deserialize, Serialize};

/// The order of day and month in a date of numbers alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateOrder {
    /// 3/4 is the third of April.
    DayFirst,
    /// 3/4 is March the fourth.
    MonthFirst,
}

/// What a date of numbers tells of its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbers {
    /// One of the numbers is no month: the date proves an order.
    Proves(DateOrder),
    /// Both orders give a day, and not the same.
    Open,
}

/// What the date of numbers that begins a text tells of its order: `25/06/2025` is written day first. Nothing of dates that
/// begin with the year or name the month, and nothing of those with full stops, which all write day first.
pub fn numbers(text: &str) -> Option<Numbers> {
    let (first, rest) = number(text.trim_start())?;
    let separator = rest.chars().next().filter(|sign| matches!(sign, '/' | '-'))?;
    let (second, rest) = number(&rest[1..])?;
    let year = rest.strip_prefix(separator)?;
    if !matches!(year.bytes().take_while(u8::is_ascii_digit).count(), 2 | 4) {
        return None;
    }
    match (first, second) {
        (13..=31, 1..=12) => Some(Numbers::Proves(DateOrder::DayFirst)),
        (1..=12, 13..=31) => Some(Numbers::Proves(DateOrder::MonthFirst)),
        (1..=12, 1..=12) if first != second => Some(Numbers::Open),
        _ => None,
    }
}

/// A number of one or two digits, and what is after it.
fn number(text: &str) -> Option<(u8, &str)> {
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&end).then(|| Some((text[..end].parse().ok()?, &text[end..])))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_is_no_month_proves_the_order() {
        let (day_first, month_first) = (Numbers::Proves(DateOrder::DayFirst), Numbers::Proves(DateOrder::MonthFirst));
        for (text, want) in [
            ("25/06/2025", Some(day_first)),
            (" 6/25/2025 10:15 PM", Some(month_first)),
            ("25-06-25", Some(day_first)),
            ("05/06/2025", Some(Numbers::Open)),
            ("06/06/2025", None),
            ("2025-06-05", None),
            ("05.06.2025", None),
            ("5 June 2025", None),
            ("32/13/2025", None),
            ("1/2", None),
            ("", None),
        ] {
            assert_eq!(numbers(text), want, "{text}");
        }
    }
}
