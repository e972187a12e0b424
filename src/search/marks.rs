//! Which words of a stored text are what a query matched.
//!
//! The text is cut as it was when it was indexed, and the plan is matched against it as it was against the index, so
//! that marks agree with what really matched: of a phrase or a nearness only the words that take part, of an
//! alternative only the side that holds.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use tantivy::schema::Field;
use tantivy::tokenizer::{TextAnalyzer, TokenStream};

use super::leaf::Leaf;
use super::pattern::{Positions, Spans};
use super::plan::Plan;
use super::surface;
use crate::Result;
use crate::index::{PARAGRAPH_END, SENTENCE_END, Snapshot};

/// A place in a text that matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// Its bytes.
    pub(super) range: Range<usize>,
    /// The number of the leaf that matched there.
    pub(super) leaf: usize,
}

/// Marks the texts of hits.
pub(super) struct Marker {
    plan: Plan,
    leaves: Vec<Arc<Leaf>>,
    /// The sets that a word is in, each as number of leaf and number of set.
    words: HashMap<String, Vec<(usize, usize)>>,
    analyzers: Vec<(Field, TextAnalyzer)>,
}

/// What a leaf sees of one text.
struct View {
    leaf: usize,
    positions: Positions,
}

impl Marker {
    /// A marker of what this plan matches in these fields.
    ///
    /// # Errors
    ///
    /// When the index does not know how a field is cut.
    pub(super) fn new(snapshot: &Snapshot, plan: &Plan, fields: &[Field]) -> Result<Marker> {
        let leaves = plan.leaves();
        let mut words: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
        for (number, leaf) in leaves.iter().enumerate() {
            for (set, word_set) in leaf.sets.iter().enumerate() {
                for word in &word_set.words {
                    words.entry(word.text.clone()).or_default().push((number, set));
                }
            }
        }
        let index = snapshot.searcher().index();
        let used = fields.iter().filter(|field| leaves.iter().any(|leaf| looks_into(leaf, **field)));
        let analyzers = used.map(|field| Ok((*field, index.tokenizer_for_field(*field)?))).collect::<Result<_>>()?;
        Ok(Marker { plan: plan.clone(), leaves, words, analyzers })
    }

    /// What each leaf is worth, by its number.
    pub(super) fn values(&self) -> Vec<f32> {
        self.leaves.iter().map(|leaf| leaf.value).collect()
    }

    /// The marks in each of these texts, by their place. A word may be marked by several leaves.
    pub(super) fn marks(&mut self, texts: &[(Field, &str)]) -> Vec<Vec<Mark>> {
        let mut by_leaf: Vec<Vec<(usize, Mark)>> = vec![Vec::new(); self.leaves.len()];
        let mut counts = vec![0_u32; self.leaves.len()];
        for (text_number, (field, text)) in texts.iter().enumerate() {
            let Some((views, ranges)) = self.views(*field, text) else { continue };
            let mut spans = Spans::default();
            for view in views {
                let leaf = &self.leaves[view.leaf];
                for span in spans.find(&leaf.pattern, &view.positions) {
                    counts[view.leaf] = counts[view.leaf].saturating_add(1);
                    let members = spans.members(span).iter().filter_map(|at| ranges.get(*at as usize));
                    let marks = members.map(|range| Mark { range: range.clone(), leaf: view.leaf });
                    by_leaf[view.leaf].extend(marks.map(|mark| (text_number, mark)));
                }
            }
        }
        let matched: Vec<bool> = self.leaves.iter().zip(&counts).map(|(leaf, count)| *count >= leaf.least).collect();
        let mut holding = vec![false; self.leaves.len()];
        hold(&self.plan, &mut 0, &matched, &mut holding);
        let mut found = vec![Vec::new(); texts.len()];
        for (_, (text, mark)) in by_leaf
            .into_iter()
            .zip(holding)
            .filter(|(_, holds)| *holds)
            .flat_map(|(m, h)| m.into_iter().map(move |m| (h, m)))
        {
            found[text].push(mark);
        }
        for marks in &mut found {
            marks.sort_unstable_by_key(|mark| (mark.range.start, mark.range.end, mark.leaf));
            marks.dedup();
        }
        found
    }

    /// The text as each leaf that looks into it sees it, and the bytes of every position.
    fn views(&mut self, field: Field, text: &str) -> Option<(Vec<View>, Vec<Range<usize>>)> {
        let (_, analyzer) = self.analyzers.iter_mut().find(|(known, _)| *known == field)?;
        let mut views: Vec<Option<View>> = (0..self.leaves.len())
            .map(|leaf| {
                let positions = Positions::new(self.leaves[leaf].sets.len());
                looks_into(&self.leaves[leaf], field).then_some(View { leaf, positions })
            })
            .collect();
        let mut ranges = Vec::new();
        let (mut sentences, mut paragraphs) = (Vec::new(), Vec::new());
        let mut tokens = analyzer.token_stream(text);
        while tokens.advance() {
            let token = tokens.token();
            let position = token.position as u32;
            match token.text.as_str() {
                SENTENCE_END => sentences.push(position),
                PARAGRAPH_END => paragraphs.push(position),
                word => {
                    let range = token.offset_from..token.offset_to;
                    for (leaf, set) in self.words.get(word).into_iter().flatten() {
                        let wanted = self.leaves[*leaf].sets[*set].surface.as_ref();
                        let written = wanted.is_none_or(|wanted| surface::is_written(&text[range.clone()], wanted));
                        if let (Some(view), true) = (&mut views[*leaf], written) {
                            view.positions.sets[*set].push(position);
                        }
                    }
                    ranges.push(range);
                }
            }
        }
        let mut views: Vec<View> = views.into_iter().flatten().collect();
        for view in &mut views {
            view.positions.sentences.clone_from(&sentences);
            view.positions.paragraphs.clone_from(&paragraphs);
        }
        Some((views, ranges))
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

fn looks_into(leaf: &Leaf, field: Field) -> bool {
    leaf.fields.iter().any(|weight| weight.field == field)
}

/// Whether a plan holds, given which leaves match; marks the leaves that make it hold. `next` is the number of its first
/// leaf. Filters are taken to hold, for the text does not tell.
#[expect(clippy::unnecessary_fold, reason = "every part is gone through, whatever the ones before it gave")]
fn hold(plan: &Plan, next: &mut usize, matched: &[bool], holding: &mut [bool]) -> bool {
    match plan {
        Plan::All | Plan::Filter(_) | Plan::Not(_) => true,
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
