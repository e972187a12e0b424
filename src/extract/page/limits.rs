//! Keeping the parser's tree shallow and small.
//!
//! HTML's tree builder scans its stack of open elements for many a tag, so that a page of a hundred thousand nested
//! elements takes it quadratic time; and unclosed formatting elements make it copy them into every paragraph. This
//! stands between tokenizer and tree builder and drops start tags (with their end tags) that would nest deeper than
//! any real page does, and everything once the tree is full.

use std::cell::Cell;

use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};

use super::sink::{Detached, Linked, Sink};

/// How deep elements may nest; browsers stop at 512.
const MAX_DEPTH: usize = 300;
/// How many nodes a page has at most: some 20 MB of dense markup.
const MAX_NODES: usize = 2_000_000;
/// It also has at most this number and one for every two bytes; only formatting elements that are never closed, and so are
/// copied again and again, would make more.
const FREE_NODES: usize = 10_000;

/// A page as a tree, its parts where the parser put them.
#[derive(Debug)]
pub(super) struct Tree {
    /// The nodes; node 0 is the document.
    pub(super) nodes: Vec<Linked>,
    /// What stands elsewhere than where a reader sees it.
    pub(super) detached: Detached,
    /// The limits that the page ran into.
    pub(super) limits: Vec<&'static str>,
}

/// A tree builder that is spared what would overwhelm it.
pub(super) struct Shallow {
    builder: TreeBuilder<usize, Sink>,
    max_nodes: usize,
    /// Start tags that were dropped and whose end tags are still to come.
    dropped: Cell<usize>,
    was_deep: Cell<bool>,
    was_full: Cell<bool>,
}

impl Shallow {
    /// A builder of an empty tree, for a page of `length` bytes.
    pub(super) fn new(length: usize) -> Shallow {
        Shallow {
            builder: TreeBuilder::new(Sink::new(length), TreeBuilderOpts::default()),
            max_nodes: MAX_NODES.min(FREE_NODES + length / 2),
            dropped: Cell::new(0),
            was_deep: Cell::new(false),
            was_full: Cell::new(false),
        }
    }

    /// The tree, and the limits that the page ran into.
    pub(super) fn finish(self) -> Tree {
        use html5ever::interface::TreeSink;
        let deep = self.was_deep.get().then_some("elements nest too deep; the deepest are laid flat");
        let full = self.was_full.get().then_some("too many elements; the rest of the page is not read");
        let (nodes, detached) = self.builder.sink.finish();
        Tree { nodes, detached, limits: deep.into_iter().chain(full).collect() }
    }

    /// Whether a tag is to be dropped.
    fn drops(&self, tag: &Tag) -> bool {
        let dropped = self.dropped.get();
        match tag.kind {
            TagKind::EndTag if dropped > 0 && !is_raw(&tag.name) => {
                self.dropped.set(dropped - 1);
                true
            }
            TagKind::StartTag if self.builder.sink.depth() >= MAX_DEPTH && !is_raw(&tag.name) => {
                self.was_deep.set(true);
                self.dropped.set(dropped + usize::from(!tag.self_closing && !is_void(&tag.name)));
                true
            }
            _ => false,
        }
    }
}

impl TokenSink for Shallow {
    type Handle = usize;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<usize> {
        if self.builder.sink.count() >= self.max_nodes {
            self.was_full.set(true);
            if !matches!(token, Token::EOFToken) {
                return TokenSinkResult::Continue;
            }
        }
        match &token {
            Token::TagToken(tag) if self.drops(tag) => TokenSinkResult::Continue,
            _ => self.builder.process_token(token, line),
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Elements whose content the tokenizer must know to be no markup.
fn is_raw(tag: &str) -> bool {
    matches!(
        tag,
        "script"
            | "style"
            | "textarea"
            | "title"
            | "noscript"
            | "xmp"
            | "iframe"
            | "noembed"
            | "noframes"
            | "plaintext"
    )
}

/// Elements that never have an end tag.
fn is_void(tag: &str) -> bool {
    matches!(
        tag,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "track"
            | "wbr"
    )
}
