//! Making text from the archive safe for a terminal.

use std::borrow::Cow;

/// The text with control characters and bidirectional overrides written out (`\u{202e}`), so that no page can move the
/// cursor, colour the screen or turn the line round. Line ends and tabs become spaces.
///
/// The marks of right-to-left text (U+200E, U+200F) and isolates stay: they only order the text they stand in.
pub fn for_terminal(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '\n' | '\r' | '\t' => safe.push(' '),
            character if is_unsafe(character) => safe.extend(character.escape_unicode()),
            character => safe.push(character),
        }
    }
    Cow::Owned(safe)
}

fn is_unsafe(character: char) -> bool {
    character.is_control() || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_moves_the_cursor() {
        assert_eq!(for_terminal("a\u{1b}[31mb\u{202e}c\nd"), "a\\u{1b}[31mb\\u{202e}c d");
        assert!(matches!(for_terminal("Хмеймим حميميم"), Cow::Borrowed(_)));
    }
}
