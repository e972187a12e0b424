//! The day that a page's title names beside the headline: `Headline | Site | 14.07.2021`.

use super::clue::Clue;
use super::order::Locale;
use super::{weigh, written};
use crate::extract::page::dom::Dom;
use crate::model::DateSource;

/// The day that is a part of the title by itself. A day in a headline is one that it tells of.
pub(super) fn clue(dom: &Dom, locale: Locale) -> Option<Clue> {
    /// A longer title is not read.
    const LONGEST: usize = 600;
    let title = dom.elements("title").map(|id| dom.text(id)).find(|title| !title.trim().is_empty())?;
    let title = &title[..title.floor_char_boundary(LONGEST)];
    let parts = title.split(['|', '·', '•', '–', '—', '»']).flat_map(|part| part.split(" - ")).map(str::trim);
    let day = |part: &str| {
        let date = written::first_day(part, locale)?;
        (date.start == 0 && date.end == part.len()).then_some(date.moment)
    };
    // A title that is nothing but a day is the headline of a page about the day.
    let moment = parts.filter(|part| part.len() < title.trim().len()).find_map(day)?;
    Some(Clue::new(moment, DateSource::Text, format!("title: {}", title.trim()), weigh::IN_TITLE))
}
