//! Putting the parts of a page where a reader sees them.
//!
//! A page may carry its text elsewhere than where it is shown: in a shadow root (`<template shadowrootmode>` of the HTML
//! standard, section 4.12.3; `shadowroot` of its first drafts, `shadowmode` in Chromium's MHTML), as the attribute `srcdoc`
//! of a frame (section 4.8.5), or after the page's end, from where a program moves it when it has come (React's
//! `renderToPipeableStream`: `<template id="B:0">` and `<div hidden id="S:0">`). A saved page that was never run in a browser
//! has all of them still. Everything is moved, nothing copied, in one pass each.

use std::collections::HashMap;

use html5ever::LocalName;

use super::limits::{Shallow, Tree};
use super::node::Data;
use super::reader::Reader;
use super::sink::{Boundary, Linked};
use super::tokenizer;

/// More pages in frames than this are not read.
const MAX_FRAMES: usize = 100;

/// More parts than this are not put where the page waits for them.
const MAX_STREAMED: usize = 1_000;

/// Says that a page has too many parts.
const STREAMED_CUT: &str = "too many parts that were sent later; the rest of them stay where they came";
/// Says that a page has too many frames.
const FRAMES_CUT: &str = "too many pages in frames; the rest of them is not read";

/// The tree of a page with all its parts in their place.
pub(super) fn compose(page: &str, reader: Reader) -> Tree {
    let mut tree = parse(page, reader);
    open_noframes(&mut tree, reader);
    if !tree.detached.frames.is_empty() {
        open_frames(&mut tree, reader, page.len());
    }
    if tree.detached.templates.is_empty() {
        return tree;
    }
    let templates = std::mem::take(&mut tree.detached.templates);
    place_streamed(&mut tree, &templates, page);
    for &template in &templates {
        if ["shadowrootmode", "shadowroot", "shadowmode"]
            .iter()
            .any(|mark| tree.nodes[template].attribute(mark).is_some())
        {
            open_shadow(&mut tree.nodes, template);
        }
    }
    tree
}

fn parse(page: &str, reader: Reader) -> Tree {
    let builder = Shallow::new(page.len());
    let cuts = tokenizer::feed(page, reader, &builder);
    let mut tree = builder.finish();
    tree.limits.extend(cuts);
    tree
}

/// Puts the pages that frames carry below them, frames of those frames too. All of them together are no longer than
/// the page, so the work is bounded by its length.
fn open_frames(tree: &mut Tree, reader: Reader, length: usize) {
    let mut left = length;
    let mut next = 0;
    while let Some(&frame) = tree.detached.frames.get(next) {
        let page = tree.nodes[frame].attribute("srcdoc").unwrap_or_default().to_owned();
        if next == MAX_FRAMES || page.len() > left {
            tree.limits.push(FRAMES_CUT);
            return;
        }
        next += 1;
        left -= page.len();
        let inner = parse(&page, reader);
        let shift = tree.nodes.len();
        let body = inner.nodes.iter().position(|node| node.tag() == "body");
        tree.nodes.extend(inner.nodes.into_iter().map(|node| node.moved_up(shift)));
        tree.detached.frames.extend(inner.detached.frames.iter().map(|frame| frame + shift));
        tree.detached.templates.extend(inner.detached.templates.iter().map(|template| template + shift));
        tree.detached.boundaries.extend(inner.detached.boundaries.into_iter().map(|(node, b)| (node + shift, b)));
        for child in body.map(|body| Linked::children(&tree.nodes, body + shift)).unwrap_or_default() {
            Linked::link(&mut tree.nodes, frame, child, None);
        }
    }
}

/// Reads what a page of frames says to those whose browsers have none; it is the only text that such a page holds.
fn open_noframes(tree: &mut Tree, reader: Reader) {
    let children = |nodes: &[Linked], node: usize| Linked::children(nodes, node);
    let root = children(&tree.nodes, 0).into_iter().find(|&node| tree.nodes[node].tag() == "html");
    let Some(frames) = root
        .and_then(|root| children(&tree.nodes, root).into_iter().find(|&node| tree.nodes[node].tag() == "frameset"))
    else {
        return;
    };
    let Some(place) = (frames..tree.nodes.len()).find(|&node| tree.nodes[node].tag() == "noframes") else { return };
    let texts = children(&tree.nodes, place);
    let text = |node: &usize| match &tree.nodes[*node].data {
        Data::Text(text) => Some(&**text),
        _ => None,
    };
    let markup: String = texts.iter().filter_map(text).collect();
    let inner = parse(&markup, reader);
    let shift = tree.nodes.len();
    let body = inner.nodes.iter().position(|node| node.tag() == "body");
    tree.nodes.extend(inner.nodes.into_iter().map(|node| node.moved_up(shift)));
    for text in texts {
        Linked::unlink(&mut tree.nodes, text);
    }
    for child in body.map(|body| children(&tree.nodes, body + shift)).unwrap_or_default() {
        Linked::link(&mut tree.nodes, place, child, None);
    }
    rename(&mut tree.nodes, place, "main");
}

/// Whether an element is a shadow root, under any of the names that it has had.
fn is_shadow(node: &Linked) -> bool {
    ["shadowrootmode", "shadowroot", "shadowmode"].iter().any(|mark| node.attribute(mark).is_some())
}

/// Makes a shadow root a part of its host, with the host's own children where the root has slots for them.
fn open_shadow(nodes: &mut [Linked], template: usize) {
    let Some(host) = nodes[template].parent.place() else { return };
    rename(nodes, template, "shadow-root");
    let slots = slots(nodes, template);
    if slots.is_empty() {
        return;
    }
    let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
    for child in Linked::children(nodes, host).into_iter().filter(|child| *child != template) {
        let name = nodes[child].attribute("slot").unwrap_or_default().to_owned();
        by_name.entry(name).or_default().push(child);
    }
    for slot in slots {
        let Some(children) = by_name.remove(nodes[slot].attribute("name").unwrap_or_default()) else { continue };
        // What a slot holds of itself is shown only where nothing is put in.
        for own in Linked::children(nodes, slot) {
            Linked::unlink(nodes, own);
        }
        for child in children {
            Linked::link(nodes, slot, child, None);
        }
    }
}

/// Moves what was sent later to where the page waits for it.
fn place_streamed(tree: &mut Tree, templates: &[usize], page: &str) {
    let waits = |template: &&usize| {
        tree.nodes[**template].attribute("id").is_some_and(|id| id.starts_with("B:") || id.starts_with("P:"))
    };
    let mut waiting: Vec<usize> = templates.iter().filter(waits).copied().collect();
    if waiting.is_empty() {
        return;
    }
    if waiting.len() > MAX_STREAMED {
        waiting.truncate(MAX_STREAMED);
        tree.limits.push(STREAMED_CUT);
    }
    let sources = sources(page);
    let segments: HashMap<String, usize> = (0..tree.nodes.len())
        .filter_map(|at| Some((tree.nodes[at].attribute("id").filter(|id| id.starts_with("S:"))?.to_owned(), at)))
        .collect();
    for template in waiting {
        let id = tree.nodes[template].attribute("id").unwrap_or_default().to_owned();
        // Without the program that says so, the part of the same number.
        let source = sources.get(&*id).map_or_else(|| format!("S:{}", &id[2..]), |source| (*source).to_owned());
        let Some(&segment) = segments.get(&source).filter(|segment| !holds(&tree.nodes, **segment, template)) else {
            continue;
        };
        if id.starts_with("B:") {
            drop_fallback(tree, template);
        }
        if let Some(parent) = tree.nodes[template].parent.place() {
            for child in Linked::children(&tree.nodes, segment) {
                Linked::link(&mut tree.nodes, parent, child, Some(template));
            }
        }
        Linked::unlink(&mut tree.nodes, template);
        Linked::unlink(&mut tree.nodes, segment);
    }
}

/// Which part goes where: the program's calls `$RC("B:0","S:0")` and `$RS("S:1","P:1")`.
fn sources(page: &str) -> HashMap<&str, &str> {
    let mut found = HashMap::new();
    for call in ["$RC(\"", "$RR(\"", "$RS(\""] {
        for (at, _) in page.match_indices(call) {
            let mut names = page[at + call.len()..].splitn(4, '"');
            let (Some(first), Some(","), Some(second)) = (names.next(), names.next(), names.next()) else { continue };
            let (place, source) = if call == "$RS(\"" { (second, first) } else { (first, second) };
            found.entry(place).or_insert(source);
        }
    }
    found
}

/// Takes out what is shown while a part is waited for: all between its template and the comment that ends it.
fn drop_fallback(tree: &mut Tree, template: usize) {
    let mut inner = 0;
    let mut fallback = Vec::new();
    let mut next = tree.nodes[template].next_sibling.place();
    while let Some(at) = next {
        match tree.detached.boundaries.get(&at) {
            Some(Boundary::End) if inner == 0 => {
                fallback.into_iter().for_each(|node| Linked::unlink(&mut tree.nodes, node));
                return;
            }
            Some(Boundary::End) => inner -= 1,
            Some(Boundary::Begin) => inner += 1,
            None => {}
        }
        fallback.push(at);
        next = tree.nodes[at].next_sibling.place();
    }
}

/// Whether `node` stands below `above`.
fn holds(nodes: &[Linked], above: usize, node: usize) -> bool {
    std::iter::successors(Some(node), |&at| nodes[at].parent.place()).any(|at| at == above)
}

/// The slots of a shadow root in document order, those of the roots inside it left to them.
fn slots(nodes: &[Linked], root: usize) -> Vec<usize> {
    let mut found = Vec::new();
    let mut ahead: Vec<usize> = Linked::children(nodes, root);
    ahead.reverse();
    while let Some(at) = ahead.pop() {
        if nodes[at].tag() == "slot" {
            found.push(at);
        }
        if !is_shadow(&nodes[at]) {
            ahead.extend(Linked::children(nodes, at).into_iter().rev());
        }
    }
    found
}

fn rename(nodes: &mut [Linked], node: usize, name: &str) {
    if let super::node::Data::Element { tag, .. } = &mut nodes[node].data {
        *tag = LocalName::from(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::page::dom::Dom;

    #[test]
    fn shadow_roots_show_their_hosts_children_in_their_slots() {
        for mark in ["shadowrootmode=open", "shadowroot=open", "shadowmode=open"] {
            let page = format!(
                "<x-story><template {mark}><h1><slot name=head>none</slot></h1><p>One.</p><slot></slot><i>End.</i></template>\
                 <p>Two.</p><b slot=head>Head</b></x-story>"
            );
            assert_eq!(Dom::parse(&page).text(0), "HeadOne.Two.End.", "{mark}");
        }
        assert_eq!(Dom::parse("<x-a><template shadowrootmode=closed>One</template>Two</x-a>").text(0), "OneTwo");
    }

    #[test]
    fn what_is_streamed_stands_where_it_was_waited_for() {
        let page = "<main>Head <!--$?--><template id=\"B:0\"></template><!--$-->spin<!--/$-->ner<!--/$--> tail</main>\
            <div hidden id=\"S:1\">one <template id=\"P:2\"></template></div><div hidden id=\"S:2\">two</div>\
            <script>$RS(\"S:2\",\"P:2\");$RC(\"B:0\",\"S:1\")</script>";
        assert_eq!(Dom::parse(page).text(0), "Head one two tail");
        let unsaid = "<main><template id=\"B:0\"></template>x</main><div hidden id=\"S:0\">one</div>";
        assert_eq!(Dom::parse(unsaid).text(0), "onex");
        let circle = "<div hidden id=\"S:0\">a<template id=\"B:0\"></template></div>";
        assert_eq!(Dom::parse(circle).text(0), "a");
    }

    #[test]
    fn frames_show_the_pages_they_carry() {
        let page =
            "<p>a</p><iframe srcdoc=\"<p>b</p><iframe srcdoc='<p>c &amp;amp; d</p>'></iframe>\"></iframe><p>e</p>";
        assert_eq!(Dom::parse(page).text(0), "abc & de");
        let many = "<iframe srcdoc=x></iframe>".repeat(MAX_FRAMES + 1);
        let dom = Dom::parse(&many);
        assert_eq!((dom.text(0).len(), &*dom.limits), (MAX_FRAMES, [FRAMES_CUT].as_slice()));
    }

    #[test]
    fn what_a_page_of_frames_says_to_browsers_without_is_its_text() {
        let page =
            "<title>T</title><frameset><frame src=a><noframes><body><p>One <b>two</b></p></body></noframes></frameset>";
        assert_eq!(Dom::parse(page).text(0), "TOne two");
        assert_eq!(Dom::parse("<body><p>One</p><noframes><p>Two</p></noframes>").text(0), "One");
    }

    #[test]
    fn noscript_is_read_by_those_without_programs() {
        let page =
            "<head><noscript><link rel=x></noscript><title>T</title></head><body><noscript><p>One</p></noscript>";
        assert_eq!(Dom::parse(page).text(0), "T");
        assert_eq!(Dom::parse_for(page, Reader::WithoutPrograms).text(0), "TOne");
    }
}
