//! What a line of a text says that it is: something to press, a box of other stories, a notice, a form, a credit.
//!
//! The words are those of [`crate::lang`]. Without such a line nothing of a text is ever left out.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use foldhash::HashSet;

use crate::extract::body::blocks::ends_sentence;
use crate::extract::body::phrases;
use crate::lang::{Phrase, phrases as of_all_languages};

/// What a line says that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Something to press, or a place of the site to go to.
    Control,
    /// The opening of a box: of other stories, tags, comments, the author.
    Aside,
    /// The heading of what readers wrote.
    Comments,
    /// A label of what interrupts the story, which goes on below: an advertisement.
    Interruption,
    /// A pointer to another story, the story's name after it.
    Pointer,
    /// A notice of the site: of cookies, rights, newsletters.
    Notice,
    /// A form for comments, or what the site says about it.
    CommentForm,
    /// A short line that stands in the text again and again.
    Refrain,
    /// Who owns a picture.
    Credit,
}

impl Mark {
    /// The mark in words, for notes.
    pub(super) fn describe(self) -> &'static str {
        match self {
            Mark::Control => "something to press",
            Mark::Aside => "the opening of a box of other things",
            Mark::Comments => "the heading of comments",
            Mark::Interruption => "what interrupts the story",
            Mark::Refrain => "a label that is said again and again",
            Mark::Pointer => "a pointer to other stories",
            Mark::Notice => "a notice of the site",
            Mark::CommentForm => "a form for comments",
            Mark::Credit => "a caption or credit",
        }
    }

    /// Whether the story may go on behind it as if it were not there.
    pub(super) fn interrupts(self) -> bool {
        matches!(self, Mark::Interruption | Mark::Pointer)
    }

    /// Whether it tells that a text was taken from a page: nobody writes such a line in a text of his own.
    pub(super) fn is_furniture(self) -> bool {
        !matches!(self, Mark::Credit | Mark::Refrain)
    }
}

/// Lines that are controls, without case and punctuation.
static CONTROLS: LazyLock<HashSet<String>> = LazyLock::new(|| of_all_languages(Phrase::Control).map(label).collect());
/// Lines that open boxes, likewise.
static ASIDES: LazyLock<HashSet<String>> = LazyLock::new(|| of_all_languages(Phrase::Aside).map(label).collect());
/// Lines that open what readers wrote, likewise.
static COMMENTS: LazyLock<HashSet<String>> = LazyLock::new(|| of_all_languages(Phrase::Comments).map(label).collect());
/// How such lines begin where the headline follows it.
static COMMENTS_ON: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| of_all_languages(Phrase::Comments).filter_map(|phrase| phrase.strip_suffix('…')).collect());
/// What stands anywhere in an offer to those who have no subscription. A phrase of few words may as well stand in a story: "free
/// trial".
static SUBSCRIPTIONS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    /// Words of a phrase that stands in no story.
    const WORDS: usize = 4;
    let phrases = of_all_languages(Phrase::Subscription).filter(|phrase| phrase.split(' ').count() >= WORDS);
    AhoCorasick::new(phrases).expect("a short list of plain phrases makes an automaton")
});
/// Lines that interrupt a story, likewise.
static INTERRUPTIONS: LazyLock<HashSet<String>> =
    LazyLock::new(|| of_all_languages(Phrase::Interruption).map(label).collect());
/// How such lines of several words begin.
static INTERRUPTION_OPENINGS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| of_all_languages(Phrase::Interruption).filter(|phrase| phrase.contains(' ')).collect());
/// Openings of what stands around forms for comments, by their first character.
static FORMS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut forms: Vec<&str> = of_all_languages(Phrase::CommentForm).collect();
    forms.sort_unstable();
    forms
});

/// What a line says that it is, if it says so.
pub(super) fn mark(text: &str) -> Option<Mark> {
    /// Longer than any line that is a label.
    const LABEL: usize = 80;
    /// Longer than any offer, in bytes.
    const OFFER: usize = 300;
    if text.chars().take(LABEL).count() < LABEL {
        let label = label(text);
        if label.is_empty() {
            return Some(Mark::Control);
        }
        if opens_form(text) {
            return Some(Mark::CommentForm);
        }
        if COMMENTS.contains(&label) {
            return Some(Mark::Comments);
        }
        if ASIDES.contains(&label) {
            return Some(Mark::Aside);
        }
        if INTERRUPTIONS.contains(&label) || INTERRUPTION_OPENINGS.iter().any(|opening| label.starts_with(opening)) {
            return Some(Mark::Interruption);
        }
        if CONTROLS.contains(&label) || is_row_of_controls(&label) {
            return Some(Mark::Control);
        }
        if phrases::is_reading_time(text) {
            return Some(Mark::Notice);
        }
    } else if opens_form(text) {
        return Some(Mark::CommentForm);
    }
    if opens_comments(text) {
        return Some(Mark::Comments);
    }
    if is_path(text) {
        return Some(Mark::Control);
    }
    if text.len() < OFFER && SUBSCRIPTIONS.is_match(&*text.to_lowercase()) {
        return Some(Mark::Notice);
    }
    match phrases::line(text)? {
        phrases::Line::ReadMore => Some(Mark::Pointer),
        phrases::Line::Notice => Some(Mark::Notice),
        phrases::Line::Credit => Some(Mark::Credit),
    }
}

/// A line as the tables have it: small letters, no counters, no punctuation at its ends.
fn label(text: &str) -> String {
    let is_edge = |c: char| !c.is_alphabetic() && c != '&' && c != '+';
    let inner = text.trim_matches(is_edge).trim_end_matches('+');
    let mut label = String::with_capacity(inner.len());
    for word in inner.split_whitespace() {
        if !label.is_empty() {
            label.push(' ');
        }
        // The dotted capital I of Turkish becomes a small one with a dot of its own.
        let small = word.chars().flat_map(char::to_lowercase).filter(|c| *c != '\u{307}');
        label.extend(small.map(|c| if c == '’' { '\'' } else { c }));
    }
    label
}

/// Whether a line is several controls side by side: "Facebook Twitter E-Mail".
fn is_row_of_controls(label: &str) -> bool {
    /// The most words that one control of a row has.
    const WORDS: usize = 4;
    let words: Vec<&str> = label.split([' ', '|', '·', '•', '/', ',']).filter(|word| !word.is_empty()).collect();
    let mut at = 0;
    while at < words.len() {
        let longest = (1..=WORDS.min(words.len() - at)).rev();
        let Some(taken) = longest.into_iter().find(|taken| CONTROLS.contains(&words[at..at + taken].join(" "))) else {
            return false;
        };
        at += taken;
    }
    words.len() > 1
}

/// Whether a line is the path of the site to the page, or a row of its sections: "You are here: Home / News / Pier opens", "Front
/// Page | Local | Sports".
fn is_path(text: &str) -> bool {
    /// Longer than any, in bytes.
    const LONGEST: usize = 300;
    if text.len() > LONGEST || ends_sentence(text) {
        return false;
    }
    let path =
        text.split_once(": ").filter(|(before, _)| before.split(' ').count() <= 4).map_or(text, |(_, path)| path);
    let is_control = |part: &str| CONTROLS.contains(&label(part));
    let signs = [" > ", " / ", " » ", " › ", " → ", ">", "›", "»"];
    let is_path = signs
        .iter()
        .any(|sign| path.split_once(sign).is_some_and(|(first, rest)| is_control(first) && !rest.is_empty()));
    is_path || is_row_of_sections(text)
}

/// Whether a line is a row of short labels, one of them something to press.
fn is_row_of_sections(text: &str) -> bool {
    /// The fewest of a row, and the most words of each.
    const FEWEST: usize = 3;
    const WORDS: usize = 3;
    [" | ", " · ", " • "].iter().any(|sign| {
        let parts = || text.split(sign);
        parts().count() >= FEWEST
            && parts().all(|part| part.split_whitespace().count() <= WORDS)
            && parts().any(|part| CONTROLS.contains(&label(part)))
    })
}

/// Whether a line says how many comments there are on a headline that it quotes: "3 thoughts on “Pier opens”".
fn opens_comments(text: &str) -> bool {
    let quotes = |rest: &str| rest.trim_start().starts_with(['"', '“', '„', '«', '‘', '\'']);
    let start = text.trim_start_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    COMMENTS_ON.iter().any(|phrase| start.strip_prefix(*phrase).is_some_and(quotes))
}

fn opens_form(text: &str) -> bool {
    let start = text.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '*');
    let start = start[..start.floor_char_boundary(160)].to_lowercase();
    let first = start.chars().next();
    let below = FORMS.partition_point(|form| form.chars().next() < first);
    FORMS[below..].iter().take_while(|form| form.chars().next() == first).any(|form| start.starts_with(form))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_say_what_they_are() {
        for (text, expected) in [
            ("Share", Some(Mark::Control)),
            ("» Teilen", Some(Mark::Control)),
            ("Facebook Twitter E-Mail", Some(Mark::Control)),
            ("Comments (12)", Some(Mark::Comments)),
            ("Mehr zum Thema:", Some(Mark::Aside)),
            ("関連記事", Some(Mark::Aside)),
            ("3 thoughts on “Pier opens”", Some(Mark::Comments)),
            ("Thoughts on the pier that opens", None),
            ("Leave a Reply", Some(Mark::CommentForm)),
            ("Your email address will not be published. Required fields are marked *", Some(Mark::CommentForm)),
            ("© 2025 Harbour Post. All rights reserved.", Some(Mark::Notice)),
            ("Read more: the old pier", Some(Mark::Pointer)),
            ("İlgili konular", Some(Mark::Aside)),
            ("You are here: Home / News / Pier opens", Some(Mark::Control)),
            ("Home › Money › Energy", Some(Mark::Control)),
            ("Front Page | Local | Sports | Weather", Some(Mark::Control)),
            ("Advertisement", Some(Mark::Interruption)),
            ("Story continues below advertisement", Some(Mark::Interruption)),
            ("Lesezeit: 2 Min.", Some(Mark::Notice)),
            ("6–8 minutes", Some(Mark::Notice)),
            ("Home: he wrote it / she read it.", None),
            ("The match lasts 90 minutes", None),
            ("Share prices rose on Monday.", None),
            ("He likes to print and to share what he writes.", None),
            ("The second pier opens", None),
        ] {
            assert_eq!(mark(text), expected, "{text}");
        }
    }
}
