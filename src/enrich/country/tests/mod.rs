//! Made sentences in the languages that have a table: a country by its name, where something is, and by an adjective.

use super::find::mentions;
use crate::model::{COUNTRIES, CountryInfo};

/// The codes of the places in a text of this language, each once, in order.
fn codes(lang: &str, body: &str) -> String {
    let found = mentions("", body, Some(lang), None);
    let mut codes: Vec<&str> = found.iter().map(|mention| COUNTRIES[usize::from(mention.country)].code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes.join(",")
}

#[test]
fn names_cases_and_adjectives_are_found_in_every_language() {
    let mut wrong = Vec::new();
    for line in include_str!("languages.tsv").lines().skip(1) {
        let [lang, want, text] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let found = codes(lang, text);
        if found != want {
            wrong.push(format!("{lang}: {found} is not {want}: {text}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_country_is_found_by_its_own_name() {
    // Lands without people, a state of India, and a zone whose name is a word.
    let unnamed = ["CTKI", "FQHH", "JTUM", "MIUM", "NTHH", "PUUM", "SKIN", "TF", "UM", "WKUM"];
    let named = COUNTRIES.iter().filter(|row| !unnamed.contains(&row.code));
    let is_wrong = |row: &&CountryInfo| {
        let found = codes("en", &format!("The vote in {} was close.", row.name));
        found != row.code && Some(found.as_str()) != row.successor
    };
    let wrong: Vec<&str> = named.filter(is_wrong).map(|row| row.name).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn territories_give_what_the_docs_say() {
    let table = include_str!("../../../../docs/countries.md");
    let rows =
        table.lines().skip_while(|line| !line.starts_with("|--")).skip(1).take_while(|line| line.starts_with('|'));
    let mut tried = 0;
    for row in rows {
        let [_, place, code, ..] = row.split('|').map(str::trim).collect::<Vec<_>>()[..] else { panic!("{row}") };
        assert_eq!(codes("en", &format!("The vote in {place} was close.")), code, "{place}");
        tried += 1;
    }
    assert_eq!(tried, 10);
}
