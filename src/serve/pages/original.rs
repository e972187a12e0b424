//! The original page, as its bytes lie in the archive. It may show itself and nothing else: no script, no request.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use maud::html;

use super::frame::{self, Frame};
use crate::ask::Question;
use crate::index::Index;
use crate::ingest::names_for;
use crate::model::{Capture, Entry, MediaType};
use crate::serve::app::App;
use crate::serve::failure::Failure;
use crate::source::{self, Limits};

/// What an original page may do. `sandbox` alone leaves pictures, styles and frames to be fetched from elsewhere.
const POLICY: &str = "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'; form-action 'none'; base-uri 'none'";

/// Shows the original page in a frame, with what it is.
pub(in crate::serve) async fn frame(State(app): State<Arc<App>>, Path(id): Path<String>) -> Result<Response, Failure> {
    let state = app.archive.state()?;
    let entry = app.work.run(move || newest(state.searcher.article(&id)?, &id)).await?;
    let article = &entry.article;
    let title = article.title.as_deref().unwrap_or("(no headline)");
    let question = Question::default();
    let content = html! {
        nav.back aria-label="Way back" {
            a href=(format!("/article/{}", article.id)) { "← To the text" }
            span.facts {
                "as it was saved" @if let Some(time) = article.captured { " on " (time.strftime("%Y-%m-%d %H:%M UTC").to_string()) }
                "; nothing in it runs, and nothing is fetched"
            }
        }
        iframe.original sandbox="" referrerpolicy="no-referrer" title=(format!("Original page: {title}"))
            src=(format!("/article/{}/bytes", article.id)) {}
    };
    Ok(frame::response(Frame { title, question: &question, kind: "original" }.around(&content)))
}

/// The bytes of the original page.
pub(in crate::serve) async fn bytes(State(app): State<Arc<App>>, Path(id): Path<String>) -> Result<Response, Failure> {
    let state = app.archive.state()?;
    let find = move || {
        let entry = newest(state.searcher.article(&id)?, &id)?;
        let origin = &entry.article.origin;
        let kept = Index::open(state.searcher.snapshot().folder())?.field_names()?;
        source::find(origin, &Limits::default().fields(names_for(&kept, &origin.file_key())))
            .map_err(|error| Failure::NotFound(format!("the page cannot be found in the archive any more: {error}")))
    };
    let capture = app.work.run(find).await?;
    let headers =
        [(header::CONTENT_TYPE, content_type(&capture)), (header::CONTENT_SECURITY_POLICY, POLICY.to_owned())];
    Ok((headers, capture.bytes).into_response())
}

fn newest(entries: Vec<Entry>, id: &str) -> Result<Entry, Failure> {
    entries.into_iter().next().ok_or_else(|| Failure::NotFound(format!("no article has the id `{id}`")))
}

/// Only pages are shown as pages. Their charset is the one that the container declares; else they say it themselves.
fn content_type(capture: &Capture) -> String {
    let is_name = |charset: &&String| {
        !charset.is_empty() && charset.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
    };
    match (capture.media_type, capture.declared.charset.as_ref().filter(is_name)) {
        (MediaType::Html, None) => "text/html".to_owned(),
        (MediaType::Html, Some(charset)) => format!("text/html; charset={charset}"),
        (MediaType::Text | MediaType::Markdown, Some(charset)) => format!("text/plain; charset={charset}"),
        (MediaType::Text | MediaType::Markdown | MediaType::Pdf, _) => "text/plain; charset=utf-8".to_owned(),
    }
}
