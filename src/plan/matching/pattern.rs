//! What the words of one part of a query must look like in a text: their places, and how they stand to each other.
//!
//! A [`Pattern`] is matched against lists of positions, wherever these come from: from the index when articles are
//! found, from the stored text when matches are marked. That the two agree is thus no accident.

use crate::query::Within;

/// How words must stand in one text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Pattern {
    /// Any word of the set with this number.
    Words(usize),
    /// Words of these sets in this order.
    Phrase {
        /// The parts in order; at least two.
        parts: Vec<Part>,
        /// How many further words may stand between the parts in all.
        slop: u32,
    },
    /// One of these.
    Any(Vec<Pattern>),
    /// Two patterns close to each other; neither may overlap the other.
    Near {
        /// The pattern on the left.
        left: Box<Pattern>,
        /// The pattern on the right.
        right: Box<Pattern>,
        /// How close.
        within: Within,
        /// Whether the left one must come first.
        ordered: bool,
    },
}

impl Pattern {
    /// Whether it asks where sentences or paragraphs end.
    pub(crate) fn needs_ends(&self) -> bool {
        match self {
            Pattern::Words(_) | Pattern::Phrase { .. } => false,
            Pattern::Any(patterns) => patterns.iter().any(Pattern::needs_ends),
            Pattern::Near { left, right, within, .. } => {
                !matches!(within, Within::Words(_)) || left.needs_ends() || right.needs_ends()
            }
        }
    }
}

/// One word of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// The number of its set.
    pub(crate) set: usize,
    /// How it joins the word before it.
    pub(crate) joint: Joint,
}

/// How a word of a phrase joins the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Joint {
    /// It is a piece of the same typed word, so it must follow at once.
    Tight,
    /// It follows at once, or further on as the slop allows.
    Loose,
    /// As [`Joint::Loose`], and one bigram in between is not counted: the one of the end of the last word
    /// and the start of this, where the text has no space between them.
    Unspaced,
}

/// Where a pattern matches: positions from `start` up to `end`, and those of them that take part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Span {
    /// The first position.
    pub(crate) start: u32,
    /// The position after the last.
    pub(crate) end: u32,
    /// The positions that take part, as a range of [`Spans::members`].
    members: (u32, u32),
}

/// A text as a pattern sees it: the sorted positions of every set, and where sentences and paragraphs begin.
#[derive(Clone, Debug, Default)]
pub(crate) struct Positions {
    /// The positions of each set, by its number.
    pub(crate) sets: Vec<Vec<u32>>,
    /// The positions at which sentences begin, but for the first of each paragraph.
    pub(crate) sentences: Vec<u32>,
    /// The positions at which paragraphs begin, but for the first of the text.
    pub(crate) paragraphs: Vec<u32>,
}

impl Positions {
    /// No positions yet, with room for this number of sets.
    pub(crate) fn new(sets: usize) -> Positions {
        Positions { sets: vec![Vec::new(); sets], sentences: Vec::new(), paragraphs: Vec::new() }
    }

    /// Forgets everything but how many sets there are.
    pub(crate) fn clear(&mut self) {
        self.sets.iter_mut().for_each(Vec::clear);
        self.sentences.clear();
        self.paragraphs.clear();
    }
}

/// How many matches of one pattern are found in one text at most: pairs of near words grow with the square of the text.
const MAX_SPANS: usize = 10_000;

/// Finds matches; keeps its memory from text to text.
#[derive(Debug, Default)]
pub(crate) struct Spans {
    /// The positions that take part in matches, match after match.
    members: Vec<u32>,
    walk: Walk,
}

/// The memory of a walk along a phrase.
#[derive(Debug, Default)]
struct Walk {
    /// How far each word of the phrase has come in its list; they only move forward.
    cursors: Vec<usize>,
    /// The positions of the words so far.
    chain: Vec<u32>,
}

impl Spans {
    /// The matches of a pattern, by their start.
    pub(crate) fn find(&mut self, pattern: &Pattern, positions: &Positions) -> Vec<Span> {
        self.members.clear();
        self.matches(pattern, positions)
    }

    /// How many matches of a pattern there are; of a proximity, how many on its left are near one on its right. Of alternatives
    /// those count that do not overlap, for a text that is matched in two ways says what it says once.
    pub(crate) fn count(&mut self, pattern: &Pattern, positions: &Positions) -> u32 {
        match pattern {
            Pattern::Phrase { parts, slop } => {
                let mut count = 0;
                self.each_chain(parts, *slop, positions, |_, _| count += 1);
                count
            }
            Pattern::Near { left, right, within, ordered } => {
                self.members.clear();
                let (left, right) = self.sides(left, right, positions);
                let reach = Reach::new(*within, *ordered, &right, positions);
                left.iter().filter(|one| reach.partners(one, &right).next().is_some()).count() as u32
            }
            Pattern::Any(_) => apart(self.find(pattern, positions)),
            Pattern::Words(set) => positions.sets[*set].len() as u32,
        }
    }

    /// The positions that take part in a match found last.
    pub(crate) fn members(&self, span: Span) -> &[u32] {
        &self.members[span.members.0 as usize..span.members.1 as usize]
    }

    fn matches(&mut self, pattern: &Pattern, positions: &Positions) -> Vec<Span> {
        match pattern {
            Pattern::Words(set) => positions.sets[*set].iter().map(|at| self.span(*at, *at + 1, &[*at])).collect(),
            Pattern::Phrase { parts, slop } => self.phrase(parts, *slop, positions),
            Pattern::Any(patterns) => {
                let mut found: Vec<Span> = patterns.iter().flat_map(|one| self.matches(one, positions)).collect();
                found.sort_unstable();
                self.without_doubles(found)
            }
            Pattern::Near { left, right, within, ordered } => {
                let (left, right) = self.sides(left, right, positions);
                let reach = Reach::new(*within, *ordered, &right, positions);
                let mut joined = Vec::new();
                for one in &left {
                    let partners = reach.partners(one, &right).take(MAX_SPANS - joined.len());
                    joined.extend(partners.map(|other| self.join(*one, *other)));
                }
                joined.sort_unstable();
                joined
            }
        }
    }

    /// The matches of both sides of a proximity; none of the right where there are none of the left.
    fn sides(&mut self, left: &Pattern, right: &Pattern, positions: &Positions) -> (Vec<Span>, Vec<Span>) {
        let left = self.matches(left, positions);
        let right = if left.is_empty() { Vec::new() } else { self.matches(right, positions) };
        (left, right)
    }

    fn span(&mut self, start: u32, end: u32, members: &[u32]) -> Span {
        let from = self.members.len() as u32;
        self.members.extend_from_slice(members);
        Span { start, end, members: (from, self.members.len() as u32) }
    }

    /// Sorted spans, those from the same start to the same end as one, in which the words of all take part.
    fn without_doubles(&mut self, spans: Vec<Span>) -> Vec<Span> {
        let mut found: Vec<Span> = Vec::with_capacity(spans.len());
        for span in spans {
            match found.last_mut() {
                Some(last) if (last.start, last.end) == (span.start, span.end) => {
                    if self.members(*last) != self.members(span) {
                        *last = self.join(*last, span);
                    }
                }
                _ => found.push(span),
            }
        }
        found
    }

    /// One span over two, in which the words of both take part.
    fn join(&mut self, one: Span, other: Span) -> Span {
        let from = self.members.len() as u32;
        for side in [one, other] {
            self.members.extend_from_within(side.members.0 as usize..side.members.1 as usize);
        }
        let members = (from, self.members.len() as u32);
        Span { start: one.start.min(other.start), end: one.end.max(other.end), members }
    }

    fn phrase(&mut self, parts: &[Part], slop: u32, positions: &Positions) -> Vec<Span> {
        let mut found = Vec::new();
        self.each_chain(parts, slop, positions, |spans, chain| {
            let (start, end) = (chain.first().copied().unwrap_or(0), chain.last().map_or(0, |last| last + 1));
            found.push(spans.span(start, end, chain));
        });
        found
    }

    /// Calls back with a chain from every position of the first word, each next word at its nearest position.
    fn each_chain(
        &mut self,
        parts: &[Part],
        slop: u32,
        positions: &Positions,
        mut each: impl FnMut(&mut Spans, &[u32]),
    ) {
        let Some(first) = parts.first() else { return };
        let mut walk = std::mem::take(&mut self.walk);
        walk.cursors.clear();
        walk.cursors.resize(parts.len(), 0);
        for start in &positions.sets[first.set] {
            if follow(*start, parts, slop, positions, &mut walk) {
                each(self, &walk.chain);
            }
        }
        self.walk = walk;
    }
}

/// How many of these matches stand side by side at most.
fn apart(mut spans: Vec<Span>) -> u32 {
    spans.sort_unstable_by_key(|span| span.end);
    let (mut count, mut behind) = (0, 0);
    for span in spans {
        if span.start >= behind {
            (count, behind) = (count + 1, span.end);
        }
    }
    count
}

/// How far a match may be from another to be near it.
struct Reach {
    within: Within,
    ordered: bool,
    /// The longest match on the right, in words.
    longest: u32,
    /// Where the sentences or paragraphs begin that both must stand in.
    begins: Vec<u32>,
}

impl Reach {
    fn new(within: Within, ordered: bool, right: &[Span], positions: &Positions) -> Reach {
        let longest = right.iter().map(|span| span.end - span.start).max().unwrap_or(0);
        let begins = if let Within::Words(_) = within { Vec::new() } else { begins(within, positions) };
        Reach { within, ordered, longest, begins }
    }

    /// The matches on the right that are near one on the left and do not overlap it.
    fn partners<'s>(&self, one: &Span, right: &'s [Span]) -> impl Iterator<Item = &'s Span> {
        let (one, ordered) = (*one, self.ordered);
        let (first, behind, limit, words) = match self.within {
            Within::Words(words) => {
                let first = if ordered { one.end } else { one.start.saturating_sub(words + self.longest) };
                (first, one.end.saturating_add(words), u32::MAX, words)
            }
            Within::Sentence | Within::Paragraph => {
                let (first, behind) = self.unit(one);
                (first, behind, behind, u32::MAX)
            }
        };
        let from = right.partition_point(|other| other.start < first);
        right[from..].iter().take_while(move |other| other.start < behind).filter(move |other| {
            let apart = one.end <= other.start || (!ordered && other.end <= one.start);
            apart && other.end <= limit && one.start.max(other.start) - one.end.min(other.end) < words
        })
    }

    /// The sentence or paragraph that a match stands in; an empty one where it runs over the end of its own.
    fn unit(&self, one: Span) -> (u32, u32) {
        let unit = self.begins.partition_point(|begin| *begin <= one.start);
        let first = unit.checked_sub(1).map_or(0, |unit| self.begins[unit]);
        let behind = self.begins.get(unit).copied().unwrap_or(u32::MAX);
        if one.end > behind { (0, 0) } else { (first, behind) }
    }
}

/// Follows a phrase from the place of its first word; whether it reaches its last.
fn follow(start: u32, parts: &[Part], slop: u32, positions: &Positions, walk: &mut Walk) -> bool {
    let Walk { cursors, chain } = walk;
    chain.clear();
    chain.push(start);
    let mut left = slop;
    let mut expected = start + 1;
    let mut at = 1;
    while at < parts.len() {
        let size = 1 + parts[at + 1..].iter().take_while(|part| part.joint == Joint::Tight).count();
        let Some(found) = next_group(&parts[at..at + size], expected, positions, &mut cursors[at..at + size]) else {
            return false;
        };
        let free = u32::from(parts[at].joint == Joint::Unspaced);
        let spent = (found - expected).saturating_sub(free);
        if spent > left || (parts[at].joint == Joint::Tight && found > expected) {
            return false;
        }
        left -= spent;
        chain.extend((found..).take(size));
        expected = found + size as u32;
        at += size;
    }
    true
}

/// The first position at or after `from` where the words of a group follow each other at once.
fn next_group(group: &[Part], from: u32, positions: &Positions, cursors: &mut [usize]) -> Option<u32> {
    let mut start = from;
    'place: loop {
        for (number, (part, cursor)) in group.iter().zip(cursors.iter_mut()).enumerate() {
            let list = &positions.sets[part.set];
            let wanted = start + number as u32;
            while list.get(*cursor).is_some_and(|at| *at < wanted) {
                *cursor += 1;
            }
            let at = *list.get(*cursor)?;
            if at != wanted {
                start = at - number as u32;
                continue 'place;
            }
        }
        return Some(start);
    }
}

/// Where the units of text begin that `within` speaks of.
fn begins(within: Within, positions: &Positions) -> Vec<u32> {
    let mut begins = positions.paragraphs.clone();
    if within == Within::Sentence {
        begins.extend_from_slice(&positions.sentences);
        begins.sort_unstable();
    }
    begins
}

#[cfg(test)]
mod tests {
    use super::*;

    fn positions(sets: &[&[u32]]) -> Positions {
        Positions { sets: sets.iter().map(|set| set.to_vec()).collect(), sentences: vec![5], paragraphs: vec![10] }
    }

    fn found(pattern: &Pattern, sets: &[&[u32]]) -> Vec<(u32, u32)> {
        Spans::default().find(pattern, &positions(sets)).iter().map(|span| (span.start, span.end)).collect()
    }

    fn phrase(joints: &[Joint], slop: u32) -> Pattern {
        let parts = joints.iter().enumerate().map(|(set, joint)| Part { set, joint: *joint }).collect();
        Pattern::Phrase { parts, slop }
    }

    fn near(within: Within, ordered: bool) -> Pattern {
        let side = |set| Box::new(Pattern::Words(set));
        Pattern::Near { left: side(0), right: side(1), within, ordered }
    }

    #[test]
    fn phrases_stand_in_order_and_slop_is_shared() {
        use Joint::{Loose, Tight, Unspaced};
        assert_eq!(found(&phrase(&[Loose, Loose], 0), &[&[1, 4], &[2, 6]]), [(1, 3)]);
        assert_eq!(found(&phrase(&[Loose, Loose], 1), &[&[1, 4], &[2, 6]]), [(1, 3), (4, 7)]);
        assert_eq!(found(&phrase(&[Loose, Loose, Loose], 1), &[&[1], &[3], &[5]]), []);
        assert_eq!(found(&phrase(&[Loose, Loose, Loose], 2), &[&[1], &[3], &[5]]), [(1, 6)]);
        assert_eq!(found(&phrase(&[Loose, Loose, Tight], 1), &[&[1], &[2, 3], &[4]]), [(1, 5)]);
        assert_eq!(found(&phrase(&[Loose, Unspaced], 0), &[&[1], &[3]]), [(1, 4)]);
    }

    #[test]
    fn near_counts_words_in_both_directions() {
        assert_eq!(found(&near(Within::Words(2), false), &[&[4], &[2, 6, 7]]), [(2, 5), (4, 7)]);
        assert_eq!(found(&near(Within::Words(2), true), &[&[4], &[2, 6, 7]]), [(4, 7)]);
        assert_eq!(found(&near(Within::Words(9), false), &[&[4], &[4]]), [], "a word is not near itself");
    }

    #[test]
    fn units_part_what_stands_close() {
        assert_eq!(found(&near(Within::Sentence, false), &[&[4], &[0, 5]]), [(0, 5)]);
        assert_eq!(found(&near(Within::Paragraph, false), &[&[4, 11], &[9, 10]]), [(4, 10), (10, 12)]);
    }

    #[test]
    fn many_pairs_are_cut() {
        let all: Vec<u32> = (0..50_000).collect();
        let found = found(&near(Within::Words(1000), false), &[&all, &all]);
        assert_eq!(found.len(), MAX_SPANS);
    }
}
