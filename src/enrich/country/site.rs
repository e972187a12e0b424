//! What an article leaves to the other articles of its site, what it tells them, and what they settle.
//!
//! An article decides for itself where it can: a name is open only where nothing in it speaks for the country for which the
//! name is taken. Then a town, or a region that is a country's name as well, goes to the site's home; a great city needs another name of
//! a place there beside it, and a capital or a country stories of the site that say that they mean the other place.

use std::collections::{BTreeMap, BTreeSet};

use super::gazetteer::Gazetteer;
use super::label::ABOUT;
use super::places::Mention;
use super::sense::{Kind, Sense};
use super::settle::{GREAT_CITY, Votes, is_sure};
use crate::model::{COUNTRIES, Clue, CountryKey, CountryLabel, NameKey, Need, Place, SettledName};

/// Whether a site had something to settle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Changed,
    Unchanged,
}

/// An article that was read, with what it leaves open.
pub(super) struct Open<'a> {
    /// The names of its language.
    pub gazetteer: &'a Gazetteer,
    /// Headline and text.
    pub texts: [&'a str; 2],
    /// The countries for which its words speak beside its names.
    pub usage: &'a [u16],
}

impl Open<'_> {
    /// What the article tells of its site and leaves to it; `focus` is the label of the country that it is about first.
    pub(super) fn clues(&self, mentions: &[Mention], focus: Option<&CountryLabel>) -> Vec<Clue> {
        let votes = Votes::count(self.gazetteer, mentions, self.usage);
        let mut clues: BTreeSet<Clue> = focus.and_then(|label| self.about(mentions, label)).into_iter().collect();
        for mention in mentions.iter().filter(|m| m.shared && m.kind != Kind::Abbreviation && !m.firm) {
            let name = NameKey::of(text(self.texts, mention));
            if mention.fixed || votes.of(mention.country) > 0 {
                clues.insert(Clue::Means(name, key(mention.country)));
            } else {
                let meanings = self.meanings(mention, &votes);
                clues.extend(meanings.into_iter().map(|(country, need)| Clue::MayMean(name, key(country), need)));
            }
        }
        // What the article says in one place it means throughout.
        let said: BTreeSet<NameKey> = clues.iter().filter_map(|clue| said(*clue)).collect();
        clues.retain(|clue| !matches!(clue, Clue::MayMean(name, ..) if said.contains(name)));
        clues.into_iter().collect()
    }

    /// That the story is about a country, if names say so that mean nothing else.
    fn about(&self, mentions: &[Mention], label: &CountryLabel) -> Option<Clue> {
        let own = || mentions.iter().filter(|m| COUNTRIES[usize::from(m.country)].code == label.code);
        let is_sure = label.weight >= ABOUT && own().any(|mention| is_sure(self.gazetteer, mention));
        let is_named = own().any(|mention| matches!(mention.kind, Kind::Name | Kind::Demonym));
        let country = CountryKey::of(&label.code);
        is_sure.then_some(if is_named { Clue::AboutNamed(country) } else { Clue::AboutUnnamed(country) })
    }

    /// The countries whose places an open name may mean, each with what must speak for it. That for which it is taken is one of
    /// them where it needs confirming: a town that shares its name is little evidence alone.
    fn meanings(&self, mention: &Mention, votes: &Votes) -> BTreeMap<u16, Need> {
        let mut meanings = BTreeMap::new();
        if matches!(mention.kind, Kind::City | Kind::Region) {
            meanings.insert(mention.country, Need::Home);
        }
        for sense in self.gazetteer.senses(mention.sense).filter(|sense| sense.country != mention.country) {
            if let Some(need) = need(mention, &sense, votes) {
                let known = meanings.entry(sense.country).or_insert(need);
                *known = need.min(*known);
            }
        }
        meanings
    }
}

/// What must speak for another meaning of a name than that for which it is taken; none where it is not one of those that a site
/// can mean.
fn need(mention: &Mention, other: &Sense, votes: &Votes) -> Option<Need> {
    let home = other.country;
    let home_if = |enough: bool| if enough { Need::Home } else { Need::Usage };
    match (mention.kind, other.kind) {
        (_, Kind::Demonym | Kind::Institution | Kind::Abbreviation | Kind::Usage) => None,
        // "Russia and Georgia", "a U.S. envoy in Lebanon": among countries a country's name means that country.
        (Kind::Name, Kind::Region) => (!votes.has_country_but(Some(home))).then_some(Need::Home),
        (Kind::Name, _) => (!votes.has_country_but(None)).then_some(Need::Usage),
        (Kind::Capital, _) => (!votes.has_country_but(Some(home))).then_some(Need::Usage),
        (Kind::City, _) => Some(home_if(mention.population < GREAT_CITY || votes.local(home) > 0)),
        (Kind::Region, _) => Some(Need::Home),
        _ => None,
    }
}

/// Gives names the meaning that the site's other articles settle.
pub(super) fn settle_names(
    gazetteer: &Gazetteer,
    texts: [&str; 2],
    settled: &[SettledName],
    mentions: &mut [Mention],
) -> Outcome {
    let mut outcome = Outcome::Unchanged;
    if settled.is_empty() {
        return outcome;
    }
    for mention in mentions.iter_mut().filter(|mention| mention.shared && !mention.fixed) {
        let name = NameKey::of(text(texts, mention));
        let Some(settled) = settled.iter().find(|settled| settled.name == name) else { continue };
        let is_meant = |sense: &Sense| key(sense.country) == settled.country && sense.kind != Kind::Usage;
        let Some(sense) = gazetteer.senses(mention.sense).find(is_meant) else { continue };
        (mention.country, mention.kind, mention.population) = (sense.country, sense.kind, sense.population);
        (mention.fixed, mention.by_site) = (true, true);
        outcome = Outcome::Changed;
    }
    outcome
}

/// The name of which a clue says what it means.
fn said(clue: Clue) -> Option<NameKey> {
    match clue {
        Clue::Means(name, _) => Some(name),
        _ => None,
    }
}

fn key(country: u16) -> CountryKey {
    CountryKey::of(COUNTRIES[usize::from(country)].code)
}

fn text<'a>([title, body]: [&'a str; 2], mention: &Mention) -> &'a str {
    let text = if mention.place == Place::Title { title } else { body };
    &text[mention.range.clone()]
}
