//! The day in the opening of a story: in its dateline, or named by its first paragraph.

use super::clue::{Clue, Standing};
use super::label::{self, Label};
use super::order::Locale;
use super::weigh;
use super::written::{self, Written};
use crate::model::DateSource;

/// The day of the dateline that opens a story.
pub(super) fn dateline(body: &str, locale: Locale) -> Option<Clue> {
    let first = body.lines().next().unwrap_or_default();
    let opening = &first[..first.floor_char_boundary(2 * weigh::DATELINE)];
    let date = written::first_day(opening, locale).filter(|date| is_dateline(opening, date))?;
    // A line of days, of which one is called that of publication: `Received 3 June / Accepted 16 June / Published 2 July`.
    let others = written::find(opening, locale).into_iter().filter(|other| other.start > date.end);
    let mut labels = others.map(|other| label::of(&opening[date.end..other.start]));
    if labels.any(|label| label == Some(Label::Published)) {
        return None;
    }
    let evidence = &opening[date.start..date.end];
    let clue = Clue::new(date.moment, DateSource::Dateline, evidence, weigh::IN_DATELINE);
    Some(clue.standing(Standing::Mentioned))
}

/// The first day that the first paragraph names.
pub(super) fn in_lead(body: &str, locale: Locale) -> Option<Clue> {
    let first = body.lines().next().unwrap_or_default();
    let date = written::first_day(first, locale)?;
    let clue = Clue::new(date.moment, DateSource::Lead, &first[date.start..date.end], weigh::IN_LEAD);
    Some(clue.standing(Standing::Mentioned))
}

/// Whether a date is that of a dateline: names at most stand before it, and after it a sign or a new sentence.
fn is_dateline(text: &str, date: &Written) -> bool {
    /// A dateline has no more words before its day than this.
    const WORDS: usize = 6;
    let (before, after) = (&text[..date.start], text[date.end..].trim_start());
    let is_name = |word: &str| {
        let letters = || word.chars().filter(|c| c.is_alphabetic());
        letters().count() < 3 || !letters().all(char::is_lowercase)
    };
    let words = || before.split_whitespace();
    let ends = after.starts_with(['-', '–', '—', '(', ')', '.', ':', '/', '|', ',']) || after.is_empty();
    // A sentence that begins with its day goes on in small letters.
    let opens = before.trim().is_empty() && !after.starts_with(|c: char| c.is_lowercase() || c == ',');
    date.start < weigh::DATELINE
        && words().count() <= WORDS
        && words().all(is_name)
        && (ends && !before.is_empty() || opens)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dateline_is_told_from_a_sentence() {
        let day = |body: &str| dateline(body, Locale::default()).map(|clue| clue.moment.start.date().to_string());
        for body in [
            "Karlsruhe, (12.11.2021). Council members voted to repair the bridge.",
            "LONDON, 12 November 2021 (Agency) – Council members voted.",
            "12.11.2021 „The bridge is in a bad state“, the mayor said.",
            "12 November 2021. The bridge is open.",
        ] {
            assert_eq!(day(body).as_deref(), Some("2021-11-12"), "{body}");
        }
        for body in [
            "Council members met on 12.11.2021. They voted.",
            "12 November 2021 was a dark day for the town.",
            "Received 12 November 2021 / Accepted 3 December 2021 / Published online 2 January 2022",
            "12 November 2021, when the bridge fell, is a day of mourning.",
        ] {
            assert_eq!(day(body), None, "{body}");
        }
    }
}
