//! NewsML-G2 (IPTC, 2.x): news items with their text inside, as HTML, as NITF or as plain text.

use super::around::Around;
use super::nitf;
use super::tree::Element;
use crate::source::byline::NameOrder;
use crate::source::story::Story;
use crate::{Error, Result};

/// Reads an article.
pub(super) fn read(item: Element<'_>, _: &Around) -> Result<Story> {
    check(item)?;
    let mut story = Story::default();
    let meta = item.child("contentmeta");
    let line = |name: &str| meta.and_then(|meta| meta.child(name)?.line());
    story.title = line("headline").or_else(|| item.first("itemmeta")?.child("title")?.line());
    sign(&mut story, meta);
    let moment = |name: &str| item.first(name).and_then(Element::line);
    story.published = moment("contentcreated").or_else(|| moment("firstcreated")).or_else(|| moment("versioncreated"));
    story.publication = item.first("provider").or_else(|| meta?.child("infosource")).and_then(name);
    story.lang = meta
        .and_then(|meta| meta.child("language")?.attribute("tag"))
        .or_else(|| item.attribute("lang"))
        .map(str::to_owned);
    story.id = item.attribute("guid").map(str::to_owned);
    story.url = story.id.clone().filter(|id| id.starts_with("http"));
    story.summary = line("description");
    let subjects = meta.into_iter().flat_map(|meta| meta.children().filter(|child| child.name() == "subject"));
    let keywords = meta.into_iter().flat_map(|meta| meta.children().filter(|child| child.name() == "keyword"));
    let subjects = subjects.filter_map(|subject| subject.child("name")?.line());
    story.tags = subjects.chain(keywords.filter_map(Element::line)).collect();
    read_content(&mut story, item);
    story.begin_with(line("dateline"));
    Ok(story)
}

/// An error where the item is no text, or was taken back.
fn check(item: Element<'_>) -> Result<()> {
    let code =
        |name: &str| item.first(name).and_then(|found| found.attribute("qcode").or_else(|| found.attribute("uri")));
    let ends = |code: Option<&str>, ends: &[&str]| code.is_some_and(|code| ends.iter().any(|end| code.ends_with(end)));
    if ends(code("pubstatus"), &[":canceled", ":withheld", "/canceled", "/withheld"]) {
        return Err(Error::skipped("an item that its agency took back or holds back"));
    }
    if ends(code("itemclass"), &[":picture", ":graphic", ":video", ":audio", ":animation", ":still"]) {
        return Err(Error::skipped("an item of NewsML-G2 that is no text"));
    }
    Ok(())
}

fn sign(story: &mut Story, meta: Option<Element<'_>>) {
    let Some(meta) = meta else { return };
    let named = |wanted: &'static str| meta.children().filter(move |child| child.name() == wanted);
    let creators: Vec<String> = named("creator").filter_map(name).collect();
    let bylines: Vec<String> = named("by").filter_map(Element::line).collect();
    // The creator may be the agency; who wrote the item is in the byline where there is one.
    let is_signed = |creator: &String| bylines.iter().any(|line| line.to_lowercase().contains(&creator.to_lowercase()));
    let signed: Vec<String> = creators.iter().filter(|creator| is_signed(creator)).cloned().collect();
    let told = [signed, bylines, creators].into_iter().find(|names| !names.is_empty()).unwrap_or_default();
    for line in told {
        story.sign(&line, NameOrder::GivenFirst);
    }
}

/// The name of a person or an organisation.
fn name(party: Element<'_>) -> Option<String> {
    let named = party.child("name").and_then(Element::line);
    named.or_else(|| party.attribute("literal").map(str::to_owned)).or_else(|| party.line())
}

/// Takes over the text: the first form of it that has one.
fn read_content(story: &mut Story, item: Element<'_>) {
    for content in item.elements().filter(|found| matches!(found.name(), "inlinexml" | "inlinedata")) {
        let is_markup = content.children().next().is_none() && content.raw().contains("</");
        if is_markup {
            // The text stands there as a text of tags.
            story.markup = Some(content.raw());
            return;
        }
        if content.first("body.content").is_some() {
            nitf::read_text(story, content);
        } else {
            let body = content.first("body").unwrap_or(content);
            story.paragraphs = body.paragraphs(&["head", "figure", "table.metadata", "script", "style"]);
        }
        if !story.paragraphs.is_empty() {
            return;
        }
    }
}
