//! What a node of a page is: what the parser makes and the flat page holds.

use html5ever::LocalName;
use html5ever::tendril::StrTendril;

/// What a node is.
#[derive(Debug)]
pub enum Data {
    /// The document.
    Document,
    /// An element: its lower-case name and its attributes.
    Element {
        /// The tag's name.
        tag: LocalName,
        /// Attribute names and values in the order of the page.
        attributes: Vec<(LocalName, StrTendril)>,
    },
    /// A run of text.
    Text(StrTendril),
}
