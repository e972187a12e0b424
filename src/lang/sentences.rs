//! Where sentences end.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::language::Fact;
use super::registry::facts;

/// Words before a full stop that seldom end a sentence, in any language.
static ABBREVIATIONS: LazyLock<HashSet<&str>> = LazyLock::new(|| facts(Fact::Abbreviations).collect());

/// Signs that end a sentence in any language.
const SIGNS: [char; 9] = ['\n', '.', '!', '?', '…', '‼', '⁇', '⁈', '⁉'];

/// Full stops of scripts that no language here has as its own (Unicode 17.0, property Sentence_Terminal): Tibetan,
/// Ethiopic, Mongolian, Syriac.
const OTHER_SCRIPTS: [char; 10] = ['།', '༎', '።', '፧', '፨', '᠃', '᠉', '\u{700}', '\u{701}', '\u{702}'];

/// The signs that may end a sentence.
struct Signs {
    /// Those of single languages.
    own: Vec<char>,
    /// The bytes that a sign begins with.
    first_bytes: [bool; 256],
}

static ENDS: LazyLock<Signs> = LazyLock::new(|| {
    let own: Vec<char> = facts(Fact::SentenceEnds).flat_map(str::chars).chain(OTHER_SCRIPTS).collect();
    let mut first_bytes = [false; 256];
    for sign in SIGNS.iter().chain(&own) {
        first_bytes[usize::from(sign.encode_utf8(&mut [0; 4]).as_bytes()[0])] = true;
    }
    Signs { own, first_bytes }
});

/// Whether a sign ends sentences in any language.
pub fn is_sentence_end(sign: char) -> bool {
    SIGNS.contains(&sign) || ENDS.own.contains(&sign)
}

/// The byte ranges of the sentences of `text`, in order, white space at their ends left out. A line end is always one.
///
/// Full stops count where what follows is white space and the word before is neither an abbreviation nor an initial.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut push = |start: usize, end: usize| {
        let piece = &text[start..end];
        let left = start + piece.len() - piece.trim_start().len();
        let right = left + piece.trim().len();
        if left < right {
            found.push(left..right);
        }
    };
    let Signs { own, first_bytes } = &*ENDS;
    let mut at = 0;
    while let Some(found) = text.as_bytes()[at..].iter().position(|byte| first_bytes[usize::from(*byte)]) {
        at += found;
        let Some(character) = text[at..].chars().next() else { break };
        let end = at + character.len_utf8();
        let ends = match character {
            '\n' => true,
            '.' => follows_space(&text[end..]) && !is_abbreviated(&text[start..at]),
            '!' | '?' | '…' | '‼' | '⁇'..='⁉' => follows_space(&text[end..]),
            own_sign if own.contains(&own_sign) => !wants_space(own_sign) || follows_space(&text[end..]),
            _ => false,
        };
        at = end;
        if ends {
            let closing = text[end..].chars().take_while(|c| matches!(c, '"' | '”' | '’' | '»' | ')' | '」' | '』'));
            at += closing.map(char::len_utf8).sum::<usize>();
            push(start, at);
            start = at;
        }
    }
    push(start, text.len());
    found
}

/// The end of a sentence or paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Of a sentence within a paragraph.
    Sentence,
    /// Of a paragraph.
    Paragraph,
}

/// Walks along the ends of sentences while the words of a text go by.
#[derive(Debug)]
pub struct Ends<'a> {
    text: &'a str,
    sentences: std::iter::Peekable<std::vec::IntoIter<Range<usize>>>,
}

impl<'a> Ends<'a> {
    /// The ends in a text.
    pub fn of(text: &'a str) -> Ends<'a> {
        Ends { text, sentences: sentences(text).into_iter().peekable() }
    }

    /// The end that lies between the word before and the one that begins at `start`, and where.
    pub fn before(&mut self, start: usize) -> Option<(End, usize)> {
        let first = self.sentences.next_if(|sentence| sentence.end <= start)?.end;
        while self.sentences.next_if(|sentence| sentence.end <= start).is_some() {}
        let end = if self.text[first..start].contains('\n') { End::Paragraph } else { End::Sentence };
        Some((end, first))
    }
}

/// Whether a sign ends a sentence only before a space; most full stops of scripts stand for nothing else.
fn wants_space(sign: char) -> bool {
    matches!(sign, '؟' | '۔')
}

fn follows_space(rest: &str) -> bool {
    rest.trim_start_matches(['"', '”', '’', '»', ')']).chars().next().is_none_or(char::is_whitespace)
}

fn is_abbreviated(before: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let length = word.chars().count();
    length == 1 || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn ends_are_found_and_abbreviations_are_none() {
        assert_eq!(
            pieces("Gen. Ivanov spoke. \"We stay.\" He left!\nNext line"),
            ["Gen. Ivanov spoke.", "\"We stay.\"", "He left!", "Next line"]
        );
        assert_eq!(pieces("The U.S. Navy sailed at 3.5 knots."), ["The U.S. Navy sailed at 3.5 knots."]);
        assert_eq!(pieces("会议结束了。他们走了。"), ["会议结束了。", "他们走了。"]);
        assert!(pieces("  \n ").is_empty());
    }

    #[test]
    fn full_stops_of_all_scripts_end_sentences() {
        for stop in ['։', '।', '།', '။', '።', '។', '᠃', '。', '｡', '！', '؟', '۔', '‼'] {
            let text = format!("aa{stop} bb{stop}");
            assert_eq!(pieces(&text).len(), 2, "{stop}");
        }
    }
}
