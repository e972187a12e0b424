//! Keyword-in-context lines: the matches below each other, each with what stands around it.
//!
//! A line of right-to-left text is an isolate of its own (Unicode Standard Annex 9) padded on both sides: a terminal that turns
//! such text round shows it from the right, and the keyword stays in the middle all the same.

use std::io::{self, Write};

use super::columns;
use super::style::{Role, Style};
use crate::model::{ContextLine, Hit};
use crate::text::escape::for_terminal;

/// The width where there is no terminal to tell one.
const DEFAULT_WIDTH: usize = 100;
/// The columns left free before a line.
const INDENT: usize = 5;

/// Writes the lines of a hit.
pub(super) fn write(hit: &Hit, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    for line in &hit.context {
        writeln!(out, "{:INDENT$}{}", "", shown(line, style))?;
    }
    match hit.context_more {
        0 => Ok(()),
        more => writeln!(out, "{:INDENT$}and {more} more", ""),
    }
}

/// A line as wide as `style` says: the keyword starts in the middle, what does not fit is cut.
fn shown(line: &ContextLine, style: &Style) -> String {
    let width = if style.width == 0 { DEFAULT_WIDTH } else { style.width };
    let word = for_terminal(&line.word);
    let taken = columns::width(&word) + 2 * usize::from(!style.color);
    let left = width.saturating_sub(INDENT) / 2;
    let right = width.saturating_sub(INDENT + left + taken).max(8);
    let before = cut_before(&for_terminal(&line.before), left);
    let after = cut_after(&for_terminal(&line.after), right);
    let word = if style.color { style.paint(Role::Match, &word).to_string() } else { format!("*{word}*") };
    let pad = left.saturating_sub(columns::width(&before));
    if is_right_to_left(&line.word) {
        let behind = (left + right).saturating_sub(left + columns::width(&after));
        return format!("\u{2067}{:pad$}{before}{word}{after}{:behind$}\u{2069}", "", "");
    }
    format!("{:pad$}{before}{word}{}", "", after.trim_end())
}

/// The end of a text in at most `room` columns, cut at a word where there is one.
fn cut_before(text: &str, room: usize) -> String {
    if columns::width(text) <= room {
        return text.to_owned();
    }
    let end = columns::end(text, room.saturating_sub(2));
    let at_word = end.split_once(' ').map_or(end, |(_, rest)| if rest.trim().is_empty() { end } else { rest });
    format!("… {at_word}")
}

/// The start of a text, likewise.
fn cut_after(text: &str, room: usize) -> String {
    if columns::width(text) <= room {
        return text.to_owned();
    }
    let start = columns::start(text, room.saturating_sub(2));
    let at_word = start.rsplit_once(' ').map_or(start, |(rest, _)| if rest.trim().is_empty() { start } else { rest });
    format!("{at_word} …")
}

/// Whether a word is written from the right: Hebrew, Arabic and the scripts between, and their presentation forms.
fn is_right_to_left(word: &str) -> bool {
    word.chars().any(|c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(before: &str, word: &str, after: &str) -> ContextLine {
        ContextLine { before: before.to_owned(), word: word.to_owned(), after: after.to_owned(), offset: 0 }
    }

    #[test]
    fn keywords_stand_below_each_other_whatever_is_before_them() {
        let style = Style { width: 45, ..Style::default() };
        let long = "The harbour of the northern town was closed and the ";
        for before in ["", "In the ", long, "港口的", "Dans l’été du "] {
            let shown = shown(&line(before, "port", " stays shut for a good many more weeks."), &style);
            let column = columns::width(&shown[..shown.find('*').unwrap()]);
            assert_eq!(column, 20, "{shown}");
            assert!(columns::width(&shown) <= 40, "{shown}");
        }
        assert!(shown(&line(long, "port", ""), &style).contains("… closed and the *port*"));
    }

    #[test]
    fn right_to_left_lines_are_isolated_and_nothing_from_the_page_breaks_out() {
        let style = Style { width: 45, ..Style::default() };
        let shown_line = shown(&line("أغلق ", "المرفأ", " بعد العاصفة"), &style);
        assert!(shown_line.starts_with('\u{2067}') && shown_line.ends_with('\u{2069}'), "{shown_line:?}");
        let evil = shown(&line("a \u{1b}[2J", "port", "\u{202e} b \u{2069}"), &style);
        assert!(!evil.contains(['\u{1b}', '\u{202e}', '\u{2069}']), "{evil:?}");
    }
}
