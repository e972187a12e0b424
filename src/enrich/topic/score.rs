//! From evidence to labels: a linear combination, and when it is strong enough to give a label.
//!
//! Every distinct phrase adds the worth of its weight times a saturating count of its places, so that a word said ten
//! times is not ten words. What a publisher declares (section, tags, URL) adds a share of what the text can reach. A
//! label's weight is the square of its score against the squares of all scores and of a constant for "nothing in
//! particular": short texts with faint words stay unknown. A second-level topic is given only where its parent is.

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::LazyLock;

use super::lexicon::{Lexicon, TopicId};
use super::reading::Hit;
use crate::model::{Article, Evidence, Place, TOPICS, TopicLabel};

/// What the weights of a word list, 1 to 5, are worth.
const WORTH: [f32; 6] = [0.0, 1.0, 2.0, 4.0, 7.0, 11.0];

/// How much a phrase of emphasis 1 is worth at most, however often it is said, as a multiple of one that is said once.
const SATURATION: f32 = 3.0;

/// The score of "nothing in particular".
const NOTHING: f32 = 8.0;

/// Less than this score is no evidence.
const MIN_SCORE: f32 = 3.0;

/// A further topic has at least this share of the first one's score.
const MIN_SHARE: f32 = 0.5;

/// A second-level topic has at least this score and this share of its parent's.
const MIN_CHILD_SCORE: f32 = 16.0;
const MIN_CHILD_SHARE: f32 = 0.25;

/// What the publisher declares is worth this share of what the text says, or of this score where the text says less.
const DECLARED_FLOOR: f32 = 40.0;

/// How many labels an article has at most.
const MAX_LABELS: usize = 3;

/// How many pieces of evidence are kept for a label at most.
const MAX_EVIDENCE: usize = 12;

/// Something declared beside the text that speaks for a topic.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Declared {
    /// The topic.
    pub topic: TopicId,
    /// The words of the declaration.
    pub words: String,
    /// Metadata or URL.
    pub place: Place,
    /// How far it can be trusted, from 0 to 1.
    pub trust: f32,
}

/// What an article says, phrase by phrase, and what is declared beside it.
#[derive(Debug)]
pub(super) struct Findings<'a> {
    lexicon: &'a Lexicon,
    article: &'a Article,
    phrases: Vec<Phrase>,
    declared: Vec<Declared>,
}

/// A distinct phrase of an article: where it stands first, and how often it counts.
#[derive(Debug)]
struct Phrase {
    first: Hit,
    count: f32,
}

impl<'a> Findings<'a> {
    /// Gathers the hits of each phrase.
    pub(super) fn new(
        lexicon: &'a Lexicon,
        article: &'a Article,
        mut hits: Vec<Hit>,
        declared: Vec<Declared>,
    ) -> Findings<'a> {
        // The sort is stable: within a phrase, hits stay in the order of the text.
        hits.sort_by_key(|hit| hit.phrase);
        let phrases = hits.chunk_by(|a, b| a.phrase == b.phrase).map(|same| {
            let sum: f32 = same.iter().map(|hit| hit.emphasis).sum();
            Phrase { first: same[0].clone(), count: sum * SATURATION / (sum + SATURATION - 1.0) }
        });
        let phrases = phrases.collect();
        Findings { lexicon, article, phrases, declared }
    }

    /// The labels that the findings support, strongest first.
    pub(super) fn labels(&self) -> Vec<TopicLabel> {
        let mut scores = vec![0.0; TOPICS.len()];
        for phrase in &self.phrases {
            self.add(&mut scores, phrase, 1.0);
        }
        let unit = declared_unit(&scores);
        for declared in &self.declared {
            scores[declared.topic as usize] += declared.trust * unit;
        }
        let told = picked(&scores);
        let label = |(topic, weight): (usize, f32)| TopicLabel {
            code: TOPICS[topic].code.to_owned(),
            weight,
            evidence: self.evidence(topic, weight, unit, &mut scores),
        };
        told.into_iter().map(label).collect()
    }

    /// Adds what a phrase says to the scores, or takes it away.
    fn add(&self, scores: &mut [f32], phrase: &Phrase, sign: f32) {
        for vote in self.lexicon.votes(phrase.first.phrase) {
            scores[vote.topic as usize] += sign * WORTH[vote.weight as usize] * phrase.count;
        }
    }

    /// What speaks for a topic: its strongest evidence, in the order of the text, the declared after it. The weight of a
    /// piece is what the label's weight loses without it.
    fn evidence(&self, topic: usize, weight: f32, unit: f32, scores: &mut [f32]) -> Vec<Evidence> {
        let mut found = Vec::new();
        for phrase in &self.phrases {
            if let Some((words, range)) = self.said(phrase, topic) {
                self.add(scores, phrase, -1.0);
                let weight = (weight - weight_of(scores, topic)).max(0.0);
                self.add(scores, phrase, 1.0);
                let place = phrase.first.place;
                found.push(Evidence { words: words.to_owned(), place, offset: Some(range.start), weight });
            }
        }
        for declared in self.declared.iter().filter(|declared| declared.topic as usize == topic) {
            scores[topic] -= declared.trust * unit;
            let weight = (weight - weight_of(scores, topic)).max(0.0);
            scores[topic] += declared.trust * unit;
            found.push(Evidence { words: declared.words.clone(), place: declared.place, offset: None, weight });
        }
        let order = |e: &Evidence| (e.place != Place::Title, e.offset.is_none(), e.offset);
        found.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| order(a).cmp(&order(b))));
        found.truncate(MAX_EVIDENCE);
        found.sort_by_key(order);
        found
    }

    /// The words by which a phrase speaks for a topic, and where they stand; none if it does not.
    fn said(&self, phrase: &Phrase, topic: usize) -> Option<(&'a str, Range<usize>)> {
        let votes = self.lexicon.votes(phrase.first.phrase);
        votes.iter().find(|vote| vote.topic as usize == topic)?;
        let text = match phrase.first.place {
            Place::Title => self.article.title.as_deref().unwrap_or_default(),
            _ => &self.article.body,
        };
        let range = phrase.first.range.clone();
        Some((text.get(range.clone())?, range))
    }
}

/// What a declaration of full trust is worth beside this text.
fn declared_unit(scores: &[f32]) -> f32 {
    scores.iter().copied().fold(DECLARED_FLOOR, f32::max)
}

/// The top-level topics, by their rows.
static TOPS: LazyLock<Vec<usize>> =
    LazyLock::new(|| (0..TOPICS.len()).filter(|topic| TOPICS[*topic].parent.is_none()).collect());

/// The topics that the article gets, and their weights, heaviest first: tops by their share, then topics below them. One place
/// is kept for the strongest of those below.
fn picked(scores: &[f32]) -> Vec<(usize, f32)> {
    let best = TOPS.iter().map(|topic| scores[*topic]).fold(0.0, f32::max);
    let told = |topic: &usize| scores[*topic] >= MIN_SCORE.max(best * MIN_SHARE);
    let weighed = |topic: usize| (topic, weight_of(scores, topic));
    let mut found: Vec<(usize, f32)> = TOPS.iter().copied().filter(told).map(weighed).collect();
    found.sort_by(by_weight);
    found.truncate(MAX_LABELS);
    let tops = found.iter().map(|(top, _)| *top);
    let mut below: Vec<(usize, f32)> = tops.flat_map(|top| children(scores, top)).map(weighed).collect();
    below.sort_by(by_weight);
    if !below.is_empty() {
        found.truncate(MAX_LABELS - 1);
    }
    below.retain(|(topic, _)| found.iter().any(|(top, _)| TOPICS[*topic].parent == Some(TOPICS[*top].code)));
    found.extend(below);
    found.truncate(MAX_LABELS);
    found.sort_by(by_weight);
    found
}

/// The weight of a topic: a top's share of the squares of all; of one below, its part of its parent's.
fn weight_of(scores: &[f32], topic: usize) -> f32 {
    let Some(parent) = TOPICS[topic].parent else {
        let squares = TOPS.iter().map(|top| scores[*top] * scores[*top]).sum::<f32>() + NOTHING * NOTHING;
        return scores[topic] * scores[topic] / squares;
    };
    let Some(top) = TOPS.iter().copied().find(|top| TOPICS[*top].code == parent) else { return 0.0 };
    let part = if scores[top] > 0.0 { scores[topic] / scores[top] } else { 0.0 };
    weight_of(scores, top) * part.clamp(0.0, 1.0)
}

/// The second-level topics of a top that the evidence is enough for.
fn children(scores: &[f32], top: usize) -> impl Iterator<Item = usize> {
    let below = (0..scores.len()).filter(move |topic| TOPICS[*topic].parent == Some(TOPICS[top].code));
    below.filter(move |topic| scores[*topic] >= MIN_CHILD_SCORE.max(scores[top] * MIN_CHILD_SHARE))
}

/// Heavier first; of two as heavy, the one that stands first in [`TOPICS`], where parents stand before children.
fn by_weight(a: &(usize, f32), b: &(usize, f32)) -> Ordering {
    b.1.total_cmp(&a.1).then(a.0.cmp(&b.0))
}
