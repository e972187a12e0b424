//! Collecting: the first hits in order, the count of all, and what facets are counted over, in one pass.
//!
//! Where copies are collapsed, the copies of a story are one hit: the best of them takes the place, and the one asked for
//! is shown. Facets then count of each story the first copy of which the day is known, or the one that is shown where the longest is
//! asked for.
//!
//! The order is total and knows nothing of segments: by score or date, then by the article's id, then, where captures
//! share an id, the newest first.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering::Relaxed};

use tantivy::{DocAddress, DocId, Score, SegmentOrdinal};

use super::walk::{Piece, Walk};
use crate::index::Snapshot;
use crate::model::{ArticleId, Copies};
use crate::plan::Order;
use crate::plan::compile::query_plan::Plan;
use crate::plan::matching::leaf::{SCORE_STEPS, rank_of_score};
use crate::search::matching::bits::Bits;
use crate::search::statistics::{Columns, Statistics, Value, Values};
use crate::search::stories::groups::Stories;

/// One hit in its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Ranked {
    /// What it is ordered by.
    pub(crate) key: Key,
    /// Its score.
    pub(crate) score: Score,
    /// What of its score is for likeness to the first hits.
    pub(crate) likeness: Score,
    /// Its address in the index.
    pub(crate) address: DocAddress,
    /// The address of the article that is shown in its place: itself, or a copy.
    pub(crate) shown: DocAddress,
}

/// What hits are ordered by; the smallest comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    /// The score or the date, in the order asked for.
    pub(super) rank: i64,
    /// The article's id.
    order: u64,
    /// Its place among the captures of that id.
    capture: u64,
}

impl Key {
    /// The article that is ordered.
    pub(crate) fn article(&self) -> ArticleId {
        ArticleId(self.order)
    }
}

impl Eq for Ranked {}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Ranked) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ranked {
    fn cmp(&self, other: &Ranked) -> Ordering {
        self.key.cmp(&other.key).then_with(|| self.address.cmp(&other.address))
    }
}

/// The score that has a rank.
fn score_of_rank(rank: i64) -> Score {
    -(rank as Score) / SCORE_STEPS
}

/// The first hits of a search in order (top-k), and what is counted on the way.
#[derive(Debug)]
pub(crate) struct TopHits {
    /// In which order.
    pub(crate) order: Order,
    /// How many hits.
    pub(crate) wanted: usize,
    /// Whether it matters which articles match.
    pub(crate) keeps_matches: bool,
    /// Which copy of a story is shown, and which articles are copies; none where each is a hit of its own.
    pub(crate) stories: Option<(Copies, Arc<Stories>)>,
}

/// What a search collected.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// The first hits in order.
    pub(crate) hits: Vec<Ranked>,
    /// How many hits there are: stories where copies are collapsed, else articles.
    pub(crate) total: u64,
    /// How many articles match.
    pub(crate) articles: u64,
    /// The stories that have copies.
    pub(crate) stories: BTreeMap<u32, Story>,
    /// The articles that match, by segment, where that matters; without those of stories that have copies.
    pub(crate) matches: Vec<Bits>,
}

/// A story of which copies match.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Story {
    /// The copy that comes first.
    best: Ranked,
    /// What the copy that is shown was chosen by, the smallest first, and where it lies.
    choice: (Key, DocAddress),
    /// What the copy that facets count was chosen by, likewise: whatever the order of hits, the first of which the day is known.
    counted: (Key, DocAddress),
}

impl Story {
    /// The same with the copies of another segment.
    fn and(self, other: Story) -> Story {
        Story {
            best: self.best.min(other.best),
            choice: self.choice.min(other.choice),
            counted: self.counted.min(other.counted),
        }
    }

    /// The hit that the story makes.
    pub(crate) fn hit(self) -> Ranked {
        Ranked { shown: self.choice.1, ..self.best }
    }

    /// Where the copy lies that facets count.
    pub(crate) fn counted(self) -> DocAddress {
        self.counted.1
    }
}

impl TopHits {
    /// Collects from a plan.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(crate) fn collect(&self, snapshot: &Snapshot, statistics: &Statistics, plan: &Plan) -> tantivy::Result<Found> {
        let mut walk = Walk::new(snapshot, plan, self.order == Order::Relevance && self.wanted > 0)?;
        if self.order == Order::Newest {
            // Archives grow by the day: what was added last is the newest, and what is older need not be ordered then.
            walk = walk.backwards();
        }
        let last = AtomicI64::new(if self.order == Order::Relevance { rank_of_score(0.0) } else { i64::MAX });
        let pieces = walk.pieces(|piece| {
            let mut collected = self.open(piece, &statistics.columns[piece.ordinal as usize], &last);
            walk.each(piece, |doc, score| collected.collect(doc, score))?;
            Ok(collected)
        })?;
        let mut matches: Vec<Bits> = Vec::new();
        if self.keeps_matches {
            let segments = snapshot.searcher().segment_readers();
            matches.extend(segments.iter().map(|segment| Bits::below(segment.max_doc())));
        }
        Ok(self.merge(pieces, matches))
    }

    fn open<'a>(&self, piece: &Piece<'_>, columns: &'a Columns, last: &'a AtomicI64) -> PieceHits<'a> {
        PieceHits {
            order: self.order,
            wanted: self.wanted,
            segment: piece.ordinal,
            columns,
            stories: self.stories.clone(),
            copies: BTreeMap::new(),
            hits: BinaryHeap::new(),
            last,
            asked: 0,
            total: 0,
            articles: 0,
            matches: self.keeps_matches.then(|| Bits::below(piece.segment.max_doc())),
        }
    }

    fn merge(&self, pieces: Vec<PieceHits<'_>>, matches: Vec<Bits>) -> Found {
        let mut all = Found { matches, ..Found::default() };
        for piece in pieces {
            all.hits.extend(piece.hits);
            all.total += piece.total;
            all.articles += piece.articles;
            for (number, story) in piece.copies {
                all.stories.entry(number).and_modify(|known| *known = known.and(story)).or_insert(story);
            }
            if let (Some(here), Some(all)) = (piece.matches, all.matches.get_mut(piece.segment as usize)) {
                all.add(&here);
            }
        }
        all.total += all.stories.len() as u64;
        if self.wanted > 0 {
            all.hits.extend(all.stories.values().map(|story| story.hit()));
        }
        all.hits.sort_unstable();
        all.hits.truncate(self.wanted);
        all
    }
}

/// How much later a copy without a day comes where the copy to show is chosen: more than any two scores differ.
const UNDATED: i64 = 1 << 40;

/// After this many values were read in one piece of a segment, unpacking the whole column costs less than reading one by one.
const MANY: u64 = if cfg!(test) { 10 } else { 2_000 };

/// What is collected in a piece of a segment.
struct PieceHits<'a> {
    order: Order,
    wanted: usize,
    segment: SegmentOrdinal,
    columns: &'a Columns,
    stories: Option<(Copies, Arc<Stories>)>,
    /// The stories met so far that have copies.
    copies: BTreeMap<u32, Story>,
    /// The first hits so far; the last of them on top.
    hits: BinaryHeap<Ranked>,
    /// The threshold: the rank after which nothing is among the first hits, as far as any piece knows.
    last: &'a AtomicI64,
    /// How many values of columns were asked for.
    asked: u64,
    total: u64,
    articles: u64,
    matches: Option<Bits>,
}

impl PieceHits<'_> {
    fn rank(&mut self, doc: DocId, score: Score) -> i64 {
        match self.order {
            Order::Relevance => rank_of_score(score),
            Order::Newest => self.value(|columns| &columns.instants, doc).map_or(i64::MAX, |date| -date),
            Order::Oldest => self.value(|columns| &columns.instants, doc).unwrap_or(i64::MAX),
        }
    }

    fn value<T: Value>(&mut self, of: impl Fn(&Columns) -> &Values<T>, doc: DocId) -> Option<T> {
        self.asked += 1;
        of(self.columns).get(doc, self.asked > MANY)
    }

    fn ranked(&mut self, doc: DocId, rank: i64, score: Score) -> Ranked {
        let address = DocAddress::new(self.segment, doc);
        Ranked { key: self.key(doc, rank), score, likeness: 0.0, address, shown: address }
    }

    fn key(&mut self, doc: DocId, rank: i64) -> Key {
        let order = self.value(|columns| &columns.ids, doc).unwrap_or_default();
        Key { rank, order, capture: self.value(|columns| &columns.captures, doc).unwrap_or_default() }
    }

    /// Puts a document among the first hits if it belongs there.
    fn rank_among_hits(&mut self, doc: DocId, score: Score) {
        // Nearly all matches of common words end here.
        if self.order == Order::Relevance && score < self.threshold() {
            return;
        }
        let rank = self.rank(doc, score);
        if rank > self.last.load(Relaxed) {
            return;
        }
        if self.hits.len() < self.wanted {
            let hit = self.ranked(doc, rank, score);
            self.hits.push(hit);
            return;
        }
        // Most documents are left out by their rank. Among equals, of which common words make many, the id decides, and it
        // must be looked up.
        let Some(last) = self.hits.peek().map(|last| last.key) else { return };
        if rank > last.rank
            || (rank == last.rank && self.value(|columns| &columns.ids, doc).unwrap_or_default() > last.order)
        {
            return;
        }
        let hit = self.ranked(doc, rank, score);
        if let Some(mut last) = self.hits.peek_mut().filter(|last| hit < **last) {
            *last = hit;
        }
        if let Some(last) = self.hits.peek() {
            self.last.fetch_min(last.key.rank, Relaxed);
        }
    }

    /// Takes a document that is a copy where copies are collapsed; false for any other.
    fn collect_copy(&mut self, doc: DocId, score: Score) -> bool {
        let address = DocAddress::new(self.segment, doc);
        let Some((copies, stories)) = &self.stories else { return false };
        let (copies, Some(number)) = (*copies, stories.story(address)) else { return false };
        let rank = self.rank(doc, score);
        let choice = match copies {
            Copies::First => self.value(|columns| &columns.instants, doc).unwrap_or(i64::MAX),
            Copies::Longest => -(self.value(|columns| &columns.words, doc).unwrap_or_default() as i64),
            // Of copies that are as good the one is shown that knows its day.
            Copies::All | Copies::Collapse if self.value(|columns| &columns.instants, doc).is_some() => rank,
            Copies::All | Copies::Collapse => rank.saturating_add(UNDATED),
        };
        let choice = self.key(doc, choice);
        let first = self.value(|columns| &columns.instants, doc).unwrap_or(i64::MAX);
        let counted = if copies == Copies::Longest { choice } else { Key { rank: first, ..choice } };
        let best = self.ranked(doc, rank, score);
        let story = Story { best, choice: (choice, address), counted: (counted, address) };
        self.copies.entry(number).and_modify(|known| *known = known.and(story)).or_insert(story);
        true
    }

    /// Takes a match; where hits are ordered by score, returns the lowest score among the first hits.
    fn collect(&mut self, doc: DocId, score: Score) -> Score {
        self.articles += 1;
        if !self.collect_copy(doc, score) {
            self.total += 1;
            self.matches.iter_mut().for_each(|matches| matches.insert(doc));
            if self.wanted > 0 {
                self.rank_among_hits(doc, score);
            }
        }
        self.threshold()
    }

    /// The lowest score among the first hits, where they are ordered by score.
    fn threshold(&self) -> Score {
        score_of_rank(self.last.load(Relaxed))
    }
}
