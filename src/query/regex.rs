//! Regular expressions over words: `/coun.*l/`.
//!
//! One stands between slashes and holds no space; it must fit the whole of a word as the index has it, without case and
//! accents. The engine of `tantivy_fst` runs it: no anchors, no word boundaries, nothing that is not a regular language, so
//! that no expression takes more than one step a byte; and none whose automaton is large.

use tantivy_fst::Regex;

use super::chars::{ends_run, first, is_close, is_gap};
use super::error::{Fault, excerpt};
use crate::text::fold::fold;

/// A longer expression is refused: how many characters.
const MAX_LENGTH: usize = 200;

/// How long the regular expression that `text` starts with is, with its slashes; none where it starts with none.
pub(super) fn length(text: &str) -> Option<usize> {
    let mut escaped = false;
    let inside = text.strip_prefix('/')?;
    let closing = inside.char_indices().find_map(|(at, character)| match character {
        _ if is_gap(character) => Some(None),
        '/' if !escaped => Some(Some(at)),
        _ => {
            escaped = character == '\\' && !escaped;
            None
        }
    });
    let end = closing.flatten().filter(|end| *end > 0)? + 2;
    first(&text[end..]).is_none_or(|c| ends_run(c) || is_close(c) || matches!(c, '^' | '~')).then_some(end)
}

/// Refuses an expression that cannot be run.
pub(super) fn check(inside: &str) -> Result<(), Fault> {
    if inside.chars().count() > MAX_LENGTH {
        let hint = format!("write one of at most {MAX_LENGTH} characters");
        return Err(Fault::new(format!("the expression `{}` is too long", excerpt(inside)), hint));
    }
    match Regex::new(&folded(inside)) {
        Ok(_) => Ok(()),
        Err(error) => Err(Fault::new(
            format!("this regular expression cannot be run: {}", error.to_string().replace('\n', " ")),
            "it stands for whole words, without `^`, `$` and `\\b`; for the slashes themselves, use quotes",
        )),
    }
}

/// An expression as words are held: without case and accents, but for what follows a backslash.
pub fn folded(expression: &str) -> String {
    let mut out = String::with_capacity(expression.len());
    let mut rest = expression.chars();
    while let Some(character) = rest.next() {
        match character {
            '\\' => out.extend([Some(character), rest.next()].into_iter().flatten()),
            _ if character.is_alphabetic() => out.push_str(&fold(character.encode_utf8(&mut [0; 4]))),
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slashes_hold_one_run() {
        let cases = [
            ("/coun.*l/", Some(9)),
            ("/a|b/ c", Some(5)),
            (r"/a\/b/)", Some(6)),
            ("/usr/local/", None),
            ("/a b/", None),
            ("//", None),
            ("/abc", None),
            ("/x+/^2", Some(4)),
        ];
        for (text, expected) in cases {
            assert_eq!(length(text), expected, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_run_is_refused() {
        for bad in ["(", "[a", "^a", r"\bport", "(a|b)*a(a|b){40}"] {
            assert!(check(bad).is_err(), "{bad}");
        }
        assert!(check(&"a".repeat(201)).is_err());
        for good in ["coun.*l", "[0-9]{4}", "(har|cas)bou?r", r"\d+"] {
            assert!(check(good).is_ok(), "{good}");
        }
    }

    #[test]
    fn letters_fold_and_classes_stay() {
        assert_eq!(folded(r"Ély[S-T]\W\D"), r"ely[s-t]\W\D");
    }
}
