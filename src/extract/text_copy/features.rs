//! What of a paragraph and its neighbours tells whether it is of the story.
//!
//! Nothing here knows a site or a language, but for the marks. The weights are those of [`super::model`].

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use foldhash::{HashMap, HashMapExt};

use super::bylines::{ends_in_credit, is_name, names_writer_or_day};
use super::lines::Shape;
use super::marks::Mark;
use super::model::{ParagraphFeatures, flag};
use super::paragraphs::Paragraph;
use crate::extract::body::blocks::ends_sentence;
use crate::extract::body::similarity::bare;
use crate::lang::{Phrase, phrases as of_all_languages};

/// Which feature tells that a paragraph is indented as most prose is.
pub(super) const INDENT: usize = 18;
/// Which feature tells that a paragraph is said more than once.
pub(super) const SAID: usize = 19;

/// Words of what asks for consent or offers a subscription.
static OFFERS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::new(of_all_languages(Phrase::Offer)).expect("a short list of plain words makes an automaton")
});

/// Prose of this weight or more is hardly the summary of another story.
const LONG: usize = 250;

/// The features of all paragraphs of a text.
pub(super) fn of(paragraphs: &[Paragraph], marks: &[Option<Mark>]) -> Vec<ParagraphFeatures> {
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
    /// For each place how many lines above it are hardly more than a byline or a day.
    dated_above: Vec<usize>,
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
        let mut dated_above = vec![0];
        let mut is_open = false;
        for (at, paragraph) in paragraphs.iter().enumerate() {
            *times.entry(bare(&paragraph.text)).or_default() += 1;
            let prose = if is_prose(at) { paragraph.weight } else { 0 };
            *by_indent.entry(paragraph.indent).or_default() += prose;
            prose_above.push(prose_above[at] + prose);
            furniture_above.push(furniture_above[at] + usize::from(marks[at].is_some_and(Mark::is_furniture)));
            dated_above.push(dated_above[at] + usize::from(is_dated(paragraph)));
            in_box.push(is_open);
            is_open = !is_long(at)
                && (is_open || matches!(marks[at], Some(Mark::Aside | Mark::Comments | Mark::CommentForm)));
        }
        let most = by_indent.into_iter().max_by_key(|(indent, weight)| (*weight, usize::MAX - indent));
        let indent = most.map_or(0, |(indent, _)| indent);
        Text { paragraphs, marks, indent, times, prose_above, furniture_above, dated_above, in_box }
    }

    fn features(&self, at: usize) -> ParagraphFeatures {
        let paragraph = &self.paragraphs[at];
        let (mark, text) = (self.marks[at], &*paragraph.text);
        let is = |other: Mark| flag(mark == Some(other));
        let said = self.times.get(&bare(text)).copied().unwrap_or(1);
        let whole = self.prose_above[self.paragraphs.len()].max(1) as f32;
        let commas = text.matches([',', '，', '、', '،', '"', '“', '„', '«']).count();
        [
            ("constant", 1.0),
            ("weight", ((1 + paragraph.weight) as f32).ln() / 7.0),
            ("prose", flag(paragraph.is_prose())),
            ("sentence", flag(ends_sentence(text))),
            ("item", flag(paragraph.shape == Shape::Item)),
            ("control", flag(matches!(mark, Some(Mark::Control | Mark::Interruption)))),
            ("aside", is(Mark::Aside)),
            ("pointer", is(Mark::Pointer)),
            ("notice", is(Mark::Notice)),
            ("refrain", is(Mark::Refrain)),
            ("credit", is(Mark::Credit)),
            ("prose above, 3", self.prose(at.saturating_sub(3)..at)),
            ("prose below, 3", self.prose(at + 1..at + 4)),
            ("prose above, 12", self.prose(at.saturating_sub(12)..at)),
            ("prose below, 12", self.prose(at + 1..at + 13)),
            ("furniture above", self.count(&self.furniture_above, at.saturating_sub(5)..at) / 5.0),
            ("furniture below", self.count(&self.furniture_above, at + 1..at + 6) / 5.0),
            ("in box", flag(self.in_box[at])),
            ("indent of prose", flag(paragraph.indent == self.indent)),
            ("said before", flag(said > 1)),
            ("place", self.prose_above[at] as f32 / whole),
            ("offers", (OFFERS.find_iter(&text.to_lowercase()).count().min(6) as f32) / 3.0),
            ("commas", commas.min(6) as f32 / 6.0),
            ("heading", flag(matches!(paragraph.shape, Shape::Heading(_)))),
            ("dated", flag(is_dated(paragraph))),
            ("ends in credit", flag(ends_in_credit(text))),
            ("dates above", self.count(&self.dated_above, at.saturating_sub(4)..at) / 4.0),
            ("dates below", self.count(&self.dated_above, at + 1..at + 5) / 4.0),
            ("teaser", flag(text.ends_with(['…', '.']) && text.trim_end_matches(['…', '.']).len() + 3 <= text.len())),
            ("colon", flag(text.ends_with([':', '：']))),
            ("short", flag(paragraph.weight < 30)),
            ("name", flag(is_name(text))),
            ("capitals", capitals(paragraph)),
        ]
    }

    /// How much prose stands at these places; much is 1.
    fn prose(&self, range: std::ops::Range<usize>) -> f32 {
        let (start, end) = (range.start.min(self.marks.len()), range.end.min(self.marks.len()));
        let weight = self.prose_above[end] - self.prose_above[start];
        (weight as f32 / (120 * range.len().max(1)) as f32).min(1.0)
    }

    /// How many of these places are of a kind that was counted from the top.
    fn count(&self, above: &[usize], range: std::ops::Range<usize>) -> f32 {
        let (start, end) = (range.start.min(self.marks.len()), range.end.min(self.marks.len()));
        (above[end] - above[start]) as f32
    }
}

/// Whether a short line is hardly more than a byline or a day.
fn is_dated(paragraph: &Paragraph) -> bool {
    paragraph.weight < 100 && names_writer_or_day(&paragraph.text)
}

/// The share of the words of a short line that have a capital.
fn capitals(paragraph: &Paragraph) -> f32 {
    /// In lines longer than this capitals tell nothing.
    const LONGEST: usize = 150;
    if paragraph.weight > LONGEST {
        return 0.0;
    }
    let words = || paragraph.text.split_whitespace().filter(|word| word.starts_with(char::is_alphabetic));
    words().filter(|word| word.starts_with(char::is_uppercase)).count() as f32 / words().count().max(3) as f32
}
