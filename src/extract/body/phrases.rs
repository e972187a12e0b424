//! Lines that say by their words what they are: pointers to other stories, notices, credits, bylines.
//!
//! The tables of the languages hold openings of such lines; they are matched after case and punctuation
//! are taken off, at the start of a line only.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use foldhash::HashSet;

use super::block::{ends_sentence, needs_no_mark};
use crate::lang::{Fact, Phrase, facts, phrases};

/// What a line says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::extract) enum Line {
    /// "Read more: …".
    ReadMore,
    /// "Sign up to our newsletter", "This site uses cookies".
    Notice,
    /// "Photo: …".
    Credit,
}

/// Openings of notices that are of no language.
const NOTICES_ANYWHERE: &[&str] = &["©", "(c) 20", "ⓒ"];

/// Openings of credits that are of no language.
const CREDITS_ANYWHERE: &[&str] = &["getty images"];

/// Openings of pointers to other stories, followed by a colon, a link or the end of the line.
static READ_MORE: LazyLock<Openings> = LazyLock::new(|| Openings::of(phrases(Phrase::ReadMore)));

/// Openings of notices of the site.
static NOTICES: LazyLock<Openings> =
    LazyLock::new(|| Openings::of(phrases(Phrase::Notice).chain(NOTICES_ANYWHERE.iter().copied())));

/// Openings of what newsletters say of themselves; two words of them may open a sentence of any story: "sent to".
static MAIL_NOTICES: LazyLock<Openings> =
    LazyLock::new(|| Openings::of(phrases(Phrase::MailNotice).filter(|phrase| phrase.split(' ').count() != 2)));

/// Openings of credits.
static CREDITS: LazyLock<Openings> =
    LazyLock::new(|| Openings::of(phrases(Phrase::Credit).chain(CREDITS_ANYWHERE.iter().copied())));

/// Words of times that are counted from now.
static FROM_NOW: LazyLock<HashSet<&str>> = LazyLock::new(|| facts(Fact::FromNow).collect());

/// Those of languages that set no space between words.
static FROM_NOW_UNSPACED: LazyLock<Vec<&str>> =
    LazyLock::new(|| facts(Fact::FromNow).filter(|word| needs_no_mark(word)).collect());

/// Openings of bylines.
static BYLINES: LazyLock<Vec<&str>> = LazyLock::new(|| phrases(Phrase::Byline).collect());

/// Those without what stands between them and the name.
static BYLINE_WORDS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| phrases(Phrase::Byline).map(|phrase| phrase.trim_end_matches([' ', ':'])).collect());

/// How a page begins that has no story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::extract) enum NoStory {
    /// "Page not found".
    Missing,
    /// "Verify you are human".
    Robot,
}

static MISSING: LazyLock<Openings> = LazyLock::new(|| Openings::of(phrases(Phrase::Missing)));
static ROBOT: LazyLock<Openings> = LazyLock::new(|| Openings::of(phrases(Phrase::Robot)));

/// What asks for consent, anywhere in a line.
static CONSENT: LazyLock<AhoCorasick> = LazyLock::new(|| anywhere(Phrase::Consent));

/// What offers a subscription, anywhere in a line.
static OFFER: LazyLock<AhoCorasick> = LazyLock::new(|| anywhere(Phrase::Subscription));

/// Finds any phrase of a kind anywhere in a text in lower case.
fn anywhere(kind: Phrase) -> AhoCorasick {
    AhoCorasick::new(phrases(kind)).expect("a short list of plain phrases makes an automaton")
}

/// Whether a title or first line says that there is no story. A number is its beginning only where nothing but the like
/// follows: `404`, `404 - not found`.
pub(in crate::extract) fn begins(about: NoStory, line: &str) -> bool {
    let table = if about == NoStory::Missing { &MISSING } else { &ROBOT };
    let start = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let start = start[..start.floor_char_boundary(120)].to_lowercase();
    let is_number = |phrase: &str| phrase.starts_with(|c: char| c.is_ascii_digit());
    let tells = |phrase: &str| {
        !is_number(phrase)
            || start[phrase.len()..].trim_start().chars().next().is_none_or(|c| !c.is_alphanumeric())
            || start.contains("error")
    };
    table.with_first_of(&start).iter().any(|phrase| opens(&start, phrase) && tells(phrase))
}

/// Whether a text is mostly about cookies and asks for consent to them.
pub(in crate::extract) fn asks_for_consent(text: &str) -> bool {
    const STEMS: &[&str] = &[
        "cookie",
        "kakor",
        "evästei",
        "çerez",
        "ciasteczk",
        "куки",
        "クッキー",
        "쿠키",
        "informasjonskaps",
        "ملفات تعريف",
        "คุกกี้",
        "consent",
        "einwillig",
        "tracking",
        "gdpr",
        "dsgvo",
        "rgpd",
    ];
    let text = text.to_lowercase();
    if !CONSENT.is_match(&*text) {
        return false;
    }
    let (mut about, mut all) = (0, 0);
    for line in text.lines().filter(|line| line.len() >= 20) {
        all += line.len();
        about += if STEMS.iter().any(|stem| line.contains(stem)) { line.len() } else { 0 };
    }
    about * 2 > all
}

/// Whether a line offers a subscription to those who have none.
pub(super) fn is_offer(text: &str) -> bool {
    OFFER.is_match(&*text.to_lowercase())
}

/// Openings by their first byte.
struct Openings {
    phrases: Vec<&'static str>,
}

impl Openings {
    fn of(phrases: impl Iterator<Item = &'static str>) -> Openings {
        let mut phrases: Vec<&str> = phrases.collect();
        phrases.sort_unstable();
        Openings { phrases }
    }

    /// The phrases that begin with the first byte of `start`.
    fn with_first_of(&self, start: &str) -> &[&'static str] {
        let first = start.as_bytes().first();
        let below = self.phrases.partition_point(|phrase| phrase.as_bytes().first() < first);
        let rest = &self.phrases[below..];
        &rest[..rest.partition_point(|phrase| phrase.as_bytes().first() == first)]
    }
}

/// A longer line, in characters, is no notice of a newsletter.
const LONGEST_MAIL_NOTICE: usize = 160;

/// What a line says it is, if it says so.
pub(in crate::extract) fn line(text: &str) -> Option<Line> {
    let start = text.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '©' | '(' | '[' | '【' | 'ⓒ'));
    let start = start[..start.floor_char_boundary(120)].to_lowercase();
    // A single word opens many a sentence; it tells only of a label.
    let is_label = start.chars().count() < 35;
    let tells = |phrase: &str| is_label || phrase.contains(|c: char| !c.is_ascii_alphabetic());
    let opens =
        |table: &Openings| table.with_first_of(&start).iter().any(|phrase| opens(&start, phrase) && tells(phrase));
    if opens(&READ_MORE) {
        Some(Line::ReadMore)
    } else if opens(&NOTICES) || text.chars().count() < LONGEST_MAIL_NOTICE && opens(&MAIL_NOTICES) {
        Some(Line::Notice)
    } else if opens(&CREDITS) || text.chars().count() < 250 && closes_as_credit(text) {
        Some(Line::Credit)
    } else {
        None
    }
}

/// Whether a line ends in the name of a picture's owner.
fn closes_as_credit(text: &str) -> bool {
    const OWNERS: &[&str] = &[
        "/dpa",
        "/afp",
        "/reuters",
        "/ap",
        "getty images",
        "/getty",
        "/imago",
        "/apa",
        "shutterstock",
        "istock",
        "/epa",
        "(dpa)",
        "via ap)",
    ];
    /// Longer than any owner, in bytes, whatever the case of its letters.
    const LONGEST_OWNER: usize = 40;
    if text.contains('©') {
        return true;
    }
    let end = text.trim_end_matches(['.', ')', ' ', ']']);
    let end = end[end.floor_char_boundary(end.len().saturating_sub(LONGEST_OWNER))..].to_lowercase();
    OWNERS.iter().any(|owner| end.ends_with(owner.trim_end_matches(')')))
}

/// Whether a line is nothing but the word that opens a byline, the name having been left out.
pub(super) fn opens_byline(text: &str) -> bool {
    text.len() < 24 && {
        let word = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        BYLINE_WORDS.contains(&*word)
    }
}

/// Whether a short line names the writer or the day.
pub(in crate::extract) fn is_byline(text: &str) -> bool {
    /// Characters of the longest.
    const LONGEST: usize = 89;
    if text.chars().nth(LONGEST).is_some() {
        return false;
    }
    let digits = || text.chars().filter(char::is_ascii_digit).count();
    let letters = || text.chars().filter(|c| c.is_alphabetic()).count();
    opens_as_byline(text) || digits() >= 5 && letters() < 40 && !is_sentence_of_words(text)
}

/// Whether a text is a sentence that says more than a day: `The trial opens on 12 May 2026.`
fn is_sentence_of_words(text: &str) -> bool {
    /// Words of the shortest; a label and a month are less. And of the shortest in which none labels the day.
    const WORDS: (usize, usize) = (4, 3);
    let is_small = |word: &&str| word.starts_with(char::is_lowercase) && word.chars().nth(2).is_some();
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().nth(2).is_some());
    let count = words.clone().count();
    let is_labelled = || {
        let text = text.to_lowercase();
        facts(Fact::Published).chain(facts(Fact::Changed)).any(|label| text.contains(label))
    };
    let is_ended = ends_sentence(text) && !text.ends_with(':');
    is_ended && words.filter(is_small).count() > 0 && (count >= WORDS.0 || count >= WORDS.1 && !is_labelled())
}

/// Whether a text is one or more sentences of a story: several words, a full stop, and no word to the reader, such as an offer or a
/// consent.
pub(super) fn is_plain_sentence(text: &str) -> bool {
    const WORDS: usize = 4;
    text.split_whitespace().count() >= WORDS
        && text.trim_end_matches(['"', '”', '’', ')', '»']).ends_with(['.', '!', '?', '。', '؟', '।', '։', '።'])
        && !text.contains(['©', '@', '|'])
        && !is_offer(text)
        && !CONSENT.is_match(&*text.to_lowercase())
}

/// Whether a line is nothing but a time that is counted from now: `3 hours ago`, `Yesterday, 17:20`, `vor 2 Minuten`.
pub(in crate::extract) fn is_time_from_now(text: &str) -> bool {
    /// Letters and words of the longest.
    const LONGEST: (usize, usize) = (32, 6);
    let letters = text.chars().filter(|c| c.is_alphanumeric()).take(LONGEST.0 + 1).count();
    if letters > LONGEST.0 || !text.contains(|c: char| c.is_numeric()) || ends_sentence(text) {
        return false;
    }
    let text = text.to_lowercase();
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.len() <= LONGEST.1
        && (words.iter().any(|word| FROM_NOW.contains(*word))
            || words.windows(2).any(|pair| FROM_NOW.contains(&*pair.join(" ")))
            || FROM_NOW_UNSPACED.iter().any(|word| text.contains(word)))
}

/// What the time that reading takes is called, anywhere in a line.
static READING_TIME: LazyLock<AhoCorasick> = LazyLock::new(|| anywhere(Phrase::ReadingTime));

/// Whether a line is nothing but how long reading takes: `5 min read`, `Lesezeit: 2 Min.`, `6–8 minutes`.
pub(in crate::extract) fn is_reading_time(text: &str) -> bool {
    /// Letters of the longest.
    const LONGEST: usize = 36;
    const UNITS: [&str; 6] = ["min", "mins", "minutes", "minuten", "minuti", "мин"];
    let is_row = text.contains(" · ") || text.contains(" | ");
    if is_row
        || text.len() > 3 * LONGEST
        || !text.contains(|c: char| c.is_numeric())
        || ends_sentence(text.trim_end_matches('.'))
    {
        return false;
    }
    let text = text.to_lowercase();
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let is_unit = || words.clone().count() == 1 && words.clone().next().is_some_and(|word| UNITS.contains(&word));
    text.chars().filter(|c| c.is_alphabetic()).count() <= LONGEST && (READING_TIME.is_match(&*text) || is_unit())
}

/// Whether a line opens as a byline does, and is no sentence.
pub(in crate::extract) fn opens_as_byline(text: &str) -> bool {
    let start = text.trim_start()[..text.trim_start().floor_char_boundary(40)].to_lowercase();
    BYLINES.iter().any(|phrase| start.starts_with(phrase)) && !text.ends_with('.')
}

/// Whether `start` opens with the phrase as whole words.
fn opens(start: &str, phrase: &str) -> bool {
    let Some(rest) = start.strip_prefix(phrase) else { return false };
    let spaced = phrase.ends_with(|c: char| c.is_alphanumeric() && c < '\u{2e80}');
    !spaced || !rest.starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_from_now_are_told_from_short_lines_with_figures() {
        for text in ["3 hours ago", "Yesterday, 17:20", "vor 2 Minuten", "il y a 5 h", "3小时前", "5 часов назад"]
        {
            assert!(is_time_from_now(text), "{text}");
        }
        for text in [
            "Long ago",
            "Three boats sank 40 years ago.",
            "Pier 4",
            "Vor Anker",
            "The 4 piers that were built so long ago",
        ] {
            assert!(!is_time_from_now(text), "{text}");
        }
    }

    #[test]
    fn lines_are_told_by_their_opening() {
        for (text, line_) in [
            ("Read more: the port reopens", Some(Line::ReadMore)),
            ("» Lesen Sie auch: Hafen offen", Some(Line::ReadMore)),
            ("Читайте также: порт открыт", Some(Line::ReadMore)),
            ("Subscribe to our newsletter", Some(Line::Notice)),
            ("Photo: A. Example", Some(Line::Credit)),
            ("Readings of the river rose.", None),
            ("Cookies, as everybody knows, are baked in an oven.", None),
        ] {
            assert_eq!(line(text), line_, "{text}");
        }
    }
}
