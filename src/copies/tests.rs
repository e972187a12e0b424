//! Groups of texts made by a seeded generator: recurring reports that must stay apart, edited copies that must not, and
//! any order of them.

use proptest::prelude::*;

use super::{Item, group};
use crate::enrich::fingerprint;

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

    /// A form with every `#` a number and every `@` one of these names.
    fn fill(&mut self, form: &str, names: &[&str]) -> String {
        let mut text = String::new();
        for character in form.chars() {
            match character {
                '#' => text.push_str(&(1 + self.below(97)).to_string()),
                '@' => text.push_str(self.pick(names)),
                other => text.push(other),
            }
        }
        text
    }
}

const PLACES: &[&str] =
    &["Northhaven", "Karlsvik", "Porto Seco", "Duneford", "Al Marsa", "Belgrove", "Tarnow Hill", "Ostby"];

/// Forms of reports that return: weather, markets, fixtures, earthquakes, court lists, tides, traffic.
const FORMS: &[&str] = &[
    "Weather for @. Tonight cloudy with lows near # degrees and winds from the west at # kilometres an hour. Tomorrow \
     mostly sunny with a high of # degrees. The chance of rain is # per cent. Sunrise is at 6:# and sunset at 18:#. The \
     river stands at # centimetres and is expected to reach # by the weekend. Pollen counts are moderate.",
    "Shares in @ closed higher on the day as the main index rose # points to 4,2#. Turnover came to # million crowns. \
     Advancing issues outnumbered decliners by # to #. Among the most active, the ferry company gained #.# per cent and \
     the brewery lost #.# per cent. The ten-year bond yielded #.# per cent, dealers said at the close.",
    "Fixtures for the coming round. @ against @ at #:#, @ against @ at #:#, @ against @ at #:#. All matches will be \
     played on the home side's ground unless stated otherwise. Tickets cost # crowns and are sold at the gate. The table \
     after # rounds: @ # points, @ # points, @ # points, @ # points.",
    "An earthquake of magnitude #.# struck # kilometres north of @ at #:# local time, the seismological institute said. \
     The quake was centred at a depth of # kilometres. There were no immediate reports of damage or injuries. # smaller \
     shocks were recorded in the # hours that followed.",
    "Magistrates' court list. Case #/#: the state against a resident of @, aged #, charged with driving at # kilometres \
     an hour in a zone of #. Fined # crowns. Case #/#: the state against a resident of @, aged #, charged with theft of \
     goods worth # crowns. Adjourned to the # of the month. Case #/#: withdrawn.",
    "Bollettino meteo per @. Cielo nuvoloso con temperature minime di # gradi e massime di # gradi. Venti da sud-ovest \
     a # chilometri orari. Probabilità di pioggia # per cento. Il mare sarà mosso con onde di # centimetri. La qualità \
     dell'aria resta buona con # microgrammi di polveri sottili.",
    "Die Wasserstände von @: Pegel am Hafen # Zentimeter, gefallen um #, Pegel an der Brücke # Zentimeter, gestiegen um \
     #. Die Schifffahrt ist bis zu einem Tiefgang von # Dezimetern möglich. Schleusungen gestern: # zu Berg und # zu Tal. \
     Für morgen werden # Zentimeter erwartet.",
    "Прогноз погоды: @. Ночью температура воздуха опустится до # градусов, днём поднимется до # градусов. Ветер северный, \
     # метров в секунду. Атмосферное давление # миллиметров ртутного столба. Вероятность осадков составит # процентов. \
     Уровень воды в реке # сантиметров.",
    "Cours des halles de @. La tomate s'échange à #,# le kilo, la pomme de terre à #,#, le poireau à #,#. Les arrivages \
     ont atteint # tonnes contre # tonnes la semaine précédente. Les grossistes ont vendu # pour cent de la marchandise. \
     Le poisson a coté #,# à la criée.",
    "Tráfico y puerto de @. Ayer entraron # buques y salieron #. Se movieron # mil toneladas de mercancías y #\
     contenedores. La terminal de pasajeros atendió a # viajeros. Para hoy se esperan # escalas, entre ellas # \
     petroleros. El calado máximo es de # decímetros y el viento será de # nudos.",
];

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
    let items: Vec<Item> = pages
        .iter()
        .zip(&prints)
        .map(|(page, print)| Item {
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
fn recurring_reports_stay_apart() {
    let mut dice = Dice(0x5eed);
    let mut pages = Vec::new();
    for round in 0..10 {
        for (form, number) in FORMS.iter().zip(0..) {
            let text = dice.fill(form, PLACES);
            let day = Some(20_000 + round as i32);
            pages.push(Page { id: round * 100 + number, day, site: Some(number % 5), text });
        }
    }
    for dated in [true, false] {
        pages.iter_mut().filter(|_| !dated).for_each(|page| (page.day, page.site) = (None, None));
        let groups = groups_of(&pages);
        let merged: usize = groups.iter().filter(|group| group.len() > 1).map(|group| group.len()).sum();
        assert!(merged * 20 <= pages.len(), "{merged} of {} merged: {groups:?}", pages.len());
    }
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
