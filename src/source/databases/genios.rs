//! GENIOS (wiso): texts and documents in which every story has the newspaper and the day under `Quelle:`, before its text, behind it
//! or both, and the service's own line at its end. A list of the headlines may stand before the first.

use super::boundary::Boundary;
use super::dates::is_date;
use crate::source::byline::NameOrder;
use crate::source::lines::line::{Line, Piece};
use crate::source::story::Story;

/// What a story has behind its text.
const SERVICE: &str = "GBI-Genios";
const ADDRESS: &str = "Dauerhafte Adresse des Dokuments";
const RIGHTS: &str = "Alle Rechte vorbehalten";
/// The labels of fields.
const SOURCE: &str = "Quelle";
const NUMBER: &str = "Dokumentnummer";
const SECTIONS: [&str; 2] = ["Ressort", "Rubrik"];
const WRITERS: [&str; 4] = ["Autor", "Autoren", "Autor(en)", "Verfasser"];
const OTHERS: [&str; 12] = [
    "Ausgabe",
    "Auszeichnung",
    "Branche",
    "ISSN",
    "Land",
    "Personen",
    "Quellen",
    "Region",
    "Schlagwort",
    "Schlagwörter",
    "Serie",
    "Unternehmen",
];
/// What stands between newspaper and day.
const BEFORE_DAY: [&str; 5] = [" vom ", " VOM ", " v. ", ", den ", ", "];

/// Whether a text that starts like this is such an export.
pub(super) fn is_export(start: &str) -> bool {
    let has = |name: &str| start.lines().any(|line| field(line.trim()).is_some_and(|(known, _)| known == name));
    has(SOURCE) && (has(NUMBER) || has(ADDRESS) || start.contains(SERVICE))
}

/// Where a piece parts stories.
pub(super) fn boundary(piece: &Piece) -> Boundary {
    match piece {
        Piece::Line(line) if line.text.contains(SERVICE) => Boundary::Behind,
        _ => Boundary::None,
    }
}

/// The story in these lines.
pub(super) fn story(lines: &[Line]) -> Story {
    let mut story = Story::default();
    // After a label that stands alone in its line its value follows.
    let mut open = None;
    for line in lines.iter().filter(|line| !is_furniture(&line.text)) {
        let text = line.text.as_str();
        if text.starts_with(RIGHTS) || text.contains(SERVICE) {
            break;
        }
        let told = field(text).or_else(|| open.take().map(|name| (name, text)));
        match told {
            Some((name, "")) => open = Some(name),
            Some((name, value)) => take(&mut story, name, value),
            None if story.title.is_none() => story.title = Some(text.to_owned()),
            None => match story.paragraphs.last_mut().filter(|last| !line.starts_paragraph && last.len() > 40) {
                Some(last) => {
                    last.push(' ');
                    last.push_str(text);
                }
                None => story.paragraphs.push(text.to_owned()),
            },
        }
    }
    if story.publication.is_none() { Story::default() } else { story }
}

/// The field that a line opens, and what stands behind its label.
fn field(line: &str) -> Option<(&'static str, &str)> {
    let (name, behind) = line.split_once(':')?;
    let known = [SOURCE, NUMBER, ADDRESS].into_iter().chain(SECTIONS).chain(WRITERS).chain(OTHERS);
    known.into_iter().find(|known| *known == name.trim()).map(|known| (known, behind.trim()))
}

fn take(story: &mut Story, name: &'static str, value: &str) {
    match name {
        SOURCE if story.publication.is_none() => source(story, value),
        NUMBER => story.id = story.id.take().or_else(|| Some(value.to_owned())),
        ADDRESS => story.url = value.split(' ').next().filter(|url| url.contains("://")).map(str::to_owned),
        _ if SECTIONS.contains(&name) && !story.sections.iter().any(|known| known == value) => {
            story.sections.push(value.to_owned());
        }
        _ if WRITERS.contains(&name) => story.sign(value, NameOrder::Either),
        _ => {}
    }
}

/// Newspaper and day of `Hafenblatt vom 03.11.2025, Nr. 254, S. 3`. Some newspapers tell no day.
fn source(story: &mut Story, value: &str) {
    let parted = BEFORE_DAY.iter().find_map(|mark| {
        let (name, behind) = value.split_once(mark)?;
        let day = behind.split([',', ';']).next()?.split(" Seite").next()?.split(" S.").next()?.trim();
        is_date(day).then_some((name, day))
    });
    let (name, day) = parted.map_or((value, None), |(name, day)| (name, Some(day.to_owned())));
    story.publication = Some(name.trim_matches([' ', '"', ',']).to_owned());
    story.published = day;
}

/// Whether a line belongs to the pages of the document, or to the list of headlines before the first story.
fn is_furniture(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let is_page = matches!(words[..], ["Seite", page, "von", pages] if is_number(page) && is_number(pages));
    let is_of_contents =
        words.last().is_some_and(|last| is_number(last)) && (text.contains(" ..") || text.contains(". . ."));
    is_page || is_of_contents || text == "Dokumente" || text == "Inhaltsverzeichnis"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Origin;
    use crate::source::databases::service::Service;
    use crate::source::databases::stories::Stories;
    use crate::source::limits::Limits;
    use crate::source::lines::plain::PlainLines;

    const EXPORT: &str = "Dokumente\n\nInhaltsverzeichnis\n\nDas Feuer brennt ........ 2\nDie Fähre fährt ........ 3\n\nSeite 2 von 3\n\nDas Feuer brennt\n\n\
        Quelle: Hafenblatt vom 03.11.2025, Nr. 254, S. 3\nRessort: Hafen\nDokumentnummer: 2511030012\n\nDie Wärter sagen: Es brennt.\n\nDie Stadt freut sich.\n\n\
        Quelle: Hafenblatt vom 03.11.2025, Nr. 254, S. 3\nDauerhafte Adresse des Dokuments: https://www.wiso-net.de/document/HB__2511030012\n\
        Alle Rechte vorbehalten: (c) Hafenblatt\n© GBI-Genios Deutsche Wirtschaftsdatenbank GmbH\n\n\
        Die Fähre fährt\n\nQuelle:\n\"Der Kai\" vom 4. November 2025 Seite: 40\nAutor: Ann Lee\n\nSie fährt wieder.\n\n\
        Alle Rechte vorbehalten: (c) Der Kai\n© GBI-Genios Deutsche Wirtschaftsdatenbank GmbH\n";

    #[test]
    fn stories_are_parted_at_the_line_of_the_service() {
        assert_eq!(Service::of_text(EXPORT), Some(Service::Genios));
        let limits = Limits::default();
        let stories = Stories::new(Origin::default(), Service::Genios, PlainLines::new(EXPORT.as_bytes()), &limits);
        let told: Vec<String> = stories
            .map(|story| {
                let story = story.unwrap();
                let declared = story.declared;
                let text = String::from_utf8_lossy(&story.bytes).into_owned();
                let all = [declared.title, declared.published, declared.site, declared.url];
                let all: Vec<String> = all.into_iter().map(Option::unwrap_or_default).collect();
                format!("{} | {} | {}", all.join(" | "), declared.authors.join("; "), text)
            })
            .collect();
        assert_eq!(
            told,
            [
                "Das Feuer brennt | 03.11.2025 | Hafenblatt | https://www.wiso-net.de/document/HB__2511030012 |  | Die Wärter sagen: Es brennt.\nDie Stadt freut sich.",
                "Die Fähre fährt | 4. November 2025 | Der Kai |  | Ann Lee | Sie fährt wieder.",
            ]
        );
    }

    #[test]
    fn a_story_that_names_its_source_is_no_export() {
        assert!(!is_export("Das Feuer brennt\n\nQuelle: dpa\n") && !is_export("Dokumentnummer: 7\n"));
    }
}
