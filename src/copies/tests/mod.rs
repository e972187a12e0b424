//! Groups of texts made by a seeded generator: edited copies, notices, round-ups, and any order of them. Recurring reports
//! are in `reports`.

mod reports;

use proptest::prelude::*;

use super::group;
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
#[derive(Clone, Debug)]
struct Page {
    id: u64,
    day: Option<i32>,
    site: Option<u64>,
    text: String,
}

/// The pages of one group each, by id, the groups in order.
fn groups_of(pages: &[Page]) -> Vec<Vec<u64>> {
    let prints: Vec<_> = pages.iter().map(|page| fingerprint(&page.text)).collect();
    let items: Vec<Sketch> = pages
        .iter()
        .zip(&prints)
        .map(|(page, print)| Sketch {
            key: (page.id, 0),
            words: print.words,
            shingles: print.shingles.len() as u32,
            figures: print.figures.clone().into(),
            day: page.day,
            site: page.site,
        })
        .collect();
    let leaders = group(&items, &|visit| {
        for (number, print) in (0..).zip(&prints) {
            print.shingles.iter().for_each(|hash| visit(number, *hash));
        }
        Ok(())
    })
    .unwrap();
    let mut groups: Vec<Vec<u64>> = vec![Vec::new(); pages.len()];
    for (page, leader) in pages.iter().zip(leaders) {
        groups[leader as usize].push(page.id);
    }
    groups.retain(|group| !group.is_empty());
    groups.iter_mut().for_each(|group| group.sort_unstable());
    groups.sort_unstable();
    groups
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
}
