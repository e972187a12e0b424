//! Retriever (Atekst, Mediearkivet): texts in which a rule of equal signs ends every story.
//!
//! A story has its headline, in Norwegian exports with a rule of hyphens below it; then the newspaper with the day, and how it was
//! published. The file begins with the list of its headlines.

use super::boundary::Boundary;
use super::dates::is_date;
use crate::source::lines::line::{Line, Piece};
use crate::source::story::Story;

/// How a line begins that tells whether a story was printed, sent or put on the web, in lower case.
const MEDIA: &[&str] = &[
    "publisert på ",
    "publisert i ",
    "publicerat på ",
    "publicerat i ",
    "publiceret på ",
    "publiceret i ",
    "udgivet på ",
    "udgivet i ",
    "sänt i ",
    "sendt på ",
    "sendt i ",
];
/// How the lines below a story begin, in lower case.
const FEET: &[&str] = &["©", "alla artiklar ", "alle artikler ", "artiklar får ", "se webartik", "läs hela artikeln"];
/// Labels of the lines between newspaper and text.
const SECTIONS: &[&str] = &["seksjon:", "sektion:", "avdelning:"];
const PAGES: &[&str] = &["side ", "side:", "sida ", "sida:"];
const CAPTIONS: &[&str] = &["bildtext:", "bildetekst:", "billedtekst:"];
/// How many lines stand at most between the newspaper and the way of publication.
const NEAR: usize = 4;

/// Whether a text that starts like this is such an export.
pub(super) fn is_export(start: &str) -> bool {
    let lines: Vec<&str> = start.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    (0..lines.len()).any(|at| is_paper(lines[at]) && lines[at + 1..].iter().take(NEAR).any(|line| is_medium(line)))
}

/// Where a piece separates stories.
pub(super) fn boundary(piece: &Piece) -> Boundary {
    match piece {
        Piece::Line(line) if is_rule(&line.text, '=') => Boundary::Behind,
        _ => Boundary::None,
    }
}

/// The story in these lines; the first has the list of all headlines before it.
pub(super) fn story(lines: &[Line]) -> Story {
    let is_head =
        |at: &usize| is_paper(&lines[*at].text) && lines[at + 1..].iter().take(NEAR).any(|line| is_medium(&line.text));
    let Some(paper) = (0..lines.len()).find(is_head) else { return Story::default() };
    let (publication, day) = lines[paper].text.rsplit_once(", ").unwrap_or_default();
    let mut story =
        Story { publication: Some(publication.to_owned()), published: Some(day.to_owned()), ..Story::default() };
    headline(&mut story, &lines[..paper]);
    let mut in_head = true;
    for line in &lines[paper + 1..] {
        let text = line.text.as_str();
        let lower = text.to_lowercase();
        let begins = |marks: &[&str]| marks.iter().any(|mark| lower.starts_with(mark));
        in_head &= !line.starts_paragraph;
        if is_rule(text, '=') || begins(FEET) {
            story.url = story.url.take().or_else(|| address(text));
        } else if in_head && begins(SECTIONS) {
            story.sections.extend(text.split_once(':').map(|(_, section)| section.trim().to_owned()));
        } else if !(in_head && (is_medium(text) || begins(PAGES)) || begins(CAPTIONS)) {
            story.paragraphs.push(text.to_owned());
        }
    }
    story
}

/// Takes the headline, and what stands between it and the newspaper, out of the lines before that.
fn headline(story: &mut Story, before: &[Line]) {
    let before: Vec<&Line> = before.iter().filter(|line| !is_rule(&line.text, '-')).collect();
    let start = before.iter().rposition(|line| line.starts_paragraph).unwrap_or(0);
    let Some((first, between)) = before[start..].split_first() else { return };
    story.title = Some(first.text.clone());
    let between = between.iter().map(|line| line.text.trim_end_matches('.'));
    // A section in capitals stands below the headline; in small letters the headline goes on.
    for line in between {
        match (&mut story.title, line.chars().any(char::is_lowercase)) {
            (Some(title), true) => title.push_str(&format!(" {line}")),
            _ => story.sections.push(line.to_owned()),
        }
    }
}

/// Whether a line names a newspaper and the day: `Harbour Post, 03.11.2025 06:40`.
fn is_paper(line: &str) -> bool {
    line.rsplit_once(", ").is_some_and(|(paper, day)| {
        !paper.is_empty() && day.starts_with(|c: char| c.is_ascii_digit()) && day.len() <= 20 && is_date(day)
    })
}

fn is_medium(line: &str) -> bool {
    let line = line.to_lowercase();
    MEDIA.iter().any(|mark| line.starts_with(mark))
}

fn is_rule(line: &str, mark: char) -> bool {
    line.len() >= 40 && line.chars().all(|letter| letter == mark)
}

/// The address to which a line points.
fn address(line: &str) -> Option<String> {
    let word = line.split_whitespace().find(|word| word.starts_with("http://") || word.starts_with("https://"))?;
    Some(word.trim_end_matches('.').to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::Origin;
    use crate::source::databases::service::Service;
    use crate::source::databases::stories::Stories;
    use crate::source::limits::Limits;
    use crate::source::lines::plain::PlainLines;

    fn read(text: &str) -> Vec<String> {
        assert_eq!(Service::of_text(text), Some(Service::Retriever));
        let limits = Limits::default();
        let stories = Stories::new(Origin::default(), Service::Retriever, PlainLines::new(text.as_bytes()), &limits);
        let told = stories.map(|story| {
            let story = story.unwrap();
            let declared = story.declared;
            format!(
                "{} | {} | {} | {} | {} | {}",
                declared.title.unwrap_or_default(),
                declared.published.unwrap_or_default(),
                declared.site.unwrap_or_default(),
                declared.sections.join("; "),
                declared.url.unwrap_or_default(),
                String::from_utf8_lossy(&story.bytes)
            )
        });
        told.collect()
    }

    #[test]
    fn norwegian_stories_stand_below_a_rule() {
        let (end, below) = ("=".repeat(78), "-".repeat(78));
        let text = format!(
            "Uttrekk (2)\n\n* Fyret er tent (Havneposten)\n* Ferjen går (Havneposten)\n\n\nFyret er tent\n\n{below}\nHavneposten, 03.11.2025 06:40\n\
             Publisert på trykk.\nSide: 12\nSeksjon: Nyheter\n\nFyret er tent igjen.\n\nByen er glad.\n\n© Havneposten\n\n{end}\n\
             Ferjen går\n\n{below}\nHavneposten, 04.11.2025\nPublisert på nett.\n\nFerjen går igjen.\n\n© Havneposten\n\nSe webartikkelen på http://ret.example/AbC\n\n{end}\n"
        );
        assert_eq!(
            read(&text),
            [
                "Fyret er tent | 03.11.2025 06:40 | Havneposten | Nyheter |  | Fyret er tent igjen.\nByen er glad.",
                "Ferjen går | 04.11.2025 | Havneposten |  | http://ret.example/AbC | Ferjen går igjen."
            ]
        );
    }

    #[test]
    fn swedish_stories_have_their_head_in_one_paragraph() {
        let end = "=".repeat(78);
        let text = format!(
            "Nyheter (2)\n\nFyren är tänd, Hamnposten, 2025-11-03\n\n\nFyren är tänd\nNYHETER.\nHamnposten, 2025-11-03\nSida 5\nPublicerat i print.\n\n\
             Fyren är tänd igen.\n\nBildtext: Fyren.\n\n© Hamnposten\n\nAlla artiklar är skyddade.\n{end}\nFärjan går\nHamnposten, 2025-11-04 07:10\n\
             Publicerat på webb.\n\nFärjan går igen.\n\n© Hamnposten\n{end}\n"
        );
        assert_eq!(
            read(&text),
            [
                "Fyren är tänd | 2025-11-03 | Hamnposten | NYHETER |  | Fyren är tänd igen.",
                "Färjan går | 2025-11-04 07:10 | Hamnposten |  |  | Färjan går igen."
            ]
        );
    }

    #[test]
    fn other_texts_are_none() {
        assert!(!is_export("Havneposten, 03.11.2025\n\nFyret er tent igjen.\n"));
        assert!(!is_export("Publisert på nett.\n"));
    }

    proptest! {
        #[test]
        fn any_lines_are_read(lines in prop::collection::vec("={40}|-{40}|, |Post, [0-9.]{0,10}|Publi[sc]er[at]t? på nett\\.|Side: [0-9]?|Seksjon:|©|http://[a-z]?|[\\PC]{0,8}|", 0..30)) {
            let text = lines.join("\n");
            let _is_one = is_export(&text);
            let limits = Limits::default();
            Stories::new(Origin::default(), Service::Retriever, PlainLines::new(text.as_bytes()), &limits).for_each(drop);
        }
    }
}
