//! A line of a document, and what is known of it beside its words.

/// A line: a line of a text, or what stands in one paragraph of a page up to a line break.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::source) struct Line {
    /// Its words, separated by single blanks.
    pub(in crate::source) text: String,
    /// Where it starts in the bytes of the document, or near: readers of pages look ahead.
    pub(in crate::source) offset: u64,
    /// Whether it starts a paragraph: an empty line stands before it, or it is the first of an element.
    pub(in crate::source) starts_paragraph: bool,
    /// Whether more than a single blank follows its first word, as after the codes of fields.
    pub(in crate::source) sets_word_apart: bool,
    /// Whether all its letters are bold.
    pub(in crate::source) is_bold: bool,
    /// How many bytes at its start are bold: labels of fields often are.
    pub(in crate::source) bold: usize,
    /// The elements around it, the outermost first, and their classes, in lower case: ` article header div.docauthors `.
    /// Empty where the document has none.
    pub(in crate::source) around: String,
}

impl Line {
    /// Whether it stands in an element of this name or class. In pages a class is written with a dot before it.
    pub(in crate::source) fn stands_in(&self, element: &str) -> bool {
        self.around.split(' ').any(|one| one == element)
    }
}

/// What a document has, in its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::source) enum Piece {
    /// A line with words.
    Line(Line),
    /// Something that shows nothing and may separate the articles of an export: a comment, an anchor (`#name`), or the start of
    /// an element that holds a whole article (`<article>`, `<div.article>`).
    Mark(String),
}
