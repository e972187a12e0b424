//! The XML of Factiva: an article in each `<ppsarticle>`.

use super::around::Around;
use super::tree::Element;
use crate::Result;
use crate::source::byline::NameOrder;
use crate::source::story::Story;

/// Reads an article.
pub(super) fn read(record: Element<'_>, _: &Around) -> Result<Story> {
    let line = |name: &str| record.first(name).and_then(Element::line);
    let mut story = Story {
        title: line("headline"),
        published: record.first("publicationdate").and_then(Element::line),
        publication: line("sourcename"),
        sections: line("sectionname").into_iter().collect(),
        lang: line("baselanguage"),
        id: line("accessionno").or_else(|| line("reference")).map(|id| id.rsplit('/').next().unwrap_or(&id).to_owned()),
        ..Story::default()
    };
    line("byline").iter().for_each(|byline| story.sign(byline, NameOrder::GivenFirst));
    let parts = ["leadparagraph", "tailparagraphs"].into_iter().filter_map(|name| record.first(name));
    story.paragraphs = parts.flat_map(|part| part.paragraphs(&[])).collect();
    let subjects = record.all("codeset").filter(|set| set.attribute("codetype") == Some("ns"));
    story.tags =
        subjects.flat_map(|set| set.all("codei")).chain(record.all("codesetnone")).filter_map(Element::line).collect();
    Ok(story)
}
