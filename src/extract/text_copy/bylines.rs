//! Lines that name the writer, the day or the owner of a picture, as they stand around a story.

use std::sync::LazyLock;

use crate::extract::body::phrases;
use crate::extract::date;
use crate::lang::{Phrase, phrases as of_all_languages};

/// Openings of credits that a colon ends, which may stand in the middle of a caption: "photo:".
static CREDITS: LazyLock<Vec<&str>> =
    LazyLock::new(|| of_all_languages(Phrase::Credit).filter(|phrase| phrase.ends_with([':', '：'])).collect());

/// Whether a line is hardly more than a byline or a day.
pub(super) fn names_writer_or_day(text: &str) -> bool {
    /// Words of a byline, and letters beside a day.
    const WORDS: usize = 7;
    const LETTERS: usize = 32;
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let opens = || phrases::opens_as_byline(text) && (text.split_whitespace().count() <= WORDS || is_of_names(text));
    letters < LETTERS && date::names_day(text) || opens()
}

/// Whether nearly all words of a line are written as names are, where the script has capitals.
fn is_of_names(text: &str) -> bool {
    /// No byline is longer, in words.
    const LONGEST: usize = 24;
    let (mut words, mut capitals) = (0, 0);
    for word in text.split_whitespace().skip(1).filter(|word| word.starts_with(char::is_alphabetic)) {
        words += 1;
        capitals += usize::from(word.starts_with(char::is_uppercase));
    }
    words > 0 && words <= LONGEST && capitals * 4 >= words * 3
}

/// Whether a line looks like a name: two to four words, each with a capital, and nothing else.
pub(super) fn is_name(text: &str) -> bool {
    let words = || text.split_whitespace();
    let is_part = |word: &str| word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'));
    (2..=4).contains(&words().count())
        && words().all(|word| word.starts_with(char::is_uppercase) && is_part(word))
        && !text.ends_with('.')
}

/// Whether a line ends in the name of a picture's owner: "… at the pier. (Photo: A. Example)", "… Foto: A. Example/dpa",
/// "… (AFP / A. EXAMPLE)".
pub(super) fn ends_in_credit(text: &str) -> bool {
    /// The longest credit, in bytes.
    const LONGEST: usize = 90;
    let text = text.trim_end();
    let tail = &text[text.ceil_char_boundary(text.len().saturating_sub(LONGEST))..];
    let bracketed = tail.strip_suffix(')').or_else(|| tail.strip_suffix(").")).and_then(|rest| rest.rsplit_once('('));
    if let Some((_, inner)) = bracketed
        && !inner.contains(char::is_numeric)
        && (inner.contains(['/', ':', '©']) || is_agency(inner))
    {
        return true;
    }
    let tail = tail.to_lowercase();
    CREDITS.iter().any(|opening| {
        tail.rfind(opening).is_some_and(|at| {
            let (before, after) = (&tail[..at], &tail[at + opening.len()..]);
            !before.ends_with(char::is_alphanumeric) && !holds_sentence(after)
        })
    })
}

/// Whether a sentence ends inside a text. The full stop after a single letter is that of a name.
fn holds_sentence(text: &str) -> bool {
    let text = text.trim_end_matches([')', '.', ' ']);
    let ends_name = |part: &str| part.split_whitespace().next_back().is_none_or(|word| word.chars().count() == 1);
    text.contains(['?', '!']) || text.rsplit(". ").skip(1).any(|part| !ends_name(part))
}

/// Whether a text names an agency of pictures and nothing else but names.
fn is_agency(text: &str) -> bool {
    const AGENCIES: &[&str] =
        &["AP", "AFP", "Reuters", "REUTERS", "Getty", "EPA", "dpa", "PA", "ANSA", "EFE", "TASS", "XINHUA", "Xinhua"];
    text.split([' ', '-', ',']).any(|word| AGENCIES.contains(&word)) && text.split_whitespace().count() <= 6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_and_credits_are_told_from_sentences() {
        for line in ["By Ann Lee", "14 October 2025, 10:15", "By ANN LEE, BO RAY, CY DOE, DI ECO and ED FAR"] {
            assert!(names_writer_or_day(line), "{line}");
        }
        assert!(!names_writer_or_day("By the time the ferry came in the harbour was empty and dark"));
        for line in [
            "The pier at dusk (Image: A. Example)",
            "The pier at dusk. (AFP / A. EXAMPLE)",
            "Der Steg am Abend. Foto: A. Beispiel",
        ] {
            assert!(ends_in_credit(line), "{line}");
        }
        for line in [
            "14 October 2025 11:30 am (Updated 11:54 am)",
            "The pier (the old one) is sold.",
            "He asked for a photo: it was the last. She came.",
        ] {
            assert!(!ends_in_credit(line), "{line}");
        }
        assert!(is_name("Ann Maria Lee") && !is_name("Pier opens") && !is_name("Lee"));
    }
}
