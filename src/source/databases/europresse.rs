//! Europresse (Eureka, Cision): pages in which every story is an `<article>` whose parts have classes of their own.

use super::boundary::Boundary;
use crate::source::byline::NameOrder;
use crate::source::lines::line::{Line, Piece};
use crate::source::story::Story;

/// Classes of what is no part of a story: other papers that printed it, and the certificate of the download.
const ASIDE: &[&str] = &["aside", ".apd-wrapper", ".txtcertificat", ".publicationtoolbar", ".doc-urlref"];
/// A writer's line is no longer than this, in words.
const MOST_WORDS: usize = 12;

/// Where a piece separates stories.
pub(super) fn boundary(piece: &Piece) -> Boundary {
    match piece {
        Piece::Mark(mark) if mark.starts_with("<article") => Boundary::Before,
        _ => Boundary::None,
    }
}

/// The story in these lines.
pub(super) fn story(lines: &[Line]) -> Story {
    let mut story = Story::default();
    let mut subtitle: Vec<String> = Vec::new();
    for line in lines.iter().filter(|line| !ASIDE.iter().any(|aside| line.stands_in(aside))) {
        let text = line.text.as_str();
        if line.stands_in("footer") {
            story.id = story.id.take().or_else(|| number(text));
        } else if line.stands_in(".docpublicationname") || line.stands_in(".rdp__docpublicationname") {
            story.publication = story.publication.take().or_else(|| Some(without_number(text)));
        } else if line.stands_in(".docheader") {
            story.sections.extend(section(text).filter(|_| story.published.is_none()));
            story.published = story.published.take().or_else(|| Some(text.to_owned()));
        } else if line.stands_in(".titrearticlevisu")
            || line.stands_in(".rdp__articletitle")
            || line.stands_in(".grandtitre")
        {
            match &mut story.title {
                Some(title) => title.push_str(&format!(" {text}")),
                None => story.title = Some(text.to_owned()),
            }
        } else if line.stands_in(".docauthors") {
            sign(&mut story, text);
        } else if line.stands_in(".rdp__subtitle") || line.stands_in(".titrearticle") {
            subtitle.push(text.to_owned());
        } else if line.stands_in("header") {
            // After the headline stand the writers; before it, the name of a page or a series.
            if story.title.is_some() && text.split_whitespace().count() <= MOST_WORDS {
                sign(&mut story, text);
            }
        } else if line.stands_in("section") || line.stands_in(".doctext") || line.stands_in(".dococurrcontainer") {
            story.paragraphs.push(text.to_owned());
        }
    }
    if story.title.is_none() && !subtitle.is_empty() {
        story.title = Some(subtitle.remove(0));
    }
    story.summary = Some(subtitle.join("\n")).filter(|summary| !summary.is_empty());
    story
}

fn sign(story: &mut Story, text: &str) {
    // Agencies and signs of the desk stand in capitals beside the names; both are signatures.
    story.sign(text.trim_matches(['(', ')']), NameOrder::GivenFirst);
}

/// The number of a story in its footer: "Numéro de document : news·20241103·LM·7120".
fn number(text: &str) -> Option<String> {
    let at = text.find("news·").or_else(|| text.find("news•"))?;
    text[at..].split_whitespace().next().map(str::to_owned)
}

/// A newspaper's name without the number of the issue: "La Croix, no. 43018".
fn without_number(text: &str) -> String {
    const NUMBER: &[&str] = &[", no", ", n°", ", nº", ", vol.", ", Vol."];
    let end = NUMBER.iter().filter_map(|mark| text.find(mark)).min().unwrap_or(text.len());
    text[..end].trim().to_owned()
}

/// The section in "Monde, dimanche 3 novembre 2024, p. 3": what stands before the day, if anything does.
fn section(text: &str) -> Option<String> {
    let (section, rest) = text.split_once(", ")?;
    let is_section = !section.contains(|c: char| c.is_ascii_digit())
        && rest.contains(|c: char| c.is_ascii_digit())
        && section.contains(' ') | (section.split(' ').count() == 1);
    (is_section && rest.split(", ").next().is_some_and(super::dates::is_date)).then(|| section.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::lines::html::HtmlLines;

    fn read(page: &str) -> Story {
        let lines = HtmlLines::new(page.as_bytes()).filter_map(|piece| match piece.unwrap() {
            Piece::Line(line) => Some(line),
            Piece::Mark(_) => None,
        });
        story(&lines.collect::<Vec<_>>())
    }

    #[test]
    fn stories_of_both_designs_are_read() {
        let newer = "<article><header><div class='rdp__DocPublicationName'><span class='DocPublicationName'>Le Quai, no. 431</span></div>\
            <span class='DocHeader'>Monde, dimanche 3 novembre 2024, p. 3</span><div class='titreArticle'>\
            <p class='sm-margin-TopNews titreArticleVisu rdp__articletitle'>Les pilotes refusent la nuit</p><p class='sm-margin-TopNews rdp__subtitle'>Deux tours de trop</p></div>\
            <p class='sm-margin-bottomNews'>Anne Leroy; Bo Rey</p></header><section><div class='DocText clearfix'><p>Ils ont dit <mark>non</mark>.</p><p>Le port attend.</p></div></section>\
            <aside>Autres sources</aside><footer><p>Numéro de document : news·20241103·LQ·7120</p><div class='txtCertificat'>Ce certificat</div><p>Date d'émission : 2025-07-04</p></footer></article>";
        let older = "<article><header><div><span class='DocPublicationName'>Le Quai   </span></div><div><span class='DocHeader'>Monde, mardi 14 mars 2006, p. 16</span></div>\
            <div><p>MONDE</p></div><div class='titreArticle'><p class='titreArticleVisu'>Les pilotes refusent la nuit</p></div><div>Anne Leroy</div></header>\
            <section><div class='DocText'><div class='docOcurrContainer'><p>Ils ont dit non.</p><p>Le port attend.</p></div></div></section><aside><b>Note(s) :</b></aside></article>";
        for (page, day, authors) in
            [(newer, "3 novembre 2024", vec!["Anne Leroy", "Bo Rey"]), (older, "14 mars 2006", vec!["Anne Leroy"])]
        {
            let story = read(page);
            assert_eq!(
                (story.title.as_deref(), story.publication.as_deref()),
                (Some("Les pilotes refusent la nuit"), Some("Le Quai"))
            );
            assert!(story.published.as_deref().unwrap().contains(day));
            assert_eq!(
                (story.authors, story.sections),
                (authors.into_iter().map(str::to_owned).collect(), vec!["Monde".to_owned()])
            );
            assert_eq!(story.paragraphs, ["Ils ont dit non.", "Le port attend."]);
        }
        assert_eq!(read(newer).id.as_deref(), Some("news·20241103·LQ·7120"));
    }

    #[test]
    fn a_story_without_a_section_has_none() {
        assert_eq!(section("Dimanche 3 novembre 2024, p. 3"), None);
        assert_eq!(section("November 3, 2024, p. 3"), None);
    }
}
