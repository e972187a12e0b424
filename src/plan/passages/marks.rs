//! Which words of a stored text are what a query matched.
//!
//! The text is cut as it was when it was indexed, and the plan is matched against it as it was against the index, so
//! that marks agree with what really matched: of a phrase or a proximity only the words that take part, of an
//! alternative only the side that holds.

use std::ops::Range;
use std::sync::Arc;

use foldhash::HashMap;
use tantivy::schema::Field;

use crate::index::{Schema, written};
use crate::lang::{End, Ends};
use crate::plan::compile::query_plan::Plan;
use crate::plan::languages::{LanguageId, LanguageSet};
use crate::plan::matching::leaf::Leaf;
use crate::plan::matching::pattern::{Positions, Spans};
use crate::plan::matching::surface;
use crate::text::words::each_word_where;

/// A place in a text that matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Its bytes.
    pub(crate) range: Range<usize>,
    /// The number of the leaf that matched there.
    pub(super) leaf: usize,
}

/// Marks what a plan matches in the texts of hits.
pub(crate) struct Highlighter {
    plan: Plan,
    leaves: Vec<Arc<Leaf>>,
    /// The sets that a word is in.
    words: HashMap<String, Vec<Membership>>,
    /// Whether there are terms among them that say how a word is written.
    has_written: bool,
    filter: WordFilter,
    fields: Vec<Looked>,
}

/// That a word is in a set of a leaf.
struct Membership {
    leaf: usize,
    set: usize,
    /// In articles of which languages it counts.
    languages: LanguageSet,
    /// How much it counts in ranking.
    weight: f32,
}

/// A field that the plan looks into.
struct Looked {
    field: Field,
    /// Whether it matters where its sentences and paragraphs end.
    with_ends: bool,
}

/// What a leaf sees of one text.
pub(crate) struct View {
    /// The number of the leaf.
    pub(crate) leaf: usize,
    /// Where the words of its sets stand.
    pub(crate) positions: Positions,
    /// How often each set has its words, each term weighed.
    pub(crate) frequencies: Vec<f32>,
}

impl Highlighter {
    /// A highlighter of what this plan matches in these fields.
    pub(crate) fn new(schema: &Schema, plan: &Plan, fields: &[Field]) -> Highlighter {
        let leaves = plan.leaves();
        let mut words: HashMap<String, Vec<Membership>> = HashMap::default();
        let mut filter = WordFilter::default();
        let mut has_written = false;
        for (number, leaf) in leaves.iter().enumerate() {
            for (set, term_set) in leaf.sets.iter().enumerate() {
                for term in &term_set.terms {
                    filter.add(written::word_of(&term.text));
                    written::parts_of(&term.text).into_iter().for_each(|part| filter.add(part));
                    has_written |= written::is_written(&term.text);
                    words.entry(term.text.clone()).or_default().push(Membership {
                        leaf: number,
                        set,
                        languages: term.languages,
                        weight: term.weight,
                    });
                }
            }
        }
        let looked = |field: Field| {
            let mut looking = leaves.iter().filter(|leaf| looks_into(leaf, field)).peekable();
            looking.peek()?;
            let with_ends = schema.has_ends(field) && looking.any(|leaf| leaf.pattern.needs_ends());
            Some(Looked { field, with_ends })
        };
        let fields = fields.iter().filter_map(|field| looked(*field)).collect();
        Highlighter { plan: plan.clone(), leaves, words, has_written, filter, fields }
    }

    /// What each leaf that looks into a text sees of it; none where no leaf does.
    pub(crate) fn leaf_views(&self, field: Field, text: &str, language: LanguageId) -> Vec<View> {
        self.views(field, text, language).map(|(views, _)| views).unwrap_or_default()
    }

    /// The leaves, in their order.
    pub(crate) fn leaves(&self) -> &[Arc<Leaf>] {
        &self.leaves
    }

    /// The idf of each leaf, by its number.
    pub(crate) fn idfs(&self) -> Vec<f32> {
        self.leaves.iter().map(|leaf| leaf.idf).collect()
    }

    /// The marks in each of these texts of an article in a language, by their place. A word may be marked by several leaves.
    pub(crate) fn marks(&self, texts: &[(Field, &str)], language: LanguageId) -> Vec<Vec<Mark>> {
        let by_leaf = self.leaf_marks(texts, language);
        let enough = |(leaf, marks): (&Arc<Leaf>, &Matches)| marks.count >= leaf.min_matches;
        let matched: Vec<bool> = self.leaves.iter().zip(&by_leaf).map(enough).collect();
        let mut holding = vec![false; self.leaves.len()];
        hold(&self.plan, &mut 0, &matched, &mut holding);
        let mut found = vec![Vec::new(); texts.len()];
        for (matches, _) in by_leaf.into_iter().zip(holding).filter(|(_, holds)| *holds) {
            matches.marks.into_iter().for_each(|(text, mark)| found[text].push(mark));
        }
        found.into_iter().map(in_order).collect()
    }

    /// What each leaf matches in these texts, whatever the others match.
    fn leaf_marks(&self, texts: &[(Field, &str)], language: LanguageId) -> Vec<Matches> {
        let mut by_leaf: Vec<Matches> = self.leaves.iter().map(|_| Matches::default()).collect();
        let mut spans = Spans::default();
        for (text_number, (field, text)) in texts.iter().enumerate() {
            let Some((views, places)) = self.views(*field, text, language) else { continue };
            for view in views {
                let Matches { count, marks } = &mut by_leaf[view.leaf];
                let pattern = &self.leaves[view.leaf].pattern;
                *count = count.saturating_add(spans.count(pattern, &view.positions));
                for span in spans.find(pattern, &view.positions) {
                    let members = spans.members(span).iter().filter_map(|at| places.at(*at));
                    let mark = |range: &Range<usize>| Mark { range: range.clone(), leaf: view.leaf };
                    marks.extend(members.map(|range| (text_number, mark(range))));
                }
            }
        }
        by_leaf
    }

    /// The marks in a title; none where other texts of the article must be read to know which parts of the query hold.
    pub(crate) fn title_marks(&self, field: Field, title: &str, language: LanguageId) -> Option<Vec<Mark>> {
        let alone = leaves_stand_alone(&self.plan) && self.leaves.iter().all(|leaf| leaf.min_matches == 1);
        alone.then(|| {
            let marks = self
                .leaf_marks(&[(field, title)], language)
                .into_iter()
                .flat_map(|matches| matches.marks)
                .map(|(_, mark)| mark);
            in_order(marks.collect())
        })
    }

    /// The text as each leaf that looks into it sees it, and where the words of the plan stand in it.
    fn views(&self, field: Field, text: &str, language: LanguageId) -> Option<(Vec<View>, ByteRanges)> {
        let looked = self.fields.iter().find(|looked| looked.field == field)?;
        let views = (0..self.leaves.len()).map(|leaf| {
            let sets = self.leaves[leaf].sets.len();
            let (positions, frequencies) = (Positions::new(sets), vec![0.0; sets]);
            looks_into(&self.leaves[leaf], field).then_some(View { leaf, positions, frequencies })
        });
        let mut seen = Seen { text, language, views: views.collect(), places: ByteRanges::default() };
        let (mut sentences, mut paragraphs) = (Vec::new(), Vec::new());
        let mut ends = looked.with_ends.then(|| Ends::of(text));
        let mut before: Option<(Range<usize>, u32)> = None;
        // Where ends count, every word must be seen, for one begins after each end.
        let wanted = |word: &str| looked.with_ends || self.filter.may_hold(word);
        each_word_where(text, wanted, |word, range, position| {
            let position = position as u32;
            match ends.as_mut().and_then(|ends| ends.before(range.start)) {
                Some((End::Sentence, _)) => sentences.push(position),
                Some((End::Paragraph, _)) => paragraphs.push(position),
                None => {}
            }
            if self.has_written {
                // What a hyphen joins stands at the place of its first word.
                if let Some((first, at)) = before.replace((range.clone(), position))
                    && let Some(term) = written::compound(text, &first, &range)
                {
                    self.see(&mut seen, &term, first.start..range.end, at);
                }
                for term in written::terms(text, &range, word).into_iter().flatten() {
                    self.see(&mut seen, &term, range.clone(), position);
                }
            }
            self.see(&mut seen, word, range, position);
        });
        let mut views: Vec<View> = seen.views.into_iter().flatten().collect();
        for view in &mut views {
            view.positions.sentences.clone_from(&sentences);
            view.positions.paragraphs.clone_from(&paragraphs);
        }
        Some((views, seen.places))
    }

    /// Notes a term of a text where a leaf looks for it.
    fn see(&self, seen: &mut Seen<'_>, term: &str, range: Range<usize>, position: u32) {
        let Some(sets) = self.words.get(term) else { return };
        for Membership { leaf, set, weight, .. } in sets.iter().filter(|set| set.languages.holds(seen.language)) {
            let wanted = self.leaves[*leaf].sets[*set].surface.as_ref();
            let written = wanted.is_none_or(|wanted| surface::is_written(&seen.text[range.clone()], wanted));
            if let (Some(view), true) = (&mut seen.views[*leaf], written) {
                view.frequencies[*set] += weight;
                let positions = &mut view.positions.sets[*set];
                if positions.last() != Some(&position) {
                    positions.push(position);
                }
            }
        }
        seen.places.add(position, range);
    }
}

/// What the leaves have seen of a text so far.
struct Seen<'t> {
    text: &'t str,
    language: LanguageId,
    views: Vec<Option<View>>,
    places: ByteRanges,
}

/// What a leaf matches.
#[derive(Default)]
struct Matches {
    /// How many times.
    count: u32,
    /// The words that take part, each with the number of its text.
    marks: Vec<(usize, Mark)>,
}

/// Where words stand: their bytes, by position.
#[derive(Default)]
struct ByteRanges(Vec<(u32, Range<usize>)>);

impl ByteRanges {
    /// Adds a place; several terms at one position stand from the first of their bytes to the last.
    fn add(&mut self, position: u32, range: Range<usize>) {
        match self.0.last_mut() {
            Some((last, known)) if *last == position => known.end = known.end.max(range.end),
            _ => self.0.push((position, range)),
        }
    }

    fn at(&self, position: u32) -> Option<&Range<usize>> {
        let place = self.0.binary_search_by_key(&position, |(position, _)| *position).ok()?;
        Some(&self.0[place].1)
    }
}

/// Lets all plain words of a plan pass and few others, by their length and first letter alone.
#[derive(Default)]
struct WordFilter([u32; 32]);

impl WordFilter {
    fn add(&mut self, word: &str) {
        self.0[WordFilter::first(word)] |= WordFilter::length(word);
    }

    fn may_hold(&self, word: &str) -> bool {
        self.0[WordFilter::first(word)] & WordFilter::length(word) != 0
    }

    /// Letters of both cases have the same last five bits.
    fn first(word: &str) -> usize {
        usize::from(word.as_bytes().first().map_or(0, |byte| byte & 31))
    }

    fn length(word: &str) -> u32 {
        1 << word.len().min(31)
    }
}

/// The places of marks, those that overlap joined.
pub(super) fn joined(marks: &[Mark]) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(marks.len());
    for mark in marks {
        match joined.last_mut() {
            Some(last) if mark.range.start < last.end => last.end = last.end.max(mark.range.end),
            _ => joined.push(mark.range.clone()),
        }
    }
    joined
}

fn in_order(mut marks: Vec<Mark>) -> Vec<Mark> {
    marks.sort_unstable_by_key(|mark| (mark.range.start, mark.range.end, mark.leaf));
    marks.dedup();
    marks
}

fn looks_into(leaf: &Leaf, field: Field) -> bool {
    leaf.fields.iter().any(|weight| weight.field == field)
}

/// Whether every leaf of a plan that holds counts, if only it matches: no side of an alternative is made of several.
fn leaves_stand_alone(plan: &Plan) -> bool {
    match plan {
        Plan::All | Plan::Leaf(_) | Plan::Labels(_) | Plan::Filter(_) | Plan::Not(_) => true,
        Plan::And(parts) => parts.iter().all(leaves_stand_alone),
        Plan::Or(parts) => parts.iter().all(|part| !matches!(part, Plan::And(_)) && leaves_stand_alone(part)),
    }
}

/// Whether a plan holds, given which leaves match; marks the leaves that make it hold. `next` is the number of its first
/// leaf. Filters are taken to hold, for the text does not tell.
#[expect(clippy::unnecessary_fold, reason = "every part is gone through, whatever the ones before it gave")]
fn hold(plan: &Plan, next: &mut usize, matched: &[bool], holding: &mut [bool]) -> bool {
    match plan {
        Plan::All | Plan::Labels(_) | Plan::Filter(_) | Plan::Not(_) => true,
        Plan::Leaf(_) => {
            let number = *next;
            *next += 1;
            holding[number] = matched[number];
            matched[number]
        }
        Plan::Or(parts) => parts.iter().fold(false, |any, part| hold(part, next, matched, holding) || any),
        Plan::And(parts) => {
            let first = *next;
            let all = parts.iter().fold(true, |all, part| hold(part, next, matched, holding) && all);
            if !all {
                holding[first..*next].fill(false);
            }
            all
        }
    }
}
