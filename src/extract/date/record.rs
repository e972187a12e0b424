//! Dating a record, a document or a text by what is declared of it, or else by its dateline.

use super::clue::Clue;
use super::dating::Dating;
use super::moment::Moment;
use super::order::{Habits, Locale};
use super::{iso, opening, weigh, written};
use crate::model::DateSource;

/// Dates an article by what its record, front matter or document information declares, or else by the dateline that opens
/// its text; the dateline counts for more than document information.
pub fn declared(date: Option<&str>, source: DateSource, text: &str, lang: Option<&str>) -> Dating {
    let locale = Locale::of(Habits { url: None, lang, declared: None });
    let mut found = Vec::new();
    if let Some(stated) = date {
        let moment = read(stated, locale);
        let trust = if source == DateSource::DocumentInfo { weigh::DOCUMENT_INFO } else { 1.0 };
        found.extend(moment.map(|moment| Clue::new(moment, source, stated, trust)));
    }
    if found.is_empty() || source == DateSource::DocumentInfo {
        found.extend(opening::dateline(text, locale));
    }
    weigh::choose(found, None, locale.order)
}

/// A date as a record states it: as machines write it, in seconds since 1970, as people write it, or the year alone.
pub(super) fn read(stated: &str, locale: Locale) -> Option<Moment> {
    iso::parse_in(stated, locale.country)
        .or_else(|| iso::parse_epoch(stated))
        .or_else(|| written::find(stated, locale).first().map(|written| written.moment))
        .or_else(|| iso::parse_year(stated))
}
