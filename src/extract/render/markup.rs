//! A page's tree as markup that is safe to hand on: shallow, closed, and without what nobody sees.

use crate::extract::body::cues::Role;
use crate::extract::body::cutter::is_block;
use crate::extract::page::dom::{Data, Dom, NodeId};

/// Elements that would nest deeper than this are left out, and their text stays. html2text takes a time that grows with
/// the depth; what a person sees of a page does not need more.
const DEEPEST: usize = 48;

/// Which elements are written besides paragraphs and the like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detail {
    /// Those that cut the text into lines.
    Lines,
    /// Also links, pictures with a description, and what is stressed.
    Everything,
}

/// The visible part of a page as markup.
pub(super) fn bounded(dom: &Dom, roles: &[Role], detail: Detail) -> String {
    let mut out = String::new();
    // The elements that were written and are not closed yet.
    let mut open: Vec<NodeId> = Vec::new();
    let mut id = 1;
    while id < dom.nodes.len() {
        while let Some(done) = open.pop_if(|done| dom.nodes[*done].end <= id) {
            close(dom.tag(done), &mut out);
        }
        if roles[id] == Role::Hidden {
            id = dom.nodes[id].end;
            continue;
        }
        match &dom.nodes[id].data {
            Data::Text(text) => escape(text, &mut out),
            Data::Element { tag, .. } if is_void(tag) => start(dom, id, detail, &mut out),
            Data::Element { tag, .. } if open.len() < DEEPEST && is_written(tag, detail) => {
                start(dom, id, detail, &mut out);
                open.push(id);
            }
            // Where a block is left out its text still stands by itself.
            Data::Element { tag, .. } if is_block(tag) && open.len() >= DEEPEST => out.push_str("<br>"),
            _ => {}
        }
        id += 1;
    }
    open.iter().rev().for_each(|done| close(dom.tag(*done), &mut out));
    out
}

fn is_void(tag: &str) -> bool {
    matches!(tag, "br" | "hr" | "img")
}

fn is_written(tag: &str, detail: Detail) -> bool {
    match tag {
        "html" | "body" => false,
        "td" | "th" | "pre" => true,
        "a" | "em" | "i" | "strong" | "b" | "code" | "s" | "del" | "sup" => detail == Detail::Everything,
        _ => is_block(tag),
    }
}

fn start(dom: &Dom, id: NodeId, detail: Detail, out: &mut String) {
    let tag = dom.tag(id);
    let name = match tag {
        "a" => "href",
        "img" => "alt",
        "td" | "th" => "colspan",
        _ => "",
    };
    let value = dom.attribute(id, name).filter(|value| !value.trim().is_empty());
    if tag == "img" && (detail == Detail::Lines || value.is_none()) {
        return;
    }
    out.push('<');
    out.push_str(tag);
    if let Some(value) = value {
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        escape(value, out);
        out.push('"');
    }
    // html2text draws a picture only where it has an address.
    out.push_str(if tag == "img" { " src=\"\">" } else { ">" });
}

fn close(tag: &str, out: &mut String) {
    out.push_str("</");
    out.push_str(tag);
    out.push('>');
}

/// A text as it stands between tags or in quotation marks.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::body::blocks::Blocks;

    fn written(page: &str, detail: Detail) -> String {
        let dom = Dom::parse(page);
        bounded(&dom, &Blocks::of(&dom).roles, detail)
    }

    #[test]
    fn what_is_seen_is_written_down_again() {
        let page = "<body><p class=x onclick=y>a &lt; <b>b</b><br><a href='/?a&amp;b'>c</a><script>no</script>\
            <p style='display:none'>not this<img alt=ship src=s.png>";
        assert_eq!(written(page, Detail::Lines), "<p>a &lt; b<br>c</p>");
        let page = "<p><b>b</b><a href='/?a&amp;b'>c</a><img alt=ship src=s.png><img src=x>";
        let expected = "<p><b>b</b><a href=\"/?a&amp;b\">c</a><img alt=\"ship\" src=\"\"></p>";
        assert_eq!(written(page, Detail::Everything), expected);
    }

    #[test]
    fn what_nests_deep_is_laid_flat_and_loses_no_text() {
        let page = format!("{}deep{}after", "<div>".repeat(200), "</div>".repeat(200));
        let written = written(&page, Detail::Lines);
        assert_eq!(written.matches("<div>").count(), DEEPEST);
        assert_eq!(written.matches("<div>").count(), written.matches("</div>").count());
        assert!(written.contains("deep") && written.ends_with("after"));
    }
}
