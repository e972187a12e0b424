//! What articles of one site tell of each other: clues, and what is settled by them.
//!
//! An article is read alone. What it leaves open (which *Paris*, which order of day and month) it says in clues, and so does
//! it say what it shows. A pass over the collection reads the clues of all articles of a site ([`crate::sites`]).

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use crate::text::date_order::DateOrder;
use crate::text::fold::fold;

/// A country's code as a number: five bits a letter, so that it is the same in every build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CountryKey(u32);

impl CountryKey {
    /// The key of a code of ISO 3166-1 alpha-2 or ISO 3166-3.
    pub fn of(code: &str) -> CountryKey {
        CountryKey(code.bytes().take(4).fold(0, |key, letter| key << 5 | u32::from(letter & 31)))
    }

    /// The code.
    pub fn code(self) -> String {
        let letters = (0..4).rev().map(|at| (self.0 >> (5 * at) & 31) as u8).filter(|letter| *letter != 0);
        letters.map(|letter| char::from(b'@' + letter)).collect()
    }
}

/// A hash of a place's name, however its letters are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameKey(u32);

impl NameKey {
    /// The key of a name as it stands in a text.
    pub fn of(name: &str) -> NameKey {
        NameKey(xxh3_64(fold(name).as_bytes()) as u32)
    }
}

/// What must speak for a meaning that an article leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Need {
    /// The site's home, or other stories of the site that mean the same by the name.
    Home,
    /// Other stories of the site that mean the same by the name: it is a capital's, a great city's or a country's, too.
    Usage,
}

/// Something that an article tells of its site, or leaves to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Clue {
    /// The story is about a country by names that mean nothing else, among them the country's own.
    AboutNamed(CountryKey),
    /// The same where the country itself is not named: papers seldom name the country that they are printed in.
    AboutUnnamed(CountryKey),
    /// A name that places of several countries have means that of this country here: the article itself says so.
    Means(NameKey, CountryKey),
    /// It may mean this country's place, where the site speaks for it.
    MayMean(NameKey, CountryKey, Need),
    /// A day of the page is written in this order of day and month, and can be read in no other.
    Writes(DateOrder),
    /// Its day is written in numbers that can be read both ways.
    DayIsOpen,
}

impl Clue {
    /// The clue as a number: three bits for the kind, then the name, then the country.
    pub fn to_bits(self) -> u64 {
        let bits = |kind: u64, NameKey(name): NameKey, CountryKey(country): CountryKey| {
            kind << 61 | u64::from(name) << 20 | u64::from(country)
        };
        let (no_name, no_country) = (NameKey(0), CountryKey(0));
        match self {
            Clue::AboutNamed(country) => bits(0, no_name, country),
            Clue::AboutUnnamed(country) => bits(1, no_name, country),
            Clue::Means(name, country) => bits(2, name, country),
            Clue::MayMean(name, country, Need::Home) => bits(3, name, country),
            Clue::MayMean(name, country, Need::Usage) => bits(4, name, country),
            Clue::Writes(DateOrder::DayFirst) => bits(5, no_name, no_country),
            Clue::Writes(DateOrder::MonthFirst) => bits(6, no_name, no_country),
            Clue::DayIsOpen => bits(7, no_name, no_country),
        }
    }

    /// The clue of a number.
    pub fn of_bits(bits: u64) -> Clue {
        let country = CountryKey((bits & 0xf_ffff) as u32);
        let name = NameKey((bits >> 20) as u32);
        match bits >> 61 {
            0 => Clue::AboutNamed(country),
            1 => Clue::AboutUnnamed(country),
            2 => Clue::Means(name, country),
            3 => Clue::MayMean(name, country, Need::Home),
            4 => Clue::MayMean(name, country, Need::Usage),
            5 => Clue::Writes(DateOrder::DayFirst),
            6 => Clue::Writes(DateOrder::MonthFirst),
            _ => Clue::DayIsOpen,
        }
    }
}

/// A name that a site's other stories settle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SettledName {
    /// The name.
    pub name: NameKey,
    /// The country whose place it means.
    pub country: CountryKey,
}

/// What a site's other articles settle in one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settlement {
    /// Names, sorted.
    pub names: Vec<SettledName>,
    /// The order of day and month, where the article's day leaves it open.
    pub order: Option<DateOrder>,
}

impl Settlement {
    /// Whether nothing is settled.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty() && self.order.is_none()
    }

    /// A hash of what is settled; 0 where nothing is. By it the index knows whether an article is as its site has it.
    pub fn key(&self) -> u64 {
        if self.is_empty() {
            return 0;
        }
        let names = self.names.iter().map(|settled| Clue::Means(settled.name, settled.country).to_bits());
        let order = self.order.map(|order| Clue::Writes(order).to_bits());
        let bytes: Vec<u8> = names.chain(order).flat_map(u64::to_le_bytes).collect();
        xxh3_64(&bytes).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::COUNTRIES;

    #[test]
    fn clues_and_codes_come_back_from_their_numbers() {
        let name = NameKey::of("Córdoba");
        assert_eq!(name, NameKey::of("CORDOBA"));
        for row in COUNTRIES.iter() {
            let country = CountryKey::of(row.code);
            assert_eq!(country.code(), row.code);
            for clue in [
                Clue::AboutNamed(country),
                Clue::AboutUnnamed(country),
                Clue::Means(name, country),
                Clue::MayMean(name, country, Need::Home),
                Clue::MayMean(name, country, Need::Usage),
                Clue::Writes(DateOrder::DayFirst),
                Clue::Writes(DateOrder::MonthFirst),
                Clue::DayIsOpen,
            ] {
                assert_eq!(Clue::of_bits(clue.to_bits()), clue);
            }
        }
    }

    #[test]
    fn only_an_empty_settlement_has_no_key() {
        let empty = Settlement::default();
        let named = SettledName { name: NameKey::of("Paris"), country: CountryKey::of("US") };
        let settled = Settlement { names: vec![named], order: None };
        let dated = Settlement { order: Some(DateOrder::DayFirst), ..settled.clone() };
        assert_eq!(empty.key(), 0);
        assert!(settled.key() != 0 && dated.key() != 0 && settled.key() != dated.key());
    }
}
