//! TEI (P5, and P4's `TEI.2`): editions of newspapers, and what trafilatura writes.

use super::around::Around;
use super::tree::Element;
use crate::Result;
use crate::source::byline::NameOrder;
use crate::source::story::Story;

/// What is no part of the text: running heads, notes of the edition, figures.
const ASIDE: &[&str] = &["fw", "note", "figure", "graphic", "pb", "cb", "teiheader", "del", "sic", "orig", "abbr"];

/// Reads an article.
pub(super) fn read(tei: Element<'_>, around: &Around) -> Result<Story> {
    let header = tei.first("teiheader");
    let part = |name: &str| header.and_then(|header| header.first(name));
    let (titles, source) = (part("titlestmt"), part("sourcedesc"));
    let (edition, profile) = (part("publicationstmt"), part("profiledesc"));
    let mut story = Story { title: titles.and_then(title), ..Story::default() };
    for author in titles.into_iter().flat_map(|titles| titles.all("author")) {
        name(author).iter().for_each(|author| story.sign(author, NameOrder::GivenFirst));
    }
    // The day of the edition is that of who made it; where the source has one, it is the story's.
    story.published =
        source.and_then(date).or_else(|| profile?.first("creation").and_then(date)).or_else(|| date(edition?));
    let publisher = |part: Element<'_>| part.first("publisher").and_then(Element::line);
    story.publication = source.and_then(publisher).or_else(|| edition.and_then(publisher));
    story.url = source.and_then(address).or_else(|| edition.and_then(address));
    story.lang = tei
        .child("text")
        .and_then(|text| text.attribute("lang"))
        .or_else(|| part("language").and_then(|language| language.attribute("ident")))
        .or_else(|| tei.attribute("lang"))
        .or_else(|| around.get("language@ident"))
        .map(str::to_owned);
    story.id = tei.attribute("id").map(str::to_owned);
    story.tags = profile.into_iter().flat_map(|profile| profile.all("term")).filter_map(Element::line).collect();
    story.summary = profile.and_then(|profile| profile.first("abstract")?.line());
    let body = tei.child("text").and_then(|text| text.child("body").or(Some(text)));
    let entry = body.and_then(|body| body.all("div").find(|div| div.attribute("type") == Some("entry")));
    story.paragraphs = entry.or(body).map(|text| text.paragraphs(ASIDE)).unwrap_or_default();
    if story.title.is_none() {
        story.title = body.and_then(|body| body.first("head")?.line());
    }
    Ok(story)
}

/// The name of a person. Its parts may stand side by side without a blank, in any order.
fn name(person: Element<'_>) -> Option<String> {
    let part = |kind: &str| person.all(kind).filter_map(Element::line).collect::<Vec<_>>();
    let parts = ["forename", "namelink", "surname"].map(part).concat();
    if parts.is_empty() { person.line() } else { Some(parts.join(" ")) }
}

fn title(titles: Element<'_>) -> Option<String> {
    let main = titles.all("title").find(|title| matches!(title.attribute("type"), Some("main" | "a")));
    main.or_else(|| titles.first("title")).and_then(Element::line)
}

/// The day in a part of the header, in figures where the edition gives them.
fn date(part: Element<'_>) -> Option<String> {
    let in_figures = |date: Element<'_>| {
        ["when", "when-iso", "value"].iter().find_map(|name| date.attribute(name)).map(str::to_owned)
    };
    part.all("date").find_map(in_figures).or_else(|| part.all("date").find_map(Element::line))
}

/// The address of the source.
fn address(part: Element<'_>) -> Option<String> {
    let is_web = |url: &String| url.starts_with("http://") || url.starts_with("https://");
    let pointed = part.elements().filter(|found| matches!(found.name(), "ptr" | "ref"));
    let pointed = pointed.filter_map(|found| found.attribute("target").map(str::to_owned)).find(is_web);
    pointed.or_else(|| part.all("idno").filter_map(Element::line).find(is_web))
}
