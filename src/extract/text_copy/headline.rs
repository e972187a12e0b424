//! The headline of a text: of the short lines above the story the one that the story is about.
//!
//! A page kept as text shows no sizes of letters. What tells its headline is that its words come back in the story, that
//! it stands right above it (with the byline, the day, a standfirst between), and that it is said twice: in the path of
//! the site, in the box to share it. No weight is of any one site.

use foldhash::{HashMap, HashMapExt};

use super::lines::Shape;
use super::marks::Mark;
use super::paragraphs::Paragraph;
use crate::extract::body::blocks::ends_sentence;
use crate::extract::body::phrases;
use crate::extract::body::similarity::{Terms, bare};

/// A headline and its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Headline {
    /// Which paragraph it is; the last, where it is said twice on end.
    pub(super) at: usize,
    /// How sure it is, in points.
    pub(super) score: f32,
}

/// Below this a line is no headline.
const CLAIM: f32 = 1.5;

/// The headline of the story that begins at the paragraph `story`.
pub(super) fn find(paragraphs: &[Paragraph], marks: &[Option<Mark>], story: usize, end: usize) -> Option<Headline> {
    /// So far above the story its headline may stand.
    const FAR: usize = 60;
    /// So many paragraphs of the story may stand above it: teasers, a notice.
    const BELOW: usize = 4;
    let from = story.saturating_sub(FAR);
    let to = (story + BELOW).min(paragraphs.len());
    let times = times(paragraphs);
    let text: String = paragraphs[story..end].iter().take(12).map(|p| format!("{} ", p.text)).collect();
    let terms = Terms::of(&text);
    let score = |at: usize| {
        let own = of_itself(&paragraphs[at])? + of_words(&paragraphs[at].text, &terms);
        let said = times.get(&bare(&paragraphs[at].text)).copied().unwrap_or(1);
        let again = if said == 2 || said == 3 {
            1.5
        } else if said > 3 {
            -1.0
        } else {
            0.0
        };
        let distance = if at < story { (story - at) as f32 * 0.06 } else { 0.5 + (at - story) as f32 };
        Some(own + again + of_followers(paragraphs, at) - distance)
    };
    let scored = (from..to).filter(|at| marks[*at].is_none()).filter_map(|at| Some(Headline { at, score: score(at)? }));
    let best = scored.reduce(|best, next| if next.score >= best.score { next } else { best })?;
    (best.score >= CLAIM).then_some(best)
}

/// How often each line is said.
fn times(paragraphs: &[Paragraph]) -> HashMap<String, usize> {
    let mut times = HashMap::new();
    for paragraph in paragraphs.iter().filter(|paragraph| paragraph.weight < 300) {
        *times.entry(bare(&paragraph.text)).or_default() += 1;
    }
    times
}

/// What a line says for itself; `None` where it is none by its length.
fn of_itself(paragraph: &Paragraph) -> Option<f32> {
    let text = &paragraph.text;
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if !(8..=220).contains(&paragraph.weight) || letters < 4 || phrases::is_byline(text) {
        return None;
    }
    let length = match paragraph.weight {
        ..15 => -1.5,
        15..25 => 0.0,
        25..130 => 1.2,
        130..170 => 0.3,
        _ => -1.0,
    };
    let sentence = if ends_sentence(text) && !text.ends_with(['?', '!', '"', '”', '»', '“']) { -1.5 } else { 0.0 };
    let shape = match paragraph.shape {
        Shape::Heading(1) => 3.0,
        Shape::Heading(2) => 1.0,
        Shape::Heading(_) => 0.0,
        Shape::Item => -1.0,
        Shape::Plain => 0.0,
    };
    Some(length + sentence + shape)
}

/// What the words of a line have in common with the story.
fn of_words(text: &str, story: &Terms) -> f32 {
    let terms = Terms::of(text);
    terms.contained(story) * 3.0
}

/// What the lines below it say: a byline or a day stands near.
fn of_followers(paragraphs: &[Paragraph], at: usize) -> f32 {
    let below = paragraphs[at + 1..].iter().take(4);
    if below.into_iter().any(|paragraph| phrases::is_byline(&paragraph.text)) { 1.0 } else { 0.0 }
}
