//! What of a paragraph and its neighbours tells whether it is of the story.
//!
//! Nothing here knows a site or a language, but for the marks. The names of the features and their weights are the table
//! of [`super::model`].

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use foldhash::{HashMap, HashMapExt};

use super::lines::Shape;
use super::marks::Mark;
use super::paragraphs::Paragraph;
use crate::extract::body::blocks::ends_sentence;
use crate::extract::body::similarity::bare;
use crate::lang::{Phrase, phrases as of_all_languages};

/// How many features a paragraph has.
pub(super) const COUNT: usize = 23;
/// Which feature tells that a paragraph is indented as most prose is.
pub(super) const INDENT: usize = 18;
/// Which feature tells that a paragraph is said more than once.
pub(super) const SAID: usize = 19;

/// The features of one paragraph, each about from 0 to 1.
pub(super) type Features = [f32; COUNT];

/// Words of what asks for consent or offers a subscription.
static OFFERS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::new(of_all_languages(Phrase::Offer)).expect("a short list of plain words makes an automaton")
});

/// Prose of so much weight is hardly the summary of another story.
const LONG: usize = 250;

/// The features of all paragraphs of a text.
pub(super) fn of(paragraphs: &[Paragraph], marks: &[Option<Mark>]) -> Vec<Features> {
    let text = Text::of(paragraphs, marks);
    (0..paragraphs.len()).map(|at| text.features(at)).collect()
}

/// A text, and what is known of it as a whole.
struct Text<'a> {
    paragraphs: &'a [Paragraph],
    marks: &'a [Option<Mark>],
    /// The indentation of most of its prose.
    indent: usize,
    /// How often each paragraph is said.
    times: HashMap<String, usize>,
    /// For each place how much prose stands above it, marks aside.
    prose_above: Vec<usize>,
    /// For each place how many lines of furniture stand above it.
    furniture_above: Vec<usize>,
    /// For each place whether a box was opened since the last long prose.
    in_box: Vec<bool>,
}

impl<'a> Text<'a> {
    fn of(paragraphs: &'a [Paragraph], marks: &'a [Option<Mark>]) -> Text<'a> {
        let is_prose = |at: usize| marks[at].is_none() && paragraphs[at].is_prose();
        let is_long = |at: usize| is_prose(at) && paragraphs[at].weight >= LONG;
        let mut by_indent: HashMap<usize, usize> = HashMap::new();
        let mut times: HashMap<String, usize> = HashMap::new();
        let (mut prose_above, mut furniture_above, mut in_box) = (vec![0], vec![0], Vec::new());
        let mut is_open = false;
        for (at, paragraph) in paragraphs.iter().enumerate() {
            *times.entry(bare(&paragraph.text)).or_default() += 1;
            let prose = if is_prose(at) { paragraph.weight } else { 0 };
            *by_indent.entry(paragraph.indent).or_default() += prose;
            prose_above.push(prose_above[at] + prose);
            furniture_above.push(furniture_above[at] + usize::from(marks[at].is_some_and(Mark::is_furniture)));
            in_box.push(is_open);
            is_open = !is_long(at)
                && (is_open || matches!(marks[at], Some(Mark::Aside | Mark::Comments | Mark::CommentForm)));
        }
        let most = by_indent.into_iter().max_by_key(|(indent, weight)| (*weight, usize::MAX - indent));
        let indent = most.map_or(0, |(indent, _)| indent);
        Text { paragraphs, marks, indent, times, prose_above, furniture_above, in_box }
    }

    fn features(&self, at: usize) -> Features {
        let paragraph = &self.paragraphs[at];
        let mark = self.marks[at];
        let flag = |holds: bool| f32::from(u8::from(holds));
        let is = |other: Mark| flag(mark == Some(other));
        let said = self.times.get(&bare(&paragraph.text)).copied().unwrap_or(1);
        let whole = self.prose_above[self.paragraphs.len()].max(1) as f32;
        let is_sentence = ends_sentence(&paragraph.text);
        [
            1.0,
            ((1 + paragraph.weight) as f32).ln() / 7.0,
            flag(paragraph.is_prose()),
            flag(is_sentence),
            flag(paragraph.shape == Shape::Item),
            is(Mark::Control),
            is(Mark::Aside),
            is(Mark::Pointer),
            is(Mark::Notice),
            is(Mark::Refrain),
            is(Mark::Credit),
            self.prose(at.saturating_sub(3)..at),
            self.prose(at + 1..at + 4),
            self.prose(at.saturating_sub(12)..at),
            self.prose(at + 1..at + 13),
            self.furniture(at.saturating_sub(5)..at),
            self.furniture(at + 1..at + 6),
            flag(self.in_box[at]),
            flag(paragraph.indent == self.indent),
            flag(said > 1),
            self.prose_above[at] as f32 / whole,
            (OFFERS.find_iter(&paragraph.text.to_lowercase()).count().min(6) as f32) / 3.0,
            (paragraph.text.matches([',', '，', '、', '،', '"', '“', '„', '«']).count().min(6) as f32) / 6.0,
        ]
    }

    /// How much prose stands at these places; much is 1.
    fn prose(&self, range: std::ops::Range<usize>) -> f32 {
        let (start, end) = (range.start.min(self.marks.len()), range.end.min(self.marks.len()));
        let weight = self.prose_above[end] - self.prose_above[start];
        (weight as f32 / (120 * range.len().max(1)) as f32).min(1.0)
    }

    /// Which share of these places is furniture.
    fn furniture(&self, range: std::ops::Range<usize>) -> f32 {
        let (start, end) = (range.start.min(self.marks.len()), range.end.min(self.marks.len()));
        (self.furniture_above[end] - self.furniture_above[start]) as f32 / 5.0
    }
}
