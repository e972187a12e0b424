//! Stamps of RFC 5322, as feeds and mails have them.

use jiff::fmt::rfc2822;

/// Letters of zones that the standard knows (RFC 5322, section 4.3), but for CST, which is China's and Cuba's too.
const ZONES: &[&str] = &["UT", "GMT", "UTC", "Z", "EST", "EDT", "CDT", "MST", "MDT", "PST", "PDT"];

/// A stamp in the form of RFC 3339, in its own zone. Whatever is no stamp of the standard's stays as it is, and so does one in
/// a [zone of other letters](has_other_zone).
pub(super) fn standard(stamp: &str) -> String {
    let stamp = stamp.trim();
    let parsed = rfc2822::parse(stamp).ok().filter(|_| !has_other_zone(stamp));
    parsed.map_or_else(|| stamp.to_owned(), |date| date.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
}

/// Whether the zone is given by letters that the standard does not know, or that mean another zone elsewhere: what they mean
/// depends on the site. Readers that keep to the standard take such a zone for UTC.
pub(super) fn has_other_zone(stamp: &str) -> bool {
    zone(stamp).is_some_and(|letters| !ZONES.contains(&letters))
}

/// The letters that end a stamp, a comment after it aside: `MSK` of `15 Oct 2025 10:00:00 MSK (Moscow)`.
fn zone(stamp: &str) -> Option<&str> {
    let stamp = stamp.split(" (").next().unwrap_or(stamp).trim_end();
    let start = stamp.rfind(|c: char| !c.is_alphabetic()).map_or(0, |at| at + 1);
    Some(&stamp[start..]).filter(|letters| !letters.is_empty() && stamp[..start].ends_with(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_the_standard_does_not_know_are_kept() {
        for (stamp, want) in [
            ("Wed, 15 Oct 2025 10:00:00 +0200", "2025-10-15T10:00:00+02:00"),
            ("Wed, 15 Oct 2025 10:00:00 GMT", "2025-10-15T10:00:00+00:00"),
            ("Wed, 15 Oct 2025 10:00:00 EDT", "2025-10-15T10:00:00-04:00"),
            ("Wed, 15 Oct 2025 10:00:00 +0200 (CEST)", "2025-10-15T10:00:00+02:00"),
            ("Wed, 15 Oct 2025 10:00:00 MSK", "Wed, 15 Oct 2025 10:00:00 MSK"),
            ("Wed, 15 Oct 2025 10:00:00 CST", "Wed, 15 Oct 2025 10:00:00 CST"),
            ("2025-10-15T10:00:00Z", "2025-10-15T10:00:00Z"),
        ] {
            assert_eq!(standard(stamp), want, "{stamp}");
        }
    }
}
