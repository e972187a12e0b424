//! What is answered where there is no answer: as a page for a reader, as RFC 9457 has it for a program.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::ask::QuestionError;
use crate::{Error, ErrorKind};

/// Why a request has no answer.
#[derive(Debug)]
pub(super) enum Failure {
    /// The request itself cannot be read.
    Request(String),
    /// The question cannot be asked.
    Question(QuestionError),
    /// What is asked for is not there.
    NotFound(String),
    /// Whoever asks may not; the text says why.
    Forbidden(&'static str),
    /// Whoever asks has not said the token.
    NoToken,
    /// The request is longer than any that is meant well.
    TooLong,
    /// It took longer than anyone waits.
    TooSlow,
    /// Too many ask at once.
    Busy,
    /// There is no index yet.
    NoIndex,
    /// The index cannot be read.
    Engine(String),
    /// The program is at fault.
    Fault,
}

/// A failure as it is shown or sent.
#[derive(Clone, Debug)]
pub(super) struct Told {
    /// The status of the answer.
    pub(super) status: StatusCode,
    /// The kind of failure, the same for all of its kind.
    pub(super) title: &'static str,
    /// This failure, and what to do about it.
    pub(super) detail: String,
    /// Where in a query it lies, in bytes, with what to write instead.
    pub(super) place: Option<(std::ops::Range<usize>, String)>,
}

impl Failure {
    /// How it is told.
    pub(super) fn told(&self) -> Told {
        let (status, title, detail) = match self {
            Failure::Request(text) => (StatusCode::BAD_REQUEST, "the request cannot be read", text.clone()),
            Failure::Question(error) => return told_of_question(error),
            Failure::NotFound(text) => (StatusCode::NOT_FOUND, "not found", text.clone()),
            Failure::Forbidden(text) => (StatusCode::FORBIDDEN, "not allowed", (*text).to_owned()),
            Failure::NoToken => {
                let text = "open the address that `dateline serve` printed, or send `Authorization: Bearer TOKEN`";
                (StatusCode::UNAUTHORIZED, "the token is missing", text.to_owned())
            }
            Failure::TooLong => {
                (StatusCode::URI_TOO_LONG, "the request is too long", "ask a shorter question".to_owned())
            }
            Failure::TooSlow => (StatusCode::REQUEST_TIMEOUT, "the request took too long", "try it again".to_owned()),
            Failure::Busy => {
                (StatusCode::SERVICE_UNAVAILABLE, "too many questions at once", "try again in a moment".to_owned())
            }
            Failure::NoIndex => {
                let text = "no archive was read yet; begin at /archive, or with `dateline index FOLDER`";
                (StatusCode::NOT_FOUND, "there is no index", text.to_owned())
            }
            Failure::Engine(text) => (StatusCode::INTERNAL_SERVER_ERROR, "the index cannot be read", text.clone()),
            Failure::Fault => {
                let text = "`dateline check` tells whether the index is whole; if it is, report this";
                (StatusCode::INTERNAL_SERVER_ERROR, "dateline is at fault", text.to_owned())
            }
        };
        Told { status, title, detail, place: None }
    }
}

fn told_of_question(error: &QuestionError) -> Told {
    let title = "the question cannot be asked";
    let told = |status, detail: String| Told { status, title, detail, place: None };
    match error {
        QuestionError::Syntax { error, .. } => Told {
            place: Some((error.span.clone(), error.hint.clone())),
            ..told(StatusCode::BAD_REQUEST, error.message.clone())
        },
        QuestionError::NoArticle(_) => told(StatusCode::NOT_FOUND, error.to_string()),
        QuestionError::Engine(error) => match error.kind {
            ErrorKind::Unknown(_) => told(StatusCode::BAD_REQUEST, error.to_string()),
            _ => Failure::Engine(error.to_string()).told(),
        },
        _ => told(StatusCode::BAD_REQUEST, error.to_string()),
    }
}

impl From<QuestionError> for Failure {
    fn from(error: QuestionError) -> Failure {
        Failure::Question(error)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        match error.kind {
            ErrorKind::NoIndex => Failure::NoIndex,
            ErrorKind::Unknown(_) => Failure::Question(QuestionError::Engine(error)),
            _ => Failure::Engine(error.to_string()),
        }
    }
}

/// The status alone, with the failure for whoever writes the answer: a page or a program's.
impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let told = self.told();
        let mut response = told.status.into_response();
        response.extensions_mut().insert(Arc::new(told));
        response
    }
}
