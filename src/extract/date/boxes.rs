//! Boxes of a page whose dates are not the article's: comments, teasers, sidebars, lists of events.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::extract::dom::{Dom, NodeId};

/// How many elements above a node are looked at.
const ABOVE: usize = 12;

/// How much of a class or id is looked at, in bytes.
const NAME: usize = 300;

/// Names of boxes whose dates are not the article's.
const STRANGE: &[&str] = &[
    "comment",
    "related",
    "sidebar",
    "widget",
    "footer",
    "teaser",
    "most-read",
    "popular",
    "recommend",
    "archive",
    "event",
    "latest",
    "ticker",
];

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
static OWN_NAMES: LazyLock<AhoCorasick> = LazyLock::new(|| automaton(OWN));

fn automaton(names: &[&str]) -> AhoCorasick {
    let built = AhoCorasick::builder().ascii_case_insensitive(true).build(names);
    built.expect("a short list of plain words makes an automaton")
}

/// The boxes of one page, each looked at once.
#[derive(Debug)]
pub(super) struct Boxes<'a> {
    dom: &'a Dom,
    body: Option<NodeId>,
    /// Whether an element is a strange box, once it is known.
    known: Vec<Option<bool>>,
}

impl<'a> Boxes<'a> {
    /// The boxes of a page whose article stands at `body`.
    pub(super) fn of(dom: &'a Dom, body: Option<NodeId>) -> Boxes<'a> {
        Boxes { dom, body, known: vec![None; dom.nodes.len()] }
    }

    /// Whether a node stands in a box that is not the article's own. A box that holds the article's body is its own,
    /// whatever it is called.
    pub(super) fn is_strange(&mut self, id: NodeId) -> bool {
        let mut above = id;
        for _ in 0..ABOVE {
            if above == 0 {
                return false;
            }
            above = self.dom.nodes[above].parent;
            if self.body.is_some_and(|body| self.dom.subtree(above).contains(&body)) {
                return false;
            }
            if self.is_box(above) {
                return true;
            }
        }
        false
    }

    fn is_box(&mut self, id: NodeId) -> bool {
        if let Some(known) = self.known[id] {
            return known;
        }
        let is_box = match self.dom.tag(id) {
            "nav" | "footer" | "aside" | "figure" | "form" => true,
            "body" | "html" | "main" | "article" | "" => false,
            _ => ["class", "id"].iter().filter_map(|name| self.dom.attribute(id, name)).any(names_strange),
        };
        self.known[id] = Some(is_box);
        is_box
    }
}

fn names_strange(names: &str) -> bool {
    let names = &names[..names.floor_char_boundary(NAME)];
    STRANGE_NAMES.is_match(names) && !OWN_NAMES.is_match(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_boxes() {
        for (names, strange) in [
            ("Sidebar-left", true),
            ("post-comments", true),
            ("entry-footer", false),
            ("PublishDate ArticleHeaderComment_publishDate", false),
            ("entry-meta", false),
        ] {
            assert_eq!(names_strange(names), strange, "{names}");
        }
    }
}
