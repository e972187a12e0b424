//! Answers as JSON.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::Value;

/// A value as an answer.
pub(super) fn response(value: &Value) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], value.to_string()).into_response()
}
