//! How what is typed into the box may go on: fields, and the values of those that are counted.

use std::sync::Arc;

use axum::extract::State;
use axum::http::Uri;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::lists::list::value;
use super::{labels, periods};
use crate::ask::{Engine, Purpose, Question, today};
use crate::model::{Bucket, FIELDS, FacetField, Field, FieldKind};
use crate::serve::app::App;
use crate::serve::failure::Failure;

/// More ways to go on than these are no help.
const MOST: usize = 8;
/// Longer texts are not gone on with.
const LONGEST: usize = 4_000;

/// Says how the text before the caret (`text`) may go on: `stub` is the end of it that an option replaces.
pub(in crate::serve) async fn options(State(app): State<Arc<App>>, uri: Uri) -> Result<Response, Failure> {
    let text = value(&uri, "text");
    let state = app.archive.state()?;
    let told = app.work.run(move || {
        let stub = if text.len() > LONGEST { None } else { stub(&text) };
        let options = match stub {
            Some(stub) => ways_on(stub, &*state.engine)?,
            None => Vec::new(),
        };
        Ok(json!({ "stub": stub.unwrap_or_default(), "options": options }))
    });
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    Ok((headers, told.await?.to_string()).into_response())
}

/// The last word of a text, with the field before it; none inside of a quotation, or where no word was begun.
fn stub(text: &str) -> Option<&str> {
    let mut start = 0;
    let mut quoted = false;
    for (place, c) in text.char_indices() {
        quoted ^= c == '"';
        if !quoted && (c.is_whitespace() || matches!(c, '(' | ')' | '|')) {
            start = place + c.len_utf8();
        }
    }
    let word = text[start..].trim_start_matches('-');
    let is_value = word.split_once(":\"").is_some_and(|(field, _)| !field.contains('"'));
    (!word.is_empty() && (!quoted || is_value)).then_some(word)
}

fn ways_on(stub: &str, searcher: &dyn Engine) -> Result<Vec<Value>, Failure> {
    let Some((name, typed)) = stub.split_once(':') else { return Ok(fields(&stub.to_lowercase())) };
    let is_named =
        |field: &&Field| field.name.eq_ignore_ascii_case(name) || field.aliases.contains(&&*name.to_lowercase());
    let typed = typed.trim_start_matches('"').to_lowercase();
    match FIELDS.iter().find(is_named).map(|field| field.kind) {
        Some(FieldKind::Facet(FacetField::Date)) => dates(name, &typed, searcher),
        Some(FieldKind::Facet(facet)) => values(name, facet.name(), &typed, searcher),
        _ => Ok(Vec::new()),
    }
}

/// The fields whose name, or another name of which, begins so.
fn fields(typed: &str) -> Vec<Value> {
    let begins = |name: &&str| name.starts_with(typed);
    let found = FIELDS.iter().filter_map(|field| {
        let name = [field.name].into_iter().chain(field.aliases.iter().copied()).find(begins)?;
        Some(json!({ "text": format!("{name}:"), "label": field.label }))
    });
    found.take(MOST).collect()
}

/// The values of a facet that begin so, or have a word in their name that does; the most frequent first.
fn values(name: &str, by: &str, typed: &str, searcher: &dyn Engine) -> Result<Vec<Value>, Failure> {
    let mut buckets = counted(by, searcher)?;
    buckets.sort_by(|one, other| other.count.cmp(&one.count).then_with(|| one.value.cmp(&other.value)));
    let option = |bucket: Bucket| {
        let label = if by == "lang" { labels::value(by, &bucket.value).into_owned() } else { bucket.label };
        let words = label.to_lowercase();
        let begins = bucket.value.to_lowercase().starts_with(typed)
            || words.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(typed))
            || words.starts_with(typed);
        begins.then(
            || json!({ "text": format!("{name}:{}", written(&bucket.value)), "label": label, "count": bucket.count }),
        )
    };
    Ok(buckets.into_iter().filter_map(option).take(MOST).collect())
}

/// The years of an archive that begin so, or once a year is typed its months; the latest first.
fn dates(name: &str, typed: &str, searcher: &dyn Engine) -> Result<Vec<Value>, Failure> {
    let by = if typed.len() > 4 { "month" } else { "year" };
    let buckets = counted(by, searcher)?;
    let found = buckets
        .into_iter()
        .rev()
        .filter(|bucket| bucket.value.starts_with(typed) && periods::bounds(&bucket.value).is_some());
    let option =
        |bucket: Bucket| json!({ "text": format!("{name}:{}", bucket.value), "label": "", "count": bucket.count });
    Ok(found.take(MOST).map(option).collect())
}

/// The values of a facet in the whole archive, `unknown` among them.
fn counted(by: &str, searcher: &dyn Engine) -> Result<Vec<Bucket>, Failure> {
    let results = Question::default().facets([by]).answer(searcher, Purpose::Facets, &today)?;
    let counts = results.facets.into_iter().next();
    Ok(counts.map_or_else(Vec::new, |counts| {
        let unknown = Bucket { value: "unknown".to_owned(), label: "unknown".to_owned(), count: counts.unknown };
        counts.buckets.into_iter().chain((unknown.count > 0).then_some(unknown)).collect()
    }))
}

/// A value as a query has it: in quotes where it is more than a word.
fn written(value: &str) -> String {
    let is_word = value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    if is_word { value.to_owned() } else { format!("\"{}\"", value.replace('"', "")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_is_gone_on_with() {
        let cases = [
            ("coun", Some("coun")),
            ("port coun", Some("coun")),
            ("port -(country:sy", Some("country:sy")),
            ("port -country:", Some("country:")),
            ("site:\"Levant Le", Some("site:\"Levant Le")),
            ("\"naval ba", None),
            ("port ", None),
            ("", None),
            ("قاعدة", Some("قاعدة")),
        ];
        for (text, expected) in cases {
            assert_eq!(stub(text), expected, "{text}");
        }
    }

    #[test]
    fn fields_are_told_by_any_of_their_names() {
        let texts = |typed: &str| -> Vec<String> {
            fields(typed).iter().map(|option| option["text"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(texts("coun"), ["country:"]);
        assert_eq!(texts("byl"), ["byline:"]);
        assert!(texts("zz").is_empty());
    }

    #[test]
    fn a_value_of_several_words_is_quoted() {
        assert_eq!([written("sy"), written("a.example"), written("two words")], ["sy", "a.example", "\"two words\""]);
    }
}
