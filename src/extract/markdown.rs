//! Markdown to paragraphs: marks off, lines of a paragraph joined.
//!
//! What CommonMark calls blocks is known by the opening of a line; of inline marks, emphasis, code, links and images
//! are taken off. Images leave nothing.

use super::page::space::collapse;

/// The paragraphs of a Markdown text.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut open = false;
    for line in text.lines().map(str::trim) {
        let is_rule = line.len() >= 3 && line.chars().all(|c| matches!(c, '-' | '*' | '_' | '=' | ' ' | '|' | ':'));
        if line.is_empty() || is_rule || line.starts_with("```") || line.starts_with("~~~") {
            open = false;
            continue;
        }
        let (marked, content) = unmark(line);
        let content = inline(content);
        if content.is_empty() {
            continue;
        }
        match found.last_mut().filter(|_| open && marked == Mark::None) {
            Some(paragraph) => {
                paragraph.push(' ');
                paragraph.push_str(&content);
            }
            None => found.push(content),
        }
        open = !matches!(marked, Mark::Heading | Mark::Row);
    }
    found
}

/// What the opening of a line makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    None,
    Heading,
    Item,
    Row,
}

fn unmark(line: &str) -> (Mark, &str) {
    let quoted = line.trim_start_matches(['>', ' ']);
    let hashes = quoted.bytes().take_while(|b| *b == b'#').count();
    if (1..=6).contains(&hashes) && quoted[hashes..].starts_with(' ') {
        return (Mark::Heading, quoted[hashes..].trim().trim_end_matches('#').trim_end());
    }
    if let Some(item) = ["- ", "* ", "+ "].iter().find_map(|bullet| quoted.strip_prefix(bullet)) {
        return (Mark::Item, item);
    }
    let digits = quoted.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=3).contains(&digits) && [". ", ") "].iter().any(|end| quoted[digits..].starts_with(end)) {
        return (Mark::Item, quoted);
    }
    if quoted.starts_with('|') {
        return (Mark::Row, quoted.trim_matches(['|', ' ']));
    }
    (Mark::None, quoted)
}

/// A line without inline marks.
pub(super) fn inline(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['[', '!', '*', '`', '\\', '_']) {
        out.push_str(&rest[..at]);
        let (kept, behind) = inline_mark(&rest[at..], out.chars().next_back());
        out.push_str(kept);
        rest = behind;
    }
    out.push_str(rest);
    collapse(&out)
}

/// What the mark at the start of `rest` leaves, and what is after it.
fn inline_mark(rest: &str, before: Option<char>) -> (&str, &str) {
    if let Some(image) = rest.strip_prefix("![").and_then(link) {
        return ("", image.1);
    }
    if let Some(link) = rest.strip_prefix('[').and_then(link) {
        return link;
    }
    let next = rest[1..].chars().next();
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match rest.as_bytes()[0] {
        b'*' | b'`' if next != Some(' ') || before.is_some_and(|c| c != ' ') => ("", &rest[1..]),
        b'_' if !(is_word(before) && is_word(next)) => ("", &rest[1..]),
        b'\\' if next.is_some_and(|c| c.is_ascii_punctuation()) => (&rest[1..2], &rest[2..]),
        _ => rest.split_at(1),
    }
}

/// The text of a link whose bracket is open, and what is after the link.
fn link(rest: &str) -> Option<(&str, &str)> {
    /// Longer texts and targets than this are no link; it also keeps the search linear.
    const LONGEST: usize = 1_000;
    let window = &rest[..rest.floor_char_boundary(LONGEST)];
    let close = window.find(']')?;
    let target = rest[close + 1..].strip_prefix('(')?;
    let end = target[..target.floor_char_boundary(LONGEST)].find(')')?;
    Some((&rest[..close], &target[end + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_off() {
        for (text, expected) in [
            ("## A *b*\nc\nd", vec!["A b", "c d"]),
            ("- one\n- two\n\n> quoted __text__", vec!["one", "two", "quoted text"]),
            ("![alt](x.png)\n\nsnake_case and 2 * 3", vec!["snake_case and 2 * 3"]),
            ("| a | b |\n|---|---|\n| c | d |", vec!["a | b", "c | d"]),
            ("1. first\n2. [second](https://example.org)", vec!["1. first", "2. second"]),
        ] {
            assert_eq!(paragraphs(text), expected, "{text}");
        }
    }
}
