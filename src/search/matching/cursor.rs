//! Walking the postings of term sets: which documents of a segment may match a pattern, and the positions of its words.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;

use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, SegmentReader, TERMINATED, TantivyError};

use super::surface::Surface;
use crate::index::figures::postings;
use crate::plan::languages::FilteredPostings;
use crate::plan::lexicon::term_set::TermSet;
use crate::plan::matching::pattern::{Pattern, Positions};

/// The documents of a segment in which the words of a pattern stand, whether or not in the right places.
pub(crate) enum Cursor {
    /// Documents with a word of the set of this number.
    Words(usize, Box<WordsCursor>),
    /// Documents that all of these hold.
    All(Vec<Cursor>, DocId),
    /// Documents that any of these holds.
    Any(Vec<Cursor>, DocId),
}

impl Cursor {
    /// A cursor at the first document.
    pub(crate) fn open(
        pattern: &Pattern,
        sets: &[Arc<TermSet>],
        segment: &SegmentReader,
        field: Field,
        option: IndexRecordOption,
    ) -> Result<Cursor, TantivyError> {
        let words = |set: usize| -> Result<Cursor, TantivyError> {
            Ok(Cursor::Words(set, Box::new(WordsCursor::open(&sets[set], segment, field, option)?)))
        };
        let inner = |one: &Pattern| Cursor::open(one, sets, segment, field, option);
        let mut cursor = match pattern {
            Pattern::Words(set) => return words(*set),
            Pattern::Phrase { parts, .. } => {
                Cursor::All(parts.iter().map(|part| words(part.set)).collect::<Result<_, _>>()?, 0)
            }
            Pattern::Any(patterns) => Cursor::Any(patterns.iter().map(inner).collect::<Result<_, _>>()?, 0),
            Pattern::Near { left, right, .. } => Cursor::All(vec![inner(left)?, inner(right)?], 0),
        };
        cursor.settle(0);
        Ok(cursor)
    }

    /// The document that the cursor stands on.
    pub(super) fn doc(&self) -> DocId {
        match self {
            Cursor::Words(_, words) => words.doc,
            Cursor::All(_, doc) | Cursor::Any(_, doc) => *doc,
        }
    }

    /// Moves to the first document at or after `target`.
    pub(crate) fn seek(&mut self, target: DocId) -> DocId {
        if self.doc() < target {
            self.settle(target);
        }
        self.doc()
    }

    fn settle(&mut self, target: DocId) {
        match self {
            Cursor::Words(_, words) => words.seek(target),
            Cursor::All(cursors, doc) => *doc = meet(cursors, target),
            Cursor::Any(cursors, doc) => {
                *doc = cursors.iter_mut().map(|cursor| cursor.seek(target)).min().unwrap_or(TERMINATED);
            }
        }
    }

    /// About how many documents there are: never fewer.
    pub(super) fn size_hint(&self) -> u32 {
        match self {
            Cursor::Words(_, words) => {
                words.lists.iter().map(|(list, _)| list.size_hint()).fold(0, u32::saturating_add)
            }
            Cursor::All(cursors, _) => cursors.iter().map(Cursor::size_hint).min().unwrap_or(0),
            Cursor::Any(cursors, _) => cursors.iter().map(Cursor::size_hint).fold(0, u32::saturating_add),
        }
    }

    /// Adds the positions that the words of every set have in the document that the cursor stands on.
    pub(crate) fn positions(&mut self, positions: &mut Positions) {
        match self {
            Cursor::Words(set, words) => words.positions(&mut positions.sets[*set]),
            Cursor::All(cursors, doc) | Cursor::Any(cursors, doc) => {
                cursors.iter_mut().filter(|cursor| cursor.doc() == *doc).for_each(|cursor| cursor.positions(positions));
            }
        }
    }
}

/// The first document at or after `target` that all cursors hold.
fn meet(cursors: &mut [Cursor], mut target: DocId) -> DocId {
    loop {
        let furthest = cursors.iter_mut().fold(target, |furthest, cursor| cursor.seek(furthest));
        if furthest == TERMINATED || cursors.iter().all(|cursor| cursor.doc() == furthest) {
            return furthest;
        }
        target = furthest;
    }
}

/// Up to this number of lists the nearest document is found by comparing them all; among more, by a heap.
const FEW: usize = 12;

/// The documents of a segment that hold any word of a set.
pub(crate) struct WordsCursor {
    /// The postings of each word, with how much it counts.
    lists: Vec<(FilteredPostings, f32)>,
    /// The order of many lists.
    order: Option<Order>,
    doc: DocId,
    surface: Option<Surface>,
}

/// Many lists, ordered by the document that each is at.
struct Order {
    /// Those that are at the document of the cursor.
    here: Vec<usize>,
    /// The others that are not at their end, nearest first.
    ahead: BinaryHeap<Reverse<(DocId, usize)>>,
}

impl WordsCursor {
    /// A cursor at the first document.
    pub(super) fn open(
        set: &TermSet,
        segment: &SegmentReader,
        field: Field,
        option: IndexRecordOption,
    ) -> Result<WordsCursor, TantivyError> {
        let mut lists = Vec::new();
        for term in &set.terms {
            if let Some(info) = term.infos.get(segment, field) {
                let list = postings(segment, field, info, option)?;
                lists.push((FilteredPostings::new(list, set.filter(term, segment)?), term.weight));
            }
        }
        let surface = set.surface.as_ref().map(|text| Surface::open(text, segment, field)).transpose()?;
        let nearest = lists.iter().map(|(list, _)| list.doc()).min().unwrap_or(TERMINATED);
        let order = (lists.len() > FEW).then(|| Order::of(&lists, nearest));
        Ok(WordsCursor { lists, order, doc: nearest, surface })
    }

    /// The document that the cursor stands on.
    pub(super) fn doc(&self) -> DocId {
        self.doc
    }

    /// Moves to the first document at or after `target`.
    pub(super) fn seek(&mut self, target: DocId) {
        if self.doc >= target {
            return;
        }
        if let Some(order) = &mut self.order {
            self.doc = order.seek(&mut self.lists, target);
            return;
        }
        let mut nearest = TERMINATED;
        for (list, _) in &mut self.lists {
            let doc = if list.doc() < target { list.seek(target) } else { list.doc() };
            nearest = nearest.min(doc);
        }
        self.doc = nearest;
    }

    /// Whether it matters how the words are written.
    pub(super) fn checks_surface(&self) -> bool {
        self.surface.is_some()
    }

    /// How often the document has the words: weighed, and as a plain number.
    pub(super) fn frequency(&self) -> (f32, u32) {
        let count = |(weighted, plain): (f32, u32), (list, weight): &(FilteredPostings, f32)| {
            let times = list.term_freq();
            (weighted + weight * times as f32, plain + times)
        };
        match &self.order {
            Some(order) => order.here.iter().map(|number| &self.lists[*number]).fold((0.0, 0), count),
            None => self.lists.iter().filter(|(list, _)| list.doc() == self.doc).fold((0.0, 0), count),
        }
    }

    /// Adds the positions of the words in the document, in order, each once.
    pub(super) fn positions(&mut self, positions: &mut Vec<u32>) {
        let WordsCursor { lists, order, doc, surface } = self;
        let mut added = u32::from(!positions.is_empty());
        let mut add = |list: &mut FilteredPostings| {
            list.append_positions(positions);
            added += 1;
        };
        match order {
            Some(order) => order.here.iter().for_each(|number| add(&mut lists[*number].0)),
            None => lists.iter_mut().filter(|(list, _)| list.doc() == *doc).for_each(|(list, _)| add(list)),
        }
        if added > 1 {
            positions.sort_unstable();
            // A word and what says how it is written stand at one place.
            positions.dedup();
        }
        if let Some(surface) = surface {
            surface.retain(*doc, positions);
        }
    }
}

impl Order {
    fn of(lists: &[(FilteredPostings, f32)], nearest: DocId) -> Order {
        let ahead = lists.iter().enumerate().map(|(number, (list, _))| Reverse((list.doc(), number))).collect();
        let mut order = Order { here: Vec::new(), ahead };
        order.gather(nearest);
        order
    }

    /// Moves every list to its first document at or after `target`; returns the nearest of these.
    fn seek(&mut self, lists: &mut [(FilteredPostings, f32)], target: DocId) -> DocId {
        for number in self.here.drain(..) {
            self.ahead.push(Reverse((lists[number].0.seek(target), number)));
        }
        while let Some(mut nearest) = self.ahead.peek_mut().filter(|nearest| nearest.0.0 < target) {
            nearest.0.0 = lists[nearest.0.1].0.seek(target);
        }
        let doc = self.ahead.peek().map_or(TERMINATED, |nearest| nearest.0.0);
        self.gather(doc);
        doc
    }

    fn gather(&mut self, doc: DocId) {
        while let Some(Reverse((_, number))) = self.ahead.peek().copied().filter(|next| next.0.0 == doc) {
            self.ahead.pop();
            if doc != TERMINATED {
                self.here.push(number);
            }
        }
    }
}
