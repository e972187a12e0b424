//! Zones of time by the letters that stand behind a time.
//!
//! The offsets of RFC 5322 (section 4.3) and the abbreviations of the IANA time zone database. Letters that mean several
//! zones are settled by the country of the site, or leave the time local.

use super::iso;

/// What stands behind a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Zone {
    /// Minutes east of UTC.
    Offset(i16),
    /// Letters of several zones, which the country of the site settles.
    Settled(i16, &'static str),
    /// Letters of several zones: which is meant is not known.
    Unsettled(&'static str),
}

impl Zone {
    /// Minutes east of UTC, where the zone is known.
    pub(super) fn offset(self) -> Option<i16> {
        match self {
            Zone::Offset(offset) | Zone::Settled(offset, _) => Some(offset),
            Zone::Unsettled(_) => None,
        }
    }

    /// The letters that mean several zones.
    pub(super) fn letters(self) -> Option<&'static str> {
        match self {
            Zone::Offset(_) => None,
            Zone::Settled(_, letters) | Zone::Unsettled(letters) => Some(letters),
        }
    }
}

/// Letters of one zone, in minutes east of UTC.
const NAMED: &[(&str, i16)] = &[
    ("EDT", -240),
    ("CDT", -300),
    ("MDT", -360),
    ("PDT", -420),
    ("AKST", -540),
    ("AKDT", -480),
    ("HST", -600),
    ("NST", -210),
    ("NDT", -150),
    ("WET", 0),
    ("WEST", 60),
    ("CET", 60),
    ("CEST", 120),
    ("MEZ", 60),
    ("MESZ", 120),
    ("EET", 120),
    ("EEST", 180),
    ("MSK", 180),
    ("МСК", 180),
    ("MSD", 240),
    ("TRT", 180),
    ("IRST", 210),
    ("IRDT", 270),
    ("AZT", 240),
    ("GET", 240),
    ("UZT", 300),
    ("PKT", 300),
    ("NPT", 345),
    ("WIB", 420),
    ("WITA", 480),
    ("WIT", 540),
    ("ICT", 420),
    ("HKT", 480),
    ("SGT", 480),
    ("MYT", 480),
    ("PHT", 480),
    ("AWST", 480),
    ("JST", 540),
    ("KST", 540),
    ("ACST", 570),
    ("ACDT", 630),
    ("AEST", 600),
    ("AEDT", 660),
    ("NZST", 720),
    ("NZDT", 780),
    ("EAT", 180),
    ("CAT", 120),
    ("WAT", 60),
    ("SAST", 120),
    ("BRT", -180),
    ("ART", -180),
    ("UYT", -180),
    ("CLT", -240),
    ("CLST", -180),
    ("COT", -300),
    ("PET", -300),
    ("VET", -240),
    ("IDT", 180),
];

/// Letters of several zones: of which countries they mean what, and what else, where RFC 5322 says so.
const SEVERAL: &[(&str, &[(&str, i16)], Option<i16>)] = &[
    ("IST", &[("IN LK", 330), ("IL PS", 120), ("IE", 60)], None),
    ("BST", &[("GB IE IM JE GG", 60), ("BD", 360), ("PG", 660)], None),
    ("CST", &[("US CA MX CR GT HN NI SV BZ", -360), ("CN TW HK MO", 480), ("CU", -300)], None),
    ("AST", &[("CA PR BM TT BB DO VI GD LC AG", -240), ("SA KW IQ BH QA YE", 180)], None),
    ("EST", &[("AU", 600)], Some(-300)),
    ("MST", &[("MM", 390), ("MY", 480)], Some(-420)),
    ("PST", &[("PH", 480), ("PK", 300)], Some(-480)),
    ("GST", &[("AE OM", 240)], None),
    ("AMT", &[("AM", 240), ("BR", -240)], None),
    ("ADT", &[("CA BM", -180), ("SA KW IQ BH QA YE", 240)], None),
    ("SST", &[("AS", -660), ("SG", 480)], None),
];

/// The zone that begins a text behind a time: `Z`, `+03:00`, `GMT+3`, `(MSK)`, `EST`.
pub(super) fn read(text: &str, country: Option<&str>) -> Option<Zone> {
    let text = text.trim_start_matches([' ', '\u{a0}', '(', '[', ',']);
    if let Some(offset) = iso::offset(text.as_bytes()).filter(|_| !text.starts_with(|c: char| c.is_alphabetic())) {
        return Some(Zone::Offset(offset));
    }
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let letters = &text[..end];
    match letters {
        "Z" => return Some(Zone::Offset(0)),
        "GMT" | "UTC" | "UT" => {
            return Some(Zone::Offset(iso::offset(text[end..].trim_start().as_bytes()).unwrap_or(0)));
        }
        _ => {}
    }
    if let Some((_, offset)) = NAMED.iter().find(|(name, _)| *name == letters) {
        return Some(Zone::Offset(*offset));
    }
    let (name, meanings, usual) = SEVERAL.iter().find(|(name, ..)| *name == letters)?;
    let own = meanings.iter().find(|(countries, _)| country.is_some_and(|country| countries.contains(country)));
    Some(match (own, usual) {
        (Some((_, offset)), _) => Zone::Settled(*offset, name),
        (None, Some(offset)) => Zone::Offset(*offset),
        (None, None) => Zone::Unsettled(name),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_zones() {
        for (text, country, offset) in [
            (" +0300", None, Some(180)),
            (" GMT+3", None, Some(180)),
            (" UTC", None, Some(0)),
            ("Z", None, Some(0)),
            (" MSK", None, Some(180)),
            (" (CEST)", None, Some(120)),
            (" JST", None, Some(540)),
            (" EST", None, Some(-300)),
            (" PDT", None, Some(-420)),
            (" IST", Some("IN"), Some(330)),
            (" IST", Some("IL"), Some(120)),
            (" CST", Some("CN"), Some(480)),
            (" BST", Some("GB"), Some(60)),
        ] {
            assert_eq!(read(text, country).and_then(Zone::offset), offset, "{text} {country:?}");
        }
        for letters in ["IST", "BST", "CST", "AST"] {
            assert_eq!(read(letters, None), Some(Zone::Unsettled(letters)));
        }
        for text in [" Zebra", " - 3 comments", " by Ann", ""] {
            assert_eq!(read(text, None), None, "{text}");
        }
    }
}
