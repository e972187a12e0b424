//! The sites of a collection.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::habits::{Habits, Home};
use crate::model::{ArticleId, Clue, Settlement};

/// What the articles of each site tell of each other: how many articles of a site give each clue.
///
/// It is a sum over articles, so that it can be kept and [changed](Sites::change) by what comes and goes; whatever the way to it, the
/// same set of articles gives the same sums.
#[derive(Debug, Default, PartialEq)]
pub struct Sites {
    by_name: BTreeMap<String, Site>,
}

/// One site.
#[derive(Debug, Default)]
struct Site {
    /// How many articles give each clue, those that none gives left out.
    told: BTreeMap<Clue, u32>,
    /// What follows, worked out when somebody asks.
    habits: OnceLock<(Habits, Option<Home>)>,
}

impl PartialEq for Site {
    fn eq(&self, other: &Site) -> bool {
        self.told == other.told
    }
}

/// A site whose stories show where it is at home.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteHome {
    /// The site's domain.
    pub site: String,
    /// Its home.
    pub home: Home,
}

/// What a change of its articles makes of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It settles what it settled before.
    SettlesTheSame,
    /// It may settle something otherwise in any of its articles.
    SettlesOtherwise,
}

/// Whether a clue tells something of the site, and does not only leave something to it.
pub fn tells(clue: &Clue) -> bool {
    !matches!(clue, Clue::MayMean(..) | Clue::DayIsOpen)
}

impl Sites {
    /// Adds up what all articles tell. The captures of one article count once where they tell the same.
    pub fn of<'a>(told: impl Iterator<Item = (&'a str, ArticleId, Clue)>) -> Sites {
        let mut told: Vec<_> = told.filter(|(_, _, clue)| tells(clue)).collect();
        told.sort_unstable();
        told.dedup();
        let mut sites = Sites::default();
        for of_site in told.chunk_by(|one, other| one.0 == other.0) {
            let mut site = Site::default();
            of_site.iter().for_each(|(_, _, clue)| *site.told.entry(*clue).or_default() += 1);
            sites.by_name.insert(of_site[0].0.to_owned(), site);
        }
        sites
    }

    /// Changes how many articles of a site give each of these clues.
    pub fn change(&mut self, site: &str, changes: &BTreeMap<Clue, i64>) -> Effect {
        let before = self.by_name.remove(site).unwrap_or_default();
        let mut now = Site { told: before.told.clone(), habits: OnceLock::new() };
        for (clue, change) in changes.iter().filter(|(clue, change)| tells(clue) && **change != 0) {
            let count = now.told.entry(*clue).or_default();
            *count = u32::try_from(i64::from(*count) + change).unwrap_or(0);
        }
        now.told.retain(|_, count| *count > 0);
        let ((habits, home), (then, home_then)) = (now.habits(), before.habits());
        let settles_the_same = habits.settle_like(*home, then, *home_then);
        if !now.told.is_empty() {
            self.by_name.insert(site.to_owned(), now);
        }
        if settles_the_same { Effect::SettlesTheSame } else { Effect::SettlesOtherwise }
    }

    /// What is settled in an article of a site that left this open.
    pub fn settlement(&self, site: Option<&str>, clues: &[Clue]) -> Settlement {
        let site = site.and_then(|site| self.by_name.get(site));
        site.map_or_else(Settlement::default, |site| {
            let (habits, home) = site.habits();
            habits.settlement(*home, clues)
        })
    }

    /// The sites that have a home, by name.
    pub fn homes(&self) -> impl Iterator<Item = SiteHome> {
        self.by_name.iter().filter_map(|(name, site)| Some(SiteHome { site: name.clone(), home: site.habits().1? }))
    }

    /// The sums in a form in which they can be kept: each site with its clues as numbers and how many articles give them.
    pub fn to_list(&self) -> Vec<(String, Vec<(u64, u32)>)> {
        let told = |site: &Site| site.told.iter().map(|(clue, count)| (clue.to_bits(), *count)).collect();
        self.by_name.iter().map(|(name, site)| (name.clone(), told(site))).collect()
    }

    /// The sums of a list.
    pub fn of_list(list: Vec<(String, Vec<(u64, u32)>)>) -> Sites {
        let told = |told: Vec<(u64, u32)>| told.into_iter().map(|(bits, count)| (Clue::of_bits(bits), count)).collect();
        let site = |(name, clues)| (name, Site { told: told(clues), habits: OnceLock::new() });
        Sites { by_name: list.into_iter().map(site).collect() }
    }
}

impl Site {
    /// The habits that follow, and the home.
    fn habits(&self) -> &(Habits, Option<Home>) {
        self.habits.get_or_init(|| {
            let mut habits = Habits::default();
            self.told.iter().for_each(|(clue, articles)| habits.add(*clue, *articles));
            let home = habits.home();
            (habits, home)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CountryKey, NameKey, Need, SettledName};
    use crate::text::date_order::DateOrder;

    const SITE: &str = "gazette.example";

    fn key(code: &str) -> CountryKey {
        CountryKey::of(code)
    }

    /// Sites of which one has articles with these clues, each in an article of its own.
    fn sites(clues: &[(Clue, usize)]) -> Sites {
        let all = clues.iter().flat_map(|(clue, count)| std::iter::repeat_n(*clue, *count));
        Sites::of((0..).zip(all).map(|(id, clue)| (SITE, ArticleId(id), clue)))
    }

    fn home(clues: &[(Clue, usize)]) -> Option<String> {
        sites(clues).homes().next().map(|site| site.home.country.code())
    }

    fn means(sites: &Sites, may_mean: &[Clue]) -> Option<String> {
        sites.settlement(Some(SITE), may_mean).names.first().map(|settled| settled.country.code())
    }

    #[test]
    fn a_home_is_told_where_it_is_clear() {
        let (us, gb) = (key("US"), key("GB"));
        let (unnamed, named) = (Clue::AboutUnnamed(us), Clue::AboutNamed(us));
        assert_eq!(home(&[(unnamed, 6), (named, 2)]).as_deref(), Some("US"));
        assert_eq!(home(&[(unnamed, 7)]), None, "too few stories");
        assert_eq!(home(&[(unnamed, 60), (Clue::AboutNamed(gb), 30)]), None, "a world paper");
        assert_eq!(home(&[(named, 50), (unnamed, 5)]), None, "stories on one subject from elsewhere");
        let saved_often = Sites::of((0..20).map(|_| (SITE, ArticleId(1), unnamed)));
        assert_eq!(saved_often.homes().next(), None, "one story that was saved often");
    }

    #[test]
    fn a_home_settles_what_needs_no_more() {
        let (us, name) = (key("US"), NameKey::of("Cambridge"));
        let at_home = (Clue::AboutUnnamed(us), 10);
        let may = [Clue::MayMean(name, us, Need::Home), Clue::MayMean(name, key("CA"), Need::Home)];
        assert_eq!(means(&sites(&[at_home]), &may).as_deref(), Some("US"));
        assert_eq!(means(&sites(&[]), &may), None);
        let abroad = |stories| sites(&[at_home, (Clue::Means(name, key("GB")), stories)]);
        assert_eq!(means(&abroad(1), &may).as_deref(), Some("US"), "one story that says it means another is no habit");
        assert_eq!(means(&abroad(2), &may), None);
        let usage = [Clue::MayMean(name, us, Need::Usage)];
        assert_eq!(means(&sites(&[at_home]), &usage), None);
        assert_eq!(sites(&[at_home]).settlement(Some("other.example"), &may), Settlement::default());
        assert_eq!(sites(&[at_home]).settlement(None, &may), Settlement::default());
    }

    #[test]
    fn usage_settles_names_of_capitals_unless_it_is_mixed() {
        let (us, fr, name) = (key("US"), key("FR"), NameKey::of("Paris"));
        let may = [Clue::MayMean(name, us, Need::Usage)];
        assert_eq!(means(&sites(&[(Clue::Means(name, us), 2)]), &may).as_deref(), Some("US"));
        assert_eq!(means(&sites(&[(Clue::Means(name, us), 1)]), &may), None);
        let twice_of_three = [(Clue::Means(name, us), 2), (Clue::Means(name, fr), 1)];
        assert_eq!(means(&sites(&twice_of_three), &may), None);
        let at_home = [&twice_of_three[..], &[(Clue::AboutUnnamed(us), 10)]].concat();
        assert_eq!(means(&sites(&at_home), &may).as_deref(), Some("US"));
        assert_eq!(
            means(&sites(&[(Clue::Means(name, us), 8), (Clue::Means(name, fr), 2)]), &may).as_deref(),
            Some("US")
        );
        assert_eq!(means(&sites(&[(Clue::Means(name, fr), 5)]), &may), None, "it means what it always means");
    }

    #[test]
    fn an_order_is_settled_unless_days_contradict_each_other() {
        let (day, month) = (Clue::Writes(DateOrder::DayFirst), Clue::Writes(DateOrder::MonthFirst));
        let order = |clues: &[(Clue, usize)]| sites(clues).settlement(Some(SITE), &[Clue::DayIsOpen]).order;
        assert_eq!(order(&[(day, 1)]), Some(DateOrder::DayFirst));
        assert_eq!(order(&[(month, 3)]), Some(DateOrder::MonthFirst));
        assert_eq!(order(&[(day, 9), (month, 1)]), None);
        assert_eq!(sites(&[(day, 1)]).settlement(Some(SITE), &[]).order, None, "nothing is open");
    }

    #[test]
    fn names_are_settled_once_and_in_order() {
        let us = key("US");
        let (one, other) = (NameKey::of("Cambridge"), NameKey::of("Birmingham"));
        let may = |name| Clue::MayMean(name, us, Need::Home);
        let settled = sites(&[(Clue::AboutUnnamed(us), 10)]).settlement(Some(SITE), &[may(one), may(other), may(one)]);
        let mut expected = [one, other].map(|name| SettledName { name, country: us });
        expected.sort();
        assert_eq!(settled.names, expected);
    }

    #[test]
    fn sums_that_are_changed_are_those_of_what_is_left() {
        let (us, name) = (key("US"), NameKey::of("Cambridge"));
        let about = Clue::AboutUnnamed(us);
        let mut changed = sites(&[(about, 9), (Clue::Means(name, us), 1)]);
        assert_eq!(changed.change(SITE, &BTreeMap::from([(about, -1)])), Effect::SettlesTheSame, "eight are enough");
        assert_eq!(changed, sites(&[(about, 8), (Clue::Means(name, us), 1)]));
        assert_eq!(changed.change(SITE, &BTreeMap::from([(about, -1)])), Effect::SettlesOtherwise, "seven are not");
        assert_eq!(changed.change(SITE, &BTreeMap::from([(Clue::Means(name, us), 1)])), Effect::SettlesOtherwise);
        assert_eq!(Sites::of_list(changed.to_list()), changed);
        assert_eq!(
            changed.change(SITE, &BTreeMap::from([(about, -7), (Clue::Means(name, us), -2)])),
            Effect::SettlesOtherwise
        );
        assert_eq!(changed, Sites::default(), "a site of which nothing is left is gone");
    }
}
