//! Keywords in context: a concordance line for every match (Luhn's KWIC index, 1960).
//!
//! A line stays within its paragraph. Matches with nothing but space or punctuation between them, such as the words of a
//! phrase, are one keyword. How much of a line is shown is the business of who shows it.

use super::marks::{Mark, joined};
use crate::model::ContextLine;

/// How many characters of context each side of the keyword has at most: more than the widest terminal shows.
const SIDE: usize = 160;

/// The first `most` lines of the marks in a text, and how many more there are.
pub(crate) fn lines(text: &str, marks: &[Mark], most: usize) -> (Vec<ContextLine>, usize) {
    let keywords = keywords(text, marks);
    let lines = keywords.iter().take(most).map(|keyword| line(text, keyword)).collect();
    (lines, keywords.len().saturating_sub(most))
}

/// The places of marks, neighbours taken together.
fn keywords(text: &str, marks: &[Mark]) -> Vec<std::ops::Range<usize>> {
    let mut keywords: Vec<std::ops::Range<usize>> = Vec::new();
    for place in joined(marks) {
        match keywords.last_mut() {
            Some(last) if is_gap(&text[last.end..place.start]) => last.end = place.end,
            _ => keywords.push(place),
        }
    }
    keywords
}

/// Whether what stands between two words does not separate them.
fn is_gap(between: &str) -> bool {
    /// The longest gap in bytes: a dash between spaces.
    const LONGEST: usize = 5;
    between.len() <= LONGEST && !between.contains(|c: char| c == '\n' || c.is_alphanumeric())
}

fn line(text: &str, keyword: &std::ops::Range<usize>) -> ContextLine {
    let before = text[..keyword.start].rsplit('\n').next().unwrap_or_default();
    let after = text[keyword.end..].split('\n').next().unwrap_or_default();
    let from = before.char_indices().rev().nth(SIDE - 1).map_or(0, |(at, _)| at);
    let to = after.char_indices().nth(SIDE).map_or(after.len(), |(at, _)| at);
    ContextLine {
        before: before[from..].to_owned(),
        word: text[keyword.clone()].to_owned(),
        after: after[..to].to_owned(),
        offset: keyword.start,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(text: &str, words: &[&str]) -> Vec<Mark> {
        let mut marks: Vec<Mark> = words
            .iter()
            .enumerate()
            .flat_map(|(leaf, word)| {
                text.match_indices(word).map(move |(at, word)| Mark { range: at..at + word.len(), leaf })
            })
            .collect();
        marks.sort_by_key(|mark| mark.range.start);
        marks
    }

    #[test]
    fn a_line_stays_in_its_paragraph_and_a_phrase_is_one_keyword() {
        let text = "Nothing here.\nThe naval base is old. A base, naval or not, stays.\nEnd";
        let (lines, more) = lines(text, &marks(text, &["naval", "base"]), 2);
        let shown: Vec<(&str, &str, &str)> =
            lines.iter().map(|l| (l.before.as_str(), l.word.as_str(), l.after.as_str())).collect();
        assert_eq!(
            shown,
            [
                ("The ", "naval base", " is old. A base, naval or not, stays."),
                ("The naval base is old. A ", "base, naval", " or not, stays."),
            ]
        );
        assert_eq!((lines[0].offset, more), (18, 0));
    }

    #[test]
    fn long_paragraphs_are_cut_between_characters_and_the_rest_is_counted() {
        let text = format!("{}порт{} порт", "я".repeat(500), "ю".repeat(500));
        let (lines, more) = lines(&text, &marks(&text, &["порт"]), 1);
        assert_eq!((lines[0].before.chars().count(), lines[0].after.chars().count(), more), (SIDE, SIDE, 1));
    }
}
