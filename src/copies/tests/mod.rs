//! Groups of texts made by a seeded generator: edited copies, notices, round-ups, and any order of them. Recurring reports
//! are in `reports`.

mod reports;

use proptest::prelude::*;

use super::grouping::{Limits, regroup_within};
use super::{Former, Grouping, Sketches, Wanted, group};
use crate::enrich::fingerprint;
use crate::model::Sketch;

/// A small generator of numbers (xorshift; Marsaglia 2003): the same texts in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }

    fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len() as u64) as usize]
    }
}

/// An article in the making.
#[derive(Clone, Debug, PartialEq)]
struct Page {
    id: u64,
    day: Option<i32>,
    site: Option<u64>,
    text: String,
}

/// What is kept of pages.
struct Kept {
    items: Vec<Sketch>,
    shingles: Vec<Vec<u64>>,
}

impl Kept {
    fn of<'a>(pages: impl IntoIterator<Item = &'a Page>) -> Kept {
        let mut kept = Kept { items: Vec::new(), shingles: Vec::new() };
        for page in pages {
            let print = fingerprint(&page.text);
            kept.items.push(Sketch {
                key: (page.id, 0),
                words: print.words,
                shingles: print.shingles.len() as u32,
                figures: print.figures.clone().into(),
                day: page.day,
                site: page.site,
            });
            kept.shingles.push(print.shingles);
        }
        kept
    }

    /// Tells of the first `living` of them.
    fn visit(&self, living: usize, visit: &mut dyn FnMut(u32, u64)) {
        for (number, shingles) in (0..).zip(&self.shingles[..living]) {
            shingles.iter().for_each(|hash| visit(number, *hash));
        }
    }

    fn group(&self) -> Grouping {
        let source = |visit: &mut dyn FnMut(u32, u64)| {
            self.visit(self.items.len(), visit);
            Ok(())
        };
        group(&self.sketches(), &source, &|item| self.shingles[item as usize].clone()).unwrap()
    }

    fn sketches(&self) -> Sketches<'_> {
        let home = |number: usize| (self.items[number].site, self.items[number].key.0);
        Sketches::new(self.items.len(), |number| self.items[number].clone(), home)
    }
}

/// The pages of one group each, by id, the groups in order.
fn groups_of(pages: &[Page]) -> Vec<Vec<u64>> {
    by_leader(pages, &Kept::of(pages).group())
}

fn by_leader(pages: &[Page], grouping: &Grouping) -> Vec<Vec<u64>> {
    let mut groups: Vec<Vec<u64>> = vec![Vec::new(); pages.len()];
    for (page, leader) in pages.iter().zip(&grouping.leaders) {
        groups[*leader as usize].push(page.id);
    }
    groups.retain(|group| !group.is_empty());
    groups.iter_mut().for_each(|group| group.sort_unstable());
    groups.sort_unstable();
    groups
}

/// The groups after a change: `after` are the pages that are there now, in any order.
fn regrouped(before: &[Page], grouping: &Grouping, after: &[Page]) -> Grouping {
    let number = |page: &Page| before.iter().position(|other| other == page).map(|number| number as u32);
    let gone: Vec<&Page> = before.iter().filter(|page| !after.contains(page)).collect();
    let kept = Kept::of(after.iter().chain(gone.iter().copied()));
    let numbers: Vec<Option<u32>> = after.iter().chain(gone).map(number).collect();
    let former = Former { grouping, numbers: &numbers, living: after.len() };
    let search = |wanted: &Wanted<'_>| {
        let mut held = Vec::new();
        kept.visit(after.len(), &mut |article, hash| {
            if wanted.takes(article, hash) {
                held.push((hash, article));
            }
        });
        wanted.found(held)
    };
    let shingles = |item: u32| kept.shingles[item as usize].clone();
    let limits = Limits { changed_one_in: 0, touched_one_in: 0 };
    regroup_within(limits, &kept.sketches(), former, &search, &shingles).expect("there is no limit")
}

/// A story of words that stand in no other.
fn story(dice: &mut Dice, words: usize) -> String {
    (0..words).map(|_| format!("{}{} ", dice.pick(&["har", "mol", "ter", "vin", "bos"]), dice.below(1 << 30))).collect()
}

fn page(id: u64, text: String) -> Page {
    Page { id, day: Some(20_000), site: Some(id), text }
}

#[test]
fn edited_copies_are_one_story() {
    let mut dice = Dice(7);
    let whole = story(&mut dice, 200);
    let words: Vec<&str> = whole.split(' ').collect();
    let other = story(&mut dice, 150);
    let copies = [
        whole.clone(),
        words[..60].join(" "),
        format!("{} {whole} {}", story(&mut dice, 120), story(&mut dice, 120)),
        format!("{whole} {other}"),
        [&words[100..], &words[..100]].concat().join(" "),
        words.iter().enumerate().map(|(n, word)| if n % 12 == 5 { "typo " } else { word }.to_owned() + " ").collect(),
    ];
    let mut pages: Vec<Page> = copies.into_iter().zip(0..).map(|(text, id)| page(id, text)).collect();
    pages.push(page(10, story(&mut dice, 150)));
    assert_eq!(groups_of(&pages), [vec![0, 1, 2, 3, 4, 5], vec![10]]);
}

#[test]
fn a_notice_of_a_publisher_ties_nothing() {
    let mut dice = Dice(11);
    let notice = story(&mut dice, 80);
    let stories = (0..12).map(|id| Page { site: Some(1), ..page(id, format!("{} {notice}", story(&mut dice, 60))) });
    assert_eq!(groups_of(&stories.collect::<Vec<_>>()).len(), 12);
}

#[test]
fn a_round_up_does_not_tie_its_stories() {
    let mut dice = Dice(13);
    let stories: Vec<String> = (0..5).map(|_| story(&mut dice, 80)).collect();
    let longer: Vec<String> = stories.iter().map(|text| format!("{text} {}", story(&mut dice, 40))).collect();
    let mut pages: Vec<Page> = (0..).zip(longer.iter().chain(&stories)).map(|(id, t)| page(id, t.clone())).collect();
    pages.push(page(99, stories.concat()));
    let groups = groups_of(&pages);
    assert!(groups.iter().all(|group| group.iter().filter(|id| **id < 5).count() <= 1), "{groups:?}");
}

#[test]
fn an_article_of_two_stories_goes_where_the_greater_part_of_it_does() {
    let mut dice = Dice(17);
    let [greater, longer, third] = [160, 220, 140].map(|words| story(&mut dice, words));
    let texts = [
        greater.clone(),
        greater.clone(),
        format!("{greater} {third}"),
        longer.clone(),
        longer.clone(),
        format!("{longer} {third}"),
    ];
    let pages: Vec<Page> = (0..).zip(texts).map(|(id, text)| page(id, text)).collect();
    assert_eq!(groups_of(&pages), [vec![0, 1, 2], vec![3, 4, 5]]);
}

#[test]
fn turns_of_phrase_make_no_copies() {
    let mut dice = Dice(19);
    let phrases: Vec<String> = (0..24).map(|_| story(&mut dice, 12)).collect();
    let written = |dice: &mut Dice, phrases: &[&String]| {
        phrases.iter().map(|phrase| format!("{phrase} {}", story(dice, 3))).collect::<String>()
    };
    let alike: Vec<&String> = phrases[..6].iter().collect();
    let mut pages: Vec<Page> = (0..2).map(|id| page(id, written(&mut dice, &alike))).collect();
    assert_eq!(groups_of(&pages), [[0, 1]], "nobody else writes so");
    for id in 2..50 {
        let from = dice.below(24) as usize;
        let some: Vec<&String> = (0..6).map(|step| &phrases[(from + step * (5 + from % 3)) % 24]).collect();
        pages.push(page(id, written(&mut dice, &some)));
    }
    let groups = groups_of(&pages);
    assert!(!groups.iter().any(|group| group.starts_with(&[0, 1])), "everybody writes so: {groups:?}");
}

#[test]
fn the_same_page_is_one_story_however_often_it_was_saved() {
    let mut dice = Dice(23);
    let text = story(&mut dice, 120);
    for site in [Some(1), None] {
        let saved = |id| {
            // A counter of visits differs, and every ninth was cut at the end.
            let cut = if id % 9 == 4 { text.len() - 40 } else { text.len() };
            let day = (id % 3 == 0).then_some(20_000);
            Page { site, day, ..page(id, format!("{} {}", &text[..cut], story(&mut Dice(id + 1), 1))) }
        };
        let pages: Vec<Page> = (0..150).map(saved).collect();
        assert_eq!(groups_of(&pages).len(), 1, "{site:?}");
    }
}

#[test]
fn a_story_of_an_agency_is_one_on_any_number_of_sites() {
    let mut dice = Dice(29);
    let wire = story(&mut dice, 160);
    let printed = |id| {
        let own = story(&mut Dice(id + 1), 50);
        Page { site: Some(id / 2), ..page(id, format!("{own} {wire}")) }
    };
    let mut pages: Vec<Page> = (0..100).map(printed).collect();
    pages.push(page(500, story(&mut dice, 160)));
    assert_eq!(groups_of(&pages).len(), 2);
}

#[test]
fn forms_with_other_figures_are_no_twins() {
    let report = |id: u64| {
        let mut dice = Dice(id + 100);
        let figures: Vec<u64> = (0..12).map(|_| 100 + dice.below(9_000)).collect();
        let lines = figures.iter().map(|figure| {
            format!("the index of the exchange of the harbour town closed at {figure} points on the day as dealers had said ")
        });
        Page { day: Some(20_000 + id as i32), site: Some(id % 3), ..page(id, lines.collect()) }
    };
    let pages: Vec<Page> = (0..80).map(report).collect();
    assert_eq!(groups_of(&pages).len(), 80);
}

/// A notice that stands in so many pages that not all of them are gathered: more, fewer, and more again than that.
#[test]
fn a_notice_in_very_many_pages_is_the_same_after_a_change() {
    let mut dice = Dice(19);
    let notice = story(&mut dice, 12);
    let one = story(&mut dice, 40);
    let mut drawn = |id: u64| {
        let own = if id.is_multiple_of(300) { one.clone() } else { story(&mut dice, 8) };
        Page { site: Some(id % 3), ..page(id, format!("{own} {notice}")) }
    };
    let all: Vec<Page> = (0..1_020).map(&mut drawn).collect();
    let mut grouping = Kept::of(&all).group();
    let mut before = all.clone();
    for after in [all[15..].to_vec(), all[40..].to_vec(), all[5..].to_vec(), all.clone()] {
        grouping = regrouped(&before, &grouping, &after);
        let scratch = Kept::of(&after).group();
        assert_eq!((&grouping.leaders, &grouping.telling), (&scratch.leaders, &scratch.telling));
        before = after;
    }
}

proptest! {
    #[test]
    fn order_does_not_matter(seed in 1_u64.., order in Just((0..40).collect::<Vec<usize>>()).prop_shuffle()) {
        let mut dice = Dice(seed);
        let stories: Vec<String> = (0..8).map(|_| story(&mut dice, 90)).collect();
        let pages: Vec<Page> = (0..40)
            .map(|id| {
                let words: Vec<&str> = stories[dice.below(8) as usize].split(' ').collect();
                let (from, to) = (dice.below(30) as usize, 50 + dice.below(40) as usize);
                let extra = dice.below(50) as usize;
                page(id, format!("{} {}", words[from..to].join(" "), story(&mut dice, extra)))
            })
            .collect();
        let shuffled: Vec<Page> = order.iter().map(|at| pages[*at].clone()).collect();
        prop_assert_eq!(groups_of(&pages), groups_of(&shuffled));
    }

    /// Copies, round-ups, forms, twins and figures, added and removed a few at a time.
    #[test]
    fn a_change_gives_the_groups_that_all_from_scratch_give(seed in 1_u64.., rounds in 1..6_usize) {
        let mut dice = Dice(seed);
        let stories: Vec<String> = (0..6).map(|_| story(&mut dice, 90)).collect();
        let phrases: Vec<String> = (0..10).map(|_| story(&mut dice, 12)).collect();
        let mut id = 0;
        let mut drawn = |dice: &mut Dice| {
            id += 1;
            let words: Vec<&str> = stories[dice.below(6) as usize].split(' ').collect();
            let part = words[dice.below(30) as usize..50 + dice.below(40) as usize].join(" ");
            let phrase = |dice: &mut Dice| phrases[dice.below(10) as usize].clone();
            let text = match dice.below(8) {
                0 => format!("{} {}", phrase(dice), story(dice, 30)),
                1 => (0..5).map(|_| phrase(dice)).collect(),
                2 => stories[..3].concat(),
                3 | 4 => stories[0].clone(),
                5 => format!("{part} closed at {} of {} points", 100 + dice.below(3), 2_000 + dice.below(70)),
                _ => { let extra = dice.below(50) as usize; format!("{part} {} {}", phrase(dice), story(dice, extra)) }
            };
            let day = (dice.below(4) > 0).then(|| 20_000 + dice.below(5) as i32);
            Page { site: Some(dice.below(4)), day, ..page(id, text) }
        };
        let mut pages: Vec<Page> = (0..25 + dice.below(40)).map(|_| drawn(&mut dice)).collect();
        let mut grouping = Kept::of(&pages).group();
        for _ in 0..rounds {
            let mut after = pages.clone();
            for _ in 0..dice.below(4) {
                after.swap_remove(dice.below(after.len() as u64) as usize);
            }
            (0..dice.below(4)).for_each(|_| after.push(drawn(&mut dice)));
            grouping = regrouped(&pages, &grouping, &after);
            pages = after;
            let scratch = Kept::of(&pages).group();
            prop_assert_eq!(&grouping.leaders, &scratch.leaders);
            prop_assert_eq!(&grouping.telling, &scratch.telling);
            prop_assert_eq!(&grouping.firsts, &scratch.firsts);
            prop_assert_eq!(&grouping.bands, &scratch.bands);
            prop_assert_eq!(&grouping.figures, &scratch.figures);
        }
    }
}
