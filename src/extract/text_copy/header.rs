//! Lines above a text that name its title, day, author, source and address: "Title: …", "Date: …".

use std::sync::LazyLock;

use foldhash::HashMap;

use crate::extract::body::blocks::ends_sentence;
use crate::extract::declared::front_matter;
use crate::lang::{Phrase, phrases};
use crate::model::Declared;

/// The field of mails that says nothing of the text: sender, receiver.
const MAIL: &str = "mail";

/// The field that each name of a line gives.
static FIELDS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    phrases(Phrase::Header).filter_map(|entry| entry.split_once(':')).map(|(field, name)| (name, field)).collect()
});

/// What the lines above a text declare, and the text after them. A single such line is no header: "By: the sea" may open
/// a story; two different ones are. The headline may stand above them by itself.
pub(in crate::extract) fn split(text: &str) -> Option<(Declared, &str)> {
    /// No header has more lines.
    const LONGEST: usize = 20;
    let mut declared = Declared::default();
    let mut fields: Vec<&str> = Vec::new();
    let mut headline = None;
    let (mut at, mut end) = (0, 0);
    for line in text.split_inclusive('\n').take(LONGEST) {
        at += line.len();
        match field(line) {
            Some((name, value)) => {
                if name != MAIL {
                    front_matter::file(&mut declared, name, without_mark_of_mail(value).to_owned());
                }
                if !fields.contains(&name) {
                    fields.push(name);
                }
                end = at;
            }
            None if line.trim().is_empty() => {}
            None if fields.is_empty() && headline.is_none() && !ends_sentence(line.trim()) => {
                headline = Some(line.trim())
            }
            None => break,
        }
    }
    let headline =
        headline.filter(|line| !is_separator(line)).map(|line| line.trim_start_matches(['#', ' ']).to_owned());
    declared.title = declared.title.or(headline);
    (fields.len() >= 2).then(|| (declared, &text[end..]))
}

/// The text below what somebody wrote who sends it on: below the line that opens what is forwarded, or below the line of a
/// signature where a greeting opens the text.
pub(in crate::extract) fn below_greeting(text: &str) -> Option<&str> {
    /// How many lines the sender may write, and words of a greeting.
    const LINES: usize = 30;
    const GREETING: usize = 5;
    let first = text.lines().find(|line| !line.trim().is_empty())?.trim();
    let greets = first.ends_with([',', '!', '，', '،', '、']) && first.split_whitespace().count() <= GREETING;
    let mut at = 0;
    for line in text.split_inclusive('\n').take(LINES) {
        at += line.len();
        let opens_forwarded = is_separator(line) && line.contains(char::is_alphabetic) && field_follows(&text[at..]);
        let opens_quoted = greets && is_separator(line) && text[at..].len() * 2 > text.len();
        if opens_forwarded || opens_quoted {
            return Some(&text[at..]);
        }
    }
    None
}

/// Whether a line parts what somebody sends on from what he wrote: `-- `, `---------- Forwarded message ---------`.
fn is_separator(line: &str) -> bool {
    /// Letters of the longest.
    const LONGEST: usize = 80;
    let line = line.trim();
    let is_rule = |line: &str| line.len() >= 2 && line.bytes().all(|byte| matches!(byte, b'-' | b'_' | b'='));
    let named = line.trim_matches('-');
    is_rule(line)
        || line.len() < LONGEST
            && (line.starts_with("--") && line.ends_with('-') || named == line && is_forwarding(line))
}

/// Whether a line says that a forwarded message begins.
fn is_forwarding(line: &str) -> bool {
    let line = line.trim_end_matches(':').to_lowercase();
    phrases(Phrase::Header).filter_map(|entry| entry.strip_prefix("forwarded:")).any(|phrase| phrase == line)
}

/// Whether a field of a header is the first line that is not empty.
fn field_follows(text: &str) -> bool {
    text.lines().find(|line| !line.trim().is_empty()).is_some_and(|line| field(line).is_some())
}

/// A subject without what mail programs set before it: "Fwd: Pier opens".
fn without_mark_of_mail(subject: &str) -> &str {
    const MARKS: [&str; 10] = ["Fwd:", "FWD:", "Fw:", "FW:", "WG:", "TR:", "RV:", "Re:", "RE:", "AW:"];
    let mut rest = subject.trim();
    while let Some(behind) = MARKS.iter().find_map(|mark| rest.strip_prefix(mark)) {
        rest = behind.trim_start();
    }
    rest
}

/// The field of a line of a header, and its value.
fn field(line: &str) -> Option<(&'static str, &str)> {
    let line = line.trim_start_matches('\u{feff}').trim();
    let (name, value) = line.split_once([':', '：'])?;
    let name = name.trim_matches(['*', ' ', '_']).to_lowercase();
    let value = value.trim_matches(['*', ' ', '_']);
    let field = *FIELDS.get(&*name).filter(|_| !value.is_empty())?;
    // A source is an address or a publisher.
    let is_address = value.starts_with("http://") || value.starts_with("https://");
    let field = match field {
        "site" if is_address => "url",
        "url" if !is_address => "site",
        field => field,
    };
    Some((field, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_above_a_text_are_fields() {
        for (text, title, day) in [
            (
                "Title: Pier opens\nDate: 14 October 2025\nURL: https://example.org/p\n\nText.",
                "Pier opens",
                "14 October 2025",
            ),
            ("Überschrift: Pier offen\n\nDatum: 14.10.2025\nVon: Ann Lee\nText.", "Pier offen", "14.10.2025"),
            ("标题：新码头启用\n日期：2025年10月14日\n\nText.", "新码头启用", "2025年10月14日"),
        ] {
            let (declared, rest) = split(text).unwrap();
            assert_eq!((declared.title.as_deref(), declared.published.as_deref()), (Some(title), Some(day)));
            assert_eq!(rest.trim(), "Text.");
        }
    }

    #[test]
    fn what_is_sent_on_is_read_below_what_its_sender_wrote() {
        let forwarded = "FYI\n\n---------- Forwarded message ---------\nFrom: The Letter <letter@post.example>\nDate: Fri, 7 Nov 2025 at 07:02\n\
            Subject: Fwd: Rents fall\nTo: <ann@mail.example>\n\nRents fell by 0.4 per cent.\n";
        let below = below_greeting(forwarded).unwrap();
        let (declared, rest) = split(below).unwrap();
        assert_eq!(
            (declared.title.as_deref(), declared.published.as_deref()),
            (Some("Rents fall"), Some("Fri, 7 Nov 2025 at 07:02"))
        );
        assert_eq!(rest.trim(), "Rents fell by 0.4 per cent.");
        let quoted =
            "Hi all,\n\nsee below.\n\n-- \n\nPier opens\n\nThe pier opens in spring, the harbour office said.\n";
        assert!(below_greeting(quoted).is_some_and(|below| below.trim().starts_with("Pier opens")));
        let letter = "The pier opens in spring.\n\n---\n\nIt was paid by the town, which sold a mill.\n";
        assert_eq!(below_greeting(letter), None, "a rule parts what one writer wrote");
        assert_eq!(
            below_greeting("Dear all,\n\nthe pier opens in spring, and all are invited.\n\n-- \nAnn Lee\n"),
            None
        );
    }

    #[test]
    fn a_headline_may_stand_above_the_lines() {
        let (declared, rest) = split("Pier opens\nSource: Harbour Post\nDate: 14 October 2025\n\nText.").unwrap();
        assert_eq!((declared.title.as_deref(), declared.site.as_deref()), (Some("Pier opens"), Some("Harbour Post")));
        assert_eq!(rest.trim(), "Text.");
    }

    #[test]
    fn a_single_line_is_no_header() {
        assert!(split("Title: a word of three letters\n\nText.").is_none());
        assert!(split("He said: come.\nShe said: no.\n").is_none());
    }
}
