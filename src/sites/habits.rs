//! The habits of one site: counts of what its articles tell, and what follows from them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::{Clue, CountryKey, NameKey, Need, SettledName, Settlement};
use crate::text::date_order::DateOrder;

/// A site with fewer stories about one country has no home that could be told.
const STORIES: u32 = 8;

/// The least share of the home in the stories that are about a country: a wire agency and a world paper have none.
const HOME_SHARE: f64 = 0.75;

/// The least share of the home's stories that do not name the country itself. Stories of a correspondent, or on one subject
/// from a paper elsewhere, nearly all do.
const UNNAMED_SHARE: f64 = 0.4;

/// How many stories must mean the same by a name.
const USES: u32 = 2;

/// Their least share of the stories that say what they mean by a name: that of the home's place, which stories tell seldom since
/// their readers know it, and that of another country's.
const USE_SHARES: [f64; 2] = [0.66, 0.8];

/// Where a site is at home.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Home {
    /// The country.
    pub country: CountryKey,
    /// How many stories are about it by names that mean nothing else.
    pub stories: u32,
    /// How many stories are about any country, likewise.
    pub of: u32,
}

/// Stories about a country.
#[derive(Clone, Copy, Debug, Default)]
struct Stories {
    all: u32,
    /// Those that do not name it.
    unnamed: u32,
}

/// What the articles of a site tell, counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Habits {
    about: BTreeMap<CountryKey, Stories>,
    names: BTreeMap<NameKey, BTreeMap<CountryKey, u32>>,
    writes_day_first: bool,
    writes_month_first: bool,
}

impl Habits {
    /// Counts a clue that this number of articles give.
    pub(super) fn add(&mut self, clue: Clue, articles: u32) {
        match clue {
            Clue::AboutNamed(country) => self.about.entry(country).or_default().all += articles,
            Clue::AboutUnnamed(country) => {
                let stories = self.about.entry(country).or_default();
                stories.all += articles;
                stories.unnamed += articles;
            }
            Clue::Means(name, country) => *self.names.entry(name).or_default().entry(country).or_default() += articles,
            Clue::Writes(DateOrder::DayFirst) => self.writes_day_first = true,
            Clue::Writes(DateOrder::MonthFirst) => self.writes_month_first = true,
            Clue::MayMean(..) | Clue::DayIsOpen => {}
        }
    }

    /// The site's home, if its stories have a clear one.
    pub(super) fn home(&self) -> Option<Home> {
        let of = self.about.values().map(|stories| stories.all).sum();
        let (country, stories) = self.about.iter().max_by_key(|(_, stories)| stories.all)?;
        let share = |part: u32, whole: u32| f64::from(part) / f64::from(whole.max(1));
        let is_clear = stories.all >= STORIES
            && share(stories.all, of) >= HOME_SHARE
            && share(stories.unnamed, stories.all) >= UNNAMED_SHARE;
        is_clear.then_some(Home { country: *country, stories: stories.all, of })
    }

    /// The order of day and month, unless days of the site contradict each other.
    pub(super) fn order(&self) -> Option<DateOrder> {
        match (self.writes_day_first, self.writes_month_first) {
            (true, false) => Some(DateOrder::DayFirst),
            (false, true) => Some(DateOrder::MonthFirst),
            _ => None,
        }
    }

    /// What is settled in an article with these clues, on a site with this home.
    pub(super) fn settlement(&self, home: Option<Home>, clues: &[Clue]) -> Settlement {
        let home = home.map(|home| home.country);
        let settles = |clue: &Clue| match *clue {
            Clue::MayMean(name, country, need) => {
                let is_meant = match self.use_of(name, home) {
                    Use::Untold => need == Need::Home && home == Some(country),
                    Use::Clear(used) => used == country,
                    Use::Mixed => false,
                };
                is_meant.then_some(SettledName { name, country })
            }
            _ => None,
        };
        let mut names: Vec<SettledName> = clues.iter().filter_map(settles).collect();
        names.sort_unstable();
        names.dedup();
        let is_open = clues.contains(&Clue::DayIsOpen);
        Settlement { names, order: self.order().filter(|_| is_open) }
    }

    /// Whether these habits settle in any article what the others settle in it; each with the home that follows from it.
    pub(super) fn settle_like(&self, home: Option<Home>, other: &Habits, other_home: Option<Home>) -> bool {
        let (home, other_home) = (home.map(|home| home.country), other_home.map(|home| home.country));
        let means_the_same = |name: &NameKey| self.use_of(*name, home) == other.use_of(*name, other_home);
        home == other_home
            && self.order() == other.order()
            && self.names.keys().chain(other.names.keys()).all(means_the_same)
    }

    /// What the site, which has this home, means by a name.
    fn use_of(&self, name: NameKey, home: Option<CountryKey>) -> Use {
        let uses = self.names.get(&name);
        let all: u32 = uses.map_or(0, |uses| uses.values().sum());
        let most = uses.and_then(|uses| uses.iter().max_by_key(|(_, stories)| **stories));
        let Some((country, stories)) = most.filter(|_| all >= USES) else { return Use::Untold };
        let least = USE_SHARES[usize::from(home != Some(*country))];
        let is_clear = *stories >= USES && f64::from(*stories) >= f64::from(all) * least;
        if is_clear { Use::Clear(*country) } else { Use::Mixed }
    }
}

/// What the stories of a site that say what they mean by a name do mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    /// Too few stories say.
    Untold,
    /// Several mean this country's place, and hardly any another.
    Clear(CountryKey),
    /// Some mean one, some another.
    Mixed,
}
