//! Days that a page counts from the moment at which it was shown: `3 hours ago`, `Yesterday, 17:20`. They are known where the
//! moment at which it was saved is.

use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{Span, Timestamp};

use super::clue::{Clue, Standing};
use super::digits::number;
use super::moment::Moment;
use super::weigh;
use crate::extract::body::phrases;
use crate::lang::{Fact, facts};
use crate::model::DateSource;

/// The day that a line tells, of a page that was saved at this moment.
pub(super) fn clue(line: &str, saved: Timestamp) -> Option<Clue> {
    let line = line.trim();
    if !phrases::is_time_from_now(line) {
        return None;
    }
    let saved = Offset::UTC.to_datetime(saved);
    let day = day(&line.to_lowercase(), saved)?;
    let moment = Moment::day(i64::from(day.year()), i64::from(day.month()), i64::from(day.day()))?;
    let mut clue = Clue::new(moment, DateSource::Text, line, weigh::COUNTED).standing(Standing::Mentioned);
    clue.note(format!("counted from when the page was saved ({})", saved.date()));
    Some(clue)
}

fn day(line: &str, saved: jiff::civil::DateTime) -> Option<Date> {
    /// What is longer ago is told in weeks or months, and no day.
    const MOST: i64 = 99;
    let says = |fact| facts(fact).any(|word| names(line, word));
    if let Some((count, unit)) = counted(line).filter(|(count, _)| *count <= MOST) {
        let is = |fact| facts(fact).any(|word| begins(unit, word));
        let span = Span::new();
        let span = if is(Fact::Hours) {
            Some(span.hours(count))
        } else if is(Fact::Minutes) {
            Some(span.minutes(count))
        } else if is(Fact::Days) {
            Some(span.days(count))
        } else {
            None
        };
        if let Some(span) = span {
            return saved.checked_sub(span).ok().map(|then| then.date());
        }
    }
    if says(Fact::Yesterday) {
        return saved.date().yesterday().ok();
    }
    says(Fact::Today).then(|| saved.date())
}

/// The first number of a line, and what stands behind it; none where that is a time of day.
fn counted(line: &str) -> Option<(i64, &str)> {
    let start = line.find(|c: char| c.is_ascii_digit())?;
    let digits = line[start..].bytes().take_while(u8::is_ascii_digit).count();
    let unit = line[start + digits..].trim_start();
    let count = number(&line.as_bytes()[start..start + digits])?;
    unit.starts_with(char::is_alphabetic).then_some((count, unit))
}

/// Whether a text begins with a word that begins so; a single letter is all of its word.
fn begins(text: &str, word: &str) -> bool {
    let Some(rest) = text.strip_prefix(word) else { return false };
    word.len() > 1 || !rest.starts_with(char::is_alphabetic)
}

/// Whether a word or words stand in a line by themselves, or in one without spaces.
fn names(line: &str, word: &str) -> bool {
    let is_letter = |c: char| c.is_alphabetic() && c.is_ascii();
    line.match_indices(word)
        .any(|(at, _)| !line[..at].ends_with(is_letter) && !line[at + word.len()..].starts_with(is_letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_the_save() {
        let saved = "2025-09-16T02:00:00Z".parse().expect("a moment");
        for (line, day) in [
            ("3 hours ago", Some("2025-09-15")),
            ("1h ago", Some("2025-09-16")),
            ("vor 45 Minuten", Some("2025-09-16")),
            ("il y a 2 jours", Some("2025-09-14")),
            ("hace 3 días", Some("2025-09-13")),
            ("2 дня назад", Some("2025-09-14")),
            ("Вчера, 10:30", Some("2025-09-15")),
            ("Today at 01:10", Some("2025-09-16")),
            ("3天前", Some("2025-09-13")),
            ("3時間前", Some("2025-09-15")),
            ("2 weeks ago", None),
            ("5 min read", None),
            ("The pier fell 3 hours ago.", None),
        ] {
            let found = clue(line, saved).map(|clue| clue.moment.start.date().to_string());
            assert_eq!(found.as_deref(), day, "{line}");
        }
    }
}
