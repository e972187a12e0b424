//! Which of several places of one name is meant.
//!
//! `City, State` decides at once, and for every other mention of that name in the article. A name that several
//! countries share goes to the one for which the rest of the article speaks.

use std::collections::{BTreeMap, HashSet};

use super::gazetteer::Gazetteer;
use super::places::Mention;
use super::sense::{Doubt, Kind, Sense};
use crate::model::COUNTRIES;

/// A city with this many thousand inhabitants or more stays where it is unless more than one name speaks against it.
pub(super) const GREAT_CITY: u32 = 1500;

/// A city with this many thousand inhabitants or more, the only one of its name, speaks for its country as a region does.
const KNOWN_CITY: u32 = 300;

/// A city with this many thousand inhabitants or more is as likely meant as the small country that has its name.
const RIVAL_CITY: u32 = 200;

/// A town with fewer thousands of inhabitants casts no doubt on a region of its name.
const LESSER_TOWN: u32 = 100;

/// How many names of regions must speak for a small town before a country's or capital's name is taken for it.
const LOCAL: usize = 2;

/// Settles every mention of an article. `speakers` are countries for which something beside the names speaks, each once for
/// every such thing: the publisher's home, words of its papers.
pub(super) fn settle(gazetteer: &Gazetteer, found: &mut [Mention], speakers: &[u16]) {
    fix_pairs(gazetteer, found);
    repeat_fixed(found);
    follow_neighbours(gazetteer, found, speakers);
}

/// `City, State` and `City, Country`: the second name decides for the first.
fn fix_pairs(gazetteer: &Gazetteer, found: &mut [Mention]) {
    for at in 1..found.len() {
        let (first, second) = (&found[at - 1], &found[at]);
        let abbreviated = second.kind == Kind::Abbreviation;
        let wide = abbreviated || second.comma_before && matches!(second.kind, Kind::Name | Kind::Region);
        let adjacent = first.place == second.place && first.tokens.end == second.tokens.start;
        let is_town = |sense: Sense| sense.country == second.country && sense.kind == Kind::City;
        let has_town = || second.kind == Kind::Region && gazetteer.senses(first.sense).any(is_town);
        // A small town that no table has: "in Mexico, Missouri, on Monday", but not "in Mexico, California and Texas".
        let in_list =
            || found.get(at + 1).is_some_and(|m| m.place == second.place && m.tokens.start <= second.tokens.end + 1);
        let stands_alone = || second.kind == Kind::Region && (first.located || first.opens) && !in_list();
        let narrow = match first.kind {
            Kind::City | Kind::Capital => true,
            Kind::Name => abbreviated || has_town() || stands_alone(),
            // A region elsewhere that has the name of a town of this one: León, Guanajuato.
            Kind::Region => first.country != second.country && has_town() && !in_list(),
            _ => false,
        };
        if !(wide && adjacent && narrow) {
            continue;
        }
        // A region's name may be a country's as well: Atlanta, Georgia.
        let shared = gazetteer
            .senses(second.sense)
            .map(|sense| sense.country)
            .find(|country| gazetteer.senses(first.sense).any(|sense| sense.country == *country));
        let country = shared.unwrap_or(second.country);
        if matches!(first.kind, Kind::Name | Kind::Region) {
            found[at - 1].kind = Kind::City;
        }
        for one in [at - 1, at] {
            found[one].country = country;
            found[one].fixed = true;
        }
    }
}

/// A name that was fixed once means the same place throughout.
fn repeat_fixed(found: &mut [Mention]) {
    let fixed = found.iter().filter(|mention| mention.fixed && mention.kind != Kind::Abbreviation);
    let known: BTreeMap<u32, (u16, Kind)> = fixed.map(|m| (m.sense, (m.country, m.kind))).collect();
    for mention in found.iter_mut().filter(|mention| !mention.fixed) {
        if let Some((country, kind)) = known.get(&mention.sense) {
            (mention.country, mention.kind, mention.fixed) = (*country, *kind, true);
        }
    }
}

/// Gives each name with several bearers to the country for which the rest of the article speaks.
fn follow_neighbours(gazetteer: &Gazetteer, found: &mut [Mention], speakers: &[u16]) {
    let votes = Votes::count(gazetteer, found, speakers);
    let located = chiefly_located(found);
    for mention in found.iter_mut().filter(|mention| !mention.fixed && mention.shared) {
        let Some(best) = gazetteer.senses(mention.sense).max_by_key(|sense| votes.of(sense.country)) else { continue };
        let is_movable = match mention.kind {
            Kind::City => mention.population < GREAT_CITY || votes.of(best.country) > 1,
            Kind::Region | Kind::Institution => true,
            // A country and another's region or great town: Georgia, the Granada of Spain.
            Kind::Name if best.kind == Kind::Region || best.population >= RIVAL_CITY => {
                votes.local(best.country) > 0 && !votes.near(mention.country, best.country)
            }
            // Two countries of one name: Congo, Korea.
            Kind::Name if best.kind == Kind::Name => true,
            Kind::Name => !mention.located && votes.local(best.country) >= LOCAL,
            Kind::Capital => {
                let is_located = located.contains(&mention.sense);
                let (spoken, local) = (votes.spoken(best.country), votes.local(best.country));
                let is_local = local >= LOCAL || spoken > 0 && votes.of(best.country) >= LOCAL;
                spoken >= LOCAL || !is_located && is_local
            }
            _ => false,
        };
        if is_movable && votes.of(mention.country) == 0 && votes.of(best.country) > 0 {
            mention.country = best.country;
            mention.kind = best.kind;
        }
    }
}

/// The names of which at least half stand behind a word like "in".
fn chiefly_located(found: &[Mention]) -> HashSet<u32> {
    let mut counts: BTreeMap<u32, [usize; 2]> = BTreeMap::new();
    for mention in found {
        counts.entry(mention.sense).or_default()[usize::from(mention.located)] += 1;
    }
    counts.into_iter().filter(|(_, [bare, located])| located >= bare).map(|(sense, _)| sense).collect()
}

/// What speaks for each country in an article.
pub(super) struct Votes<'a> {
    /// The names that can mean one country only.
    sure: Vec<(u16, Kind)>,
    /// What speaks beside the names.
    speakers: &'a [u16],
}

impl Votes<'_> {
    pub(super) fn count<'a>(gazetteer: &Gazetteer, found: &[Mention], speakers: &'a [u16]) -> Votes<'a> {
        let sure = found.iter().filter(|mention| is_sure(gazetteer, mention));
        let sure = sure.map(|mention| (mention.country, kind_of_vote(mention))).collect();
        Votes { sure, speakers }
    }

    /// All that speaks for a country.
    pub(super) fn of(&self, country: u16) -> usize {
        self.sure.iter().filter(|(sure, _)| *sure == country).count() + self.spoken(country)
    }

    /// What mostly people of the country say.
    pub(super) fn local(&self, country: u16) -> usize {
        self.sure.iter().filter(|(sure, kind)| *sure == country && kind.is_local()).count() + self.spoken(country)
    }

    fn spoken(&self, country: u16) -> usize {
        self.speakers.iter().filter(|speaker| **speaker == country).count()
    }

    /// Whether a country other than `but` is surely meant by what names all of it: its name, its inhabitants, its capital.
    pub(super) fn has_country_but(&self, but: Option<u16>) -> bool {
        self.sure.iter().any(|(country, kind)| Some(*country) != but && !kind.is_local())
    }

    /// Whether a country of the same part of the world is named, other than `but`.
    fn near(&self, country: u16, but: u16) -> bool {
        let part = |country: u16| COUNTRIES[usize::from(country)].subregion;
        self.sure.iter().any(|(sure, _)| *sure != but && part(*sure) == part(country))
    }
}

/// As what a mention speaks for its country. A region of the capital's name stands for the government as often, which is named beside
/// other capitals: Washington makes no town of Ohio of *Moscow* or *Athens*.
fn kind_of_vote(mention: &Mention) -> Kind {
    if mention.seat && !mention.fixed { Kind::Capital } else { mention.kind }
}

/// Whether a mention can mean one country only, so that it may speak for others.
pub(super) fn is_sure(gazetteer: &Gazetteer, mention: &Mention) -> bool {
    // Andalucía is a region, though a town of Colombia has its name.
    let is_lesser =
        |sense: Sense| mention.kind == Kind::Region && sense.kind == Kind::City && sense.population < LESSER_TOWN;
    let alone = || gazetteer.senses(mention.sense).all(|sense| sense.country == mention.country || is_lesser(sense));
    let is_known = match mention.kind {
        Kind::City => mention.population >= KNOWN_CITY && mention.doubt == Doubt::None && !mention.beside_capital,
        _ => true,
    };
    mention.fixed || is_known && alone()
}
