//! Calls carried out.

use serde_json::{Map, Value, json};

use super::tools::MOST_HITS;
use crate::ask::{Engine, Filters, Purpose, Question, today};
use crate::present::machine;
use crate::search::versions;
use crate::text::name::Point;

/// How many values of a facet are listed at most.
const MOST_VALUES: usize = 100;
/// How many bytes of a text are given at a time.
const TEXT: usize = 30_000;
/// How many spellings of a name are listed at most.
const MOST_SPELLINGS: usize = 100;

/// What a call gives, or why it gives nothing: a text for whoever called.
pub(super) type Answer = Result<Value, String>;

type Arguments = Map<String, Value>;

/// Carries a call out; `None` where there is no such tool.
pub(super) fn call(searcher: &dyn Engine, tool: &str, mut arguments: Arguments) -> Option<Answer> {
    Some(match tool {
        "search" => search(searcher, arguments),
        "facets" => counts(searcher, arguments, &["country", "topic", "year", "lang"]),
        "timeline" => counts(searcher, arguments, &["month"]),
        "article" => text(&mut arguments, "id").and_then(|id| article(searcher, &id, arguments)),
        "copies" => text(&mut arguments, "id").and_then(|id| only(arguments, || copies(searcher, &id))),
        "names" => text(&mut arguments, "name").and_then(|name| only(arguments, || names(searcher, &name))),
        _ => return None,
    })
}

fn search(searcher: &dyn Engine, mut arguments: Arguments) -> Answer {
    let limit = arguments.get("limit").and_then(Value::as_u64).unwrap_or(10).min(MOST_HITS as u64);
    arguments.insert("limit".to_owned(), json!(limit));
    let question = question(arguments)?;
    let results = question.answer(searcher, Purpose::Page, &today).map_err(|error| error.to_string())?;
    Ok(machine::results(&results))
}

fn counts(searcher: &dyn Engine, mut arguments: Arguments, usual: &[&str]) -> Answer {
    let by = match arguments.remove("by") {
        None => usual.iter().map(|by| (*by).to_owned()).collect(),
        Some(by) => serde_json::from_value(listed(by)).map_err(|cause| format!("`by`: {cause}"))?,
    };
    let mut question = question(arguments)?;
    question.facets = Some(by);
    let results = question.answer(searcher, Purpose::Facets, &today);
    let mut results = results.map_err(|error| error.to_string())?;
    for counts in &mut results.facets {
        counts.more += counts.buckets.len().saturating_sub(MOST_VALUES);
        // Of years, months and days the latest are kept: they come in the order of time.
        let is_time = ["year", "month", "week", "day"].contains(&counts.by.as_str());
        let first = if is_time { counts.buckets.len().saturating_sub(MOST_VALUES) } else { 0 };
        counts.buckets.drain(..first);
        counts.buckets.truncate(MOST_VALUES);
    }
    Ok(machine::facets(&results))
}

/// An article, its text from a place on; `body_next` says where the next call goes on.
pub(super) fn article(searcher: &dyn Engine, id: &str, mut arguments: Arguments) -> Answer {
    let from = arguments.remove("from").and_then(|from| from.as_u64()).unwrap_or(0) as usize;
    only(arguments, || {
        let versions = versions(searcher.article(id).map_err(|error| error.to_string())?);
        let Some(first) = versions.first() else { return Err(unknown(id)) };
        let article = first.entry.article.id;
        let count = versions.iter().take_while(|version| version.entry.article.id == article).count();
        let copies = searcher.copies(article).map_err(|error| error.to_string())?;
        let file = searcher.file(&first.entry.article.origin).map_err(|error| error.to_string())?;
        let mut shown = machine::shown(1, &versions[..count], file.as_ref(), copies.as_ref());
        for key in ["body", "comments"] {
            let (part, next) = part(shown[key].as_str().unwrap_or_default(), if key == "body" { from } else { 0 });
            shown[format!("{key}_next")] = json!(next);
            shown[key] = json!(part);
        }
        Ok(shown)
    })
}

/// The part of a text from a place on, and where the next one begins.
fn part(text: &str, from: usize) -> (String, Option<usize>) {
    let start = text.floor_char_boundary(from.min(text.len()));
    let end = text.floor_char_boundary((start + TEXT).min(text.len()));
    (text[start..end].to_owned(), (end < text.len()).then_some(end))
}

fn copies(searcher: &dyn Engine, id: &str) -> Answer {
    let entries = searcher.article(id).map_err(|error| error.to_string())?;
    let first = entries.first().ok_or_else(|| unknown(id))?;
    let mut group = searcher.copies(first.article.id).map_err(|error| error.to_string())?;
    let total = group.as_ref().map_or(0, |group| group.articles.len());
    group.iter_mut().for_each(|group| group.articles.truncate(MOST_VALUES));
    Ok(json!({ "total": total, "story": group.as_ref().map(machine::copy_group) }))
}

fn names(searcher: &dyn Engine, name: &str) -> Answer {
    let mut parts = searcher.names(name, Point::Wide).map_err(|error| error.to_string())?;
    for part in &mut parts {
        part.more += part.variants.len().saturating_sub(MOST_SPELLINGS);
        part.variants.truncate(MOST_SPELLINGS);
    }
    Ok(machine::names(name, &parts))
}

fn unknown(id: &str) -> String {
    format!("no article has the id `{id}`; `search` gives ids")
}

/// A text that a call must have.
fn text(arguments: &mut Arguments, key: &str) -> Result<String, String> {
    match arguments.remove(key) {
        Some(Value::String(text)) if !text.trim().is_empty() => Ok(text),
        _ => Err(format!("the call needs `{key}`, a text")),
    }
}

/// Answers where nothing is left that nobody knows.
fn only(arguments: Arguments, answer: impl FnOnce() -> Answer) -> Answer {
    match arguments.keys().next() {
        Some(key) => Err(format!("nobody knows `{key}` here")),
        None => answer(),
    }
}

/// The question of a call, in the form in which questions are sent. A key that nobody knows is refused.
fn question(arguments: Arguments) -> Result<Question, String> {
    let (mut asked, mut filters) = (Map::new(), Map::new());
    for (key, value) in arguments.into_iter().filter(|(_, value)| !value.is_null()) {
        match key.as_str() {
            "query" => asked.insert("text".to_owned(), value),
            "since" | "until" => filters.insert(key, value),
            name if Filters::fields().any(|field| field.name == name) => filters.insert(key, listed(value)),
            _ => asked.insert(key, value),
        };
    }
    asked.insert("filters".to_owned(), Value::Object(filters));
    serde_json::from_value(Value::Object(asked)).map_err(|cause| format!("the call is no question: {cause}"))
}

/// A value as a list: a single one is a list of itself.
fn listed(value: Value) -> Value {
    if value.is_array() { value } else { json!([value]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_comes_in_parts_that_make_the_whole() {
        let text = "порт ".repeat(10_000);
        let (mut whole, mut from) = (String::new(), Some(0));
        while let Some(place) = from {
            let (next, end) = part(&text, place);
            assert!(next.len() <= TEXT);
            whole.push_str(&next);
            from = end;
        }
        assert_eq!(whole, text);
        assert_eq!(part("порт", usize::MAX), (String::new(), None));
    }

    #[test]
    fn a_call_is_read_as_the_question_it_is() {
        let read = |call: Value| question(serde_json::from_value(call).unwrap());
        let asked =
            read(json!({ "query": "port", "country": "sy", "lang": ["ar", "en"], "since": "2025", "limit": 5 }))
                .unwrap();
        assert_eq!(asked.filters.values("country"), ["sy"]);
        assert_eq!(asked.filters.values("lang"), ["ar", "en"]);
        assert!(read(json!({ "query": "port", "contry": "sy" })).unwrap_err().contains("contry"));
        assert!(read(json!({ "query": "port", "like": "0000000000000001" })).is_err());
    }
}
