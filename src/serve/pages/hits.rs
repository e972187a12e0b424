//! The hits of an answer, and the way to the next ones.

use maud::{Markup, html};

use super::marks::{marked, passage};
use super::{labels, links};
use crate::ask::{Limit, Question};
use crate::model::{Hit, Results};

/// How many hits a page has where the question leaves it open, as [`crate::ask::Purpose::Page`] has it.
const PAGE: usize = 10;
/// How many countries, and how many topics, a hit names.
const NAMED: usize = 3;

/// The hits, numbered through all pages.
pub(super) fn list(question: &Question, results: &Results) -> Markup {
    html! {
        ol.hits start=(results.offset + 1) {
            @for hit in &results.hits { (entry(question, hit)) }
        }
    }
}

fn entry(question: &Question, hit: &Hit) -> Markup {
    let link = links::article(hit.id, question);
    let lang = hit.lang.as_deref();
    html! {
        li.hit {
            article {
                h2 dir="auto" lang=[lang] {
                    a href=(link) {
                        @if hit.title.text.is_empty() { "(no headline)" } @else { (marked(&hit.title)) }
                    }
                }
                p.facts { (facts(hit)) }
                @for snippet in &hit.snippets { p.passage dir="auto" lang=[lang] { (passage(snippet)) } }
                @for line in &hit.context {
                    p.passage dir="auto" lang=[lang] { (line.before) mark { (line.word) } (line.after) }
                }
                @if let Some(spread) = &hit.spread {
                    p.spread { a href={ (link) "#copies" } { "also in " (labels::spread(spread)) } }
                }
            }
        }
    }
}

/// Day, publisher, places and topics; what is unknown says so.
fn facts(hit: &Hit) -> Markup {
    let site = hit.site.as_ref().and_then(|site| site.name.as_deref().or(site.domain.as_deref()));
    let day = labels::date(hit.published.as_ref());
    html! {
        @if hit.published.is_some() { time datetime=(day) { (day) } } @else { span.unknown { (day) } }
        @if let Some(site) = site { span.site { bdi { (site) } } }
        span { (named(&hit.countries, labels::country, "country unknown")) }
        span { (named(&hit.topics, labels::topic, "topic unknown")) }
        @if let Some(lang) = &hit.lang { @if lang != "en" { span { (labels::language(lang)) } } }
        @if hit.kind != Default::default() { span.kind { (labels::kind(hit.kind)) } }
        @if hit.captures > 1 { span { "saved " (hit.captures) " times" } }
    }
}

fn named(codes: &[String], name: fn(&str) -> &str, none: &str) -> String {
    let names: Vec<&str> = codes.iter().take(NAMED).map(|code| name(code)).collect();
    match codes.len().saturating_sub(NAMED) {
        _ if names.is_empty() => none.to_owned(),
        0 => names.join(", "),
        more => format!("{} and {more} more", names.join(", ")),
    }
}

/// The ways to the page before and after this one.
pub(super) fn pages(question: &Question, results: &Results) -> Markup {
    let size = question.page.limit.map_or(PAGE, Limit::hits).max(1);
    let (first, last) = (results.offset + 1, results.offset + results.hits.len());
    let to = |offset: usize| links::changed(question, |question| question.page.offset = offset);
    let is_last = last as u64 >= results.total || results.hits.is_empty();
    html! {
        @if results.offset > 0 || !is_last {
            nav.pages aria-label="Pages" {
                @if results.offset > 0 { a rel="prev" href=(to(results.offset.saturating_sub(size))) { "← Previous" } }
                span { (labels::number(first as u64)) " to " (labels::number(last as u64)) " of " (labels::number(results.total)) }
                @if !is_last { a rel="next" href=(to(results.offset + size)) { "Next →" } }
            }
        }
    }
}
