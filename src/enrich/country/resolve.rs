//! Countries and regions by the names that people type.

use std::sync::LazyLock;

use super::gazetteer::{Gazetteer, Kind};
use crate::model::{COUNTRIES, CountryInfo, country};
use crate::text::fold::fold;

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

/// The facet path of a region or sub-region by name: `Asia` is `/asia`, `western asia` is `/asia/western-asia`.
pub fn resolve_region(name: &str) -> Option<String> {
    let slug = fold(name.trim()).replace(' ', "-");
    COUNTRIES.iter().find_map(|row| {
        let path = row.facet_path();
        let mut nodes = path.match_indices('/').map(|(at, _)| at).skip(1);
        let (region, sub) = (nodes.next()?, nodes.next()?);
        if path[1..region] == slug {
            Some(path[..region].to_owned())
        } else {
            (path[region + 1..sub] == slug).then(|| path[..sub].to_owned())
        }
    })
}

/// Up to three countries whose English name begins like this one, for "did you mean".
pub fn near_countries(name: &str) -> Vec<&'static CountryInfo> {
    let folded = fold(name.trim());
    let start: String = folded.chars().take(3).collect();
    let mut near: Vec<&CountryInfo> =
        COUNTRIES.iter().filter(|row| !start.is_empty() && fold(row.name).starts_with(&start)).collect();
    near.sort_by_key(|row| row.name.len().abs_diff(name.len()));
    near.truncate(3);
    near
}
