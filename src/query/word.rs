//! What a run of characters says: the words in it, and in which form.

use std::borrow::Cow;

use super::chars::{is_apostrophe, is_gap, is_inside_word, is_quote, is_url, is_wildcard, is_word};
use super::error::{Fault, excerpt};
use super::tree::{Form, Phrase, Query, Term};
use crate::text::words::{is_gershayim, is_sigil, with_sign};

/// How the words of a run are to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// In any form.
    Free,
    /// As they stand: `=word`.
    Exact,
    /// Words within this number of edits: `word~1`.
    Fuzzy(u8),
}

/// The words of one run, which holds no space. A run of punctuation has none.
pub(super) fn run(run: &str, reading: Reading) -> Result<Vec<Term>, Fault> {
    let text = if matches!(reading, Reading::Fuzzy(_)) { trimmed(run) } else { with_sigil(run) };
    if !text.chars().any(is_word) && !text.contains(['*', '＊']) {
        return Ok(Vec::new());
    }
    let text = &*with_gershayim(text);
    let has_quotes = text.contains(is_quote);
    if is_url(text) && !has_quotes && !matches!(reading, Reading::Fuzzy(_)) {
        return whole(text, reading).map(|term| vec![term]);
    }
    if text.contains(is_wildcard) {
        return match reading {
            Reading::Free => pattern(text),
            Reading::Exact => Err(two_forms(run, "an exact word has no wildcards", "=")),
            Reading::Fuzzy(_) => Err(two_forms(run, "a pattern is not nearly spelt so", "~")),
        };
    }
    if (has_quotes || is_url(text)) && matches!(reading, Reading::Fuzzy(_)) {
        return Err(not_one_word(text));
    }
    // Other quotes part words, and a term has none.
    let parts = text.split(|c| has_quotes && is_quote(c)).map(|part| if has_quotes { trimmed(part) } else { part });
    parts.filter(|part| !part.is_empty()).map(|part| whole(part, reading)).collect()
}

/// A text with the sign of Hebrew acronyms in the place of double quotes that stand for it: no word has a quote.
pub(super) fn with_gershayim(text: &str) -> Cow<'_, str> {
    let is_sign = |(at, _): &(usize, &str)| is_gershayim(text, *at, 1);
    if !text.match_indices('"').any(|found| is_sign(&found)) {
        return Cow::Borrowed(text);
    }
    let signed = |(at, c): (usize, char)| if c == '"' && is_gershayim(text, at, 1) { '״' } else { c };
    Cow::Owned(text.char_indices().map(signed).collect())
}

fn two_forms(run: &str, message: &str, mark: &str) -> Fault {
    Fault::new(format!("{message}: `{}`", excerpt(run)), format!("leave out either the `{mark}` or the wildcards"))
}

/// The words of the inside of a quotation, in order.
pub(super) fn quoted(inside: &str, reading: Reading) -> Result<Vec<Term>, Fault> {
    let mut terms = Vec::new();
    let gaps = inside.char_indices().filter(|(at, c)| is_gap(*c) && !is_inside_word(inside, *at));
    let mut start = 0;
    for (at, gap) in gaps.chain([(inside.len(), ' ')]) {
        terms.extend(run(&inside[start..at], reading)?);
        start = at + gap.len_utf8();
    }
    Ok(terms)
}

/// The query for words that stand next to each other: a term where it is one word.
pub(super) fn adjacent(mut terms: Vec<Term>, slop: u32) -> Query {
    match (terms.len(), terms.pop()) {
        (1, Some(term)) if slop == 0 => Query::Term(term),
        (_, last) => {
            terms.extend(last);
            Query::Phrase(Phrase { terms, slop })
        }
    }
}

/// A run without the punctuation around it, but for the sign that makes a tag or a handle of its word.
fn with_sigil(run: &str) -> &str {
    let text = trimmed(run);
    let start = text.as_ptr() as usize - run.as_ptr() as usize;
    let sigil = run[..start].chars().next_back().filter(|c| is_sigil(*c) && text.starts_with(is_word));
    sigil.map_or(text, |sigil| &run[start - sigil.len_utf8()..start + text.len()])
}

/// A run without the punctuation around it.
pub(super) fn trimmed(run: &str) -> &str {
    let rest = run.trim_start_matches(|character| !is_word(character) && !is_wildcard(character));
    let text = rest.trim_end_matches(|character| !is_word(character) && !is_wildcard(character));
    let closed = is_url(text) && rest[text.len()..].starts_with(')') && text.rfind('(') > text.rfind(')');
    if closed { &rest[..=text.len()] } else { &rest[with_sign(rest, 0..text.len())] }
}

fn whole(text: &str, reading: Reading) -> Result<Term, Fault> {
    let form = match reading {
        Reading::Free => Form::Stemmed,
        Reading::Exact => Form::Exact,
        Reading::Fuzzy(edits) if text.chars().all(is_of_one_word) => Form::Fuzzy(edits),
        Reading::Fuzzy(_) => return Err(not_one_word(text)),
    };
    Ok(Term { text: text.to_owned(), form })
}

fn not_one_word(text: &str) -> Fault {
    Fault::new(format!("`~` works on one word, and `{}` is several", excerpt(text)), "put `~` behind each word")
}

/// Whether a character may stand in a name that is written as one.
fn is_of_one_word(character: char) -> bool {
    is_word(character)
        || is_apostrophe(character)
        || matches!(character, '-' | '.' | '\u{ad}' | '\u{200c}' | '\u{200d}')
}

/// The words of a run that has wildcards in it. Punctuation parts them, as it does in the index.
fn pattern(text: &str) -> Result<Vec<Term>, Fault> {
    let parts = text.split(|c| !is_word(c) && !is_wildcard(c) && !is_apostrophe(c)).map(trimmed);
    parts.filter(|part| !part.is_empty()).map(|part| one_pattern(part, text)).collect()
}

/// One word of the pattern `whole`.
fn one_pattern(part: &str, whole: &str) -> Result<Term, Fault> {
    let letters = part.chars().filter(|c| is_word(*c)).count();
    let needed = if part.starts_with(is_wildcard) { 2 } else { 1 };
    if letters < needed {
        let hint = match letters {
            0 if part != whole => "leave the lone wildcard out; the words beside it stand by themselves",
            0 => "write some letters of the word, or `\"a b\"~1` for one word between two",
            _ => "write at least two letters behind a wildcard that comes first",
        };
        return Err(Fault::new(format!("the pattern `{}` fits nearly every word", excerpt(part)), hint));
    }
    if !part.contains(is_wildcard) {
        return Ok(Term { text: part.to_owned(), form: Form::Stemmed });
    }
    Ok(Term { text: part.replace('＊', "*"), form: Form::Wildcard })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, Form)> {
        run(text, Reading::Free).expect("a good run").into_iter().map(|term| (term.text, term.form)).collect()
    }

    #[test]
    fn punctuation_falls_off_the_ends_and_stays_inside() {
        assert_eq!(read("(Assad,"), [("Assad".to_owned(), Form::Stemmed)]);
        assert_eq!(read("al-Sharaa's"), [("al-Sharaa's".to_owned(), Form::Stemmed)]);
        assert_eq!(read("—"), []);
        assert_eq!(read("?!"), []);
    }

    #[test]
    fn tags_and_handles_keep_their_sign() {
        assert_eq!(read("(#quay,"), [("#quay".to_owned(), Form::Stemmed)]);
        assert_eq!(read("@harbour_watch"), [("@harbour_watch".to_owned(), Form::Stemmed)]);
        assert_eq!(read("##"), []);
        assert_eq!(read("#quay*"), [("quay*".to_owned(), Form::Wildcard)]);
    }

    #[test]
    fn letters_keep_the_sign_that_makes_a_name_of_them() {
        assert_eq!(read("(C++,"), [("C++".to_owned(), Form::Stemmed)]);
        assert_eq!(read("C#!"), [("C#".to_owned(), Form::Stemmed)]);
        assert_eq!(read("vitamin+"), [("vitamin".to_owned(), Form::Stemmed)]);
    }

    #[test]
    fn punctuation_parts_patterns() {
        assert_eq!(read("al-Shar*"), [("al".to_owned(), Form::Stemmed), ("Shar*".to_owned(), Form::Wildcard)]);
        assert_eq!(read("air＊"), [("air*".to_owned(), Form::Wildcard)]);
        assert!(run("*a", Reading::Free).is_err());
        assert!(run("a-*", Reading::Free).is_err());
        assert_eq!(read("*ab"), [("*ab".to_owned(), Form::Wildcard)]);
    }

    #[test]
    fn urls_have_no_wildcards() {
        assert_eq!(read("https://example.org/?a=*"), [("https://example.org/?a=*".to_owned(), Form::Stemmed)]);
    }
}
