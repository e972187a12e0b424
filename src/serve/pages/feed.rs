//! What a question finds as an Atom feed (RFC 4287), the latest first.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use maud::{Markup, PreEscaped, html};

use super::{labels, links};
use crate::ask::{Limit, Page, Purpose, Question, Subject, today};
use crate::model::{Hit, Published, Results};
use crate::search::{Order, Searcher};
use crate::serve::asking::Asking;
use crate::serve::failure::Failure;

/// Articles of a feed.
const ENTRIES: usize = 50;
/// What a feed says of articles whose day nobody knows: the form asks for some moment.
const NO_DAY: Timestamp = Timestamp::UNIX_EPOCH;

/// The feed of a question.
pub(in crate::serve) async fn feed(asking: Asking) -> Result<Response, Failure> {
    let home = format!("http://{}", asking.app().address);
    let answer = move |question: &Question, searcher: &Searcher| {
        let page = Page { offset: 0, limit: Some(Limit::Hits(ENTRIES)) };
        let wanted = question.clone().order(Order::Newest).page(page).facets(Vec::<String>::new());
        let results = wanted.answer(searcher, Purpose::Page, &today)?;
        let text = document(question, &results, &home).into_string();
        Ok(([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], text).into_response())
    };
    asking.answer(answer).await
}

fn document(question: &Question, results: &Results, home: &str) -> Markup {
    let title = match &question.subject {
        Subject::Text(text) => labels::for_xml(text),
        Subject::Like(id) => format!("articles like {id}"),
    };
    let updated = results.hits.iter().map(moment).max().unwrap_or(NO_DAY);
    html! {
        (PreEscaped("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"))
        feed xmlns="http://www.w3.org/2005/Atom" {
            title { (title) " – dateline" }
            id { (home) (links::feed(question)) }
            (PreEscaped(link("self", home, &links::feed(question))))
            (PreEscaped(link("alternate", home, &links::search(question))))
            updated { (updated) }
            @for hit in &results.hits { (entry(question, hit, home)) }
        }
    }
}

fn entry(question: &Question, hit: &Hit, home: &str) -> Markup {
    let passages: Vec<String> = hit.snippets.iter().map(|piece| labels::for_xml(&piece.text)).collect();
    let day = labels::date(hit.published.as_ref());
    html! {
        entry {
            title { @if hit.title.text.is_empty() { "(no headline)" } @else { (labels::for_xml(&hit.title.text)) } }
            id { "urn:dateline:" (hit.id) }
            (PreEscaped(link("alternate", home, &links::article(hit.id, question))))
            updated { (moment(hit)) }
            author { name { (author(hit)) } }
            summary { (day) ". " (passages.join(" … ")) }
        }
    }
}

/// An empty element, which HTML would leave open.
fn link(rel: &str, home: &str, path: &str) -> String {
    let address = html! { (home) (path) }.into_string();
    format!("<link rel=\"{rel}\" href=\"{address}\"/>")
}

fn author(hit: &Hit) -> String {
    let site = hit.site.as_ref().and_then(|site| site.name.clone().or_else(|| site.domain.clone()));
    let author =
        if hit.authors.is_empty() { site.unwrap_or_else(|| "unknown".to_owned()) } else { hit.authors.join(", ") };
    labels::for_xml(&author)
}

/// The first moment of its day; where that is not known, when it was saved.
fn moment(hit: &Hit) -> Timestamp {
    let of = |published: &Published| {
        let offset = Offset::from_seconds(60 * i32::from(published.offset_minutes.unwrap_or(0))).ok()?;
        TimeZone::fixed(offset).to_timestamp(published.start).ok()
    };
    hit.published.as_ref().and_then(of).or(hit.captured).unwrap_or(NO_DAY)
}
