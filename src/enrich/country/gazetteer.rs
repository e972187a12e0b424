//! The gazetteer: place names in all languages, by the hashes of their tokens.
//!
//! A name is a path of tokens. The table holds an entry for every prefix of every name, so that the longest name at a
//! place in a text is found by looking up one token more until nothing goes on. To add a language, write one table
//! `data/xx.tsv` like `data/en.tsv` (code, names, demonyms, institutions) and list it in [`LANGUAGES`].

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use super::tokens::{Case, Token, tokens};
use crate::model::COUNTRIES;

/// The hand-written tables, one a language.
const LANGUAGES: &[&str] = &[include_str!("data/en.tsv"), include_str!("data/others.tsv")];

/// The place of each country in `COUNTRIES`, by its code.
static INDEX: LazyLock<HashMap<&'static str, u16>> =
    LazyLock::new(|| COUNTRIES.iter().zip(0..).map(|(row, at)| (row.code, at)).collect());

/// What kind of evidence a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// The country's own name.
    Name,
    /// An inhabitant or an adjective.
    Demonym,
    /// Its capital.
    Capital,
    /// A region of the first level.
    Region,
    /// An institution or metonym.
    Institution,
    /// A city.
    City,
    /// A region's abbreviation, which counts after a comma only.
    Abbreviation,
}

/// One meaning of a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sense {
    /// The country's place in `COUNTRIES`.
    pub country: u16,
    /// What the name is.
    pub kind: Kind,
    /// Inhabitants in thousands, for cities.
    pub population: u32,
    /// Whether the name is written in capitals throughout ("US").
    pub acronym: bool,
    next: u32,
}

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    /// The first sense, counted from 1; 0 where the path is only the beginning of names.
    sense: u32,
    goes_on: bool,
}

/// Keys are hashes already.
#[derive(Clone, Copy, Debug, Default)]
struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {}

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

/// The table.
#[derive(Debug)]
pub(super) struct Gazetteer {
    slots: HashMap<u64, Slot, BuildHasherDefault<Identity>>,
    senses: Vec<Sense>,
}

impl Gazetteer {
    /// Reads the tables in the binary.
    pub(super) fn load() -> Gazetteer {
        let mut table = Gazetteer::empty(130_000);
        table.add_countries();
        table.add_table(include_str!("data/regions.tsv"), &[Kind::Region, Kind::Abbreviation]);
        table.add_cities(include_str!("data/cities.tsv"));
        table
    }

    /// Reads only the tables of countries, which takes a few milliseconds: enough for the names that people type.
    pub(super) fn of_countries() -> Gazetteer {
        let mut table = Gazetteer::empty(15_000);
        table.add_countries();
        table
    }

    /// The longest name that starts at the first of these tokens: its senses, best first, and how many tokens it has.
    pub(super) fn longest(&self, tokens: &[Token]) -> Option<(u32, usize)> {
        let mut key = 0;
        let mut best = None;
        for (at, token) in tokens.iter().enumerate() {
            key = joined(key, token.hash);
            let Some(slot) = self.slots.get(&key) else { break };
            if slot.sense != 0 {
                best = Some((slot.sense, at + 1));
            }
            if !slot.goes_on {
                break;
            }
        }
        best
    }

    /// The senses from this one on.
    pub(super) fn senses(&self, first: u32) -> impl Iterator<Item = &Sense> {
        let at = |id: u32| (id as usize).checked_sub(1).and_then(|at| self.senses.get(at));
        std::iter::successors(at(first), move |sense| at(sense.next))
    }

    /// The senses of a whole name.
    pub(super) fn named(&self, name: &str) -> impl Iterator<Item = &Sense> {
        let tokens = tokens(name);
        let found = self.longest(&tokens).filter(|(_, length)| *length == tokens.len());
        self.senses(found.map_or(0, |(sense, _)| sense))
    }

    fn empty(capacity: usize) -> Gazetteer {
        let slots = HashMap::with_capacity_and_hasher(capacity, BuildHasherDefault::default());
        Gazetteer { slots, senses: Vec::with_capacity(capacity) }
    }

    fn add_countries(&mut self) {
        for language in LANGUAGES {
            self.add_table(language, &[Kind::Name, Kind::Demonym, Kind::Institution]);
        }
        self.add_table(include_str!("data/cldr.tsv"), &[Kind::Name]);
    }

    fn add_table(&mut self, table: &str, kinds: &[Kind]) {
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let Some(code) = cells.next().and_then(index) else { continue };
            for (kind, names) in kinds.iter().zip(cells) {
                names.split('|').filter(|name| !name.is_empty()).for_each(|name| self.add(name, code, *kind, 0));
            }
        }
    }

    fn add_cities(&mut self, table: &str) {
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let (Some(code), Some(population), Some(capital), Some(names)) =
                (cells.next().and_then(index), cells.next(), cells.next(), cells.next())
            else {
                continue;
            };
            let kind = if capital.is_empty() { Kind::City } else { Kind::Capital };
            names.split('|').for_each(|name| self.add(name, code, kind, population.parse().unwrap_or(0)));
        }
    }

    fn add(&mut self, name: &str, country: u16, kind: Kind, population: u32) {
        let tokens = tokens(name);
        let acronym = tokens.len() == 1 && tokens[0].case == Case::Upper;
        let mut key = 0;
        for (at, token) in tokens.iter().enumerate() {
            key = joined(key, token.hash);
            let slot = self.slots.entry(key).or_default();
            slot.goes_on |= at + 1 < tokens.len();
        }
        let Some(slot) = self.slots.get_mut(&key) else { return };
        let sense = Sense { country, kind, population, acronym, next: 0 };
        append(&mut self.senses, slot, sense);
    }
}

/// Adds a sense behind those that a name has, unless it says nothing new.
fn append(senses: &mut Vec<Sense>, slot: &mut Slot, sense: Sense) {
    let id = senses.len() as u32 + 1;
    let mut last = slot.sense;
    while last != 0 {
        let known = &senses[last as usize - 1];
        // French "syrien" is an adjective, German "Syrien" the country; a city adds nothing to either.
        let adds = known.kind != sense.kind && matches!(sense.kind, Kind::Name | Kind::Demonym);
        if known.country == sense.country && !adds {
            return;
        }
        if known.next == 0 {
            break;
        }
        last = known.next;
    }
    senses.push(sense);
    match last {
        0 => slot.sense = id,
        last => senses[last as usize - 1].next = id,
    }
}

fn joined(key: u64, hash: u64) -> u64 {
    (key.rotate_left(7) ^ hash).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

fn index(code: &str) -> Option<u16> {
    INDEX.get(code).copied()
}
