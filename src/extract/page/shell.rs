//! Pages that are nothing but a frame for a program: what a reader saw was loaded by it, and was not saved.

use memchr::memmem;

use super::dom::{Data, Dom};

/// A page that shows no more letters than this beside its program shows a logo and "please wait", in bytes of UTF-8.
pub(in crate::extract) const SHOWN: usize = 150;

/// The names of the element that a program fills, as the usual frameworks give them.
const MOUNTS: &[&str] = &[
    "root",
    "app",
    "__next",
    "__nuxt",
    "react-root",
    "app-root",
    "q-app",
    "svelte",
    "gatsby-focus-wrapper",
    "___gatsby",
    "ember-app",
];

/// Whether a page shows next to nothing, and has a program and an element that it would fill.
pub(in crate::extract) fn is_shell(dom: &Dom, markup: &str) -> bool {
    let has_program = memmem::find(markup.as_bytes(), b"<script").is_some();
    let is_mount =
        |id: usize| dom.tag(id) == "app-root" || dom.attribute(id, "id").is_some_and(|name| MOUNTS.contains(&name));
    has_program && letters_shown(dom) <= SHOWN && (0..dom.nodes.len()).any(is_mount)
}

fn letters_shown(dom: &Dom) -> usize {
    const HIDDEN: &[&str] = &["script", "style", "title", "template"];
    let texts = dom.nodes.iter().filter_map(|node| match &node.data {
        Data::Text(text) if !HIDDEN.contains(&dom.tag(node.parent)) => Some(text.as_ref()),
        _ => None,
    });
    let count = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).map(char::len_utf8).sum::<usize>();
    texts.map(count).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_for_a_program_is_told_from_a_short_page() {
        let is = |page: &str| is_shell(&Dom::parse(page), page);
        assert!(is(
            "<title>Post</title><body><div id=root><p>Please turn scripts on.</p></div><script>load()</script>"
        ));
        assert!(!is("<body><div id=root><h1>Ferry is late</h1></div>"), "no program");
        assert!(!is("<body><h1>Ferry is late</h1><p>It sails at noon.</p><script>count()</script>"), "nothing to fill");
        let long = "The ferry sails again at noon. ".repeat(10);
        assert!(!is(&format!("<body><p>{long}</p><script>load()</script>")));
    }
}
