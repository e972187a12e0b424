//! A text with what is to be seen in it: what matched, and what labels rest on.

use std::collections::BTreeSet;
use std::ops::Range;

use maud::{Markup, html};

/// A place in a text, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// From its first byte to after its last.
    pub(super) range: Range<usize>,
    /// What it is.
    pub(super) role: Role,
}

/// What a place in a text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The query matched here: the first, second, … match.
    Match(usize),
    /// A label rests on these words.
    Evidence {
        /// What leads to it.
        anchor: String,
        /// What rests on it.
        of: String,
    },
    /// Only this one of two texts says it.
    Alone,
}

/// A part of a text, which begins at `start` in the whole, with the spans of the whole that lie in it. Spans may overlap:
/// the text is cut wherever one of them begins or ends.
pub(super) fn view(text: &str, start: usize, spans: &[Span]) -> Markup {
    let mine: Vec<&Span> =
        spans.iter().filter(|span| span.range.start < start + text.len() && span.range.end > start).collect();
    let ends = mine.iter().flat_map(|span| [span.range.start, span.range.end]);
    let ends = ends.map(|at| at.saturating_sub(start)).filter(|at| *at < text.len() && text.is_char_boundary(*at));
    let cuts: BTreeSet<usize> = ends.chain([0, text.len()]).collect();
    let cuts: Vec<usize> = cuts.into_iter().collect();
    html! {
        @for cut in cuts.windows(2) {
            (piece(&text[cut[0]..cut[1]], start + cut[0], &mine))
        }
    }
}

/// A piece of text in which no span begins or ends.
fn piece(text: &str, at: usize, spans: &[&Span]) -> Markup {
    let around = |span: &&&Span| span.range.contains(&at);
    let matched = spans.iter().filter(around).find_map(|span| match span.role {
        Role::Match(number) => Some((number, span.range.start == at)),
        Role::Evidence { .. } | Role::Alone => None,
    });
    let evidence = spans.iter().filter(around).find_map(|span| match &span.role {
        Role::Evidence { anchor, of } => Some((anchor, of, span.range.start == at)),
        Role::Match(_) | Role::Alone => None,
    });
    let is_alone = spans.iter().filter(around).any(|span| span.role == Role::Alone);
    let marked = html! {
        @match matched {
            Some((number, true)) => mark id=(format!("m{number}")) { (text) },
            Some((_, false)) => mark { (text) },
            None => (text),
        }
    };
    if is_alone {
        return html! { span.alone { (marked) } };
    }
    html! {
        @match evidence {
            Some((anchor, of, true)) => span.evidence id=(anchor) title=(of) { (marked) },
            Some((_, of, false)) => span.evidence title=(of) { (marked) },
            None => (marked),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_that_overlap_or_lie_wrong_lose_no_text() {
        let spans = [
            Span { range: 10..14, role: Role::Match(1) },
            Span { range: 12..20, role: Role::Evidence { anchor: "e1".to_owned(), of: "Syria".to_owned() } },
            // Ends inside a letter: shown as far as letters go.
            Span { range: 16..19, role: Role::Match(2) },
            Span { range: 90..95, role: Role::Match(3) },
        ];
        let shown = view("<b>Порт", 10, &spans).into_string();
        let text: String = shown.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
        assert_eq!(text, "&lt;b&gt;Порт");
        assert!(
            shown.starts_with(r#"<mark id="m1">&lt;b</mark><span class="evidence" id="e1" title="Syria"><mark>"#),
            "{shown}"
        );
    }
}
