//! From articles to groups: all from scratch, or what a change touches.
//!
//! [`group`] groups all. [`regroup`] takes the last grouping, and looks again only at the articles that hold a shingle whose
//! holders are others now, at those whose figures came to say something or nothing, and at the [`Components`] of all these. Both
//! give the same groups.

use std::collections::HashSet;

use super::components::Components;
use super::figures::{FigureCounts, Figures};
use super::leaders::leaders;
use super::shared::{Class, MOST_OF_A_STORY, Shared, Source, class};
use super::sketches::Sketches;
use super::twins::{Bands, FormerTwins, Twins, bands_of, bands_of_all};
use super::wanted::{Found, Wanted};
use crate::Result;

/// Looks for shingles among those of all articles that are there.
pub type Search<'a> = dyn Fn(&Wanted<'_>) -> Found + 'a;

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
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grouping {
    /// The leader of every article, itself where it stands alone.
    pub leaders: Vec<u32>,
    /// The article that counts for each, mostly itself; others have a twin that counts for them.
    pub firsts: Vec<u32>,
    /// How many shingles of each article say something, shared or not.
    pub telling: Vec<u32>,
    /// The component of each article, by the number of one of its articles.
    pub components: Vec<u32>,
    /// By what twins are found.
    pub bands: Vec<Bands>,
    /// How many articles hold each figure.
    pub figures: FigureCounts,
}

impl Grouping {
    /// Whether it is of this number of articles, and names no others.
    pub fn is_of(&self, articles: usize) -> bool {
        let Grouping { leaders, firsts, telling, components, bands, .. } = self;
        [leaders.len(), firsts.len(), telling.len(), components.len(), bands.len()] == [articles; 5]
            && [leaders, firsts, components].into_iter().flatten().all(|number| (*number as usize) < articles)
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

/// Groups articles from scratch. The source tells of their shingles, `shingles` of those of one.
///
/// # Errors
///
/// When the source of shingles fails.
pub fn group(items: &Sketches<'_>, source: &Source<'_>, shingles: &dyn Fn(u32) -> Vec<u64>) -> Result<Grouping> {
    let counts = FigureCounts::of((0..items.len()).flat_map(|item| items[item].figures.iter().copied()));
    let figures = counts.common(items.len());
    let bands = bands_of_all(items, source)?;
    let twins = Twins::find(&bands, items, &figures, shingles, None);
    let total = (0..items.len()).map(|item| u64::from(items[item].shingles)).sum();
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
        leaders: twins.firsts().iter().map(|first| leaders[*first as usize]).collect(),
        firsts: twins.firsts().to_vec(),
        telling: shared.telling,
        components: all.iter().map(|item| components.of(*item)).collect(),
        bands,
        figures: counts,
    })
}

/// Groups what a change touches. `items` are the articles and, behind them, those that are gone; `search` looks among the
/// former, `shingles` tells of each of both. Nothing where so much changed that all must be grouped from scratch.
pub fn regroup(
    items: &Sketches<'_>,
    former: Former<'_>,
    search: &Search<'_>,
    shingles: &dyn Fn(u32) -> Vec<u64>,
) -> Option<Grouping> {
    regroup_within(LIMITS, items, former, search, shingles)
}

/// [`regroup`], but for the limits.
pub(super) fn regroup_within(
    limits: Limits,
    items: &Sketches<'_>,
    former: Former<'_>,
    search: &Search<'_>,
    shingles: &dyn Fn(u32) -> Vec<u64>,
) -> Option<Grouping> {
    let living = former.living;
    let is_few = |articles: usize, one_in: usize| articles * one_in <= living;
    let added: Vec<u32> = (0..living as u32).filter(|item| former.numbers[*item as usize].is_none()).collect();
    if !is_few(added.len() + items.len() - living, limits.changed_one_in) {
        return None;
    }
    let figures_of = |items: &Sketches<'_>, some: &mut dyn Iterator<Item = u32>| {
        FigureCounts::of(some.flat_map(|item| items[item as usize].figures.iter().copied()))
    };
    let (came, went) =
        (figures_of(items, &mut added.iter().copied()), figures_of(items, &mut (living as u32..items.len() as u32)));
    let counts = former.grouping.figures.after(&came, &went);
    let figures = counts.common(living);
    let bands = former.bands(&|item| bands_of(&shingles(item)));
    let others = former.with_other_figures(items, &figures);
    let twins = former.twins(&bands, items, &figures, &others, shingles);
    let counted: Vec<bool> = (0..living as u32).map(|item| twins.counts(item)).collect();
    let change = Change { items, former, figures: &figures, twins: &twins, counted: &counted, search, shingles };
    let changed: Vec<u32> =
        (0..items.len() as u32).filter(|item| change.counted(*item) != change.counts(*item)).collect();
    let Touched { telling, dirty } = change.touched(&changed, &others);
    if !is_few(dirty.len(), limits.touched_one_in) {
        return None;
    }
    let shared = change.shared_of(&dirty, &telling);
    let (members, components) = change.members(&changed, &shared, &dirty);
    if !is_few(members.len(), limits.touched_one_in) {
        return None;
    }
    let shared = if members == dirty { shared } else { change.shared_of(&members, &telling) };
    let (leaders, components) = change.placed(&members, components, &shared);
    Some(Grouping { leaders, firsts: twins.firsts().to_vec(), telling, components, bands, figures: counts })
}

impl Former<'_> {
    /// The bands of the articles that are there; `of` works out those of a new one.
    fn bands(&self, of: &dyn Fn(u32) -> Bands) -> Vec<Bands> {
        let known = |number: u32| self.grouping.bands[number as usize];
        let numbers = (0..).zip(&self.numbers[..self.living]);
        numbers.map(|(item, number)| number.map_or_else(|| of(item), known)).collect()
    }

    /// The articles that have a figure which says something and said nothing before, or the other way; sorted.
    fn with_other_figures(&self, items: &Sketches<'_>, figures: &Figures) -> Vec<u32> {
        let before = self.grouping.figures.common(self.grouping.leaders.len());
        let (before, now) = (before.common(), figures.common());
        if before == now {
            return Vec::new();
        }
        let is_other = |figure: &u32| before.binary_search(figure).is_ok() != now.binary_search(figure).is_ok();
        let has_other = |item: &u32| items[*item as usize].figures.iter().any(is_other);
        (0..self.living as u32).filter(has_other).collect()
    }

    /// Which articles stand for others that are the same; `others` are those with other figures than before.
    fn twins(
        &self,
        bands: &[Bands],
        items: &Sketches<'_>,
        figures: &Figures,
        others: &[u32],
        shingles: &dyn Fn(u32) -> Vec<u64>,
    ) -> Twins {
        let Former { grouping, numbers, living } = *self;
        let mut number_now: Vec<Option<u32>> = vec![None; grouping.firsts.len()];
        for (item, number) in (0..).zip(&numbers[..living]) {
            number.iter().for_each(|number| number_now[*number as usize] = Some(item));
        }
        let first = |number: &Option<u32>| number_now[grouping.firsts[(*number)? as usize] as usize];
        let firsts: Vec<Option<u32>> = numbers[..living].iter().map(first).collect();
        let gone: Vec<Bands> =
            numbers[living..].iter().flatten().map(|number| grouping.bands[*number as usize]).collect();
        let is_changed = |item: u32| firsts[item as usize].is_none() || others.binary_search(&item).is_ok();
        let former = FormerTwins { firsts: &firsts, is_changed: &is_changed, gone: &gone };
        Twins::find(bands, items, figures, shingles, Some(former))
    }
}

/// What changed since the last grouping.
struct Change<'a> {
    items: &'a Sketches<'a>,
    former: Former<'a>,
    figures: &'a Figures,
    twins: &'a Twins,
    /// Whether each article that is there counts for itself.
    counted: &'a [bool],
    search: &'a Search<'a>,
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
        self.counted.get(item as usize).copied().unwrap_or(false)
    }

    /// Whether an article counted for itself before.
    fn counted(&self, item: u32) -> bool {
        self.former.numbers[item as usize].is_some_and(|number| self.former.grouping.firsts[number as usize] == number)
    }

    /// What is touched by the articles that came to count or count no more.
    fn touched(&self, changed: &[u32], others: &[u32]) -> Touched {
        let Former { grouping, numbers, living } = self.former;
        let telling = |(item, number): (u32, &Option<u32>)| match number {
            Some(number) if self.counted(item) == self.counts(item) => grouping.telling[*number as usize],
            _ => self.items[item as usize].shingles,
        };
        let mut telling: Vec<u32> = (0..).zip(&numbers[..living]).map(telling).collect();
        let mut dirty: HashSet<u32> = changed.iter().copied().filter(|item| self.counts(*item)).collect();
        let Found { mut held, many } = self.holders_of(changed, changed.len());
        for item in changed.iter().filter(|item| self.counts(**item)) {
            // Of what so many hold that it said nothing before and says nothing now.
            let says_nothing = |hash: &u64| many.binary_search(hash).is_ok();
            telling[*item as usize] -= (self.shingles)(*item).iter().filter(|hash| says_nothing(hash)).count() as u32;
        }
        for item in changed.iter().filter(|item| !self.counts(**item)) {
            let known = (self.shingles)(*item).into_iter().filter(|hash| many.binary_search(hash).is_err());
            held.extend(known.map(|hash| (hash, *item)));
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
        dirty.extend(others.iter().filter(|item| self.counts(**item)));
        // What two articles share is judged by how much of it strangers hold, and how much else these have.
        let Found { mut held, .. } = self.holders_of(&retold, 0);
        held.sort_unstable();
        for holders in held.chunk_by(|one, other| one.0 == other.0) {
            let holders: Vec<u32> = holders.iter().map(|(_, item)| *item).collect();
            if class(self.items, &holders) == Class::Shared {
                dirty.extend(holders);
            }
        }
        let mut dirty: Vec<u32> = dirty.into_iter().collect();
        dirty.sort_unstable();
        Touched { telling, dirty }
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
        components.join_alike(self.items, shared, self.figures, dirty);
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
        let items = self.items;
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
    fn shared_of(&self, members: &[u32], telling: &[u32]) -> Shared {
        Shared::among(self.items, self.holders_of(members, 0).held, telling)
    }

    /// The shingles of these articles, each with every article that counts and holds it; but for those that say nothing, even if
    /// this number of articles held them no more.
    fn holders_of(&self, articles: &[u32], fewer: usize) -> Found {
        let hashes = articles.iter().flat_map(|item| (self.shingles)(*item));
        let wanted = Wanted::of(hashes, MOST_OF_A_STORY + fewer, self.counted);
        if wanted.is_empty() { Found::default() } else { (self.search)(&wanted) }
    }
}
