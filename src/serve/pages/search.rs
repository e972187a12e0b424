//! The search page: the box, what was found, and the ways to narrow it down.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::frame::{self, Frame};
use super::histogram::{self, Histogram};
use super::{chips, facets, hits, labels, links, spellings};
use crate::ask::{Engine, Page, Purpose, Question, QuestionError, Subject, today};
use crate::model::{Copies, Results};
use crate::search::Order;
use crate::serve::address;
use crate::serve::asking::Asking;
use crate::serve::failure::Failure;

/// Answers a question with a page.
pub(in crate::serve) async fn page(asking: Result<Asking, Failure>) -> Result<Response, Failure> {
    match asking {
        Err(Failure::NoIndex) => Ok((StatusCode::SEE_OTHER, [(header::LOCATION, "/archive")]).into_response()),
        asking => asking?.answer(answer).await,
    }
}

fn answer(question: &Question, searcher: &dyn Engine) -> Result<Response, Failure> {
    let wanted = as_shown(question);
    match wanted.answer(searcher, Purpose::Page, &today) {
        Ok(results) => {
            let title = match text(question) {
                "" => "dateline".to_owned(),
                text => format!("{text} – dateline"),
            };
            let frame = Frame { title: &title, question, kind: "search" };
            Ok(frame::response(frame.around(&found(question, &results))))
        }
        Err(error) => wrong(question, error),
    }
}

/// The question with what the page counts; of the whole archive the latest comes first.
fn as_shown(question: &Question) -> Question {
    let mut wanted = question.clone();
    if is_everything(question) {
        wanted.order = Order::Newest;
    }
    let steps = histogram::steps(question).iter();
    wanted.facets = Some(facets::SHOWN.iter().chain(steps).map(|name| (*name).to_owned()).collect());
    wanted
}

/// Whether nothing is asked, and no order: then the latest comes first.
fn is_everything(question: &Question) -> bool {
    question.order == Order::Relevance && text(question).is_empty() && matches!(question.subject, Subject::Text(_))
}

fn text(question: &Question) -> &str {
    match &question.subject {
        Subject::Text(text) if text == "*" => "",
        Subject::Text(text) => text,
        Subject::Like(_) => "articles like one",
    }
}

fn found(question: &Question, results: &Results) -> Markup {
    html! {
        (chips::view(question))
        (warnings(&results.warnings))
        (Histogram::of(results, question).view(question))
        div.columns {
            section.results aria-label="Results" {
                div.line {
                    h1.total { (total(results)) }
                    (orders(question))
                    (take_along(question))
                }
                (spellings::view(question, results))
                @if results.total == 0 { (nothing(question)) } @else { (hits::list(question, results)) }
                (hits::pages(question, results))
            }
            (facets::view(question, results))
        }
    }
}

fn total(results: &Results) -> String {
    let stories = labels::counted(results.total, "story", "stories");
    match results.copies {
        Copies::All => labels::counted(results.total, "article", "articles"),
        _ if results.articles > results.total => {
            format!("{stories} in {}", labels::counted(results.articles, "article", "articles"))
        }
        _ => stories,
    }
}

/// The links to other orders, and to see every copy.
fn orders(question: &Question) -> Markup {
    let shown = as_shown(question).order;
    let orders = [(Order::Relevance, "best"), (Order::Newest, "newest"), (Order::Oldest, "oldest")];
    let every_copy = question.copies == Some(Copies::All);
    let copies = links::changed(question, |question| question.copies = (!every_copy).then_some(Copies::All));
    html! {
        nav.orders aria-label="Order" {
            @for (order, name) in orders {
                @if !(order == Order::Relevance && text(question).is_empty()) {
                    @let current = (order == shown).then_some("true");
                    a href=(links::changed(question, |question| question.order = order)) aria-current=[current] { (name) }
                }
            }
            a href=(copies) aria-current=[every_copy.then_some("true")] { "every copy" }
            a.narrow href="#facets" { "narrow down" }
        }
    }
}

/// What was found in other forms, and under a name.
fn take_along(question: &Question) -> Markup {
    let query = address::write(&question.clone().page(Page::default()));
    html! {
        nav.along aria-label="Take along" {
            a href=(format!("/map?{query}")) { "map" }
            @if matches!(question.subject, Subject::Text(_)) { a href=(format!("/trend?{query}")) { "over time" } }
            a href=(format!("/saved?{query}")) { "save" }
            a href=(links::feed(question)) { "feed" }
            a href=(format!("/api/v1/export.csv?{query}")) download { "table" }
            a href=(format!("/api/v1/export?{query}")) download { "JSON lines" }
        }
    }
}

fn nothing(question: &Question) -> Markup {
    html! {
        div.nothing {
            p { "Nothing in the archive matches." }
            ul {
                @if !question.filters.is_empty() {
                    li { a href=(links::changed(question, |question| question.filters = Default::default())) { "Search without the filters" } }
                }
                li { a href="/help" { "How questions are written" } }
            }
        }
    }
}

pub(super) fn warnings(warnings: &[String]) -> Markup {
    html! {
        @if !warnings.is_empty() {
            ul.warnings aria-label="Notes" { @for warning in warnings { li dir="auto" { (warning) } } }
        }
    }
}

/// The page of a question that cannot be asked: what is wrong, at its place.
fn wrong(question: &Question, error: QuestionError) -> Result<Response, Failure> {
    let told = Failure::Question(error).told();
    if told.status.is_server_error() {
        return Err(Failure::Engine(told.detail));
    }
    let asked = text(question);
    let place = told
        .place
        .as_ref()
        .and_then(|(span, _)| Some((asked.get(..span.start)?, asked.get(span.clone())?, asked.get(span.end..)?)));
    let content = html! {
        (chips::view(question))
        section.wrong aria-labelledby="wrong" {
            h1 #wrong dir="auto" { (told.detail) }
            @if let Some((before, at, after)) = place {
                p.caret dir="auto" {
                    (before) span.at { (at) @if at.is_empty() { "\u{2038}" } } (after)
                }
            }
            @if let Some((_, hint)) = &told.place { p.hint { (hint) } }
            p { a href="/help" { "How questions are written" } }
        }
    };
    let frame = Frame { title: "the question cannot be asked – dateline", question, kind: "search" };
    let mut response = frame::response(frame.around(&content));
    *response.status_mut() = told.status;
    Ok(response)
}
