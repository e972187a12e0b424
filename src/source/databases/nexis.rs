//! Nexis: the texts and pages of its older service ("1 of 20 DOCUMENTS" before each story, labels in capitals), and the
//! word processor's files of Nexis Uni and Nexis Advance ("End of Document" behind each, the text under "Body").
//!
//! Neither labels the newspaper, the day and the headline: they stand first, in an order that differs by source. The day
//! is known by its writing; of what is left of the head the newspaper is the first, the headline the rest.

use super::boundary::Boundary;
use super::dates::is_date;
use super::labels::{self, Label, is_in_capitals, label};
use crate::source::byline::NameOrder;
use crate::source::lines::line::{Line, Piece};
use crate::source::story::{Story, list};

/// What ends a story of Nexis Uni, in the languages of its users.
const ENDS: &[&str] = &[
    "end of document",
    "ende des dokuments",
    "fin du document",
    "fin del documento",
    "final del documento",
    "fine del documento",
    "einde van het document",
    "einde van document",
    "fim do documento",
];
/// What ends the text of a story of Nexis Uni where no heading does.
const LOADED: &[&str] = &[
    "load-date",
    "date-chargement",
    "date de chargement",
    "ladedatum",
    "fecha de carga",
    "fecha-de-carga",
    "laaddatum",
    "data di caricamento",
    "data de carregamento",
];
/// Words of lines that tell the edition.
const EDITIONS: &[&str] = &["edition", "édition", "ausgabe", "edición", "edizione", "editie"];
/// A headline is no longer than this, in bytes.
const LONGEST: usize = 500;

/// Where a piece parts stories.
pub(super) fn boundary(piece: &Piece) -> Boundary {
    match piece {
        Piece::Mark(mark) if mark.contains("<doc number=") || mark.starts_with("#doc_id_") => Boundary::Before,
        Piece::Line(line) if is_count(&line.text) => Boundary::Before,
        Piece::Line(line) if is_end(&line.text) => Boundary::Behind,
        _ => Boundary::None,
    }
}

/// Whether the line ends a story of Nexis Uni.
pub(super) fn is_end(text: &str) -> bool {
    ENDS.iter().any(|end| text.eq_ignore_ascii_case(end) || text.to_lowercase() == *end)
}

/// Whether the line counts stories: "1 of 20 DOCUMENTS", "Dokument 1 von 20".
pub(super) fn is_count(text: &str) -> bool {
    const OF: &[&str] = &["of", "von", "de", "sur", "di", "van"];
    const DOCUMENT: &[&str] = &[
        "document",
        "documents",
        "dokument",
        "dokumente",
        "dokumenten",
        "documento",
        "documentos",
        "documenti",
        "documenten",
    ];
    let words: Vec<&str> = text.split(' ').collect();
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let is_document = |word: &str| DOCUMENT.contains(&word.to_lowercase().as_str());
    let counts = |first: &str, of: &str, count: &str| is_number(first) && OF.contains(&of) && is_number(count);
    match words.as_slice() {
        [document, first, of, count] if is_document(document) => counts(first, of, count),
        [first, of, count, document] if is_document(document) => counts(first, of, count),
        _ => false,
    }
}

/// The story in these lines.
pub(super) fn story(lines: &[Line]) -> Story {
    match lines.split_last() {
        Some((last, lines)) if is_end(&last.text) => of_uni(lines),
        _ => classic(lines),
    }
}

/// A paragraph: its first line, and all its words.
struct Block<'a> {
    first: &'a Line,
    text: String,
}

fn blocks(lines: &[Line]) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    for line in lines.iter().filter(|line| !is_count(&line.text)) {
        match blocks.last_mut().filter(|_| !line.starts_paragraph) {
            Some(block) => {
                block.text.push(' ');
                block.text.push_str(&line.text);
            }
            None => blocks.push(Block { first: line, text: line.text.clone() }),
        }
    }
    blocks
}

/// A story of the older service.
fn classic(lines: &[Line]) -> Story {
    let blocks = blocks(lines);
    let is_label = |block: &Block<'_>| label(block.first).is_some() && is_in_capitals(block.first);
    let labelled = blocks.iter().position(is_label);
    // What stands before the first story tells of the download.
    if labelled.is_none() && !lines.iter().any(|line| is_count(&line.text)) {
        return Story::default();
    }
    let head = labelled.unwrap_or_else(|| unlabelled_head(&blocks));
    let mut story = Story::default();
    let mut title: Vec<&str> = Vec::new();
    for block in &blocks[..head] {
        let is_edition = || {
            block.text.split_whitespace().any(|word| EDITIONS.contains(&word.to_lowercase().trim_matches([',', ';'])))
        };
        if story.published.is_none() && is_date(&block.first.text) {
            story.published = Some(block.first.text.clone());
        } else if story.publication.is_none() {
            story.publication = Some(block.text.clone());
        } else if title.is_empty() && is_edition() && block.text.len() < 80 {
            // The edition stands between newspaper and headline.
        } else {
            title.push(&block.text);
        }
    }
    story.title = Some(title.join(" ")).filter(|title| !title.is_empty() && title.len() <= LONGEST);
    let mut part = Part::Labels;
    for block in &blocks[head..] {
        match label(block.first).filter(|_| is_in_capitals(block.first)) {
            Some((label, _)) => {
                let behind = block.text.split_once([':', '：']).map_or("", |(_, behind)| behind.trim());
                if label == Label::Text {
                    part = Part::Body;
                    story.paragraphs.extend(Some(behind.to_owned()).filter(|text| !text.is_empty()));
                } else {
                    part = if part == Part::Labels { Part::Labels } else { Part::End };
                    take(&mut story, label, behind);
                }
            }
            None if is_copyright(&block.text) => part = Part::End,
            None if part != Part::End => {
                part = Part::Body;
                story.paragraphs.push(block.text.clone());
            }
            None => {}
        }
    }
    story
}

/// Where a reader stands in a story.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Among the labels before the text.
    Labels,
    Body,
    /// Behind the text.
    End,
}

/// How many paragraphs are the head of a story that has no labels: newspaper, day and headline.
fn unlabelled_head(blocks: &[Block<'_>]) -> usize {
    let day = blocks.iter().take(5).position(|block| is_date(&block.first.text));
    day.map_or(0, |day| (day + 2).max(3)).min(blocks.len())
}

/// A story of Nexis Uni.
fn of_uni(lines: &[Line]) -> Story {
    let named = lines.iter().position(|line| labels::heading(line) == Some(Label::Text));
    let text_at = named.or_else(|| unnamed_heading(lines));
    let head = &lines[..text_at.unwrap_or(lines.len())];
    // The list of stories before the first of them has days too; a story's own stands last, behind newspaper and headline.
    let day = head.iter().rposition(|line| is_date(&line.text) && label(line).is_none() && !is_labelled(line));
    let mut story = Story { published: day.map(|day| head[day].text.clone()), ..Story::default() };
    let before = |back: usize| day.and_then(|day| day.checked_sub(back)).map(|place| head[place].text.clone());
    story.publication = before(1);
    story.title = before(2).or_else(|| head.first().map(|line| line.text.clone()));
    let mut body_at = text_at.map_or(0, |text| text + 1);
    let behind_day = day.map_or(0, |day| day + 1);
    for (place, line) in head.iter().enumerate().skip(behind_day) {
        if let Some((label, behind)) = label(line) {
            take(&mut story, label, behind);
            body_at = body_at.max(place + 1);
        } else if is_copyright(&line.text) {
            body_at = body_at.max(place + 1);
        }
    }
    let end = lines[body_at..].iter().position(ends_text).map_or(lines.len(), |end| body_at + end);
    let end = end.min(end_of_text(lines)).max(body_at);
    story.paragraphs = lines[body_at..end].iter().map(|line| line.text.clone()).collect();
    for (label, behind) in lines[end..].iter().filter_map(label) {
        if matches!(label, Label::Tags | Label::Language | Label::Section) {
            take(&mut story, label, behind);
        }
    }
    story
}

/// Where a heading stands alone behind the labels of a story: "Body" in a language whose word for it is not known.
fn unnamed_heading(lines: &[Line]) -> Option<usize> {
    let places = lines.windows(2).enumerate();
    let is_behind_labels = |pair: &[Line]| is_labelled(&pair[0]) || is_copyright(&pair[0].text);
    places.filter(|(_, pair)| is_behind_labels(pair) && is_word(&pair[1])).map(|(place, _)| place + 1).next()
}

/// Where the labels begin that end a story, with the heading over them.
fn end_of_text(lines: &[Line]) -> usize {
    let start = lines.iter().rposition(|line| label(line).is_none()).map_or(0, |last| last + 1);
    match start.checked_sub(1) {
        Some(heading) if start < lines.len() && is_word(&lines[heading]) => heading,
        _ => start,
    }
}

/// Whether a line is a name of few words, a colon, and something behind it.
fn is_labelled(line: &Line) -> bool {
    let Some((name, behind)) = line.text.split_once([':', '：']) else { return false };
    let is_name = |c: char| c.is_alphabetic() || matches!(c, ' ' | '-' | '/' | '\u{a0}');
    !behind.trim().is_empty() && name.split_whitespace().count() <= 3 && name.chars().all(is_name)
}

/// Whether a line is a single word.
fn is_word(line: &Line) -> bool {
    line.text.len() <= 40 && line.text.chars().all(char::is_alphabetic)
}

/// Whether the text of a story of Nexis Uni ends before this line.
fn ends_text(line: &Line) -> bool {
    let name = line.text.split([':', '：']).next().unwrap_or_default().trim().to_lowercase();
    matches!(labels::heading(line), Some(Label::Caption | Label::Other)) || LOADED.contains(&name.as_str())
}

fn is_copyright(text: &str) -> bool {
    let rest = ["Copyright", "COPYRIGHT", "©", "(c)"].iter().find_map(|mark| text.strip_prefix(mark));
    rest.is_some_and(|rest| rest.split_whitespace().take(4).any(|word| word.trim_matches(',').parse::<u16>().is_ok()))
}

/// Takes over what stands behind a label.
fn take(story: &mut Story, label: Label, behind: &str) {
    let text = || Some(behind.to_owned()).filter(|text| !text.is_empty());
    match label {
        Label::Author => story.sign(behind, NameOrder::Either),
        Label::Section => story.sections.extend(sections(behind)),
        Label::Language => story.lang = story.lang.take().or_else(|| list(behind, &[';', ',']).into_iter().next()),
        Label::Summary => story.summary = story.summary.take().or_else(text),
        Label::Tags => story.tags.extend(list(behind, &[';'])),
        Label::Url => story.url = story.url.take().or_else(|| text().filter(|url| url.contains("://"))),
        Label::Title => story.title = story.title.take().or_else(text),
        _ => {}
    }
}

/// The sections in "FEATURES; Pg. 6": without the page.
fn sections(text: &str) -> impl Iterator<Item = String> {
    const PAGE: &[&str] = &["pg", "pg.", "page", "s.", "seite", "p.", "pág.", "pag."];
    list(text, &[';']).into_iter().filter(|part| {
        let first = part.split(' ').next().unwrap_or_default().to_lowercase();
        !PAGE.contains(&first.as_str()) && !first.starts_with("pg.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::lines::plain::PlainLines;

    fn read(text: &str) -> Story {
        let lines = PlainLines::new(text.as_bytes()).map(|piece| match piece.unwrap() {
            Piece::Line(line) => line,
            Piece::Mark(mark) => panic!("{mark}"),
        });
        story(&lines.collect::<Vec<_>>())
    }

    #[test]
    fn a_story_of_the_older_service_is_read() {
        let story = read(
            "          3 of 10 DOCUMENTS\n\n\n     The Harbour Post (England)\n\n     November 3, 2024 Sunday\n        Edition 1;\n\
             Scotland\n\nPilots refuse the night turn\nat the outer bar\n\nBYLINE: Ann Lee and Bo Ray\n\nSECTION: NEWS; Pg. 3\n\n\
             LENGTH: 40 words\n\n\nThe pilots of the outer bar said on Sunday that they would\ntake no ship in after dark.\n\n\
             The port called it premature.\n\nLOAD-DATE: November 4, 2024\n\nLANGUAGE: ENGLISH\n\nGRAPHIC: A boat\n\n\
             JOURNAL-CODE: HP\n\n\n    Copyright 2024 Harbour Post\n     All Rights Reserved\n",
        );
        assert_eq!(story.title.as_deref(), Some("Pilots refuse the night turn at the outer bar"));
        assert_eq!(story.publication.as_deref(), Some("The Harbour Post (England)"));
        assert_eq!(
            (story.published.as_deref(), story.lang.as_deref()),
            (Some("November 3, 2024 Sunday"), Some("ENGLISH"))
        );
        assert_eq!(
            (story.authors, story.sections),
            (vec!["Ann Lee".to_owned(), "Bo Ray".to_owned()], vec!["NEWS".to_owned()])
        );
        let expected = [
            "The pilots of the outer bar said on Sunday that they would take no ship in after dark.",
            "The port called it premature.",
        ];
        assert_eq!(story.paragraphs, expected);
    }

    #[test]
    fn a_german_story_is_read_as_well() {
        let story = read(
            "Dokument 1 von 2\n\nKüstenbote\n\n3. November 2024\n\nLotsen verweigern die Nachtschicht\n\nAUTOR: Von Åsa Öl\n\nRUBRIK: HAFEN; S. 4\n\n\
             LÄNGE: 30 Wörter\n\nDie Lotsen fahren nachts nicht mehr.\n\nUPDATE: 4. November 2024\n\nSPRACHE: GERMAN; DEUTSCH\n",
        );
        assert_eq!(story.title.as_deref(), Some("Lotsen verweigern die Nachtschicht"));
        assert_eq!((story.authors, story.sections), (vec!["Åsa Öl".to_owned()], vec!["HAFEN".to_owned()]));
        assert_eq!(
            (story.paragraphs, story.lang.as_deref()),
            (vec!["Die Lotsen fahren nachts nicht mehr.".to_owned()], Some("GERMAN"))
        );
    }

    #[test]
    fn a_story_of_nexis_uni_is_read_behind_the_list_of_stories() {
        let story = read(
            "User Name: Reader\n\nDate and Time: Friday, March 20, 2026 16:51:00 GMT\n\nJob Number: 7\n\nDocuments (2)\n\n1. Pilots refuse\n\n\
             Narrowed by:\n\nTimeline Dec 01, 2009 to May 11, 2026\n\nPilots refuse the night turn\n\nThe Harbour Post\n\n\
             November 3, 2024 Sunday\n\nCopyright 2024 Harbour Post All Rights Reserved\n\nSection: NEWS; Pg. 3\n\nLength: 40 words\n\n\
             Byline:\u{a0}Ann Lee\n\nBody\n\nThe pilots said no.\n\nNote: they meant it.\n\nGraphic\n\nA boat\n\nClassification\n\n\
             Language: ENGLISH\n\nSubject: PORTS (90%); LABOR (78%)\n\nLoad-Date: November 4, 2024\n\nEnd of Document\n",
        );
        assert_eq!(story.title.as_deref(), Some("Pilots refuse the night turn"));
        assert_eq!(
            (story.publication.as_deref(), story.published.as_deref()),
            (Some("The Harbour Post"), Some("November 3, 2024 Sunday"))
        );
        assert_eq!(
            (story.authors, story.tags),
            (vec!["Ann Lee".to_owned()], vec!["PORTS".to_owned(), "LABOR".to_owned()])
        );
        assert_eq!(story.paragraphs, ["The pilots said no.", "Note: they meant it."]);
    }

    #[test]
    fn a_story_of_nexis_uni_is_read_where_its_headings_are_in_no_known_language() {
        let story = read(
            "Lotsar vägrar natten\n\nHamnposten\n\n3 november 2024\n\nCopyright 2024 Hamnposten\n\nAvsnitt: HAMN; s. 3\n\nLängd: 40 ord\n\n\
             Brödtext\n\nLotsarna sade nej.\n\nObs: de menade det.\n\nKlassning\n\nLanguage: SWEDISH\n\nLoad-Date: November 9, 2025\n\nEnd of Document\n",
        );
        assert_eq!(
            (story.title.as_deref(), story.published.as_deref()),
            (Some("Lotsar vägrar natten"), Some("3 november 2024"))
        );
        assert_eq!(story.paragraphs, ["Lotsarna sade nej.", "Obs: de menade det."]);
    }

    #[test]
    fn the_head_of_a_download_is_no_story_and_body_may_be_a_label() {
        let head = "Download Request: Selected Items: 1-49\n\nTime Of Request: Saturday, October 21, 2017\n\nTerms: (pilots OR night OR bar)\n";
        assert!(!read(&head.repeat(9)).is_one());
        let story = read(
            "1 of 2 DOCUMENTS\n\nHarbour Post\n\nNovember 3, 1994\n\nPilots refuse\n\nBYLINE: Lee, Ann\n\nBODY:\n   The pilots said no.\n\nThe port waits.\n\n\
             LANGUAGE: ENGLISH\n",
        );
        assert_eq!(story.paragraphs, ["The pilots said no.", "The port waits."]);
        assert_eq!(story.authors, ["Ann Lee"]);
    }

    #[test]
    fn stories_are_counted_in_several_languages() {
        for text in
            ["1 of 20 DOCUMENTS", "1 of 1 DOCUMENT", "Dokument 3 von 10", "Document 1 de 10", "Documento 2 de 3"]
        {
            assert!(is_count(text), "{text}");
        }
        assert!(!is_count("3 of 10 pilots") && !is_count("Document 1"));
    }
}
