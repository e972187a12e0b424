//! Text that comes as a fragment of a page: all of it is the article's.

use super::blocks::Blocks;
use crate::extract::page::dom::Dom;

/// The paragraphs of a fragment.
pub(crate) fn lines(markup: &str) -> Vec<String> {
    let blocks = Blocks::of(&Dom::parse(markup));
    blocks.list.into_iter().map(|block| block.text).filter(|text| text.contains(char::is_alphanumeric)).collect()
}

/// The paragraphs of a fragment that may be escaped as a whole: `&lt;p&gt;`.
pub(crate) fn unescaped_lines(markup: &str) -> Vec<String> {
    let found = lines(markup);
    let is_escaped = found
        .iter()
        .any(|line| ["<p", "</", "<br", "<div", "&amp;", "&nbsp;", "&quot;", "&#"].iter().any(|m| line.contains(m)));
    if is_escaped { lines(&found.join("\n")) } else { found }
}
