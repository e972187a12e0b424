//! From articles to groups: all from scratch, or what a change touches.
//!
//! [`group`] groups all. [`regroup`] takes the last grouping, and looks again only at the articles that hold a shingle whose
//! holders are others now, at those whose figures came to say something or nothing, and at the [`Components`] of all these. Both
//! give the same groups.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::components::Components;
use super::figures::Figures;
use super::leaders::leaders;
use super::shared::{Class, Shared, Source, class};
use super::twins::Twins;
use crate::Result;
use crate::model::Sketch;

/// From where on all is grouped from scratch.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// More than one article in this number is new or gone.
    pub(super) changed_one_in: usize,
    /// More than one in this number would be looked at again.
    pub(super) touched_one_in: usize,
}

/// Past these, what all must be gone through for several times takes as long as to begin anew.
const LIMITS: Limits = Limits { changed_one_in: 50, touched_one_in: 8 };

/// Which articles are copies of which, and what the next grouping goes by. All vectors are by the number of the article.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Grouping {
    /// The leader of every article, itself where it stands alone.
    pub leaders: Vec<u32>,
    /// Whether the article counts for itself; others have a twin that counts for them.
    pub counts: Vec<bool>,
    /// How many shingles of each article say something, shared or not.
    pub telling: Vec<u32>,
    /// The component of each article, by the number of one of its articles.
    pub components: Vec<u32>,
    /// The figures that say nothing, sorted.
    pub common_figures: Vec<u32>,
}

impl Grouping {
    /// Whether it is of this number of articles, and names no others.
    pub fn is_of(&self, articles: usize) -> bool {
        let Grouping { leaders, counts, telling, components, .. } = self;
        [leaders.len(), counts.len(), telling.len(), components.len()] == [articles; 4]
            && leaders.iter().chain(components).all(|number| (*number as usize) < articles)
    }
}

/// What was before: a grouping, and which of its articles are still there.
#[derive(Clone, Copy, Debug)]
pub struct Former<'a> {
    /// The last grouping.
    pub grouping: &'a Grouping,
    /// The number that each article had in it; none of what is new.
    pub numbers: &'a [Option<u32>],
    /// How many articles there are. All articles behind them are gone.
    pub living: usize,
}

/// Groups articles from scratch.
///
/// # Errors
///
/// When the source of shingles fails.
pub fn group(items: &[Sketch], source: &Source<'_>) -> Result<Grouping> {
    let figures = Figures::among(items);
    let twins = Twins::find(items, &figures, source)?;
    let total = items.iter().map(|item| u64::from(item.shingles)).sum();
    let shared = Shared::gather(items, total, &|visit| {
        source(&mut |item, hash| {
            if twins.counts(item) {
                visit(item, hash);
            }
        })
    })?;
    let all: Vec<u32> = (0..items.len() as u32).collect();
    let mut components = Components::alone(items.len());
    components.join_alike(items, &shared, &figures, &all);
    let leaders = leaders(items, &shared, &figures, &all);
    Ok(Grouping {
        leaders: all.iter().map(|item| leaders[twins.first(*item) as usize]).collect(),
        counts: all.iter().map(|item| twins.counts(*item)).collect(),
        telling: shared.telling,
        components: all.iter().map(|item| components.of(*item)).collect(),
        common_figures: figures.into_common(),
    })
}

/// Groups what a change touches. `items` are the articles and, behind them, those that are gone; the source tells of the
/// former, `shingles` of each of both. Nothing where so much changed that all must be grouped from scratch.
///
/// # Errors
///
/// When the source of shingles fails.
pub fn regroup(
    items: &[Sketch],
    former: Former<'_>,
    source: &Source<'_>,
    shingles: &dyn Fn(u32) -> Vec<u64>,
) -> Result<Option<Grouping>> {
    regroup_within(LIMITS, items, former, source, shingles)
}

/// [`regroup`], but for the limits.
pub(super) fn regroup_within(
    limits: Limits,
    items: &[Sketch],
    former: Former<'_>,
    source: &Source<'_>,
    shingles: &dyn Fn(u32) -> Vec<u64>,
) -> Result<Option<Grouping>> {
    let Former { numbers, living, .. } = former;
    let is_few = |articles: usize, one_in: usize| articles * one_in <= living;
    let added = numbers[..living].iter().filter(|number| number.is_none()).count();
    if !is_few(added + items.len() - living, limits.changed_one_in) {
        return Ok(None);
    }
    let figures = Figures::among(&items[..living]);
    let twins = Twins::find(&items[..living], &figures, source)?;
    let change = Change { items, former, figures: &figures, twins: &twins, source, shingles };
    let changed: Vec<u32> =
        (0..items.len() as u32).filter(|item| change.counted(*item) != change.counts(*item)).collect();
    let Touched { telling, dirty } = change.touched(&changed)?;
    if !is_few(dirty.len(), limits.touched_one_in) {
        return Ok(None);
    }
    let shared = change.shared_of(&dirty, &telling)?;
    let (members, components) = change.members(&changed, &shared, &dirty);
    if !is_few(members.len(), limits.touched_one_in) {
        return Ok(None);
    }
    let shared = if members == dirty { shared } else { change.shared_of(&members, &telling)? };
    let (leaders, components) = change.placed(&members, components, &shared);
    let counts = (0..living as u32).map(|item| twins.counts(item)).collect();
    Ok(Some(Grouping { leaders, counts, components, telling, common_figures: figures.into_common() }))
}

/// What changed since the last grouping.
struct Change<'a> {
    items: &'a [Sketch],
    former: Former<'a>,
    figures: &'a Figures,
    twins: &'a Twins,
    source: &'a Source<'a>,
    shingles: &'a dyn Fn(u32) -> Vec<u64>,
}

/// What a change touches.
struct Touched {
    /// How many shingles of each article say something now.
    telling: Vec<u32>,
    /// The articles that may be like others than before, or have more or less in common with others; sorted.
    dirty: Vec<u32>,
}

impl Change<'_> {
    /// Whether an article counts for itself.
    fn counts(&self, item: u32) -> bool {
        (item as usize) < self.former.living && self.twins.counts(item)
    }

    /// Whether an article counted for itself before.
    fn counted(&self, item: u32) -> bool {
        self.former.numbers[item as usize].is_some_and(|number| self.former.grouping.counts[number as usize])
    }

    /// What is touched by the articles that came to count or count no more.
    fn touched(&self, changed: &[u32]) -> Result<Touched> {
        let Former { grouping, numbers, living } = self.former;
        let telling = |(item, number): (u32, &Option<u32>)| match number {
            Some(number) if self.counted(item) && self.counts(item) => grouping.telling[*number as usize],
            _ => self.items[item as usize].shingles,
        };
        let mut telling: Vec<u32> = (0..).zip(&numbers[..living]).map(telling).collect();
        let mut dirty: HashSet<u32> = changed.iter().copied().filter(|item| self.counts(*item)).collect();
        let mut held = self.holders_of(changed)?;
        for item in changed.iter().filter(|item| !self.counts(**item)) {
            held.extend((self.shingles)(*item).into_iter().map(|hash| (hash, *item)));
        }
        held.sort_unstable();
        let mut retold = Vec::new();
        for holders in held.chunk_by(|one, other| one.0 == other.0) {
            let class_of = |holds: &dyn Fn(u32) -> bool| {
                let holders: Vec<u32> = holders.iter().map(|(_, item)| *item).filter(|item| holds(*item)).collect();
                class(self.items, &holders)
            };
            let (before, now) = (class_of(&|item| self.counted(item)), class_of(&|item| self.counts(item)));
            for item in holders.iter().map(|(_, item)| *item).filter(|item| self.counts(*item)) {
                let was_common = before == Class::Common && self.counted(item);
                telling[item as usize] += u32::from(was_common);
                telling[item as usize] -= u32::from(now == Class::Common);
                if self.counted(item) && was_common != (now == Class::Common) {
                    retold.push(item);
                }
                if (before, now) != (Class::Common, Class::Common) {
                    dirty.insert(item);
                }
            }
        }
        dirty.extend(self.with_other_figures());
        // What two articles share is judged by how much of it strangers hold, and how much else these have.
        let mut held = self.holders_of(&retold)?;
        held.sort_unstable();
        for holders in held.chunk_by(|one, other| one.0 == other.0) {
            let holders: Vec<u32> = holders.iter().map(|(_, item)| *item).collect();
            if class(self.items, &holders) == Class::Shared {
                dirty.extend(holders);
            }
        }
        let mut dirty: Vec<u32> = dirty.into_iter().collect();
        dirty.sort_unstable();
        Ok(Touched { telling, dirty })
    }

    /// The articles that have a figure which says something and said nothing before, or the other way.
    fn with_other_figures(&self) -> Vec<u32> {
        let (before, now) = (&self.former.grouping.common_figures, self.figures.common());
        if before == now {
            return Vec::new();
        }
        let is_other = |figure: &u32| before.binary_search(figure).is_ok() != now.binary_search(figure).is_ok();
        let has_other = |item: &u32| self.items[*item as usize].figures.iter().any(is_other);
        (0..self.former.living as u32).filter(|item| self.counts(*item) && has_other(item)).collect()
    }

    /// All articles in the components of what is touched, sorted; and the components, as far as nothing in them changed.
    fn members(&self, changed: &[u32], shared: &Shared, dirty: &[u32]) -> (Vec<u32>, Components) {
        let Former { grouping, numbers, living } = self.former;
        let mut components = Components::alone(living);
        let mut first_of = vec![u32::MAX; grouping.components.len()];
        for item in (0..living as u32).filter(|item| self.counted(*item) && self.counts(*item)) {
            let Some(number) = numbers[item as usize] else { continue };
            let first = &mut first_of[grouping.components[number as usize] as usize];
            if *first == u32::MAX {
                *first = item;
            }
            components.join(*first, item);
        }
        components.join_alike(&self.items[..living], shared, self.figures, dirty);
        let left = changed.iter().filter(|item| self.counted(**item));
        let left =
            left.filter_map(|item| Some(first_of[grouping.components[numbers[*item as usize]? as usize] as usize]));
        let seeds = dirty.iter().copied().chain(left.filter(|first| *first != u32::MAX));
        let touched: HashSet<u32> = seeds.map(|item| components.of(item)).collect();
        let is_member = |item: &u32| self.counts(*item) && touched.contains(&components.of(*item));
        ((0..living as u32).filter(is_member).collect(), components)
    }

    /// The leader and the component of every article: those of `members` found anew, those of others as they were.
    fn placed(&self, members: &[u32], mut components: Components, shared: &Shared) -> (Vec<u32>, Vec<u32>) {
        let Former { grouping, numbers, living } = self.former;
        let items = &self.items[..living];
        let placed = leaders(items, shared, self.figures, members);
        let mut anew = Components::alone(living);
        anew.join_alike(items, shared, self.figures, members);
        let mut number_now = vec![u32::MAX; grouping.leaders.len()];
        for (item, number) in (0..).zip(&numbers[..living]) {
            number.iter().for_each(|number| number_now[*number as usize] = item);
        }
        let leader = |item: u32| {
            let first = self.twins.first(item);
            let before = numbers[first as usize].filter(|_| members.binary_search(&first).is_err());
            before.map_or(placed[first as usize], |number| number_now[grouping.leaders[number as usize] as usize])
        };
        let mut component = |item: u32| match members.binary_search(&item) {
            Ok(_) => anew.of(item),
            Err(_) => components.of(item),
        };
        let all = 0..living as u32;
        (all.clone().map(leader).collect(), all.map(&mut component).collect())
    }

    /// What these articles share with any.
    fn shared_of(&self, members: &[u32], telling: &[u32]) -> Result<Shared> {
        let wanted = Wanted::of(members.iter().flat_map(|item| (self.shingles)(*item)));
        let items = &self.items[..self.former.living];
        let mut shared = Shared::gather(items, wanted.hashes.len() as u64, &|visit| {
            if members.is_empty() {
                return Ok(());
            }
            (self.source)(&mut |item, hash| {
                if wanted.has(hash) && self.counts(item) {
                    visit(item, hash);
                }
            })
        })?;
        shared.telling = telling.to_vec();
        Ok(shared)
    }

    /// The shingles of these articles, each with every article that counts and holds it.
    fn holders_of(&self, articles: &[u32]) -> Result<Vec<(u64, u32)>> {
        if articles.is_empty() {
            return Ok(Vec::new());
        }
        let wanted = Wanted::of(articles.iter().flat_map(|item| (self.shingles)(*item)));
        let mut held = Vec::new();
        (self.source)(&mut |item, hash| {
            if wanted.has(hash) && self.counts(item) {
                held.push((hash, item));
            }
        })?;
        Ok(held)
    }
}

/// Hashes of shingles that are looked for among all: nearly all others are passed by at the cost of one bit.
struct Wanted {
    hashes: HashSet<u64>,
    bits: Vec<u64>,
}

impl Wanted {
    /// How many low bits of a hash say which bit stands for it.
    const BITS: u32 = 20;

    fn of(hashes: impl Iterator<Item = u64>) -> Wanted {
        let mut wanted = Wanted { hashes: HashSet::new(), bits: vec![0; 1 << (Wanted::BITS - 6)] };
        for hash in hashes {
            wanted.bits[Wanted::word(hash)] |= 1 << (hash & 63);
            wanted.hashes.insert(hash);
        }
        wanted
    }

    fn has(&self, hash: u64) -> bool {
        self.bits[Wanted::word(hash)] & (1 << (hash & 63)) != 0 && self.hashes.contains(&hash)
    }

    fn word(hash: u64) -> usize {
        (hash & ((1 << Wanted::BITS) - 1)) as usize >> 6
    }
}
