//! An XML element with all that is in it, as an array in document order: a subtree is a slice, and no walk recurses.

use std::ops::Range;

/// How deep elements are distinguished; those further in count as part of the one around them.
const DEEPEST: usize = 128;
/// The most elements and texts of one record.
const MOST: usize = 400_000;

/// Elements that set words apart inside a line, in the vocabularies that are read.
const INLINE: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "alt-code",
    "b",
    "bdo",
    "big",
    "c",
    "chron",
    "cite",
    "city",
    "classifier",
    "code",
    "copyrite",
    "country",
    "date",
    "del",
    "em",
    "em2",
    "emph",
    "event",
    "font",
    "foreign",
    "frac",
    "frac-den",
    "frac-num",
    "function",
    "geogname",
    "hi",
    "i",
    "ins",
    "lang",
    "link",
    "location",
    "mark",
    "mentioned",
    "money",
    "name",
    "num",
    "object.title",
    "org",
    "orgname",
    "person",
    "persname",
    "placename",
    "postaddr",
    "pronounce",
    "q",
    "ref",
    "region",
    "rs",
    "s",
    "seg",
    "small",
    "soCalled",
    "span",
    "state",
    "strong",
    "sub",
    "sublocation",
    "sup",
    "term",
    "time",
    "title",
    "u",
    "virtloc",
    "w",
    "xref",
];
/// Elements whose text is none: files that were put into the record.
const FILES: &[&str] = &["data", "binary", "binarydata"];
/// Elements that end a line.
const BREAKS: &[&str] = &["br", "lb"];

/// What a node is.
#[derive(Debug)]
enum Node {
    Element(Named),
    Text(String),
}

/// An element's name and attributes, in lower case and without prefixes.
#[derive(Debug)]
struct Named {
    name: String,
    attributes: Vec<(String, String)>,
    /// The place after the last node in it.
    end: usize,
    depth: usize,
}

/// A record's element, as it is put together.
#[derive(Debug, Default)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    /// The places of the elements that are open, the innermost last.
    open: Vec<usize>,
    /// How many elements are open beyond `DEEPEST`.
    beyond: usize,
}

impl Tree {
    /// Opens an element; false where there are more than a record may have.
    pub(super) fn start(&mut self, name: String, attributes: Vec<(String, String)>) -> bool {
        if self.open.len() >= DEEPEST {
            self.beyond += 1;
            return true;
        }
        let depth = self.open.len();
        self.open.push(self.nodes.len());
        self.nodes.push(Node::Element(Named { name, attributes, end: 0, depth }));
        self.nodes.len() < MOST
    }

    /// Closes the innermost element of this name, and what was forgotten in it; true once the record is complete.
    pub(super) fn end(&mut self, name: &str) -> bool {
        if self.beyond > 0 {
            self.beyond -= 1;
            return false;
        }
        let is = |place: &usize| matches!(&self.nodes[*place], Node::Element(element) if element.name == name);
        if let Some(depth) = self.open.iter().rposition(is) {
            let end = self.nodes.len();
            for place in self.open.drain(depth..) {
                if let Node::Element(element) = &mut self.nodes[place] {
                    element.end = end;
                }
            }
        }
        self.open.is_empty()
    }

    /// Closes all that is open, where the text ends.
    pub(super) fn close(&mut self) {
        self.beyond = 0;
        let end = self.nodes.len();
        for place in self.open.drain(..) {
            if let Node::Element(element) = &mut self.nodes[place] {
                element.end = end;
            }
        }
    }

    /// Adds text where the record stands; false where there is more than a record may have.
    pub(super) fn text(&mut self, text: &str) -> bool {
        let innermost = self.open.last().map(|place| &self.nodes[*place]);
        if matches!(innermost, Some(Node::Element(element)) if FILES.contains(&element.name.as_str())) {
            return true;
        }
        match self.nodes.last_mut() {
            Some(Node::Text(last)) => last.push_str(text),
            _ => self.nodes.push(Node::Text(text.to_owned())),
        }
        self.nodes.len() < MOST
    }

    /// Whether nothing was put into it yet.
    pub(super) fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The record's element; none where it is not complete.
    pub(super) fn root(&self) -> Option<Element<'_>> {
        (self.open.is_empty() && !self.nodes.is_empty()).then_some(Element { tree: self, at: 0 })
    }
}

/// An element of a record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element<'t> {
    tree: &'t Tree,
    at: usize,
}

impl<'t> Element<'t> {
    fn named(self) -> Option<&'t Named> {
        match &self.tree.nodes[self.at] {
            Node::Element(named) => Some(named),
            Node::Text(_) => None,
        }
    }

    fn inside(self) -> Range<usize> {
        self.named().map_or(0..0, |named| self.at + 1..named.end.max(self.at + 1))
    }

    /// Its name in lower case, without a prefix.
    pub(super) fn name(self) -> &'t str {
        self.named().map_or("", |named| &named.name)
    }

    /// Where it stands among all that is in the record.
    pub(super) fn place(self) -> usize {
        self.at
    }

    /// The place behind all that is in it.
    pub(super) fn end(self) -> usize {
        self.inside().end
    }

    /// In how many elements it stands.
    pub(super) fn depth(self) -> usize {
        self.named().map_or(0, |named| named.depth)
    }

    /// Its attributes: names in lower case, and values.
    pub(super) fn attributes(self) -> impl Iterator<Item = (&'t str, &'t str)> {
        let attributes = self.named().map_or(&[][..], |named| &named.attributes);
        attributes.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// What an attribute says, if it says anything.
    pub(super) fn attribute(self, name: &str) -> Option<&'t str> {
        let (_, value) = self.named()?.attributes.iter().find(|(known, _)| known == name)?;
        Some(value.trim()).filter(|value| !value.is_empty())
    }

    /// The elements in it, at any depth, in their order.
    pub(super) fn elements(self) -> impl Iterator<Item = Element<'t>> {
        let elements = self.inside().map(move |at| Element { tree: self.tree, at });
        elements.filter(|element| element.named().is_some())
    }

    /// The elements right in it.
    pub(super) fn children(self) -> impl Iterator<Item = Element<'t>> {
        let depth = self.named().map_or(0, |named| named.depth);
        self.elements().filter(move |element| element.named().is_some_and(|named| named.depth == depth + 1))
    }

    /// All elements of this name in it.
    pub(super) fn all(self, name: &str) -> impl Iterator<Item = Element<'t>> {
        self.elements().filter(move |element| element.name() == name)
    }

    /// The first element of this name in it.
    pub(super) fn first(self, name: &str) -> Option<Element<'t>> {
        self.elements().find(|element| element.name() == name)
    }

    /// The first element of this name right in it.
    pub(super) fn child(self, name: &str) -> Option<Element<'t>> {
        self.children().find(|element| element.name() == name)
    }

    /// Its text in one line, if there is any.
    pub(super) fn line(self) -> Option<String> {
        let line = self.raw().split_whitespace().collect::<Vec<_>>().join(" ");
        (!line.is_empty()).then_some(line)
    }

    /// Its text as it stands.
    pub(super) fn raw(self) -> String {
        let texts = self.inside().filter_map(|at| match &self.tree.nodes[at] {
            Node::Text(text) => Some(text.as_str()),
            Node::Element(_) => None,
        });
        texts.collect()
    }

    /// Its text as paragraphs, without the elements of these names.
    ///
    /// Vocabularies have blocks under names of their own, so it is the other way about: an element stands inside a line
    /// when its name is known for that, or when there are words next to it.
    pub(super) fn paragraphs(self, without: &[&str]) -> Vec<String> {
        let mut lines = Lines::default();
        // The ends of the elements around a place, with whether each of them separates lines.
        let mut around: Vec<(usize, bool)> = Vec::new();
        let Range { start: mut at, end } = self.inside();
        while at < end {
            while let Some((_, parts)) = around.pop_if(|(end, _)| *end <= at) {
                lines.end_if(parts);
            }
            match &self.tree.nodes[at] {
                Node::Text(text) => lines.push(text),
                Node::Element(named) if without.contains(&named.name.as_str()) => {
                    lines.end_if(!INLINE.contains(&named.name.as_str()));
                    at = named.end.max(at + 1);
                    continue;
                }
                Node::Element(named) => {
                    let parts = BREAKS.contains(&named.name.as_str()) || !self.stands_in_line(at, named);
                    lines.end_if(parts);
                    around.push((named.end, parts));
                }
            }
            at += 1;
        }
        lines.end_if(true);
        lines.done
    }

    /// Whether the element at this place stands among words.
    fn stands_in_line(self, at: usize, named: &Named) -> bool {
        let is_text =
            |place: usize| matches!(self.tree.nodes.get(place), Some(Node::Text(text)) if !text.trim().is_empty());
        INLINE.contains(&named.name.as_str())
            || named.name != "p" && (is_text(at - 1) || is_text(named.end) && named.end > at)
    }
}

/// Paragraphs as they are put together.
#[derive(Default)]
struct Lines {
    done: Vec<String>,
    line: String,
}

impl Lines {
    fn push(&mut self, text: &str) {
        self.line.push_str(text);
    }

    fn end_if(&mut self, parts: bool) {
        if !parts {
            return;
        }
        // An empty line inside of a text parts paragraphs where no element does.
        let line = std::mem::take(&mut self.line).replace("\r\n", "\n");
        for paragraph in line.split("\n\n") {
            let paragraph = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
            if !paragraph.is_empty() {
                self.done.push(paragraph);
            }
        }
    }
}
