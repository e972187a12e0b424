//! Groups by leaders: from the article that has most in common with others to the one that has least, each joins one
//! before it or leads a group itself. What an article has alone does not count: the longest copy may be the one that a
//! machine misread most, or that stands among a publisher's notices. When all leaders are known, those that joined one
//! choose again: of an article that holds two stories, the leader of the greater may have come later.
//!
//! What two articles share may be a form: turns of phrase that many others hold some of, each others, and have nothing
//! else in common with the two. If most of it is, they are no copies.
//!
//! Chains are avoided on purpose: that A is like B and B like C does not make A and C one story, and a round-up would
//! tie its stories together. One bridge is built: where a story stands whole in two leaders (one wrapped in a
//! publisher's notices, one followed by another story), and makes up a good part of one of them, that one joins the
//! other.
//!
//! A round-up of many stories is no leader. Once it is seen that parts of a leader that have nothing in common are
//! articles of their own, the grouping is made again without it, and it joins one of them in the end.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::figures::Figures;
use super::likeness::{Overlap, compare};
use super::shared::Shared;
use super::sketches::Sketches;

/// A story that two leaders hold to this containment may join them.
const BRIDGE: f32 = 0.7;
/// And it must make up this share of the leader that joins.
const GOOD_PART: f32 = 0.35;

/// An article that holds less than this share of what two articles have in common, and has less than this share of its own
/// shingles from there, is a stranger to them.
const STRANGER: f32 = 0.34;
/// A shingle that is also held by this number of strangers or more is part of a form.
const STRANGERS: usize = 2;
/// Two articles are no copies if this share or more of what they have in common is part of forms.
const FORMAL: f32 = 0.7;

/// A leader with this number of members or more that have nothing in common is a round-up.
const STORIES: usize = 3;
/// In how many rounds round-ups are looked for at most.
const ROUNDS: usize = 4;

/// The leader of every article by number, itself where it stands alone. Only `members` are placed; all others stand alone.
pub(super) fn leaders(items: &Sketches<'_>, shared: &Shared, figures: &Figures, members: &[u32]) -> Vec<u32> {
    let mut round_ups = vec![false; items.len()];
    let mut groups = Groups::in_order(items, shared, figures, (members, &round_ups));
    for _ in 1..ROUNDS {
        let found = groups.round_ups();
        if found.is_empty() {
            break;
        }
        found.into_iter().for_each(|item| round_ups[item as usize] = true);
        groups = Groups::in_order(items, shared, figures, (members, &round_ups));
    }
    groups.leaders.iter().map(|leader| groups.root(*leader)).collect()
}

/// An article that could lead another.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    leader: u32,
    shared: u32,
    sure: f64,
}

struct Groups<'a> {
    items: &'a Sketches<'a>,
    shared: &'a Shared,
    figures: &'a Figures,
    /// The leader of every article that has its place, else itself.
    leaders: Vec<u32>,
    /// Which articles lead.
    leads: Vec<bool>,
    /// The leader that a leader joined, else itself.
    joined: Vec<u32>,
    /// How many shingles each leader shares with the article at hand; 0 outside of `place`.
    counts: Vec<u32>,
}

impl Groups<'_> {
    /// Places articles: first those that have most in common with others, of these the longest; round-ups last.
    fn in_order<'a>(
        items: &'a Sketches<'a>,
        shared: &'a Shared,
        figures: &'a Figures,
        (members, round_ups): (&[u32], &[bool]),
    ) -> Groups<'a> {
        let own: Vec<u32> = (0..items.len() as u32).collect();
        let mut order = members.to_vec();
        order.sort_unstable_by_key(|number| {
            let item = &items[*number as usize];
            (round_ups[*number as usize], Reverse((shared.of(*number).len(), item.words)), item.key)
        });
        let (leads, counts) = (vec![false; items.len()], vec![0; items.len()]);
        let mut groups = Groups { items, shared, figures, leaders: own.clone(), joined: own, leads, counts };
        order.iter().for_each(|item| groups.place(*item));
        groups.choose_again(members);
        groups
    }

    /// The leaders that are round-ups.
    fn round_ups(&self) -> Vec<u32> {
        let mut members: Vec<(u32, u32)> = (0..).zip(&self.leaders).map(|(item, leader)| (*leader, item)).collect();
        members.retain(|(leader, item)| leader != item);
        members.sort_unstable_by_key(|(leader, item)| (*leader, self.items[*item as usize].key));
        let of_leaders = members.chunk_by(|one, other| one.0 == other.0);
        of_leaders.filter(|members| self.stories(members) >= STORIES).map(|members| members[0].0).collect()
    }

    /// How many of the members of a leader have nothing in common with those before.
    fn stories(&self, members: &[(u32, u32)]) -> usize {
        let mut seen = HashSet::new();
        let mut stories = 0;
        for (leader, member) in members {
            let within = |shingle: &&u32| self.shared.holders(**shingle).contains(leader);
            let shingles: Vec<u32> = self.shared.of(*member).iter().filter(within).copied().collect();
            stories += usize::from(shingles.iter().all(|shingle| !seen.contains(shingle)));
            seen.extend(shingles);
        }
        stories
    }

    /// Gives an article its place; all that have more in common have theirs.
    fn place(&mut self, item: u32) {
        let candidates = self.candidates(item);
        match candidates.split_first() {
            None => self.leads[item as usize] = true,
            Some((best, others)) => {
                self.leaders[item as usize] = best.leader;
                let telling = self.shared.telling[item as usize] as f32;
                let holds = |leader: &&Candidate| leader.shared as f32 >= BRIDGE * telling;
                for other in others.iter().filter(holds).filter(|_| holds(&best)) {
                    self.join(best, other);
                }
            }
        }
    }

    /// Lets every article that joined a leader choose among all of them.
    fn choose_again(&mut self, members: &[u32]) {
        for item in members {
            if !self.leads[*item as usize]
                && let Some(best) = self.candidates(*item).first()
            {
                self.leaders[*item as usize] = best.leader;
            }
        }
    }

    /// The leaders that an article could join, the best first.
    fn candidates(&mut self, item: u32) -> Vec<Candidate> {
        let mut touched = Vec::new();
        for shingle in self.shared.of(item) {
            for holder in self.shared.holders(*shingle).iter().filter(|holder| self.leads[**holder as usize]) {
                let count = &mut self.counts[*holder as usize];
                if *count == 0 {
                    touched.push(*holder);
                }
                *count += 1;
            }
        }
        let mut candidates: Vec<Candidate> =
            touched.iter().filter_map(|leader| self.candidate(item, *leader)).collect();
        touched.iter().for_each(|leader| self.counts[*leader as usize] = 0);
        candidates.sort_unstable_by(|one, other| {
            let by_worth = other.sure.total_cmp(&one.sure).then(other.shared.cmp(&one.shared));
            by_worth.then_with(|| self.items[one.leader as usize].key.cmp(&self.items[other.leader as usize].key))
        });
        candidates
    }

    fn candidate(&self, item: u32, leader: u32) -> Option<Candidate> {
        let shared = self.counts[leader as usize];
        let (one, other) = (self.shared.telling[item as usize], self.shared.telling[leader as usize]);
        let overlap = Overlap { shared, smaller: one.min(other), larger: one.max(other) };
        let sure = compare(&self.items[item as usize], &self.items[leader as usize], overlap, self.figures)?;
        let is_form = self.formal(item, leader, shared) as f32 >= FORMAL * shared as f32;
        (!is_form).then_some(Candidate { leader, shared, sure })
    }

    /// How many of the shingles that an article shares with a leader are of a form.
    fn formal(&self, item: u32, leader: u32, shared: u32) -> usize {
        let holders = self.shared.of(item).iter().map(|shingle| self.shared.holders(*shingle));
        let others = |holders: &&[u32]| holders.len() >= 2 + STRANGERS && holders.binary_search(&leader).is_ok();
        let common: Vec<&[u32]> = holders.filter(others).collect();
        if (common.len() as f32) < FORMAL * shared as f32 {
            return 0;
        }
        let mut counts: HashMap<u32, u32> = HashMap::new();
        common.iter().copied().flatten().for_each(|holder| *counts.entry(*holder).or_default() += 1);
        let is_stranger = |holder: &&u32| {
            let telling = self.shared.telling[**holder as usize];
            (counts[*holder] as f32) < STRANGER * shared.min(telling) as f32
        };
        common.iter().filter(|holders| holders.iter().filter(is_stranger).count() >= STRANGERS).count()
    }

    /// Joins two leaders that hold one story, if the story is a good part of one of them.
    fn join(&mut self, best: &Candidate, other: &Candidate) {
        let roots = (self.root(best.leader), self.root(other.leader));
        let may_join = |candidate: &Candidate| {
            let telling = self.shared.telling[candidate.leader as usize] as f32;
            self.joined[candidate.leader as usize] == candidate.leader && candidate.shared as f32 >= GOOD_PART * telling
        };
        if roots.0 == roots.1 {
            return;
        }
        if may_join(other) {
            self.joined[other.leader as usize] = roots.0;
        } else if may_join(best) {
            self.joined[best.leader as usize] = roots.1;
        }
    }

    /// The leader that a leader joined in the end. A leader joins once, another group's: there are no circles.
    fn root(&self, mut leader: u32) -> u32 {
        while self.joined[leader as usize] != leader {
            leader = self.joined[leader as usize];
        }
        leader
    }
}
