//! Dating a record, a document or a text by what is declared of it, or else by its dateline.

use super::clue::Clue;
use super::dating::Dating;
use super::moment::Moment;
use super::order::{Habits, Locale, Reading};
use super::weigh::Seen;
use super::{iso, opening, url, weigh, written};
use crate::model::DateSource;
use crate::text::date_order::DateOrder;

/// What a record, front matter or document information declares, and what it is read by.
#[derive(Clone, Copy, Debug)]
pub struct Stated<'a> {
    /// The date as it is written.
    pub date: &'a str,
    /// What kind of evidence it is.
    pub source: DateSource,
    /// The article's address.
    pub url: Option<&'a str>,
    /// When it was saved.
    pub captured: Option<jiff::Timestamp>,
    /// When it is read.
    pub read: Option<jiff::Timestamp>,
    /// The language of the text.
    pub lang: Option<&'a str>,
    /// The language tag that is declared.
    pub declared_lang: Option<&'a str>,
    /// The order of day and month that other records of the same file show.
    pub order: Option<DateOrder>,
    /// The text, for its dateline.
    pub text: &'a str,
}

/// Dates an article by what is declared of it, or else by the dateline that opens its text; the dateline counts for more than
/// document information.
pub fn declared(stated: &Stated) -> Dating {
    let habits = Habits { url: stated.url, lang: stated.lang, declared: stated.declared_lang, shown: stated.order };
    let locale = Locale::of(habits);
    let mut found = Vec::new();
    let moment = read(stated.date, locale);
    let trust = if stated.source == DateSource::DocumentInfo { weigh::DOCUMENT_INFO } else { 1.0 };
    found.extend(moment.map(|moment| Clue::new(moment, stated.source, stated.date, trust)));
    if found.is_empty() || stated.source == DateSource::DocumentInfo {
        found.extend(opening::dateline(stated.text, locale));
    }
    // Which of the numbers is the month, an address may show that has the day too.
    if moment.is_some_and(|moment| matches!(moment.reading, Reading::Open(_)))
        && let Some((moment, _)) = stated.url.and_then(url::parse)
    {
        found.push(Clue::new(moment, DateSource::Url, stated.url.unwrap_or_default(), weigh::URL_NAME));
    }
    weigh::choose(found, Seen { captured: stated.captured, read: stated.read, ..Seen::default() }, locale)
}

/// A date as a record states it: as machines write it, in seconds since 1970, as people write it, or the year alone.
pub(super) fn read(stated: &str, locale: Locale) -> Option<Moment> {
    iso::parse_in(stated, locale.country)
        .or_else(|| iso::parse_epoch(stated))
        .or_else(|| written::find(stated, locale).first().map(|written| written.moment))
        .or_else(|| iso::parse_year(stated))
}
