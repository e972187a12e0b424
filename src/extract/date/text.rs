//! Dating a text of which nothing is declared, a page kept as text among them: by the lines around its headline, its
//! dateline, its address, and at last by a day that its first paragraph names.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::clue::{Clue, Standing};
use super::dating::Dating;
use super::label::{self, Label};
use super::line::{self, Line};
use super::order::{Habits, Locale};
use super::weigh::{Medium, Seen};
use super::written::{self, Written};
use super::{opening, url, weigh};
use crate::model::DateSource;

/// A short line of a text that may tell its day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::extract) struct NearLine {
    /// The line.
    pub(in crate::extract) text: String,
    /// Where it is in the text.
    pub(in crate::extract) place: Place,
}

/// Where a line stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::extract) enum Place {
    /// Between the headline and the story, or among its first paragraphs.
    Below,
    /// Right above the headline.
    Above,
    /// Right after the story.
    Behind,
    /// Among the paragraphs of the story.
    Inside,
    /// In a part of the page that is not the story's.
    Elsewhere,
}

impl Place {
    /// What a date by itself is worth there, and one that is called the day of publication.
    fn trust(self) -> (f32, f32) {
        match self {
            Place::Below => (weigh::WRITTEN, weigh::WRITTEN_LABELLED),
            Place::Above => (weigh::WRITTEN_ABOVE, weigh::NAMED),
            Place::Behind => (weigh::WRITTEN_BEHIND, weigh::WRITTEN_ABOVE),
            Place::Inside => (weigh::WRITTEN_ANYWHERE, weigh::WRITTEN_AS_PUBLISHED),
            Place::Elsewhere => (weigh::WRITTEN_ANYWHERE, weigh::BESIDE),
        }
    }
}

/// What can date a text of which nothing is declared.
#[derive(Clone, Copy, Debug)]
pub(in crate::extract) struct TextClues<'a> {
    /// Its address.
    pub(in crate::extract) url: Option<&'a str>,
    /// When it was saved.
    pub(in crate::extract) captured: Option<jiff::Timestamp>,
    /// When it is read.
    pub(in crate::extract) read: Option<jiff::Timestamp>,
    /// Its language, by which ambiguous dates are read.
    pub(in crate::extract) lang: Option<&'a str>,
    /// Short lines that may tell the day, those of a place in order of their distance from the headline.
    pub(in crate::extract) near: &'a [NearLine],
    /// The text of the story.
    pub(in crate::extract) body: &'a str,
}

/// Dates a text.
pub(in crate::extract) fn text(clues: &TextClues) -> Dating {
    let locale = Locale::of(Habits { url: clues.url, lang: clues.lang, ..Habits::default() });
    let mut found = Vec::new();
    for place in [Place::Below, Place::Above, Place::Behind] {
        let from = found.len();
        let lines = clues.near.iter().filter(|line| line.place == place).enumerate();
        lines.for_each(|(distance, line)| add(line, distance, locale, &mut found));
        devalue_lists(&mut found[from..]);
    }
    found.extend(opening::dateline(clues.body, locale).or_else(|| opening::in_lead(clues.body, locale)));
    if let Some((moment, part)) = clues.url.and_then(url::parse) {
        let trust = if part == url::Part::Folders { weigh::URL } else { weigh::URL_NAME };
        found.push(Clue::new(moment, DateSource::Url, clues.url.unwrap_or_default(), trust));
    }
    // A page that shows the day of its last change by its headline leaves the days further off to other stories, unless one is
    // called that of publication.
    let shows_change = found.iter().any(|clue| clue.modified);
    for place in [Place::Inside, Place::Elsewhere] {
        let (_, published) = place.trust();
        let own = elsewhere(clues.near, place, locale);
        found.extend(own.filter(|clue| !shows_change || clue.trust >= published));
    }
    weigh::choose(found, Seen { captured: clues.captured, read: clues.read, medium: Medium::Text }, locale)
}

/// Of many days in one place, each by itself, none is more likely the page's own than the others: they are those of other
/// stories. Only what opens as a byline does, or is labelled, stands out.
fn devalue_lists(found: &mut [Clue]) {
    /// A page may show the day of publication and another.
    const MANY: usize = 3;
    let is_bare = |clue: &Clue| {
        !clue.modified
            && clue.trust <= weigh::WRITTEN
            && clue.trust > weigh::WRITTEN_BEHIND
            && !line::is_byline(&clue.evidence)
    };
    let days: BTreeSet<_> = found.iter().filter(|clue| is_bare(clue)).map(|clue| clue.moment.start.date()).collect();
    for clue in found.iter_mut().filter(|clue| days.len() >= MANY && is_bare(clue)) {
        clue.trust = weigh::LISTED;
    }
}

/// Whether a line names a day.
pub(in crate::extract) fn names_day(line: &str) -> bool {
    days(line, Locale::default()).1.iter().any(|date| date.moment.date().is_some())
}

/// The dates of a line, and the line that they stand in: where elements that stood side by side were glued together, it is
/// read as if there were spaces between them.
fn days<'a>(line: &'a str, locale: Locale) -> (Cow<'a, str>, Vec<Written>) {
    let found = written::find(line, locale);
    if found.iter().any(|date| date.moment.date().is_some()) {
        return (Cow::Borrowed(line), found);
    }
    let parted = part(line);
    let again = written::find(&parted, locale);
    if again.is_empty() { (Cow::Borrowed(line), found) } else { (Cow::Owned(parted), again) }
}

/// A line with spaces where letters meet digits, a small letter meets a capital, or a year meets a time: "Ann Lee24.04.2024",
/// "PressApril 28, 2023", "Apr 28 20232:23 PM".
fn part(line: &str) -> String {
    /// A shorter word before a number is an abbreviation: "Nr1".
    const WORD: usize = 3;
    let mut out = String::with_capacity(line.len() + 8);
    let (mut letters, mut digits) = (0, 0);
    for (at, c) in line.char_indices() {
        let before = line[..at].chars().next_back();
        // A single digit is that of a version: "Version1.2.2020".
        let opens_day = c.is_ascii_digit() && line[at + 1..].starts_with(|c: char| c.is_ascii_digit());
        let opens_name = c.is_uppercase() && before.is_some_and(char::is_lowercase);
        let ends_word = letters >= WORD && (opens_day || opens_name);
        let ends_year = digits == 4 && c.is_ascii_digit() && is_year(&line[at - 4..at]) && opens_time(&line[at..]);
        let ends_number = digits > 0 && c.is_alphabetic() && c.is_uppercase();
        if ends_word || ends_year || ends_number {
            out.push(' ');
            (letters, digits) = (0, 0);
        }
        letters = if c.is_alphabetic() { letters + 1 } else { 0 };
        digits = if c.is_ascii_digit() { digits + 1 } else { 0 };
        out.push(c);
    }
    out
}

fn is_year(digits: &str) -> bool {
    digits.starts_with("19") || digits.starts_with("20")
}

/// Whether a text begins with a time: `2:23`, `14:03`.
fn opens_time(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    digits <= 2 && text[digits..].starts_with(':')
}

/// Adds the dates of a line near the story.
fn add(line: &NearLine, distance: usize, locale: Locale, found: &mut Vec<Clue>) {
    /// What each further line of distance takes from the trust, and the most that distance takes.
    const LOSS: f32 = 0.005;
    const MOST: f32 = 0.08;
    /// How many dates of a line are read.
    const DATES: usize = 3;
    let (text, dates) = days(&line.text, locale);
    let loss = (distance as f32 * LOSS).min(MOST);
    let mut from = 0;
    for date in dates.into_iter().take(DATES) {
        let label = label::of(&text[from..date.start]);
        from = date.end;
        let clue = clue(line, &text, date, label);
        // The day of a change counts for so little that its distance would leave nothing.
        found.extend(clue.map(|clue| if clue.modified { clue } else { Clue { trust: clue.trust - loss, ..clue } }));
    }
}

/// The clue that a date of a line makes; none where its label says that it is something else.
fn clue(line: &NearLine, text: &str, date: Written, label: Option<Label>) -> Option<Clue> {
    /// Letters beside a date that stands by itself: a label, a name, a place.
    const BESIDE: usize = 60;
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let (alone, published) = line.place.trust();
    let around = Line::default().within(text, date.start, date.end);
    let is_sentence = around.is_sentence() || label.is_none() && around.is_running();
    let trust = match label {
        Some(Label::Other) => return None,
        Some(Label::Published | Label::Dated) => published,
        Some(Label::Changed) => alone.min(weigh::WRITTEN_AS_CHANGED),
        None if letters < BESIDE && !is_sentence => alone,
        None => weigh::WRITTEN_IN_TEXT,
    };
    // A post of somebody else that stands in the story bears its own day: `Harbour (@harbour) October 5, 2025`.
    if text.contains("(@") {
        return None;
    }
    let clue = Clue::new(date.moment, DateSource::Text, &*line.text, trust);
    let clue = clue.standing(if is_sentence { Standing::Mentioned } else { Standing::Shown });
    Some(if label == Some(Label::Changed) { clue.of_change() } else { clue })
}

/// The day of lines that stand apart: one that is called the day of publication, or the only one that stands by itself. Of
/// several none is more likely the page's own.
fn elsewhere(near: &[NearLine], place: Place, locale: Locale) -> Option<Clue> {
    let mut found = Vec::new();
    for line in near.iter().filter(|line| line.place == place) {
        add(line, 0, locale, &mut found);
    }
    found.retain(|clue| !clue.modified && clue.moment.date().is_some() && clue.trust >= weigh::WRITTEN_ANYWHERE);
    let (_, published) = place.trust();
    if found.iter().any(|clue| clue.trust == published) {
        found.retain(|clue| clue.trust == published);
    }
    let first = found.first()?.moment.date();
    found.iter().all(|clue| clue.moment.date() == first).then(|| found.swap_remove(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dated(lines: &[(Place, &str)]) -> Option<String> {
        let near: Vec<NearLine> =
            lines.iter().map(|(place, text)| NearLine { text: (*text).to_owned(), place: *place }).collect();
        let clues =
            TextClues { url: None, captured: None, read: None, lang: Some("en"), near: &near, body: "The pier opens." };
        text(&clues).published.map(|published| published.start.date().to_string())
    }

    #[test]
    fn lines_that_were_glued_together_are_read() {
        for line in [
            "PUBLISHED TUE, OCT 14 20252:23 PM EDT",
            "Harbour PressOctober 14, 2025 GMT",
            "Ann Lee14.10.2025, 19:35",
            "14.10.2025Harbour",
            "Postal Pier14.10.25 09:56",
        ] {
            assert_eq!(dated(&[(Place::Below, line)]).as_deref(), Some("2025-10-14"), "{line}");
        }
        for line in ["Version1.2.2025a", "Nr1.2.2025", "A320214:15"] {
            assert_eq!(dated(&[(Place::Below, line)]), None, "{line}");
        }
    }

    #[test]
    fn a_copy_of_print_is_as_old_as_it_says() {
        for line in [
            "The Karlsvik Herald (1901-1950); Oct 15, 1925; pg. 4",
            "15 October 1925",
            "Karlsvik Herald, 15.10.1925, p. 4",
        ] {
            assert_eq!(dated(&[(Place::Below, line)]).as_deref(), Some("1925-10-15"), "{line}");
        }
        for line in ["The bridge was opened on 15 October 1925.", "1 January 1970"] {
            assert_eq!(dated(&[(Place::Below, line)]), None, "{line}");
        }
    }

    #[test]
    fn the_nearest_place_counts_most() {
        let below = (Place::Below, "Published 14 October 2025, 14:03");
        let other = |place| (place, "12 October 2025");
        for place in [Place::Above, Place::Behind, Place::Inside, Place::Elsewhere] {
            assert_eq!(dated(&[other(place), below]).as_deref(), Some("2025-10-14"), "{place:?}");
        }
        assert_eq!(dated(&[(Place::Below, "2 hours ago"), other(Place::Behind)]).as_deref(), Some("2025-10-12"));
    }

    #[test]
    fn days_of_many_teasers_and_of_posts_are_not_the_page_s() {
        let teasers = [
            (Place::Below, "Sport 12.10.2025"),
            (Place::Below, "Kultur 13.10.2025"),
            (Place::Below, "Markt 11.10.2025"),
        ];
        assert_eq!(dated(&teasers), None);
        let byline = (Place::Below, "By Ann Lee, Aldmouth 14.10.2025, 20:59");
        assert_eq!(dated(&[&teasers[..], &[byline]].concat()).as_deref(), Some("2025-10-14"));
        assert_eq!(dated(&[(Place::Inside, "— Harbour (@harbour) October 5, 2025")]), None);
    }

    #[test]
    fn a_state_that_the_page_shows_is_its_day_where_it_shows_no_other() {
        assert_eq!(dated(&[(Place::Below, "Stand: 14.10.2025, 20:44 Uhr")]).as_deref(), Some("2025-10-14"));
    }

    #[test]
    fn the_state_of_a_page_is_nearer_than_the_day_of_another_story() {
        let state = (Place::Below, "Stand: 14.10.2025, 20:44 Uhr");
        assert_eq!(dated(&[state, (Place::Inside, "12.10.2025")]).as_deref(), Some("2025-10-14"));
        let published = (Place::Elsewhere, "Veröffentlicht: 13.10.2025");
        assert_eq!(dated(&[state, published]).as_deref(), Some("2025-10-13"));
    }

    #[test]
    fn of_several_days_of_other_stories_none_is_the_page_s() {
        let teasers = [(Place::Elsewhere, "12 October 2025"), (Place::Elsewhere, "13 October 2025")];
        assert_eq!(dated(&teasers), None);
        assert_eq!(dated(&teasers[..1]).as_deref(), Some("2025-10-12"));
        let published = (Place::Elsewhere, "Published: 14 October 2025");
        assert_eq!(dated(&[teasers[0], teasers[1], published]).as_deref(), Some("2025-10-14"));
    }
}
