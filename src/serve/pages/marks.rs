//! Pieces of text with what matched in them.

use maud::{Markup, html};

use crate::model::Marked;

/// A piece with its matches marked.
pub(super) fn marked(piece: &Marked) -> Markup {
    let mut at = 0;
    let mut parts = Vec::with_capacity(2 * piece.marks.len() + 1);
    for mark in &piece.marks {
        parts.push((piece.text.get(at..mark.start), false));
        parts.push((piece.text.get(mark.clone()), true));
        at = mark.end;
    }
    parts.push((piece.text.get(at..), false));
    html! {
        @for (text, is_match) in parts {
            @if let Some(text) = text {
                @if is_match { mark { (text) } } @else { (text) }
            }
        }
    }
}

/// A passage, with a sign where text was cut.
pub(super) fn passage(piece: &Marked) -> Markup {
    html! {
        @if piece.cut_before { "… " }
        (marked(piece))
        @if piece.cut_after { " …" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_the_archive_becomes_markup() {
        let text = "<script>alert(1)</script> & port".to_owned();
        let piece = Marked { marks: vec![0..8, 28..32], text, cut_before: true, ..Marked::default() };
        let shown = passage(&piece).into_string();
        assert_eq!(shown, "… <mark>&lt;script&gt;</mark>alert(1)&lt;/script&gt; &amp; <mark>port</mark>");
    }
}
