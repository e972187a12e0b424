//! Terms that say how a word is written, beside the word itself: `#tag`, `@handle`, capitals of an acronym that is a common
//! word without them, and what a hyphen joins.
//!
//! They stand at the position of their word, so phrases find them, and no word of a text folds to one of them:
//!
//! - `#sample` and `@meir`, where the sign stands right before the word;
//! - `us.` for `US` and `U.S.`, where the folded word is a common word of some language;
//! - `ceasefire‐cease` for `cease-fire`, and `freetheport‐free‐the` for `#FreeThePort`: the letters joined, then the
//!   words before the last, each after a hyphen (U+2010). It tells that the joined word is written in two here. Likewise
//!   `f16‐f` for `F-16`, `phd‐ph` for `Ph.D.`, `jfk‐j‐f` for `J. F. K.`, `ndjamena‐n` for `N'Djamena`, and `442079460958‐44‐20‐7946` for the telephone number `+44 20 7946 0958`.

use std::collections::HashSet;
use std::ops::{Range, RangeInclusive};
use std::sync::LazyLock;

use crate::text::fold::fold_into;
use crate::text::words::{Word, is_hyphen, is_sigil, is_word, words};

/// What parts the joined word and its parts.
const JOINED: char = '\u{2010}';

/// Acronyms that are common words without their capitals have this after them.
const ACRONYM: char = '.';

/// How many letters an acronym has at most.
const MAX_ACRONYM: usize = 5;

/// How many bytes words that a hyphen joins have at most.
const MAX_JOINED: usize = 48;

/// Whether a term of the index says how a word is written, and is no word itself.
pub(crate) fn is_written(term: &str) -> bool {
    term.starts_with(is_sigil) || term.ends_with(ACRONYM) || (!term.is_ascii() && term.contains(JOINED))
}

/// The word of a term that says how it is written.
pub(crate) fn word_of(term: &str) -> &str {
    let word = term.split(JOINED).next().unwrap_or(term);
    word.trim_start_matches(is_sigil).trim_end_matches(ACRONYM)
}

/// The terms that say how a folded word at `range` is written: its sign or its capitals, and what a hashtag joins.
pub(crate) fn terms(text: &str, range: &Range<usize>, word: &str) -> [Option<String>; 2] {
    let before = text[..range.start].chars().next_back();
    match before.filter(|c| is_sigil(*c) || *c == '+') {
        Some('@' | '＠') => [Some(format!("@{word}")), None],
        Some('+') => [None, telephone(text, range)],
        Some(_) => match hashtag(text, range) {
            Some(joined) => [Some(format!("#{}", word_of(&joined))), Some(joined)],
            None => [Some(format!("#{word}")), None],
        },
        None if text[range.clone()].contains(ZWNJ) => [None, persian(&text[range.clone()])],
        None => [is_acronym(text, range, word).then(|| acronym(word)), None],
    }
}

/// Stands between the parts of a Persian word, which many write with a space instead: می‌خواهم.
const ZWNJ: char = '\u{200c}';

/// The term for the parts of a word of Arabic letters.
fn persian(word: &str) -> Option<String> {
    let parts: Vec<&str> = word.split(ZWNJ).filter(|part| !part.is_empty()).collect();
    let is_arabic = |part: &&str| part.chars().all(|c| ('\u{600}'..='\u{6ff}').contains(&c));
    (parts.len() > 1 && parts.iter().all(is_arabic)).then(|| with_parts(&parts))
}

/// The term for the capitals of a folded word.
pub(crate) fn acronym(word: &str) -> String {
    format!("{word}{ACRONYM}")
}

/// Whether a folded word is written in capitals, and would be a common word without them. Where everything around is in
/// capitals, these say nothing, and only stops or what is hardly ever anything else make an acronym.
fn is_acronym(text: &str, range: &Range<usize>, word: &str) -> bool {
    let letters = &text[range.clone()];
    let in_capitals = || letters.chars().all(|c| c == '.' || c.is_uppercase());
    let is_plain = |word: &str| !letters.contains('.') && !IN_HEADLINES.contains(&word);
    (2..=MAX_ACRONYM).contains(&word.len())
        && in_capitals()
        && CLASHES.contains(word)
        && !(is_plain(word) && is_loud(text, range))
}

/// Acronyms that stand for themselves in a headline that is all in capitals, in which WHO is mostly no organisation.
const IN_HEADLINES: &[&str] = &["aids", "eu", "un", "us"];

/// How many bytes on either side of a word tell whether all is in capitals.
const AROUND: usize = 80;

/// Whether no letter around a word is a small one, and there are others than its own.
fn is_loud(text: &str, range: &Range<usize>) -> bool {
    let (start, end) = (range.start.saturating_sub(AROUND), range.end.saturating_add(AROUND));
    let before = &text[text.ceil_char_boundary(start)..range.start];
    let behind = &text[range.end..text.floor_char_boundary(end)];
    let in_line = |c: &char| *c != '\n';
    let mut letters = before.chars().rev().take_while(in_line).chain(behind.chars().take_while(in_line));
    let mut others = false;
    let has_small = letters.any(|c| {
        others |= c.is_uppercase();
        c.is_lowercase()
    });
    others && !has_small
}

/// Common words that are acronyms in capitals, or may well be: short function words of the languages in Latin letters, and some nouns
/// and verbs of English.
static CLASHES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let table = [
        "am an and any are as at be but by can do for go had has he her him his how if in is it its may me my no nor not now of",
        "off on one or our out she so the to too up us was we who why you aid aids arm care cop fed ice map nice pen pin rice",
        "salt seal sat start swat act age all art ash bad bat bit cap cat fat gas gap hat ham map mad pet pop pot ram sad tag tan",
        "al au aux ce da dans de del der des di die do du ein el em en er es est et eu har het hun i ihm il im in ist je la le les",
        "lo ma me mi na ne ni no nu o og om os ou par pas per por que se sei sen si sie som son su sur te tu ud um un una und une",
        "uno va van ve vi via vom von y za zu zum att det den ett fra med men mit op pa sa te ten to ut bu ki mi od po ze do ja",
    ];
    table.iter().flat_map(|line| line.split(' ')).filter(|word| (2..=MAX_ACRONYM).contains(&word.len())).collect()
});

/// The term for two words that a hyphen joins, given the places of both, of letters alone or of letters and then a number; for
/// two that are abbreviated or elided together.
pub(crate) fn compound(text: &str, first: &Range<usize>, second: &Range<usize>) -> Option<String> {
    // Pairs of characters of unspaced scripts overlap.
    let between = text.get(first.end..second.start)?;
    let words = [&text[first.clone()], &text[second.clone()]];
    match between {
        "." if is_abbreviation(words) || is_catalan(words) => joined(&words),
        ". " if words.iter().all(|word| is_doubled(word)) => joined(&words),
        ". " | ".\u{a0}" if words.iter().all(|word| is_capital(word)) => initials(text, first),
        "'" | "’" | "ʼ" | "‘" if words.iter().all(|word| word.starts_with(char::is_uppercase)) => joined(&words),
        _ if between.starts_with(is_hyphen) && between.chars().nth(1).is_none() => hyphenated(text, first, second),
        _ => None,
    }
}

/// The term for two words with a hyphen between them, neither of which is joined to a third.
fn hyphenated(text: &str, first: &Range<usize>, second: &Range<usize>) -> Option<String> {
    let hyphen = |c: Option<char>| c.is_some_and(is_hyphen);
    if hyphen(text[..first.start].chars().next_back()) || hyphen(text[second.end..].chars().next()) {
        return None;
    }
    let [first, second] = [&text[first.clone()], &text[second.clone()]];
    if first.chars().all(char::is_alphabetic) && is_designation(second) {
        return Some(with_parts(&[first, second]));
    }
    joined(&[first, second])
}

/// Whether a stop between two words abbreviates both: `Ph.D.`, `M.Sc.`, `EE.UU.`
fn is_abbreviation([first, second]: [&str; 2]) -> bool {
    const MAX_LETTERS: usize = 2;
    let is_short = |word: &str| word.chars().count() <= MAX_LETTERS && word.starts_with(char::is_uppercase);
    is_short(first) && is_short(second)
}

/// Whether a stop stands for the point of Catalan between two letters l: `col.lectiu`.
fn is_catalan([first, second]: [&str; 2]) -> bool {
    const MIN_BEFORE: usize = 2;
    first.len() >= MIN_BEFORE && first.ends_with('l') && second.starts_with('l')
}

/// Whether a word is one capital twice, by which Spanish abbreviates a plural: `EE. UU.`
fn is_doubled(word: &str) -> bool {
    let mut letters = word.chars();
    let first = letters.next();
    first.is_some_and(char::is_uppercase) && letters.next() == first && letters.next().is_none()
}

fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.chars().nth(1).is_none()
}

/// The term for initials with spaces between them, of which the first stands at `first`: `U. S. A.`; none where others stand before it.
fn initials(text: &str, first: &Range<usize>) -> Option<String> {
    let mut before = text[..first.start].strip_suffix([' ', '\u{a0}'])?.chars().rev();
    let goes_on = before.next() == Some('.')
        && before.next().is_some_and(char::is_uppercase)
        && before.next().is_none_or(|c| !c.is_alphanumeric());
    if goes_on {
        return None;
    }
    let mut letters = Vec::new();
    for piece in text[first.start..].split([' ', '\u{a0}']).take(MAX_ACRONYM) {
        let Some(letter) = piece.strip_suffix('.').filter(|letter| is_capital(letter)) else { break };
        letters.push(letter);
    }
    let whole = joined(&letters)?;
    // As the capitals of `US` are written.
    Some(if CLASHES.contains(word_of(&whole)) { acronym(word_of(&whole)) } else { whole })
}

/// Whether letters and this make one name: the number of `F-16` and `COVID-19`.
fn is_designation(number: &str) -> bool {
    const MAX_DIGITS: usize = 4;
    number.len() <= MAX_DIGITS && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// How many digits a telephone number has with the code of its country (ITU-T E.164 allows up to 15).
pub(crate) const TELEPHONE: RangeInclusive<usize> = 8..=15;

/// What a telephone number as it is dialled at home is with the code of its country, as a word or as the term for its groups: a
/// regular expression; none of what is no such number.
pub(crate) fn international(number: &str) -> Option<String> {
    let rest = number.strip_prefix('0').filter(|_| TELEPHONE.contains(&number.len()))?;
    let is_number = !rest.starts_with('0') && rest.bytes().all(|byte| byte.is_ascii_digit());
    // Codes of countries that dial a zero have two digits or three; some keep the zero behind them.
    is_number.then(|| format!("[1-9][0-9][0-9]?0?{rest}({JOINED}.*)?"))
}

/// The term for the groups of digits of a telephone number, the first of which, the code of a country, is at `range`.
fn telephone(text: &str, range: &Range<usize>) -> Option<String> {
    /// As they are printed: digits, and what stands between their groups.
    const MAX_WRITTEN: usize = 24;
    let parts_groups = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '-' | '.' | '(' | ')' | '/');
    let rest = &text[range.start..];
    let rest = &rest[..rest.floor_char_boundary(MAX_WRITTEN)];
    let end = rest.find(|c: char| !c.is_ascii_digit() && !parts_groups(c)).unwrap_or(rest.len());
    let groups = words(&rest[..end]);
    let groups: Vec<&str> = groups.iter().map(|word: &Word| word.text.as_str()).collect();
    let digits: usize = groups.iter().map(|group| group.len()).sum();
    (groups.len() > 1 && TELEPHONE.contains(&digits)).then(|| with_parts(&groups))
}

/// The term for the words that a hashtag joins, its first word at `range`; none where it is one word.
fn hashtag(text: &str, range: &Range<usize>) -> Option<String> {
    let length = text[range.start..].find(|c: char| !is_word(c)).unwrap_or(text.len() - range.start);
    let whole = format!("#{}", &text[range.start..range.start + length]);
    let parts = words(&whole);
    let parts: Vec<&str> = parts.iter().map(|word: &Word| word.text.as_str()).collect();
    (parts.len() > 1).then(|| joined(&parts)).flatten()
}

fn joined(parts: &[&str]) -> Option<String> {
    let is_plain = |part: &&str| part.chars().all(char::is_alphabetic);
    // One letter with a stop behind it is no row of initials: `Hale, H. H`.
    if parts.len() < 2 || !parts.iter().all(is_plain) || parts.iter().map(|part| part.len()).sum::<usize>() > MAX_JOINED
    {
        return None;
    }
    Some(with_parts(parts))
}

/// The letters of all parts, and the parts before the last.
fn with_parts(parts: &[&str]) -> String {
    let mut term = String::with_capacity(2 * MAX_JOINED);
    parts.iter().for_each(|part| fold_into(part, &mut term));
    for part in &parts[..parts.len().saturating_sub(1)] {
        term.push(JOINED);
        fold_into(part, &mut term);
    }
    term
}

/// What the terms for a joined folded word begin with.
pub(crate) fn joined_start(word: &str) -> String {
    format!("{word}{JOINED}")
}

/// The term for folded words that are joined.
pub(crate) fn joined_term(parts: &[&str]) -> Option<String> {
    joined(parts)
}

/// The words that a term for a joined word stands for, in order; none where it is none.
pub(crate) fn parts_of(term: &str) -> Vec<&str> {
    let mut pieces = term.split(JOINED);
    let Some(mut rest) = pieces.next() else { return Vec::new() };
    let mut parts = Vec::new();
    for part in pieces {
        let Some(left) = rest.strip_prefix(part) else { return Vec::new() };
        parts.push(part);
        rest = left;
    }
    if !parts.is_empty() {
        parts.push(rest);
    }
    parts
}

/// A term as a reader would write it: words that are joined with their hyphens, others as they are.
pub(crate) fn shown(term: &str) -> String {
    let parts = parts_of(term);
    if parts.is_empty() { term.to_owned() } else { parts.join("-") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_as_dialled_at_home_begins_with_one_zero() {
        assert_eq!(international("02079460958").as_deref(), Some("[1-9][0-9][0-9]?0?2079460958(‐.*)?"));
        for none in ["0207", "002079460958", "2079460958", "0207946o958", "0123456789012345"] {
            assert_eq!(international(none), None, "{none}");
        }
    }

    fn signs(text: &str) -> Vec<String> {
        words(text).into_iter().flat_map(|word| terms(text, &word.range, &word.text)).flatten().collect()
    }

    fn compounds(text: &str) -> Vec<String> {
        let words = words(text);
        words.windows(2).filter_map(|pair| compound(text, &pair[0].range, &pair[1].range)).collect()
    }

    #[test]
    fn tags_handles_and_acronyms_have_terms_of_their_own() {
        assert_eq!(signs("The #quay, @harbour and jane@example.org"), ["#quay", "@harbour", "@example"]);
        assert_eq!(signs("the U.S. and the US told us; the WHO and who; NATO met"), ["us.", "us.", "who."]);
        assert_eq!(signs("Us, they said"), [""; 0]);
        assert_eq!(signs("C# and C++"), [""; 0]);
    }

    #[test]
    fn capitals_say_nothing_where_all_is_in_capitals() {
        assert_eq!(signs("THE SHIPS OF THE U.S. LEFT IT TO US\nThe IT of the AND gate"), ["us.", "us.", "it.", "and."]);
        assert_eq!(signs("US"), ["us."], "alone, it is what was typed");
    }

    #[test]
    fn what_is_joined_tells_its_parts() {
        assert_eq!(
            compounds("a cease-fire, e‑mail, black-and-white, covid-19"),
            ["ceasefire‐cease", "email‐e", "covid19‐covid"]
        );
        assert_eq!(compounds("F-16, B‑52; 2025-11, 10-year, F-16-B, covid-20250101"), ["f16‐f", "b52‐b"]);
        assert_eq!(compounds("他在莫斯科见面"), [""; 0]);
        assert_eq!(
            compounds("a Ph.D. of EE.UU. and EE. UU., N’Djamena, col.lectiu, J. F. K. in the U. S. Army"),
            ["phd‐ph", "eeuu‐ee", "eeuu‐ee", "ndjamena‐n", "collectiu‐col", "jfk‐j‐f", "us."]
        );
        assert_eq!(compounds("the end.Then Mr. Smith, l'armée, No. A"), [""; 0]);
        assert_eq!(parts_of("ceasefire‐cease"), ["cease", "fire"]);
        assert_eq!(parts_of("freetheport‐free‐the"), ["free", "the", "port"]);
        assert_eq!(parts_of("harbour"), [""; 0]);
        assert_eq!([shown("ceasefire‐cease"), shown("harbour")], ["cease-fire", "harbour"]);
        assert_eq!(
            signs("call +44 20 7946 0958, +1 (212) 555-0100 or +5 m"),
            ["442079460958‐44‐20‐7946", "12125550100‐1‐212‐555"]
        );
        assert_eq!(signs("می\u{200c}خواهم"), ["میخواهم‐می"].map(crate::text::fold::fold));
        assert_eq!(
            signs("#ÉtatDeDroit #СловоДня"),
            ["#etatdedroit", "etatdedroit‐etat‐de", "#словодня", "словодня‐слово"]
        );
        assert_eq!(signs("see #FreeThePort now"), ["#freetheport", "freetheport‐free‐the"]);
    }

    #[test]
    fn terms_are_told_from_words() {
        for term in ["#quay", "@harbour", "us.", "ceasefire‐cease"] {
            assert!(is_written(term), "{term}");
        }
        for word in ["quay", "c++", "c#", "дом", "хмеймим"] {
            assert!(!is_written(word), "{word}");
        }
        assert_eq!(["#quay", "us.", "ceasefire‐cease"].map(word_of), ["quay", "us", "ceasefire"]);
    }
}
