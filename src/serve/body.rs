//! What comes with a request beside its address.

use std::time::Duration;

use axum::body::Body;

use super::failure::Failure;

/// How long a body may take to come.
const PATIENCE: Duration = Duration::from_secs(10);

/// The longest body, in bytes: a question with many filters, or a path.
const LONGEST: usize = 64 << 10;

/// The body of a request as text.
pub(super) async fn text(body: Body) -> Result<String, Failure> {
    let read = tokio::time::timeout(PATIENCE, axum::body::to_bytes(body, LONGEST)).await;
    let bytes = read.map_err(|_| Failure::TooSlow)?.map_err(|_| Failure::TooLong)?;
    String::from_utf8(bytes.to_vec()).map_err(|_| Failure::Request("the body is not UTF-8".to_owned()))
}
