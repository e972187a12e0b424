//! Factiva: stories with a code before each field (`HD` headline, `PD` day, `LP` and `TD` text, `AN` the story's number), as
//! pages, texts and RTF; and its reading format, which has the same fields in the same order without the codes.

use super::boundary::Boundary;
use super::dates::is_date;
use crate::lang;
use crate::source::byline::NameOrder;
use crate::source::lines::line::{Line, Piece};
use crate::source::story::{Story, list};

/// The codes of fields, as Factiva's help lists them.
const CODES: &[&str] = &[
    "SE", "CLM", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "NGC", "GC", "ED", "PG", "VOL", "LA", "CY", "LP",
    "TD", "CT", "RF", "ART", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN", "DE", "TI", "DJ", "RST",
];
/// "words" behind a number, in the languages of Factiva's users.
const WORDS: &[&str] = &[
    "words", "word", "mots", "mot", "wörter", "wort", "worte", "palabras", "parole", "palavras", "woorden", "слов",
    "字", "語",
];

/// Where a piece parts stories.
pub(super) fn boundary(piece: &Piece) -> Boundary {
    match piece {
        Piece::Mark(mark)
            if mark.starts_with("<div .article") || mark.starts_with("<div .") && mark.contains("article>") =>
        {
            Boundary::Before
        }
        Piece::Line(line) if number(&line.text).is_some() => Boundary::Behind,
        _ => Boundary::None,
    }
}

/// The story's number in a line: `Document TESTXX0020241103ek0` with or without `AN` before it.
pub(super) fn number(text: &str) -> Option<&str> {
    const DOCUMENT: &[&str] = &["Document", "Dokument", "Documento", "文書", "文件", "文档", "Документ"];
    let rest = text.strip_prefix("AN").map_or(text, str::trim_start);
    let is_number = |rest: &&str| {
        rest.len() >= 12
            && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && rest.bytes().filter(u8::is_ascii_digit).count() >= 8
    };
    // One word may begin like another.
    DOCUMENT.iter().filter_map(|word| rest.strip_prefix(word).map(str::trim_start)).find(is_number)
}

/// The code that opens a line, and what stands behind it.
pub(super) fn code(line: &Line) -> Option<(&'static str, &str)> {
    let (word, rest) = line.text.split_once(' ').unwrap_or((&line.text, ""));
    let code = CODES.iter().find(|code| **code == word)?;
    // In pages codes have a cell of their own; in texts they open a line, set apart from what follows.
    (rest.is_empty() || line.sets_word_apart).then_some((*code, rest))
}

/// The story in these lines.
pub(super) fn story(lines: &[Line]) -> Story {
    let coded = lines
        .iter()
        .filter_map(code)
        .filter(|(code, _)| ["HD", "PD", "SN", "LA", "LP", "TD", "AN"].contains(code))
        .count();
    if coded >= 3 { with_codes(lines) } else { without_codes(lines) }
}

fn with_codes(lines: &[Line]) -> Story {
    let mut story = Story::default();
    let (mut time, mut byline) = (None, String::new());
    let mut current = "";
    for line in lines {
        let text = match code(line) {
            Some((code, rest)) => {
                current = code;
                rest
            }
            None => &line.text,
        };
        if text.is_empty() {
            continue;
        }
        match current {
            "HD" | "TI" => join(&mut story.title, text),
            "BY" => byline.extend(["\n", text]),
            "PD" => story.published = story.published.take().or_else(|| Some(text.to_owned())),
            "ET" => time = Some(text.to_owned()),
            "SN" => join(&mut story.publication, text),
            "SE" | "CLM" => story.sections.push(text.to_owned()),
            "LA" => story.lang = story.lang.take().or_else(|| Some(text.to_owned())),
            "LP" | "TD" => paragraph(&mut story, line, text),
            "NS" => story.tags.extend(names(text)),
            "AN" => story.id = story.id.take().or_else(|| number(text).map(str::to_owned)),
            _ => {}
        }
    }
    if let (Some(day), Some(time)) = (&mut story.published, time) {
        day.push_str(&format!(" {time}"));
    }
    story.sign(&byline, NameOrder::GivenFirst);
    story
}

/// Adds a line of the text; a line of a wrapped paragraph goes on in it.
fn paragraph(story: &mut Story, line: &Line, text: &str) {
    let goes_on = !line.starts_paragraph && line.around.is_empty() && code(line).is_none();
    match story.paragraphs.last_mut().filter(|last| goes_on && last.len() > 40) {
        Some(last) => {
            last.push(' ');
            last.push_str(text);
        }
        None => story.paragraphs.push(text.to_owned()),
    }
}

fn join(field: &mut Option<String>, text: &str) {
    match field {
        Some(field) => {
            field.push(' ');
            field.push_str(text);
        }
        None => *field = Some(text.to_owned()),
    }
}

/// The names in "gstrik : Labor Disputes | gcat : Political/General News".
fn names(text: &str) -> Vec<String> {
    let names = list(text, &['|']).into_iter();
    names.map(|name| name.split_once(" : ").map_or(name.clone(), |(_, name)| name.trim().to_owned())).collect()
}

/// A story of the reading format: headline, writers, number of words, day, time, newspaper, its code, language, copyright, text.
fn without_codes(lines: &[Line]) -> Story {
    let mut story =
        Story { id: lines.iter().rev().find_map(|line| number(&line.text)).map(str::to_owned), ..Story::default() };
    let lines: Vec<&Line> = lines.iter().filter(|line| number(&line.text).is_none()).collect();
    let count = lines.iter().position(|line| is_count_of_words(&line.text));
    // A list of headlines has neither: it stands before and between the stories of some pages.
    if count.is_none() && story.id.is_none() {
        return Story::default();
    }
    let Some(count_at) = count else {
        story.paragraphs = lines.iter().map(|line| line.text.clone()).collect();
        return story;
    };
    let head = &lines[..count_at];
    let marked = head.iter().position(|line| line.around.contains("headline") || line.is_bold);
    let title_at = marked.unwrap_or(0);
    story.sections =
        head[..title_at.min(head.len())].iter().map(|line| line.text.clone()).filter(|text| text.len() < 80).collect();
    story.title = head.get(title_at).map(|line| line.text.clone());
    head.iter().skip(title_at + 1).for_each(|line| story.sign(&line.text, NameOrder::GivenFirst));
    let mut rest = lines[count_at + 1..].iter();
    let mut facts = Vec::new();
    let body: Vec<String> = loop {
        let Some(line) = rest.next() else { break Vec::new() };
        let is_copyright =
            line.text.starts_with("(c)") || line.text.starts_with('©') || line.text.starts_with("Copyright");
        if is_copyright || facts.len() > 9 || line.text.len() > 200 {
            let first = if is_copyright { None } else { Some(line.text.clone()) };
            break first.into_iter().chain(rest.map(|line| line.text.clone())).collect();
        }
        facts.push(line.text.as_str());
    };
    take_facts(&mut story, &facts);
    story.paragraphs = body;
    story
}

/// Takes over the lines between the number of words and the copyright.
fn take_facts(story: &mut Story, facts: &[&str]) {
    let day = facts.iter().position(|fact| is_date(fact));
    story.published = day.map(|day| facts[day].to_owned());
    let is_time =
        |fact: &str| fact.len() <= 8 && fact.contains(':') && fact.bytes().next().is_some_and(|b| b.is_ascii_digit());
    let mut behind = facts.iter().skip(day.map_or(0, |day| day + 1)).peekable();
    if let (Some(day), Some(time)) = (&mut story.published, behind.next_if(|fact| is_time(fact))) {
        day.push_str(&format!(" {time}"));
    }
    story.publication = behind.next().map(|name| (*name).to_owned());
    story.lang =
        facts.iter().rev().find(|fact| lang::primary(fact).is_some() && fact.len() > 2).map(|fact| (*fact).to_owned());
}

/// Whether a line tells how many words a story has: "1,234 words".
fn is_count_of_words(text: &str) -> bool {
    let Some((number, word)) = text.trim().rsplit_once([' ', '\u{a0}']) else { return false };
    let is_number =
        number.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | ' ' | '\u{a0}' | '\u{202f}' | '\''));
    is_number && number.contains(|c: char| c.is_ascii_digit()) && WORDS.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::lines::html::HtmlLines;
    use crate::source::lines::plain::PlainLines;

    fn lines(pieces: impl Iterator<Item = std::io::Result<Piece>>) -> Vec<Line> {
        let lines = pieces.filter_map(|piece| match piece.unwrap() {
            Piece::Line(line) => Some(line),
            Piece::Mark(_) => None,
        });
        lines.collect()
    }

    #[test]
    fn stories_with_codes_are_read_from_text_and_page() {
        let text = "SE  Hafen\nHD  Lotsen verweigern die Nachtschicht\nBY  Von Åsa Öl\nWC  30 Wörter\nPD  3 November 2024\nET  07:40\nSN  Küstenbote\n\
            SC  KUEBO\nLA  Deutsch\nCY  (c) 2024\n\nLP\nDie Lotsen fahren nachts nicht mehr.\n\nTD\nDer Hafen nennt das verfrüht.\n\n\
            NS  gstrik : Labor Disputes | gcat : Political/General News\nAN  Document KUEBO00020241103ek0\n";
        let page: String = text
            .lines()
            .map(|line| {
                let (code, rest) = line.split_once("  ").unwrap_or((line, ""));
                if CODES.contains(&code) {
                    format!("<tr><td class=index><b>{code}</b>&nbsp;<td>{rest}")
                } else {
                    format!("<p>{line}")
                }
            })
            .collect();
        for lines in [lines(PlainLines::new(text.as_bytes())), lines(HtmlLines::new(page.as_bytes()))] {
            let story = story(&lines);
            assert_eq!(
                (story.title.as_deref(), story.publication.as_deref()),
                (Some("Lotsen verweigern die Nachtschicht"), Some("Küstenbote"))
            );
            assert_eq!(
                (story.published.as_deref(), story.lang.as_deref()),
                (Some("3 November 2024 07:40"), Some("Deutsch"))
            );
            assert_eq!((story.authors, story.sections), (vec!["Åsa Öl".to_owned()], vec!["Hafen".to_owned()]));
            assert_eq!((story.tags.len(), story.id.as_deref()), (2, Some("KUEBO00020241103ek0")));
            assert_eq!(story.paragraphs, ["Die Lotsen fahren nachts nicht mehr.", "Der Hafen nennt das verfrüht."]);
        }
    }

    #[test]
    fn stories_without_codes_are_read_by_the_order_of_their_lines() {
        let text = "Pilots refuse the night turn\n\nAnn Lee\n\n1,040 words\n\n3 November 2024\n\n07:40\n\nHarbour Post\n\nHARPO\n\n3\n\nEnglish\n\n\
            (c) 2024 Harbour Post\n\nThe pilots said no.\n\nThe port called it premature.\n\nDocument HARPO00020241103ek0\n";
        let story = story(&lines(PlainLines::new(text.as_bytes())));
        assert_eq!(
            (story.title.as_deref(), story.publication.as_deref()),
            (Some("Pilots refuse the night turn"), Some("Harbour Post"))
        );
        assert_eq!(
            (story.authors, story.published.as_deref()),
            (vec!["Ann Lee".to_owned()], Some("3 November 2024 07:40"))
        );
        assert_eq!((story.lang.as_deref(), story.id.as_deref()), (Some("English"), Some("HARPO00020241103ek0")));
        assert_eq!(story.paragraphs, ["The pilots said no.", "The port called it premature."]);
    }

    #[test]
    fn a_number_is_no_sentence() {
        assert_eq!(number("AN Document HARPO00020241103ek0"), Some("HARPO00020241103ek0"));
        assert_eq!(number("Document 12"), None);
        assert_eq!(number("Documents show that"), None);
    }
}
