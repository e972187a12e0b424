//! Addresses of other questions that are near to one.

use maud::{Markup, html};
use url::form_urlencoded::parse;

use crate::ask::{Filters, Question, Subject};
use crate::model::ArticleId;
use crate::serve::address;

/// The address of a question on the search page.
pub(super) fn search(question: &Question) -> String {
    match address::write(question) {
        query if query.is_empty() => "/".to_owned(),
        query => format!("/?{query}"),
    }
}

/// The same question from its first hit on, changed.
pub(super) fn changed(question: &Question, change: impl FnOnce(&mut Question)) -> String {
    let mut question = question.clone();
    question.page.offset = 0;
    change(&mut question);
    search(&question)
}

/// The question with another text.
pub(super) fn asking(question: &Question, text: String) -> String {
    changed(question, |question| question.subject = Subject::Text(text))
}

/// The question within a further value of a filter.
pub(super) fn with_value(question: &Question, field: &str, value: &str) -> String {
    changed(question, |question| {
        question.filters.add(field, [value.to_owned()]);
    })
}

/// The question without a value of a filter.
pub(super) fn without_value(question: &Question, field: &str, value: &str) -> String {
    changed(question, |question| {
        let mut filters = Filters::default();
        for known in Filters::fields() {
            let values = question.filters.values(known.name).iter();
            filters.add(known.name, values.filter(|other| known.name != field || *other != value).cloned());
        }
        filters.since = question.filters.since.take();
        filters.until = question.filters.until.take();
        filters.folders = std::mem::take(&mut question.filters.folders);
        question.filters = filters;
    })
}

/// The question within a period, of which each end may be open.
pub(super) fn within(question: &Question, since: Option<&str>, until: Option<&str>) -> String {
    changed(question, |question| {
        question.filters.since = since.map(str::to_owned);
        question.filters.until = until.map(str::to_owned);
    })
}

/// An article as an answer to a question, so that its matches are marked and the way back is known.
pub(super) fn article(id: ArticleId, question: &Question) -> String {
    match address::write(question) {
        query if query.is_empty() => format!("/article/{id}"),
        query => format!("/article/{id}?{query}"),
    }
}

/// An article beside another one (`other`, by its id) or beside an older version of itself (`version`, counted from 1).
pub(super) fn beside(id: ArticleId, key: &str, value: &str, question: &Question) -> String {
    match address::write(question) {
        query if query.is_empty() => format!("/article/{id}/beside?{key}={value}"),
        query => format!("/article/{id}/beside?{key}={value}&{query}"),
    }
}

/// All values of a facet.
pub(super) fn values(question: &Question, by: &str) -> String {
    match address::write(question) {
        query if query.is_empty() => format!("/values/{by}"),
        query => format!("/values/{by}?{query}"),
    }
}

/// What a question finds, as a feed.
pub(super) fn feed(question: &Question) -> String {
    format!("/feed?{}", address::write(question))
}

/// The way back to what a question finds.
pub(super) fn back(question: &Question) -> Markup {
    html! { nav.back aria-label="Way back" { a href=(search(question)) { "← To the results" } } }
}

/// What a new text in the box keeps of a question: all but its text and its page.
pub(super) fn kept(question: &Question) -> Vec<(String, String)> {
    let pairs = address::write(question);
    let pairs = parse(pairs.as_bytes()).filter(|(key, _)| !matches!(&**key, "q" | "like" | "offset"));
    pairs.map(|(key, value)| (key.into_owned(), value.into_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_is_taken_out_leaves_the_others() {
        let question = address::read("q=port&country=sy&country=fr&topic=sy&since=2025&in=%2Fa&offset=20").unwrap();
        assert_eq!(without_value(&question, "country", "sy"), "/?q=port&country=fr&topic=sy&since=2025&in=%2Fa");
        assert_eq!(search(&Question::default()), "/");
    }
}
