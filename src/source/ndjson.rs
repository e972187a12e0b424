//! NDJSON: one article a line.

use std::io::BufRead;

use serde_json::{Map, Value};

use super::limits::Limits;
use crate::model::{Capture, Declared, MediaType, Origin};
use crate::{Error, Result};

/// Names of record fields beside the usual ones: pairs of dateline's name and the record's name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldMap(pub Vec<(String, String)>);

/// The articles of an NDJSON file.
pub(super) fn read<'a>(
    origin: Origin,
    lines: impl BufRead + 'a,
    limits: &'a Limits,
) -> impl Iterator<Item = Result<Capture>> + 'a {
    lines.split(b'\n').enumerate().filter(|(_, line)| !matches!(line, Ok(l) if l.trim_ascii().is_empty())).map(
        move |(number, line)| {
            let record: Map<String, Value> =
                serde_json::from_slice(&line?).map_err(|cause| Error::malformed(cause.to_string()))?;
            let mut origin = origin.clone();
            origin.member = Some(format!("line {}", number + 1));
            Ok(capture(origin, record, limits))
        },
    )
}

fn capture(origin: Origin, mut record: Map<String, Value>, _limits: &Limits) -> Capture {
    let mut take = |names: &[&str]| {
        names.iter().find_map(|name| match record.remove(*name) {
            Some(Value::String(text)) => Some(text),
            Some(Value::Number(number)) => Some(number.to_string()),
            _ => None,
        })
    };
    let declared = Declared {
        id: take(&["id", "_id"]),
        title: take(&["title"]),
        url: take(&["url", "link"]),
        published: take(&["date", "published", "published_at"]),
        lang: take(&["lang"]),
        ..Declared::default()
    };
    let text = take(&["text", "body", "content"]).unwrap_or_default();
    Capture { origin, media_type: MediaType::Text, bytes: text.into_bytes(), declared }
}
