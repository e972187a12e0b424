//! Reading a text that may be a page kept as text: the recipe.

use std::ops::Range;

use foldhash::{HashSet, HashSetExt};

use super::headline;
use super::lines::{Shape, lines};
use super::marks::{Mark, mark};
use super::paragraphs::{Paragraph, paragraphs};
use super::story;
use crate::extract::body::blocks::ends_sentence;
use crate::extract::body::phrases;
use crate::extract::body::similarity::bare;
use crate::extract::extraction::Note;

/// What is read out of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::extract) struct TextCopy {
    /// The headline.
    pub(in crate::extract) title: Option<String>,
    /// The paragraphs of the story.
    pub(in crate::extract) body: Vec<String>,
    /// What readers wrote below it.
    pub(in crate::extract) comments: Vec<String>,
    /// Short lines near the headline that may tell the day, the nearest first.
    pub(in crate::extract) near: Vec<String>,
    /// What was left out, and why.
    pub(in crate::extract) notes: Vec<Note>,
}

/// Reads a text.
pub(in crate::extract) fn read(text: &str) -> TextCopy {
    let paragraphs = paragraphs(&lines(text));
    let marks: Vec<Option<Mark>> = paragraphs.iter().map(|paragraph| mark(&paragraph.text)).collect();
    let reading = Reading { paragraphs: &paragraphs, marks: &marks };
    if reading.is_of_a_page() { reading.page() } else { reading.manuscript() }
}

struct Reading<'a> {
    paragraphs: &'a [Paragraph],
    marks: &'a [Option<Mark>],
}

impl Reading<'_> {
    /// Whether the text was taken from a page: a form for comments, or several lines that are none of a story.
    fn is_of_a_page(&self) -> bool {
        /// A single one may be a line of a text of any kind.
        const SEVERAL: usize = 3;
        let furniture = self.furniture(0..self.marks.len());
        let mut distinct = HashSet::new();
        let several = furniture.filter(|at| distinct.insert(bare(&self.paragraphs[*at].text))).take(SEVERAL).count();
        several == SEVERAL || self.marks.contains(&Some(Mark::CommentForm))
    }

    fn furniture(&self, range: Range<usize>) -> impl Iterator<Item = usize> {
        range.filter(|at| self.marks[*at].is_some_and(Mark::is_furniture))
    }

    /// A text that is nothing but its writer's: all of it, its headline apart.
    fn manuscript(&self) -> TextCopy {
        let mut body: Vec<String> = self.paragraphs.iter().map(|paragraph| paragraph.text.clone()).collect();
        let title = self.opens_with_headline().then(|| body.remove(0));
        TextCopy { title, body, ..TextCopy::default() }
    }

    /// Whether the first line is a headline: short, no sentence, set off by an empty line from longer ones.
    fn opens_with_headline(&self) -> bool {
        let [first, second, ..] = self.paragraphs else { return false };
        let is_short = (2..=160).contains(&first.text.chars().count());
        second.gap > 0 && !ends_sentence(&first.text) && is_short && second.text.len() > first.text.len()
    }

    /// A page kept as text.
    fn page(&self) -> TextCopy {
        let story = story::find(self.paragraphs, self.marks);
        let headline = headline::find(self.paragraphs, self.marks, story.start, story.end);
        let begin = match &headline {
            Some(headline) => headline.at + 1,
            None if self.furniture(0..story.start).next().is_some() => story.start,
            None => 0,
        };
        let end = if self.furniture(story.end..self.marks.len()).next().is_some() {
            story.end.max(begin)
        } else {
            self.marks.len()
        };
        let mut notes = Vec::new();
        match &headline {
            Some(found) => notes.push(Note::new(
                "title",
                format!("the line above the story that is most like it ({:.1})", found.score),
            )),
            None => notes.push(Note::new("title", "no line above the story is like it".to_owned())),
        }
        self.tell(0..begin.saturating_sub(1), "above the headline", &mut notes);
        let body = self.body(begin, end, story.start, &mut notes);
        self.tell(end..self.marks.len(), "behind the story", &mut notes);
        let title = headline.as_ref().map(|headline| self.paragraphs[headline.at].text.clone());
        let near = self.near(headline.map_or(begin, |headline| headline.at), story.start, end);
        TextCopy { title, body, comments: Vec::new(), near, notes }
    }

    fn tell(&self, range: Range<usize>, why: &str, notes: &mut Vec<Note>) {
        if let Some(first) = self.paragraphs[range.clone()].first() {
            notes.push(Note::new(
                "body",
                format!("left out ({why}): {} lines from {}", range.len(), opening(&first.text)),
            ));
        }
    }

    /// The paragraphs of the story.
    fn body(&self, begin: usize, end: usize, story: usize, notes: &mut Vec<Note>) -> Vec<String> {
        let mut said: HashSet<String> = HashSet::new();
        let mut body = Vec::new();
        for at in begin..end {
            let paragraph = &self.paragraphs[at];
            let reason = match self.marks[at] {
                Some(mark) if mark != Mark::Credit || paragraph.weight < 200 => Some(mark.describe()),
                _ if at < story && (!ends_sentence(&paragraph.text) || phrases::is_byline(&paragraph.text)) => {
                    Some("a label before the text")
                }
                _ if paragraph.weight >= 30 && !said.insert(bare(&paragraph.text)) => Some("said before"),
                _ => None,
            };
            match reason {
                Some(reason) => {
                    notes.push(Note::new("body", format!("left out ({reason}): {}", opening(&paragraph.text))))
                }
                None => body.push(paragraph.text.clone()),
            }
        }
        body
    }

    /// Short lines around the headline and behind the story, the nearest to the headline first.
    fn near(&self, headline: usize, story: usize, end: usize) -> Vec<String> {
        let below = headline + 1..(story + 2).min(self.paragraphs.len());
        let above = headline.saturating_sub(6)..headline;
        let behind = end..(end + 12).min(self.paragraphs.len());
        let places = below.chain(above.rev()).chain(behind);
        let short = places
            .map(|at| &self.paragraphs[at])
            .filter(|paragraph| paragraph.weight < 120 && !matches!(paragraph.shape, Shape::Heading(1)));
        short.map(|paragraph| paragraph.text.clone()).collect()
    }
}

/// The opening of a text, for notes.
fn opening(text: &str) -> String {
    let end = text.floor_char_boundary(80);
    if end < text.len() { format!("{}…", &text[..end]) } else { text.to_owned() }
}
