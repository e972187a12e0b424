//! What a question finds as an Atom feed (RFC 4287), the latest first.

use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::links;
use crate::ask::{Engine, Limit, Page, Purpose, Question, Subject, today};
use crate::model::{Hit, Results};
use crate::present::machine::{self, Feed};
use crate::search::Order;
use crate::serve::asking::Asking;
use crate::serve::failure::Failure;

/// Articles of a feed.
const ENTRIES: usize = 50;

/// The feed of a question.
pub(in crate::serve) async fn feed(asking: Asking) -> Result<Response, Failure> {
    let home = format!("http://{}", asking.app().address);
    let answer = move |question: &Question, searcher: &dyn Engine| {
        let page = Page { offset: 0, limit: Some(Limit::Hits(ENTRIES)) };
        let wanted = question.clone().order(Order::Newest).page(page).facets(Vec::<String>::new());
        let results = wanted.answer(searcher, Purpose::Page, &today)?;
        let text = document(question, &results, &home);
        Ok(([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], text).into_response())
    };
    asking.answer(answer).await
}

fn document(question: &Question, results: &Results, home: &str) -> Vec<u8> {
    let title = match &question.subject {
        Subject::Text(text) => format!("{text} – dateline"),
        Subject::Like(id) => format!("articles like {id} – dateline"),
    };
    let address = format!("{home}{}", links::feed(question));
    let beside = [("self", address.clone()), ("alternate", format!("{home}{}", links::search(question)))];
    let entry_link = |hit: &Hit| Some(format!("{home}{}", links::article(hit.id, question)));
    let feed = Feed { title: &title, id: &address, links: &beside, entry_link: &entry_link };
    let mut text = Vec::new();
    // Nothing goes wrong when a feed is written to memory.
    let _ = machine::feed(&feed, &results.hits, &mut text);
    text
}
