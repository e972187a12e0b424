//! Dating a page: the recipe.

use super::clue::Clue;
use super::clues::Clues;
use super::dating::Dating;
use super::order::{Habits, Locale};
use super::weigh::Seen;
use super::{declared, opening, record, script, title, url, visible, weigh};
use crate::model::DateSource;

/// Dates a page.
pub fn published(clues: &Clues) -> Dating {
    let declared = clues.metadata.lang.as_deref();
    let locale = Locale::of(Habits { url: clues.url, lang: clues.lang, declared, shown: clues.order });
    let mut found: Vec<Clue> = Vec::new();
    if let Some(moment) = clues.declared.and_then(|text| record::read(text, locale)) {
        found.push(Clue::new(moment, DateSource::Record, clues.declared.unwrap_or_default(), 1.0));
    }
    declared::collect(clues.metadata, locale, &mut found);
    visible::collect(clues, locale, &mut found);
    found.extend(title::clue(clues.dom, locale));
    found.extend(opening::dateline(clues.text, locale));
    if let Some(address) = clues.url
        && let Some((moment, part)) = url::parse(address)
    {
        let trust = if part == url::Part::Folders { weigh::URL } else { weigh::URL_NAME };
        found.push(Clue::new(moment, DateSource::Url, address, trust));
    }
    if found.iter().all(|clue| clue.modified || clue.trust < weigh::WRITTEN_ANYWHERE) {
        found.extend(script::clue(clues.page));
    }
    weigh::choose(found, Seen { captured: clues.captured, read: clues.read, ..Seen::default() }, locale)
}
