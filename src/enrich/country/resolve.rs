//! Countries by the names that people type.

use super::gazetteer::named;
use crate::model::{COUNTRIES, CountryInfo, country};

/// The country of a code or name, in any of the article languages: `sy`, `SYR`, `Syria`, `Syrien`, `Сирия`.
pub fn resolve_country(name: &str) -> Option<&'static CountryInfo> {
    country(name).or_else(|| {
        let sense = named(name).next()?;
        COUNTRIES.get(usize::from(sense.country))
    })
}
