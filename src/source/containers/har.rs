//! HAR (HTTP Archive 1.2): what a browser loaded, as JSON, with the bodies of the answers.
//!
//! The entries are read one by one, so a recording of many megabytes of pictures costs no more than its largest answer.

use std::fmt;
use std::io::Read;
use std::ops::ControlFlow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::headers::media_type;
use super::media_kind::page_kind;
use super::member::{Each, Member};
use crate::model::Declared;
use crate::source::compression::allowance::Allowance;
use crate::source::compression::budget::Budget;
use crate::source::limits::{Limits, of_read};
use crate::{Error, Result};

/// Whether JSON that starts like this, in lower case, is a recording of a browser.
pub(crate) fn is_recording(start: &str) -> bool {
    let Some(log) = start.strip_prefix('{').and_then(|rest| rest.trim_start().strip_prefix("\"log\"")) else {
        return false;
    };
    ["\"creator\"", "\"entries\"", "\"browser\""].iter().any(|key| log.contains(key))
}

/// Calls for each answer that may be a page.
pub(crate) fn members(bytes: impl Read, limits: &Limits, budget: &Budget, each: &mut Each<'_>) -> ControlFlow<()> {
    // Letters are written in up to six, and bytes in base64.
    let allowance = Allowance::new(&Limits { max_document: limits.max_bundle, ..limits.clone() });
    let mut reader = serde_json::Deserializer::from_reader(std::io::BufReader::new(allowance.on(bytes)));
    let mut entries = Entries { allowance: &allowance, limits, budget, each, flow: ControlFlow::Continue(()) };
    let read = Step { name: "log", entries: &mut entries }.deserialize(&mut reader);
    let flow = entries.flow;
    match (flow, read) {
        (ControlFlow::Break(()), _) => flow,
        (_, Ok(())) => flow,
        (_, Err(cause)) if cause.is_io() => each(Err(of_read(cause.into()))),
        (_, Err(_)) => {
            each(Err(Error::malformed("the recording is no valid JSON, or cut off; what came before was read")))
        }
    }
}

/// Whom the entries are given to.
struct Entries<'a, 'e> {
    allowance: &'a Allowance,
    limits: &'a Limits,
    budget: &'a Budget,
    each: &'a mut Each<'e>,
    flow: ControlFlow<()>,
}

impl Entries<'_, '_> {
    fn entry(&mut self, entry: &Value) -> ControlFlow<()> {
        self.allowance.renew();
        if let Err(error) = self.budget.add_member(self.limits) {
            (self.each)(Err(error))?;
            return ControlFlow::Break(());
        }
        let url = entry.pointer("/request/url").and_then(Value::as_str).unwrap_or_default().to_owned();
        match content(entry, &url) {
            Ok(None) => ControlFlow::Continue(()),
            Ok(Some(Content { kind, charset, bytes })) => {
                let started = entry.get("startedDateTime").and_then(Value::as_str).and_then(|time| time.parse().ok());
                let declared = Declared { url: Some(url.clone()), captured: started, charset, ..Declared::default() };
                let mut bytes = bytes.as_slice();
                (self.each)(Ok(Member { name: url, kind, offset: None, declared, bytes: &mut bytes }))
            }
            Err(error) => (self.each)(Err(error.in_member(url))),
        }
    }
}

/// The content of an answer.
struct Content {
    kind: &'static str,
    charset: Option<String>,
    bytes: Vec<u8>,
}

/// The content of an entry, if it may be a page; an error that says what else it is.
fn content(entry: &Value, url: &str) -> Result<Option<Content>> {
    let status = entry.pointer("/response/status").and_then(Value::as_u64).unwrap_or(0);
    match status {
        200..=299 => {}
        300..=399 => return Err(Error::skipped("a redirect")),
        _ => return Err(Error::skipped(format!("an answer of HTTP status {status}"))),
    }
    let Some(content) = entry.pointer("/response/content") else { return Ok(None) };
    let (essence, _) = media_type(content.get("mimeType").and_then(Value::as_str).unwrap_or_default());
    let kind = page_kind(&essence, url)?;
    let text = content.get("text").and_then(Value::as_str).unwrap_or_default();
    if text.is_empty() {
        return Err(Error::skipped("an answer whose content was not recorded; save the recording with content"));
    }
    let is_packed = content.get("encoding").and_then(Value::as_str) == Some("base64");
    match is_packed.then(|| STANDARD.decode(text)) {
        Some(Ok(bytes)) => Ok(Some(Content { kind, charset: None, bytes })),
        Some(Err(_)) => Err(Error::malformed("the content is no valid base64")),
        // The browser has decoded it already.
        None => {
            let charset = Some("utf-8".to_owned());
            Ok(Some(Content { kind, charset, bytes: text.as_bytes().to_vec() }))
        }
    }
}

/// Goes into an object by the field of this name.
struct Step<'s, 'a, 'e> {
    name: &'static str,
    entries: &'s mut Entries<'a, 'e>,
}

impl<'de> DeserializeSeed<'de> for Step<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> std::result::Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Step<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a recording of a browser")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> std::result::Result<(), A::Error> {
        while let Some(name) = object.next_key::<String>()? {
            if name == self.name {
                object.next_value_seed(Step { name: "entries", entries: &mut *self.entries })?;
            } else {
                object.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> std::result::Result<(), A::Error> {
        while let Some(entry) = list.next_element::<Value>()? {
            self.entries.flow = self.entries.entry(&entry);
            if self.entries.flow.is_break() {
                return Err(A::Error::custom("reading ended"));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_read_and_what_else_was_loaded_is_told() {
        let entry = |url: &str, status: u16, content: &str| {
            format!(
                r#"{{"startedDateTime":"2026-11-29T11:14:22.329Z","request":{{"url":"{url}"}},"response":{{"status":{status},"content":{content}}}}}"#
            )
        };
        let entries = [
            entry("https://e.org/a", 200, r#"{"mimeType":"text/html","text":"<p>Ferry"}"#),
            entry(
                "https://e.org/b",
                200,
                r#"{"mimeType":"text/html; charset=x","encoding":"base64","text":"PHA+UGllcg=="}"#,
            ),
            entry("https://e.org/c", 200, r#"{"mimeType":"image/png","text":""}"#),
            entry("https://e.org/d", 301, r#"{"mimeType":"text/html"}"#),
            entry("https://e.org/e", 200, r#"{"mimeType":"text/html"}"#),
        ];
        let har =
            format!(r#"{{"log":{{"version":"1.2","creator":{{"name":"x"}},"entries":[{}]}}}}"#, entries.join(","));
        assert!(is_recording(&har) && !is_recording("{\"log\": []}"));
        let told = |text: &str| {
            let mut told = Vec::new();
            let flow = members(text.as_bytes(), &Limits::default(), &Budget::default(), &mut |item| {
                told.push(match item {
                    Ok(member) => {
                        let mut text = String::new();
                        member.bytes.read_to_string(&mut text).unwrap();
                        format!("{} {text}", member.declared.url.unwrap())
                    }
                    Err(error) => error.to_string(),
                });
                ControlFlow::Continue(())
            });
            assert!(flow.is_continue());
            told
        };
        let items = told(&har);
        assert_eq!(items[..2], ["https://e.org/a <p>Ferry", "https://e.org/b <p>Pier"]);
        assert!(items[2].contains("an image") && items[3].contains("a redirect") && items[4].contains("not recorded"));
        let cut = told(&har[..har.len() - 40]);
        assert!(cut.last().unwrap().contains("cut off"), "{cut:?}");
    }
}
