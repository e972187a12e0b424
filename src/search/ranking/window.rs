//! Scoring plain words: all words of a query at once, over a window of documents at a time.
//!
//! A word stands for many terms of the index, each with its postings in each field. To walk them document by document
//! is to check every list for every document. Where all matches are wanted anyway, it is cheaper to read each list
//! for a whole window of documents and to add up what it counts there (term at a time within blocks of documents, as in
//! Strohman and Croft, SIGIR 2007, and in Lucene's `BooleanScorer`). The scores are the same to the last bit.
//!
//! Every match is found, but not every match needs its score: once the best so far are known, leaves of low idf are only
//! scored in documents that those of higher idf have brought near the threshold (MaxScore, Turtle and Flood 1995).

use std::cell::Cell;
use std::ops::Range;
use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::BlockSegmentPostings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, SegmentReader, TERMINATED};

use crate::plan::compile::query_plan::Clauses;
use crate::plan::languages::LanguageFilter;
use crate::plan::matching::leaf::{FieldWeight, Leaf};
use crate::search::matching::leaf::WeightByLength;

/// How many documents a window has: the sums of a window stay in the processor's nearest cache. Tests use
/// small ones, so that small archives have many.
const WINDOW: usize = if cfg!(test) { 64 } else { 4096 };

/// Where one clause has this many times the postings of another, it is better to skip through them than to read them all.
const SPARSE: u32 = 16;

/// The documents of a window, by their place in it.
#[derive(Clone)]
struct Docs([u64; WINDOW / 64]);

impl Docs {
    const NONE: Docs = Docs([0; WINDOW / 64]);

    fn insert(&mut self, place: usize) {
        self.0[place / 64] |= 1 << (place % 64);
    }

    fn holds(&self, place: usize) -> bool {
        self.0[place / 64] & (1 << (place % 64)) != 0
    }

    fn each(&self, mut visit: impl FnMut(usize)) {
        for (number, word) in self.0.iter().enumerate() {
            let mut left = *word;
            while left != 0 {
                visit(number * 64 + left.trailing_zeros() as usize);
                left &= left - 1;
            }
        }
    }

    fn add(&mut self, other: &Docs) {
        self.0.iter_mut().zip(other.0).for_each(|(word, other)| *word |= other);
    }

    fn keep(&mut self, other: &Docs) {
        self.0.iter_mut().zip(other.0).for_each(|(word, other)| *word &= other);
    }

    /// Keeps the documents before `end`.
    fn end(&mut self, end: usize) {
        for (word, number) in self.0.iter_mut().zip(0..).skip(end / 64) {
            *word &= if number == end / 64 { (1 << (end % 64)) - 1 } else { 0 };
        }
    }

    fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// The documents for which `is_so` is true.
    fn filter(&self, mut is_so: impl FnMut(usize) -> bool) -> Docs {
        let mut kept = Docs::NONE;
        self.each(|place| {
            if is_so(place) {
                kept.insert(place)
            }
        });
        kept
    }
}

/// Clauses over the postings of a segment.
pub(super) struct Windows {
    /// Those of fewest postings first; in each the leaves of highest idf, so that the others can be left unscored.
    clauses: Vec<Vec<WindowLeaf>>,
}

/// What is added up in each document of a window; all zero between uses.
struct Sums {
    /// What the words of one field count.
    counts: [f32; WINDOW],
    /// What the words of one leaf count in all its fields.
    frequencies: [f32; WINDOW],
    scores: [f32; WINDOW],
}

thread_local! {
    /// The sums of the last window of a thread, for the next one: making them takes longer than a rare word.
    static SPARE: Cell<Option<Box<Sums>>> = const { Cell::new(None) };
}

impl Sums {
    fn zeros() -> Box<Sums> {
        let zeros = || Box::new(Sums { counts: [0.0; WINDOW], frequencies: [0.0; WINDOW], scores: [0.0; WINDOW] });
        SPARE.take().unwrap_or_else(zeros)
    }
}

impl Windows {
    /// The clauses over a segment, before its first document.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(super) fn open(clauses: &Clauses, segment: &SegmentReader) -> tantivy::Result<Windows> {
        let clause = |leaves: &Vec<Arc<Leaf>>| leaves.iter().map(|leaf| WindowLeaf::open(leaf, segment)).collect();
        let mut clauses = clauses.iter().map(clause).collect::<tantivy::Result<Vec<Vec<_>>>>()?;
        clauses.sort_by_key(|leaves| postings_in(leaves));
        clauses.iter_mut().for_each(|leaves| leaves.sort_by(|one, other| other.leaf.idf.total_cmp(&one.leaf.idf)));
        let mut left = 0.0;
        for leaf in clauses.iter_mut().flatten().rev() {
            left += leaf.leaf.max_score();
            leaf.max_left = left;
        }
        Ok(Windows { clauses })
    }

    /// Whether it is cheaper to skip through the postings than to read them all.
    pub(super) fn are_sparse(&self) -> bool {
        match &self.clauses[..] {
            [first, .., last] => postings_in(first).saturating_mul(SPARSE) < postings_in(last),
            _ => false,
        }
    }

    /// Calls `visit` with every match among `docs`, in order, and its score. Scores below `threshold` may be
    /// underestimates (MaxScore pruning); `visit` returns the threshold from there on.
    pub(super) fn each(&mut self, docs: &Range<DocId>, threshold: f32, visit: impl FnMut(DocId, f32) -> f32) {
        let mut sums = Sums::zeros();
        self.each_with(&mut sums, docs, threshold, visit);
        SPARE.set(Some(sums));
    }

    fn each_with(
        &mut self,
        sums: &mut Sums,
        docs: &Range<DocId>,
        mut threshold: f32,
        mut visit: impl FnMut(DocId, f32) -> f32,
    ) {
        self.leave(docs.start);
        loop {
            let next = |leaves: &Vec<WindowLeaf>| leaves.iter().map(WindowLeaf::next).min().unwrap_or(TERMINATED);
            let base = self.clauses.iter().map(next).max().unwrap_or(TERMINATED);
            if base >= docs.end {
                return;
            }
            let mut matches: Option<Docs> = None;
            // The documents that can still reach the threshold; none where all can.
            let mut near: Option<Docs> = None;
            let mut scored = Docs::NONE;
            for leaves in &mut self.clauses {
                let mut found = Docs::NONE;
                for leaf in leaves {
                    if leaf.max_left < threshold {
                        let so_far = near.as_ref().or(matches.as_ref()).unwrap_or(&found);
                        near = Some(so_far.filter(|place| sums.scores[place] + leaf.max_left >= threshold));
                    }
                    let among = near.as_ref().or(matches.as_ref());
                    found.add(&leaf.add(base, among, sums));
                }
                scored.add(&found);
                if let Some(matches) = &matches {
                    found.keep(matches);
                }
                matches = Some(found);
                if matches.as_ref().is_some_and(Docs::is_empty) {
                    break;
                }
            }
            if let Some(mut matches) = matches {
                matches.end((docs.end - base) as usize);
                matches.each(|place| threshold = visit(base + place as DocId, sums.scores[place]));
            }
            scored.each(|place| sums.scores[place] = 0.0);
            // A clause after the one that ended the window still stands before its end.
            self.leave(base.saturating_add(WINDOW as DocId));
        }
    }

    /// Goes to the first document at or after `end`.
    fn leave(&mut self, end: DocId) {
        self.clauses.iter_mut().flatten().for_each(|leaf| leaf.leave(end));
    }
}

fn postings_in(leaves: &[WindowLeaf]) -> u32 {
    leaves.iter().flat_map(WindowLeaf::lists).map(|list| list.postings.doc_freq()).fold(0, u32::saturating_add)
}

/// A leaf over the postings of a segment.
struct WindowLeaf {
    leaf: Arc<Leaf>,
    /// An upper bound of the scores of it and the leaves after it.
    max_left: f32,
    fields: Vec<WindowField>,
}

struct WindowField {
    lists: Vec<List>,
    norms: FieldNormReader,
    /// The weight of one match, by the id of the text's length.
    weights: WeightByLength,
}

/// The postings of one word, and the place in their block.
struct List {
    postings: BlockSegmentPostings,
    at: usize,
    weight: f32,
    /// The documents in which the term counts, where it does not in all.
    filter: Option<LanguageFilter>,
}

impl WindowLeaf {
    fn open(leaf: &Arc<Leaf>, segment: &SegmentReader) -> tantivy::Result<WindowLeaf> {
        let mut fields = Vec::with_capacity(leaf.fields.len());
        for field in &leaf.fields {
            let field = WindowField::open(leaf, field, segment)?;
            if !field.lists.is_empty() {
                fields.push(field);
            }
        }
        Ok(WindowLeaf { leaf: Arc::clone(leaf), max_left: 0.0, fields })
    }

    fn lists(&self) -> impl Iterator<Item = &List> {
        self.fields.iter().flat_map(|field| &field.lists)
    }

    /// The next document.
    fn next(&self) -> DocId {
        self.lists().map(List::next).min().unwrap_or(TERMINATED)
    }

    /// The documents of the window that begins at `base`; adds to the scores of those among `near`, where none stands for
    /// all.
    fn add(&mut self, base: DocId, near: Option<&Docs>, sums: &mut Sums) -> Docs {
        let Sums { counts, frequencies, scores } = sums;
        let counts_any = self.leaf.idf > 0.0 && near.is_none_or(|near| !near.is_empty());
        let place = |doc: &DocId| (doc - base) as usize % WINDOW;
        let mut here = Docs::NONE;
        for field in &mut self.fields {
            let mut in_field = Docs::NONE;
            if !counts_any {
                let lists = field.lists.iter_mut();
                lists.for_each(|list| list.run(base, |docs, _| docs.iter().for_each(|doc| here.insert(place(doc)))));
                continue;
            }
            for list in &mut field.lists {
                let weight = list.weight;
                list.run(base, |docs, times| {
                    docs.iter().zip(times).for_each(|(doc, times)| {
                        let place = place(doc);
                        in_field.insert(place);
                        counts[place] += weight * *times as f32;
                    });
                });
            }
            here.add(&in_field);
            in_field.each(|place| {
                let count = std::mem::take(&mut counts[place]);
                if near.is_none_or(|near| near.holds(place)) {
                    let length = field.norms.fieldnorm_id(base + place as DocId);
                    frequencies[place] += field.weights[usize::from(length)] * count;
                }
            });
        }
        if !counts_any {
            return here;
        }
        let mut counted = here.clone();
        if let Some(near) = near {
            counted.keep(near);
        }
        counted.each(|place| {
            scores[place] += self.leaf.score(frequencies[place]);
            frequencies[place] = 0.0;
        });
        here
    }

    /// Goes to the first document at or after `end`.
    fn leave(&mut self, end: DocId) {
        self.fields.iter_mut().flat_map(|field| &mut field.lists).for_each(|list| list.seek(end));
    }
}

impl WindowField {
    fn open(leaf: &Leaf, field: &FieldWeight, segment: &SegmentReader) -> tantivy::Result<WindowField> {
        let index = segment.inverted_index(field.field)?;
        let mut lists = Vec::new();
        for (set, term) in leaf.sets.iter().flat_map(|set| set.terms.iter().map(move |term| (set, term))) {
            if let Some(info) = term.infos.get(segment, field.field) {
                let postings = index.read_block_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?;
                lists.push(List { postings, at: 0, weight: term.weight, filter: set.filter(term, segment)? });
            }
        }
        Ok(WindowField { lists, norms: field.norms(segment)?, weights: field.weight_by_length() })
    }
}

impl List {
    fn next(&self) -> DocId {
        self.postings.docs().get(self.at).copied().unwrap_or(TERMINATED)
    }

    fn seek(&mut self, target: DocId) {
        if self.next() < target {
            self.at = self.postings.seek(target);
        }
    }

    /// Calls `visit` with the documents of the window that begins at `base`, and how often the word stands in each, run after
    /// run, and goes to the first after it. Postings without frequencies have none.
    fn run(&mut self, base: DocId, mut visit: impl FnMut(&[DocId], &[u32])) {
        let end = base.saturating_add(WINDOW as DocId);
        self.seek(base);
        while self.next() < end {
            let docs = &self.postings.docs()[self.at..];
            let inside = docs.partition_point(|doc| *doc < end);
            let times = self.postings.freqs().get(self.at..).unwrap_or_default();
            match &self.filter {
                None => visit(&docs[..inside], times),
                Some(filter) => {
                    for place in (0..inside).filter(|place| filter.passes(docs[*place])) {
                        visit(&docs[place..=place], times.get(place..=place).unwrap_or_default());
                    }
                }
            }
            self.at += inside;
            if inside == docs.len() {
                self.postings.advance();
                self.at = 0;
            }
        }
    }
}
