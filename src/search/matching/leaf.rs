//! Finding and scoring the articles that match one [`Leaf`], as a query of the engine.

use std::cell::RefCell;
use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, TantivyError};

use super::cursor::{Cursor, WordsCursor};
use super::dense::Dense;
use crate::index::{PARAGRAPH_END, SENTENCE_END};
use crate::plan::languages::LanguageSet;
use crate::plan::lexicon::term_set::{TermInfos, TermSet, WeightedTerm};
use crate::plan::matching::leaf::{FieldWeight, Leaf, bm25};
use crate::plan::matching::pattern::{Pattern, Positions, Spans};

impl FieldWeight {
    /// The lengths of the texts in a segment.
    pub(crate) fn norms(&self, segment: &SegmentReader) -> tantivy::Result<FieldNormReader> {
        let norms = segment.fieldnorms_readers().get_field(self.field)?;
        Ok(norms.unwrap_or_else(|| FieldNormReader::constant(segment.max_doc(), 1)))
    }

    /// The weight of one match, by the id of the text's length.
    pub(crate) fn weight_by_length(&self) -> WeightByLength {
        KNOWN_WEIGHTS.with_borrow_mut(|known| {
            if let Some((_, weights)) = known.iter().find(|(field, _)| field == self) {
                return Arc::clone(weights);
            }
            let weight = |id| self.weight_of_length(FieldNormReader::id_to_fieldnorm(id as u8) as f32);
            let weights = Arc::new(std::array::from_fn(weight));
            if known.len() == MAX_KNOWN_WEIGHTS {
                known.clear();
            }
            known.push((*self, Arc::clone(&weights)));
            weights
        })
    }
}

/// The weight of one match, by the id of the text's length.
pub(crate) type WeightByLength = Arc<[f32; 256]>;

thread_local! {
    /// The weights of the fields that were asked for: every segment and every word of a question asks for the same.
    static KNOWN_WEIGHTS: RefCell<Vec<(FieldWeight, WeightByLength)>> = const { RefCell::new(Vec::new()) };
}

/// How many fields are remembered, some more than an index has.
const MAX_KNOWN_WEIGHTS: usize = 32;

/// A [`Leaf`] as a query.
#[derive(Clone, Debug)]
pub(crate) struct LeafQuery(Arc<Leaf>);

impl LeafQuery {
    /// The query for a leaf.
    pub(crate) fn new(leaf: Arc<Leaf>) -> LeafQuery {
        LeafQuery(leaf)
    }
}

impl Query for LeafQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(LeafWeight(Arc::clone(&self.0))))
    }
}

struct LeafWeight(Arc<Leaf>);

impl Weight for LeafWeight {
    fn scorer(&self, segment: &SegmentReader, boost: f32) -> tantivy::Result<Box<dyn Scorer>> {
        let scorer = LeafScorer::open(Arc::clone(&self.0), segment, boost)?;
        if scorer.doc() == TERMINATED { Ok(Box::new(EmptyScorer)) } else { Ok(Box::new(scorer)) }
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(segment, 1.0)?;
        if scorer.doc() > doc || scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument(format!("document {doc} does not match")));
        }
        Ok(Explanation::new("BM25F of one part of the query", scorer.score()))
    }
}

/// A leaf in one field of a segment.
struct FieldCursor {
    cursor: Cursor,
    ends: Option<(WordsCursor, WordsCursor)>,
    needs_positions: bool,
    norms: FieldNormReader,
    /// The weight of one match, by the id of the text's length.
    weights: WeightByLength,
    /// How often the leaf matches in the document: weighed, and as a plain number.
    frequency: (f32, u32),
}

/// The articles that match a leaf.
pub(crate) struct LeafScorer {
    leaf: Arc<Leaf>,
    fields: Vec<FieldCursor>,
    doc: DocId,
    idf: f32,
    positions: Positions,
    counter: Counter,
}

impl LeafScorer {
    /// The articles of a segment.
    pub(crate) fn open(leaf: Arc<Leaf>, segment: &SegmentReader, boost: f32) -> tantivy::Result<LeafScorer> {
        let mut fields = Vec::with_capacity(leaf.fields.len());
        for field in &leaf.fields {
            let cursor = FieldCursor::open(&leaf, field, segment)?;
            if cursor.cursor.doc() != TERMINATED {
                fields.push(cursor);
            }
        }
        let positions = Positions::new(leaf.sets.len());
        let idf = leaf.idf * boost;
        let mut scorer = LeafScorer { leaf, fields, doc: 0, idf, positions, counter: Counter::default() };
        scorer.settle(0);
        Ok(scorer)
    }

    /// Moves to the first document at or after `target` that matches.
    fn settle(&mut self, mut target: DocId) {
        loop {
            self.doc = self.fields.iter_mut().map(|field| field.cursor.seek(target)).min().unwrap_or(TERMINATED);
            if self.doc == TERMINATED || self.count_matches() >= self.leaf.min_matches {
                return;
            }
            target = self.doc + 1;
        }
    }

    fn count_matches(&mut self) -> u32 {
        let mut count = 0;
        for field in &mut self.fields {
            field.frequency = (0.0, 0);
            if field.cursor.doc() == self.doc {
                field.frequency = field.count(&self.leaf, &mut self.positions, &mut self.counter);
                count += field.frequency.1;
            }
        }
        count
    }
}

/// Counts matches in a text: by rows of bits where these can tell, else position by position.
#[derive(Default)]
struct Counter {
    dense: Dense,
    spans: Spans,
}

impl Counter {
    fn count(&mut self, pattern: &Pattern, positions: &Positions) -> u32 {
        self.dense.count(pattern, positions).unwrap_or_else(|| self.spans.count(pattern, positions))
    }
}

impl FieldCursor {
    fn open(leaf: &Leaf, field: &FieldWeight, segment: &SegmentReader) -> tantivy::Result<FieldCursor> {
        let needs_positions = leaf.needs_positions();
        let option =
            if needs_positions { IndexRecordOption::WithFreqsAndPositions } else { IndexRecordOption::WithFreqs };
        let cursor = Cursor::open(&leaf.pattern, &leaf.sets, segment, field.field, option)?;
        let end = |sign: &str| {
            let infos = TermInfos::of(sign, segment, field.field)?;
            let term =
                WeightedTerm { text: sign.to_owned(), doc_freq: 0, weight: 1.0, languages: LanguageSet::ALL, infos };
            WordsCursor::open(&TermSet { terms: vec![term], ..TermSet::default() }, segment, field.field, option)
        };
        let ends = if leaf.pattern.needs_ends() { Some((end(SENTENCE_END)?, end(PARAGRAPH_END)?)) } else { None };
        let (norms, weights) = (field.norms(segment)?, field.weight_by_length());
        Ok(FieldCursor { cursor, ends, needs_positions, norms, weights, frequency: (0.0, 0) })
    }

    /// How often the leaf matches in the document: weighed, and as a plain number, to which a place adds one.
    fn count(&mut self, leaf: &Leaf, positions: &mut Positions, counter: &mut Counter) -> (f32, u32) {
        let of_words = match &self.cursor {
            Cursor::Words(_, words) if !words.checks_surface() => Some(words.frequency()),
            _ => None,
        };
        if let Some(frequency) = of_words.filter(|_| !self.needs_positions) {
            return frequency;
        }
        positions.clear();
        self.cursor.positions(positions);
        if let Some((sentences, paragraphs)) = &mut self.ends {
            let doc = self.cursor.doc();
            for (ends, list) in [(sentences, &mut positions.sentences), (paragraphs, &mut positions.paragraphs)] {
                ends.seek(doc);
                if ends.doc() == doc {
                    ends.positions(list);
                }
            }
        }
        let count = counter.count(&leaf.pattern, positions);
        (of_words.map_or(count as f32, |(weighed, _)| weighed), count)
    }
}

impl DocSet for LeafScorer {
    fn advance(&mut self) -> DocId {
        if self.doc != TERMINATED {
            self.settle(self.doc + 1);
        }
        self.doc
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc < target {
            self.settle(target);
        }
        self.doc
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.fields.iter().map(|field| field.cursor.size_hint()).max().unwrap_or(0)
    }
}

impl Scorer for LeafScorer {
    fn score(&mut self) -> f32 {
        let here = self.fields.iter().filter(|field| field.cursor.doc() == self.doc);
        let frequency: f32 =
            here.map(|field| field.weights[usize::from(field.norms.fieldnorm_id(self.doc))] * field.frequency.0).sum();
        bm25(self.idf, frequency)
    }
}
