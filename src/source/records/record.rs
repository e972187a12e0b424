//! A record of an export: a JSON object with the article's text and what is known of it.
//!
//! Exports name their fields as they like. The usual names are known; others are told by a [`FieldMap`], whose names may
//! lead into objects (`_source.headline`). Fields that are not asked for are passed over without being kept.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::{Map, Value};

use crate::model::{Capture, Declared, Extent, MediaType, Origin};
use crate::source::field_map::FieldMap;
use crate::{Error, Result};

/// The capture that a record holds.
pub(super) fn capture(origin: Origin, json: &[u8], fields: &FieldMap) -> Result<Capture> {
    of_values(origin, parse(json, fields)?, fields)
}

/// The capture that these fields of a record make.
pub(super) fn of_values(origin: Origin, values: Map<String, Value>, fields: &FieldMap) -> Result<Capture> {
    let record = Record { values, fields };
    let text = record.text("text").unwrap_or_default();
    let title = record.text("title");
    if text.trim().is_empty() && title.is_none() {
        return Err(match ["text", "title"].iter().any(|field| record.values(field).next().is_some()) {
            true => Error::skipped("the record's text and title are empty"),
            false => Error::malformed("the record has no text and no title; map their names if they have others"),
        });
    }
    let declared = Declared {
        id: record.text("id"),
        charset: Some("utf-8".to_owned()),
        url: record.text("url"),
        captured: record.text("captured").and_then(|time| time.parse().ok()),
        title,
        authors: record.list("author", &[]),
        published: record.text("date"),
        lang: record.text("lang"),
        countries: record.list("country", &[';', '|']),
        tags: record.list("topic", &[';', '|']),
        site: record.text("site"),
        extent: Extent::Field,
    };
    let media_type = if is_html(&text) { MediaType::Html } else { MediaType::Text };
    Ok(Capture { origin, media_type, bytes: text.into_bytes(), declared })
}

/// The fields of a record that are of use.
fn parse(json: &[u8], fields: &FieldMap) -> Result<Map<String, Value>> {
    let parse = |json: &[u8]| -> serde_json::Result<Map<String, Value>> {
        let mut deserializer = serde_json::Deserializer::from_slice(json);
        let values = Wanted(fields).deserialize(&mut deserializer)?;
        deserializer.end()?;
        Ok(values)
    };
    let parsed = match std::str::from_utf8(json) {
        Ok(_) => parse(json),
        Err(_) => parse(String::from_utf8_lossy(json).as_bytes()),
    };
    parsed.map_err(|cause| match cause.classify() {
        serde_json::error::Category::Eof => Error::malformed("the record is cut off"),
        serde_json::error::Category::Data => Error::malformed("the record is no JSON object"),
        _ => Error::malformed("the record is not valid JSON"),
    })
}

/// Reads an object and keeps the fields that are of use.
struct Wanted<'a>(&'a FieldMap);

impl<'de> DeserializeSeed<'de> for Wanted<'_> {
    type Value = Map<String, Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Wanted<'_> {
    type Value = Map<String, Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
        let mut values = Map::new();
        while let Some(name) = object.next_key::<String>()? {
            if self.0.wants(&name) {
                values.insert(name, object.next_value()?);
            } else {
                object.next_value::<IgnoredAny>()?;
            }
        }
        Ok(values)
    }
}

/// A record that is asked for its fields by dateline's names.
struct Record<'a> {
    values: Map<String, Value>,
    fields: &'a FieldMap,
}

impl Record<'_> {
    /// The values of a field under all its names.
    fn values(&self, field: &str) -> impl Iterator<Item = &Value> {
        self.fields.names(field).filter_map(|name| self.value(name))
    }

    fn value(&self, name: &str) -> Option<&Value> {
        self.values.get(name).or_else(|| {
            let mut steps = name.split('.');
            let first = self.values.get(steps.next()?)?;
            steps.try_fold(first, |value, step| value.get(step))
        })
    }

    /// The first text of a field that is not blank. Several texts are its paragraphs.
    fn text(&self, field: &str) -> Option<String> {
        self.values(field).map(|value| texts_of(value).join("\n")).find(|text| !text.trim().is_empty())
    }

    /// The texts of a field under all its names, each once. A single text may hold several between `separators`.
    fn list(&self, field: &str, separators: &[char]) -> Vec<String> {
        let mut list: Vec<String> = Vec::new();
        for text in self.values(field).flat_map(texts_of) {
            for part in text.split(separators).map(str::trim).filter(|part| !part.is_empty()) {
                if !list.iter().any(|known| known == part) {
                    list.push(part.to_owned());
                }
            }
        }
        list
    }
}

/// The texts in a value: itself, or those of a list, or what an object is known by.
fn texts_of(value: &Value) -> Vec<String> {
    const KNOWN_BY: &[&str] = &["name", "rendered", "value", "text", "title", "label", "$date", "$oid"];
    match value {
        Value::Array(items) => items.iter().filter_map(|item| text_of(item, KNOWN_BY)).collect(),
        value => text_of(value, KNOWN_BY).into_iter().collect(),
    }
}

fn text_of(value: &Value, known_by: &[&str]) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(object) => {
            known_by.iter().filter_map(|name| object.get(*name)).find_map(|value| text_of(value, &[]))
        }
        _ => None,
    }
}

/// Whether a text is plainly HTML: it starts with a common element, or it has paragraphs or breaks.
pub(super) fn is_html(text: &str) -> bool {
    const TAGS: &[&str] = &["!doctype", "html", "body", "p", "div", "article", "section", "figure", "img", "h1", "h2"];
    let start: String = text.trim_start().chars().take(16).collect::<String>().to_lowercase();
    let starts_with_tag = start.strip_prefix('<').is_some_and(|tag| {
        TAGS.iter().any(|name| tag.strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', '>', '\n', '/'])))
    });
    starts_with_tag || ["</p>", "<br>", "<br/>", "<br />", "</div>"].iter().any(|tag| text.contains(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str, map: &[&str]) -> Result<Capture> {
        let mut fields = FieldMap::default();
        map.iter().for_each(|pair| fields.add(pair).unwrap());
        capture(Origin::default(), json.as_bytes(), &fields)
    }

    #[test]
    fn the_usual_names_are_understood() {
        let json = r#"{"_id": 12, "title": {"rendered": "Ferry"}, "body": ["One.", "Two."], "link": "https://example.org/f",
            "published_at": {"$date": "2024-05-06"}, "authors": [{"name": "A. Writer"}, "B. Writer"], "language": "en",
            "countries": "SY; RU", "section": "World", "tags": ["ports", "World"], "embedding": [0.1, 0.2]}"#;
        let capture = read(json, &[]).unwrap();
        let declared = capture.declared;
        assert_eq!(capture.bytes, b"One.\nTwo.");
        assert_eq!(declared.id.as_deref(), Some("12"));
        assert_eq!(declared.title.as_deref(), Some("Ferry"));
        assert_eq!(declared.url.as_deref(), Some("https://example.org/f"));
        assert_eq!(declared.published.as_deref(), Some("2024-05-06"));
        assert_eq!(declared.authors, ["A. Writer", "B. Writer"]);
        assert_eq!(declared.lang.as_deref(), Some("en"));
        assert_eq!(declared.countries, ["SY", "RU"]);
        assert_eq!(declared.tags, ["World", "ports"]);
        assert_eq!(declared.charset.as_deref(), Some("utf-8"));
    }

    #[test]
    fn mapped_names_come_first_and_lead_into_objects() {
        let json = r#"{"text": "the usual", "_source": {"story": "the mapped", "h": "Ferry"}}"#;
        let capture = read(json, &["text=_source.story", "title=_source.h"]).unwrap();
        assert_eq!(capture.bytes, b"the mapped");
        assert_eq!(capture.declared.title.as_deref(), Some("Ferry"));
    }

    #[test]
    fn a_map_names_a_field_of_dateline() {
        let mut fields = FieldMap::default();
        assert!(fields.add("headline").unwrap_err().to_string().contains("FIELD=NAME"));
        assert!(fields.add("heading=x").unwrap_err().to_string().contains("title"));
        assert!(fields.add("title=").is_err());
    }

    #[test]
    fn html_is_told_from_text() {
        let media_type = |text: &str| read(&serde_json::json!({ "text": text }).to_string(), &[]).unwrap().media_type;
        assert_eq!(media_type("<p>One"), MediaType::Html);
        assert_eq!(media_type("One<br />Two"), MediaType::Html);
        assert_eq!(media_type("1 < 2 and <b> is a letter"), MediaType::Text);
        assert_eq!(media_type("<product> is no tag"), MediaType::Text);
    }

    #[test]
    fn what_is_no_article_is_told() {
        let reason = |json: &str| read(json, &[]).unwrap_err().to_string();
        assert_eq!(reason("[1]"), "the record is no JSON object");
        assert_eq!(reason("{\"text\": \"cut"), "the record is cut off");
        assert_eq!(reason("{\"text\": \"a\"} trailing"), "the record is not valid JSON");
        assert!(reason("{\"headers\": 1}").contains("no text and no title"));
        assert!(reason(&"[".repeat(100_000)).starts_with("the record is"));
        assert!(reason(&format!("{{\"text\": {}", "[".repeat(100_000))).starts_with("the record is"));
    }

    #[test]
    fn broken_letters_do_not_lose_the_record() {
        let capture = capture(Origin::default(), b"{\"text\": \"caf\xE9\"}", &FieldMap::default()).unwrap();
        assert_eq!(String::from_utf8(capture.bytes).unwrap(), "caf\u{FFFD}");
    }
}
