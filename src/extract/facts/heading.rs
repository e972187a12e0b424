//! The text of a heading, and what stands in its element beside it: a kicker, a link to its place, the number of comments.

use crate::extract::body::cutter::is_block;
use crate::extract::page::dom::{Data, Dom, NodeId, is_reading};

/// The text of a heading, or what is said of the picture that stands for it.
pub(super) fn said(dom: &Dom, heading: NodeId) -> String {
    let text = text_without(dom, heading, is_tool);
    if !text.trim().is_empty() {
        return text;
    }
    let picture = dom.subtree(heading).find(|&id| dom.tag(id) == "img");
    picture.and_then(|id| dom.attribute(id, "alt")).unwrap_or_default().to_owned()
}

/// The text of a heading without the kicker that stands inside it.
pub(super) fn shown_text(dom: &Dom, heading: NodeId) -> String {
    const KICKERS: &[&str] = &[
        "kicker",
        "topline",
        "overline",
        "dachzeile",
        "roofline",
        "eyebrow",
        "pretitle",
        "supertitle",
        "spitzmarke",
        "sr-only",
        "visually-hidden",
        "hidden",
        "category",
        "topic",
    ];
    let is_kicker = |dom: &Dom, id: NodeId| {
        let class = dom.attribute(id, "class").unwrap_or_default().to_ascii_lowercase();
        KICKERS.iter().any(|kicker| class.contains(kicker)) || is_tool(dom, id)
    };
    let text = text_without(dom, heading, is_kicker);
    if text.trim().is_empty() { dom.text(heading) } else { text }
}

/// Whether an element in a heading is a tool beside it: a link to its own place (`¶`, `#`), to its editor or to the comments.
fn is_tool(dom: &Dom, id: NodeId) -> bool {
    const NAMES: [&str; 5] = ["headerlink", "permalink", "anchor-link", "editsection", "comments-"];
    let tag = dom.tag(id);
    if !matches!(tag, "a" | "span" | "small" | "sup" | "button") {
        return false;
    }
    let class = dom.attribute(id, "class").unwrap_or_default();
    let is_named = NAMES.iter().any(|name| class.contains(name)) || tag == "a" && class == "comments";
    let leads_here = || tag == "a" && dom.attribute(id, "href").is_some_and(|href| href.starts_with('#'));
    (is_named || leads_here()) && dom.text(id).chars().filter(|c| c.is_alphanumeric()).count() < TOOL
}

/// Letters of the longest text of a tool: a headline may as well be a link to its own place.
const TOOL: usize = 15;

fn text_without(dom: &Dom, heading: NodeId, leaves_out: impl Fn(&Dom, NodeId) -> bool) -> String {
    let mut text = String::new();
    let mut id = heading + 1;
    while id < dom.nodes[heading].end {
        if leaves_out(dom, id) || matches!(dom.tag(id), "script" | "style" | "svg") || is_reading(dom.tag(id)) {
            id = dom.nodes[id].end;
            continue;
        }
        match &dom.nodes[id].data {
            Data::Text(run) => text.push_str(run),
            _ if is_block(dom.tag(id)) || dom.tag(id) == "br" => text.push(' '),
            _ => {}
        }
        id += 1;
    }
    text
}
