//! What hoardy-web saves (WRR): a request and its answer as an array of CBOR (RFC 8949), one or many in a file.

use std::io::Read;
use std::ops::ControlFlow;

use ciborium::Value;
use jiff::Timestamp;

use super::headers::media_type;
use super::media_kind::page_kind;
use super::member::{Each, Member};
use crate::model::Declared;
use crate::source::compression::budget::Budget;
use crate::source::limits::{Limits, megabytes, of_read, over};
use crate::{Error, Result};

/// The version that opens each of them, as CBOR writes it.
const MARK: &[u8] = b"\x6BWEBREQRES/1";

/// Whether a file starts with one.
pub(crate) fn is_saved(head: &[u8]) -> bool {
    head.get(1..).is_some_and(|head| head.starts_with(MARK))
}

/// Calls for each answer that may be a page.
pub(crate) fn members(mut bytes: impl Read, limits: &Limits, budget: &Budget, each: &mut Each<'_>) -> ControlFlow<()> {
    let mut whole = Vec::new();
    if let Err(cause) = bytes.by_ref().take(limits.max_bundle.saturating_add(1)).read_to_end(&mut whole) {
        return each(Err(of_read(cause)));
    }
    if whole.len() as u64 > limits.max_bundle {
        return each(Err(over("max-bundle", format!("the file is larger than {}", megabytes(limits.max_bundle)))));
    }
    let mut rest = whole.as_slice();
    while is_saved(rest) {
        if let Err(error) = budget.add_member(limits) {
            return each(Err(error));
        }
        let offset = (whole.len() - rest.len()) as u64;
        let Ok(saved) = ciborium::from_reader::<Value, _>(&mut rest) else {
            return each(Err(
                Error::malformed("the CBOR is damaged or cut off; what came before was read").at_offset(offset)
            ));
        };
        give(&saved, offset, each)?;
    }
    ControlFlow::Continue(())
}

fn give(saved: &Value, offset: u64, each: &mut Each<'_>) -> ControlFlow<()> {
    let part = |number: usize| saved.as_array().and_then(|parts| parts.get(number)).and_then(Value::as_array);
    let request = part(3);
    let url = request.and_then(|request| text(request.get(2)?)).unwrap_or_default();
    let member = match part(4) {
        Some(answer) => content(answer, &url),
        None => Err(Error::skipped("a request without an answer")),
    };
    match member {
        Ok((kind, charset, body)) => {
            let captured = part(4).and_then(|answer| milliseconds(answer.first()?));
            let declared = Declared { url: Some(url.clone()), captured, charset, ..Declared::default() };
            let mut bytes = body;
            each(Ok(Member { name: url, kind, offset: Some(offset), declared, bytes: &mut bytes }))
        }
        Err(error) => each(Err(error.in_member(url).at_offset(offset))),
    }
}

/// The kind, charset and bytes of an answer: when it began, its code, its reason, its headers, whether it is whole, its body.
fn content<'v>(answer: &'v [Value], url: &str) -> Result<(&'static str, Option<String>, &'v [u8])> {
    let code = answer.get(1).and_then(Value::as_integer).and_then(|code| u16::try_from(code).ok()).unwrap_or(0);
    match code {
        200..=299 => {}
        300..=399 => return Err(Error::skipped("a redirect")),
        _ => return Err(Error::skipped(format!("an answer of HTTP status {code}"))),
    }
    let headers = answer.get(3).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_array);
    let mut named = headers.filter_map(|header| Some((text(header.first()?)?, text(header.get(1)?)?)));
    let content_type = named.find(|(name, _)| name.eq_ignore_ascii_case("content-type")).map(|(_, value)| value);
    let (essence, charset) = media_type(&content_type.unwrap_or_default());
    let kind = page_kind(&essence, url)?;
    let body = match answer.get(5) {
        Some(Value::Bytes(bytes)) => bytes.as_slice(),
        Some(Value::Text(text)) => text.as_bytes(),
        _ => return Err(Error::skipped("an answer without content")),
    };
    Ok((kind, charset, body))
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.clone()),
        Value::Bytes(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
        _ => None,
    }
}

fn milliseconds(value: &Value) -> Option<Timestamp> {
    Timestamp::from_millisecond(i64::try_from(value.as_integer()?).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_one_after_the_other() {
        let saved = |url: &str, code: u16, kind: &str, body: &str| {
            let header = Value::Array(vec!["Content-Type".into(), Value::Bytes(kind.into())]);
            let request = vec![
                0.into(),
                "GET".into(),
                url.into(),
                Value::Array(Vec::new()),
                true.into(),
                Value::Bytes(Vec::new()),
            ];
            let answer = vec![
                1_762_765_200_000_u64.into(),
                code.into(),
                "OK".into(),
                Value::Array(vec![header]),
                true.into(),
                Value::Bytes(body.into()),
            ];
            let parts = vec![
                "WEBREQRES/1".into(),
                "x".into(),
                "HTTP/2.0".into(),
                Value::Array(request),
                Value::Array(answer),
                0.into(),
                Value::Map(Vec::new()),
            ];
            let mut bytes = Vec::new();
            ciborium::into_writer(&Value::Array(parts), &mut bytes).unwrap();
            bytes
        };
        let file = [
            saved("https://e.org/a", 200, "text/html; charset=utf-8", "<p>Ferry"),
            saved("https://e.org/b", 200, "image/png", "png"),
            saved("https://e.org/c", 404, "text/html", "gone"),
        ]
        .concat();
        assert!(is_saved(&file));
        let told = |bytes: &[u8]| {
            let mut told = Vec::new();
            let flow = members(bytes, &Limits::default(), &Budget::default(), &mut |item| {
                told.push(match item {
                    Ok(member) => format!("{} {}", member.name, member.declared.captured.unwrap()),
                    Err(error) => error.to_string(),
                });
                ControlFlow::Continue(())
            });
            assert!(flow.is_continue());
            told
        };
        let items = told(&file);
        assert_eq!(items[0], "https://e.org/a 2025-11-10T09:00:00Z");
        assert!(items[1].contains("an image") && items[2].contains("404"));
        assert!(told(&file[..60]).last().unwrap().contains("cut off"));
    }
}
