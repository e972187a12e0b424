//! A table of names, by the hashes of their tokens.
//!
//! A name is a path of tokens. The table holds an entry for every prefix of every name, so that the longest name at a
//! place in a text is found by looking up one token more until nothing goes on.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::path::{Slot, joined, longest};
use super::sense::{Kind, Role, Sense, index};
use super::tokens::{Case, Token, tokens};
use super::world::World;

/// The row of endings that a `~` behind a stem stands for.
const ENDINGS: &str = "-endings";

/// The row of names that hold a place's name and are none: "Gulf of Mexico".
const NO_PLACE: &str = "-nothing";

/// Hands keys on as they are, since they are hashes already.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {}

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

/// A map whose keys are hashes already.
pub(super) type KeyMap<V> = HashMap<u64, V, BuildHasherDefault<Identity>>;

/// Names and the words beside them.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) slots: KeyMap<Slot>,
    senses: Vec<Sense>,
    /// The roles of words, as bits, by the words' hashes.
    pub(super) roles: KeyMap<u16>,
    /// The keys of all names, in the order in which they came.
    names: Vec<u64>,
}

impl Table {
    /// A table with room for a number of names.
    pub(super) fn with_capacity(names: usize) -> Table {
        let slots = HashMap::with_capacity_and_hasher(names, BuildHasherDefault::default());
        let (senses, names) = (Vec::with_capacity(names), Vec::with_capacity(names));
        Table { slots, senses, roles: KeyMap::default(), names }
    }

    /// The longest name that starts at the first of these tokens: its first sense, 0 if it is none of a place, and how
    /// many tokens it has.
    pub(super) fn longest(&self, tokens: &[Token]) -> Option<(u32, usize)> {
        longest(tokens, |key| self.slots.get(&key).copied())
    }

    /// The senses from this one on.
    pub(super) fn senses(&self, first: u32) -> impl Iterator<Item = Sense> {
        let at = |id: u32| (id as usize).checked_sub(1).and_then(|at| self.senses.get(at).copied());
        std::iter::successors(at(first), move |sense| at(sense.next))
    }

    /// Whether a word has this role.
    pub(super) fn has_role(&self, token: &Token, role: Role) -> bool {
        self.roles.get(&token.hash).is_some_and(|roles| roles & role.bit() != 0)
    }

    /// The senses of a whole name.
    pub(super) fn named(&self, name: &str) -> impl Iterator<Item = Sense> {
        let tokens = tokens(name);
        let found = self.longest(&tokens).filter(|(_, length)| *length == tokens.len());
        self.senses(found.map_or(0, |(sense, _)| sense))
    }

    /// Gives the names of this table the senses that they have in the world's as well, behind their own.
    pub(super) fn extend_senses(&mut self, world: &World) {
        for at in 0..self.names.len() {
            let key = self.names[at];
            let Some(slot) = self.slots.get_mut(&key) else { continue };
            for sense in world.senses(world.slot(key).map_or(0, |slot| slot.sense)) {
                append(&mut self.senses, slot, Sense { next: 0, ..sense });
            }
        }
    }

    /// Gives the capitals the inhabitants that they have in the world.
    pub(super) fn settle_capitals(&mut self, world: &World) {
        for sense in self.senses.iter_mut().filter(|sense| sense.kind == Kind::Capital) {
            sense.population = world.inhabitants_of_capital(sense.country);
        }
    }

    /// Leaves of the names only those that mean one country.
    pub(super) fn drop_shared(&mut self) {
        let is_shared = |first: u32| {
            let mut countries = self.senses(first).map(|sense| sense.country);
            let country = countries.next();
            countries.any(|other| Some(other) != country)
        };
        let shared = |key: &&u64| self.slots.get(key).is_some_and(|slot| is_shared(slot.sense));
        let shared: Vec<u64> = self.names.iter().filter(shared).copied().collect();
        for key in shared {
            self.slots.entry(key).or_default().sense = 0;
        }
    }

    /// Takes a name out.
    pub(super) fn forget(&mut self, name: &str) {
        slot(&mut self.slots, &tokens(name)).1.sense = 0;
    }

    /// Reads a table of names: a country's code, and a cell of names for each of `kinds`. Lines that begin with a hyphen
    /// hold words that are no names.
    pub(super) fn add_table(&mut self, table: &str, kinds: &[Kind]) {
        self.add_table_where(table, kinds, |_| true);
    }

    /// Reads of a table of names those that `admits` lets in.
    pub(super) fn add_table_where(&mut self, table: &str, kinds: &[Kind], admits: impl Fn(&str) -> bool) {
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
                for name in names.split('|').filter(|name| !name.is_empty() && admits(name)) {
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
                slot(&mut self.slots, &tokens).1.no_place = true;
            } else if let (Some((_, role)), [token]) = (role, &tokens[..]) {
                *self.roles.entry(token.hash).or_default() |= role.bit();
            }
        }
    }

    /// Adds a table of regions that few know by their names alone: a country's code, and names. Only the packed world has some.
    #[cfg(test)]
    pub(super) fn add_minor_regions(&mut self, table: &str) {
        let known = self.senses.len();
        self.add_table(table, &[Kind::Region]);
        self.senses[known..].iter_mut().for_each(|sense| sense.minor = true);
    }

    /// Adds a name.
    pub(super) fn add(&mut self, name: &str, country: u16, kind: Kind, population: u32) {
        let tokens = tokens(name);
        if tokens.is_empty() {
            return;
        }
        let acronym = tokens.len() == 1 && tokens[0].case == Case::Upper;
        let small = matches!(kind, Kind::Demonym | Kind::Usage) && tokens[0].case == Case::Lower;
        let sense = Sense { country, kind, population, acronym, small, minor: false, next: 0 };
        let (key, slot) = slot(&mut self.slots, &tokens);
        if slot.sense == 0 {
            self.names.push(key);
        }
        append(&mut self.senses, slot, sense);
    }
}

/// The key and slot of a name; the slot is made with those of its beginnings if it is new.
fn slot<'a>(slots: &'a mut KeyMap<Slot>, tokens: &[Token]) -> (u64, &'a mut Slot) {
    let mut key = 0;
    for token in &tokens[..tokens.len().saturating_sub(1)] {
        key = joined(key, token.hash);
        slots.entry(key).or_default().goes_on = true;
    }
    let last = tokens.last().map_or(0, |token| token.hash);
    key = joined(key, last);
    (key, slots.entry(key).or_default())
}

/// Adds a sense behind those that a name has, unless it says nothing new.
fn append(senses: &mut Vec<Sense>, slot: &mut Slot, sense: Sense) {
    let id = senses.len() as u32 + 1;
    let mut last = slot.sense;
    while last != 0 {
        let known = &senses[last as usize - 1];
        // French "syrien" is an adjective, German "Syrien" the country; a city adds nothing to either.
        let adds = known.kind != sense.kind && matches!(sense.kind, Kind::Name | Kind::Demonym | Kind::Usage);
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
