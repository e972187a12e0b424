//! Text that was encoded twice: its UTF-8 was taken for Windows-1252, letter by letter, and encoded once more, so that `é`
//! became `Ã©`.
//!
//! A program did so to a whole page or to all that came out of a database, and hardly ever to a word alone. It is undone where
//! nearly all letters beyond ASCII are of such sequences: `CAFÉ»` in a page that is otherwise right stays as it is.

use memchr::memchr_iter;

/// Fewer such sequences than this show nothing.
const ENOUGH: usize = 4;
/// How many places at the start of a page are checked before the page is taken to be right.
const FIRST: usize = 200;

/// The text as it was before it was encoded the second time; `None` where it was encoded once.
pub(super) fn undo(text: &str) -> Option<String> {
    if !looks_so(text) {
        return None;
    }
    let mut once = String::with_capacity(text.len());
    let (mut sequences, mut undone, mut all) = (0, 0, 0);
    let mut rest = text;
    while let Some(start) = rest.bytes().position(|byte| !byte.is_ascii()) {
        once.push_str(&rest[..start]);
        rest = &rest[start..];
        let run = &rest[..rest.find(|c: char| c.is_ascii()).unwrap_or(rest.len())];
        rest = &rest[run.len()..];
        let letters = run.chars().count();
        all += letters;
        match bytes(run).and_then(|bytes| String::from_utf8(bytes).ok()) {
            Some(word) => {
                undone += letters;
                sequences += word.chars().count();
                once.push_str(&word);
            }
            None => once.push_str(run),
        }
    }
    once.push_str(rest);
    (sequences >= ENOUGH && undone * 10 >= all * 9).then_some(once)
}

/// Whether the text has letters that the first and the second byte of a sequence become, among the first of their kind.
fn looks_so(text: &str) -> bool {
    // All letters that a first byte becomes are encoded with this byte.
    let firsts = memchr_iter(0xc3, text.as_bytes()).take(FIRST);
    firsts
        .filter(|&at| text[at..].chars().nth(1).and_then(byte).is_some_and(|byte| (0x80..0xc0).contains(&byte)))
        .count()
        >= ENOUGH
}

/// The bytes that a run of letters was read from.
fn bytes(run: &str) -> Option<Vec<u8>> {
    run.chars().map(byte).collect()
}

/// The byte that Windows-1252 reads as this letter; those that it leaves free are read as the controls of their number.
fn byte(letter: char) -> Option<u8> {
    /// The letters from 0x80 on.
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match u8::try_from(letter) {
        Ok(byte) => Some(byte),
        Err(_) => HIGH.iter().position(|high| *high == letter).and_then(|place| u8::try_from(0x80 + place).ok()),
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::WINDOWS_1252;

    use super::*;

    #[test]
    fn what_was_encoded_twice_is_read_once() {
        for text in [
            "“Près du quai”, dit-elle: l’été fut long…",
            "Причал открыт после долгого ремонта",
            "码头于星期二重新开放",
            "Der Anleger öffnet über Nacht für große Schiffe, schön",
        ] {
            let twice = WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0;
            assert_eq!(undo(&twice).as_deref(), Some(text), "{twice}");
        }
        let controls: String = "l’été d’après".bytes().map(char::from).collect();
        assert_eq!(undo(&controls).as_deref(), Some("l’été d’après"));
    }

    #[test]
    fn what_is_right_is_left_alone() {
        for text in [
            "«CAFÉ» «CAFÉ» «CAFÉ» «CAFÉ» «CAFÉ», près du quai, à l’été",
            "Der Anleger öffnet über Nacht für große Schiffe",
            "How Ã© came to stand where é was: a story of Ã©, Ã¨, Ã¼ and Ã¶, in a page with “marks” — and more “marks”, and — “more”",
            "plain",
        ] {
            assert_eq!(undo(text), None, "{text}");
        }
    }
}
