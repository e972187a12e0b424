//! What a text says of its own writers and its address.

use std::ops::Range;
use std::sync::LazyLock;

use foldhash::HashSet;
use url::Url;

use super::bylines::{is_name, names_writer_or_day};
use super::marks::mark;
use super::paragraphs::Paragraph;
use crate::extract::body::blocks::ends_sentence;
use crate::extract::body::phrases as lines;
use crate::extract::body::similarity::same_when_bare;
use crate::extract::date;
use crate::extract::facts::names;
use crate::lang::{LANGUAGES, Phrase, phrases};

/// What stands before an address: "URL", "Source", "Quelle".
static LABELS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let fields = phrases(Phrase::Header).filter_map(|entry| entry.split_once(':'));
    fields.filter(|(field, _)| matches!(*field, "url" | "site")).map(|(_, name)| name).collect()
});

/// What papers call their sections: no names of persons, though they are written so.
static SECTIONS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let names = LANGUAGES.iter().flat_map(|language| language.topic_names());
    names.flat_map(|topic| topic.sections.into_iter().chain(topic.names)).map(str::to_lowercase).collect()
});

/// Words of the names of papers, by which these are told from persons.
static PUBLICATIONS: LazyLock<HashSet<&str>> = LazyLock::new(|| phrases(Phrase::Publication).collect());

/// The names of those who sign a text, and the lines that hold them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Signature {
    /// The names.
    pub(super) names: Vec<String>,
    /// The lines that say nothing else.
    pub(super) lines: Range<usize>,
}

/// The first byline in these lines; where none is called so, the first line of a name that stands beside the day.
pub(super) fn of(paragraphs: &[Paragraph], range: Range<usize>) -> Option<Signature> {
    /// A longer line is prose.
    const LONGEST: usize = 90;
    let range = range.start..range.end.min(paragraphs.len());
    let short = || range.clone().filter(|at| paragraphs[*at].weight < LONGEST);
    short()
        .find_map(|at| labelled(paragraphs, at))
        .or_else(|| short().find_map(|at| beside_day(paragraphs, at, &range)))
}

/// The names of a line that opens as a byline does; they may stand on the next one, or behind the day.
fn labelled(paragraphs: &[Paragraph], at: usize) -> Option<Signature> {
    let text = &*paragraphs[at].text;
    let signed =
        |names: Vec<String>, lines| Some(Signature { names, lines }).filter(|signature| !signature.names.is_empty());
    if let Some(signature) = signed(names::of_line(text, None), at..at + 1) {
        return Some(signature);
    }
    // The station or the paper may stand before it: "Harbour Radio | By Ann Lee".
    let behind = text.split(" | ").skip(1).map(|part| names::of_line(part, None)).find(|names| !names.is_empty());
    if let Some(signature) = behind.and_then(|names| signed(names, at..at + 1)) {
        return Some(signature);
    }
    if names::opens_byline(text) {
        let next = paragraphs.get(at + 1).filter(|next| is_name(&next.text))?;
        return signed(names::of_line(&format!("{text} {}", next.text), None), at..at + 2);
    }
    let opening = date::names_day(text).then(|| names::inside(text))??;
    signed(names::of_line(&without_controls(opening), None), at..at + 1)
}

/// A byline without the link to the comments that stands behind it: "by Tom Harrow Leave a Comment".
fn without_controls(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_control = |at: &usize| mark(&words[*at..].join(" ")).is_some();
    let end = (1..words.len()).find(is_control).unwrap_or(words.len());
    words[..end].join(" ")
}

/// The names of a line that is nothing but names, beside the day or the time that reading takes: in the same line, or one of
/// the next.
fn beside_day(paragraphs: &[Paragraph], at: usize, range: &Range<usize>) -> Option<Signature> {
    /// How many lines below the name the day may be: a place, a role between.
    const BELOW: usize = 3;
    let row = Row::of(&paragraphs[at].text)?;
    let tells = |line: &Paragraph| line.weight < 60 && (is_dated(&line.text) || lines::is_reading_time(&line.text));
    let near = at.saturating_sub(1).max(range.start)..(at + 1 + BELOW).min(paragraphs.len());
    let is_beside = || {
        near.clone()
            .take_while(|other| !paragraphs[*other].is_prose() || *other <= at)
            .any(|other| other != at && tells(&paragraphs[other]))
    };
    let is_twice = || paragraphs.get(at + 1).is_some_and(|next| same_when_bare(&next.text, &row.name));
    (row.is_signed || is_twice() || is_beside()).then(|| {
        let lines = at..at + 1 + usize::from(is_twice());
        Signature { names: vec![row.name.clone()], lines }
    })
}

/// Whether a short line has the day in it; of one whose month means different ones in several languages, the year.
fn is_dated(line: &str) -> bool {
    let numbers = || line.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
    let is_year = |number: &str| number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
    date::names_day(line) || numbers().any(|number| number.len() <= 2) && numbers().any(is_year) && !ends_sentence(line)
}

/// A line that begins with the name of a person, and what else it says.
struct Row {
    name: String,
    /// Whether a day or what the person does stands beside the name.
    is_signed: bool,
}

impl Row {
    /// Reads `Ann Lee`, `Ann Lee in Aldmouth`, `Ann Lee | Reporter | 19 November 2025`, `Ann Lee lee@post.example`.
    fn of(text: &str) -> Option<Row> {
        const SEPARATORS: [&str; 8] = [" | ", " · ", " • ", " — ", " – ", " - ", " / ", "|"];
        const IN: [&str; 8] = ["in", "aus", "à", "en", "em", "da", "from", "w"];
        if mark(text).is_some() {
            return None;
        }
        let text = text.trim_end_matches(['.', ' ', '|', '·']);
        let mut parts = vec![text];
        for separator in SEPARATORS {
            parts = parts.into_iter().flat_map(|part| part.split(separator)).collect();
        }
        let mut parts = parts.into_iter().map(str::trim).filter(|part| !part.is_empty());
        let first = parts.next()?;
        let (first, behind_comma) = first.split_once(", ").map_or((first, None), |(first, rest)| (first, Some(rest)));
        let words: Vec<&str> = first.split_whitespace().collect();
        let end = words.iter().position(|word| word.contains('@') || IN.contains(word)).unwrap_or(words.len());
        let behind = &words[end..];
        let is_place = behind.len() <= 4 && behind.iter().skip(1).all(|word| word.starts_with(char::is_uppercase));
        let name = words[..end].join(" ");
        let rest: Vec<&str> = behind_comma.into_iter().chain(parts).collect();
        let tells = |part: &&str| date::names_day(part) || lines::is_reading_time(part) || names::is_role(part);
        let is_short = |part: &&str| part.contains('@') || part.chars().count() <= 5;
        let is_other = |part: &&str| is_short(part) || !part.contains(char::is_numeric) && is_weekday_or_place(part);
        let is_row = is_person(&name)
            && (is_place || behind[0].contains('@'))
            && rest.iter().all(|part| tells(part) || is_other(part));
        let is_signed = rest.iter().any(tells) || behind.first().is_some_and(|word| word.contains('@'));
        is_row.then_some(Row { name, is_signed })
    }
}

/// Whether a part of a row is one or two words with capitals: a weekday, a place.
fn is_weekday_or_place(part: &str) -> bool {
    part.split_whitespace().count() <= 2 && part.starts_with(char::is_uppercase)
}

/// Whether a text is written as the name of a person is, and is not the name of a section.
fn is_person(name: &str) -> bool {
    /// Words between the names of a person.
    const PARTICLES: [&str; 16] =
        ["de", "del", "della", "di", "da", "dos", "du", "la", "le", "van", "von", "der", "den", "bin", "al", "y"];
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_capital = |word: &&&str| word.starts_with(char::is_uppercase);
    let is_part = |word: &&str| {
        word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'))
            || PARTICLES.contains(word)
    };
    let has_small = |word: &&str| word.chars().skip(1).any(char::is_lowercase);
    let is_publication = |word: &&str| PUBLICATIONS.contains(&*word.to_lowercase());
    let is_section = |word: &&str| SECTIONS.contains(&word.to_lowercase());
    (2..=5).contains(&words.len())
        && (2..=4).contains(&words.iter().filter(is_capital).count())
        && words.iter().all(is_part)
        && words
            .first()
            .is_some_and(|word| word.starts_with(char::is_uppercase) && (has_small(word) || word.ends_with('.')))
        && !words.iter().any(is_publication)
        && !SECTIONS.contains(&name.to_lowercase())
        && !words.iter().any(is_section)
        && !names::is_role(name)
        && !names_writer_or_day(name)
}

/// The address of the page: it stands by itself above the story, or after a label anywhere.
pub(super) fn address(paragraphs: &[Paragraph], first: usize) -> Option<String> {
    let alone = paragraphs[..first.min(paragraphs.len())].iter().filter_map(|line| parse(&line.text));
    let labelled = paragraphs.iter().filter_map(|line| of_label(&line.text));
    only(alone.chain(labelled))
}

/// The address of a text that somebody kept: in the lines above it, or in the last ones.
pub(super) fn address_at_ends(paragraphs: &[Paragraph], first: usize) -> Option<String> {
    /// How many lines below the text may hold it.
    const FOOT: usize = 4;
    let last = paragraphs.len().saturating_sub(FOOT).max(first.min(paragraphs.len()));
    let foot = paragraphs[last..].iter().filter_map(|line| parse_address(&line.text));
    address(paragraphs, first).or_else(|| only(foot))
}

/// The address of a line that holds nothing else but a label.
pub(super) fn parse_address(line: &str) -> Option<String> {
    parse(line).or_else(|| of_label(line))
}

/// Of several addresses none is more likely the page's own.
fn only(mut found: impl Iterator<Item = String>) -> Option<String> {
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

/// The address behind its label: "Source: https://…", "via https://…", "Read at: https://…".
fn of_label(line: &str) -> Option<String> {
    /// Letters of the longest label that no table has.
    const LABEL: usize = 24;
    let at = line.find("http").filter(|at| *at > 0)?;
    let label = line[..at].trim_end_matches(['<', '(', '[']).trim();
    let is_known = || LABELS.contains(&&*label.trim_end_matches([':', '：']).trim().to_lowercase());
    let is_label = label.ends_with([':', '：']) || !label.contains(' ') && label.chars().all(char::is_alphabetic);
    (is_known() || is_label && label.chars().count() <= LABEL).then(|| parse(&line[at..]))?
}

/// A line that is nothing but the address of a page, not of a site's front.
fn parse(line: &str) -> Option<String> {
    let line = line.trim().trim_matches(['<', '>', '(', ')', '[', ']']);
    let is_web = (line.starts_with("http://") || line.starts_with("https://")) && !line.contains(char::is_whitespace);
    let url = Url::parse(line).ok().filter(|_| is_web)?;
    (url.path().len() > 1 && url.host_str().is_some_and(|host| host.contains('.'))).then(|| line.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::super::paragraphs::paragraphs;
    use super::*;

    #[test]
    fn an_address_stands_alone_or_behind_its_label() {
        let found = |text: &str| address(&paragraphs(&lines(text)), 2);
        let page = "https://post.example/2025/pier";
        assert_eq!(found(&format!("Pier opens\n{page}\nIt opens.")).as_deref(), Some(page));
        for label in ["Source: ", "via ", "Link: <", "Gelesen bei: "] {
            let text = format!("Pier opens\nToday\nIt opens.\n{label}{page}");
            assert_eq!(found(&text).as_deref(), Some(page), "{text}");
        }
        assert_eq!(found(&format!("Pier opens\nToday\nIt opens.\nHe wrote to {page}")), None);
        assert_eq!(found(&format!("Pier opens\nToday\nIt opens.\n{page}")), None);
        assert_eq!(found(&format!("{page}\n{page}x\nIt opens.")), None);
        assert_eq!(found("https://post.example/\nPier opens\nIt opens."), None);
        let ends = |text: &str| address_at_ends(&paragraphs(&lines(text)), 1);
        assert_eq!(ends(&format!("Pier opens\nIt opens.\n<{page}>")).as_deref(), Some(page));
    }

    fn names(text: &str) -> Vec<String> {
        of(&paragraphs(&lines(text)), 0..9).map(|signature| signature.names).unwrap_or_default()
    }

    #[test]
    fn a_byline_names_its_writers() {
        assert_eq!(names("Pier opens\nBy Ann Lee and Bo Ray\n14 October 2025"), ["Ann Lee", "Bo Ray"]);
        assert_eq!(names("Steg offen\nVon Åsa Öl"), ["Åsa Öl"]);
        assert!(names("By noon the quay was empty").is_empty());
        for line in [
            "Par Ann Lee (Saint-Aubin, envoyée spéciale)",
            "Von\nAnn Lee",
            "November 3, 2025 by Ann Lee Leave a Comment",
            "Publié le 5 août 2022 par Ann Lee",
            "Author, Ann Lee",
            "Harbour Radio | By Ann Lee",
            "14.10.2025, 10:15 Uhr von Ann Lee",
        ] {
            assert_eq!(names(line), ["Ann Lee"], "{line}");
        }
    }

    #[test]
    fn a_name_beside_the_day_is_the_writer_s() {
        for line in [
            "Ann Lee\n14 October 2025",
            "Ann Lee in Aldmouth\nThu 16 Oct 2025 06.00 CEST",
            "Ann Lee | Local democracy reporter | 14 October 2025",
            "Ann Lee lee@post.example\nOct 14, 2025",
            "Ann Lee\nAnn Lee\nFollow",
            "Ann Lee.\nPublié le 14/10/2025",
            "Ann Lee — Середа, 15 жовтня 2025, 10:15",
            "Ann Lee, 14 October 2025",
            "Ann Lee\n5 min read",
            "Ann Lee\nAldmouth - 14 oct 2025 - 05:30 CET",
        ] {
            assert_eq!(names(line), ["Ann Lee"], "{line}");
        }
        for line in [
            "Local News\n14 October 2025",
            "Ann Lee\nThe pier opens",
            "Second pier opens\n14 October 2025",
            "FRONT PAGE\n14 October 2025",
            "The Harbour Post, 14 October 2025",
            "HARBOUR GAZETTE Tuesday, October 14, 2025",
            "Harbour Gazette | 14 October 2025",
        ] {
            assert!(names(line).is_empty(), "{line}");
        }
    }
}
