//! A page as an array: every node in document order, a subtree being a run of consecutive nodes.
//!
//! `tokenizer` cuts the page, html5ever's tree builder makes it a tree in `sink::Sink`, a list of linked nodes, `composed` puts
//! its parts where a reader sees them; one iterative walk writes the tree to a vector.
//! Walking a subtree is walking a slice, and no later step recurses. (html2text's own DOM keeps its text private, so
//! it cannot be walked from outside.)

use std::ops::Range;

use html5ever::LocalName;

use super::composed;
pub use super::node::Data;
pub use super::reader::Reader;
use super::sink::Linked;

/// The place of a node in its [`Dom`].
pub type NodeId = usize;

/// A parsed page.
#[derive(Debug)]
pub struct Dom {
    /// All nodes in document order. Node 0 is the document itself.
    pub nodes: Vec<Node>,
    /// Limits that the page ran into.
    pub limits: Vec<&'static str>,
}

/// A node of a page.
#[derive(Debug)]
pub struct Node {
    /// The node above; the document is its own parent.
    pub parent: NodeId,
    /// One past the last node of the subtree that starts here.
    pub end: NodeId,
    /// How many nodes are above it.
    pub depth: usize,
    /// What the node is.
    pub data: Data,
}

impl Dom {
    /// Parses a page. Any text is a page; nothing fails.
    pub fn parse(page: &str) -> Dom {
        Dom::parse_for(page, Reader::WithPrograms)
    }

    /// Parses a page as it stands before a reader whose browser runs its programs, or does not.
    pub fn parse_for(page: &str, reader: Reader) -> Dom {
        let tree = composed::compose(page, reader);
        Dom { nodes: lay(tree.nodes), limits: tree.limits }
    }

    /// The tag of an element; empty for other nodes.
    pub fn tag(&self, id: NodeId) -> &str {
        match &self.nodes[id].data {
            Data::Element { tag, .. } => tag,
            _ => "",
        }
    }

    /// The value of an element's attribute.
    pub fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        match &self.nodes[id].data {
            Data::Element { attributes, .. } => {
                attributes.iter().find(|(key, _)| &**key == name).map(|(_, value)| &**value)
            }
            _ => None,
        }
    }

    /// The nodes of the subtree at `id`, itself first, in document order.
    pub fn subtree(&self, id: NodeId) -> Range<NodeId> {
        id..self.nodes[id].end
    }

    /// All elements with this tag, in document order.
    pub fn elements(&self, tag: &str) -> impl Iterator<Item = NodeId> + '_ {
        let tag = LocalName::from(tag);
        (0..self.nodes.len()).filter(move |&id| self.is(id, &tag))
    }

    /// Whether a node is an element with this tag.
    pub(in crate::extract) fn is(&self, id: NodeId, name: &LocalName) -> bool {
        matches!(&self.nodes[id].data, Data::Element { tag, .. } if tag == name)
    }

    /// All text below `id`, runs of white space as one space, without ends. How ruby is to be read is no text.
    pub fn text(&self, id: NodeId) -> String {
        let (mut out, mut is_parted) = (String::new(), false);
        let mut at = id;
        while at < self.nodes[id].end {
            match &self.nodes[at].data {
                Data::Text(text) => is_parted = push_collapsed(&mut out, text, is_parted),
                Data::Element { tag, .. } if is_reading(tag) && at != id => {
                    at = self.nodes[at].end;
                    continue;
                }
                _ => {}
            }
            at += 1;
        }
        out
    }
}

/// Adds a text to another, runs of white space as one space; `is_parted` is whether white space stands between the two. Says
/// whether white space comes last.
fn push_collapsed(out: &mut String, text: &str, is_parted: bool) -> bool {
    let mut is_next = is_parted || text.starts_with(char::is_whitespace);
    for word in text.split_whitespace() {
        if is_next && !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
        is_next = true;
    }
    text.ends_with(char::is_whitespace) || is_parted && text.is_empty()
}

/// Whether an element tells how ruby is to be read, and is not itself what is written.
pub(crate) fn is_reading(tag: &str) -> bool {
    matches!(tag, "rt" | "rp" | "rtc")
}

/// Puts linked nodes into document order.
fn lay(mut linked: Vec<Linked>) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::with_capacity(linked.len());
    // Places whose subtree is still open, with their linked node.
    let mut open: Vec<(NodeId, usize)> = Vec::new();
    let mut next = Some(0);
    while let Some(at) = next {
        let id = nodes.len();
        let parent = open.last().map_or(0, |(place, _)| *place);
        let data = std::mem::replace(&mut linked[at].data, Data::Document);
        nodes.push(Node { parent, end: id + 1, depth: open.len(), data });
        open.push((id, at));
        next = linked[at].first_child.place();
        while next.is_none() {
            let Some((place, done)) = open.pop() else { break };
            nodes[place].end = nodes.len();
            next = linked[done].next_sibling.place();
        }
    }
    nodes
}

#[cfg(test)]
mod tests {
    use html5ever::tendril::StrTendril;
    use html5ever::tokenizer::{BufferQueue, Tokenizer, TokenizerOpts};
    use proptest::prelude::*;

    use super::*;
    use crate::extract::page::limits::Shallow;
    use crate::extract::page::tokenizer;

    #[test]
    fn a_subtree_is_a_run_of_nodes() {
        let dom = Dom::parse("<body><div id=a><p>one <b>two</b></p></div><p>three</p></body>");
        let div = dom.elements("div").next().unwrap();
        assert_eq!(dom.attribute(div, "id"), Some("a"));
        assert_eq!(dom.text(div), "one two");
        assert_eq!(dom.text(0), "one twothree");
        assert_eq!(dom.nodes[0].end, dom.nodes.len());
    }

    #[test]
    fn white_space_is_one_space_wherever_it_stands() {
        for (markup, text) in [
            ("<p> one <b>two</b><i> three </i>\n four\u{a0} </p>", "one two three four"),
            ("<p>on<b>e</b><i></i> <i></i>two</p>", "one two"),
            ("<p> \n<b> </b></p>", ""),
        ] {
            assert_eq!(Dom::parse(markup).text(0), text, "{markup:?}");
        }
    }

    #[test]
    fn what_the_parser_moves_stands_where_it_was_moved() {
        let dom = Dom::parse("<table><p>before</p><tr><td>in</table><b><p>x</b>y</p>");
        assert_eq!(dom.text(0), "beforeinxy");
    }

    /// The elements and texts of a page in its order, texts that follow each other joined. White space is left
    /// out: beside a comment in a table it may stand elsewhere.
    fn outline(nodes: &[Node]) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        let mut in_text = false;
        for node in nodes {
            match &node.data {
                Data::Element { tag, attributes } => {
                    let kept = attributes.iter().filter(|(name, _)| tokenizer::is_kept(name));
                    let kept: Vec<String> = kept.map(|(name, value)| format!(" {name}={:?}", &**value)).collect();
                    out.push(format!("<{tag}{}>", kept.concat()));
                    in_text = false;
                }
                Data::Text(text) => {
                    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
                    match out.last_mut().filter(|_| in_text) {
                        Some(last) => last.push_str(&text),
                        None if text.is_empty() => continue,
                        None => out.push(text),
                    }
                    in_text = true;
                }
                Data::Document => {}
            }
        }
        out
    }

    /// The page as html5ever's own tokenizer has it.
    fn theirs(page: &str) -> Vec<String> {
        let tokenizer = Tokenizer::new(Shallow::new(page.len()), TokenizerOpts::default());
        let input = BufferQueue::default();
        input.push_back(StrTendril::from_slice(page));
        while !input.is_empty() {
            let _ = tokenizer.feed(&input);
        }
        tokenizer.end();
        outline(&lay(tokenizer.sink.finish().nodes))
    }

    /// Markup, well formed or not, of all that is not left out on purpose.
    fn markup() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            "</?(p|DIV|li|table|td|b|a|title|textarea|select|math|mi|br|form|h1)( ?/)?>",
            "<(p|a|img|td)( |\n|/)(class|HREF|title|id|x)? ?=? ?[\"']?[a-z&;=]{0,6}[\"'>]?",
            "<!(DOCTYPE html|doctype)?[^>\\x00-]{0,6}>?",
            "<(/|!|\\?|<)?",
            "<!--[a-z>!-]{0,6}(-->|--!>)?",
            "&(amp|lt|not|notin|copy|eacute|nosuch|#[0-9]{1,4}|#x[0-9a-f]{1,4})[;=a]?",
            "[ \r\na-zé世]{0,12}",
        ];
        prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn the_tree_is_that_of_html5evers_own_tokenizer(page in markup()) {
            prop_assert_eq!(outline(&Dom::parse(&page).nodes), theirs(&page));
        }
    }

    #[test]
    fn what_nobody_reads_is_left_out() {
        for (page, left) in [
            ("<p>a<script>x < 1</SCRIPT>b", vec!["<p>", "a", "<script>", "b"]),
            (
                "<p>a<script type='application/ld+json'>{}</script>",
                vec!["<p>", "a", "<script type=\"application/ld+json\">", "{}"],
            ),
            ("<p>a<!-- <p> -->b<!-->c", vec!["<p>", "abc"]),
            ("<p>a<svg><path d=x/></svg>b<svg/>c", vec!["<p>", "a", "<svg>", "b", "<svg>", "c"]),
            ("<p>a<svg>never closed", vec!["<p>", "a", "<svg>", "neverclosed"]),
            ("<p onclick=x srcset=y data-x=z data-date=w>1 < 2 <b", vec!["<p data-date=\"w\">", "1<2"]),
        ] {
            assert_eq!(outline(&Dom::parse(page).nodes)[3..], left, "{page}");
        }
    }
}
