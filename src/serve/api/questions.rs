//! Questions and their answers: hits, facets, a timeline.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use serde_json::Value;

use super::json;
use crate::ask::{Purpose, Question, today};
use crate::model::Results;
use crate::present::machine;
use crate::serve::app::App;
use crate::serve::asking::Asking;
use crate::serve::failure::Failure;
use crate::serve::{address, body};

/// What is shown of an answer.
type Shown = fn(&Results) -> Value;

/// Hits, with facets.
pub(in crate::serve) async fn search(asking: Asking) -> Result<Response, Failure> {
    asked(asking, Purpose::Page, machine::results).await
}

/// Hits for a question in the body.
pub(in crate::serve) async fn search_posted(State(app): State<Arc<App>>, body: Body) -> Result<Response, Failure> {
    answer(&app, posted(body).await?, Purpose::Page, machine::results).await
}

/// Counts alone.
pub(in crate::serve) async fn facets(asking: Asking) -> Result<Response, Failure> {
    asked(asking, Purpose::Facets, machine::facets).await
}

/// Counts for a question in the body.
pub(in crate::serve) async fn facets_posted(State(app): State<Arc<App>>, body: Body) -> Result<Response, Failure> {
    answer(&app, posted(body).await?, Purpose::Facets, machine::facets).await
}

/// Counts by month, or by what the question names as its facet.
pub(in crate::serve) async fn timeline(asking: Asking) -> Result<Response, Failure> {
    let by_month = |question: &mut Question| {
        question.facets.get_or_insert_with(|| vec!["month".to_owned()]);
    };
    asked(asking.adding(by_month), Purpose::Facets, machine::facets).await
}

async fn asked(asking: Asking, purpose: Purpose, show: Shown) -> Result<Response, Failure> {
    asking
        .answer(move |question, searcher| Ok(json::response(&show(&question.answer(searcher, purpose, &today)?))))
        .await
}

async fn answer(app: &App, question: Question, purpose: Purpose, show: Shown) -> Result<Response, Failure> {
    let state = app.archive.state()?;
    let answer = move || Ok(show(&question.answer(&*state.engine, purpose, &today)?));
    Ok(json::response(&app.work.run(answer).await?))
}

async fn posted(body: Body) -> Result<Question, Failure> {
    let text = body::text(body).await?;
    let question = serde_json::from_str(&text);
    let mut question = question.map_err(|cause| Failure::Request(format!("the body is no question: {cause}")))?;
    address::bounded(&mut question)?;
    Ok(question)
}
