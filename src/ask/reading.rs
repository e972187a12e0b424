//! How the text of a question is read.

use jiff::civil::Date;

use super::error::QuestionError;
use crate::query::{self, Match, Parsed};
use crate::search::Names;

/// How the text of a question is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// In which language it is.
    pub syntax: Syntax,
    /// Whether words that look like names are found under their other spellings.
    pub names: Names,
}

/// In which language the text of a question is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Syntax {
    /// The query language of `docs/query-language.md`.
    #[default]
    Query,
    /// Words without operators, as pasted.
    Plain(Match),
}

impl Reading {
    /// Reads a text. `today` is asked only where the text has a date that depends on it.
    pub(super) fn read(self, text: &str, today: &dyn Fn() -> Date) -> Result<Parsed, QuestionError> {
        match self.syntax {
            Syntax::Plain(matching) => Ok(Parsed { query: query::plain(text, matching), warnings: Vec::new() }),
            Syntax::Query => {
                query::parse(text, today).map_err(|error| QuestionError::Syntax { text: text.to_owned(), error })
            }
        }
    }
}
