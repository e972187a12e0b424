//! Evernote's export (ENEX): notes, many of them clipped from pages, each with the address that it came from.

use super::around::Around;
use super::tree::Element;
use crate::Result;
use crate::source::records::values::{date, moment};
use crate::source::story::Story;

/// Reads a note. Whose account it is says nothing of who wrote it, and the day of the note is that of clipping.
pub(super) fn read(note: Element<'_>, _: &Around) -> Result<Story> {
    let line = |name: &str| note.first(name).and_then(Element::line);
    Ok(Story {
        title: note.child("title").and_then(Element::line),
        url: line("source-url").filter(|url| url.starts_with("http")),
        tags: note.children().filter(|child| child.name() == "tag").filter_map(Element::line).collect(),
        captured: line("created").and_then(|created| moment(&date(&created))),
        markup: note.child("content").map(|content| without_prolog(&content.raw()).to_owned()),
        ..Story::default()
    })
}

/// A note's content, XML inside XML, without what stands before its first element.
fn without_prolog(content: &str) -> &str {
    content.find("<en-note").map_or(content, |at| &content[at..])
}
