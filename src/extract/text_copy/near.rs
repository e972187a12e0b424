//! The short lines that may tell the day, each with the place where it stands.

use std::ops::Range;

use super::bounds::Bounds;
use super::bylines::{ends_in_credit, names_writer_or_day};
use super::marks::Mark;
use super::paragraphs::Paragraph;
use super::runs::Text;
use crate::extract::body::blocks::ends_sentence;
use crate::extract::date::{NearLine, Place};

/// The lines of a page, those of the same place in order of their distance from the headline.
pub(super) fn near(text: Text, bounds: &Bounds) -> Vec<NearLine> {
    /// How many lines above the headline, and how many behind the story, may belong to it.
    const ABOVE: usize = 8;
    const BEHIND: usize = 12;
    // The days below are those of what readers wrote.
    let is_comments = |at: &usize| matches!(text.marks[*at], Some(Mark::Comments | Mark::CommentForm));
    let length = (bounds.end..text.marks.len()).find(is_comments).unwrap_or(text.marks.len());
    let paragraphs = text.paragraphs;
    let top = bounds.headline.as_ref().map_or(bounds.begin, |headline| headline.at);
    let above = top.saturating_sub(ABOVE)..top;
    let below = bounds.head();
    // Those of a box of other stories are theirs.
    let is_box = |at: &usize| text.marks[*at] == Some(Mark::Aside);
    let own = (bounds.end..(bounds.end + BEHIND).min(length)).find(is_box);
    let behind = bounds.end..own.unwrap_or((bounds.end + BEHIND).min(length));
    let mut near: Vec<NearLine> = below.clone().flat_map(|at| below_headline(text, at, bounds.first())).collect();
    let mut before = near_lines(paragraphs, above.clone(), Place::Above);
    before.reverse();
    near.append(&mut before);
    near.extend(near_lines(paragraphs, behind.clone(), Place::Behind));
    near.extend(near_lines(paragraphs, below.end..bounds.end, Place::Inside));
    near.extend(near_lines(paragraphs, 0..above.start, Place::Elsewhere));
    near.extend(near_lines(paragraphs, behind.end..length, Place::Elsewhere));
    near.retain(|line| !ends_in_credit(&line.text));
    near
}

/// A line under the headline. A day between a paragraph and a headline is that of another story.
fn below_headline(text: Text, at: usize, first: usize) -> Vec<NearLine> {
    let is_headline = |line: &Paragraph| {
        let is_other = ends_sentence(&line.text) || names_writer_or_day(&line.text) || ends_in_credit(&line.text);
        (20..150).contains(&line.weight) && !line.is_prose() && !is_other
    };
    let next = text.paragraphs.get(at + 1).filter(|_| text.marks[at + 1].is_none());
    let is_teaser = at > first && text.paragraphs[at - 1].is_prose() && next.is_some_and(is_headline);
    near_lines(text.paragraphs, at..at + 1, if is_teaser { Place::Inside } else { Place::Below })
}

/// The short lines of a range that have a digit.
pub(super) fn near_lines(paragraphs: &[Paragraph], range: Range<usize>, place: Place) -> Vec<NearLine> {
    /// A longer line is prose.
    const LONGEST: usize = 160;
    let is_short = |paragraph: &&Paragraph| paragraph.weight < LONGEST && paragraph.text.contains(char::is_numeric);
    let lines = paragraphs.iter().take(range.end).skip(range.start).filter(is_short);
    lines.map(|paragraph| NearLine { text: paragraph.text.clone(), place }).collect()
}
