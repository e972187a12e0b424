//! What stands before a colon: the name of a field, or text that merely has a colon in it.

use super::chars::{first, is_quote};
use super::error::{Fault, excerpt};
use crate::model::{FIELDS, Field, FieldKind, field};

/// What a prefix asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Prefix {
    /// The value of a field.
    Field(&'static Field),
    /// The first day of a range: `since:`.
    Since,
    /// The last day of a range: `until:`.
    Until,
}

impl Prefix {
    /// Whether dates stand behind it.
    pub(super) fn is_of_dates(self) -> bool {
        match self {
            Prefix::Since | Prefix::Until => true,
            Prefix::Field(field) => field.name == "date",
        }
    }

    /// The name of the field, if words stand in it and not values.
    pub(super) fn field_of_words(self) -> Option<&'static str> {
        match self {
            Prefix::Field(field) if matches!(field.kind, FieldKind::Text(_) | FieldKind::Name(_)) => Some(field.name),
            _ => None,
        }
    }
}

/// Words before a colon that belong to an address or a number and not to a field.
const SCHEMES: &[&str] = &["http", "https", "ftp", "file", "mailto", "tel", "urn", "doi", "isbn", "data"];

/// Prefixes of other tools, and what they are called here.
const ELSEWHERE: &[(&str, &str)] = &[
    ("after", "since"),
    ("before", "until"),
    ("from", "author"),
    ("writer", "author"),
    ("intitle", "title"),
    ("allintitle", "title"),
    ("hlead", "title"),
    ("inurl", "url"),
    ("intext", "body"),
    ("content", "body"),
    ("domain", "site"),
    ("filename", "path"),
    ("filetype", "path"),
    ("year", "date"),
    ("month", "date"),
    ("la", "lang"),
    ("region", "country"),
    ("nation", "country"),
];

/// The prefix of `run` and its length in bytes with the colon; nothing where the colon is part of the text.
///
/// `after` is what follows the run: a quotation, a group, or a space.
pub(super) fn of(run: &str, after: Option<char>) -> Result<Option<(Prefix, usize)>, Fault> {
    let Some(at) = run.find([':', '：']) else { return Ok(None) };
    let name = &run[..at];
    let colon = first(&run[at..]).map_or(1, char::len_utf8);
    let length = at + colon;
    if name.eq_ignore_ascii_case("since") {
        return Ok(Some((Prefix::Since, length)));
    }
    if name.eq_ignore_ascii_case("until") {
        return Ok(Some((Prefix::Until, length)));
    }
    if let Some(field) = field(name) {
        return Ok(Some((Prefix::Field(field), length)));
    }
    let value = &run[length..];
    if is_inflected(name, value) {
        return Ok(None);
    }
    if colon == 1 && looks_like_field(name, first(value).or(after)) {
        return Err(unknown(name, value));
    }
    Ok(None)
}

/// The endings that Finnish and Swedish put behind the colon of an acronym: `EU:n`, `EU:ssa`, `EU:s`.
const ENDINGS: &[&str] = &[
    "n", "s", "t", "a", "ä", "ta", "tä", "ssa", "ssä", "sta", "stä", "lla", "llä", "lta", "ltä", "lle", "hun", "hyn",
    "han", "hän", "hon", "hen", "iin", "een", "aan", "ään", "öön", "oon", "uun", "ksi", "na", "nä", "tta", "ttä", "in",
    "en",
];

/// Whether a colon inflects the name before it, which begins with a capital.
fn is_inflected(name: &str, value: &str) -> bool {
    let value = value.trim_end_matches(|c: char| !c.is_alphabetic());
    name.len() >= 2 && name.starts_with(char::is_uppercase) && ENDINGS.contains(&value)
}

/// Whether someone who wrote `name:value` meant a field: not an address, a time, a `::`, or a colon at the end.
fn looks_like_field(name: &str, value: Option<char>) -> bool {
    let is_name = name.len() >= 2 && name.chars().all(|c| c.is_alphabetic() || matches!(c, '_' | '-'));
    let is_value = value.is_some_and(|c| c.is_alphanumeric() || is_quote(c) || matches!(c, '*' | '=' | '('));
    is_name && is_value && !SCHEMES.contains(&name.to_ascii_lowercase().as_str())
}

fn unknown(name: &str, value: &str) -> Fault {
    let advice = match nearest(name) {
        Some(near) => format!("did you mean `{near}:`?"),
        None => "see `dateline help query` for the fields.".to_owned(),
    };
    let words = excerpt(format!("{name} {value}").trim_end());
    let name = excerpt(name);
    Fault::new(format!("there is no field `{name}`"), format!("{advice} As text, write it in quotes: \"{words}\""))
}

/// The field whose name, alias or counterpart elsewhere is close to `name`.
fn nearest(name: &str) -> Option<&'static str> {
    const LONGEST: usize = 20;
    if name.len() > LONGEST {
        return None;
    }
    let name = name.to_lowercase();
    if let Some((_, ours)) = ELSEWHERE.iter().find(|(theirs, _)| *theirs == name) {
        return Some(ours);
    }
    let names = FIELDS.iter().flat_map(|field| std::iter::once(field.name).chain(field.aliases.iter().copied()));
    names
        .chain(["since", "until"])
        .map(|known| (strsim::osa_distance(&name, known), known))
        .filter(|(distance, known)| *distance <= (known.len() / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_aliases_are_fields() {
        for field in FIELDS {
            for name in std::iter::once(&field.name).chain(field.aliases) {
                let run = format!("{}:x", name.to_uppercase());
                assert_eq!(of(&run, None), Ok(Some((Prefix::Field(field), name.len() + 1))));
            }
        }
    }

    #[test]
    fn colons_in_text_are_text() {
        for text in [
            "http://a.org",
            "EU:n",
            "Nato:lle",
            "EU:s,",
            "12:30",
            "a::b",
            "std::fmt",
            "Syria:",
            "C:\\x",
            "mailto:a@b.org",
            "北京：新",
            ":)",
            "2:1",
        ] {
            assert_eq!(of(text, None), Ok(None), "{text}");
        }
    }

    #[test]
    fn unknown_names_get_the_nearest() {
        for (typed, near) in [("titel", "title"), ("counrty", "country"), ("langauge", "language"), ("after", "since")]
        {
            let fault = of(&format!("{typed}:x"), None).expect_err("no such field");
            assert!(fault.hint.contains(&format!("`{near}:`")), "{typed}: {}", fault.hint);
        }
        assert!(of("zzzzzz:x", None).is_err());
        assert!(of("foo:", Some('"')).is_err());
    }
}
