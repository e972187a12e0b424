//! The line that a date stands in, and how it stands there: by itself, as pages show their day, or in a sentence.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::clue::Standing;
use super::label;
use crate::extract::page::dom::{Data, Dom, NodeId};
use crate::lang::{Fact, facts};

/// How much of a line is looked at on each side of a date, in bytes.
const SIDE: usize = 240;

/// How many nodes on each side of a date are looked at.
const NODES: NodeId = 30;

/// A line of more words than this beside its date is a sentence, whatever else it says.
const LONGEST: usize = 12;

/// How many words a line may have besides the day that it shows: a weekday, a place, a name.
const BESIDE: usize = 2;

/// Small words that pages set beside their day: "of", "the", "hours", "ago".
static SMALL_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let kinds = [Fact::FunctionWords, Fact::DateParticles, Fact::Minutes, Fact::Hours, Fact::Days, Fact::FromNow];
    kinds.into_iter().flat_map(facts).collect()
});

/// What stands before and behind a date in its line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) before: String,
    pub(super) after: String,
}

impl Line {
    /// The line around a node: the texts of its block that only inline elements part from it.
    pub(super) fn around(dom: &Dom, id: NodeId) -> Line {
        let mut block = dom.nodes[id].parent;
        while is_inline(dom.tag(block)) {
            block = dom.nodes[block].parent;
        }
        let end = dom.nodes[id].end.max(id + 1);
        let (first, last) = (id.saturating_sub(NODES).max(block + 1), dom.nodes[block].end.min(end + NODES));
        let mut line = Line::default();
        for node in first..id {
            match &dom.nodes[node].data {
                Data::Text(text) if is_in_line(dom, node, block) => add(&mut line.before, text),
                Data::Element { tag, .. } if is_inline(tag) => {}
                _ => line.before.clear(),
            }
        }
        for node in end..last {
            match &dom.nodes[node].data {
                Data::Text(text) => add(&mut line.after, text),
                Data::Element { tag, .. } if is_inline(tag) => {}
                _ => break,
            }
        }
        let from = line.before.ceil_char_boundary(line.before.len().saturating_sub(SIDE));
        line.before.drain(..from);
        line.after.truncate(line.after.floor_char_boundary(SIDE));
        line
    }

    /// The line around a part of a node's text.
    pub(super) fn within(&self, text: &str, start: usize, end: usize) -> Line {
        let before = format!("{} {}", self.before, &text[text.ceil_char_boundary(start.saturating_sub(SIDE))..start]);
        let after = format!("{} {}", &text[end..text.floor_char_boundary(end + SIDE)], self.after);
        Line { before, after }
    }

    /// The length of the line beside the date, in bytes.
    pub(super) fn length(&self) -> usize {
        self.before.len() + self.after.len()
    }

    /// Whether the line is a sentence with the date in it: `Apply before 12 May 2026.`, `The vote is on 12 May 2026, he said.`
    pub(super) fn is_sentence(&self) -> bool {
        let (before, after) = (words(&self.before), words(&self.after));
        let ends = opens_with_full_stop(&self.after) && before >= BESIDE
            || ends_with_full_stop(&self.after) && before > 0 && before + after > BESIDE;
        ends && label::of(&self.before).is_none() && !is_byline(&self.before) && !self.before.trim_end().ends_with(',')
    }

    /// Whether words of running text stand directly beside the date, which then tells of what they say: `Costs 15.10.25 euros`,
    /// `Applications close on 31 October 2025`. One small word may be the weekday, `mardi 14 octobre`, `14 octombrie, marți`. What
    /// stands between the date and a time is a word for the time.
    pub(super) fn is_running(&self) -> bool {
        let is_end = |c: char| is_separator(c) || matches!(c, ',' | '،' | '、');
        let before = self.before.trim_end().rsplit(is_end).next().unwrap_or_default();
        let after = self.after.split(is_end).next().unwrap_or_default();
        let after = match after.rsplit_once(|c: char| c.is_numeric()) {
            Some((_, behind)) => without_hours(behind),
            None => after,
        };
        if is_byline(before) || is_byline(after) || label::of(after).is_some() {
            return false;
        }
        let small = small_words(before) + small_words(after);
        let is_weekday = || match small_words(after) {
            0 => before.split_whitespace().next_back().is_some_and(|word| small_words(word) == 1),
            _ => words(before) == 0,
        };
        small > 1 || small == 1 && !is_weekday()
    }

    /// How the date stands in the line. A sentence may name any day; a page shows its own by itself, with a label, a
    /// byline, a place or a weekday beside it.
    pub(super) fn standing(&self) -> Standing {
        if words(&self.before) + words(&self.after) > LONGEST {
            return Standing::Mentioned;
        }
        // An entry of a chronology: `13 October 2025: the council votes`.
        if words(&self.before) == 0 && self.after.trim_start().starts_with([':', '：']) && words(&self.after) > BESIDE
        {
            return Standing::Mentioned;
        }
        let before = self.before.rsplit(is_separator).next().unwrap_or_default();
        let after = self.after.split(is_separator).next().unwrap_or_default();
        if label::of(&self.before).is_some() || is_byline(before) {
            return Standing::Shown;
        }
        let ends_sentence = words(before) > 0 && !before.trim_end().ends_with(',') && opens_with_full_stop(after);
        if ends_sentence || words(before) + words(after) > BESIDE { Standing::Mentioned } else { Standing::Shown }
    }
}

/// Whether an element stands inside a line of text.
pub(super) fn is_inline(tag: &str) -> bool {
    matches!(tag, "a" | "b" | "strong" | "em" | "i" | "u" | "span" | "font" | "mark" | "abbr" | "small" | "time")
}

/// Whether only inline elements stand between a text and the block of a line.
fn is_in_line(dom: &Dom, text: NodeId, block: NodeId) -> bool {
    let mut above = dom.nodes[text].parent;
    while above > block && is_inline(dom.tag(above)) {
        above = dom.nodes[above].parent;
    }
    above <= block
}

fn add(line: &mut String, text: &str) {
    for word in text[..text.floor_char_boundary(4 * SIDE)].split_whitespace() {
        line.push_str(word);
        line.push(' ');
    }
}

/// A sign that parts what a line says of the story from what it says of the day.
fn is_separator(sign: char) -> bool {
    matches!(sign, '|' | '·' | '•' | '–' | '—' | '/' | '»' | '›' | '(' | ')' | '[' | ']' | ':' | ';' | '\n' | '：')
}

/// What ends a sentence.
const FULL_STOPS: [char; 10] = ['.', '!', '?', '。', '！', '？', '।', '։', '။', '።'];

fn opens_with_full_stop(text: &str) -> bool {
    text.trim_start().starts_with(FULL_STOPS)
}

fn ends_with_full_stop(text: &str) -> bool {
    text.trim_end().ends_with(FULL_STOPS)
}

/// Whether a line opens as bylines do.
pub(super) fn is_byline(text: &str) -> bool {
    const OPENINGS: [&str; 9] = ["by ", "von ", "par ", "por ", "di ", "door ", "av ", "af ", "od "];
    let text = text.trim_start();
    let opening = text[..text.floor_char_boundary(8)].to_lowercase();
    OPENINGS.iter().any(|word| opening.starts_with(word))
}

/// How many words a text has that say something: words of up to two letters, and of up to four capitals (zones of time,
/// agencies), do not count. Two characters of a script without spaces count as a word.
fn words(text: &str) -> usize {
    let runs = text.split(|c: char| !c.is_alphabetic()).filter(|run| !run.is_empty());
    runs.map(|run| {
        let letters = run.chars().count();
        let is_short = letters <= 2 || letters <= 4 && run.chars().all(char::is_uppercase);
        match run.chars().next() {
            Some(first) if is_unspaced(first) => letters.div_ceil(2),
            _ => usize::from(!is_short),
        }
    })
    .sum()
}

/// How many words in small letters a text has that are not among those that stand beside any day.
fn small_words(text: &str) -> usize {
    // A word with a digit is the name of a reader or a thing: `Bo2man`.
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.starts_with(char::is_lowercase));
    let is_word = |word: &&str| word.chars().nth(2).is_some() && word.chars().all(char::is_alphabetic);
    words.filter(is_word).filter(|word| !SMALL_WORDS.contains(*word)).count()
}

/// What stands behind a time without a word for hours: `à 8 heures`.
fn without_hours(text: &str) -> &str {
    let text = text.trim_start();
    let (first, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    // One of a single letter is joined to the number.
    let mut hours = facts(Fact::Hours).filter(|word| word.chars().nth(2).is_some());
    if hours.any(|word| first.starts_with(word)) { rest } else { text }
}

/// Whether a script is written without spaces: Thai, Lao, Burmese, Khmer, Chinese and Japanese.
fn is_unspaced(character: char) -> bool {
    matches!(character, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_known_wherever_its_date_stands() {
        let is_sentence = |before: &str, after: &str| Line { before: before.into(), after: after.into() }.is_sentence();
        for (before, after) in [
            ("The trial opens on ", "."),
            ("Answer before ", "."),
            ("The vote is on ", ", the minister said."),
            ("After the storm of ", " the quay was closed."),
        ] {
            assert!(is_sentence(before, after), "{before}|{after}");
        }
        for (before, after) in [
            ("", "."),
            ("Boston, ", "."),
            ("Published in the harbour news on ", "."),
            ("By Ann Maria Lee, harbour correspondent, ", "."),
            ("Harbour news of the city, ", ", page four"),
        ] {
            assert!(!is_sentence(before, after), "{before}|{after}");
        }
    }

    #[test]
    fn words_of_running_text_beside_a_day_make_it_that_of_something_else() {
        let is_running = |before: &str, after: &str| Line { before: before.into(), after: after.into() }.is_running();
        for (before, after) in [
            ("Costs ", " euros"),
            ("Version ", " is out"),
            ("Applications close on ", ""),
            ("In force from ", ""),
            ("The doors then open ", ""),
            ("Das Bad schließt am ", ""),
        ] {
            assert!(is_running(before, after), "{before}|{after}");
        }
        for (before, after) in [
            ("", ""),
            ("Paris, mardi ", " à 8 heures"),
            ("", ", kedd"),
            ("", " tiistai"),
            ("", " kello 8.30"),
            ("Karlsruhe, den ", ""),
            ("AFP, le mardi ", ""),
            ("By corin of the weir, ", ""),
            ("", " by corin of the weir"),
            ("Boats and weirs | ", " | five minutes long"),
            ("Anna Lee ", ""),
            ("Author: Bo2man am ", ""),
        ] {
            assert!(!is_running(before, after), "{before}|{after}");
        }
    }

    #[test]
    fn what_stands_in_a_block_before_is_not_in_the_line() {
        let dom = Dom::parse("<h1>The pier that was closed opens</h1><span>by Ann</span> <i>14 October 2025</i>");
        let is_day = |id: &NodeId| matches!(&dom.nodes[*id].data, Data::Text(text) if text.starts_with("14"));
        let day = (0..dom.nodes.len()).find(is_day).unwrap();
        assert_eq!(Line::around(&dom, day).before, "by Ann ");
    }

    #[test]
    fn prose_is_no_shown_day() {
        let standing = |before: &str, after: &str| Line { before: before.into(), after: after.into() }.standing();
        for (before, after) in [
            ("", ""),
            ("Monday, ", " at 10:15 pm EST"),
            ("By Ann Maria Lee on ", ""),
            ("LONDON, ", " (Reuters)"),
            ("Published by the editors on ", ""),
            ("Ann Maria Lee | ", " | 3 min read"),
            ("公開日：", ""),
            ("Karlsruhe, ", "."),
        ] {
            assert_eq!(standing(before, after), Standing::Shown, "{before}|{after}");
        }
        for (before, after) in [
            ("The council voted on ", " to lend the county a crane for the bell."),
            ("The council voted on ", ""),
            ("It opened on ", "."),
            ("The bridge, which was closed in the spring after engineers had found two cracks – on ", " – is open."),
            ("市議会は", "に橋の修理を決めた"),
        ] {
            assert_eq!(standing(before, after), Standing::Mentioned, "{before}|{after}");
        }
    }
}
