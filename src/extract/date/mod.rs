//! When a page was published: every clue with its source, weighed against the others.
//!
//! `head` gathers what the page declares, `visible` what it shows, `weigh` chooses. Below them are the readers of
//! single dates: `iso` for those of machines, `written` for those of people, `url` for those of addresses. The page's
//! own zone decides the day; a month stays a month; where no clue is enough there is no date.

mod calendars;
mod clues;
mod head;
mod iso;
mod moment;
mod months;
mod url;
mod visible;
mod weigh;
mod written;

use clues::{Clue, Role};
use moment::Moment;
use written::Order;

use super::Note;
use super::dom::{Dom, NodeId};
use super::metadata::Metadata;
use crate::model::{DateSource, Published};

/// How many clues the notes tell of.
const TOLD: usize = 12;

/// How much of a text is looked at for its dateline, in bytes.
const OPENING: usize = 120;

/// Everything that can date an article.
#[derive(Clone, Copy, Debug)]
pub struct Clues<'a> {
    /// The page.
    pub dom: &'a Dom,
    /// What the page declares.
    pub metadata: &'a Metadata,
    /// The canonical URL.
    pub url: Option<&'a str>,
    /// When the page was saved.
    pub captured: Option<jiff::Timestamp>,
    /// The date that the container declares.
    pub declared: Option<&'a str>,
    /// The article's language, by which ambiguous dates are read.
    pub lang: Option<&'a str>,
    /// The node of the headline, near which the date stands.
    pub headline: Option<NodeId>,
    /// The node that holds the body.
    pub body: Option<NodeId>,
    /// The article's text, for its dateline.
    pub text: &'a str,
}

/// A date, or none, and why.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dating {
    /// The publication date; `None` where nothing dates the page.
    pub published: Option<Published>,
    /// The clues that were weighed, the chosen one first.
    pub notes: Vec<Note>,
}

/// Dates a page.
pub fn published(clues: &Clues) -> Dating {
    let order = Order::of(clues.lang);
    let mut found = Vec::new();
    head::gather(clues, order, &mut found);
    visible::gather(clues, order, &mut found);
    let weighed = weigh::weigh(found, clues.captured);
    let published = weighed.first().map(|(clue, weight)| publish(clue, *weight));
    Dating { published, notes: weighed.iter().take(TOLD).map(|(clue, weight)| note(clue, *weight)).collect() }
}

/// Dates an article by what its record or front matter declares, or else by the dateline that opens its text.
pub fn declared(date: Option<&str>, text: &str, lang: Option<&str>) -> Dating {
    let order = Order::of(lang);
    let clue = |moment, source, evidence: &str, trust| Clue {
        moment,
        role: Role::Published,
        source,
        evidence: evidence.to_owned(),
        trust,
    };
    let stated = date.and_then(|date| Some(clue(head::read(date, order)?, DateSource::Record, date.trim(), 0.95)));
    let Some(clue) = stated.or_else(|| {
        let (moment, evidence) = dateline(text, order)?;
        Some(clue(moment, DateSource::Dateline, evidence, 0.7))
    }) else {
        return Dating::default();
    };
    Dating { published: Some(publish(&clue, clue.trust)), notes: vec![note(&clue, clue.trust)] }
}

/// The full date in the opening of a text, with what stands before it: `LATAKIA, 15 October 2025 —`.
fn dateline(text: &str, order: Order) -> Option<(Moment, &str)> {
    let opening = text.trim_start().lines().next()?;
    let opening = &opening[..opening.floor_char_boundary(OPENING)];
    let first = written::find(opening, order).into_iter().next()?;
    let stands_first = opening[..first.start].split_whitespace().count() <= 5;
    (stands_first && first.moment.date().is_some()).then(|| (first.moment, &opening[..first.end]))
}

fn publish(clue: &Clue, weight: f32) -> Published {
    Published {
        start: clue.moment.start,
        precision: clue.moment.precision,
        offset_minutes: clue.moment.offset,
        source: clue.source,
        evidence: clue.evidence.clone(),
        confidence: weight.clamp(0.0, 1.0),
    }
}

fn note(clue: &Clue, weight: f32) -> Note {
    let role = match clue.role {
        Role::Published => "published",
        Role::Modified => "modified",
    };
    let text = format!("{} {role}, {:?} {weight:.2}: {}", clue.moment.start.date(), clue.source, clue.evidence);
    Note { about: "published", text }
}
