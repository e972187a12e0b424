//! Answers that a browser or a program has already.

use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use xxhash_rust::xxh3::Xxh3;

/// Names an answer: it is the same as long as the state of the index, the address, the day and the program are.
pub(super) struct EntityTag(String);

impl EntityTag {
    /// The name of the answer at an address over a state of the index, and of what else it shows: numbers that differ wherever
    /// these do. Words like `yesterday` are reckoned from the day.
    pub(super) fn of(states: &[u64], uri: &Uri) -> EntityTag {
        let mut hasher = Xxh3::new();
        states.iter().for_each(|state| hasher.update(&state.to_le_bytes()));
        hasher.update(uri.to_string().as_bytes());
        hasher.update(crate::ask::today().to_string().as_bytes());
        hasher.update(env!("CARGO_PKG_VERSION").as_bytes());
        EntityTag(format!("W/\"{:016x}\"", hasher.digest()))
    }

    /// The short answer to whoever has the long one already.
    pub(super) fn unchanged(&self, headers: &HeaderMap) -> Option<Response> {
        let known = headers.get(header::IF_NONE_MATCH)?.to_str().ok()?;
        let is_known = known.split(',').any(|tag| tag.trim() == self.0);
        is_known.then(|| self.on(StatusCode::NOT_MODIFIED.into_response()))
    }

    /// An answer under this name.
    pub(super) fn on(&self, mut response: Response) -> Response {
        if let Ok(value) = HeaderValue::from_str(&self.0) {
            response.headers_mut().insert(header::ETAG, value);
        }
        response
    }
}
