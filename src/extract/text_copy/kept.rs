//! Which lines between the headline and the end of the story are of it: bylines, captions, teasers and labels stand among its
//! paragraphs.

use std::ops::Range;

use super::bylines::{ends_in_credit, is_name, names_writer_or_day};
use super::lines::Shape;
use super::marks::Mark;
use super::model::{LineFeatures, flag};
use super::runs::Text;
use crate::extract::body::blocks::ends_sentence;
use crate::extract::body::similarity::Terms;

/// A story between its headline and its end.
pub(super) struct Story<'a> {
    text: Text<'a>,
    /// The first line after the headline, and the end.
    range: Range<usize>,
    /// The runs of prose that are the story.
    parts: &'a [Range<usize>],
    /// The words of its paragraphs.
    terms: Terms,
    /// How many short lines stand between two paragraphs, as headings do.
    headings: usize,
}

impl<'a> Story<'a> {
    /// The story that stands in this range and has these parts.
    pub(super) fn new(text: Text<'a>, range: Range<usize>, parts: &'a [Range<usize>]) -> Story<'a> {
        /// From how many of its first paragraphs the story's words are taken.
        const PARAGRAPHS: usize = 12;
        let prose = parts.iter().flat_map(Clone::clone).filter(|at| text.paragraphs[*at].is_prose());
        // Paragraphs are cut short, so that all of them count.
        let words: String = prose.take(PARAGRAPHS).map(|at| opening(&text.paragraphs[at].text)).collect();
        let mut story = Story { text, range, parts, terms: Terms::of(&words), headings: 0 };
        story.headings = story.range.clone().filter(|at| story.is_heading(*at)).count();
        story
    }

    /// Whether a line stands between two paragraphs and is none: a heading, a caption.
    pub(super) fn is_heading(&self, at: usize) -> bool {
        let is_prose = |at: usize| self.range.contains(&at) && self.text.paragraphs[at].is_prose();
        let line = &self.text.paragraphs[at];
        let is_short = !line.is_prose() && !ends_sentence(&line.text) && self.text.marks[at].is_none();
        is_short && at > self.range.start && is_prose(at - 1) && is_prose(at + 1)
    }

    /// Whether a line is in a run of prose that is the story.
    pub(super) fn is_inside(&self, at: usize) -> bool {
        self.parts.iter().any(|part| part.contains(&at))
    }

    /// What is known of a line.
    pub(super) fn features(&self, at: usize) -> LineFeatures {
        let Text { paragraphs, marks, odds, features } = self.text;
        let (paragraph, line) = (&paragraphs[at], &*paragraphs[at].text);
        let first = self.parts.first().map_or(self.range.start, |part| part.start);
        let is_prose = |at: usize| self.range.contains(&at) && paragraphs[at].is_prose();
        let is_item = |at: usize| self.range.contains(&at) && paragraphs[at].shape == Shape::Item;
        let is_sentence = ends_sentence(line);
        let above = at.checked_sub(1).unwrap_or(self.range.end);
        let is_between = is_prose(above) && is_prose(at + 1);
        let mean = |range: Range<usize>| {
            let within = range.start.max(self.range.start)..range.end.min(self.range.end);
            within.clone().map(|at| odds[at]).sum::<f32>() / (4 * within.len().max(1)) as f32
        };
        let near = |places: usize| 1.0 / (1.0 + places as f32);
        let shared = Terms::of(line).contained(&self.terms);
        [
            ("constant", 1.0),
            ("odds", odds[at] / 4.0),
            ("odds above", mean(at.saturating_sub(3)..at)),
            ("odds below", mean(at + 1..at + 4)),
            ("inside", flag(self.is_inside(at))),
            ("prose", flag(paragraph.is_prose())),
            ("sentence", flag(is_sentence)),
            ("weight", ((1 + paragraph.weight) as f32).ln() / 7.0),
            ("heading", flag(matches!(paragraph.shape, Shape::Heading(_)))),
            ("item", flag(is_item(at))),
            ("item among items", flag(is_item(at) && (is_item(above) || is_item(at + 1)))),
            ("dated", flag(paragraph.weight < 100 && names_writer_or_day(line))),
            ("credit", flag(marks[at] == Some(Mark::Credit))),
            ("ends in credit", flag(ends_in_credit(line))),
            // The heading of a section is said in the table of contents, too.
            ("said before", if self.is_heading(at) { 0.0 } else { features[at][super::features::SAID].1 }),
            ("shared words", shared),
            ("shared words, short", shared * flag(!paragraph.is_prose())),
            ("between prose", flag(is_between && !paragraph.is_prose() && !is_sentence)),
            ("one of several headings", flag(self.headings > 1 && self.is_heading(at))),
            ("name", flag(is_name(line))),
            ("short", flag(paragraph.weight < 25)),
            ("before the prose", flag(at < first)),
            ("sentence before the prose", flag(at < first && is_sentence)),
            ("near the headline", near(at - self.range.start.min(at))),
            ("near the end", near(self.range.end.saturating_sub(at + 1))),
            ("colon", flag(line.ends_with([':', '：']))),
            ("gap", flag(paragraph.gap > 1)),
            ("indent of prose", features[at][super::features::INDENT].1),
        ]
    }
}

/// The opening of a paragraph, and a space.
fn opening(text: &str) -> String {
    format!("{} ", &text[..text.floor_char_boundary(160)])
}
