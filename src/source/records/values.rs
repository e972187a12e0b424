//! Texts, lists and moments out of the values of a record.

use jiff::Timestamp;
use jiff::fmt::strtime;
use serde_json::Value;

use super::weekday;

/// What objects in the place of a text, a name or a moment are known by.
const KNOWN_BY: &[&str] = &[
    "rendered",
    "processed",
    "value",
    "text",
    "name",
    "main",
    "original",
    "displayName",
    "fullName",
    "label",
    "by",
    "literal",
    "html",
    "plain",
    "#text",
    "_",
    "title",
    "content",
    "href",
    "$date",
    "$numberLong",
    "$oid",
];
/// The fields of a person's given and family names, in the ways that they are written.
const NAMES: &[(&str, &str)] = &[
    ("given", "family"),
    ("givenName", "familyName"),
    ("firstName", "lastName"),
    ("firstname", "lastname"),
    ("first_name", "last_name"),
];
/// What data frames write for nothing.
const NOTHING: &[&str] = &["nan", "none", "null", "nat", "n/a", "undefined", "[]", "{}"];

/// The texts in a value: itself, or those of a list, or what an object is known by.
pub(super) fn texts_of(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) if is_in_runs(items) => vec![items.iter().filter_map(text_of).collect()],
        Value::Array(items) => items.iter().flat_map(section).collect(),
        Value::Object(object) => match object.get("blocks").and_then(Value::as_array) {
            Some(blocks) => blocks.iter().flat_map(section).collect(),
            None => text_of(value).into_iter().collect(),
        },
        value => text_of(value).into_iter().collect(),
    }
}

/// The texts of an element of a list: of a section its headline and paragraphs.
fn section(item: &Value) -> Vec<String> {
    let Some(paragraphs) = item.get("paragraphs").and_then(Value::as_array) else {
        return block(item).or_else(|| text_of(item)).into_iter().collect();
    };
    let headline = item.get("headline").and_then(Value::as_array).into_iter().flatten();
    headline.chain(paragraphs).filter_map(text_of).collect()
}

/// A paragraph as editors of sites keep it: its words are runs in `children` (Sanity, Slate), or a text in `data` (Editor.js).
fn block(item: &Value) -> Option<String> {
    let runs = item.get("children").and_then(Value::as_array).filter(|_| item.get("text").is_none());
    match runs {
        Some(runs) => Some(runs.iter().filter_map(|run| run.get("text").and_then(Value::as_str)).collect()),
        None => item.get("type").and(item.get("data"))?.get("text")?.as_str().map(str::to_owned),
    }
}

/// Whether a list holds one text in runs, some of them marked as links and the like, as Telegram writes messages.
fn is_in_runs(items: &[Value]) -> bool {
    let is_marked = |item: &Value| item.get("type").is_some_and(Value::is_string) && item.get("text").is_some();
    items.iter().any(is_marked) && items.iter().all(|item| item.is_string() || is_marked(item))
}

fn text_of(value: &Value) -> Option<String> {
    let mut value = value;
    // Values in values in values are nobody's text.
    for _ in 0..3 {
        match value {
            Value::String(text) => return Some(text.clone()),
            Value::Number(number) => return Some(number.to_string()),
            Value::Object(object) if object.contains_key("date-parts") => return date_parts(object.get("date-parts")?),
            Value::Object(object) if person(object).is_some() => return person(object),
            Value::Object(object) => value = KNOWN_BY.iter().find_map(|name| object.get(*name))?,
            _ => return None,
        }
    }
    None
}

/// The name of a person that is told in parts.
fn person(object: &serde_json::Map<String, Value>) -> Option<String> {
    let part = |name: &str| object.get(name).and_then(Value::as_str).map(str::trim).filter(|part| !part.is_empty());
    let (given, family) = NAMES.iter().find_map(|(given, family)| Some((part(given)?, part(family)?)))?;
    Some(format!("{given} {family}"))
}

/// A day in the parts of CSL-JSON: `[[2025, 11, 3]]`, as far as it is told.
fn date_parts(parts: &Value) -> Option<String> {
    let numbers = parts.get(0)?.as_array()?.iter().map(|part| part.as_u64().or_else(|| part.as_str()?.parse().ok()));
    let numbers: Option<Vec<String>> = numbers.take(3).map(|number| Some(format!("{:02}", number?))).collect();
    numbers.map(|numbers| numbers.join("-"))
}

/// Whether a value of a field other than the text says nothing.
pub(super) fn is_nothing(text: &str) -> bool {
    let text = text.trim();
    text.is_empty() || NOTHING.iter().any(|nothing| text.eq_ignore_ascii_case(nothing))
}

/// The texts of a list that was written out as one text, as data frames do: `['Ann Lee', "Bo Ray"]`.
fn listed(text: &str) -> Option<Vec<String>> {
    let inner = text.trim().strip_prefix('[')?.strip_suffix(']')?;
    let mut items = Vec::new();
    let mut item = String::new();
    let mut quote = None;
    for letter in inner.chars() {
        match (quote, letter) {
            (None, '\'' | '"') if item.trim().is_empty() => quote = Some(letter),
            (Some(open), letter) if letter == open => quote = None,
            (None, ',') => items.push(std::mem::take(&mut item)),
            _ => item.push(letter),
        }
    }
    items.push(item);
    Some(items.iter().map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect())
}

/// The texts in a value that say something; those of a list that was written out as one text are parted.
pub(super) fn values_in(value: &Value) -> Vec<String> {
    let texts = texts_of(value);
    let texts = match texts.as_slice() {
        [text] => listed(text).unwrap_or(texts),
        _ => texts,
    };
    texts.into_iter().filter(|text| !is_nothing(text)).collect()
}

/// A tag as a reader gave it; none where a feed reader's program did, in the form of Google Reader that others took over
/// (`user/1/label/Ports`, `user/-/state/com.google/read`).
pub(super) fn label(part: &str) -> Option<&str> {
    let part = part.trim();
    match part.strip_prefix("user/").and_then(|rest| rest.split_once('/')) {
        Some((_, own)) if own.starts_with("state/") => None,
        Some((_, own)) => Some(own.strip_prefix("label/").unwrap_or(part)),
        None => Some(part),
    }
}

/// When something was saved: a moment in the ways that tools write one.
pub(in crate::source) fn moment(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let count = text.split('.').next().unwrap_or(text);
    if count.bytes().all(|byte| byte.is_ascii_digit()) && !count.is_empty() {
        let number: i64 = count.parse().ok()?;
        return match count.len() {
            9 | 10 => Timestamp::from_second(number).ok(),
            12 | 13 => Timestamp::from_millisecond(number).ok(),
            _ => None,
        };
    }
    let parsed = text.parse().or_else(|_| text.replacen(' ', "T", 1).parse());
    // Without a zone it is taken for that of the clock that most servers keep.
    parsed.or_else(|_| format!("{}Z", text.replacen(' ', "T", 1)).parse()).ok()
}

/// A date as it is handed on: the ways of machines that only their own readers know become those of ISO 8601.
pub(super) fn date(text: &str) -> String {
    let text = text.trim();
    // "Mon Nov 03 06:40:00 +0000 2025", of the network that is X now.
    if let Ok(moment) = strtime::parse("%a %b %d %H:%M:%S %z %Y", text) {
        let zoned = moment.to_timestamp().ok().zip(moment.offset());
        return zoned.map_or(text.to_owned(), |(time, offset)| time.display_with_offset(offset).to_string());
    }
    if let Some(date) = weekday::date(text) {
        return date;
    }
    // "20251103T064000Z", of GDELT, ninjs and NITF.
    let digits =
        |range: std::ops::Range<usize>| text.get(range).filter(|part| part.bytes().all(|b| b.is_ascii_digit()));
    if let (Some(day), Some("T"), Some(time)) = (digits(0..8), text.get(8..9), digits(9..15).or_else(|| digits(9..13)))
    {
        let seconds = time.get(4..6).unwrap_or("00");
        let zone = text.get(9 + time.len()..).unwrap_or_default();
        return format!("{}-{}-{}T{}:{}:{seconds}{zone}", &day[..4], &day[4..6], &day[6..], &time[..2], &time[2..4]);
    }
    // "20061103", of NITF and NewsML.
    if let (8, Some(day)) = (text.len(), digits(0..8)) {
        return format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]);
    }
    // Seconds since 1970 as data frames write them; they count in millionths and smaller parts, too.
    let count = text.strip_suffix(".0").unwrap_or(text);
    match count.len() {
        10 | 13 | 16 | 19 if count.bytes().all(|byte| byte.is_ascii_digit()) => count[..count.len().min(13)].to_owned(),
        _ => of_spreadsheet(text).unwrap_or_else(|| text.to_owned()),
    }
}

/// The day that a spreadsheet writes as a number where its cell has no form: days since the end of 1899, the time as a fraction.
/// Only numbers of this century are taken for one: others are counts of something else.
fn of_spreadsheet(text: &str) -> Option<String> {
    const THIS_CENTURY: std::ops::Range<f64> = 36_526.0..60_000.0;
    let (days, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_number =
        days.len() == 5 && [days, fraction].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    let number: f64 = text.parse().ok().filter(|number| is_number && THIS_CENTURY.contains(number))?;
    let seconds = (number.fract() * 86_400.0).round() as i64;
    let start = jiff::civil::date(1899, 12, 30).at(0, 0, 0, 0);
    let moment = start.checked_add(jiff::Span::new().days(number.trunc() as i64).seconds(seconds)).ok()?;
    Some(if seconds == 0 { moment.date().to_string() } else { moment.to_string() })
}

/// Whether a moment is the one at which the clocks of computers start: so write programs a day that they do not know.
pub(super) fn is_start_of_clock(date: &str) -> bool {
    let time = ["1970-01-01", "0001-01-01"].iter().find_map(|day| date.strip_prefix(day));
    time.is_some_and(|time| time.trim_start_matches(['T', ' ']).starts_with("00:00"))
}

/// A text without the mark by which news services say that they cut it ("… [+1812 chars]"), and whether it was cut.
pub(super) fn without_cut(text: &str) -> (&str, bool) {
    let cut = || {
        let (kept, mark) = text.trim_end().strip_suffix(" chars]")?.rsplit_once('[')?;
        let count = mark.strip_prefix('+').unwrap_or(mark);
        (!count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit())).then_some(kept.trim_end())
    };
    cut().map_or((text, false), |kept| (kept, true))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn texts_are_found_in_what_stands_for_them() {
        assert_eq!(texts_of(&json!({"rendered": "Ferry"})), ["Ferry"]);
        assert_eq!(texts_of(&json!(["One.", {"name": "Two"}, 7])), ["One.", "Two", "7"]);
        assert_eq!(texts_of(&json!(["See ", {"type": "link", "text": "here"}, "."])), ["See here."]);
        assert_eq!(texts_of(&json!([{"given": "Ann", "family": "Lee"}, {"literal": "Desk"}])), ["Ann Lee", "Desk"]);
        let runs = json!([{"children": [{"text": "It "}, {"text": "sails."}]}, {"children": [{"text": "Again."}]}]);
        assert_eq!(texts_of(&runs), ["It sails.", "Again."]);
        let blocks =
            json!({"blocks": [{"type": "paragraph", "data": {"text": "It sails."}}, {"type": "image", "data": {}}]});
        assert_eq!(texts_of(&blocks), ["It sails."]);
        assert_eq!(texts_of(&json!({"date-parts": [[2025, 11, 3]]})), ["2025-11-03"]);
        assert_eq!(
            texts_of(&json!([{"headline": ["A"], "paragraphs": ["b", "c"]}, {"paragraphs": []}])),
            ["A", "b", "c"]
        );
        assert_eq!(texts_of(&json!([{"href": "https://e.org/f"}])), ["https://e.org/f"]);
        assert_eq!(texts_of(&json!({"$date": {"$numberLong": "1714953600000"}})), ["1714953600000"]);
        assert!(texts_of(&json!({"sections": []})).is_empty() && texts_of(&json!(null)).is_empty());
    }

    #[test]
    fn lists_of_data_frames_are_read() {
        assert_eq!(listed("['Ann Lee', \"Bo, Ray\"]").unwrap(), ["Ann Lee", "Bo, Ray"]);
        assert_eq!(listed("[]").unwrap(), [""; 0]);
        assert_eq!(listed("Ann Lee"), None);
    }

    #[test]
    fn moments_and_dates_of_tools_are_read() {
        let expected = "2025-11-10T09:00:00Z".parse().ok();
        for text in [
            "2025-11-10T09:00:00.000Z",
            "2025-11-10 09:00:00+00:00",
            "2025-11-10 09:00:00",
            "1762765200",
            "1762765200000",
        ] {
            assert_eq!(moment(text), expected, "{text}");
        }
        assert_eq!(moment("yesterday"), None);
        assert_eq!(date("Mon Nov 03 06:40:00 +0000 2025"), "2025-11-03T06:40:00+00:00");
        assert_eq!(date("20251103T064000Z"), "2025-11-03T06:40:00Z");
        assert_eq!(date("20061103T0000"), "2006-11-03T00:00:00");
        assert_eq!(date("20061103"), "2006-11-03");
        assert_eq!(date("1762156800.0"), "1762156800");
        assert_eq!(date(" 3 November 2025 "), "3 November 2025");
    }

    #[test]
    fn a_cut_text_says_so() {
        assert_eq!(without_cut("The ferry… [+1812 chars]"), ("The ferry…", true));
        assert_eq!(without_cut("The ferry [sic chars]"), ("The ferry [sic chars]", false));
    }
}
