//! Dates that an element is marked with: `time`, microdata, hentry's classes, and attributes for scripts.

use super::clue::Clue;
use super::declared::read;
use super::iso;
use super::label::{self, Label};
use super::moment::Moment;
use super::order::Order;
use super::weigh;
use super::written;
use crate::extract::page::dom::{Data, Dom, NodeId};
use crate::model::DateSource;

/// An element with more nodes than this holds more than a date.
const LARGEST: usize = 40;

/// Attributes that scripts read a date from, in seconds since 1970 or ISO.
const FOR_SCRIPTS: &[&str] =
    &["data-utime", "data-timestamp", "data-time", "data-datetime", "data-date", "data-published", "data-publish-date"];

/// What classes of published dates are called.
const PUBLISHED: &[&str] = &["publish", "entry-date", "posted", "pubdate", "created"];

/// What classes of days of change are called.
const CHANGED: &[&str] = &["modif", "updat"];

/// Whether an element is marked as a date.
pub(super) fn is_marked(dom: &Dom, id: NodeId) -> bool {
    let Data::Element { tag, attributes } = &dom.nodes[id].data else { return false };
    let tag = &**tag;
    tag == "time"
        || attributes.iter().any(|(name, value)| match &**name {
            "itemprop" => matches!(&**value, "datePublished" | "dateCreated" | "dateModified"),
            "class" => tag == "abbr" && value.contains("published"),
            "data-utime" => true,
            "data-timestamp" | "data-time" | "data-datetime" | "data-date" => matches!(tag, "span" | "abbr" | "p"),
            "data-published" | "data-publish-date" => true,
            _ => false,
        })
}

/// Whether microdata calls the element's date the day of publication.
pub(super) fn is_microdata(dom: &Dom, id: NodeId) -> bool {
    dom.attribute(id, "itemprop") == Some("datePublished")
}

/// The date of a marked element.
pub(super) fn clue(dom: &Dom, id: NodeId, headline: Option<NodeId>, order: Order) -> Option<Clue> {
    let text = if dom.nodes[id].end - id <= LARGEST { dom.text(id) } else { String::new() };
    let (moment, evidence) = moment(dom, id, &text, order)?;
    let property = dom.attribute(id, "itemprop").unwrap_or_default();
    let class = dom.attribute(id, "class").unwrap_or_default().to_lowercase();
    let distance = headline.map_or(NodeId::MAX, |headline| headline.abs_diff(id));
    let label = label::of(&text).or_else(|| label::before(dom, id));
    let published = property == "datePublished"
        || dom.attribute(id, "pubdate").is_some()
        || PUBLISHED.iter().any(|cue| class.contains(cue))
        || label == Some(Label::Published) && distance <= 200;
    let trust = match (published, distance) {
        (true, _) => weigh::TIME_MARKED,
        (false, 0..=200) => weigh::TIME_NEAR,
        (false, _) => weigh::TIME_FAR,
    };
    let clue = Clue::new(moment, DateSource::TimeElement, evidence, trust - weigh::nearness_loss(distance));
    let changed = property == "dateModified"
        || label == Some(Label::Changed)
        || CHANGED.iter().any(|cue| class.contains(cue)) && property != "datePublished";
    Some(if changed { clue.of_change() } else { clue })
}

/// The date in an element's attributes or its text. Where both are given and are days apart, readers go by the text.
fn moment(dom: &Dom, id: NodeId, text: &str, order: Order) -> Option<(Moment, String)> {
    let stated = ["datetime", "content", "title"].iter().chain(FOR_SCRIPTS).find_map(|name| {
        let value = dom.attribute(id, name)?;
        let moment = iso::parse(value).or_else(|| iso::parse_epoch(value));
        Some((moment.or_else(|| read(value, order).filter(|_| !name.starts_with("data")))?, value))
    });
    let shown = || read(text, order).map(|moment| (moment, text.to_owned()));
    let Some((stated, value)) = stated else { return shown() };
    let differs = |date: &written::Written| {
        let day = date.moment.date();
        day.is_some_and(|day| (day - stated.start.date()).get_days().abs() > 1)
    };
    let shown = written::find(text, order).into_iter().next();
    match shown.filter(differs) {
        // Numbers alone may be read in the wrong order.
        Some(shown) if text[shown.start..shown.end].chars().any(char::is_alphabetic) => {
            Some((shown.moment, text.to_owned()))
        }
        _ => Some((stated, value.to_owned())),
    }
}
