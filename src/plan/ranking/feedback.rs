//! Ranking the best hits of a question again: words that the very first of them have in common, besides those that were
//! typed, raise the other hits that have them.
//!
//! Pseudo-relevance feedback (Rocchio 1971; Lavrenko and Croft, SIGIR 2001): the telling words of the first hits, weighed by how
//! well these match, are scored in all candidates. Nothing is found by words that nobody typed, and the first hit
//! keeps its place: it may be the one article that was meant, and the others merely like it. Only questions of several
//! alternative words gain by it; whoever asks for few words, or for all of them, means just these.

use std::sync::Arc;

use foldhash::HashMap;
use tantivy::schema::Field;

use super::proximity::CANDIDATES;
use crate::Result;
use crate::model::Article;
use crate::plan::compile::archive::Archive;
use crate::plan::compile::expansion::Expander;
use crate::plan::compile::query_plan::Plan;
use crate::plan::lexicon::pieces::Unit;
use crate::plan::matching::leaf::{FieldWeight, Leaf, in_steps};
use crate::plan::matching::pattern::Pattern;
use crate::plan::request::Names;
use crate::query::Form;
use crate::text::words::each_word;

/// How many of the first hits are models: taken to be what was asked for.
pub(crate) const MODELS: usize = 5;

/// How many words of the models are scored in the other hits.
const WORDS: usize = 20;

/// The fewest alternative words of a question that is ranked again.
const MIN_WORDS: usize = 4;

/// The hit most like the first ones gains this share of the best score.
const SHARE: f32 = 0.8;

/// How fast a model counts less where it matches less than the first: as e to this times the share it lacks.
const DISTRUST: f32 = 4.0;

/// The fewest articles that have a word of a model, so that it tells something of others.
const MIN_DOC_FREQ: u64 = 2;

/// A word that a greater share of the articles has says nothing.
const COMMON: f32 = 0.2;

/// How many words of a model are read at most.
const MODEL_LENGTH: usize = 1_000;

/// One of the first hits.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    /// What it says.
    pub(crate) article: Article,
    /// How well it matches.
    pub(crate) score: f32,
}

/// What is known of how many articles have a word in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DocFreq {
    /// They are not fewer.
    pub(crate) at_least: u64,
    /// They are not more.
    pub(crate) at_most: u64,
}

impl DocFreq {
    /// The frequency, counted.
    pub(crate) fn exactly(articles: u64) -> DocFreq {
        DocFreq { at_least: articles, at_most: articles }
    }

    /// The frequency; none where only bounds are known.
    pub(crate) fn exact(self) -> Option<u64> {
        (self.at_least == self.at_most).then_some(self.at_least)
    }
}

/// In how many articles words stand. Methods fail when the archive cannot be read.
pub(crate) trait WordFrequencies {
    /// What is known without counting of the document frequency of a word in a field.
    fn bounds(&self, field: Field, word: &str) -> Result<DocFreq>;

    /// The document frequency of a word in a field, counted where only its bounds are known.
    fn count(&self, field: Field, word: &str, bounds: DocFreq) -> Result<u64>;
}

/// How many of the first hits must be known, so that the first `wanted` stand in their places.
pub(crate) fn candidates(plan: &Plan, wanted: usize) -> usize {
    if wanted == 0 || fields_of_question(plan).is_none() { wanted } else { wanted.max(CANDIDATES) }
}

/// What a hit gains whose likeness to the first ones is this, where the most alike has `most`, and the best score is `best`.
pub(crate) fn gain(best: f32, likeness: f32, most: f32) -> f32 {
    in_steps(SHARE * best * likeness / most)
}

/// The fields that a question looks into; none where the plan is no question.
pub(crate) fn fields_of_question(plan: &Plan) -> Option<Vec<FieldWeight>> {
    let Plan::Or(parts) = plan else { return None };
    let leaves = plan.leaves();
    let is_question = parts.len() >= MIN_WORDS && leaves.len() == parts.len();
    leaves
        .first()
        .filter(|first| is_question && leaves.iter().all(|leaf| leaf.fields == first.fields))
        .map(|first| first.fields.clone())
}

/// The words that tell what the models are about, as leaves with their weight as idf.
///
/// # Errors
///
/// When the archive cannot be read.
pub(crate) fn telling(
    archive: &dyn Archive,
    frequencies: &dyn WordFrequencies,
    fields: &[FieldWeight],
    models: &[Model],
) -> Result<Vec<Arc<Leaf>>> {
    let article_count = archive.article_count();
    let best = models.first().map_or(1.0, |model| model.score);
    let mut weights: HashMap<String, f32> = HashMap::default();
    for model in models {
        let trust = (DISTRUST * (model.score / best - 1.0)).exp();
        for (word, share) in shares(fields, &model.article) {
            *weights.entry(word).or_default() += trust * share;
        }
    }
    let mut weights: Vec<(String, f32)> = weights.into_iter().collect();
    weights.sort_by(|one, other| other.1.total_cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    let idf = |doc_freq: u64| (article_count as f32 / doc_freq as f32).ln();
    let words: Vec<&str> = weights.iter().map(|(word, _)| word.as_str()).collect();
    archive.foresee_words(&words)?;
    let longest = fields.iter().max_by(|one, other| one.mean_length.total_cmp(&other.mean_length));
    let Some(counted) = longest.map(|longest| longest.field) else { return Ok(Vec::new()) };
    let mut ranked: Vec<Telling> = Vec::with_capacity(WORDS + 1);
    for (word, weight) in weights {
        let is_outdone = |doc_freq: u64| ranked.get(WORDS - 1).is_some_and(|last| weight * idf(doc_freq) < last.weight);
        // No word of less weight can be rare enough.
        if is_outdone(MIN_DOC_FREQ) {
            break;
        }
        let bounds = frequencies.bounds(counted, &word)?;
        let is_common = |doc_freq: u64| doc_freq as f32 >= COMMON * article_count as f32;
        if bounds.at_most < MIN_DOC_FREQ || is_common(bounds.at_least) || is_outdone(bounds.at_least.max(MIN_DOC_FREQ))
        {
            continue;
        }
        let doc_freq = frequencies.count(counted, &word, bounds)?;
        if doc_freq >= MIN_DOC_FREQ && !is_common(doc_freq) {
            let weight = weight * idf(doc_freq);
            let place = ranked.partition_point(|other| other.weight >= weight);
            ranked.insert(place, Telling { word, weight, doc_freq });
            ranked.truncate(WORDS);
        }
    }
    let mean = ranked.iter().map(|telling| telling.weight).sum::<f32>() / ranked.len().max(1) as f32;
    let places: Vec<Field> = fields.iter().map(|field| field.field).collect();
    let expander = Expander::new(archive, &places, false, Names::AsTyped);
    let leaf = |Telling { word, weight, doc_freq }: Telling| {
        let unit = Unit::Word { typed: word.clone(), folded: word };
        let set = Arc::clone(&expander.expand(&unit, Form::Exact)?.terms);
        Ok(Arc::new(Leaf {
            part: set.terms.first().map(|term| term.text.clone()).unwrap_or_default(),
            fields: fields.to_vec(),
            idf: idf(doc_freq) * weight / mean,
            sets: vec![set],
            pattern: Pattern::Words(0),
            min_matches: 1,
        }))
    };
    ranked.into_iter().map(leaf).collect()
}

/// A word that tells what the models are about.
struct Telling {
    word: String,
    /// How much of the models it is, by how rare it is elsewhere.
    weight: f32,
    doc_freq: u64,
}

/// The words of a model, with how much of it each is: BM25's frequency, which saturates.
fn shares(fields: &[FieldWeight], article: &Article) -> Vec<(String, f32)> {
    let mut times: HashMap<String, f32> = HashMap::default();
    let mut length = 0.0;
    for text in [article.title.as_deref().unwrap_or_default(), &article.body] {
        each_word(text, |word, _, position| {
            if position >= MODEL_LENGTH {
                return;
            }
            length += 1.0;
            match times.get_mut(word) {
                Some(times) => *times += 1.0,
                None => _ = times.insert(word.to_owned(), 1.0),
            }
        });
    }
    let mean: f32 = fields.iter().map(|field| field.mean_length).sum();
    let saturation = 1.2 * (0.25 + 0.75 * length / mean);
    times.into_iter().map(|(word, times)| (word, times / (times + saturation))).collect()
}
