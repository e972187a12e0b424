//! Making text from the archive safe for a terminal.

use std::borrow::Cow;

/// The text with control characters and bidirectional overrides written out (`\u{202e}`), so that no page can move the
/// cursor, colour the screen or turn the line round. Line ends and tabs become spaces.
///
/// The marks of right-to-left text (U+200E, U+200F) stay, and so do isolates that are closed: they only order the text they
/// stand in. An isolate left open would order what follows it.
pub fn for_terminal(text: &str) -> Cow<'_, str> {
    let closed = isolates_are_closed(text);
    let is_unsafe = |character| is_unsafe(character) || (!closed && is_isolate(character));
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

/// Text of JSON with the same characters, and isolates, written as `\u202e`: it means the same to whoever parses it. Line
/// ends stay, which in JSON stand between values alone.
pub fn for_json(text: &str) -> Cow<'_, str> {
    let is_acted_on = |character| character != '\n' && (is_unsafe(character) || is_isolate(character));
    if !text.contains(is_acted_on) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            // All of these lie in the basic plane: one unit of UTF-16.
            character if is_acted_on(character) => safe.push_str(&format!("\\u{:04x}", u32::from(character))),
            character => safe.push(character),
        }
    }
    Cow::Owned(safe)
}

fn is_unsafe(character: char) -> bool {
    character.is_control() || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2028}' | '\u{2029}')
}

/// U+2066 to U+2068 open an isolate, U+2069 closes it.
fn is_isolate(character: char) -> bool {
    matches!(character, '\u{2066}'..='\u{2069}')
}

fn isolates_are_closed(text: &str) -> bool {
    let mut open = 0_u32;
    for character in text.chars().filter(|c| is_isolate(*c)) {
        match (character, open) {
            ('\u{2069}', 0) => return false,
            ('\u{2069}', _) => open -= 1,
            _ => open += 1,
        }
    }
    open == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_moves_the_cursor() {
        assert_eq!(for_terminal("a\u{1b}[31mb\u{202e}c\nd"), "a\\u{1b}[31mb\\u{202e}c d");
        assert!(matches!(for_terminal("Хмеймим حميميم"), Cow::Borrowed(_)));
    }

    #[test]
    fn json_means_the_same_and_moves_no_cursor() {
        let value = serde_json::json!({ "a": "x\u{9b}31m\u{202e}\u{2066}\u{7f}\u{85}\u{2028}y\n\u{1b}", "b": "מילים" });
        let text = format!("{value:#}");
        let safe = for_json(&text);
        assert_eq!(serde_json::from_str::<serde_json::Value>(&safe).unwrap(), value);
        assert!(!safe.contains(|c: char| c != '\n' && (is_unsafe(c) || is_isolate(c))), "{safe}");
        assert!(
            safe.contains("x\\u009b31m\\u202e\\u2066\\u007f\\u0085\\u2028y\\n\\u001b") && safe.contains("מילים"),
            "{safe}"
        );
    }

    #[test]
    fn isolates_stay_where_they_are_closed() {
        let closed = "a \u{2067}مرفأ\u{2069} b";
        assert_eq!(for_terminal(closed), closed);
        assert_eq!(for_terminal("a \u{2067}b"), "a \\u{2067}b");
        assert_eq!(for_terminal("a\u{2069} \u{2066}b"), "a\\u{2069} \\u{2066}b");
    }
}
