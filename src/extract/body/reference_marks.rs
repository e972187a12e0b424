//! Marks that point to footnotes: `¹` after a word is no part of it.

use super::cues::Role;
use crate::extract::page::dom::{Data, Dom, NodeId};

/// Hides marks of footnotes: a raised number or sign, or a link of one to a place on the same page. What is raised in
/// powers (`10⁶`), units (`km²`) and ordinals (`19th`) stays.
pub(super) fn hide(dom: &Dom, roles: &mut [Role]) {
    for (id, role) in roles.iter_mut().enumerate().skip(1) {
        let is_mark = match dom.tag(id) {
            "sup" => names_note(&dom.text(id)) && (leads_to_note(dom, id) || follows_word(dom, id)),
            "a" => is_note_link(dom, id) && names_note(&dom.text(id)) || is_heading_anchor(dom, id),
            _ => continue,
        };
        if is_mark && *role == Role::Plain {
            *role = Role::Hidden;
        }
    }
}

/// Whether a link beside the words of a heading leads to the heading itself: `The ferry #`.
fn is_heading_anchor(dom: &Dom, id: NodeId) -> bool {
    const SIGNS: [&str; 9] = ["#", "¶", "§", "🔗", "⚓", "∞", "⌗", "\u{f0c1}", "link"];
    let above = dom.nodes[id].parent;
    let is_heading = |node: NodeId| matches!(dom.tag(node), "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    (is_heading(above) || is_heading(dom.nodes[above].parent))
        && dom.attribute(id, "href").is_some_and(|href| href.contains('#'))
        && SIGNS.contains(&dom.text(id).trim())
}

/// Whether a text is what a footnote goes by: a number of at most three digits, a sign, or a letter in brackets.
fn names_note(text: &str) -> bool {
    /// Longer than this no mark is: `[123]`, `1,2,3`.
    const LONGEST: usize = 7;
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return false;
    }
    let inner = text.trim_matches(['[', ']', '(', ')']);
    let is_bracketed = inner.len() < text.len();
    inner.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '-' | '–' | ' '))
        && inner.contains(|c: char| c.is_ascii_digit())
        && !inner.split([',', '-', '–', ' ']).any(|number| number.len() > 3)
        || inner.chars().all(|c| matches!(c, '*' | '†' | '‡' | '§'))
        || is_bracketed && inner.chars().count() == 1
}

/// Whether a link leads to a place on its own page that is named as a note or a source.
fn is_note_link(dom: &Dom, id: NodeId) -> bool {
    let Some(place) = dom.attribute(id, "href").and_then(|href| Some(href.split_once('#')?.1)) else { return false };
    let place = place.to_ascii_lowercase();
    let is_named = ["fn", "foot", "note", "cite", "ref", "source", "endnote", "quelle"];
    is_named.iter().any(|name| place.trim_start_matches('_').starts_with(name))
        || place.trim_start_matches('_').starts_with(|c: char| c.is_ascii_digit())
}

/// Whether there is a link below to a place on the page.
fn leads_to_note(dom: &Dom, id: NodeId) -> bool {
    dom.subtree(id).any(|inner| dom.tag(inner) == "a" && dom.attribute(inner, "href").is_some_and(|h| h.contains('#')))
        || dom.nodes[id].parent != 0 && dom.tag(dom.nodes[id].parent) == "a" && is_note_link(dom, dom.nodes[id].parent)
}

/// Whether a raised mark follows a word or a sentence, not after a figure or a unit of measure.
fn follows_word(dom: &Dom, id: NodeId) -> bool {
    let Some(Data::Text(before)) = id.checked_sub(1).map(|before| &dom.nodes[before].data) else { return false };
    let last_word = before.chars().rev().take_while(|c| c.is_alphabetic()).take(4).count();
    last_word >= 4 || before.ends_with(['.', '!', '?', '”', '"', ',', '»', '。'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::body::blocks::Blocks;

    #[test]
    fn marks_of_notes_are_no_text() {
        for (markup, text) in [
            ("the crane<sup>1</sup> left.", "the crane left."),
            ("the pier<sup><a href='#fn3'>[3]</a></sup> is", "the pier is"),
            ("it is.<a class=x href='https://example.org/a#cite_note-2'>[2]</a> So", "it is. So"),
            ("it is.<a href='#fn1'><sup>1</sup></a>", "it is."),
            ("12 km<sup>2</sup> and 10<sup>6</sup> on the 19<sup>th</sup>", "12 km2 and 106 on the 19th"),
            ("see <a href='#2019'>2019</a> there", "see 2019 there"),
            ("H<sub>2</sub>O", "H2O"),
        ] {
            let dom = Dom::parse(&format!("<p>{markup}</p>"));
            assert_eq!(Blocks::of(&dom).list[0].text, text, "{markup}");
        }
        let dom =
            Dom::parse("<h2 id=a>The ferry<a href='#a'>¶</a></h2><h2>Rule <span><a href=/rules>#</a></span></h2>");
        assert_eq!(Blocks::of(&dom).list.iter().map(|block| &*block.text).collect::<Vec<_>>(), ["The ferry", "Rule #"]);
    }
}
