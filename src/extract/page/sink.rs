//! Where html5ever puts the nodes it makes: a list in which each node knows its neighbours.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::num::NonZeroU32;

use foldhash::HashMap;
use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, Namespace, QualName};

use super::node::Data;

/// A node and its neighbours. Pages have thousands, so a node is kept small.
#[derive(Debug)]
pub(super) struct Linked {
    pub(super) data: Data,
    pub(super) parent: Neighbour,
    pub(super) first_child: Neighbour,
    last_child: Neighbour,
    previous_sibling: Neighbour,
    pub(super) next_sibling: Neighbour,
    depth: u32,
    namespace: Namespace,
}

/// The place of a neighbour in the list, if there is one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Neighbour(Option<NonZeroU32>);

impl Neighbour {
    fn at(place: usize) -> Neighbour {
        let behind = u32::try_from(place + 1).expect("a page has at most a few million nodes");
        Neighbour(NonZeroU32::new(behind))
    }

    /// The place in the list.
    pub(super) fn place(self) -> Option<usize> {
        self.0.map(|behind| behind.get() as usize - 1)
    }
}

impl Linked {
    fn new(data: Data, namespace: Namespace) -> Linked {
        let none = Neighbour::default();
        Linked {
            data,
            parent: none,
            first_child: none,
            last_child: none,
            previous_sibling: none,
            next_sibling: none,
            depth: 0,
            namespace,
        }
    }

    /// Takes `node` out of its place.
    pub(super) fn unlink(nodes: &mut [Linked], node: usize) {
        let (parent, before, after) = (nodes[node].parent, nodes[node].previous_sibling, nodes[node].next_sibling);
        match (before.place(), parent.place()) {
            (Some(before), _) => nodes[before].next_sibling = after,
            (None, Some(parent)) => nodes[parent].first_child = after,
            (None, None) => {}
        }
        match (after.place(), parent.place()) {
            (Some(after), _) => nodes[after].previous_sibling = before,
            (None, Some(parent)) => nodes[parent].last_child = before,
            (None, None) => {}
        }
        nodes[node].parent = Neighbour::default();
        nodes[node].previous_sibling = Neighbour::default();
        nodes[node].next_sibling = Neighbour::default();
    }

    /// Puts `node` below `parent`, before `after`, or last.
    pub(super) fn link(nodes: &mut [Linked], parent: usize, node: usize, after: Option<usize>) {
        Linked::unlink(nodes, node);
        let here = Neighbour::at(node);
        let before = match after {
            Some(after) => std::mem::replace(&mut nodes[after].previous_sibling, here),
            None => std::mem::replace(&mut nodes[parent].last_child, here),
        };
        match before.place() {
            Some(before) => nodes[before].next_sibling = here,
            None => nodes[parent].first_child = here,
        }
        nodes[node].parent = Neighbour::at(parent);
        nodes[node].previous_sibling = before;
        nodes[node].next_sibling = after.map_or(Neighbour::default(), Neighbour::at);
    }

    /// The nodes right below this one.
    pub(super) fn children(nodes: &[Linked], node: usize) -> Vec<usize> {
        std::iter::successors(nodes[node].first_child.place(), |&child| nodes[child].next_sibling.place()).collect()
    }

    /// The tag of an element; empty for other nodes.
    pub(super) fn tag(&self) -> &str {
        match &self.data {
            Data::Element { tag, .. } => tag,
            _ => "",
        }
    }

    /// The value of an element's attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        match &self.data {
            Data::Element { attributes, .. } => {
                attributes.iter().find(|(key, _)| &**key == name).map(|(_, value)| &**value)
            }
            _ => None,
        }
    }

    /// This list put after another: all places move up by that one's length.
    pub(super) fn moved_up(mut self, by: usize) -> Linked {
        let neighbours = [
            &mut self.parent,
            &mut self.first_child,
            &mut self.last_child,
            &mut self.previous_sibling,
            &mut self.next_sibling,
        ];
        for neighbour in neighbours {
            *neighbour = neighbour.place().map_or(Neighbour::default(), |place| Neighbour::at(place + by));
        }
        self
    }
}

/// What of a page stands elsewhere than where a reader sees it: see [`super::composed`].
#[derive(Debug, Default)]
pub(super) struct Detached {
    /// `template` elements in the order in which they were made.
    pub(super) templates: Vec<usize>,
    /// `iframe` elements that carry their page as an attribute.
    pub(super) frames: Vec<usize>,
    /// Comments that begin (`$`, `$?`, `$!`) or end (`/$`) a part that a server sends when it has it.
    pub(super) boundaries: HashMap<usize, Boundary>,
}

/// Which end of a part of the page a comment marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Boundary {
    /// The part begins here.
    Begin,
    /// The part ends here.
    End,
}

/// Collects the nodes of a page while it is parsed. Node 0 is the document.
#[derive(Debug)]
pub(super) struct Sink {
    nodes: RefCell<Vec<Linked>>,
    /// How deep the parser stands: as deep as the element that it opened or closed last.
    depth: Cell<usize>,
    detached: RefCell<Detached>,
}

/// The name of an element, as the parser asks for it.
#[derive(Debug)]
pub(super) struct Name(Namespace, LocalName);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0
    }

    fn local_name(&self) -> &LocalName {
        &self.1
    }
}

impl Sink {
    /// A sink for a page of `length` bytes.
    pub(super) fn new(length: usize) -> Sink {
        /// How many bytes of a page make a node, about, so that the list seldom has to grow.
        const BYTES: usize = 100;
        /// For how many nodes room is taken at once, at most.
        const MOST: usize = 1 << 16;
        let mut nodes = Vec::with_capacity((length / BYTES).min(MOST) + 1);
        nodes.push(Linked::new(Data::Document, Namespace::default()));
        Sink { nodes: RefCell::new(nodes), depth: Cell::new(0), detached: RefCell::default() }
    }

    /// How deep the parser stands.
    pub(super) fn depth(&self) -> usize {
        self.depth.get()
    }

    /// How many nodes there are.
    pub(super) fn count(&self) -> usize {
        self.nodes.borrow().len()
    }

    fn add(&self, data: Data, namespace: Namespace) -> usize {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Linked::new(data, namespace));
        nodes.len() - 1
    }

    /// Puts a node or text below `parent`, before `after`, or last. Text joins the text that it follows.
    fn put(&self, parent: usize, child: NodeOrText<usize>, after: Option<usize>) {
        let mut nodes = self.nodes.borrow_mut();
        let node = match child {
            NodeOrText::AppendNode(node) => node,
            NodeOrText::AppendText(text) => {
                let before = after.map_or(nodes[parent].last_child, |after| nodes[after].previous_sibling);
                if let Some(Data::Text(joined)) = before.place().map(|before| &mut nodes[before].data) {
                    joined.push_tendril(&text);
                    return;
                }
                nodes.push(Linked::new(Data::Text(text), Namespace::default()));
                nodes.len() - 1
            }
        };
        Linked::link(&mut nodes, parent, node, after);
        nodes[node].depth = nodes[parent].depth + 1;
        if matches!(nodes[node].data, Data::Element { .. }) {
            self.depth.set(nodes[node].depth as usize);
        }
    }
}

impl TreeSink for Sink {
    type Handle = usize;
    type Output = (Vec<Linked>, Detached);
    type ElemName<'a> = Name;

    fn finish(self) -> (Vec<Linked>, Detached) {
        (self.nodes.into_inner(), self.detached.into_inner())
    }

    fn pop(&self, node: &usize) {
        self.depth.set(self.nodes.borrow()[*node].depth.saturating_sub(1) as usize);
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> usize {
        0
    }

    fn elem_name<'a>(&'a self, target: &'a usize) -> Name {
        let nodes = self.nodes.borrow();
        let tag = match &nodes[*target].data {
            Data::Element { tag, .. } => tag.clone(),
            _ => LocalName::default(),
        };
        Name(nodes[*target].namespace.clone(), tag)
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _flags: ElementFlags) -> usize {
        // In room of their own: in that of the parser's list, which is larger, they would take three times the memory.
        let mut kept = Vec::with_capacity(attributes.len());
        kept.extend(attributes.into_iter().map(|attribute| (attribute.name.local, attribute.value)));
        let attributes: Vec<(LocalName, StrTendril)> = kept;
        let is_template = &*name.local == "template";
        let is_frame = &*name.local == "iframe" && attributes.iter().any(|(name, _)| &**name == "srcdoc");
        let element = self.add(Data::Element { tag: name.local, attributes }, name.ns);
        if is_template {
            self.detached.borrow_mut().templates.push(element);
        } else if is_frame {
            self.detached.borrow_mut().frames.push(element);
        }
        element
    }

    // Comments and processing instructions leave an empty text where they stood.
    fn create_comment(&self, text: StrTendril) -> usize {
        let comment = self.add(Data::Text(StrTendril::new()), Namespace::default());
        let boundary = match &*text {
            "/$" => Some(Boundary::End),
            "$" | "$?" | "$!" | "$~" => Some(Boundary::Begin),
            _ => None,
        };
        if let Some(boundary) = boundary {
            self.detached.borrow_mut().boundaries.insert(comment, boundary);
        }
        comment
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> usize {
        self.create_comment(StrTendril::new())
    }

    fn append(&self, parent: &usize, child: NodeOrText<usize>) {
        self.put(*parent, child, None);
    }

    fn append_based_on_parent_node(&self, element: &usize, previous: &usize, child: NodeOrText<usize>) {
        let parent = self.nodes.borrow()[*element].parent.place();
        match parent {
            Some(parent) => self.put(parent, child, Some(*element)),
            None => self.put(*previous, child, None),
        }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public_id: StrTendril, _system_id: StrTendril) {}

    // The contents of a template are its children.
    fn get_template_contents(&self, target: &usize) -> usize {
        *target
    }

    fn same_node(&self, x: &usize, y: &usize) -> bool {
        x == y
    }

    // `composed` puts shadow roots in their place, those of older and of other names too.
    fn allow_declarative_shadow_roots(&self, _intended_parent: &usize) -> bool {
        false
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &usize, child: NodeOrText<usize>) {
        let parent = self.nodes.borrow()[*sibling].parent.place();
        if let Some(parent) = parent {
            self.put(parent, child, Some(*sibling));
        }
    }

    fn add_attrs_if_missing(&self, target: &usize, added: Vec<Attribute>) {
        if let Data::Element { attributes, .. } = &mut self.nodes.borrow_mut()[*target].data {
            for attribute in added {
                if !attributes.iter().any(|(name, _)| *name == attribute.name.local) {
                    attributes.push((attribute.name.local, attribute.value));
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &usize) {
        Linked::unlink(&mut self.nodes.borrow_mut(), *target);
    }

    fn reparent_children(&self, node: &usize, new_parent: &usize) {
        let mut nodes = self.nodes.borrow_mut();
        while let Some(child) = nodes[*node].first_child.place() {
            Linked::link(&mut nodes, *new_parent, child, None);
        }
    }
}
