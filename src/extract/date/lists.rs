//! Many dates in one page: those of lists of other stories, of which none is the page's.

use std::collections::BTreeSet;

use super::clue::Clue;
use super::weigh;
use crate::extract::page::dom::{Dom, NodeId};
use crate::model::DateSource;

/// Of `time` elements far from the headline a single day is the page's; several are those of a list.
pub(super) fn devalue(found: &mut [Clue]) {
    let is_far = |clue: &Clue| {
        clue.source == DateSource::TimeElement
            && clue.trust <= weigh::TIME_FAR
            && clue.trust < weigh::MICRODATA_ELSEWHERE
    };
    let is_list = days(found, is_far) > 1;
    for clue in found.iter_mut().filter(|clue| is_far(clue)) {
        clue.trust = if is_list { weigh::LISTED } else { weigh::TIME_FAR };
    }
}

/// How many different days the clues of a kind tell.
fn days(found: &[Clue], is_of_kind: impl Fn(&Clue) -> bool) -> usize {
    let days = found.iter().filter(|clue| is_of_kind(clue)).map(|clue| clue.moment.start.date());
    days.collect::<BTreeSet<_>>().len()
}

/// Of the days in boxes beside the article: the one of the nearest box that names no other day.
pub(super) fn beside(dom: &Dom, headline: Option<NodeId>, clues: &[(NodeId, Clue)]) -> Option<Clue> {
    let days =
        |above: NodeId| clues.iter().filter(move |(other, _)| *other == above).map(|(_, clue)| clue.moment.date());
    let is_single = |above: NodeId| {
        let first = days(above).next().flatten();
        days(above).all(|day| day == first)
    };
    let distance = |above: NodeId| headline.map_or(0, |headline| headline.abs_diff(above));
    let single = clues.iter().filter(|(above, _)| is_single(*above));
    let (_, clue) = single.min_by_key(|(above, _)| (distance(*above), dom.nodes[*above].depth))?;
    let trust = if clue.modified { weigh::WRITTEN_AS_CHANGED } else { weigh::BESIDE };
    Some(Clue { trust, ..clue.clone() })
}

/// Of the days far from the headline: one that is called the day of publication, or else the only one that stands
/// written by itself. Of several days none is more likely than the others.
pub(super) fn elsewhere(mut clues: Vec<Clue>) -> Vec<Clue> {
    let is_published = |clue: &Clue| clue.trust == weigh::WRITTEN_AS_PUBLISHED;
    if clues.iter().any(is_published) {
        clues.retain(is_published);
        return clues;
    }
    if clues.iter().any(|clue| !clue.modified) {
        clues.retain(|clue| !clue.modified);
    }
    if clues.iter().any(|clue| clue.moment.date() != clues[0].moment.date()) {
        clues.clear();
    }
    clues.truncate(1);
    clues
}
