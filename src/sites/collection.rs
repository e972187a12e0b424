//! The sites of a collection.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::habits::{Habits, Home};
use crate::model::{ArticleId, Clue, Settlement};

/// What the articles of each site tell of each other.
#[derive(Debug, Default)]
pub struct Sites {
    by_name: BTreeMap<String, Site>,
}

/// The habits of a site, with its home, which is worked out once.
#[derive(Debug)]
struct Site {
    habits: Habits,
    home: Option<Home>,
}

/// A site whose stories show where it is at home.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteHome {
    /// The site's domain.
    pub site: String,
    /// Its home.
    pub home: Home,
}

impl Sites {
    /// Works out the habits of all sites from what their articles tell. The captures of one article count once where they tell
    /// the same.
    pub fn of<'a>(told: impl Iterator<Item = (&'a str, ArticleId, Clue)>) -> Sites {
        let counts = |clue: &Clue| !matches!(clue, Clue::MayMean(..) | Clue::DayIsOpen);
        let mut told: Vec<_> = told.filter(|(_, _, clue)| counts(clue)).collect();
        told.sort_unstable();
        told.dedup();
        let by_site = told.chunk_by(|one, other| one.0 == other.0);
        let site = |told: &[(&str, ArticleId, Clue)]| {
            let mut habits = Habits::default();
            told.iter().for_each(|(_, _, clue)| habits.add(*clue));
            let home = habits.home();
            (told[0].0.to_owned(), Site { habits, home })
        };
        Sites { by_name: by_site.map(site).collect() }
    }

    /// What is settled in an article of a site that left this open.
    pub fn settlement(&self, site: Option<&str>, clues: &[Clue]) -> Settlement {
        let site = site.and_then(|site| self.by_name.get(site));
        site.map_or_else(Settlement::default, |site| site.habits.settlement(site.home, clues))
    }

    /// The sites that have a home, by name.
    pub fn homes(&self) -> impl Iterator<Item = SiteHome> {
        self.by_name.iter().filter_map(|(name, site)| Some(SiteHome { site: name.clone(), home: site.home? }))
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
}
