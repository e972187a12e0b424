//! From the bytes of a page to its tree.
//!
//! [`charset`] decodes (with [`legacy_charsets`] for text declared as what it is not), [`tokenizer`] cuts the page into tokens, in
//! which [`references`] resolves entities; [`limits`] bounds depth and number of nodes, html5ever's tree builder feeds our
//! [`sink`], [`composed`] puts parts that came apart where a reader sees them, and the tree becomes an array, the [`dom`].
//! [`space`] collapses white space; a [`shell`] is a page that only a program would fill.

pub(super) mod charset;
pub(super) mod composed;
pub(super) mod doctype;
pub mod dom;
#[cfg(test)]
pub(super) mod hostile;
pub(super) mod legacy_charsets;
pub(super) mod limits;
pub(super) mod node;
pub(super) mod reader;
pub(super) mod references;
pub(super) mod shell;
pub(super) mod sink;
pub(super) mod space;
pub(super) mod tokenizer;
mod twice_encoded;
