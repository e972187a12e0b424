//! Dating a page: the recipe.

use super::clue::Clue;
use super::clues::Clues;
use super::dating::Dating;
use super::order::Order;
use super::{declared, iso, script, url, visible, weigh};
use crate::model::DateSource;

/// Dates a page.
pub fn published(clues: &Clues) -> Dating {
    let order = order(clues);
    let mut found: Vec<Clue> = Vec::new();
    if let Some(moment) = clues.declared.and_then(|text| iso::parse(text).or_else(|| iso::parse_epoch(text))) {
        found.push(Clue::new(moment, DateSource::Record, clues.declared.unwrap_or_default(), 1.0));
    }
    declared::collect(clues.metadata, order, &mut found);
    visible::collect(clues, order, &mut found);
    if let Some(address) = clues.url
        && let Some((moment, part)) = url::parse(address)
    {
        let trust = if part == url::Part::Folders { weigh::URL } else { weigh::URL_NAME };
        found.push(Clue::new(moment, DateSource::Url, address, trust));
    }
    if found.iter().all(|clue| clue.modified || clue.trust < weigh::WRITTEN_ANYWHERE) {
        found.extend(script::clue(clues.page));
    }
    weigh::choose(found, clues.captured)
}

/// How dates of numbers alone are read: by the language of the text where it is not English, for templates declare
/// English whatever they hold; of English by the declared region, or that of the site.
fn order(clues: &Clues) -> Order {
    /// Domains of countries that write English, and the day first.
    const DAY_FIRST: &[&str] = &[".uk", ".ie", ".au", ".nz", ".in", ".za", ".ng", ".ke", ".pk", ".sg", ".my", ".mt"];
    let host = clues.url.and_then(|url| url.split_once("//")).and_then(|(_, rest)| rest.split(['/', ':']).next());
    if host.is_some_and(|host| DAY_FIRST.iter().any(|domain| host.ends_with(domain))) {
        return Order::DayFirst;
    }
    let is_english = clues.lang.is_none_or(|lang| lang.starts_with("en"));
    let declared = clues.metadata.lang.as_deref().filter(|_| is_english);
    Order::of(declared.or(clues.lang))
}
