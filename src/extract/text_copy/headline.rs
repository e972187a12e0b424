//! The headline of a text: of the short lines above the story the one that the story is about.
//!
//! A page kept as text shows no sizes of letters. What tells its headline is that its words come back in the story, that
//! it stands right above it (with the byline, the day, a standfirst between), and that it is said twice: in the path of
//! the site, in the box to share it.

use std::ops::Range;

use foldhash::{HashMap, HashMapExt};

use super::lines::Shape;
use super::marks::Mark;
use super::model::{self, HeadlineFeatures};
use super::paragraphs::Paragraph;
use super::runs::Text;
use crate::extract::body::blocks::ends_sentence;
use crate::extract::body::phrases;
use crate::extract::body::similarity::{Terms, bare};
use crate::extract::date;

/// A headline and its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Headline {
    /// Which paragraph it is; the last, where it is said twice on end.
    pub(super) at: usize,
    /// Log-odds of being it.
    pub(super) odds: f32,
}

/// The headline of the story that begins with its first run and has this main part.
pub(super) fn find(text: Text, first: &Range<usize>, main: &Range<usize>) -> Option<Headline> {
    /// Below this a line is no headline.
    const CLAIM: f32 = -3.0;
    let scored = candidates(text, first, main)
        .into_iter()
        .map(|(at, features)| Headline { at, odds: model::headline(&features) });
    let best = scored.reduce(|best, next| if next.odds >= best.odds { next } else { best })?;
    (best.odds >= CLAIM).then_some(best)
}

/// The lines that may be the headline, with their features.
pub(super) fn candidates(text: Text, first: &Range<usize>, main: &Range<usize>) -> Vec<(usize, HeadlineFeatures)> {
    /// So far above the story its headline may stand.
    const FAR: usize = 80;
    /// So many paragraphs of the story may stand above it: teasers, a notice.
    const BELOW: usize = 4;
    let paragraphs = text.paragraphs;
    let range = first.start.saturating_sub(FAR)..(main.start + BELOW).min(paragraphs.len());
    let (from, to) = (range.start.saturating_sub(40), (range.end + 80).min(paragraphs.len()));
    let opening = |range: &Range<usize>| {
        paragraphs[range.clone()].iter().take(8).map(|p| format!("{} ", p.text)).collect::<String>()
    };
    let story = Story {
        text,
        start: first.start,
        terms: Terms::of(&format!("{}{}", opening(first), if main == first { String::new() } else { opening(main) })),
        times: times(paragraphs),
        bare: paragraphs[from..to].iter().map(|paragraph| bare(&paragraph.text)).collect(),
        from,
    };
    let is_candidate = |at: &usize| text.marks[*at].is_none() && may_be(&paragraphs[*at]);
    range.filter(is_candidate).map(|at| (at, story.features(at))).collect()
}

/// The headline at this place as a reader sees it: without the number of a list, and with the kicker above it where a
/// colon joins them.
pub(super) fn shown(paragraphs: &[Paragraph], at: usize) -> String {
    let text = without_number(&paragraphs[at].text);
    let kicker = at.checked_sub(1).map(|above| paragraphs[above].text.trim_end());
    match (kicker, text.strip_prefix(':')) {
        (Some(kicker), Some(rest)) => format!("{}: {}", kicker.trim_end_matches([' ', ':']), rest.trim_start()),
        _ => text.trim_start_matches([':', ' ']).to_owned(),
    }
}

/// A line without the numbers and signs of lists that stand before it: "4. Pier opens", "3. 4. # Pier opens".
fn without_number(line: &str) -> &str {
    let mut rest = line;
    while let Some((number, behind)) = rest.split_once(". ").filter(|(number, _)| (1..=2).contains(&number.len())) {
        if !number.bytes().all(|byte| byte.is_ascii_digit()) {
            break;
        }
        rest = behind.trim_start_matches(['#', ' ']);
    }
    if rest.is_empty() { line } else { rest }
}

/// How often each line is said.
fn times(paragraphs: &[Paragraph]) -> HashMap<String, usize> {
    let mut times = HashMap::new();
    for paragraph in paragraphs.iter().filter(|paragraph| paragraph.weight < 300) {
        *times.entry(bare(&paragraph.text)).or_default() += 1;
    }
    times
}

/// Whether a line has the length of a headline, and is neither byline nor day.
fn may_be(paragraph: &Paragraph) -> bool {
    let letters = paragraph.text.chars().filter(|c| c.is_alphabetic()).count();
    (8..=240).contains(&paragraph.weight) && letters >= 4 && !names_writer_or_day(&paragraph.text)
}

/// Whether a line is hardly more than a byline or a day.
pub(super) fn names_writer_or_day(text: &str) -> bool {
    /// Words of a byline, and letters beside a day.
    const WORDS: usize = 7;
    const LETTERS: usize = 32;
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    phrases::opens_as_byline(text) && text.split_whitespace().count() <= WORDS
        || letters < LETTERS && date::names_day(text)
}

/// A story whose headline is looked for.
struct Story<'a> {
    text: Text<'a>,
    /// Where it begins.
    start: usize,
    /// The words of its opening.
    terms: Terms,
    /// How often each line of the text is said.
    times: HashMap<String, usize>,
    /// The letters of the lines around, from this one on.
    bare: Vec<String>,
    from: usize,
}

impl Story<'_> {
    fn features(&self, at: usize) -> HeadlineFeatures {
        let Text { paragraphs, marks, features, .. } = self.text;
        let paragraph = &paragraphs[at];
        let flag = |holds: bool| f32::from(u8::from(holds));
        let weight = paragraph.weight;
        let is_sentence = ends_sentence(&paragraph.text) && !paragraph.text.ends_with(['?', '!', '"', '”', '»', '“']);
        let said = self.times.get(&bare(&paragraph.text)).copied().unwrap_or(1);
        let is_byline = |at: usize| paragraphs.get(at).is_some_and(|paragraph| names_writer_or_day(&paragraph.text));
        let between = at + 1..self.start.max(at + 1);
        let furniture = between.clone().filter(|at| marks[*at].is_some_and(Mark::is_furniture)).count() as f32;
        let lines = between.len() as f32;
        let above = at.checked_sub(1);
        let own = bare(&paragraph.text);
        let window = at.saturating_sub(40)..(at + 80).min(paragraphs.len());
        let others = || window.clone().filter(|other| *other != at && paragraphs[*other].weight < 300 && weight >= 20);
        let is_echoed = others().any(|other| {
            self.bare[other - self.from].len() > own.len() && self.bare[other - self.from].ends_with(&own)
        });
        let holds_other = others().any(|other| {
            own.len() > self.bare[other - self.from].len()
                && self.bare[other - self.from].len() >= 20
                && own.ends_with(&self.bare[other - self.from])
        });
        let rival = (at.saturating_sub(4)..at)
            .filter(|at| marks[*at].is_none() && bare(&paragraphs[*at].text) != bare(&paragraph.text));
        let rival = rival
            .map(|at| Terms::of(&paragraphs[at].text).contained(&self.terms) * flag(paragraphs[at].weight >= 20))
            .fold(0.0, f32::max);
        let terms = Terms::of(&paragraph.text);
        [
            1.0,
            flag(weight < 15),
            flag((15..25).contains(&weight)),
            flag((130..170).contains(&weight)),
            flag(weight >= 170),
            flag(is_sentence),
            flag(paragraph.shape == Shape::Heading(1)),
            flag(paragraph.shape == Shape::Heading(2)),
            flag(paragraph.shape == Shape::Item),
            terms.contained(&self.terms),
            rival,
            flag(said == 2 || said == 3),
            flag(said > 3),
            flag(is_byline(at + 1) || is_byline(at + 2)),
            flag(is_byline(at + 3) || is_byline(at + 4)),
            (1.0 + lines).ln(),
            flag(lines <= 3.0),
            flag(lines > 12.0),
            (1.0 + furniture).ln(),
            flag(at >= self.start) * (1.0 + at.saturating_sub(self.start) as f32),
            flag(above.is_some_and(|above| marks[above].is_some() || paragraphs[above].weight < 25)),
            flag(paragraph.gap > 0 && paragraphs.get(at + 1).is_some_and(|next| next.gap > 0)),
            1.0 - features[at][super::features::INDENT],
            flag(is_echoed),
            flag(holds_other),
        ]
    }
}
