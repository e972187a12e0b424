//! Makes the table of the world, and says when it is out of date.

use std::collections::BTreeMap;
use std::path::Path;

use super::sense::{Kind, index};
use super::table::Table;
use super::world::{ACRONYM, BUCKET_BITS, GOES_ON, KINDS, MINOR, MORE, NO_PLACE, WORLD};
use crate::model::COUNTRIES;

/// With this in the environment the test writes the table anew.
const WRITE: &str = "DATELINE_WRITE_TABLES";

#[test]
fn the_packed_world_is_that_of_its_tables() {
    let table = world();
    let packed = pack(&table);
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/enrich/country/data/world.bin"));
    if std::env::var_os(WRITE).is_some() {
        std::fs::write(path, &packed).unwrap();
        return;
    }
    let is_current = std::fs::read(path).unwrap() == packed;
    assert!(is_current, "data/world.bin is not what its tables say: run {WRITE}=1 cargo test --lib packed_world");
}

#[test]
fn the_packed_world_answers_as_the_table_does() {
    let table = world();
    for (key, slot) in table.slots.iter().map(|(key, slot)| (*key, *slot)).collect::<BTreeMap<_, _>>() {
        let packed = WORLD.slot(key).unwrap();
        assert_eq!((packed.goes_on, packed.no_place), (slot.goes_on, slot.no_place));
        let senses = |senses: &mut dyn Iterator<Item = super::sense::Sense>| {
            senses.map(|s| (s.country, s.kind, s.population, s.acronym)).collect::<Vec<_>>()
        };
        let first = if slot.no_place { 0 } else { slot.sense };
        assert_eq!(senses(&mut WORLD.senses(packed.sense)), senses(&mut table.senses(first)));
    }
    assert!(WORLD.slot(1).is_none());
}

/// The tables of the world.
fn world() -> Table {
    let mut table = Table::with_capacity(100_000);
    table.add_table(include_str!("data/regions.tsv"), &[Kind::Region, Kind::Abbreviation, Kind::Institution]);
    add_cities(&mut table, include_str!("data/cities.tsv"));
    table.add_minor_regions(include_str!("data/subdivisions.tsv"));
    table.add_table(include_str!("data/doubtful.tsv"), &[]);
    table
}

/// Reads a table of cities: country, thousands of inhabitants, `C` for a capital, names.
fn add_cities(into: &mut Table, table: &str) {
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let (Some(code), Some(population), Some(capital), Some(names)) =
            (cells.next().and_then(index), cells.next(), cells.next(), cells.next())
        else {
            continue;
        };
        let kind = if capital.is_empty() { Kind::City } else { Kind::Capital };
        names.split('|').for_each(|name| into.add(name, code, kind, population.parse().unwrap_or(0)));
    }
}

/// The bytes of a table, as [`super::world`] describes them.
fn pack(table: &Table) -> Vec<u8> {
    let slots: BTreeMap<u64, _> = table.slots.iter().map(|(key, slot)| (*key, *slot)).collect();
    let (mut names, mut starts, mut count) = (Vec::new(), Vec::new(), 0_u32);
    let mut capitals = vec![0_u16; COUNTRIES.len()];
    for (key, slot) in slots {
        while starts.len() <= (key >> (64 - BUCKET_BITS)) as usize {
            starts.push(count);
        }
        let path = if slot.goes_on { GOES_ON } else { 0 } | if slot.no_place { NO_PLACE } else { 0 };
        let mut senses = table.senses(slot.sense).peekable();
        let mut push = |flags: u8, country: u16, population: u16| {
            names.extend_from_slice(&(key << BUCKET_BITS >> 24).to_le_bytes()[..5]);
            names.push(flags);
            names.extend_from_slice(&country.to_le_bytes());
            names.extend_from_slice(&population.to_le_bytes());
            count += 1;
        };
        if senses.peek().is_none() {
            push(path, 0, 0);
        }
        while let Some(sense) = senses.next() {
            let kind = KINDS.iter().position(|kind| *kind == sense.kind).unwrap() as u8 + 1;
            let population = u16::try_from(sense.population).unwrap();
            if sense.kind == Kind::Capital {
                capitals[usize::from(sense.country)] = population;
            }
            let more = if senses.peek().is_some() { MORE } else { 0 };
            let acronym = if sense.acronym { ACRONYM } else { 0 };
            let minor = if sense.minor { MINOR } else { 0 };
            push(kind | path | more | acronym | minor, sense.country, population);
        }
    }
    starts.resize((1 << BUCKET_BITS) + 1, count);
    let words: BTreeMap<u64, u16> = table.roles.iter().map(|(hash, roles)| (*hash, *roles)).collect();
    let mut bytes = [count.to_le_bytes(), (words.len() as u32).to_le_bytes()].concat();
    starts.iter().for_each(|start| bytes.extend_from_slice(&start.to_le_bytes()[..3]));
    bytes.extend(names);
    for (hash, roles) in words {
        bytes.extend_from_slice(&hash.to_le_bytes());
        bytes.push(u8::try_from(roles).unwrap());
    }
    capitals.iter().for_each(|inhabitants| bytes.extend_from_slice(&inhabitants.to_le_bytes()));
    bytes
}
