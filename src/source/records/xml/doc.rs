//! What trafilatura writes as XML: `<doc title author date url>` around `<main>` and `<comments>`.

use super::around::Around;
use super::tree::Element;
use crate::Result;
use crate::source::byline::NameOrder;
use crate::source::story::{Story, list};

/// Reads an article.
pub(super) fn read(doc: Element<'_>, _: &Around) -> Result<Story> {
    let told = |name: &str| doc.attribute(name).map(str::to_owned);
    let listed = |name: &str| told(name).map(|names| list(&names, &[';', ','])).unwrap_or_default();
    let mut story = Story {
        title: told("title"),
        published: told("date"),
        publication: told("sitename").or_else(|| told("hostname")),
        url: told("url").or_else(|| told("source")),
        lang: told("language"),
        id: told("id"),
        summary: told("description").or_else(|| told("excerpt")),
        sections: listed("categories"),
        tags: listed("tags"),
        paragraphs: doc.child("main").map(|main| main.paragraphs(&["graphic"])).unwrap_or_default(),
        ..Story::default()
    };
    told("author").iter().for_each(|author| story.sign(author, NameOrder::GivenFirst));
    Ok(story)
}
