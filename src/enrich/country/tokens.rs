//! Cutting a text into the tokens that place names are made of.
//!
//! A token is a run of letters, an acronym with its stops ("U.S."), or a single character of a script without spaces.
//! Each carries a hash of its folded form; the same cut makes the keys of the gazetteer, so both sides always agree.

use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

use crate::text::fold::fold_into;
use crate::text::unspaced::is_unspaced;

/// How a token is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// Starts with a small letter.
    Lower,
    /// Starts with a capital.
    Title,
    /// Two or more letters, all capitals.
    Upper,
    /// A script without capitals.
    Uncased,
}

/// What stands before a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing but space or a hyphen.
    Space,
    /// A comma.
    Comma,
    /// A full stop, quotation mark, line break or other break.
    Break,
}

/// One token.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// The hash of its folded form.
    pub hash: u64,
    /// How it is written.
    pub case: Case,
    /// What stands before it.
    pub gap: Gap,
}

/// The tokens of `text`.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::with_capacity(text.len() / 5);
    let mut folded = String::new();
    let mut gap = Gap::Break;
    let mut at = 0;
    while let Some(character) = text[at..].chars().next() {
        if !character.is_alphanumeric() {
            gap = wider(gap, character);
            at += character.len_utf8();
            continue;
        }
        let end = end_of_token(text, at, character);
        folded.clear();
        fold_into(&text[at..end], &mut folded);
        if folded.contains('.') {
            folded.retain(|c| c != '.');
        }
        found.push(Token { range: at..end, hash: xxh3_64(folded.as_bytes()), case: case(&text[at..end]), gap });
        gap = Gap::Space;
        at = end;
    }
    found
}

fn wider(gap: Gap, character: char) -> Gap {
    match (gap, character) {
        (Gap::Break, _) => Gap::Break,
        (_, ',' | '،' | '、') => Gap::Comma,
        (gap, ' ' | '-' | '\'' | '’' | '\u{a0}' | '\t' | '\r') => gap,
        // Lines of a wire story are broken anywhere; a full stop ends a sentence.
        (gap, '\n') => gap,
        _ => Gap::Break,
    }
}

fn end_of_token(text: &str, start: usize, first: char) -> usize {
    if is_unspaced(first) {
        return start + first.len_utf8();
    }
    let acronym = end_of_acronym(text.as_bytes(), start);
    if acronym > start + 2 {
        return acronym;
    }
    let plain = text.as_bytes()[start..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let rest = &text[start + plain..];
    rest.find(|c: char| !is_letter(c)).map_or(text.len(), |length| start + plain + length)
}

fn is_letter(character: char) -> bool {
    // The letters of most texts, without a look into the Unicode tables.
    matches!(character, 'a'..='z' | 'A'..='Z' | '0'..='9' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ɏ' | 'А'..='я')
        || (!character.is_ascii()
            && !is_unspaced(character)
            && (character.is_alphanumeric() || unicode_normalization::char::is_combining_mark(character)))
}

/// The end of "U.S." or "W.Va." that starts here: pairs of a capital and a stop.
fn end_of_acronym(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    while bytes.get(at).is_some_and(u8::is_ascii_uppercase) && bytes.get(at + 1) == Some(&b'.') {
        at += 2;
    }
    at
}

fn case(token: &str) -> Case {
    let mut characters = token.chars();
    let Some(first) = characters.next() else { return Case::Uncased };
    if first.is_lowercase() {
        return Case::Lower;
    }
    if !first.is_uppercase() {
        return Case::Uncased;
    }
    let mut rest = characters.filter(|c| c.is_alphabetic()).peekable();
    if rest.peek().is_some() && rest.all(char::is_uppercase) { Case::Upper } else { Case::Title }
}
