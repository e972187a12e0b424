//! A text cut into numbers, words and signs, as dates are made of them.
//!
//! Digits of any script are numbers, and so are the numerals of Chinese and Japanese where a year, month or day stands
//! after them. The signs 年, 月 and 日 (and their Korean like) are words of their own after a number.

use unicode_normalization::char::is_combining_mark;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind<'a> {
    /// A number, and of how many digits it is made.
    Number(i64, usize),
    Word(&'a str),
    Sign(char),
}

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub(super) kind: TokenKind<'a>,
    /// Where it begins, in bytes.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
}

/// The tokens of a text, in order. White space separates them and is none.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(character) = text[at..].chars().next() {
        let token = match class(character) {
            Class::Space => {
                at += character.len_utf8();
                continue;
            }
            Class::Digit => number_at(text, at),
            Class::Letter => han_number(text, at).unwrap_or_else(|| word_at(text, at, tokens.last())),
            Class::Other => Token { kind: TokenKind::Sign(character), start: at, end: at + character.len_utf8() },
        };
        at = token.end;
        tokens.push(token);
    }
    tokens
}

/// The number at a place, and its digits.
pub(super) fn number(tokens: &[Token], at: usize) -> Option<(i64, usize)> {
    match tokens.get(at)?.kind {
        TokenKind::Number(value, digits) => Some((value, digits)),
        _ => None,
    }
}

/// The word at a place.
pub(super) fn word<'a>(tokens: &[Token<'a>], at: usize) -> Option<&'a str> {
    match tokens.get(at)?.kind {
        TokenKind::Word(word) => Some(word),
        _ => None,
    }
}

/// The sign at a place.
pub(super) fn sign(tokens: &[Token], at: usize) -> Option<char> {
    match tokens.get(at)?.kind {
        TokenKind::Sign(sign) => Some(sign),
        _ => None,
    }
}

/// Whether nothing stands between the token at a place and the one before.
pub(super) fn is_joined(tokens: &[Token], at: usize) -> bool {
    at.checked_sub(1).and_then(|before| tokens.get(before)).zip(tokens.get(at)).is_some_and(|(a, b)| a.end == b.start)
}

/// Whether a text can hold a date: it has a digit, or a numeral before 年.
pub(super) fn has_number(text: &str) -> bool {
    /// The first byte of the first digit that is not of ASCII, and of all behind it.
    const FIRST: u8 = 0xd9;
    text.bytes().any(|byte| byte.is_ascii_digit())
        || text.bytes().any(|byte| byte >= FIRST) && text.chars().any(|c| digit(c).is_some() || c == '年')
}

/// What a character belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Digit,
    Letter,
    Space,
    Other,
}

fn class(character: char) -> Class {
    match character {
        c if digit(c).is_some() => Class::Digit,
        c if c.is_whitespace()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}') =>
        {
            Class::Space
        }
        c if c.is_alphabetic() || is_combining_mark(c) => Class::Letter,
        _ => Class::Other,
    }
}

fn number_at(text: &str, start: usize) -> Token<'_> {
    let (mut value, mut digits, mut end) = (0i64, 0, start);
    for (character, digit) in text[start..].chars().map_while(|c| Some((c, digit(c)?))) {
        value = value.saturating_mul(10).saturating_add(digit);
        digits += 1;
        end += character.len_utf8();
    }
    Token { kind: TokenKind::Number(value, digits), start, end }
}

/// The word at a place: one of the signs of dates after a number, else the letters up to the next numeral of a date.
fn word_at<'a>(text: &'a str, start: usize, before: Option<&Token>) -> Token<'a> {
    let is_behind_number =
        before.is_some_and(|token| token.end == start && matches!(token.kind, TokenKind::Number(..)));
    let mut end = start;
    for character in text[start..].chars() {
        let is_mark = is_behind_number && end == start && is_date_mark(character);
        if class(character) != Class::Letter || end > start && han_number(text, end).is_some() {
            break;
        }
        end += character.len_utf8();
        if is_mark {
            break;
        }
    }
    Token { kind: TokenKind::Word(&text[start..end]), start, end }
}

/// Whether a character follows the year, month or day of an East Asian date.
fn is_date_mark(character: char) -> bool {
    matches!(character, '年' | '月' | '日' | '号' | '號' | '년' | '월' | '일')
}

/// The number that Chinese numerals before the sign of a year, month or day make: 二〇二五, 十五, 元.
fn han_number(text: &str, start: usize) -> Option<Token<'_>> {
    /// More numerals are no part of a date.
    const LONGEST: usize = 8;
    numeral(text[start..].chars().next()?)?;
    let numerals: Vec<(char, Numeral)> =
        text[start..].chars().take(LONGEST + 1).map_while(|c| Some((c, numeral(c)?))).collect();
    let end = start + numerals.iter().map(|(c, _)| c.len_utf8()).sum::<usize>();
    let is_dated = text[end..].chars().next().is_some_and(is_date_mark);
    if !is_dated || numerals.len() > LONGEST {
        return None;
    }
    let has_powers = numerals.iter().any(|(_, numeral)| matches!(numeral, Numeral::Power(_)));
    let (value, digits) = if has_powers { (counted(&numerals)?, 2) } else { (positional(&numerals), numerals.len()) };
    Some(Token { kind: TokenKind::Number(value, digits), start, end })
}

/// A numeral of Chinese and Japanese.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Numeral {
    Digit(i64),
    Power(i64),
}

fn numeral(character: char) -> Option<Numeral> {
    let digit = |value| Some(Numeral::Digit(value));
    match character {
        '〇' | '零' | '○' => digit(0),
        '一' | '元' => digit(1),
        '二' => digit(2),
        '三' => digit(3),
        '四' => digit(4),
        '五' => digit(5),
        '六' => digit(6),
        '七' => digit(7),
        '八' => digit(8),
        '九' => digit(9),
        '十' => Some(Numeral::Power(10)),
        '百' => Some(Numeral::Power(100)),
        _ => None,
    }
}

/// 二〇二五
fn positional(numerals: &[(char, Numeral)]) -> i64 {
    numerals.iter().fold(0, |value, (_, numeral)| match numeral {
        Numeral::Digit(digit) => value * 10 + digit,
        Numeral::Power(_) => value,
    })
}

/// 一百一十四
fn counted(numerals: &[(char, Numeral)]) -> Option<i64> {
    let (mut sum, mut open) = (0, None);
    for (_, numeral) in numerals {
        match numeral {
            Numeral::Digit(digit) => open = Some(*digit),
            Numeral::Power(power) => sum += open.take().unwrap_or(1) * power,
        }
    }
    Some(sum + open.unwrap_or(0)).filter(|value| *value < 1000)
}

/// The value of a digit of the scripts that dates are written in.
fn digit(character: char) -> Option<i64> {
    /// The zeros of the scripts; nine more digits follow each.
    const ZEROS: [char; 17] = ['٠', '۰', '०', '০', '੦', '૦', '୦', '௦', '౦', '೦', '൦', '๐', '໐', '༠', '၀', '០', '０'];
    if character < ZEROS[0] {
        return character.to_digit(10).map(i64::from);
    }
    let zero = ZEROS[ZEROS.partition_point(|zero| *zero <= character) - 1];
    Some(character as u32 - zero as u32).filter(|value| *value < 10).map(i64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_before_the_signs_of_dates_are_numbers() {
        let numbers = |text: &str| -> Vec<i64> {
            let tokens = tokens(text);
            (0..tokens.len()).filter_map(|at| number(&tokens, at)).map(|(value, _)| value).collect()
        };
        assert_eq!(numbers("二〇二五年十月十五日"), [2025, 10, 15]);
        assert_eq!(numbers("中華民國一百一十四年十一月二十九日"), [114, 11, 29]);
        assert_eq!(numbers("令和元年5月1日"), [1, 5, 1]);
        assert_eq!(numbers("三人が一日に"), [1]);
        assert_eq!(numbers("২৯ নভেম্বর ២០២៦"), [29, 2026]);
    }
}
