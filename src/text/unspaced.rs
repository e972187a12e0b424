//! Scripts that put no space between words (Chinese, Japanese, Thai, …), and Korean: every two neighbouring characters are a word
//! (bigrams), as in Lucene's CJK analyzer.

use std::ops::Range;

use super::fold::fold_into;
use super::variants::{is_nikhahit, is_shapeless, is_tone};

/// Whether a character belongs to a script whose words are cut by bigrams. The digits of these scripts do not: they make numbers.
pub fn is_unspaced(character: char) -> bool {
    matches!(character,
        '\u{0e00}'..='\u{0e4f}' | '\u{0e5a}'..='\u{0ecf}' | '\u{0eda}'..='\u{0eff}' // Thai, Lao
        | '\u{1000}'..='\u{103f}' | '\u{104a}'..='\u{108f}' | '\u{109a}'..='\u{109f}' // Myanmar
        | '\u{1100}'..='\u{11ff}' // Hangul jamo
        | '\u{1780}'..='\u{17df}' | '\u{17ea}'..='\u{17ff}' // Khmer
        | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' // kana
        | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7af}' // Hangul
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' // Han
        | '\u{ff66}'..='\u{ff9f}' // half-width kana
        | '\u{20000}'..='\u{3ffff}')
}

/// Whether what stands between two characters of an unspaced script parts nothing: the zero-width space by which Khmer, Thai and
/// Burmese pages say where a line may end, the point between the parts of a foreign name in Chinese and Japanese.
pub(super) fn is_joint(before: char, sign: char, after: char) -> bool {
    let both = |is: fn(char) -> bool| is(before) && is(after);
    match sign {
        '\u{200b}' => both(is_unspaced),
        '・' | '･' | '＝' => both(is_katakana),
        '·' | '•' | '‧' => both(is_katakana) || both(is_han),
        _ => false,
    }
}

fn is_katakana(character: char) -> bool {
    matches!(character, '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}')
}

fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// Calls `each` with the bigrams of a run of an unspaced script, as [`super::words::each_word`] does with words.
pub(super) fn each_bigram(
    text: &str,
    run: Range<usize>,
    folded: &mut String,
    position: &mut usize,
    each: &mut impl FnMut(&str, Range<usize>, usize),
) {
    let run_text = &text[run.clone()];
    let letters = letters(run_text);
    let last = letters.len().saturating_sub(2);
    for at in 0..=last {
        let Some(first) = letters.get(at) else { return };
        let end = letters.get(at + 1).unwrap_or(first).end;
        folded.clear();
        let second = letters.get(at + 1).map_or("", |letter| &run_text[letter.clone()]);
        let (start, rest) = (without_mark(&run_text[first.clone()]), without_mark(second));
        if start.len() + rest.len() == end - first.start {
            // Marks are folded by what stands before them.
            fold_into(&run_text[first.start..end], folded);
        } else {
            fold_into(start, folded);
            fold_into(rest, folded);
        }
        if !folded.is_empty() {
            each(folded, run.start + first.start..run.start + end, *position);
            *position += 1;
        }
    }
}

/// The letters of a run, each with what leans on it.
fn letters(run: &str) -> Vec<Range<usize>> {
    let mut letters: Vec<Range<usize>> = Vec::new();
    let mut before = None;
    for (at, character) in run.char_indices() {
        let end = at + character.len_utf8();
        let leans = before.is_some_and(|before| leans_back(before, character))
            || (is_prolonged(character) && ends_a_long_word(&run[..at], &run[end..]));
        match letters.last_mut().filter(|_| leans) {
            Some(letter) => letter.end = end,
            None => letters.push(at..end),
        }
        if !is_silent(character) {
            before = Some(character);
        }
    }
    letters
}

/// Whether a character is a part of the one before it, so that decomposed and half-width text is cut
/// as composed text is: voicing marks of kana, vowels and final consonants of Hangul, what has no shape, and of Thai and Lao what makes
/// a vowel together in any order (น้ำ).
fn leans_back(before: char, character: char) -> bool {
    match character {
        '\u{3099}' | '\u{309a}' | '\u{ff9e}' | '\u{ff9f}' | '\u{1160}'..='\u{11ff}' => true,
        AA_THAI | AM_THAI | AA_LAO | AM_LAO => is_tone(before) || is_nikhahit(before),
        _ if is_nikhahit(character) => is_tone(before),
        _ if is_tone(character) => is_nikhahit(before),
        _ => is_silent(character),
    }
}

const AA_THAI: char = '\u{e32}';
const AM_THAI: char = '\u{e33}';
const AA_LAO: char = '\u{eb2}';
const AM_LAO: char = '\u{eb3}';

/// Whether a character inside of a run is not there as far as words are concerned.
fn is_silent(character: char) -> bool {
    is_shapeless(character) || matches!(character, '\u{200b}' | '・' | '･' | '＝' | '·' | '•' | '‧')
}

/// Whether a character prolongs a vowel of kana.
fn is_prolonged(character: char) -> bool {
    matches!(character, 'ー' | 'ｰ')
}

/// Whether a mark that prolongs a vowel would end a word in katakana of four characters and more, between what stands before and
/// behind it: such a word is as often written without it (コンピューター, コンピュータ), as Lucene's stem filter for Katakana has it.
fn ends_a_long_word(before: &str, behind: &str) -> bool {
    const MIN_BEFORE: usize = 3;
    let is_long = before.chars().rev().take_while(|c| is_katakana(*c)).take(MIN_BEFORE).count() == MIN_BEFORE;
    is_long && !behind.chars().next().is_some_and(is_katakana)
}

/// A letter without the mark that prolongs its vowel where both are one.
fn without_mark(letter: &str) -> &str {
    let ends_so = letter.trim_end_matches(is_silent).ends_with(is_prolonged);
    let is_leaning = ends_so && !letter.starts_with(is_prolonged);
    if is_leaning { letter.trim_end_matches(|c| is_prolonged(c) || is_silent(c)) } else { letter }
}

#[cfg(test)]
mod tests {
    use crate::text::words::words;

    fn cut(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn what_shows_nothing_parts_nothing() {
        assert_eq!(cut("ភ្នំ\u{200b}ពេញ"), cut("ភ្នំពេញ"));
        assert_eq!(cut("រាជធានី\u{200b}ភ្នំពេញ"), cut("រាជធានីភ្នំពេញ"), "marks keep what they stand on");
        assert_eq!(cut("ジョー・バイデン"), cut("ジョーバイデン"));
        assert_eq!(cut("弗拉基米尔·普京"), cut("弗拉基米尔普京"));
        assert_ne!(cut("今日・中国"), cut("今日中国"), "a list of words, and no name");
        assert_eq!(cut("long\u{200b}word"), ["long", "word"]);
    }

    #[test]
    fn a_vowel_at_the_end_of_a_long_word_may_be_prolonged() {
        assert_eq!(cut("コンピューター会社"), cut("コンピュータ会社"));
        assert_eq!(cut("ｺﾝﾋﾟｭｰﾀｰ"), cut("コンピュータ"));
        assert_ne!(cut("コピー"), cut("コピ"));
        assert_eq!(cut("スーパー・マーケット").last(), cut("マーケット").last());
    }

    #[test]
    fn thai_and_lao_vowels_are_one_in_any_order() {
        let ways = ["น้ำ", "น\u{e4d}\u{e49}า", "น\u{e49}\u{e4d}า"];
        assert!(ways.iter().all(|way| cut(way) == cut(ways[0])), "{:?}", ways.map(cut));
        assert_eq!(cut("ນ້ຳຖ້ວມ"), cut("ນ\u{ecd}\u{ec9}າຖ້ວມ"));
        assert_ne!(cut("นำ"), cut("นา"));
    }

    #[test]
    fn digits_make_numbers_in_every_script() {
        assert_eq!(cut("ปี๒๕๖๘").last().map(String::as_str), Some("2568"));
        assert_eq!(cut("ឆ្នាំ២០២៥").last().map(String::as_str), Some("2025"));
    }
}
