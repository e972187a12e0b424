//! The signs of the language, and where they stand.

use std::ops::Range;

use super::prefix::Prefix;
use super::tree::Within;

/// One sign of the language.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token<'q> {
    Open,
    Close,
    And,
    Or,
    /// `NOT`, or `-` in front of something.
    Not,
    /// `NEAR/5`, `W/s`, `PRE/3`.
    Near {
        within: Within,
        ordered: bool,
    },
    /// `atleast3`, in front of a parenthesis.
    AtLeast(u32),
    Prefix(Prefix),
    /// `=` in front of something.
    Exact,
    /// A run of characters without its prefix and suffixes; what it says depends on where it stands.
    Run(&'q str),
    /// The inside of a quotation.
    Quotation(&'q str),
    /// The inside of a regular expression.
    Regex(&'q str),
    /// `~` right after a word or quotation, and its number.
    Tilde(Option<u32>),
    /// `^` right after something, and its number.
    Caret(f32),
}

impl Token<'_> {
    /// Whether a part of a query can end with it.
    pub(super) fn ends_part(&self) -> bool {
        matches!(
            self,
            Token::Close | Token::Run(_) | Token::Quotation(_) | Token::Regex(_) | Token::Tilde(_) | Token::Caret(_)
        )
    }

    /// Whether a part of a query can start with it.
    pub(super) fn starts_part(&self) -> bool {
        !matches!(self, Token::Close | Token::And | Token::Or | Token::Near { .. } | Token::Tilde(_) | Token::Caret(_))
    }
}

/// A token and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Spanned<'q> {
    pub(super) token: Token<'q>,
    pub(super) span: Range<usize>,
}
