//! Finding places in a text, and throwing out what only looks like one.
//!
//! One pass takes the longest name at every token; [`context`](super::context) then drops names of persons ("Michael
//! Jordan"), of streets and schools, and abbreviations that follow no place. A name that a person bears anywhere in the
//! article is the person's throughout, unless it stands behind a word like "in" as well.

use std::collections::HashSet;
use std::ops::Range;

use super::context::{Letters, Scene, Span};
use super::gazetteer::Gazetteer;
use super::sense::{Doubt, Kind, Sense};
use super::tokens::{Gap, Token};
use crate::model::Place;

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
    /// Whether other articles of the site settle which of its bearers is meant; then it is fixed, too.
    pub by_site: bool,
    /// Whether its name has bearers in several countries.
    pub shared: bool,
    /// Whether it is shared and no country's own name that only towns elsewhere have as well: Mali, Lebanon.
    pub ambiguous: bool,
    /// Whether a word with a capital stands right beside it, as in names of persons and firms.
    pub beside_capital: bool,
    /// Whether a word that places stand behind comes before it: "in", "from".
    pub located: bool,
    /// Whether persons have this name as well.
    pub personal: bool,
    /// Whether it is part of a firm's name: "Air Canada".
    pub firm: bool,
    /// Whether it stands for a government as well: "Washington".
    pub seat: bool,
    /// What else a town's or region's name is.
    pub doubt: Doubt,
    /// Whether it opens a sentence, where every word has a capital.
    pub opens: bool,
    /// Whether a comma parts it from the word before.
    pub comma_before: bool,
    /// Which tokens of its text it takes.
    pub tokens: Span,
}

/// The places of an article's texts, which come with their tokens, those that no rule drops, in their order.
pub(super) fn places(gazetteer: &Gazetteer, texts: &[(Place, &str, &[Token])], letters: Letters) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut persons = HashSet::new();
    for (place, text, tokens) in texts {
        let scene = Scene::new(gazetteer, text, tokens, letters);
        read(gazetteer, &scene, *place, &mut found, &mut persons);
    }
    let surely_places: HashSet<u32> = found.iter().filter(|m| m.located || m.fixed).map(|m| m.sense).collect();
    found.retain(|m| !persons.contains(&m.sense) || surely_places.contains(&m.sense));
    found
}

/// Reads one text; the names that are persons' in it go to `persons`, by their first sense.
fn read(gazetteer: &Gazetteer, scene: &Scene, place: Place, found: &mut Vec<Mention>, persons: &mut HashSet<u32>) {
    let mut last_end = None;
    let mut at = 0;
    while at < scene.tokens.len() {
        let after_place = last_end == Some(at);
        let found_here = longest(gazetteer, scene, at, after_place);
        let Some(Match { first, sense, span }) = found_here.filter(|name| !is_cut_short(gazetteer, scene, name)) else {
            at += 1;
            continue;
        };
        at = span.end;
        let Some(sense) = sense else { continue };
        if scene.is_other(&span, &sense, after_place) {
            persons.insert(first);
            continue;
        }
        if sense.kind != Kind::Usage {
            last_end = Some(span.end);
        }
        let tokens = &scene.tokens[span.clone()];
        let elsewhere = || gazetteer.senses(first).filter(|other| other.country != sense.country);
        let is_rival = |other: Sense| sense.kind != Kind::Name || !matches!(other.kind, Kind::City | Kind::Capital);
        found.push(Mention {
            country: sense.country,
            kind: sense.kind,
            population: sense.population,
            range: tokens[0].range.start..tokens[tokens.len() - 1].range.end,
            place,
            sense: first,
            fixed: sense.kind == Kind::Abbreviation,
            by_site: false,
            shared: elsewhere().next().is_some(),
            ambiguous: elsewhere().any(is_rival),
            beside_capital: scene.is_beside_capital(&span),
            located: scene.is_located(&span),
            personal: scene.is_personal(&span),
            firm: scene.is_firm(&span),
            seat: scene.is_seat(&span),
            doubt: scene.doubt(&span, &sense),
            opens: tokens[0].gap == Gap::Break,
            comma_before: tokens[0].gap == Gap::Comma,
            tokens: span,
        });
    }
}

/// A name that stands in a text as it must be written.
struct Match {
    /// The first of its senses in the gazetteer.
    first: u32,
    /// The sense that is admitted; none where the name is one that is no place's.
    sense: Option<Sense>,
    /// The tokens that it takes.
    span: Span,
}

/// Whether the last word of a name opens one of the text's language that goes on behind it: *La Guardia* Civil.
fn is_cut_short(gazetteer: &Gazetteer, scene: &Scene, name: &Match) -> bool {
    let last = name.span.end - 1;
    last > name.span.start && gazetteer.own_length(&scene.tokens[last..]) > 1
}

/// The longest name that starts at a token and is written as it must be: where "the Bahamas" is refused since its first
/// word is small, there is still "Bahamas".
fn longest(gazetteer: &Gazetteer, scene: &Scene, at: usize, after_place: bool) -> Option<Match> {
    let mut rest = &scene.tokens[at..];
    while let Some((first, length)) = gazetteer.longest(rest) {
        let span = at..at + length;
        let sense = gazetteer.senses(first).find(|sense| scene.admits(sense, &span, after_place));
        if first == 0 || sense.is_some() {
            return Some(Match { first, sense, span });
        }
        rest = &rest[..length - 1];
    }
    None
}
