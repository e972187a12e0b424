//! A place in the tokens of a query.

use std::ops::Range;

use super::error::SyntaxError;
use super::token::{Spanned, Token};

/// The tokens of a query, and the next one to read.
pub(super) struct Cursor<'q> {
    text: &'q str,
    tokens: Vec<Spanned<'q>>,
    at: usize,
    /// Where the text ends, without the space after it.
    end: usize,
}

impl<'q> Cursor<'q> {
    pub(super) fn new(text: &'q str, tokens: Vec<Spanned<'q>>) -> Cursor<'q> {
        Cursor { text, tokens, at: 0, end: text.trim_end().len() }
    }

    pub(super) fn peek(&self) -> Option<&Token<'q>> {
        self.tokens.get(self.at).map(|spanned| &spanned.token)
    }

    /// Where the next token stands, or the end of the text.
    pub(super) fn span(&self) -> Range<usize> {
        self.tokens.get(self.at).map_or(self.end..self.end, |spanned| spanned.span.clone())
    }

    /// The next token as it was typed.
    pub(super) fn typed(&self) -> &'q str {
        &self.text[self.span()]
    }

    /// What stands at a place.
    pub(super) fn text(&self, place: Range<usize>) -> &'q str {
        &self.text[place]
    }

    /// How many runs, quotations and expressions the query has.
    pub(super) fn words(&self) -> usize {
        let is_word = |token: &Token| matches!(token, Token::Run(_) | Token::Quotation(_) | Token::Regex(_));
        self.tokens.iter().filter(|spanned| is_word(&spanned.token)).count()
    }

    pub(super) fn is_done(&self) -> bool {
        self.at >= self.tokens.len()
    }

    /// Goes on to the next token; gives the place of the one that was read.
    pub(super) fn advance(&mut self) -> Range<usize> {
        let span = self.span();
        self.at += 1;
        span
    }

    /// Reads the next token if it is this one.
    pub(super) fn eat(&mut self, token: &Token) -> Option<Range<usize>> {
        (self.peek() == Some(token)).then(|| self.advance())
    }

    /// Whether a quotation starts right at `end`, without a space.
    pub(super) fn quotation_touches(&self, end: usize) -> bool {
        matches!(self.peek(), Some(Token::Quotation(_))) && self.span().start == end
    }

    /// Whether the two points of a range stand right at `end`: behind a value in quotes they are no part of it.
    pub(super) fn range_touches(&self, end: usize) -> bool {
        self.text[end..].starts_with("..") || self.text[end..].starts_with('…')
    }

    /// The error where a word should stand and none does: at the operator that waits for it, or at what stands there.
    pub(super) fn missing(&self) -> SyntaxError {
        if self.at == 0 && self.peek() == Some(&Token::Close) {
            return self.never_opened();
        }
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        let place = match (before, self.peek()) {
            (Some(before), None | Some(Token::Close)) => before.span.clone(),
            _ => self.span(),
        };
        let hint = "write a word on both sides of an operator; in quotes, AND, OR and NOT are words";
        SyntaxError::new(place, "a word is missing here", hint)
    }

    /// The error at a closing parenthesis that closes nothing.
    pub(super) fn never_opened(&self) -> SyntaxError {
        SyntaxError::new(self.span(), "this parenthesis was never opened", "leave it out, or open it before")
    }
}
