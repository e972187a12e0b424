//! Which countries an article is about, and which it merely mentions.
//!
//! [`tokens`] cuts the text, [`gazetteer`] knows the names, [`places()`] finds them and drops what only looks like one,
//! and [`weigh`] adds up what speaks for each country. To add a language, write one table in `data/`; see
//! [`gazetteer`].

mod context;
mod gazetteer;
mod places;
mod resolve;
mod settle;
mod tokens;
mod weigh;

use std::collections::BTreeMap;

use self::gazetteer::Gazetteer;
use self::places::{Mention, places};
pub use self::resolve::{near_countries, resolve_country, resolve_region};
use self::settle::settle;
use crate::model::{Article, COUNTRIES, CountryLabel, Evidence, Place};

/// A country with at least these odds is what the story is about.
const ABOUT: f32 = 0.5;

/// The strongest country needs only these.
const FOCUS: f32 = 0.05;

/// A country with lower odds than these is not meant: its names are persons', firms' or other places'.
const MENTIONED: f32 = 0.4;

/// A text is read this far; longer ones have said by then what they are about.
const MAX_BYTES: usize = 200_000;

/// The tables by which countries are found.
#[derive(Debug)]
pub(super) struct Countries {
    gazetteer: &'static Gazetteer,
}

/// The countries of one article.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Found {
    /// What the story is about, the focus first.
    pub about: Vec<CountryLabel>,
    /// What is only mentioned, strongest first.
    pub mentioned: Vec<CountryLabel>,
}

impl Countries {
    /// Loads the tables.
    pub(super) fn load() -> Countries {
        Countries { gazetteer: resolve::gazetteer() }
    }

    /// Finds the countries of an article.
    pub(super) fn find(&self, article: &Article) -> Found {
        let title = article.title.as_deref().unwrap_or_default();
        let body = &article.body[..article.body.floor_char_boundary(MAX_BYTES)];
        let mut mentions = places(self.gazetteer, &[(Place::Title, title), (Place::Body, body)]);
        mark_dateline(body, &mut mentions);
        settle(self.gazetteer, &mut mentions);
        let declared = article.countries.iter().filter_map(|name| resolve_country(name)).map(declared).collect();
        split(declared, labels(&mentions, title, body))
    }
}

/// The label of a country that the record itself declares.
fn declared(row: &'static crate::model::CountryInfo) -> CountryLabel {
    let evidence = Evidence { words: row.name.to_owned(), place: Place::Metadata, offset: None, weight: 1.0 };
    CountryLabel { code: row.code.to_owned(), weight: 1.0, evidence: vec![evidence] }
}

/// What stands before the dash that opens a wire story is its dateline.
fn mark_dateline(body: &str, mentions: &mut [Mention]) {
    let head = &body[..body.floor_char_boundary(80)];
    let Some(dash) = [" - ", " -- ", " — ", " – "].iter().filter_map(|dash| head.find(dash)).min() else { return };
    let opening = head.chars().take(3).all(|c| c.is_uppercase() || !c.is_alphabetic());
    for mention in mentions.iter_mut().filter(|m| opening && m.place == Place::Body && m.range.end <= dash) {
        mention.place = Place::Dateline;
    }
}

/// A label for each country mentioned, strongest first.
fn labels(mentions: &[Mention], title: &str, body: &str) -> Vec<CountryLabel> {
    let mut by_country: BTreeMap<u16, Vec<&Mention>> = BTreeMap::new();
    for mention in mentions {
        by_country.entry(mention.country).or_default().push(mention);
    }
    let most = by_country.values().map(Vec::len).max().unwrap_or(0);
    let mut labels: Vec<CountryLabel> = by_country
        .iter()
        .filter_map(|(at, own)| {
            let features = weigh::features(own, mentions, most, body.len());
            let weight = weigh::odds_about(&features);
            if weight < ABOUT && weigh::odds_mentioned(&features) < MENTIONED {
                return None;
            }
            let evidence = own.iter().map(|m| evidence(m, title, body, weight / own.len() as f32)).collect();
            Some(CountryLabel { code: COUNTRIES[usize::from(*at)].code.to_owned(), weight, evidence })
        })
        .collect();
    labels.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.code.cmp(&b.code)));
    labels
}

fn evidence(mention: &Mention, title: &str, body: &str, weight: f32) -> Evidence {
    let text = if mention.place == Place::Title { title } else { body };
    let words = text[mention.range.clone()].to_owned();
    Evidence { words, place: mention.place, offset: Some(mention.range.start), weight }
}

/// Parts the labels into about and mentioned; the strongest is always the focus.
fn split(mut about: Vec<CountryLabel>, found: Vec<CountryLabel>) -> Found {
    let mut mentioned = Vec::new();
    for label in found {
        match about.iter().position(|known: &CountryLabel| known.code == label.code) {
            Some(at) => about[at].evidence.extend(label.evidence),
            None if about.is_empty() && label.weight > FOCUS || label.weight >= ABOUT => about.push(label),
            None => mentioned.push(label),
        }
    }
    Found { about, mentioned }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The codes of the places in a text, each once.
    fn codes(title: &str, body: &str) -> Vec<&'static str> {
        let gazetteer = resolve::gazetteer();
        let mut found = places(gazetteer, &[(Place::Title, title), (Place::Body, body)]);
        settle(gazetteer, &mut found);
        let mut codes: Vec<&str> = found.iter().map(|m| COUNTRIES[usize::from(m.country)].code).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }

    #[test]
    fn traps_of_context() {
        for (text, want) in [
            ("The mayor of Paris, Texas, opened the fair.", &["US"][..]),
            ("The mayor of Paris, France, opened the fair.", &["FR"]),
            ("A fire burnt in Atlanta, Georgia, overnight.", &["US"]),
            ("Officials met in Tbilisi, Georgia, on Monday.", &["GE"]),
            ("They spoke to Michael Jordan after the match.", &[]),
            ("We roast a turkey and set the china out.", &[]),
            ("It tells us nothing.", &[]),
            ("The U.S. will send an envoy to Syria.", &["SY", "US"]),
            ("A spokesman for the Kremlin would not comment.", &["RU"]),
        ] {
            assert_eq!(codes("", text), want, "{text}");
        }
    }

    #[test]
    fn languages_and_their_cases() {
        for (text, want) in [
            ("Die Regierung Syriens trat zurück.", "SY"),
            ("Переговоры прошли в Турции.", "TR"),
            ("Le gouvernement de la Norvège", "NO"),
            ("El presidente viajó a Alemania.", "DE"),
            ("俄罗斯总统", "RU"),
        ] {
            assert_eq!(codes("", text), [want], "{text}");
        }
    }

    #[test]
    fn names_resolve_in_many_languages() {
        for (name, code) in [("syria", "SY"), ("Syrien", "SY"), ("Сирия", "SY"), ("SYR", "SY"), ("DDR", "DDDE")] {
            assert_eq!(resolve_country(name).map(|row| row.code), Some(code), "{name}");
        }
        assert_eq!(resolve_country("Atlantis"), None);
        assert_eq!(resolve_region("Western Asia").as_deref(), Some("/asia/western-asia"));
        assert_eq!(resolve_region("asia").as_deref(), Some("/asia"));
        assert_eq!(resolve_region("as"), None);
    }

    proptest! {
        #[test]
        fn any_text_is_read(title in ".{0,40}", body in ".{0,300}") {
            codes(&title, &body);
        }
    }
}
