//! A question as an address has it: the page, the API and every link write and read it in the one way.
//!
//! A key that nobody knows is refused, since an answer without its filter would be a wrong one.

use std::fmt::Write;
use std::path::PathBuf;
use std::str::FromStr;

use url::form_urlencoded::{byte_serialize, parse};

use super::failure::Failure;
use crate::ask::{Filters, Limit, Question, Reading, Subject, Syntax};
use crate::model::Copies;
use crate::query::Match;
use crate::search::{Names, Order};
use crate::text::name::Point;

/// How many hits a page has at most; more come as an export.
const MOST_HITS: usize = 1_000;
/// The number of the last hit that a page may begin with; those after it come as an export, or by a narrower question.
const LAST_OFFSET: usize = 100_000;
/// How many passages or lines of context a hit has at most; more are in the article.
const MOST_PASSAGES: usize = 50;

/// Reads the question of an address: all after the `?`.
pub(super) fn read(query: &str) -> Result<Question, Failure> {
    let mut question = Question::default();
    let mut plain = None;
    for (key, value) in parse(query.as_bytes()).filter(|(_, value)| !value.is_empty()) {
        take(&mut question, &mut plain, &key, value.into_owned())?;
    }
    if let Some(matching) = plain {
        question.reading.syntax = Syntax::Plain(matching);
    }
    bounded(&mut question)?;
    Ok(question)
}

/// Takes one pair of an address into a question.
fn take(question: &mut Question, plain: &mut Option<Match>, key: &str, value: String) -> Result<(), Failure> {
    match key {
        "q" => question.subject = Subject::Text(value),
        "like" => question.subject = Subject::Like(value),
        "plain" => *plain = Some(word(key, &value, &[("all", Match::All), ("any", Match::Any)])?),
        "names" => question.reading.names = word(key, &value, NAMES)?,
        "since" => question.filters.since = Some(value),
        "until" => question.filters.until = Some(value),
        "in" => question.filters.folders.push(PathBuf::from(value)),
        "sort" => question.order = word(key, &value, ORDERS)?,
        "copies" => question.copies = Some(word(key, &value, COPIES)?),
        "facet" => question.facets.get_or_insert_default().extend((value != "none").then_some(value)),
        "offset" => question.page.offset = number(key, &value)?,
        "limit" => question.page.limit = Some(Limit::Hits(number(key, &value)?)),
        "snippets" => question.snippets = Some(number(key, &value)?),
        "context" => question.context = number(key, &value)?,
        "explain" => question.explain = word(key, &value, &[("1", true), ("0", false)])?,
        field => {
            if !question.filters.add(field, [value]) {
                let fields: Vec<&str> = Filters::fields().map(|field| field.name).collect();
                let text = format!("nobody knows `{key}` here; filters are {}, since, until and in", fields.join(", "));
                return Err(Failure::Request(text));
            }
        }
    }
    Ok(())
}

const NAMES: &[(&str, Names)] = &[
    ("exact", Names::AsTyped),
    ("strict", Names::Spelled(Point::Strict)),
    ("default", Names::Spelled(Point::Default)),
    ("wide", Names::Spelled(Point::Wide)),
];
const ORDERS: &[(&str, Order)] =
    &[("relevance", Order::Relevance), ("newest", Order::Newest), ("oldest", Order::Oldest)];
const COPIES: &[(&str, Copies)] =
    &[("collapse", Copies::Collapse), ("all", Copies::All), ("first", Copies::First), ("longest", Copies::Longest)];

fn word<T: Copy>(key: &str, value: &str, words: &[(&str, T)]) -> Result<T, Failure> {
    let found = words.iter().find(|(word, _)| *word == value).map(|(_, meant)| *meant);
    found.ok_or_else(|| {
        let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        Failure::Request(format!("`{key}` takes {}, not `{value}`", words.join(", ")))
    })
}

fn number<T: FromStr>(key: &str, value: &str) -> Result<T, Failure> {
    value.parse().map_err(|_| Failure::Request(format!("`{key}` takes a number, not `{value}`")))
}

/// Refuses what would be an export or a reading, not a question.
pub(super) fn bounded(question: &mut Question) -> Result<(), Failure> {
    let page = question.page;
    if page.limit.is_some_and(|limit| limit.hits() > MOST_HITS) {
        return Err(Failure::Request(format!("at most {MOST_HITS} hits come at once; `export` gives all")));
    }
    if page.offset > LAST_OFFSET {
        let text = format!("hits behind the {LAST_OFFSET}th come as an export; or narrow the question");
        return Err(Failure::Request(text));
    }
    question.snippets = question.snippets.map(|snippets| snippets.min(MOST_PASSAGES));
    question.context = question.context.min(MOST_PASSAGES);
    Ok(())
}

/// Writes a question as an address has it; what it leaves open is left out.
pub(super) fn write(question: &Question) -> String {
    let mut address = String::new();
    let mut add = |key: &str, value: &str| {
        let separator = if address.is_empty() { "" } else { "&" };
        let value: String = byte_serialize(value.as_bytes()).collect();
        // A space is a plus in addresses of forms, and a comma may stand as it is.
        let _ = write!(address, "{separator}{key}={}", value.replace("%2C", ","));
    };
    match &question.subject {
        Subject::Text(text) if text == "*" => {}
        Subject::Text(text) => add("q", text),
        Subject::Like(id) => add("like", id),
    }
    add_reading(question.reading, &mut add);
    for field in Filters::fields() {
        question.filters.values(field.name).iter().for_each(|value| add(field.name, value));
    }
    for (key, date) in [("since", &question.filters.since), ("until", &question.filters.until)] {
        date.iter().for_each(|date| add(key, date));
    }
    question.filters.folders.iter().for_each(|folder| add("in", &folder.to_string_lossy()));
    if question.order != Order::default() {
        add("sort", named(ORDERS, question.order));
    }
    question.copies.iter().for_each(|copies| add("copies", named(COPIES, *copies)));
    question.facets.iter().flatten().for_each(|facet| add("facet", facet));
    if let Some(Limit::Hits(limit)) = question.page.limit {
        add("limit", &limit.to_string());
    }
    if question.page.offset > 0 {
        add("offset", &question.page.offset.to_string());
    }
    question.snippets.iter().for_each(|snippets| add("snippets", &snippets.to_string()));
    if question.context > 0 {
        add("context", &question.context.to_string());
    }
    if question.explain {
        add("explain", "1");
    }
    address
}

fn add_reading(reading: Reading, add: &mut impl FnMut(&str, &str)) {
    match reading.syntax {
        Syntax::Query => {}
        Syntax::Plain(Match::All) => add("plain", "all"),
        Syntax::Plain(Match::Any) => add("plain", "any"),
    }
    if reading.names != Names::default() {
        add("names", named(NAMES, reading.names));
    }
}

fn named<T: PartialEq>(words: &'static [(&'static str, T)], meant: T) -> &'static str {
    words.iter().find(|(_, value)| *value == meant).map_or("", |(word, _)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_gives_the_question_that_it_was_written_of() {
        let texts = [
            "",
            "q=naval+base",
            "q=%22caf%C3%A9+au+lait%22&names=exact&country=sy&country=unknown&topic=politics&site=a.example&lang=ar",
            "like=0123456789abcdef&limit=5",
            "q=a%26b%3Dc&plain=any&since=2025-10&until=last+month&sort=newest&copies=all&facet=lang&offset=20&explain=1",
        ];
        for text in texts {
            assert_eq!(write(&read(text).unwrap()), text);
        }
        assert_eq!(write(&read("q=&country=&sort=").unwrap()), "", "an empty box of a form asks nothing");
    }

    #[test]
    fn what_nobody_knows_is_refused() {
        for text in ["contry=sy", "sort=best", "limit=all", "limit=100000", "offset=-1", "offset=99999999", "copies=no"]
        {
            assert!(matches!(read(text), Err(Failure::Request(_))), "{text}");
        }
    }
}
