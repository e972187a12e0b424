//! Dates that an element is marked with: `time`, microdata, hentry's classes, and attributes for scripts.

use super::clue::{Clue, Standing};
use super::declared::read;
use super::iso;
use super::label::{self, Label};
use super::line::Line;
use super::moment::Moment;
use super::order::Locale;
use super::weigh;
use super::written::{self, Written};
use crate::extract::page::dom::{Data, Dom, NodeId};
use crate::model::DateSource;

/// An element with more nodes than this holds more than a date.
const LARGEST: usize = 40;

/// Within this number of nodes of the headline a marked date is likely the article's.
const NEAR: NodeId = 200;

/// A line that has more than this beside a marked date is prose, in bytes.
const PROSE: usize = 40;

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
            "itemprop" | "property" => property(value).is_some() && tag != "meta",
            "class" => tag == "abbr" && value.contains("published"),
            // What scripts turn into "3 days ago" keeps its stamp so.
            "title" => matches!(tag, "span" | "abbr" | "small" | "p" | "div") && is_stamp(value),
            "data-utime" => true,
            "data-timestamp" | "data-time" => matches!(tag, "span" | "abbr" | "p"),
            "data-datetime" | "data-date" => matches!(tag, "span" | "abbr" | "p" | "div"),
            "data-published" | "data-publish-date" => true,
            _ => false,
        })
}

/// Whether a text is a day and a time as machines write them, and nothing else.
fn is_stamp(text: &str) -> bool {
    let text = text.trim();
    matches!(text.as_bytes(), [_, _, _, _, b'-', _, _, b'-', _, _, b'T' | b' ', b'0'..=b'9', ..])
        && text.len() <= 35
        && iso::parse(text).is_some()
}

/// What microdata or RDFa calls a date, whatever the prefix of the vocabulary: `schema:dateCreated`, `dc:date`.
fn property(value: &str) -> Option<&str> {
    let name = value.rsplit([':', '/', '#']).next().unwrap_or(value);
    let is_dublin_core = value.starts_with("dc") && matches!(name, "date" | "issued" | "created");
    (matches!(name, "datePublished" | "dateCreated" | "dateModified") || is_dublin_core).then_some(name)
}

/// Whether microdata calls the element's date the day of publication.
pub(super) fn is_microdata(dom: &Dom, id: NodeId) -> bool {
    dom.attribute(id, "itemprop") == Some("datePublished")
}

/// The dates of a marked element: what its attribute says, and where its text shows others, those.
pub(super) fn clues(dom: &Dom, id: NodeId, headline: Option<NodeId>, locale: Locale) -> Vec<Clue> {
    let text = if dom.nodes[id].end - id <= LARGEST { dom.text(id) } else { String::new() };
    let shown = written::find(&text, locale);
    let stated = stated(dom, id, locale);
    let element = Element::of(dom, id, &text, headline);
    if shown.len() > 1
        && stated.as_ref().is_none_or(|(moment, _)| shown.iter().any(|day| day.moment.date() == moment.date()))
    {
        return element.of_several(&text, &shown);
    }
    let Some((moment, evidence)) = stated else {
        return read(&text, locale).map(|moment| element.clue(moment, &text)).into_iter().collect();
    };
    let Some(shown) = shown.first() else { return vec![element.clue(moment, &evidence)] };
    let apart = shown.moment.date().map_or(0, |day| (day - moment.start.date()).get_days().abs());
    // Numbers alone may be read in the wrong order.
    if apart > 1 && text[shown.start..shown.end].chars().any(char::is_alphabetic) {
        return vec![element.clue(shown.moment, &text)];
    }
    let mut clues = vec![element.clue(moment, &evidence)];
    if apart <= 1 && element.distance <= NEAR && element.standing == Standing::Shown {
        // The day that readers see beside the stamp tells in which zone the page counts its days.
        let clue = element.clue(shown.moment, &text);
        clues.push(Clue { trust: clue.trust - 0.02, ..clue });
    }
    clues
}

/// What a marked element says of its dates.
struct Element {
    published: bool,
    changed: bool,
    distance: NodeId,
    standing: Standing,
    is_prose: bool,
}

impl Element {
    fn of(dom: &Dom, id: NodeId, text: &str, headline: Option<NodeId>) -> Element {
        let property = dom.attribute(id, "itemprop").unwrap_or_default();
        let class = dom.attribute(id, "class").unwrap_or_default().to_lowercase();
        let distance = headline.map_or(NodeId::MAX, |headline| headline.abs_diff(id));
        let label = label::of(text).or_else(|| label::before(dom, id));
        let published = property == "datePublished"
            || dom.attribute(id, "pubdate").is_some()
            || PUBLISHED.iter().any(|cue| class.contains(cue))
            || matches!(label, Some(Label::Published | Label::Dated)) && distance <= NEAR;
        let changed = property == "dateModified"
            || label == Some(Label::Changed)
            || CHANGED.iter().any(|cue| class.contains(cue)) && property != "datePublished";
        let line = Line::around(dom, id);
        let standing = line.standing();
        let is_prose = standing == Standing::Mentioned && !published && line.length() > PROSE;
        Element { published, changed, distance, standing, is_prose }
    }

    fn clue(&self, moment: Moment, evidence: &str) -> Clue {
        let trust = match (self.published, self.distance) {
            (true, _) => weigh::TIME_MARKED,
            (false, _) if self.is_prose => weigh::WRITTEN_IN_TEXT,
            (false, 0..=NEAR) => weigh::TIME_NEAR,
            (false, _) => weigh::TIME_FAR,
        };
        let trust = trust - weigh::nearness_loss(self.distance);
        let clue = Clue::new(moment, DateSource::TimeElement, evidence, trust).standing(self.standing);
        if self.changed { clue.of_change() } else { clue }
    }

    /// The dates of an element that shows several: where one is called the last change, the other is the day of
    /// publication, whatever the element is marked as.
    fn of_several(&self, text: &str, shown: &[Written]) -> Vec<Clue> {
        let from = |at: usize| at.checked_sub(1).map_or(0, |before| shown[before].end);
        let labels: Vec<Option<Label>> =
            (0..shown.len()).map(|at| label::of(&text[from(at)..shown[at].start])).collect();
        let tells_change = labels.contains(&Some(Label::Changed));
        let pairs = shown
            .iter()
            .zip(&labels)
            .filter(|(day, label)| day.moment.date().is_some() && **label != Some(Label::Other));
        pairs
            .map(|(day, label)| {
                let published =
                    self.published || matches!(label, Some(Label::Published | Label::Dated)) || tells_change;
                let changed = *label == Some(Label::Changed) || !tells_change && self.changed;
                Element { published, changed, ..*self }.clue(day.moment, text.trim())
            })
            .collect()
    }
}

/// The date that an element's attributes state, and as they state it.
fn stated(dom: &Dom, id: NodeId, locale: Locale) -> Option<(Moment, String)> {
    ["datetime", "content", "title"].iter().chain(FOR_SCRIPTS).find_map(|name| {
        let value = dom.attribute(id, name)?;
        let moment = iso::parse_in(value, locale.country).or_else(|| iso::parse_epoch(value));
        Some((moment.or_else(|| read(value, locale).filter(|_| !name.starts_with("data")))?, value.to_owned()))
    })
}
