//! Dating a record, a document or a text by what is declared of it, or else by its dateline.

use super::clue::Clue;
use super::dating::Dating;
use super::order::Order;
use super::{iso, weigh, written};
use crate::model::DateSource;

/// Dates an article by what its record, front matter or document information declares, or else by the dateline that opens
/// its text; the dateline counts for more than document information.
pub fn declared(date: Option<&str>, source: DateSource, text: &str, lang: Option<&str>) -> Dating {
    let order = Order::of(lang);
    let mut found = Vec::new();
    if let Some(stated) = date {
        let moment = iso::parse(stated)
            .or_else(|| iso::parse_epoch(stated))
            .or_else(|| written::find(stated, order).first().map(|written| written.moment));
        let trust = if source == DateSource::DocumentInfo { weigh::DOCUMENT_INFO } else { 1.0 };
        found.extend(moment.map(|moment| Clue::new(moment, source, stated, trust)));
    }
    if found.is_empty() || source == DateSource::DocumentInfo {
        let opening = &text[..text.floor_char_boundary(weigh::DATELINE)];
        let opening = opening.lines().next().unwrap_or_default();
        found.extend(written::find(opening, order).first().filter(|date| date.moment.date().is_some()).map(|date| {
            Clue::new(date.moment, DateSource::Dateline, &opening[date.start..date.end], weigh::IN_DATELINE)
        }));
    }
    weigh::choose(found, None)
}
