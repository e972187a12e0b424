//! Why a question cannot be asked.

use crate::Error;
use crate::query::SyntaxError;

/// Why a question cannot be asked, or was not answered.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum QuestionError {
    /// The text cannot be read as a query. The message shows the place with a caret.
    #[error("{}", error.render(text).trim_end())]
    Syntax {
        /// The text as it was asked.
        text: String,
        /// What is wrong with it, and where.
        error: SyntaxError,
    },
    /// The value of a filter is no date.
    #[error("--{filter}: `{value}` is no date; write 2025, 2025-10, 2025-10-15 or \"last month\"")]
    Date {
        /// The filter: `since` or `until`.
        filter: &'static str,
        /// The value as typed.
        value: String,
    },
    /// The dates of `since` and `until` leave no day between them.
    #[error("--since {since} lies after --until {until}, so that no day is between them")]
    Period {
        /// The value of `since` as typed.
        since: String,
        /// The value of `until` as typed.
        until: String,
    },
    /// There is no article to find the like of.
    #[error("no article has the id `{0}`; `dateline search` prints ids")]
    NoArticle(String),
    /// The engine refused the request, or could not carry it out.
    #[error(transparent)]
    Engine(#[from] Error),
}
