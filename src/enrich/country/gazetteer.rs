//! The names that count in a text: those of its language, and those of the world.
//!
//! A name that means a country in one language is a common word in another (German *Island* is Iceland, Turkish *HDP* a
//! party), so a text is read by the table of its own language. In a language without a table only names count that are
//! safe in any language. Cities and regions, and what keeps its name everywhere, are the world's: one table for all.

use std::sync::{LazyLock, OnceLock};

use super::sense::{Kind, Role, Sense};
use super::table::Table;
use super::tokens::{Case, Token};
use super::world::WORLD;
use crate::lang::{LANGUAGES, Language};

/// What the cells of a language's table hold, behind the country's code.
const CELLS: [Kind; 5] = [Kind::Name, Kind::Demonym, Kind::Institution, Kind::Capital, Kind::Usage];

/// The table of each language, by its place in [`LANGUAGES`], read when its first text comes.
static OWN: LazyLock<Box<[OnceLock<Table>]>> = LazyLock::new(|| LANGUAGES.iter().map(|_| OnceLock::new()).collect());

/// What counts in languages without a table: names of countries in all others that are long enough to be no word of
/// another language, and mean one country.
static SAFE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table::with_capacity(30_000);
    for language in LANGUAGES {
        table.add_table_where(language.countries, &[Kind::Name], is_safe);
        table.add_table_where(language.cldr, &[Kind::Name], is_safe);
    }
    table.drop_shared();
    for name in LANGUAGES.iter().flat_map(|language| row(language.countries, LOCAL)) {
        table.forget(name);
    }
    table.extend_senses(&WORLD);
    table
});

/// The row of a language's names that are common words in others.
const LOCAL: &str = "-local";

/// All names of countries in all languages, for what people type.
static NAMES: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table::with_capacity(30_000);
    // What was written by hand comes before what was made from CLDR.
    for language in LANGUAGES {
        table.add_table(language.countries, &[Kind::Name]);
    }
    for language in LANGUAGES {
        table.add_table(language.cldr, &[Kind::Name]);
    }
    table
});

/// The names that count in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gazetteer {
    own: &'static Table,
}

/// Marks the senses of [`Gazetteer::own`] among those of both tables.
const OWN_SENSE: u32 = 1 << 31;

impl Gazetteer {
    /// The names that count in a text of this language; English where none is known.
    pub(super) fn of(lang: Option<&str>) -> Gazetteer {
        let lang = lang.unwrap_or("en");
        let at = LANGUAGES.iter().position(|language| language.code == lang && has_table(language));
        // The safe names of all languages take longest to read, so nothing but a text without a table asks for them.
        let own = at.map_or_else(|| &*SAFE, |at| OWN[at].get_or_init(|| own_table(&LANGUAGES[at])));
        Gazetteer { own }
    }

    /// The longest name that starts at the first of these tokens: its first sense, 0 if it is none of a place, and how
    /// many tokens it has.
    pub(super) fn longest(&self, tokens: &[Token]) -> Option<(u32, usize)> {
        let own = self.own.longest(tokens);
        // Cities and regions are written with capitals in all languages that have some.
        let capital = tokens.first().is_some_and(|token| token.case != Case::Lower);
        let world = if capital { WORLD.longest(tokens) } else { None };
        match (own, world) {
            (Some((_, length)), Some((sense, longer))) if longer > length => Some((sense, longer)),
            (Some((0, length)), _) => Some((0, length)),
            (Some((sense, length)), _) => Some((sense | OWN_SENSE, length)),
            (None, world) => world,
        }
    }

    /// How many tokens the longest name of the text's language has that starts at the first of these; 0 if there is none.
    pub(super) fn own_length(&self, tokens: &[Token]) -> usize {
        self.own.longest(tokens).map_or(0, |(_, length)| length)
    }

    /// The senses of a name, from its first one on.
    pub(super) fn senses(&self, first: u32) -> impl Iterator<Item = Sense> {
        let is_own = first & OWN_SENSE != 0;
        let own = self.own.senses(if is_own { first & !OWN_SENSE } else { 0 });
        own.chain(WORLD.senses(if is_own { 0 } else { first }))
    }

    /// Whether a word has this role.
    pub(super) fn has_role(&self, token: &Token, role: Role) -> bool {
        self.own.has_role(token, role) || WORLD.has_role(token, role)
    }
}

/// The senses of a country's name in any language.
pub(super) fn named(name: &str) -> impl Iterator<Item = Sense> {
    NAMES.named(name)
}

fn has_table(language: &Language) -> bool {
    !language.countries.is_empty() || !language.cldr.is_empty()
}

fn own_table(language: &Language) -> Table {
    let mut table = Table::with_capacity(4_000);
    table.add_table(language.countries, &CELLS);
    table.add_table(language.cldr, &CELLS);
    table.settle_capitals(&WORLD);
    // The world's senses of a name stand behind the language's own.
    table.extend_senses(&WORLD);
    table
}

/// Whether a name is long enough to be no word of another language: five letters, or any in a script without capitals.
fn is_safe(name: &str) -> bool {
    let has_capitals = name.chars().any(char::is_uppercase);
    !has_capitals || name.chars().filter(|c| c.is_lowercase()).count() >= 4
}

/// The words of a table's row.
fn row(table: &'static str, head: &'static str) -> impl Iterator<Item = &'static str> {
    let rows = table.lines().filter_map(|line| line.split_once('\t'));
    rows.filter(move |(own, _)| *own == head).flat_map(|(_, words)| words.split('|'))
}
