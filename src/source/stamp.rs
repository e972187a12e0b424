//! Stamps of RFC 5322, as feeds and mails have them.

use jiff::fmt::rfc2822;

/// Letters of zones that the standard knows (RFC 5322, section 4.3), but for CST, which is China's and Cuba's too.
const ZONES: &[&str] = &["UT", "GMT", "UTC", "Z", "EST", "EDT", "CDT", "MST", "MDT", "PST", "PDT"];

/// A stamp in the form of RFC 3339, in its own zone. Whatever is no stamp of the standard's stays as it is, and so does one in
/// a [zone of other letters](has_other_zone).
pub(super) fn standard(stamp: &str) -> String {
    let stamp = stamp.trim();
    if has_other_zone(stamp) {
        return stamp.to_owned();
    }
    let parsed = rfc2822::parse(stamp).ok().map(|date| date.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string());
    parsed.or_else(|| obsolete(stamp)).unwrap_or_else(|| stamp.to_owned())
}

/// The letters of zones and the hours that they are from the meridian, where the standard knows them.
const HOURS: &[(&str, i8)] = &[
    ("UT", 0),
    ("GMT", 0),
    ("UTC", 0),
    ("Z", 0),
    ("EDT", -4),
    ("EST", -5),
    ("CDT", -5),
    ("MDT", -6),
    ("MST", -7),
    ("PDT", -7),
    ("PST", -8),
];
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A stamp in the forms that the standard had before (section 4.3), and in those that mailers write: years of two and three
/// digits, no seconds, no day of the week, no zone. In RFC 3339, without an offset where none is told.
pub(super) fn obsolete(stamp: &str) -> Option<String> {
    let stamp = without_comments(stamp);
    let mut words = stamp.split([' ', '\t', '\r', '\n', ',']).filter(|word| !word.is_empty()).peekable();
    words.next_if(|word| word.starts_with(char::is_alphabetic));
    let day: u8 = words.next()?.parse().ok()?;
    let month = words.next()?.get(..3)?.to_lowercase();
    let month = MONTHS.iter().position(|known| *known == month)? + 1;
    let year = full_year(words.next()?)?;
    let time = words.next()?;
    let mut parts = time.split(':').map(|part| part.parse::<i8>().ok());
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next().unwrap_or(Some(0))?);
    let moment = jiff::civil::DateTime::new(year, month as i8, day as i8, hour, minute, second.min(59), 0).ok()?;
    let offset = match words.next() {
        Some(zone) => offset(zone)?,
        None => String::new(),
    };
    Some(format!("{}{offset}", moment.strftime("%Y-%m-%dT%H:%M:%S")))
}

/// A year as it is meant: of two digits from 1950 to 2049, of three since 1900 (section 4.3).
fn full_year(digits: &str) -> Option<i16> {
    let year: i16 = digits.parse().ok()?;
    match digits.len() {
        2 if year < 50 => Some(2000 + year),
        2 | 3 => Some(1900 + year),
        4 => Some(year),
        _ => None,
    }
}

/// The offset of a zone, as RFC 3339 writes it.
fn offset(zone: &str) -> Option<String> {
    if let Some((_, hours)) = HOURS.iter().find(|(letters, _)| *letters == zone) {
        let sign = if *hours < 0 { '-' } else { '+' };
        return Some(format!("{sign}{:02}:00", hours.abs()));
    }
    let is_offset = zone.len() == 5 && zone.starts_with(['+', '-']) && zone.bytes().skip(1).all(|b| b.is_ascii_digit());
    is_offset.then(|| format!("{}:{}", &zone[..3], &zone[3..]))
}

/// A stamp without what stands in parentheses, however deep.
fn without_comments(stamp: &str) -> String {
    let mut depth = 0_usize;
    let outside = stamp.chars().filter(|letter| {
        let is_outside = depth == 0 && *letter != '(';
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        is_outside
    });
    outside.collect()
}

/// Whether the zone is given by letters that the standard does not know, or that mean another zone elsewhere: what they mean
/// depends on the site. Readers that keep to the standard take such a zone for UTC.
pub(super) fn has_other_zone(stamp: &str) -> bool {
    zone(stamp).is_some_and(|letters| !ZONES.contains(&letters))
}

/// The letters that end a stamp, a comment after it aside: `MSK` of `15 Oct 2025 10:00:00 MSK (Moscow)`.
fn zone(stamp: &str) -> Option<&str> {
    let stamp = stamp.split(" (").next().unwrap_or(stamp).trim_end();
    let letters = &stamp[stamp.trim_end_matches(char::is_alphabetic).len()..];
    Some(letters).filter(|letters| !letters.is_empty() && stamp[..stamp.len() - letters.len()].ends_with(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_that_the_standard_had_before_are_read() {
        for (stamp, want) in [
            ("Tue, 05 Feb 119 06:40:00 GMT", Some("2019-02-05T06:40:00+00:00")),
            ("5 Feb 19 06:40 EST", Some("2019-02-05T06:40:00-05:00")),
            ("Mon, 5 Feb 96 06:40:00 -0500 (EST (winter))", Some("1996-02-05T06:40:00-05:00")),
            ("3 November 2024 06:40", Some("2024-11-03T06:40:00")),
            ("3 Nov 2024 06:40:60 Z", Some("2024-11-03T06:40:59+00:00")),
            ("3 Nov 2024 06:40:00 CEST", None),
            ("31 Feb 2024 06:40:00 GMT", None),
            ("2024-11-03T06:40:00Z", None),
            ("yesterday", None),
        ] {
            assert_eq!(obsolete(stamp).as_deref(), want, "{stamp}");
        }
    }

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
            ("2025-10-15T10:00:©©", "2025-10-15T10:00:©©"),
            ("15 Oct 2025 10:00:00 ©", "15 Oct 2025 10:00:00 ©"),
        ] {
            assert_eq!(standard(stamp), want, "{stamp}");
        }
    }
}
