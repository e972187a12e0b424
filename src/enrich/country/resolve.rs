//! Countries by the names that people type.

use std::sync::LazyLock;

use super::gazetteer::{Gazetteer, Kind};
use crate::model::{COUNTRIES, CountryInfo, country};

/// The one gazetteer of the program.
static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::load);

/// The names of countries alone: a query need not wait for the cities.
static NAMES: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::of_countries);

/// The one gazetteer of the program, loaded when first asked for.
pub(super) fn gazetteer() -> &'static Gazetteer {
    &GAZETTEER
}

/// The country of a code or name, in any of the article languages: `sy`, `SYR`, `Syria`, `Syrien`, `Сирия`.
pub fn resolve_country(name: &str) -> Option<&'static CountryInfo> {
    country(name).or_else(|| {
        let sense = NAMES.named(name).find(|sense| sense.kind == Kind::Name)?;
        COUNTRIES.get(usize::from(sense.country))
    })
}
