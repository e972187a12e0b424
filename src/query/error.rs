//! What is wrong with a query: where, why, and what to write instead.

use std::fmt;
use std::ops::Range;

use serde::Serialize;
use unicode_width::UnicodeWidthChar;

/// A query that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SyntaxError {
    /// The place of the trouble, in bytes of the query.
    pub span: Range<usize>,
    /// What is wrong there.
    pub message: String,
    /// What to write instead.
    pub hint: String,
}

/// What is wrong with a part of a query, whose place its reader does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) message: String,
    pub(super) hint: String,
}

/// How many columns of the query are shown on each side of the place.
const CONTEXT_COLUMNS: usize = 36;

impl SyntaxError {
    pub(super) fn new(span: Range<usize>, message: impl Into<String>, hint: impl Into<String>) -> SyntaxError {
        SyntaxError { span, message: message.into(), hint: hint.into() }
    }

    /// The error on four lines: the message, the query, a caret under the place, the hint.
    ///
    /// `query` is the text that was parsed. Of a long query the part around the place is shown. Characters that would
    /// move the cursor or turn the direction of text show as a space.
    pub fn render(&self, query: &str) -> String {
        let place = Place::of(&self.span, query);
        format!(
            "{}\n  {}{}{}\n  {:indent$}{}\n  {}\n",
            self.message,
            shown(place.before),
            shown(place.at),
            shown(place.after),
            "",
            "^".repeat(columns(place.at).max(1)),
            self.hint,
            indent = columns(place.before),
        )
    }
}

impl Fault {
    pub(super) fn new(message: impl Into<String>, hint: impl Into<String>) -> Fault {
        Fault { message: message.into(), hint: hint.into() }
    }

    /// The same trouble, with its place.
    pub(super) fn at(self, span: Range<usize>) -> SyntaxError {
        SyntaxError { span, message: self.message, hint: self.hint }
    }
}

/// As much of `text` as a message quotes.
pub(super) fn excerpt(text: &str) -> String {
    const LONGEST: usize = 40;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.message, self.hint)
    }
}

impl std::error::Error for SyntaxError {}

/// The part of a query that is shown, in three pieces.
struct Place<'q> {
    before: &'q str,
    at: &'q str,
    after: &'q str,
}

impl<'q> Place<'q> {
    fn of(span: &Range<usize>, query: &'q str) -> Place<'q> {
        let start = boundary(query, span.start);
        let end = boundary(query, span.end).max(start);
        let at = &query[start..end];
        Place {
            before: last_columns(&query[..start], CONTEXT_COLUMNS),
            at: first_columns(at, 2 * CONTEXT_COLUMNS),
            after: first_columns(&query[end..], CONTEXT_COLUMNS),
        }
    }
}

/// The last place up to `at` where a character starts, or the end.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn first_columns(text: &str, limit: usize) -> &str {
    let mut width = 0;
    let end = text.char_indices().find(|(_, character)| {
        width += width_of(*character);
        width > limit
    });
    end.map_or(text, |(at, _)| &text[..at])
}

fn last_columns(text: &str, limit: usize) -> &str {
    let mut width = 0;
    let start = text.char_indices().rev().find(|(_, character)| {
        width += width_of(*character);
        width > limit
    });
    start.map_or(text, |(at, character)| &text[at + character.len_utf8()..])
}

fn columns(text: &str) -> usize {
    text.chars().map(width_of).sum()
}

fn width_of(character: char) -> usize {
    visible(character).width().unwrap_or(1)
}

fn shown(text: &str) -> String {
    text.chars().map(visible).collect()
}

/// A space in the place of a character that a terminal would obey.
fn visible(character: char) -> char {
    match character {
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => ' ',
        other if other.is_control() || other.is_whitespace() => ' ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(query: &str, part: &str) -> String {
        let start = query.find(part).expect("the part stands in the query");
        SyntaxError::new(start..start + part.len(), "wrong", "write it so").render(query)
    }

    #[test]
    fn the_caret_stands_under_the_place() {
        assert_eq!(rendered("a NEAR b", "NEAR"), "wrong\n  a NEAR b\n    ^^^^\n  write it so\n");
    }

    #[test]
    fn wide_and_combining_characters_are_measured() {
        assert_eq!(rendered("北京 e\u{301} )", ")"), "wrong\n  北京 e\u{301} )\n         ^\n  write it so\n");
        assert_eq!(rendered("x 北京", "北京"), "wrong\n  x 北京\n    ^^^^\n  write it so\n");
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        assert_eq!(rendered("a\n\u{1b}\u{202e} )", ")"), "wrong\n  a    )\n       ^\n  write it so\n");
    }

    #[test]
    fn a_long_query_is_cut_around_the_place() {
        let query = format!("{} ) {}", "a".repeat(500), "b".repeat(500));
        let lines = rendered(&query, ")");
        assert!(lines.lines().all(|line| line.len() < 80), "{lines}");
    }

    #[test]
    fn a_place_behind_the_end_is_shown_at_the_end() {
        let error = SyntaxError::new(9..12, "wrong", "so");
        assert_eq!(error.render("ab"), "wrong\n  ab\n    ^\n  so\n");
    }
}
