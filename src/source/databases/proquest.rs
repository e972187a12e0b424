//! ProQuest: stories as pages, texts and mail, with a label before every field.
//!
//! The headline comes first and has no label; the text follows "Full text" up to the next label.

use super::boundary::Boundary;
use super::labels::{Label, label};
use super::{dates::is_date, nexis};
use crate::source::byline::NameOrder;
use crate::source::lines::line::{Line, Piece};
use crate::source::story::{Story, list};

/// The names of the link to a story, in the languages of the service's users.
const LINKS: &[&str] = &[
    "proquest document link",
    "lien vers le document proquest",
    "link zum proquest-dokument",
    "enlace de documentos de proquest",
    "link al documento proquest",
];

/// Where a piece separates stories.
pub(super) fn boundary(piece: &Piece) -> Boundary {
    match piece {
        Piece::Mark(mark) if mark.starts_with("#docid_") => Boundary::Before,
        Piece::Line(line) if is_rule(&line.text) || nexis::is_count(&line.text) => Boundary::Before,
        _ => Boundary::None,
    }
}

/// Whether a line is the rule between two stories of a text.
pub(super) fn is_rule(text: &str) -> bool {
    text.len() >= 20 && text.bytes().all(|byte| byte == b'_')
}

/// The story in these lines.
pub(super) fn story(lines: &[Line]) -> Story {
    let mut story = Story::default();
    let mut info = None;
    let mut year = None;
    // After a label that stands alone in its line its value follows.
    let mut current = None;
    for line in lines.iter().filter(|line| !is_rule(&line.text) && !nexis::is_count(&line.text)) {
        if is_link(&line.text) {
            continue;
        }
        if let Some(url) = address(&line.text).filter(|_| current != Some(Label::Text)) {
            story.url = story.url.take().or(Some(url));
            continue;
        }
        let labelled = label(line).filter(|(label, _)| current.is_none_or(|current| ends(current, *label)));
        let text = match labelled {
            Some((label, behind)) => {
                current = Some(label);
                behind
            }
            None if current.is_none() => {
                story.title = Some(line.text.clone()).filter(|_| story.title.is_none()).or(story.title);
                continue;
            }
            None => &line.text,
        };
        match current {
            _ if text.is_empty() => {}
            Some(Label::Info) => info = info.or(Some(text)),
            Some(Label::Year) => year = year.or(Some(text)),
            Some(label) => take(&mut story, label, text),
            None => {}
        }
    }
    let place = info.and_then(day_of);
    story.published = story.published.or(place).or(year.map(str::to_owned));
    story.publication = story.publication.or_else(|| info.map(publication));
    story
}

/// Whether a label of this kind ends the field before it: a paragraph of the text may begin like one.
fn ends(current: Label, next: Label) -> bool {
    current != Label::Text
        || !matches!(next, Label::Author | Label::Text | Label::Summary | Label::Dateline | Label::Length)
}

fn take(story: &mut Story, label: Label, text: &str) {
    let first = |field: &mut Option<String>| *field = field.take().or_else(|| Some(text.to_owned()));
    match label {
        Label::Title => first(&mut story.title),
        Label::Author => story.sign(text, NameOrder::FamilyFirst),
        Label::Section => story.sections.extend(list(text, &[';'])),
        Label::Language => first(&mut story.lang),
        Label::Publication if story.publication.is_none() => story.publication = Some(publication(text)),
        Label::Date => first(&mut story.published),
        Label::Id => first(&mut story.id),
        Label::Url => story.url = story.url.take().or_else(|| address(text)),
        Label::Tags => story.tags.extend(list(text, &[';'])),
        Label::Summary if !is_none(text) => match &mut story.summary {
            Some(summary) => {
                summary.push('\n');
                summary.push_str(text);
            }
            None => story.summary = Some(text.to_owned()),
        },
        Label::Text if !is_none(text) => story.paragraphs.push(text.to_owned()),
        _ => {}
    }
}

/// Whether a field says that it is empty.
fn is_none(text: &str) -> bool {
    const NONE: &[&str] = &[
        "none available.",
        "not available.",
        "aucun disponible.",
        "non disponible.",
        "nicht verfügbar.",
        "no disponible.",
    ];
    NONE.contains(&text.to_lowercase().as_str())
}

fn is_link(text: &str) -> bool {
    LINKS.contains(&text.to_lowercase().as_str())
}

/// The story's address, without the reader's own account in it.
fn address(text: &str) -> Option<String> {
    let is_address = (text.starts_with("https://") || text.starts_with("http://")) && !text.contains(' ');
    let address = text.split(['?', '#']).next().filter(|address| is_address && address.contains("/docview/"))?;
    Some(address.to_owned())
}

/// The newspaper of "Harbour Post ; Boston, Mass. [Boston, Mass]. 3 November 2024: A.1.".
fn publication(text: &str) -> String {
    text.split([';', '[']).next().unwrap_or(text).trim().to_owned()
}

/// The day of the same.
fn day_of(text: &str) -> Option<String> {
    let behind = text.rsplit_once(']').or_else(|| text.rsplit_once(';')).map_or(text, |(_, behind)| behind);
    let day = behind.split([':', ';']).next()?.trim_matches(['.', ' ', ',']);
    is_date(day).then(|| day.to_owned())
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

    fn check(story: &Story) {
        assert_eq!(story.title.as_deref(), Some("Pilots refuse the night turn"));
        assert_eq!(
            (story.authors.as_slice(), story.publication.as_deref()),
            (["Ann Lee".to_owned()].as_slice(), Some("Harbour Post"))
        );
        assert_eq!((story.published.as_deref(), story.lang.as_deref()), (Some("Nov 3, 2024"), Some("English")));
        assert_eq!(story.url.as_deref(), Some("https://www.proquest.com/docview/100000"));
        assert_eq!(
            (story.id.as_deref(), story.tags.as_slice()),
            (Some("100000"), ["Ports".to_owned(), "Labor".to_owned()].as_slice())
        );
        assert_eq!(
            story.paragraphs,
            ["The pilots said no.", "Author: nobody, they joked.", "The port called it premature."]
        );
    }

    #[test]
    fn a_text_is_read() {
        check(&story(&lines(PlainLines::new(
            "____________________________________________________________\n\nDocument 1 of 3\n\nPilots refuse the night turn\n\n\
             Author: Lee, Ann\n\nPublication info: Harbour Post ; Boston, Mass. [Boston, Mass]. 3 Nov 2024: A.1.\n\n\
             https://www.proquest.com/docview/100000?accountid=1\n\nAbstract: None available.\n\nFull text: The pilots said no.\n\n\
             Author: nobody, they joked.\n\nThe port called it premature.\n\nSubject: Ports; Labor\n\nPublication title: Harbour Post; Boston, Mass.\n\n\
             Publication date: Nov 3, 2024\n\nLanguage of publication: English\n\nProQuest document ID: 100000\n\nLast updated: 2025-11-01\n"
                .as_bytes(),
        ))));
    }

    #[test]
    fn a_page_is_read() {
        check(&story(&lines(HtmlLines::new(
            "<a name='DocID_MSTAR_100000'></a><p style='font-weight:bold;'>Pilots refuse the night turn</p><p><strong>Author:  </strong>Lee, Ann</p>\
             <p><strong>Publication info:  </strong>Harbour Post ; Boston, Mass. [Boston, Mass]3 Nov 2024: A.1.</p>\
             <p><a href='https://www.proquest.com/docview/100000?accountid=1'>ProQuest document link</a></p><p><strong>Abstract:  </strong></p>\
             <p>None available.</p><p><strong>Full text: </strong><text wordcount=9><p>The pilots said no.</p><p>Author: nobody, they joked.</p>\
             <p>The port called it premature.</p></text></p><p><strong>Subject: </strong>Ports; Labor</p><p><strong>Publication title: </strong>Harbour Post; \
             Boston, Mass.</p><p><strong>Publication date: </strong>Nov 3, 2024</p><p><strong>Reading level: </strong>7</p>\
             <p><strong>Language of publication: </strong>English</p><p><strong>ProQuest document ID: </strong>100000</p>\
             <p><strong>Document URL: </strong>https://www.proquest.com/docview/100000?accountid=1</p><p><strong>Last updated: </strong>2025-11-01</p>"
                .as_bytes(),
        ))));
    }

    #[test]
    fn the_day_may_stand_with_the_place_alone() {
        assert_eq!(
            day_of("Harbour Post ; Boston, Mass. [Boston, Mass]08 May 2010: AA.2.").as_deref(),
            Some("08 May 2010")
        );
        assert_eq!(day_of("Harbour Post ; Boston, Mass."), None);
    }
}
