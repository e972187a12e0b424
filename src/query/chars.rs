//! Which characters part, quote and make words in a query, whatever keyboard or web page they come from.

use unicode_normalization::char::is_combining_mark;

use crate::text::variants::is_shapeless;

/// Opening quotes and what closes them. German quotes close with an English opening one, Swedish ones are all alike.
const QUOTES: &[(char, &[char])] = &[
    ('"', &['"', '＂']),
    ('＂', &['"', '＂']),
    ('“', &['”']),
    ('”', &['”']),
    ('„', &['“', '”']),
    ('‟', &['”']),
    ('«', &['»']),
    ('»', &['«']),
    ('「', &['」']),
    ('」', &[]),
    ('『', &['』']),
    ('』', &[]),
    ('〝', &['〞', '〟']),
    ('〞', &[]),
    ('〟', &[]),
    ('‹', &['›']),
    ('›', &['‹']),
    ('《', &['》']),
    ('》', &[]),
];

/// What closes a quotation that this character opens; `None` for a character that is no double quote.
pub(super) fn closers(opener: char) -> Option<&'static [char]> {
    QUOTES.iter().find(|(quote, _)| *quote == opener).map(|(_, closers)| *closers)
}

/// The quotes to put around `text` so that nothing in it closes them.
pub(super) fn quotes_around(text: &str) -> (char, char) {
    let fitting = |(opener, closers): &(char, &[char])| {
        let closer = closers.first().filter(|_| !text.contains(*closers))?;
        Some((*opener, *closer))
    };
    QUOTES.iter().find_map(fitting).unwrap_or(('"', '"'))
}

pub(super) fn is_quote(character: char) -> bool {
    closers(character).is_some()
}

/// Whether a character separates words as a space does: spaces of every width, control and direction characters, and the
/// punctuation of scripts that write no space after it.
pub(super) fn is_gap(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character,
            '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
            | '，' | '。' | '、' | '！' | '？' | '；' | '،' | '؛' | '؟' | '।')
}

/// Whether the gap at `at` shows nothing and stands inside of a word, as a word joiner from a web page does, or is a full-width comma
/// inside of a number: no gap then.
pub(super) fn is_inside_word(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    if let Some(rest) = text[at..].strip_prefix('，') {
        return before.is_some_and(char::is_numeric) && first(rest).is_some_and(char::is_numeric);
    }
    let mut after = text[at..].chars().skip_while(|c| is_shapeless(*c));
    first(&text[at..]).is_some_and(is_shapeless)
        && before.is_some_and(|c| is_word(c) || is_shapeless(c))
        && after.next().is_some_and(is_word)
}

/// Whether a character is part of a word, as [`crate::text::words`] sees it.
pub(super) fn is_word(character: char) -> bool {
    character.is_alphanumeric() || (!character.is_ascii() && is_combining_mark(character))
}

pub(super) fn is_wildcard(character: char) -> bool {
    matches!(character, '*' | '＊' | '?')
}

pub(super) fn is_minus(character: char) -> bool {
    matches!(character, '-' | '–' | '−' | '－')
}

pub(super) fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '`' | '´')
}

pub(super) fn is_open(character: char) -> bool {
    matches!(character, '(' | '（')
}

pub(super) fn is_close(character: char) -> bool {
    matches!(character, ')' | '）')
}

/// The first character of `text`.
pub(super) fn first(text: &str) -> Option<char> {
    text.chars().next()
}

/// Whether a character separates alternatives.
pub(super) fn is_bar(character: char) -> bool {
    matches!(character, '|' | '｜')
}

/// The characters at which a run of text ends whatever it is.
pub(super) fn ends_run(character: char) -> bool {
    is_gap(character) || is_open(character) || is_close(character) || is_bar(character)
}

/// Whether the double quote at `at` stands between two Hebrew letters: it marks an acronym there and quotes nothing.
pub(super) fn is_gershayim(text: &str, at: usize) -> bool {
    let hebrew = |character: Option<char>| character.is_some_and(|c| matches!(c, '\u{5d0}'..='\u{5ea}'));
    text.as_bytes()[at] == b'"' && hebrew(text[..at].chars().next_back()) && hebrew(first(&text[at + 1..]))
}

/// Whether a run of characters starts as a URL does; what is a wildcard or a weight elsewhere is a part of it.
pub(super) fn is_url(run: &str) -> bool {
    let Some((scheme, rest)) = run.split_once("://") else {
        return run.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."));
    };
    !rest.is_empty()
        && first(scheme).is_some_and(|c| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
}

/// The length of the URL that `text` starts with: up to a space, a quote, or a parenthesis that it did not open.
pub(super) fn url_length(text: &str) -> usize {
    let mut open = 0_usize;
    for (at, character) in text.char_indices() {
        match character {
            '(' => open += 1,
            ')' if open == 0 => return at,
            ')' => open -= 1,
            _ if ends_run(character) || is_quote(character) => return at,
            _ => {}
        }
    }
    text.len()
}
