//! Failures as programs read them: RFC 9457.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::failure::Told;

/// A failure as `application/problem+json`; of a query that cannot be read, with the place in bytes and a hint.
pub(super) fn response(told: &Told) -> Response {
    let mut problem = json!({
        "type": "about:blank",
        "title": told.title,
        "status": told.status.as_u16(),
        "detail": told.detail,
    });
    if let Some((span, hint)) = &told.place {
        problem["place"] = json!([span.start, span.end]);
        problem["hint"] = json!(hint);
    }
    (told.status, [(header::CONTENT_TYPE, "application/problem+json")], problem.to_string()).into_response()
}
