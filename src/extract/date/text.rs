//! Dating a text of which nothing is declared, a page kept as text among them: by the lines around its headline, its
//! dateline, its address, and at last by a day that its first paragraph names.

use super::clue::Clue;
use super::dating::Dating;
use super::label::{self, Label};
use super::moment::Moment;
use super::order::{Habits, Locale};
use super::{opening, url, weigh, written};
use crate::model::DateSource;

/// What can date a text of which nothing is declared.
#[derive(Clone, Copy, Debug)]
pub struct TextClues<'a> {
    /// Its address.
    pub url: Option<&'a str>,
    /// When it was saved.
    pub captured: Option<jiff::Timestamp>,
    /// Its language, by which ambiguous dates are read.
    pub lang: Option<&'a str>,
    /// Short lines around the headline, the nearest first.
    pub near: &'a [String],
    /// The text of the story.
    pub body: &'a str,
}

/// Dates a text.
pub fn text(clues: &TextClues) -> Dating {
    let locale = Locale::of(Habits { url: clues.url, lang: clues.lang, declared: None });
    let mut found = Vec::new();
    for (place, line) in clues.near.iter().enumerate() {
        near(line, place, locale, &mut found);
    }
    found.extend(opening::dateline(clues.body, locale).or_else(|| opening::in_lead(clues.body, locale)));
    if let Some((moment, part)) = clues.url.and_then(url::parse) {
        let trust = if part == url::Part::Folders { weigh::URL } else { weigh::URL_NAME };
        found.push(Clue::new(moment, DateSource::Url, clues.url.unwrap_or_default(), trust));
    }
    weigh::choose(found, clues.captured, locale.order)
}

/// Whether a line names a day.
pub(in crate::extract) fn names_day(line: &str) -> bool {
    written::find(line, Locale::default()).iter().any(|date| is_day(&date.moment))
}

/// The dates of a line near the headline.
fn near(line: &str, place: usize, locale: Locale, found: &mut Vec<Clue>) {
    /// Letters beside a date that stands by itself: a label, a name, a place.
    const BESIDE: usize = 60;
    /// What a line further away loses, in trust.
    const LOSS: f32 = 0.01;
    let mut from = 0;
    for date in written::find(line, locale).into_iter().take(3) {
        let before = &line[from..date.start];
        from = date.end;
        let letters = line.chars().filter(|c| c.is_alphabetic()).count();
        let trust = match label::of(before) {
            Some(Label::Other) => continue,
            Some(Label::Published | Label::Dated) => weigh::WRITTEN_LABELLED,
            Some(Label::Changed) => weigh::WRITTEN_AS_CHANGED,
            None if letters < BESIDE => weigh::WRITTEN,
            None => weigh::WRITTEN_IN_TEXT,
        };
        let clue = Clue::new(date.moment, DateSource::Text, line, trust - place as f32 * LOSS);
        found.push(if label::of(before) == Some(Label::Changed) { clue.of_change() } else { clue });
    }
}

fn is_day(moment: &Moment) -> bool {
    moment.date().is_some()
}
