//! Boxes of a page whose dates are not the article's: comments, teasers, sidebars, lists of events.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::extract::page::dom::{Dom, NodeId};

/// How many elements above a node are looked at.
const ABOVE: usize = 12;

/// How much of a class or id is looked at, in bytes.
const NAME: usize = 300;

/// Names of boxes whose dates are never the article's.
const STRANGE: &[&str] =
    &["comment", "related", "teaser", "most-read", "popular", "recommend", "archive", "latest", "ticker", "weather"];

/// Names of the line in which a page tells what day it is.
const NOW: &[&str] = &["today", "current-date", "currentdate", "todays-date", "today-date", "date-today"];

/// Names of boxes beside an article, in which now and then its own date stands.
const ASIDE: &[&str] = &["sidebar", "widget", "footer", "event"];

/// Names of boxes that sound strange and are the article's own.
const OWN: &[&str] = &[
    "post-footer",
    "entry-footer",
    "article-footer",
    "asset-footer",
    "prevent",
    "publishdate",
    "publish-date",
    "articleheader",
    "article-header",
];

static STRANGE_NAMES: LazyLock<AhoCorasick> = LazyLock::new(|| automaton(STRANGE));
static ASIDE_NAMES: LazyLock<AhoCorasick> = LazyLock::new(|| automaton(ASIDE));
static OWN_NAMES: LazyLock<AhoCorasick> = LazyLock::new(|| automaton(OWN));

fn automaton(names: &[&str]) -> AhoCorasick {
    let built = AhoCorasick::builder().ascii_case_insensitive(true).build(names);
    built.expect("a short list of plain words makes an automaton")
}

/// Where a date stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Among what is the article's own.
    Own,
    /// In a box beside the article, whose outermost element is this.
    Aside(NodeId),
    /// In a box of something else.
    Strange,
}

/// What an element is, as its tag and names say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ElementKind {
    Plain,
    Aside,
    Strange,
}

/// The boxes of one page, each looked at once.
#[derive(Debug)]
pub(super) struct Boxes<'a> {
    dom: &'a Dom,
    /// The article's body and headline.
    own: [Option<NodeId>; 2],
    known: Vec<Option<ElementKind>>,
}

impl<'a> Boxes<'a> {
    /// The boxes of a page whose article's body and headline are these nodes.
    pub(super) fn of(dom: &'a Dom, own: [Option<NodeId>; 2]) -> Boxes<'a> {
        Boxes { dom, own, known: vec![None; dom.nodes.len()] }
    }

    /// Where a node stands. A box that holds the article's body or headline is its own, whatever it is called.
    pub(super) fn place(&mut self, id: NodeId) -> Place {
        let mut place = Place::Own;
        let mut above = id;
        for _ in 0..ABOVE {
            if above == 0 {
                break;
            }
            above = self.dom.nodes[above].parent;
            if self.own.iter().flatten().any(|own| self.dom.subtree(above).contains(own)) {
                break;
            }
            match self.kind(above) {
                ElementKind::Plain => {}
                ElementKind::Aside => place = Place::Aside(above),
                ElementKind::Strange => return Place::Strange,
            }
        }
        place
    }

    fn kind(&mut self, id: NodeId) -> ElementKind {
        if let Some(known) = self.known[id] {
            return known;
        }
        let kind = match self.dom.tag(id) {
            // What is quoted has a day of its own, as a post of somebody else has.
            "nav" | "figure" | "form" | "blockquote" => ElementKind::Strange,
            // A card that leads to another story, whose day stands in the link with its headline.
            "a" if self.dom.subtree(id).any(|inner| is_headline(self.dom, inner)) => ElementKind::Strange,
            // An `article` of a list is a teaser.
            "article" if self.dom.tag(self.dom.nodes[id].parent) == "li" => ElementKind::Strange,
            "article" | "body" | "html" | "main" | "" => ElementKind::Plain,
            tag => {
                let names = ["class", "id"].into_iter().filter_map(|name| self.dom.attribute(id, name));
                let named = names.map(of_names).max_by_key(|kind| *kind as u8).unwrap_or(ElementKind::Plain);
                if named == ElementKind::Plain && matches!(tag, "aside" | "footer") {
                    ElementKind::Aside
                } else {
                    named
                }
            }
        };
        self.known[id] = Some(kind);
        kind
    }
}

/// Whether an element is a heading, and long enough for that of a story; a short one may be a name.
fn is_headline(dom: &Dom, id: NodeId) -> bool {
    const SHORTEST: usize = 20;
    matches!(dom.tag(id), "h1" | "h2" | "h3" | "h4" | "h5" | "h6") && dom.text(id).trim().len() >= SHORTEST
}

fn of_names(names: &str) -> ElementKind {
    let names = &names[..names.floor_char_boundary(NAME)];
    let is_now = |name: &str| NOW.iter().any(|now| name.eq_ignore_ascii_case(now));
    if names.split_ascii_whitespace().any(is_now) {
        return ElementKind::Strange;
    }
    match (STRANGE_NAMES.is_match(names), ASIDE_NAMES.is_match(names)) {
        (false, false) => ElementKind::Plain,
        _ if OWN_NAMES.is_match(names) => ElementKind::Plain,
        (true, _) => ElementKind::Strange,
        (false, true) => ElementKind::Aside,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_boxes() {
        for (names, kind) in [
            ("Sidebar-left", ElementKind::Aside),
            ("post-comments", ElementKind::Strange),
            ("entry-footer", ElementKind::Plain),
            ("PublishDate ArticleHeaderComment_publishDate", ElementKind::Plain),
            ("entry-meta", ElementKind::Plain),
            ("top today", ElementKind::Strange),
            ("usatoday-date", ElementKind::Plain),
        ] {
            assert_eq!(of_names(names), kind, "{names}");
        }
    }
}
