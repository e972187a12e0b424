//! Months by the names that the languages give them, in the calendars that they use.

use std::sync::LazyLock;

use foldhash::{HashMap, HashSet};

use super::calendars::Calendar;
use super::tokens::{Token, TokenKind, is_joined, number, word};
use crate::lang::{self, Fact, LANGUAGES, facts};
use crate::text::fold::fold;

/// A month of a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Month {
    pub(super) calendar: Calendar,
    /// From 1.
    pub(super) number: i64,
}

/// The longest name that is looked up, in bytes, and of how many words it is made.
const LONGEST: (usize, usize) = (60, 3);

/// A month as a language calls it.
#[derive(Clone, Copy, Debug)]
struct Named {
    lang: &'static str,
    month: Month,
}

/// All names.
struct Names {
    /// What each name means, by language in the order of languages.
    meanings: HashMap<String, Vec<Named>>,
    /// How names of several words begin.
    openings: HashSet<String>,
    /// Words that make the number behind them a month.
    month_words: HashSet<String>,
    /// Of each two letters of ASCII whether any name begins with them.
    starts: Vec<bool>,
}

/// The names as they are and, of those of one word, their first three and four letters where no other month of the
/// language begins so.
static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let calendars = [
        (Fact::Months, Calendar::Gregorian),
        (Fact::JalaliMonths, Calendar::Jalali),
        (Fact::HijriMonths, Calendar::Hijri),
        (Fact::EthiopianMonths, Calendar::Ethiopian),
    ];
    let month_words = facts(Fact::MonthWords).map(fold).collect();
    let (meanings, openings) = (HashMap::default(), HashSet::default());
    let mut names = Names { meanings, openings, month_words, starts: vec![false; 26 * 26] };
    for length in [usize::MAX, 3, 4] {
        for language in LANGUAGES {
            for (fact, calendar) in calendars {
                if length != usize::MAX && calendar != Calendar::Gregorian {
                    continue;
                }
                for row in language.rows(fact) {
                    let row: Vec<&str> = row.collect();
                    names.add(&row.iter().map(|name| key(name)).collect::<Vec<_>>(), length, language.code, calendar);
                    // Many leave out the sign that keeps two letters apart.
                    if row.iter().any(|name| name.contains('\u{200c}')) {
                        let joined = row.iter().map(|name| key(&name.replace('\u{200c}', "")));
                        names.add(&joined.collect::<Vec<_>>(), length, language.code, calendar);
                    }
                }
            }
        }
    }
    names.mark_starts();
    names
});

/// The weekdays of English, which are short months of other languages (`Sat` is Satumba in Hausa).
static ENGLISH_WEEKDAYS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    lang::language("en").into_iter().flat_map(|english| english.words(Fact::Weekdays)).map(key).collect()
});

impl Names {
    /// Adds the names of a calendar's months, or their first letters.
    fn add(&mut self, row: &[String], length: usize, lang: &'static str, calendar: Calendar) {
        for (name, number) in row.iter().zip(1..) {
            let short: String = name.chars().take(length).collect();
            let is_whole = length == usize::MAX;
            if !is_whole && (name.contains(' ') || row.iter().filter(|other| other.starts_with(&short)).count() != 1) {
                continue;
            }
            if let Some((opening, _)) = name.split_once(' ') {
                self.openings.insert(opening.to_owned());
            }
            let known = self.meanings.entry(short).or_default();
            if !known.iter().any(|named| named.lang == lang) {
                known.push(Named { lang, month: Month { calendar, number } });
            }
        }
    }

    fn mark_starts(&mut self) {
        let words = self.meanings.keys().chain(&self.openings).chain(&self.month_words);
        for place in words.filter_map(|word| start_of(word)).collect::<Vec<_>>() {
            self.starts[place] = true;
        }
    }

    /// Whether any name begins as a word does. Nearly all words are no month, and need not be folded to be looked up.
    fn may_begin(&self, word: &str) -> bool {
        start_of(word).is_none_or(|place| self.starts[place])
    }

    /// What a name means in a language, or else where all agree that know it. English counts before the others.
    fn meaning(&self, name: &str, language: Option<&str>) -> Option<Month> {
        let known = self.meanings.get(name)?;
        let own = known.iter().find(|named| Some(named.lang) == language);
        let english = known.iter().find(|named| named.lang == "en");
        // Programs that speak English set weekdays between a day and a year: `28 Sat 2013`.
        let is_weekday = || ENGLISH_WEEKDAYS.contains(name);
        let is_month = |first: &&Named| known.iter().all(|named| named.month == first.month) && !is_weekday();
        let agreed = known.first().filter(is_month);
        own.or(english).or(agreed).map(|named| named.month)
    }
}

/// The place of the first two letters of a word among all pairs of ASCII letters; none where one is another sign.
fn start_of(word: &str) -> Option<usize> {
    let letter = |at: usize| {
        let byte = word.as_bytes().get(at).filter(|byte| byte.is_ascii_alphabetic())?;
        Some(usize::from(byte.to_ascii_lowercase() - b'a'))
    };
    Some(letter(0)? * 26 + letter(1)?)
}

/// A name as it is looked up: folded, without full stops, its words parted by single spaces.
fn key(name: &str) -> String {
    let words = name.split(|c: char| c.is_whitespace() || matches!(c, '\u{200c}' | '-'));
    words.map(|word| fold(&word.replace(['.', '॰'], ""))).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The month that a single word names, in a language.
pub(super) fn named(word: &str, lang: Option<&str>) -> Option<Month> {
    (word.len() <= LONGEST.0).then(|| NAMES.meaning(&fold(word), lang)).flatten()
}

/// The month that is named at a place, and by how many tokens: `March`, `تشرين الأول`, `ม.ค.`, `tháng 3`.
pub(super) fn at(tokens: &[Token], at: usize, lang: Option<&str>) -> Option<(Month, usize)> {
    let names = &*NAMES;
    let first = word(tokens, at).filter(|word| word.len() <= LONGEST.0 && names.may_begin(word))?;
    let first = fold(first);
    if names.month_words.contains(&first)
        && let Some((month @ 1..=12, 1..=2)) = number(tokens, at + 1)
    {
        return Some((Month { calendar: Calendar::Gregorian, number: month }, 2));
    }
    let (keys, ends) = longer(tokens, at, &first, names.openings.contains(&first));
    let longer = keys.iter().zip(ends).rev().find_map(|(key, end)| Some((names.meaning(key, lang)?, end - at)));
    longer.or_else(|| Some((names.meaning(&first, lang)?, 1)))
}

/// The names of several tokens that begin with a word: words behind a full stop or an apostrophe without a space (`ม.ค.`)
/// are parts of one word; others follow only a word that opens a name.
fn longer(tokens: &[Token], at: usize, first: &str, opens: bool) -> (Vec<String>, Vec<usize>) {
    let (mut keys, mut ends) = (Vec::new(), Vec::new());
    let (mut key, mut next) = (first.to_owned(), at + 1);
    for _ in 1..LONGEST.1 {
        let is_dotted = matches!(tokens.get(next).map(|token| token.kind), Some(TokenKind::Sign('.' | '॰' | '-')))
            && is_joined(tokens, next)
            && is_joined(tokens, next + 1)
            && word(tokens, next + 1).is_some();
        let is_hyphen = is_dotted && tokens[next].kind == TokenKind::Sign('-');
        let place = if is_dotted { next + 1 } else { next };
        let Some(word) = word(tokens, place).filter(|word| word.len() <= LONGEST.0) else { break };
        if !opens && (!is_dotted || is_hyphen) {
            break;
        }
        if !is_dotted || is_hyphen {
            key.push(' ');
        }
        key.push_str(&fold(word));
        keys.push(key.clone());
        ends.push(place + 1);
        next = place + 1;
    }
    (keys, ends)
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;

    #[test]
    fn names_and_short_names() {
        for (word, want) in
            [("März", 3), ("Sept", 9), ("juil", 7), ("сен", 9), ("Ağustos", 8), ("أغسطس", 8), ("Paź", 10)]
        {
            assert_eq!(named(word, None).map(|month| month.number), Some(want), "{word}");
        }
        for word in ["ju", "", "Montag"] {
            assert_eq!(named(word, None), None, "{word}");
        }
    }

    #[test]
    fn names_of_several_words() {
        for (text, number, n) in [
            ("تشرين الأول", 10, 2),
            ("ม.ค. 2568", 1, 3),
            ("tháng 11", 11, 2),
            ("ربيع الآخر", 4, 2),
            ("Rabi al-Thani", 4, 4),
        ] {
            let found = at(&tokens(text), 0, None).map(|(month, n)| (month.number, n));
            assert_eq!(found, Some((number, n)), "{text}");
        }
    }

    #[test]
    fn a_name_that_means_two_months_is_read_in_the_language_of_the_text() {
        assert_eq!(named("listopada", Some("pl")).map(|month| month.number), Some(11));
        assert_eq!(named("listopada", Some("hr")).map(|month| month.number), Some(10));
        assert_eq!(named("listopada", None), None);
    }
}
