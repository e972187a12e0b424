//! The table of countries: ISO 3166 codes, English names, and the UN's regions.
//!
//! The rows lie in `countries.tsv` beside this file, read once when first asked for. Territories have rows of their
//! own, as in ISO 3166-1; Kosovo has the user-assigned code `XK`. A vanished state has the four letters of ISO 3166-3
//! and names its principal successor, below which it hangs in the facet tree.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Every country and territory of ISO 3166-1, then the vanished states of ISO 3166-3, each by code.
pub static COUNTRIES: LazyLock<Vec<CountryInfo>> = LazyLock::new(|| rows(include_str!("countries.tsv")));

/// Both kinds of codes, in upper case, with their place in [`COUNTRIES`].
static BY_CODE: LazyLock<HashMap<&'static str, usize>> = LazyLock::new(|| {
    // A code in use wins over the former one of a vanished state.
    let codes = |(at, row): (usize, &CountryInfo)| [(row.code, at), (row.alpha3, at)];
    COUNTRIES.iter().enumerate().rev().flat_map(codes).collect()
});

/// One row of [`COUNTRIES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountryInfo {
    /// ISO 3166-1 alpha-2 in upper case, or the four letters of ISO 3166-3 for a vanished state.
    pub code: &'static str,
    /// ISO 3166-1 alpha-3 in upper case.
    pub alpha3: &'static str,
    /// The short English name.
    pub name: &'static str,
    /// The UN M49 region: `Africa`, `Americas`, `Asia`, `Europe`, `Oceania`, or `Antarctica`.
    pub region: &'static str,
    /// The UN M49 sub-region.
    pub subregion: &'static str,
    /// For a vanished state, the code of its principal successor.
    pub successor: Option<&'static str>,
}

/// The country with this code, alpha-2, alpha-3 or ISO 3166-3, in any case. The alpha-2 code that a vanished state had
/// (`SU`, `DD`, `YU`) still means it, unless two had it (`CS`), and one that was given up with a name (`ZR`) the state of today.
pub fn country(code: &str) -> Option<&'static CountryInfo> {
    let upper = code.to_ascii_uppercase();
    let former = || {
        let mut rows = COUNTRIES.iter().filter(|row| row.code.len() == 4 && row.code.starts_with(&upper));
        rows.next().filter(|_| upper.len() == 2 && rows.next().is_none())
    };
    let renamed = || RENAMED.iter().find(|(given_up, _)| *given_up == upper).map(|(_, code)| *code);
    let known = |code: &str| BY_CODE.get(code).map(|at| &COUNTRIES[*at]);
    known(&upper).or_else(|| renamed().and_then(known)).or_else(former)
}

/// Codes of ISO 3166-3 that were given up with a name, by the code of today; and two that ISO reserves for others' use.
const RENAMED: [(&str, &str); 12] = [
    ("BU", "MM"),
    ("BUR", "MM"),
    ("BYS", "BY"),
    ("EL", "GR"),
    ("FX", "FR"),
    ("FXX", "FR"),
    ("ROM", "RO"),
    ("TMP", "TL"),
    ("TP", "TL"),
    ("UK", "GB"),
    ("ZAR", "CD"),
    ("ZR", "CD"),
];

impl CountryInfo {
    /// The path of the country in the facet tree: `/asia/western-asia/sy`; a vanished state hangs below its successor.
    pub fn facet_path(&self) -> String {
        let code = self.code.to_lowercase();
        let above = format!("/{}/{}", slug(self.region), slug(self.subregion));
        match self.successor {
            Some(parent) => format!("{above}/{}/{code}", parent.to_lowercase()),
            None => format!("{above}/{code}"),
        }
    }
}

/// A region's name as it stands in a facet path.
fn slug(name: &str) -> String {
    name.to_lowercase().replace(' ', "-")
}

fn rows(table: &'static str) -> Vec<CountryInfo> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(row).collect()
}

fn row(line: &'static str) -> Option<CountryInfo> {
    let mut cells = line.split('\t');
    let mut cell = || cells.next();
    Some(CountryInfo {
        code: cell()?,
        alpha3: cell()?,
        name: cell()?,
        region: cell()?,
        subregion: cell()?,
        successor: cell().filter(|code| !code.is_empty()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_is_whole() {
        let (today, vanished): (Vec<CountryInfo>, Vec<CountryInfo>) =
            COUNTRIES.iter().partition(|row| row.successor.is_none());
        assert_eq!(today.len(), 250, "249 of ISO 3166-1, and Kosovo");
        assert!(today.iter().all(|row| row.code.len() == 2 && row.alpha3.len() == 3 && !row.name.is_empty()));
        assert!(
            vanished.iter().all(|row| row.code.len() == 4 && row.successor.is_some_and(|code| country(code).is_some()))
        );
        for row in COUNTRIES.iter() {
            assert_eq!(country(row.code), Some(row));
            assert_eq!(country(row.alpha3).map(|found| found.alpha3), Some(row.alpha3));
        }
    }

    #[test]
    fn codes_are_found_in_any_case() {
        for (code, name) in [
            ("sy", "Syria"),
            ("SYR", "Syria"),
            ("xk", "Kosovo"),
            ("suhh", "Soviet Union"),
            ("SCG", "Serbia and Montenegro"),
            ("yu", "Yugoslavia"),
            ("AN", "Netherlands Antilles"),
            ("ZR", "DR Congo"),
            ("TP", "Timor-Leste"),
            ("UK", "United Kingdom"),
        ] {
            assert_eq!(country(code).map(|row| row.name), Some(name), "{code}");
        }
        assert_eq!(country("CS"), None, "Czechoslovakia's once, then Serbia and Montenegro's");
        assert_eq!(country("ZZ"), None);
        assert_eq!(country(""), None);
    }

    #[test]
    fn paths_go_from_region_to_country() {
        let path = |code| country(code).map(CountryInfo::facet_path).unwrap_or_default();
        assert_eq!(path("SY"), "/asia/western-asia/sy");
        assert_eq!(path("AU"), "/oceania/australia-and-new-zealand/au");
        assert_eq!(path("DDDE"), "/europe/western-europe/de/ddde");
    }
}
