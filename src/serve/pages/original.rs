//! The original page. In the browser it may show itself and nothing else: no script, no request, no connection. Its bytes as
//! they lie in the archive can be taken along.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use maud::html;

use super::frame::{self, Frame};
use crate::ask::Question;
use crate::extract::defused_page;
use crate::ingest::names_for;
use crate::model::{ArticleId, Capture, Entry, MediaType};
use crate::serve::app::App;
use crate::serve::failure::Failure;
use crate::source;

/// What an original page may do. `sandbox` alone leaves pictures, styles and frames to be fetched from elsewhere.
const POLICY: &str = "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'; form-action 'none'; base-uri 'none'";

/// Shows the original page in a frame, with what it is.
pub(in crate::serve) async fn frame(State(app): State<Arc<App>>, Path(id): Path<String>) -> Result<Response, Failure> {
    let state = app.archive.state()?;
    let entry = app.work.run(move || newest(state.engine.article(&id)?, &id)).await?;
    let article = &entry.article;
    let title = article.title.as_deref().unwrap_or("(no headline)");
    let question = Question::default();
    let content = html! {
        nav.back aria-label="Way back" {
            a href=(format!("/article/{}", article.id)) { "← To the text" }
            a download href=(format!("/article/{}/bytes", article.id)) { "Its bytes, as a file" }
            span.facts {
                "as it was saved" @if let Some(time) = article.captured { " on " (time.strftime("%Y-%m-%d %H:%M UTC").to_string()) }
                "; nothing in it runs, and nothing is fetched"
            }
        }
        h1.aside dir="auto" { (title) }
        iframe.original sandbox="" referrerpolicy="no-referrer" title=(format!("Original page: {title}"))
            src=(format!("/article/{}/page", article.id)) {}
    };
    Ok(frame::response(Frame { title, question: &question, kind: "original" }.around(&content)))
}

/// The original page, for the frame.
pub(in crate::serve) async fn page(State(app): State<Arc<App>>, Path(id): Path<String>) -> Result<Response, Failure> {
    let (_, capture) = found(&app, id).await?;
    // Only pages are shown as pages.
    let kind = match capture.media_type {
        MediaType::Html => "text/html; charset=utf-8",
        MediaType::Text | MediaType::Markdown | MediaType::Pdf => "text/plain; charset=utf-8",
    };
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_SECURITY_POLICY, POLICY)];
    Ok((headers, defused_page(&capture)).into_response())
}

/// The bytes of the original page, as a file.
pub(in crate::serve) async fn bytes(State(app): State<Arc<App>>, Path(id): Path<String>) -> Result<Response, Failure> {
    let (article, capture) = found(&app, id).await?;
    let ending = match capture.media_type {
        MediaType::Html => "html",
        MediaType::Text => "txt",
        MediaType::Markdown => "md",
        MediaType::Pdf => "pdf",
    };
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{article}.{ending}\"")),
        (header::CONTENT_SECURITY_POLICY, POLICY.to_owned()),
    ];
    Ok((headers, capture.bytes).into_response())
}

/// What an article was read from, as it lies in the archive now.
async fn found(app: &App, id: String) -> Result<(ArticleId, Capture), Failure> {
    let state = app.archive.state()?;
    let limits = app.limits.clone();
    let find = move || {
        let entry = newest(state.engine.article(&id)?, &id)?;
        let origin = &entry.article.origin;
        let kept = state.engine.field_names()?;
        let found = source::find(origin, &limits.fields(names_for(&kept, &origin.file_key())));
        let capture = found
            .map_err(|error| Failure::NotFound(format!("the page cannot be found in the archive any more: {error}")))?;
        Ok((entry.article.id, capture))
    };
    app.work.run(find).await
}

fn newest(entries: Vec<Entry>, id: &str) -> Result<Entry, Failure> {
    entries.into_iter().next().ok_or_else(|| Failure::NotFound(format!("no article has the id `{id}`")))
}
