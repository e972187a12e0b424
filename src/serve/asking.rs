//! A question as a request brought it, over the state of the index at that moment.
//!
//! Every page and every path of the API that answers a question begins in this one way: the address is read, the last commit
//! is taken, and whoever has the answer of that commit already gets the short one.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;

use super::address;
use super::app::App;
use super::caching::EntityTag;
use super::failure::Failure;
use crate::ask::{ArchiveState, Engine, Question};

/// A question as a request brought it.
pub(super) struct Asking {
    app: Arc<App>,
    state: Arc<ArchiveState>,
    question: Question,
    uri: Uri,
    headers: HeaderMap,
    /// What else the answer depends on, as numbers that differ wherever it does.
    beside: Vec<u64>,
}

impl FromRequestParts<Arc<App>> for Asking {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Asking, Failure> {
        let question = address::read(parts.uri.query().unwrap_or_default())?;
        Asking::of(app, question, &parts.uri, &parts.headers)
    }
}

impl Asking {
    /// A question that was read of an address in a way of its own.
    pub(super) fn of(app: &Arc<App>, question: Question, uri: &Uri, headers: &HeaderMap) -> Result<Asking, Failure> {
        let state = app.archive.state()?;
        let (app, uri, headers) = (Arc::clone(app), uri.clone(), headers.clone());
        Ok(Asking { app, state, question, uri, headers, beside: Vec::new() })
    }

    /// What all requests share.
    pub(super) fn app(&self) -> &Arc<App> {
        &self.app
    }

    /// The same, with what the handler adds to the question.
    pub(super) fn adding(mut self, add: impl FnOnce(&mut Question)) -> Asking {
        add(&mut self.question);
        self
    }

    /// The same, where the answer depends on more than the index; the numbers differ wherever that does.
    pub(super) fn beside(self, beside: Vec<u64>) -> Asking {
        Asking { beside, ..self }
    }

    /// Makes the answer where searching is done, unless whoever asks has it.
    pub(super) async fn answer(
        self,
        make: impl FnOnce(&Question, &dyn Engine) -> Result<Response, Failure> + Send + 'static,
    ) -> Result<Response, Failure> {
        let Asking { app, state, question, uri, headers, mut beside } = self;
        beside.push(state.tag);
        let tag = EntityTag::of(&beside, &uri);
        if let Some(unchanged) = tag.unchanged(&headers) {
            return Ok(unchanged);
        }
        Ok(tag.on(app.work.run(move || make(&question, &*state.engine)).await?))
    }
}
