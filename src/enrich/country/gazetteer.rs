//! The gazetteer: place names in all languages, by the hashes of their tokens.
//!
//! A name is a path of tokens. The table holds an entry for every prefix of every name, so that the longest name at a
//! place in a text is found by looking up one token more until nothing goes on. Names of countries come from the tables of
//! the languages ([`crate::lang`]); regions and cities are of no language and lie in `data/`.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use super::tokens::{Case, Token, tokens};
use crate::lang::LANGUAGES;
use crate::model::COUNTRIES;

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

impl Kind {
    /// Whether the name is one that mostly people of that country use.
    pub(super) fn is_local(self) -> bool {
        matches!(self, Kind::Region | Kind::Abbreviation | Kind::City)
    }
}

/// What a word that is no name says of the names beside it. Each has a row in a language's table: its name with a hyphen
/// for the code, then the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A word with a capital that may stand before a place: "Northern", "Monday".
    Opener,
    /// What makes the next word a person: "Mrs".
    Title,
    /// What places stand behind: "in".
    Locator,
    /// What makes the name before it a street, a school, a county: "Avenue".
    Compound,
    /// A word with a capital that is no surname: "Police".
    Follower,
    /// A place's name that persons have as well: "Jordan".
    Person,
}

impl Role {
    const ALL: [(&str, Role); 6] = [
        ("-openers", Role::Opener),
        ("-titles", Role::Title),
        ("-locators", Role::Locator),
        ("-compounds", Role::Compound),
        ("-followers", Role::Follower),
        ("-persons", Role::Person),
    ];

    fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// The row of endings that a `~` behind a stem stands for.
const ENDINGS: &str = "-endings";

/// The row of names that hold a place's name and are none: "Gulf of Mexico".
const NO_PLACE: &str = "-nothing";

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
    /// Whether its language writes it with a small letter ("syrien").
    pub small: bool,
    next: u32,
}

#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    /// The first sense, counted from 1; 0 where the path is only the beginning of names.
    sense: u32,
    goes_on: bool,
    /// Whether a name ends here that is no place's.
    no_place: bool,
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
    slots: KeyMap<Slot>,
    senses: Vec<Sense>,
    /// The roles of words, as bits, by the words' hashes.
    roles: KeyMap<u8>,
}

/// A map whose keys are hashes already.
type KeyMap<V> = HashMap<u64, V, BuildHasherDefault<Identity>>;

impl Gazetteer {
    /// Reads the tables in the binary.
    pub(super) fn load() -> Gazetteer {
        let mut table = Gazetteer::empty(110_000);
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

    /// The longest name that starts at the first of these tokens: its first sense, 0 if it has none, and how many tokens
    /// it has.
    pub(super) fn longest(&self, tokens: &[Token]) -> Option<(u32, usize)> {
        let mut key = 0;
        let mut best = None;
        for (at, token) in tokens.iter().enumerate() {
            key = joined(key, token.hash);
            let Some(slot) = self.slots.get(&key) else { break };
            if slot.sense != 0 || slot.no_place {
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

    /// Whether a word has this role.
    pub(super) fn has_role(&self, token: &Token, role: Role) -> bool {
        self.roles.get(&token.hash).is_some_and(|roles| roles & role.bit() != 0)
    }

    /// The senses of a whole name.
    pub(super) fn named(&self, name: &str) -> impl Iterator<Item = &Sense> {
        let tokens = tokens(name);
        let found = self.longest(&tokens).filter(|(_, length)| *length == tokens.len());
        self.senses(found.map_or(0, |(sense, _)| sense))
    }

    fn empty(capacity: usize) -> Gazetteer {
        let slots = HashMap::with_capacity_and_hasher(capacity, BuildHasherDefault::default());
        Gazetteer { slots, senses: Vec::with_capacity(capacity), roles: KeyMap::default() }
    }

    fn add_countries(&mut self) {
        // What was written by hand comes before what was made from CLDR.
        for language in LANGUAGES {
            self.add_table(language.countries, &[Kind::Name, Kind::Demonym, Kind::Institution]);
        }
        for language in LANGUAGES {
            self.add_table(language.cldr, &[Kind::Name]);
        }
    }

    fn add_table(&mut self, table: &str, kinds: &[Kind]) {
        let mut endings = "";
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let Some(head) = cells.next() else { continue };
            let Some(code) = index(head) else {
                match cells.next() {
                    Some(listed) if head == ENDINGS => endings = listed,
                    words => self.add_words(head, words.unwrap_or_default()),
                }
                continue;
            };
            for (kind, names) in kinds.iter().zip(cells) {
                for name in names.split('|').filter(|name| !name.is_empty()) {
                    each_form(name, endings, |form| self.add(form, code, *kind, 0));
                }
            }
        }
    }

    /// Adds a row of words that are no places.
    fn add_words(&mut self, head: &str, words: &str) {
        let role = Role::ALL.iter().find(|(name, _)| *name == head);
        for word in words.split('|').filter(|word| !word.is_empty()) {
            let tokens = tokens(word);
            if head == NO_PLACE {
                slot(&mut self.slots, &tokens).no_place = true;
            } else if let (Some((_, role)), [token]) = (role, &tokens[..]) {
                *self.roles.entry(token.hash).or_default() |= role.bit();
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
        if tokens.is_empty() {
            return;
        }
        let acronym = tokens.len() == 1 && tokens[0].case == Case::Upper;
        let small = kind == Kind::Demonym && tokens[0].case == Case::Lower;
        let sense = Sense { country, kind, population, acronym, small, next: 0 };
        append(&mut self.senses, slot(&mut self.slots, &tokens), sense);
    }
}

/// The slot of a name, which is made with those of its beginnings if it is new.
fn slot<'a>(slots: &'a mut KeyMap<Slot>, tokens: &[Token]) -> &'a mut Slot {
    let mut key = 0;
    for token in &tokens[..tokens.len().saturating_sub(1)] {
        key = joined(key, token.hash);
        slots.entry(key).or_default().goes_on = true;
    }
    let last = tokens.last().map_or(0, |token| token.hash);
    slots.entry(joined(key, last)).or_default()
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

/// Calls `each` with every form of a name: a stem before `~` with each of the endings.
fn each_form(name: &str, endings: &str, mut each: impl FnMut(&str)) {
    match name.strip_suffix('~') {
        Some(stem) => endings.split('|').for_each(|ending| each(&[stem, ending].concat())),
        None => each(name),
    }
}

fn joined(key: u64, hash: u64) -> u64 {
    (key.rotate_left(7) ^ hash).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

fn index(code: &str) -> Option<u16> {
    INDEX.get(code).copied()
}
