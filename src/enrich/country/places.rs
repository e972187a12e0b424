//! Finding places in a text, and throwing out what only looks like one.
//!
//! One pass takes the longest name at every token. Rules of context then drop names of persons ("Michael Jordan"),
//! common words ("turkey"), and abbreviations that follow no comma; `City, State` fixes the country of the city; and a
//! name with several bearers goes to the country for which the rest of the article speaks.

use std::collections::HashSet;
use std::ops::Range;

use super::gazetteer::{Gazetteer, Kind, Sense};
use super::tokens::{Case, Gap, Token, tokens};
use crate::model::Place;

/// Capitalised words before a name that do not make it a person's.
const OPENERS: &str = " the in at of from near for to and or on by with north south east west northern southern eastern \
    western central greater new upper lower president chancellor minister premier king queen sen rep gov but if as when \
    while after before since today yesterday monday tuesday wednesday thursday friday saturday sunday le la les el los \
    die der das il former state many most some all a an this that its their our his her ";

/// Titles that make the next word a person.
const TITLES: &str = " mr mrs ms dr sgt lt capt judge justice professor prof sir lady miss ";

/// Words behind a name that make it a street, a ship, a school.
const COMPOUNDS: &str = " street road avenue drive lane st rd ave blvd boulevard ";

/// Words that places stand behind.
const LOCATORS: &str = " in at near from to outside across around en à dans bei aus nach в из ";

/// A place found in a text.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    /// The country's place in `COUNTRIES`.
    pub country: u16,
    /// What kind of name it is.
    pub kind: Kind,
    /// Inhabitants in thousands, for cities.
    pub population: u32,
    /// Where it stands.
    pub range: Range<usize>,
    /// In which part of the article.
    pub place: Place,
    /// The first of its senses in the gazetteer.
    pub sense: u32,
    /// Whether a comma and a region or country follow or precede, so that no doubt is left.
    pub fixed: bool,
    /// Whether its name has bearers in several countries.
    pub shared: bool,
    /// Whether a word with a capital stands right beside it, as in names of persons and firms.
    pub beside_capital: bool,
    /// Whether a word that places stand behind comes before it: "in", "from".
    pub located: bool,
    comma_before: bool,
    tokens: Range<usize>,
}

/// The places of one text, those that no rule drops.
pub(super) fn places(gazetteer: &Gazetteer, text: &str, part: Place) -> Vec<Mention> {
    let tokens = tokens(text);
    let shouted = is_shouted(&tokens);
    let mut found: Vec<Mention> = Vec::new();
    let mut persons = HashSet::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some((sense, length)) = gazetteer.longest(&tokens[at..]) else {
            at += 1;
            continue;
        };
        let span = at..at + length;
        let after_place = found.last().is_some_and(|last| last.tokens.end == at);
        if let Some(chosen) =
            gazetteer.senses(sense).find(|sense| admits(sense, text, &tokens, &span, shouted, after_place))
        {
            if is_person(text, &tokens, &span, chosen, shouted, after_place) {
                persons.insert(tokens[at].hash);
            } else if !(persons.contains(&tokens[at].hash) && length == 1 && chosen.kind != Kind::Demonym) {
                let mut new = mention(&tokens, span.clone(), sense, chosen, part);
                new.shared = gazetteer.senses(sense).any(|other| other.country != chosen.country);
                observe_neighbours(&mut new, text, &tokens);
                found.push(new);
            }
        }
        at = span.end;
    }
    fix_pairs(gazetteer, &mut found);
    found
}

fn mention(tokens: &[Token], span: Range<usize>, sense: u32, chosen: &Sense, place: Place) -> Mention {
    Mention {
        country: chosen.country,
        kind: chosen.kind,
        population: chosen.population,
        range: tokens[span.start].range.start..tokens[span.end - 1].range.end,
        place,
        sense,
        fixed: chosen.kind == Kind::Abbreviation,
        shared: false,
        beside_capital: false,
        located: false,
        comma_before: tokens[span.start].gap == Gap::Comma,
        tokens: span,
    }
}

/// Notes what the words on both sides say about a mention.
fn observe_neighbours(mention: &mut Mention, text: &str, tokens: &[Token]) {
    let span = &mention.tokens;
    let before = span.start.checked_sub(1).map(|at| &tokens[at]).filter(|_| tokens[span.start].gap == Gap::Space);
    let after = tokens.get(span.end).filter(|token| token.gap == Gap::Space);
    let stands_in = |token: &Token, list: &str| is_in(text, token, list);
    mention.located = before.is_some_and(|token| stands_in(token, LOCATORS));
    mention.beside_capital = before.is_some_and(|token| token.case == Case::Title && !stands_in(token, OPENERS))
        || after.is_some_and(|token| token.case == Case::Title);
}

/// Whether a token is one of the words of a list, which are set between spaces.
fn is_in(text: &str, token: &Token, list: &str) -> bool {
    list.contains(&format!(" {} ", text[token.range.clone()].to_lowercase()))
}

/// Whether most words of the text are in capitals, as wire headlines are.
fn is_shouted(tokens: &[Token]) -> bool {
    let upper = tokens.iter().filter(|token| token.case == Case::Upper).count();
    upper * 2 > tokens.len()
}

/// Whether a name is written as this sense needs it.
fn admits(sense: &Sense, text: &str, tokens: &[Token], span: &Range<usize>, shouted: bool, after_place: bool) -> bool {
    let first = &tokens[span.start];
    if sense.acronym && first.case != Case::Upper && !text[first.range.clone()].contains('.') {
        return false;
    }
    match (sense.kind, first.case) {
        (Kind::Abbreviation, case) => first.gap == Gap::Comma && case != Case::Lower && (after_place || span.start > 0),
        (_, Case::Uncased) => span.len() > 1 || first.range.len() > 5,
        (Kind::Demonym, Case::Lower) => !text[first.range.clone()].is_ascii() || first.range.len() > 7,
        (_, Case::Lower) => false,
        (Kind::City, _) if shouted => sense.population >= 500,
        (Kind::City, Case::Upper) => span.len() > 1 || first.range.len() > 3,
        _ => !(shouted && sense.acronym && first.range.len() == 2),
    }
}

/// Whether the words around make a single name a person's, or a street's.
fn is_person(
    text: &str,
    tokens: &[Token],
    span: &Range<usize>,
    sense: &Sense,
    shouted: bool,
    after_place: bool,
) -> bool {
    if shouted || matches!(sense.kind, Kind::Demonym | Kind::Institution | Kind::Abbreviation) {
        return false;
    }
    let capital = |token: &Token| matches!(token.case, Case::Title | Case::Upper) && token.gap == Gap::Space;
    let is_in = |token: &Token, list: &str| is_in(text, token, list);
    let before = span.start.checked_sub(1).map(|at| &tokens[at]).filter(|_| tokens[span.start].gap == Gap::Space);
    let after = tokens.get(span.end).filter(|token| capital(token));
    if after.is_some_and(|token| is_in(token, COMPOUNDS)) && sense.kind != Kind::Name {
        return true;
    }
    if after_place || span.len() > 1 {
        return false;
    }
    if span.start > 0 && is_in(&tokens[span.start - 1], TITLES) {
        return true;
    }
    let named = before.is_some_and(|token| token.case == Case::Title && !is_in(token, OPENERS));
    named
        && match sense.kind {
            Kind::City | Kind::Region | Kind::Capital => sense.population < 1000 || sense.kind == Kind::Region,
            _ => text[tokens[span.start].range.clone()].len() <= 7,
        }
}

/// `City, State` and `City, Country`: the second name decides for the first.
fn fix_pairs(gazetteer: &Gazetteer, found: &mut [Mention]) {
    for at in 1..found.len() {
        let second = &found[at];
        let wide = matches!(second.kind, Kind::Name | Kind::Region | Kind::Abbreviation);
        if !wide || !second.comma_before || found[at - 1].tokens.end != second.tokens.start {
            continue;
        }
        let (first, second) = (&found[at - 1], second);
        if matches!(first.kind, Kind::City | Kind::Capital) {
            // A region's name may be a country's as well: Atlanta, Georgia.
            let shared = gazetteer
                .senses(second.sense)
                .map(|sense| sense.country)
                .find(|country| gazetteer.senses(first.sense).any(|sense| sense.country == *country));
            let country = shared.unwrap_or(second.country);
            for one in [at - 1, at] {
                found[one].country = country;
                found[one].fixed = true;
            }
        }
    }
}

/// Gives each name with several bearers to the country for which the rest of the article speaks.
pub(super) fn settle(gazetteer: &Gazetteer, found: &mut [Mention]) {
    let sure: Vec<u16> = found
        .iter()
        .filter(|mention| {
            mention.fixed || gazetteer.senses(mention.sense).all(|sense| sense.country == mention.country)
        })
        .filter(|mention| mention.fixed || mention.kind != Kind::City)
        .map(|mention| mention.country)
        .collect();
    for mention in found.iter_mut().filter(|mention| !mention.fixed) {
        let votes = |country: u16| sure.iter().filter(|sure| **sure == country).count();
        let own = votes(mention.country);
        let best = gazetteer.senses(mention.sense).max_by_key(|sense| votes(sense.country));
        let Some(best) = best.filter(|best| own == 0 && votes(best.country) > 0) else { continue };
        // The great city of a country stays where it is, unless much speaks against it; a small one follows its neighbours.
        let movable = match mention.kind {
            Kind::City => mention.population < 1500 || votes(best.country) > 1,
            Kind::Name | Kind::Region => true,
            _ => false,
        };
        if movable {
            mention.country = best.country;
            mention.kind = best.kind;
        }
    }
}
