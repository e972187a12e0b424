//! What a line of a text says that it is: something to press, a box of other stories, a notice, a form, a credit.
//!
//! The words are those of [`crate::lang`]. Without such a line nothing of a text is ever left out.

use std::sync::LazyLock;

use foldhash::HashSet;

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
            Mark::Refrain => "a label that is said again and again",
            Mark::Pointer => "a pointer to other stories",
            Mark::Notice => "a notice of the site",
            Mark::CommentForm => "a form for comments",
            Mark::Credit => "a caption or credit",
        }
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
        if CONTROLS.contains(&label) || is_row_of_controls(&label) {
            return Some(Mark::Control);
        }
    } else if opens_form(text) {
        return Some(Mark::CommentForm);
    }
    if opens_comments(text) {
        return Some(Mark::Comments);
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
        label.extend(word.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }));
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
            ("Share prices rose on Monday.", None),
            ("He likes to print and to share what he writes.", None),
            ("The second pier opens", None),
        ] {
            assert_eq!(mark(text), expected, "{text}");
        }
    }
}
