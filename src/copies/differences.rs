//! What one of two texts says and the other does not, sentence by sentence.
//!
//! A sentence stands in the other text if every run of three words of it does, wherever the sentences of the other begin
//! and end: so a copy without full stops, or with a headline run into its first sentence, says nothing new. A run is three
//! words because that is what copies are found by; one figure corrected makes a sentence another. Time and memory grow
//! with the lengths of both texts added.

use std::collections::HashSet;
use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

use crate::lang::sentences;
use crate::model::Differences;
use crate::text::words::each_word;

/// How many words a run has; shorter sentences are one run.
const RUN: usize = 3;
/// How many sentences of a side are listed; the others are counted.
const TOLD: usize = 3;
/// How many characters of a sentence are shown at most.
const CHARACTERS: usize = 200;

/// What `other` says and `text` does not, and what it leaves out of it.
pub fn differences(text: &str, other: &str) -> Differences {
    let (added, added_more) = only_in(other, &runs(text));
    let (missing, missing_more) = only_in(text, &runs(other));
    Differences { added, added_more, missing, missing_more }
}

/// The sentences of `text` that do not stand in `other`, as ranges of its bytes in order.
pub fn alone(text: &str, other: &str) -> Vec<Range<usize>> {
    missing_in(text, &runs(other)).collect()
}

/// The first sentences of a text that do not stand in another, of which the runs are given, and how many more.
fn only_in(text: &str, other: &HashSet<u64>) -> (Vec<String>, u64) {
    let mut missing = missing_in(text, other);
    let told = missing.by_ref().take(TOLD).map(|range| cut(&text[range])).collect();
    (told, missing.count() as u64)
}

/// The sentences of a text that do not stand in another, of which the runs are given.
fn missing_in(text: &str, other: &HashSet<u64>) -> impl Iterator<Item = Range<usize>> {
    let is_missing = move |range: &Range<usize>| {
        let words = words(&text[range.clone()]);
        !words.is_empty() && !words.windows(RUN.min(words.len())).all(|run| other.contains(&hash(run)))
    };
    sentences(text).into_iter().filter(is_missing)
}

/// The hashes of all runs of one word up to [`RUN`] of them.
fn runs(text: &str) -> HashSet<u64> {
    let words = words(text);
    (1..=RUN).flat_map(|size| words.windows(size).map(hash)).collect()
}

fn words(text: &str) -> Vec<u64> {
    let mut words = Vec::new();
    each_word(text, |word, _, _| words.push(xxh3_64(word.as_bytes())));
    words
}

/// A hash of words in their order.
fn hash(words: &[u64]) -> u64 {
    words.iter().fold(0, |hash: u64, word| (hash.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// A sentence on one line, its end cut off where it is long.
fn cut(sentence: &str) -> String {
    let mut line: String = sentence.chars().take(CHARACTERS).collect();
    if line.len() < sentence.len() {
        line.truncate(line.trim_end().len());
        line.push('…');
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "The ferry turned back on Tuesday. Nobody was hurt. Engineers put the damage at 40,000 crowns.";

    #[test]
    fn what_is_added_and_what_is_left_out() {
        let copy = "The ferry turned back on Tuesday. Engineers put the damage at 45,000 crowns. It sails again today.";
        let differences = differences(STORY, copy);
        assert_eq!(differences.added, ["Engineers put the damage at 45,000 crowns.", "It sails again today."]);
        assert_eq!(differences.missing, ["Nobody was hurt.", "Engineers put the damage at 40,000 crowns."]);
        assert_eq!((differences.added_more, differences.missing_more), (0, 0));
    }

    #[test]
    fn case_stops_and_joined_sentences_are_no_difference() {
        let copy = "THE FERRY TURNED BACK ON TUESDAY – nobody was hurt: engineers put the damage at 40,000 crowns";
        assert_eq!(differences(STORY, copy), Differences::default());
    }

    #[test]
    fn many_and_long_sentences_are_cut() {
        let long = format!("Word {}.", "and another ".repeat(50));
        let many: String = (0..9).map(|n| format!("Number {n} was drawn.\n")).collect();
        let differences = differences("", &format!("{long}\n{many}"));
        assert_eq!((differences.added.len(), differences.added_more), (TOLD, 10 - TOLD as u64));
        assert_eq!(differences.added[0].chars().count(), CHARACTERS + 1);
        assert!(differences.added[0].ends_with('…'));
    }

    #[test]
    fn scripts_without_spaces_are_compared_too() {
        let differences = differences("港口重新开放。没有人受伤。", "港口重新开放。渡轮今天恢复运行。");
        assert_eq!(differences.added, ["渡轮今天恢复运行。"]);
        assert_eq!(differences.missing, ["没有人受伤。"]);
    }
}
