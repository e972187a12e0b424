//! Words: where they stand in a text, and the form in which the index holds them.
//!
//! One function cuts text everywhere: articles when they are indexed, queries when they are compiled, passages when
//! they are marked.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::fold::{fold, fold_into};
use super::unspaced::{each_bigram, is_joint, is_unspaced};
use super::variants::{is_decimal, is_shapeless};

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The folded form.
    pub text: String,
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// Its number in the text, from 0.
    pub position: usize,
}

/// A longer word is cut to this many bytes of its folded form; nobody types one.
pub const MAX_WORD_BYTES: usize = 120;

/// The short words that French, Italian, Catalan and others join to the next with an apostrophe.
const ELISIONS: &[&str] = &[
    "l", "d", "c", "j", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "dell", "dall", "nell",
    "sull", "all", "un", "gl",
];

/// The groups of three digits that a whole number of four digits and more is written in, the first of them shorter; none of
/// anything else.
pub fn thousands(number: &str) -> Vec<&str> {
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit()) && !number.starts_with('0');
    if !is_number || !(4..=MAX_DIGITS).contains(&number.len()) {
        return Vec::new();
    }
    let first = (number.len() - 1) % 3 + 1;
    let ends = (first..=number.len()).step_by(3);
    ends.map(|end| &number[if end == first { 0 } else { end - 3 }..end]).collect()
}

/// The two parts of a word that is a number and then letters, or letters and then a number, which others write with a space: `5km`,
/// `f16`; none of anything else.
pub fn figure_and_unit(word: &str) -> Option<[&str; 2]> {
    const MAX_LETTERS: usize = 5;
    let starts_with_digit = word.starts_with(|c: char| c.is_ascii_digit());
    let (first, second) = word.split_at(word.find(|c: char| c.is_ascii_digit() != starts_with_digit)?);
    let letters = if starts_with_digit { second } else { first };
    let is_one = second.chars().all(|c| c.is_ascii_digit() != starts_with_digit);
    let is_short = letters.chars().all(char::is_alphabetic) && letters.chars().count() <= MAX_LETTERS;
    (is_one && is_short).then_some([first, second])
}

/// A longer row of digits counts nothing.
const MAX_DIGITS: usize = 15;

/// Calls `each` with every word of `text` in order: its folded form, its byte range, its position.
pub fn each_word(text: &str, each: impl FnMut(&str, Range<usize>, usize)) {
    each_word_where(text, |_| true, each);
}

/// As [`each_word`], but plain words (ASCII letters and digits alone) are only counted where `wanted`, given the word as
/// it stands, says no.
pub fn each_word_where(text: &str, wanted: impl Fn(&str) -> bool, mut each: impl FnMut(&str, Range<usize>, usize)) {
    let mut folded = String::new();
    let mut position = 0;
    let mut at = 0;
    while at < text.len() {
        if let Some(word) = plain_word(text.as_bytes(), at).map(|word| with_sign(text, word)) {
            let word = word.start..word.start + first_of_hashtag(text.as_bytes(), at, &word);
            at = word.end;
            if wanted(&text[word.clone()]) {
                folded.clear();
                folded.push_str(&text[word.start..word.end.min(word.start + MAX_WORD_BYTES)]);
                folded.make_ascii_lowercase();
                each(&folded, word, position);
            }
            position += 1;
            continue;
        }
        let Some(run) = next_run(text, at) else { return };
        at = run.end;
        if text[run.clone()].chars().next().is_some_and(is_unspaced) {
            each_bigram(text, run, &mut folded, &mut position, &mut each);
            continue;
        }
        let tag = text[..run.start].ends_with(['#', '＃']);
        let mut each_part = |part: Range<usize>| {
            folded.clear();
            fold_into(&text[part.clone()], &mut folded);
            // An acronym is one word with or without its stops or its gershayim, a number with or without its spaces.
            folded.retain(|c| !matches!(c, '.' | ',' | ' ' | '"' | '٫' | '٬'));
            folded.truncate(folded.floor_char_boundary(MAX_WORD_BYTES));
            if !folded.is_empty() {
                each(&folded, part, position);
                position += 1;
            }
        };
        if tag {
            capitalised(text, run).into_iter().for_each(&mut each_part);
        } else {
            parts(text, run).for_each(&mut each_part);
        }
    }
}

/// The words of a hashtag that is not of ASCII letters alone, each of which begins with a capital: `#ÉtatDeDroit`.
fn capitalised(text: &str, run: Range<usize>) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = run.start;
    let mut before = None;
    for (offset, character) in text[run.clone()].char_indices() {
        let next = text[run.start + offset + character.len_utf8()..run.end].chars().next();
        let is_start = character.is_uppercase()
            && before.is_some_and(|before: char| !before.is_uppercase() || next.is_some_and(char::is_lowercase));
        if is_start {
            words.push(start..run.start + offset);
            start = run.start + offset;
        }
        before = Some(character);
    }
    words.push(start..run.end);
    words
}

/// What a byte is to the look for plain words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Gap,
    Letter,
    Other,
}

/// The class of each byte: nearly all bytes of most texts are looked up here and nowhere else.
static CLASSES: [Class; 256] = {
    let mut classes = [Class::Gap; 256];
    let mut byte = 0;
    while byte < 256 {
        if (byte as u8).is_ascii_alphanumeric() {
            classes[byte] = Class::Letter;
        } else if !(byte as u8).is_ascii() {
            classes[byte] = Class::Other;
        }
        byte += 1;
    }
    classes
};

/// Where the bytes of a class that begin at `at` end.
#[inline]
fn end_of(class: Class, bytes: &[u8], at: usize) -> usize {
    let rest = bytes[at..].iter();
    at + rest.take_while(|byte| CLASSES[usize::from(**byte)] == class).count()
}

/// The next word at or after `at`, if it is of ASCII letters and digits and nothing around it asks for a closer look.
#[inline]
fn plain_word(bytes: &[u8], at: usize) -> Option<Range<usize>> {
    let start = end_of(Class::Gap, bytes, at);
    let end = end_of(Class::Letter, bytes, start);
    let parts_words = |at: usize| bytes.get(at).is_none_or(|byte| CLASSES[usize::from(*byte)] == Class::Gap);
    let holds_none = match bytes.get(end) {
        Some(b'\'' | b'`' | b'.' | b',') => parts_words(end + 1),
        _ => parts_words(end),
    };
    (end > start && holds_none).then_some(start..end)
}

/// How long the first word of what is left of a hashtag is: its words begin with capitals (`#FreeThePort`). `at` is where the
/// look for a word began: at its first letter, if it is not the first word of the hashtag.
#[inline]
fn first_of_hashtag(bytes: &[u8], at: usize, word: &Range<usize>) -> usize {
    let goes_on = at == word.start && at > 0 && bytes[at - 1].is_ascii_alphanumeric();
    let begins = word.start > 0 && bytes[word.start - 1] == b'#';
    if goes_on || begins { first_capitalised(&bytes[word.clone()]) } else { word.len() }
}

/// How many letters stand before the second capital that begins a word.
fn first_capitalised(letters: &[u8]) -> usize {
    let is_start = |at: &usize| {
        let next_is_low = letters.get(at + 1).is_some_and(u8::is_ascii_lowercase);
        letters[*at].is_ascii_uppercase() && (!letters[at - 1].is_ascii_uppercase() || next_is_low)
    };
    (1..letters.len()).find(is_start).unwrap_or(letters.len())
}

/// Adds to a single letter the sign that makes it a name of its own: `C++` and `C#` are not the letter C.
#[inline]
pub fn with_sign(text: &str, word: Range<usize>) -> Range<usize> {
    let bytes = text.as_bytes();
    if word.len() != 1 || !bytes[word.start].is_ascii_alphabetic() {
        return word;
    }
    let rest = &bytes[word.end..];
    let width = if rest.starts_with(b"++") { 2 } else { usize::from(rest.starts_with(b"#")) };
    let parts = |byte: &u8| byte.is_ascii() && !byte.is_ascii_alphanumeric() && !matches!(byte, b'+' | b'#');
    let end = word.end + if rest.get(width).is_none_or(parts) { width } else { 0 };
    word.start..end
}

/// The words of `text`.
pub fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    each_word(text, |word, range, position| found.push(Word { text: word.to_owned(), range, position }));
    found
}

/// The next run of word characters at or after `at`: letters, digits and what holds them together, of spaced or of
/// unspaced script but not of both.
fn next_run(text: &str, at: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let start = at + text[at..].find(is_word)?;
    let mut end = start;
    let mut unspaced = None;
    while end < bytes.len() {
        let byte = bytes[end];
        if byte.is_ascii_alphanumeric() {
            if unspaced == Some(true) {
                break;
            }
            unspaced = Some(false);
            end += 1;
            continue;
        }
        let Some(character) = text[end..].chars().next() else { break };
        let width = character.len_utf8();
        if is_word(character) {
            let here = is_unspaced(character) || (unspaced == Some(true) && is_combining_mark(character));
            if unspaced.is_some_and(|run| run != here) {
                break;
            }
            unspaced = Some(here);
        } else if is_shapeless(character) {
            // It may as well not be there, unless nothing of the word follows.
            let next = text[end + width..].chars().find(|c| !is_shapeless(*c));
            if !next.is_some_and(is_word) {
                break;
            }
        } else if unspaced == Some(true) {
            let after = text[end + width..].chars().find(|c| !is_shapeless(*c) && *c != '\u{200b}');
            let before = text[..end].chars().rev().find(|c| !is_shapeless(*c) && *c != '\u{200b}');
            if !before.zip(after).is_some_and(|(before, after)| is_joint(before, character, after)) {
                break;
            }
        } else if !is_inner(character) || !holds(text, end, width) {
            break;
        }
        end += width;
    }
    Some(start..end)
}

/// Whether the character at `at` stands between two characters that it holds together: an apostrophe between letters,
/// gershayim and a stop in an acronym, a point or comma between digits, an apostrophe or a narrow or unbreakable space between the
/// groups of three digits of a number.
fn holds(text: &str, at: usize, width: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + width..].chars().next();
    let (Some(before), Some(after)) = (before, after) else { return false };
    if is_gershayim(text, at, width) {
        return true;
    }
    let is_l = |c: char| matches!(c, 'l' | 'L');
    match text[at..].chars().next().unwrap_or(' ') {
        '"' => false,
        // Catalan parts a doubled letter: `col·lectiu`.
        '·' | '•' | '‧' => is_l(before) && is_l(after),
        '.' if before.is_alphabetic() => {
            let letter = text[..at].chars().rev().nth(1).is_none_or(|c| !is_word(c));
            let next = text[at + width..].chars().nth(1).is_none_or(|c| !is_word(c));
            after.is_alphabetic() && letter && next
        }
        '.' | ',' | '．' | '，' | '٫' | '٬' => is_decimal(before) && is_decimal(after),
        _ if before.is_ascii_digit() => parts_thousands(text, at, width),
        space if is_thousands_space(space) => false,
        _ => before.is_alphabetic() && after.is_alphabetic(),
    }
}

/// Whether what stands at `at` is between one to three digits and groups of exactly three.
fn parts_thousands(text: &str, at: usize, width: usize) -> bool {
    let digits = |bytes: &mut dyn Iterator<Item = u8>| bytes.take(4).take_while(u8::is_ascii_digit).count();
    let before = digits(&mut text.as_bytes()[..at].iter().rev().copied());
    let after = digits(&mut text.as_bytes()[at + width..].iter().copied());
    (1..=3).contains(&before) && after == 3
}

/// Whether the sign at `at` makes a Hebrew acronym of the letters around it: `צה״ל`. The double quote of typewriters does where
/// no more than an ending follows, so that `ב"הארץ"` stays a preposition and the name of a paper.
pub fn is_gershayim(text: &str, at: usize, width: usize) -> bool {
    const LONGEST_ENDING: usize = 3;
    let is_hebrew = |c: char| matches!(c, '\u{5d0}'..='\u{5ea}');
    if !text[..at].chars().next_back().is_some_and(is_hebrew) {
        return false;
    }
    let rest = &text[at + width..];
    let following = rest.chars().take_while(|c| is_hebrew(*c)).count();
    match &text[at..at + width] {
        "״" => following > 0,
        "\"" => (1..=LONGEST_ENDING).contains(&following) && rest.chars().nth(following) != Some('"'),
        _ => false,
    }
}

/// Cuts a run at its apostrophes where they part words: `l’armée` is two, the `’s` of `Syria’s` and the `’da` of `Ankara’da` are
/// none, `Sana’a` is one.
fn parts(text: &str, run: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let piece = &text[run.clone()];
    let apostrophe = piece.char_indices().find(|(_, c)| is_apostrophe(*c));
    let (first, second) = match apostrophe {
        None => (run, None),
        Some((at, character)) => {
            let left = run.start..run.start + at;
            let right = left.end + character.len_utf8()..run.end;
            let word = piece[..at].to_lowercase();
            if text[right.clone()].eq_ignore_ascii_case("s") || is_turkish_case(&piece[..at], &text[right.clone()]) {
                (left, None)
            } else if ELISIONS.contains(&word.as_str()) {
                (left, Some(right))
            } else {
                (run, None)
            }
        }
    };
    std::iter::once(first).chain(second)
}

/// The endings of case and number that Turkish and Azerbaijani put behind the apostrophe of a name, folded: after a vowel, and
/// after a consonant.
const CASES_AFTER_VOWEL: &[&str] = &[
    "da", "de", "dan", "den", "nda", "nde", "ndan", "nden", "ya", "ye", "yi", "yu", "na", "ne", "ni", "nu", "nin",
    "nun", "yla", "yle", "lar", "ler", "daki", "deki", "ndaki", "ndeki", "nca", "nce", "dir", "dur",
];
const CASES_AFTER_CONSONANT: &[&str] = &[
    "da", "de", "ta", "te", "dan", "den", "tan", "ten", "a", "e", "i", "u", "in", "un", "la", "le", "lar", "ler",
    "daki", "deki", "taki", "teki", "dir", "dur", "tir", "tur",
];

/// Letters that only Turkish and its kin have, of those that other languages write with an apostrophe.
const TURKISH: [char; 6] = ['ı', 'İ', 'ğ', 'Ğ', 'ş', 'Ş'];

/// Whether a Turkish ending follows the apostrophe of a name. After a vowel no other vowel begins one: `Sana’a`, `Shi’a`,
/// `Hawai’i` are whole. `Sa’da` and `al-Shar’a` are too: the shortest names, and a vowel alone, tell nothing without a letter that
/// Turkish has.
fn is_turkish_case(name: &str, ending: &str) -> bool {
    const SHORTEST_NAME: usize = 3;
    let Some(last) = name.chars().next_back() else { return false };
    let letters = name.chars().count();
    let is_short = letters < 2 || (letters < SHORTEST_NAME && !name.chars().all(char::is_uppercase));
    if is_short || !name.starts_with(char::is_uppercase) || !ending.chars().all(char::is_lowercase) {
        return false;
    }
    let ending_folded = fold(ending);
    let is_sure = ending_folded.len() > 1 || name.contains(TURKISH) || ending.contains(TURKISH);
    let after_vowel = matches!(fold(last.encode_utf8(&mut [0; 4])).as_str(), "a" | "e" | "i" | "o" | "u" | "ə");
    let cases = if after_vowel { CASES_AFTER_VOWEL } else { CASES_AFTER_CONSONANT };
    is_sure && cases.contains(&ending_folded.as_str())
}

/// Whether a character is of a word: letters, digits, and marks on them.
pub fn is_word(character: char) -> bool {
    // The letters of most texts, without a look into the Unicode tables.
    if matches!(character, 'a'..='z' | 'A'..='Z' | '0'..='9' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ɏ' | 'А'..='я' | 'ء'..='غ' | 'ف'..='ي' | '\u{4e00}'..='\u{9fff}')
    {
        return true;
    }
    character.is_alphanumeric() || (!character.is_ascii() && is_combining_mark(character))
}

fn is_inner(character: char) -> bool {
    matches!(character, '.' | ',' | '"' | '״' | '·' | '•' | '‧' | '．' | '，' | '٫' | '٬')
        || is_apostrophe(character)
        || is_thousands_space(character)
}

/// The spaces that stand in numbers: unbreakable, narrow unbreakable, thin.
pub fn is_thousands_space(character: char) -> bool {
    matches!(character, '\u{a0}' | '\u{202f}' | '\u{2009}')
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '`' | '´' | '׳')
}

/// Whether a character before a word makes it a tag or a handle.
pub fn is_sigil(character: char) -> bool {
    matches!(character, '#' | '＃' | '@' | '＠')
}

/// Whether a character joins two words to one: hyphens, not dashes.
pub fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{2010}' | '\u{2011}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_their_units_are_told_apart() {
        let parted = |word: &'static str| figure_and_unit(word);
        assert_eq!([parted("5km"), parted("f16")], [Some(["5", "km"]), Some(["f", "16"])]);
        for none in ["km", "16", "a1b", "1a2", "c++1", "", "abcdef1"] {
            assert_eq!(parted(none), None, "{none}");
        }
    }

    #[test]
    fn words_of_hashtags_begin_with_capitals_in_every_script() {
        let cut = |text: &str| words(text).into_iter().map(|word| word.text).collect::<Vec<_>>();
        assert_eq!(cut("#ÉtatDeDroit"), ["etat", "de", "droit"]);
        assert_eq!(cut("#СловоДня #СМИсегодня"), ["слово", "дня", "см", "исегодня"]);
        assert_eq!(cut("ДеньГорода"), ["деньгорода"]);
    }

    #[test]
    fn numbers_have_groups_of_three() {
        assert_eq!(thousands("1200000"), ["1", "200", "000"]);
        assert_eq!(
            [thousands("10000"), thousands("590700008609")],
            [vec!["10", "000"], vec!["590", "700", "008", "609"]]
        );
        for none in ["", "120", "0120", "12a4", "1234567890123456"] {
            assert_eq!(thousands(none), [""; 0], "{none}");
        }
    }

    fn cut(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn spaces_hyphens_and_stops_part_words() {
        assert_eq!(
            cut("Ahmad al-Sharaa met (again) example.org"),
            ["ahmad", "al", "sharaa", "met", "again", "example", "org"]
        );
        assert_eq!(cut("end.Start 3.5 1,200"), ["end", "start", "35", "1200"]);
    }

    #[test]
    fn apostrophes_part_hold_or_fall() {
        assert_eq!(cut("Syria’s port"), ["syria", "port"]);
        assert_eq!(cut("l'armée d’Israël"), ["l", "armee", "d", "israel"]);
        assert_eq!(cut("O’Brien in Sana'a don't"), ["obrien", "in", "sanaa", "dont"]);
        assert_eq!(cut("'quoted'"), ["quoted"]);
    }

    #[test]
    fn a_turkish_name_stands_without_its_case() {
        assert_eq!(
            cut("İstanbul'da ISPARTA’nın Iğdır'a Türkiye’ye NATO'nun Erdoğan’ı Bakanlığı'na Bakı'dakı AB'de Putin'in"),
            ["istanbul", "isparta", "igdir", "turkiye", "nato", "erdogan", "bakanligi", "baki", "ab", "putin"]
        );
        // Names of other languages that end alike.
        assert_eq!(
            cut("Sana'a Shi'a Hawai'i Xi'an Qur'an Ta'if Ka'aba he'd can't Mo'in Sa'da Shar'a"),
            ["sanaa", "shia", "hawaii", "xian", "quran", "taif", "kaaba", "hed", "cant", "moin", "sada", "shara"]
        );
    }

    #[test]
    fn hebrew_acronyms_are_one_word() {
        assert_eq!(cut("שצה״ל צה\"ל מנכ\"לית ג׳ורג׳ צ'ילה"), ["שצהל", "צהל", "מנכלית", "גורג", "צילה"]);
        assert_eq!(cut("ב\"הארץ\" וב\"דבר\" \"אמר\""), ["ב", "הארץ", "וב", "דבר", "אמר"]);
        assert_eq!(cut("a\"b 5\"א"), ["a", "b", "5", "א"]);
    }

    #[test]
    fn acronyms_are_one_word() {
        assert_eq!(cut("The U.S. and U.N.E.S.C.O."), ["the", "us", "and", "unesco"]);
        assert_eq!(cut("U.S.A"), ["usa"]);
    }

    #[test]
    fn unspaced_scripts_give_bigrams() {
        assert_eq!(cut("俄罗斯总统"), ["俄罗", "罗斯", "斯总", "总统"]);
        assert_eq!(cut("在2025年"), ["在", "2025", "年"]);
        assert_eq!(cut("서울에서"), ["서울", "울에", "에서"]);
    }

    #[test]
    fn decomposed_and_half_width_text_is_cut_as_composed_text() {
        use unicode_normalization::UnicodeNormalization;
        for text in ["정상회담을 열었다", "ガバナンス", "Élysée Việt Nam"] {
            assert_eq!(cut(&text.nfd().collect::<String>()), cut(text));
        }
        assert_eq!(cut("ｺﾝﾋﾟｭｰﾀ"), cut("コンピュータ"));
        assert_eq!(cut("東\u{2060}京都"), cut("東京都"));
    }

    #[test]
    fn what_has_no_shape_parts_no_word() {
        for word in ["har\u{2060}bour", "har\u{feff}bour", "harbour\u{200e}", "\u{200f}har\u{ad}bour"] {
            assert_eq!(cut(word), ["harbour"], "{}", word.escape_unicode());
        }
        assert_eq!(cut("کتاب\u{200c}ها"), cut("کتابها"));
        assert_eq!(cut("क्\u{200d}ष").len(), 1);
        assert_eq!(cut("harbour\u{200b}master"), ["harbour", "master"]);
    }

    #[test]
    fn numbers_are_one_word_however_their_thousands_are_parted() {
        for number in
            ["1,200,000", "1.200.000", "1\u{a0}200\u{a0}000", "1\u{202f}200\u{202f}000", "1’200’000", "1'200'000"]
        {
            assert_eq!(cut(number), ["1200000"], "{number}");
        }
        assert_eq!(cut("1 200"), ["1", "200"]);
        assert_eq!(cut("2025\u{a0}200 12\u{a0}30 1\u{a0}2000"), ["2025", "200", "12", "30", "1", "2000"]);
        assert_eq!(cut("10\u{a0}km the\u{a0}200"), ["10", "km", "the", "200"]);
    }

    #[test]
    fn a_letter_with_its_sign_is_a_word_of_its_own() {
        assert_eq!(cut("C++, C# and C; F#!"), ["c++", "c#", "and", "c", "f#"]);
        assert_eq!(cut("A+B C#m a#tag x++y"), ["a", "b", "c", "m", "a", "tag", "x", "y"]);
    }

    #[test]
    fn hashtags_are_their_words() {
        assert_eq!(
            cut("#FreeThePort and #NoTo2ndPier #UKPort"),
            ["free", "the", "port", "and", "no", "to2nd", "pier", "uk", "port"]
        );
        assert_eq!(cut("#quay iPhone McDonald #Quay"), ["quay", "iphone", "mcdonald", "quay"]);
    }

    #[test]
    fn words_that_are_not_wanted_are_counted() {
        let mut found = Vec::new();
        let text = "One two, naïve 3.5 four's Two";
        each_word_where(text, |word| word.eq_ignore_ascii_case("two"), |word, _, at| found.push((word.to_owned(), at)));
        let found: Vec<(&str, usize)> = found.iter().map(|(word, at)| (word.as_str(), *at)).collect();
        assert_eq!(found, [("two", 1), ("naive", 2), ("35", 3), ("four", 4), ("two", 5)]);
    }

    #[test]
    fn ranges_point_into_the_text() {
        let text = "Путин, «Хмеймим»";
        let found: Vec<&str> = words(text).into_iter().map(|word| &text[word.range]).collect();
        assert_eq!(found, ["Путин", "Хмеймим"]);
    }
}
