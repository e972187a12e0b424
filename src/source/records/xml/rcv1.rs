//! Reuters Corpus Volume 1 (RCV1, and RCV2 in other languages): an article a file, 1996 to 1997.

use super::around::Around;
use super::tree::Element;
use crate::Result;
use crate::source::byline::NameOrder;
use crate::source::story::Story;

/// Reads an article.
pub(super) fn read(item: Element<'_>, _: &Around) -> Result<Story> {
    let line = |name: &str| item.child(name).and_then(Element::line);
    let core = |name: &str| {
        let found = item.all("dc").find(|dc| dc.attribute("element") == Some(name))?;
        found.attribute("value").map(str::to_owned)
    };
    let mut story = Story {
        title: line("headline").or_else(|| line("title")).map(|title| title.trim_end_matches('.').to_owned()),
        published: item.attribute("date").map(str::to_owned).or_else(|| core("dc.date.published")),
        publication: core("dc.source").or_else(|| core("dc.publisher")),
        lang: item.attribute("lang").map(str::to_owned),
        id: item.attribute("itemid").map(str::to_owned),
        paragraphs: item.child("text").map(|text| text.paragraphs(&[])).unwrap_or_default(),
        ..Story::default()
    };
    line("byline").iter().for_each(|byline| story.sign(byline, NameOrder::GivenFirst));
    // Its day is that of the item, whose stamp the item itself has.
    story.begin_with(
        line("dateline").map(|dateline| dateline.trim_end_matches(|c: char| !c.is_alphabetic()).to_owned()),
    );
    Ok(story)
}
