//! A text as a cluster gets it: dateline's own terms, position by position.
//!
//! Terms are separated by spaces, and what `|` joins is laid on one position. Sentences and paragraphs are marked at their
//! first and last word, without positions of their own; those of a single word get no marks, for nothing in them can be near
//! anything else, and a mark that begins and ends at one place would run into the next.

use crate::index::{Laid, PARAGRAPH_END, SENTENCE_END, each_term};

/// What joins the terms of one position. No term holds it: terms are letters, digits, and signs before or after them.
pub(super) const JOINT: char = '|';
/// Stands where a text has a position without a term.
const GAP: &str = "\u{b7}";
/// The marks at the first and the last word of a sentence.
pub(super) const SENTENCE: Unit = Unit { begins: "‡", ends: "§" };
/// The marks at the first and the last word of a paragraph.
pub(super) const PARAGRAPH: Unit = Unit { begins: "«", ends: "¶" };

/// The marks of a unit of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// At its first word.
    pub(super) begins: &'static str,
    /// At its last word.
    pub(super) ends: &'static str,
}

/// A text as terms; with marks of sentences and paragraphs where ends are laid.
pub(super) fn stacked(text: &str, laid: Laid) -> String {
    let mut places: Vec<String> = Vec::new();
    let (mut sentences, mut paragraphs) = (vec![0], vec![0]);
    each_term(text, laid, |term, range, position| {
        // Only the sign of an end has no letters of its own.
        if range.is_empty() && (term == SENTENCE_END || term == PARAGRAPH_END) {
            sentences.push(position);
            if term == PARAGRAPH_END {
                paragraphs.push(position);
            }
            return;
        }
        if places.len() <= position {
            places.resize(position + 1, String::new());
        }
        lay(&mut places[position], term);
    });
    if laid == Laid::Yes {
        mark(&mut places, sentences, SENTENCE);
        mark(&mut places, paragraphs, PARAGRAPH);
    }
    let shown: Vec<&str> = places.iter().map(|place| if place.is_empty() { GAP } else { place }).collect();
    shown.join(" ")
}

/// Lays a term on a position.
fn lay(place: &mut String, term: &str) {
    if !place.is_empty() {
        place.push(JOINT);
    }
    place.push_str(term);
}

/// Marks units by the positions at which they begin.
fn mark(places: &mut [String], mut begins: Vec<usize>, unit: Unit) {
    begins.push(places.len());
    for pair in begins.windows(2) {
        let (first, behind) = (pair[0], pair[1]);
        if behind > first + 1 {
            lay(&mut places[first], unit.begins);
            lay(&mut places[behind - 1], unit.ends);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_marked_at_their_first_and_last_word() {
        assert_eq!(
            stacked("Rain fell. Ports closed.\nNobody\nThe cease-fire held", Laid::Yes),
            "rain|‡|« fell|§ ports|‡ closed|§|¶ nobody the|‡|« cease|ceasefire‐cease fire held|§|¶"
        );
    }

    #[test]
    fn what_says_how_a_word_is_written_stands_at_its_place() {
        assert_eq!(stacked("The US told #quay", Laid::No), "the us|us. told quay|#quay");
        assert_eq!(stacked("", Laid::Yes), "");
        assert!(!stacked("a | b", Laid::No).contains(JOINT));
    }
}
