//! Ranking the best hits of a question again: words that the very first of them have in common, besides those that were
//! typed, raise the other hits that have them.
//!
//! Pseudo-relevance feedback (Rocchio 1971; Lavrenko and Croft, SIGIR 2001): the telling words of the first hits, weighed by how
//! well these match, are scored in all candidates. Nothing is found by words that nobody typed, and the first hit
//! keeps its place: it may be the one article that was meant, and the others merely like it. Only questions of several
//! alternative words gain by it; whoever asks for few words, or for all of them, means just these.

use std::sync::Arc;

use foldhash::HashMap;
use tantivy::query::Scorer;
use tantivy::schema::Field;
use tantivy::{DocSet, SegmentReader};

use super::top::Ranked;
use crate::Result;
use crate::plan::Names;
use crate::plan::compile::expansion::Expander;
use crate::plan::compile::query_plan::Plan;
use crate::plan::lexicon::pieces::Unit;
use crate::plan::lexicon::term_set::TermInfos;
use crate::plan::matching::leaf::rank_of_score;
use crate::plan::matching::leaf::{FieldWeight, Leaf, in_steps};
use crate::plan::matching::pattern::Pattern;
use crate::plan::ranking::proximity::CANDIDATES;
use crate::query::Form;
use crate::search::matching::leaf::LeafScorer;
use crate::search::plan::doc_freq_cache::DocFreq;
use crate::search::plan::index_view::IndexView;
use crate::text::words::each_word;

/// How many of the first hits are models: taken to be what was asked for.
const MODELS: usize = 5;

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

/// How many of the first hits must be known, so that the first `wanted` stand in their places.
pub(crate) fn candidates(plan: &Plan, wanted: usize) -> usize {
    if wanted == 0 || fields_of_question(plan).is_none() { wanted } else { wanted.max(CANDIDATES) }
}

/// Adds to the first hits of a question what they share with the very first, and puts them in their new order.
///
/// # Errors
///
/// When the index cannot be read.
pub(crate) fn rerank(view: IndexView<'_>, plan: &Plan, hits: &mut [Ranked]) -> Result<()> {
    let Some(fields) = fields_of_question(plan) else { return Ok(()) };
    let count = hits.len().min(CANDIDATES);
    let first = &mut hits[..count];
    let best = first.first().map_or(0.0, |hit| hit.score);
    if count <= MODELS || best <= 0.0 {
        return Ok(());
    }
    let leaves = telling(view, &fields, &first[..MODELS])?;
    let leader = first[0].address;
    first.sort_unstable_by_key(|hit| hit.address);
    for hits in first.chunk_by_mut(|one, other| one.address.segment_ord == other.address.segment_ord) {
        let segment = view.snapshot.searcher().segment_reader(hits[0].address.segment_ord);
        for leaf in &leaves {
            add_scores(leaf, segment, hits)?;
        }
    }
    let most = first.iter().map(|hit| hit.likeness).fold(0.0, f32::max);
    for hit in first.iter_mut().filter(|_| most > 0.0) {
        if hit.address == leader {
            hit.likeness = most;
        }
        hit.likeness = in_steps(SHARE * best * hit.likeness / most);
        hit.score += hit.likeness;
        hit.key.rank = rank_of_score(hit.score);
    }
    first.sort_unstable();
    Ok(())
}

fn add_scores(leaf: &Arc<Leaf>, segment: &SegmentReader, hits: &mut [Ranked]) -> Result<()> {
    let mut scorer = LeafScorer::open(Arc::clone(leaf), segment, 1.0)?;
    for hit in hits {
        if scorer.seek(hit.address.doc_id) == hit.address.doc_id {
            hit.likeness += scorer.score();
        }
    }
    Ok(())
}

/// The fields that a question looks into; none where the plan is no question.
fn fields_of_question(plan: &Plan) -> Option<Vec<FieldWeight>> {
    let Plan::Or(parts) = plan else { return None };
    let leaves = plan.leaves();
    let is_question = parts.len() >= MIN_WORDS && leaves.len() == parts.len();
    leaves
        .first()
        .filter(|first| is_question && leaves.iter().all(|leaf| leaf.fields == first.fields))
        .map(|first| first.fields.clone())
}

/// The words that tell what the models are about, as leaves with their weight as idf.
fn telling(view: IndexView<'_>, fields: &[FieldWeight], models: &[Ranked]) -> Result<Vec<Arc<Leaf>>> {
    let article_count = view.statistics.article_count;
    let best = models.first().map_or(1.0, |model| model.score);
    let mut weights: HashMap<String, f32> = HashMap::default();
    for model in models {
        let trust = (DISTRUST * (model.score / best - 1.0)).exp();
        for (word, share) in shares(view, fields, model)? {
            *weights.entry(word).or_default() += trust * share;
        }
    }
    let mut weights: Vec<(String, f32)> = weights.into_iter().collect();
    weights.sort_by(|one, other| other.1.total_cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    let idf = |doc_freq: u64| (article_count as f32 / doc_freq as f32).ln();
    let longest = fields.iter().max_by(|one, other| one.mean_length.total_cmp(&other.mean_length));
    let Some(counted) = longest.map(|longest| longest.field) else { return Ok(Vec::new()) };
    let mut ranked: Vec<Telling> = Vec::with_capacity(WORDS + 1);
    for (word, weight) in weights {
        let is_outdone = |doc_freq: u64| ranked.get(WORDS - 1).is_some_and(|last| weight * idf(doc_freq) < last.weight);
        // No word of less weight can be rare enough.
        if is_outdone(MIN_DOC_FREQ) {
            break;
        }
        let bounds = bounds_of_doc_freq(view, counted, &word)?;
        let is_common = |doc_freq: u64| doc_freq as f32 >= COMMON * article_count as f32;
        if bounds.at_most < MIN_DOC_FREQ || is_common(bounds.at_least) || is_outdone(bounds.at_least.max(MIN_DOC_FREQ))
        {
            continue;
        }
        let doc_freq = doc_freq(view, counted, &word, bounds)?;
        if doc_freq >= MIN_DOC_FREQ && !is_common(doc_freq) {
            let weight = weight * idf(doc_freq);
            let place = ranked.partition_point(|other| other.weight >= weight);
            ranked.insert(place, Telling { word, weight, doc_freq });
            ranked.truncate(WORDS);
        }
    }
    let mean = ranked.iter().map(|telling| telling.weight).sum::<f32>() / ranked.len().max(1) as f32;
    let places: Vec<Field> = fields.iter().map(|field| field.field).collect();
    let expander = Expander::new(&view, &places, false, Names::AsTyped);
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
fn shares(view: IndexView<'_>, fields: &[FieldWeight], model: &Ranked) -> Result<Vec<(String, f32)>> {
    let article = view.snapshot.entry(model.address)?.article;
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
    Ok(times.into_iter().map(|(word, times)| (word, times / (times + saturation))).collect())
}

/// What is known without counting of the document frequency of a word in a field.
fn bounds_of_doc_freq(view: IndexView<'_>, field: Field, word: &str) -> Result<DocFreq> {
    if let Some(known) = view.doc_freqs.get(field, word) {
        return Ok(known);
    }
    let mut bounds = DocFreq::exactly(0);
    for (number, segment) in (0..).zip(view.snapshot.searcher().segment_readers()) {
        if let Some(info) = TermInfos::of(word, segment, field)?.get(segment, field) {
            let (at_least, at_most) = view.statistics.bounds_of_live_count(number, field, info);
            bounds = DocFreq { at_least: bounds.at_least + at_least, at_most: bounds.at_most + at_most };
        }
    }
    view.doc_freqs.keep(field, word, bounds);
    Ok(bounds)
}

/// The document frequency of a word in a field, counted where only its bounds are known.
fn doc_freq(view: IndexView<'_>, field: Field, word: &str, bounds: DocFreq) -> Result<u64> {
    if let Some(exact) = bounds.exact() {
        return Ok(exact);
    }
    let mut count = 0;
    for (number, segment) in (0..).zip(view.snapshot.searcher().segment_readers()) {
        if let Some(info) = TermInfos::of(word, segment, field)?.get(segment, field) {
            count += view.statistics.live_count((number, segment), field, info)?;
        }
    }
    view.doc_freqs.keep(field, word, DocFreq::exactly(count));
    Ok(count)
}
