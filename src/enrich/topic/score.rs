//! From evidence to labels: a linear combination, and when it is strong enough to be told.
//!
//! Every distinct phrase adds the worth of its weight times a saturating count of its places, so that a word said ten
//! times is not ten words. What a publisher declares (section, tags, URL) adds a share of what the text can reach. A
//! label's weight is the square of its score against the squares of all scores and of a constant for "nothing in
//! particular": short texts with faint words stay unknown. A second-level topic is told only where its parent is.

use std::cmp::Ordering;

use super::lexicon::{Lexicon, TopicId};
use super::reading::Hit;
use crate::model::{Article, Evidence, Place, TOPICS, TopicLabel};

/// What the weights of a word list, 1 to 5, are worth.
const WORTH: [f32; 6] = [0.0, 1.0, 2.0, 4.0, 7.0, 11.0];

/// A phrase of emphasis 1 said for ever is worth this many times one that is said once.
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

/// No more labels are told.
const MAX_LABELS: usize = 3;

/// No more evidence is kept for a label.
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

    /// The labels that the findings bear, strongest first.
    pub(super) fn labels(&self) -> Vec<TopicLabel> {
        let mut scores = vec![0.0; TOPICS.len()];
        for phrase in &self.phrases {
            for vote in self.lexicon.votes(phrase.first.phrase) {
                scores[vote.topic as usize] += WORTH[vote.weight as usize] * phrase.count;
            }
        }
        let unit = declared_unit(&scores);
        for declared in &self.declared {
            scores[declared.topic as usize] += declared.trust * unit;
        }
        let label = |(topic, weight): (usize, f32)| TopicLabel {
            code: TOPICS[topic].code.to_owned(),
            weight,
            evidence: self.evidence(topic, unit),
        };
        picked(&scores).into_iter().map(label).collect()
    }

    /// What speaks for a topic: its strongest evidence, in the order of the text, the declared after it.
    fn evidence(&self, topic: usize, unit: f32) -> Vec<Evidence> {
        let mut found: Vec<Evidence> = self.phrases.iter().filter_map(|phrase| self.said(phrase, topic)).collect();
        let declared = self.declared.iter().filter(|declared| declared.topic as usize == topic);
        found.extend(declared.map(|declared| Evidence {
            words: declared.words.clone(),
            place: declared.place,
            offset: None,
            weight: declared.trust * unit,
        }));
        let order = |e: &Evidence| (e.place != Place::Title, e.offset.is_none(), e.offset);
        found.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| order(a).cmp(&order(b))));
        found.truncate(MAX_EVIDENCE);
        found.sort_by_key(order);
        found
    }

    fn said(&self, phrase: &Phrase, topic: usize) -> Option<Evidence> {
        let votes = self.lexicon.votes(phrase.first.phrase);
        let vote = votes.iter().find(|vote| vote.topic as usize == topic)?;
        let text = match phrase.first.place {
            Place::Title => self.article.title.as_deref().unwrap_or_default(),
            _ => &self.article.body,
        };
        Some(Evidence {
            words: text.get(phrase.first.range.clone())?.to_owned(),
            place: phrase.first.place,
            offset: Some(phrase.first.range.start),
            weight: WORTH[vote.weight as usize] * phrase.count,
        })
    }
}

/// What a declaration of full trust is worth beside this text.
fn declared_unit(scores: &[f32]) -> f32 {
    scores.iter().copied().fold(DECLARED_FLOOR, f32::max)
}

/// The topics that are told, and their weights: tops by their share, then children of the first, in the order of weight.
fn picked(scores: &[f32]) -> Vec<(usize, f32)> {
    let tops = || (0..scores.len()).filter(|topic| TOPICS[*topic].parent.is_none());
    let squares = tops().map(|topic| scores[topic] * scores[topic]).sum::<f32>() + NOTHING * NOTHING;
    let best = tops().map(|topic| scores[topic]).fold(0.0, f32::max);
    let told = |topic: &usize| scores[*topic] >= MIN_SCORE.max(best * MIN_SHARE);
    let weight = |topic: usize| scores[topic] * scores[topic] / squares;
    let mut found: Vec<(usize, f32)> = tops().filter(told).map(|topic| (topic, weight(topic))).collect();
    found.sort_by(by_weight);
    found.truncate(MAX_LABELS);
    if let Some((first, weight)) = found.first().copied()
        && let Some(child) = child(scores, first)
    {
        found.truncate(MAX_LABELS - 1);
        found.push((child, weight * (scores[child] / scores[first]).min(1.0)));
        found.sort_by(by_weight);
    }
    found
}

/// The second-level topic of a top that the evidence is enough for.
fn child(scores: &[f32], top: usize) -> Option<usize> {
    let below = (0..scores.len()).filter(|topic| TOPICS[*topic].parent == Some(TOPICS[top].code));
    let enough = |topic: &usize| scores[*topic] >= MIN_CHILD_SCORE.max(scores[top] * MIN_CHILD_SHARE);
    below.filter(enough).max_by(|a, b| scores[*a].total_cmp(&scores[*b]).then(b.cmp(a)))
}

/// Heavier first; of two as heavy, the one that stands first in [`TOPICS`], where parents stand before children.
fn by_weight(a: &(usize, f32), b: &(usize, f32)) -> Ordering {
    b.1.total_cmp(&a.1).then(a.0.cmp(&b.0))
}
