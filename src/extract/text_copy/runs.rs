//! Runs of prose, and which of them are the story.
//!
//! A run is prose with hardly a line between its paragraphs. The heaviest run that looks like a story is its main part; what
//! follows a box, a heading or a picture is of the story too if it has weight, if the words of the main part come back
//! in it, and if little stands between. Choosing runs by their distance from a main one follows jusText (Pomikálek, 2011);
//! the weights are those of a logistic regression.

use std::ops::Range;

use foldhash::{HashSet, HashSetExt};

use super::bylines::{ends_in_credit, names_writer_or_day};
use super::features::{INDENT, SAID};
use super::marks::Mark;
use super::model::{ParagraphFeatures, RunFeatures, Weighing, flag};
use super::paragraphs::Paragraph;
use super::signature;
use crate::extract::body::blocks::{ends_sentence, needs_no_mark};
use crate::extract::body::similarity::Terms;
use crate::extract::date;

/// A run of prose.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Run {
    /// Its paragraphs, the first and the last prose.
    pub(super) range: Range<usize>,
    /// How much prose it holds.
    pub(super) weight: usize,
    /// How many paragraphs of prose.
    prose: usize,
}

/// A text cut into paragraphs, what its lines say they are, and how much each looks like the story.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text<'a> {
    pub(super) paragraphs: &'a [Paragraph],
    pub(super) marks: &'a [Option<Mark>],
    pub(super) features: &'a [ParagraphFeatures],
    /// Log-odds of being a paragraph of the story, from -4 to 4.
    pub(super) odds: &'a [f32],
}

/// The runs of prose that are the story, in their order, and which of them is its main part; none where there is no prose.
pub(super) fn story(text: Text, weights: &Weighing) -> Option<(Vec<Run>, usize)> {
    /// A run in doubt is kept: its lines are weighed one by one later.
    const DOUBT: f32 = -0.5;
    let (runs, main) = candidates(text)?;
    let words = words(text, &runs[main]);
    let is_own = |at: usize| weights.log_odds(&features(text, &runs, main, at, &words)) > DOUBT;
    let is_story = |at: usize| {
        at == main || is_own(at) && !(at > main && (is_summary(text, &runs, at) || is_signed(text, &runs, at)))
    };
    let chosen: Vec<usize> = (0..runs.len()).filter(|at| is_story(*at)).collect();
    let main = chosen.iter().position(|at| *at == main)?;
    Some((chosen.into_iter().map(|at| runs[at].clone()).collect(), main))
}

/// Whether a run is the summary of another story: below the opening of a box it says again what the headline right above it says.
fn is_summary(text: Text, runs: &[Run], at: usize) -> bool {
    /// The share of the headline's words that come back.
    const SHARE: f32 = 0.6;
    let start = runs[at].range.start;
    let Some(above) = start.checked_sub(1) else { return false };
    let headline = &text.paragraphs[above];
    let is_headline = text.marks[above].is_none() && !headline.is_prose() && !ends_sentence(&headline.text);
    let words = Terms::of(&headline.text);
    is_headline
        && words.len() > 1
        && Neighbours::of(text, runs, at).boxes > 0
        && words.contained(&Terms::of(&text.paragraphs[start].text)) >= SHARE
}

/// Whether a run is another story, with a headline, its writer and its day above it.
fn is_signed(text: Text, runs: &[Run], at: usize) -> bool {
    let Text { paragraphs, marks, .. } = text;
    let above = runs[at - 1].range.end..runs[at].range.start;
    let is_headline = |at: usize| {
        let line = &paragraphs[at];
        marks[at].is_none() && line.weight >= 12 && !line.is_prose() && !names_writer_or_day(&line.text)
    };
    let has_day = || above.clone().any(|at| paragraphs[at].weight < 100 && date::names_day(&paragraphs[at].text));
    let signature = || signature::of(paragraphs, above.clone());
    has_day() && signature().is_some_and(|signed| (above.start..signed.lines.start).any(is_headline))
}

/// All runs of prose, and which of them is the main part of the story.
fn candidates(text: Text) -> Option<(Vec<Run>, usize)> {
    let runs = runs(text);
    let main = (0..runs.len())
        .reduce(|best, next| if worth(text, &runs[next]) > worth(text, &runs[best]) { next } else { best })?;
    Some((runs, main))
}

/// What is known of each run beside the main one.
#[cfg(test)]
pub(super) fn beside(text: Text) -> Vec<(Range<usize>, RunFeatures)> {
    let Some((runs, main)) = candidates(text) else { return Vec::new() };
    let words = words(text, &runs[main]);
    let others = (0..runs.len()).filter(|at| *at != main);
    others.map(|at| (runs[at].range.clone(), features(text, &runs, main, at, &words))).collect()
}

/// Cuts a text into runs.
fn runs(text: Text) -> Vec<Run> {
    /// How many short lines may be between two paragraphs of a run: headings, captions.
    const BETWEEN: usize = 2;
    let mut runs: Vec<Run> = Vec::new();
    let is_parting = |at: usize| text.marks[at].is_some_and(|mark| mark.is_furniture() && !mark.interrupts());
    let is_interruption = |at: &usize| text.marks[*at].is_some_and(Mark::interrupts);
    let between = |run: &Run, at: usize| at - run.range.end - (run.range.end..at).filter(is_interruption).count();
    let is_prose = |at: &usize| text.marks[*at].is_none() && text.paragraphs[*at].is_prose();
    for at in (0..text.paragraphs.len()).filter(is_prose) {
        let weight = text.paragraphs[at].weight;
        match runs.last_mut().filter(|run| between(run, at) <= BETWEEN && !(run.range.end..at).any(is_parting)) {
            Some(run) => {
                run.range.end = at + 1;
                run.weight += weight;
                run.prose += 1;
            }
            None => runs.push(Run { range: at..at + 1, weight, prose: 1 }),
        }
    }
    for run in &mut runs {
        run.range.end += short_sentences(text, run.range.end);
    }
    runs
}

/// How many lines right behind a run are short sentences, its last words, and what interrupts them.
fn short_sentences(text: Text, from: usize) -> usize {
    /// Letters of the shortest: "It rained."
    const SHORTEST: usize = 8;
    let is_sentence = |line: &Paragraph| {
        let is_said = ends_sentence(&line.text) && !line.text.ends_with([':', '：', '…']);
        let has_words = line.text.contains(' ') || needs_no_mark(&line.text);
        line.weight >= SHORTEST && is_said && has_words && !line.is_prose()
    };
    let is_last = |at: &usize| {
        let line = &text.paragraphs[*at];
        text.marks[*at].is_none()
            && is_sentence(line)
            && !names_writer_or_day(&line.text)
            && !ends_in_credit(&line.text)
    };
    let is_interruption = |at: &usize| text.marks[*at].is_some_and(Mark::interrupts);
    let behind = (from..text.paragraphs.len()).take_while(|at| is_last(at) || is_interruption(at));
    behind.filter(is_last).last().map_or(0, |last| last + 1 - from)
}

fn mean_odds(text: Text, run: &Run) -> f32 {
    text.odds[run.range.clone()].iter().sum::<f32>() / run.range.len() as f32
}

/// What a run is worth as the main part.
fn worth(text: Text, run: &Run) -> f32 {
    run.weight as f32 * mean_odds(text, run).exp()
}

/// The words of a run that are of its subject: long ones, and those with capitals.
fn words<'a>(text: Text<'a>, run: &Run) -> HashSet<&'a str> {
    let mut words = HashSet::new();
    for paragraph in &text.paragraphs[run.range.clone()] {
        words.extend(paragraph.text.split(|c: char| !c.is_alphanumeric()).filter(|word| is_of_subject(word)));
    }
    words
}

fn is_of_subject(word: &str) -> bool {
    let letters = word.chars().take(5).count();
    letters >= 5 || letters >= 3 && word.starts_with(char::is_uppercase)
}

fn features(text: Text, runs: &[Run], main: usize, at: usize, main_words: &HashSet<&str>) -> RunFeatures {
    let (run, main_run) = (&runs[at], &runs[main]);
    let is_after = run.range.start > main_run.range.start;
    let between = if is_after { main_run.range.end..run.range.start } else { run.range.end..main_run.range.start };
    let own = words(text, run);
    let shared = own.iter().filter(|word| main_words.contains(*word)).count() as f32 / own.len().max(3) as f32;
    let count = |test: fn(Mark) -> bool| between.clone().filter(|at| text.marks[*at].is_some_and(test)).count() as f32;
    let opens_box = |mark: Mark| matches!(mark, Mark::Aside | Mark::Comments | Mark::CommentForm);
    let mean =
        |feature: usize| run.range.clone().map(|at| text.features[at][feature].1).sum::<f32>() / run.range.len() as f32;
    let after = f32::from(u8::from(is_after));
    let near = Neighbours::of(text, runs, at);
    [
        ("constant", 1.0),
        ("weight of a paragraph", ((1 + run.weight / run.prose) as f32).ln() / 7.0),
        ("weight", (1.0 + run.weight as f32 / main_run.weight as f32).ln()),
        ("after", after),
        ("shared words", shared),
        ("shared words after", shared * after),
        ("furniture between", (1.0 + count(Mark::is_furniture)).ln()),
        ("boxes between", (1.0 + count(opens_box)).ln() * after),
        ("lines between", (1.0 + between.len() as f32).ln() * after),
        ("indent of prose", mean(INDENT)),
        ("odds", mean_odds(text, run) / 4.0),
        ("said before", mean(SAID)),
        ("lines between before", (1.0 + between.len() as f32).ln() * (1.0 - after)),
        ("alone", f32::from(u8::from(run.prose == 1))),
        ("headline above", flag(near.headlines == 1)),
        ("headlines above", flag(near.headlines > 1) * after),
        ("day beside", flag(near.is_dated)),
        ("gaps as in the main part", 1.0 - (gaps(text, run) - gaps(text, main_run)).abs()),
        ("form between", flag(count(|mark| matches!(mark, Mark::Comments | Mark::CommentForm)) > 0.0) * after),
        ("box since the last run", flag(near.boxes > 0) * after),
        ("lines since the last run", (1.0 + near.lines as f32).ln() * after),
        ("furniture below", flag(near.furniture_below)),
        ("prose below", (1.0 + near.prose_below as f32 / main_run.weight as f32).ln() * after),
        ("teaser", flag(near.is_teaser)),
    ]
}

/// The share of the paragraphs of a run that an empty line sets off.
fn gaps(text: Text, run: &Run) -> f32 {
    let paragraphs = &text.paragraphs[run.range.clone()];
    paragraphs.iter().filter(|paragraph| paragraph.gap > 0).count() as f32 / paragraphs.len() as f32
}

/// What stands around a run.
struct Neighbours {
    /// How many lines like headlines stand right above it, one under the other.
    headlines: usize,
    /// Whether a day stands right above or below it.
    is_dated: bool,
    /// Since the run before: openings of boxes, and lines.
    boxes: usize,
    lines: usize,
    /// Whether furniture stands right below it.
    furniture_below: bool,
    /// The weight of all runs below.
    prose_below: usize,
    /// Whether it is one paragraph between a headline and another.
    is_teaser: bool,
}

impl Neighbours {
    fn of(text: Text, runs: &[Run], at: usize) -> Neighbours {
        let Text { paragraphs, marks, .. } = text;
        let range = &runs[at].range;
        let last = at.checked_sub(1).map_or(0, |last| runs[last].range.end);
        let is_headline = |at: usize| {
            let line = &paragraphs[at];
            marks[at].is_none() && (18..150).contains(&line.weight) && !line.is_prose() && !ends_sentence(&line.text)
        };
        let headlines = (last..range.start).rev().take_while(|at| is_headline(*at)).count();
        let is_day = |at: usize| paragraphs[at].weight < 100 && names_writer_or_day(&paragraphs[at].text);
        let below = range.end..(range.end + 2).min(paragraphs.len());
        let is_box = |at: &usize| matches!(marks[*at], Some(Mark::Aside | Mark::Comments | Mark::CommentForm));
        Neighbours {
            headlines,
            is_dated: (range.start.saturating_sub(2).max(last)..range.start).chain(below.clone()).any(is_day),
            boxes: (last..range.start).filter(is_box).count(),
            lines: range.start - last,
            furniture_below: below.clone().any(|at| marks[at].is_some_and(Mark::is_furniture)),
            prose_below: runs[at + 1..].iter().map(|run| run.weight).sum(),
            is_teaser: runs[at].prose == 1 && headlines >= 1 && below.clone().any(is_headline),
        }
    }
}
