//! Text that was encoded twice: its UTF-8 was taken for Windows-1252, letter by letter, and encoded once more, so that `é`
//! became `Ã©`.
//!
//! A program did so to a whole page or to all that came out of a database, and hardly ever to a word alone. It is undone where
//! nearly all letters beyond ASCII are of such sequences, or most of them and there are many: `CAFÉ»` in a page that is otherwise
//! right stays as it is. Where there are many, signs do not count: a template's own quotes and bullets were encoded once.

use memchr::memchr_iter;

/// Fewer such sequences than this show nothing.
const ENOUGH: usize = 4;
/// So many are no chance, where other letters of the page were encoded once.
const MANY: usize = 40;
/// How many places at the start of a page are checked before the page is taken to be right.
const FIRST: usize = 200;

/// The text as it was before it was encoded the second time; `None` where it was encoded once.
pub(super) fn undo(text: &str) -> Option<String> {
    if !looks_so(text) {
        return None;
    }
    let mut once = String::with_capacity(text.len());
    let (mut sequences, mut undone, mut all) = (0, 0, 0);
    let (mut undone_letters, mut all_letters) = (0, 0);
    let mut rest = text;
    while let Some(start) = rest.bytes().position(|byte| !byte.is_ascii()) {
        once.push_str(&rest[..start]);
        rest = &rest[start..];
        let run = &rest[..rest.find(|c: char| c.is_ascii()).unwrap_or(rest.len())];
        rest = &rest[run.len()..];
        let signs = run.chars().count();
        let letters = run.chars().filter(|c| c.is_alphabetic()).count();
        all += signs;
        all_letters += letters;
        match bytes(run).and_then(|bytes| String::from_utf8(bytes).ok()) {
            Some(word) => {
                undone += signs;
                undone_letters += letters;
                sequences += word.chars().count();
                once.push_str(&word);
            }
            None => once.push_str(run),
        }
    }
    once.push_str(rest);
    let is_most = sequences >= MANY && undone_letters * 10 >= all_letters * 7;
    (sequences >= ENOUGH && undone * 10 >= all * 9 || is_most).then_some(once)
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
        let parts = "La sanción llegó después; también habló el ingeniero. ".repeat(10);
        let twice = WINDOWS_1252.decode_without_bom_handling(parts.as_bytes()).0;
        let template = format!("• “Cálculo” — {twice} • más “fútbol” • …");
        assert_eq!(undo(&template), Some(format!("• “Cálculo” — {parts} • más “fútbol” • …")));
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
