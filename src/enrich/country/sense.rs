//! What a name in a gazetteer means, and what words beside it say.

use std::collections::HashMap;
use std::sync::LazyLock;

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
    /// A word that is at home in one country's papers ("sheriff's deputies"): it names no place, and only speaks for which
    /// of several places of a name is meant.
    Usage,
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
    /// A town's or region's name that is chiefly a person's or firm's: "David".
    Namesake,
    /// A town's or region's name that is a word in a language of the press: "Bank".
    Word,
    /// What stands behind a person's name, or behind its genitive: "himself", "mother".
    Kin,
    /// What makes the name after it a street's: "rue", "via".
    Street,
    /// What makes the country beside it a firm's name: "Air", "Airways".
    Firm,
    /// A region's name that stands for the government as well: "Washington".
    Seat,
}

impl Role {
    /// All roles, and the first cell of their rows.
    pub(super) const ALL: [(&str, Role); 12] = [
        ("-openers", Role::Opener),
        ("-titles", Role::Title),
        ("-locators", Role::Locator),
        ("-compounds", Role::Compound),
        ("-followers", Role::Follower),
        ("-persons", Role::Person),
        ("-names", Role::Namesake),
        ("-words", Role::Word),
        ("-kin", Role::Kin),
        ("-streets", Role::Street),
        ("-firms", Role::Firm),
        ("-seats", Role::Seat),
    ];

    /// The role as a bit of a set.
    pub(super) fn bit(self) -> u16 {
        1 << self as u8
    }
}

/// What else a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// Nothing that would speak against the place.
    None,
    /// A person's or firm's.
    Namesake,
    /// A word in a language of the press.
    Word,
    /// A region that few know by its name alone: firms and towns elsewhere have it as well.
    Minor,
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
    /// Whether its language writes it with a small letter ("syrien").
    pub small: bool,
    /// Whether it is a region that few know by its name alone, which firms have as well: Tipperary, Southland.
    pub minor: bool,
    /// The next sense of the name, counted from 1; 0 behind the last.
    pub(super) next: u32,
}

/// The place of a country in `COUNTRIES`, by its code.
pub(super) fn index(code: &str) -> Option<u16> {
    INDEX.get(code).copied()
}
