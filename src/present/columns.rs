//! Columns: how wide text is on a terminal, and breaking and cutting it to fit.

use std::io::{self, Write};

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How many columns a text takes; the codes that colour it and link it take none.
pub(super) fn width(text: &str) -> usize {
    if !text.contains('\u{1b}') {
        return UnicodeWidthStr::width(text);
    }
    let mut columns = 0;
    let mut rest = text;
    while let Some(at) = rest.find('\u{1b}') {
        columns += UnicodeWidthStr::width(&rest[..at]);
        rest = behind_code(&rest[at..]);
    }
    columns + UnicodeWidthStr::width(rest)
}

/// What follows the code that a text starts with: a colour up to its `m`, a link up to its `ESC \`.
fn behind_code(text: &str) -> &str {
    let end = if text.starts_with("\u{1b}]") {
        text.find("\u{1b}\\").map(|at| at + 2)
    } else {
        text.find('m').map(|at| at + 1)
    };
    &text[end.unwrap_or(text.len())..]
}

/// The longest beginning of a text that takes at most `columns` columns.
pub(super) fn start(text: &str, columns: usize) -> &str {
    let mut left = columns;
    for (at, character) in text.char_indices() {
        match left.checked_sub(character.width().unwrap_or(0)) {
            Some(rest) => left = rest,
            None => return &text[..at],
        }
    }
    text
}

/// The longest end of a text that takes at most `columns` columns.
pub(super) fn end(text: &str, columns: usize) -> &str {
    let mut left = columns;
    let mut from = text.len();
    for (at, character) in text.char_indices().rev() {
        match left.checked_sub(character.width().unwrap_or(0)) {
            // A combining mark stays with the letter before it.
            Some(rest) => left = rest,
            None => break,
        }
        from = at;
    }
    text[from..].trim_start_matches(|c: char| c.width() == Some(0))
}

/// Writes `text` indented, in lines of at most `columns` columns; 0 is no limit. Lines break at spaces; where scripts
/// put none, between characters.
pub(super) fn wrap(text: &str, indent: usize, columns: usize, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{:indent$}", "")?;
    wrap_behind(text, indent, columns, out)
}

/// Likewise, where as much as the indent stands on the first line already.
pub(super) fn wrap_behind(text: &str, indent: usize, columns: usize, out: &mut dyn Write) -> io::Result<()> {
    const LEAST: usize = 20;
    let room = if columns == 0 { usize::MAX } else { columns.saturating_sub(indent).max(LEAST) };
    let new_line = format!("\n{:indent$}", "");
    let mut column = 0;
    for (number, word) in text.split(' ').enumerate() {
        let length = width(word);
        let space = usize::from(number > 0);
        if column > 0 && column + space + length > room && length <= room {
            write!(out, "{new_line}{word}")?;
            column = length;
        } else if column + space + length > room && !word.contains('\u{1b}') {
            write!(out, "{:space$}", "")?;
            column = broken(word, column + space, room, &new_line, out)?;
        } else {
            write!(out, "{:space$}{word}", "")?;
            column += space + length;
        }
    }
    writeln!(out)
}

/// Writes a word that is longer than a line, from `column` on; gives the column after it.
fn broken(word: &str, column: usize, room: usize, new_line: &str, out: &mut dyn Write) -> io::Result<usize> {
    let mut rest = word;
    let mut at = column;
    while at + width(rest) > room {
        let piece = start(rest, room.saturating_sub(at));
        write!(out, "{piece}{new_line}")?;
        rest = &rest[piece.len()..];
        at = 0;
    }
    write!(out, "{rest}")?;
    Ok(at + width(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, columns: usize) -> String {
        let mut out = Vec::new();
        wrap(text, 5, columns, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn codes_and_marks_take_no_column_and_wide_letters_two() {
        for (text, columns) in [
            ("port", 4),
            ("e\u{301}te\u{301}", 3),
            ("港口", 4),
            ("\u{1b}[1mport\u{1b}[0m", 4),
            ("\u{1b}]8;;https://news.example/m\u{1b}\\port\u{1b}]8;;\u{1b}\\", 4),
        ] {
            assert_eq!(width(text), columns, "{text:?}");
        }
    }

    #[test]
    fn ends_are_cut_between_characters() {
        assert_eq!((start("港口港口", 5), end("港口港口", 5)), ("港口", "港口"));
        assert_eq!(end("une\u{301}", 1), "e\u{301}");
        assert_eq!((start("abc", 9), end("abc", 9)), ("abc", "abc"));
    }

    #[test]
    fn lines_break_at_spaces_and_between_letters_of_unspaced_scripts() {
        assert_eq!(wrapped("one two three four five six", 25), "     one two three four\n     five six\n");
        assert_eq!(wrapped("no limit", 0), "     no limit\n");
        assert_eq!(wrapped(&"港".repeat(12), 25), format!("     {}\n     {}\n", "港".repeat(10), "港".repeat(2)));
    }
}
