//! Which of several places of one name is meant.
//!
//! `City, State` decides at once, and for every other mention of that name in the article. A name that several
//! countries share goes to the one for which the rest of the article speaks.

use std::collections::BTreeMap;

use super::gazetteer::Gazetteer;
use super::places::Mention;
use super::sense::Kind;

/// A city with this many thousand inhabitants or more stays where it is unless more than one name speaks against it.
const GREAT_CITY: u32 = 1500;

/// How many names of regions must speak for a small town before a country's or capital's name is taken for it.
const LOCAL: usize = 2;

/// Settles every mention of an article; the publisher's home speaks like one more name.
pub(super) fn settle(gazetteer: &Gazetteer, found: &mut [Mention], home: Option<u16>) {
    fix_pairs(gazetteer, found);
    repeat_fixed(found);
    follow_neighbours(gazetteer, found, home);
}

/// `City, State` and `City, Country`: the second name decides for the first.
fn fix_pairs(gazetteer: &Gazetteer, found: &mut [Mention]) {
    for at in 1..found.len() {
        let (first, second) = (&found[at - 1], &found[at]);
        let abbreviated = second.kind == Kind::Abbreviation;
        let wide = abbreviated || second.comma_before && matches!(second.kind, Kind::Name | Kind::Region);
        let adjacent = first.place == second.place && first.tokens.end == second.tokens.start;
        let narrow = matches!(first.kind, Kind::City | Kind::Capital) || abbreviated && first.kind == Kind::Name;
        if !(wide && adjacent && narrow) {
            continue;
        }
        // A region's name may be a country's as well: Atlanta, Georgia.
        let shared = gazetteer
            .senses(second.sense)
            .map(|sense| sense.country)
            .find(|country| gazetteer.senses(first.sense).any(|sense| sense.country == *country));
        let country = shared.unwrap_or(second.country);
        if first.kind == Kind::Name {
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
fn follow_neighbours(gazetteer: &Gazetteer, found: &mut [Mention], home: Option<u16>) {
    let named = found.iter().filter(|mention| is_sure(gazetteer, mention)).map(|m| (m.country, m.kind));
    let sure: Vec<(u16, Kind)> = named.chain(home.map(|country| (country, Kind::Region))).collect();
    let votes = |country: u16| sure.iter().filter(|(sure, _)| *sure == country).count();
    let local = |country: u16| sure.iter().filter(|(sure, kind)| *sure == country && kind.is_local()).count();
    for mention in found.iter_mut().filter(|mention| !mention.fixed && mention.shared) {
        let Some(best) = gazetteer.senses(mention.sense).max_by_key(|sense| votes(sense.country)) else { continue };
        let movable = match mention.kind {
            Kind::City => mention.population < GREAT_CITY || votes(best.country) > 1,
            Kind::Region | Kind::Institution => true,
            Kind::Name | Kind::Capital => !mention.located && local(best.country) >= LOCAL,
            _ => false,
        };
        if movable && votes(mention.country) == 0 && votes(best.country) > 0 {
            mention.country = best.country;
            mention.kind = best.kind;
        }
    }
}

/// Whether a mention can mean one country only, so that it may speak for others.
fn is_sure(gazetteer: &Gazetteer, mention: &Mention) -> bool {
    let alone = || gazetteer.senses(mention.sense).all(|sense| sense.country == mention.country);
    mention.fixed || mention.kind != Kind::City && alone()
}
