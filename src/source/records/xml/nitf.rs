//! NITF (IPTC, 3.6), which news agencies send and archives such as that of the New York Times keep.

use super::around::Around;
use super::tree::Element;
use crate::Result;
use crate::source::byline::NameOrder;
use crate::source::records::values::date;
use crate::source::story::{Story, list};

/// What is no part of the text.
const ASIDE: &[&str] = &["media", "body.end", "tagline", "note", "nitf-table-metadata", "fixture"];

/// Reads an article.
pub(super) fn read(nitf: Element<'_>, _: &Around) -> Result<Story> {
    let mut story = Story::default();
    let head = nitf.first("body.head");
    story.title = head.and_then(title).or_else(|| nitf.first("head")?.child("title")?.line());
    let bylines: Vec<Element<'_>> = head.into_iter().flat_map(|head| head.all("byline")).collect();
    let normal = bylines.iter().find(|byline| byline.attribute("class").is_some_and(|class| class.contains("normal")));
    match (normal, bylines.first()) {
        (Some(byline), _) => byline.line().iter().for_each(|line| story.sign(line, NameOrder::FamilyFirst)),
        (None, Some(byline)) => sign(&mut story, *byline),
        (None, None) => {}
    }
    let attribute =
        |element: &str, name: &str| nitf.all(element).find_map(|found| found.attribute(name)).map(str::to_owned);
    story.published = attribute("pubdata", "date.publication")
        .or_else(|| attribute("date.issue", "norm"))
        .or_else(|| attribute("date.release", "norm"))
        .or_else(|| attribute("story.date", "norm"))
        .map(|moment| date(&moment))
        .or_else(|| of_metas(nitf));
    story.publication = attribute("pubdata", "name").or_else(|| attribute("doc.copyright", "holder"));
    story.id = attribute("doc-id", "id-string");
    story.url = attribute("pubdata", "ex-ref").filter(|url| url.starts_with("http"));
    story.lang = nitf.attribute("lang").map(str::to_owned).or_else(|| attribute("body", "lang"));
    let desk = meta(nitf, "online_sections").or_else(|| attribute("pubdata", "position.section"));
    story.sections = desk.map(|desk| list(&desk, &[';'])).unwrap_or_default();
    story.tags = tags(nitf);
    story.summary = nitf.first("abstract").and_then(Element::line).or_else(|| head?.first("hl2")?.line());
    read_text(&mut story, nitf);
    story.begin_with(head.and_then(|head| head.first("dateline")?.line()));
    Ok(story)
}

/// Takes over the paragraphs of the text. Archives repeat the beginning beside the whole; the whole is enough.
pub(super) fn read_text(story: &mut Story, nitf: Element<'_>) {
    let content = nitf.first("body.content").or_else(|| nitf.first("body"));
    let is_whole = |block: &Element<'_>| block.attribute("class") == Some("full_text");
    let whole: Vec<Element<'_>> =
        content.into_iter().flat_map(|content| content.all("block")).filter(is_whole).collect();
    let parts = if whole.is_empty() { content.into_iter().collect() } else { whole };
    let without = [ASIDE, &["body.head"]].concat();
    story.paragraphs = parts.iter().flat_map(|part| part.paragraphs(&without)).collect();
}

fn title(head: Element<'_>) -> Option<String> {
    head.first("hl1").and_then(Element::line).or_else(|| head.first("hedline")?.line())
}

/// Takes the persons of a byline, who may be marked as such; what they are ("staff writer") is no name.
fn sign(story: &mut Story, byline: Element<'_>) {
    let persons: Vec<String> = byline.all("person").filter_map(Element::line).collect();
    if persons.is_empty() {
        let lines = byline.paragraphs(&["byttl"]);
        lines.iter().for_each(|line| story.sign(line, NameOrder::GivenFirst));
    }
    persons.iter().for_each(|person| story.sign(person, NameOrder::GivenFirst));
}

fn meta(nitf: Element<'_>, name: &str) -> Option<String> {
    nitf.all("meta").find(|meta| meta.attribute("name") == Some(name))?.attribute("content").map(str::to_owned)
}

/// The day in the notes of the New York Times' archive.
fn of_metas(nitf: Element<'_>) -> Option<String> {
    let number = |name: &str| meta(nitf, name)?.parse::<u16>().ok();
    let [year, month, day] = ["publication_year", "publication_month", "publication_day_of_month"].map(number);
    Some(format!("{:04}-{:02}-{:02}", year?, month?, day?))
}

fn tags(nitf: Element<'_>) -> Vec<String> {
    let keys = nitf.all("keyword").filter_map(|keyword| keyword.attribute("key").map(str::to_owned));
    let subjects = nitf.all("tobject.subject").filter_map(|subject| {
        let names = ["tobject.subject.matter", "tobject.subject.type", "tobject.subject.detail"];
        names.iter().find_map(|name| subject.attribute(name)).map(str::to_owned)
    });
    let is_general = |class: &str| class.contains("descriptor");
    let classed = nitf.all("classifier").filter(|found| found.attribute("type").is_some_and(is_general));
    let mut tags: Vec<String> = Vec::new();
    for tag in keys.chain(subjects).chain(classed.filter_map(Element::line)) {
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}
