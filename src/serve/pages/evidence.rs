//! What the date, the countries and the topics of an article rest on.

use maud::{Markup, html};

use super::labels;
use super::spans::{Role, Span};
use crate::model::{Entry, Evidence, Place, Provenance, Published};

/// A label with what it rests on.
struct Label<'e> {
    /// The kind of label, for anchors.
    kind: &'static str,
    name: &'e str,
    weight: f32,
    evidence: &'e [Evidence],
}

/// The labels of an article: what it is about, what it mentions, its topics.
fn labels_of(entry: &Entry) -> Vec<Label<'_>> {
    let mut labels = Vec::new();
    for (list, kind) in [(&entry.countries, "about"), (&entry.mentions, "mentioned")] {
        for label in list {
            let name = labels::country(&label.code);
            labels.push(Label { kind, name, weight: label.weight, evidence: &label.evidence });
        }
    }
    for label in &entry.topics {
        let name = labels::topic(&label.code);
        labels.push(Label { kind: "topic", name, weight: label.weight, evidence: &label.evidence });
    }
    labels
}

fn anchor(label: usize, piece: usize) -> String {
    format!("e{label}-{piece}")
}

/// Whether a piece stands in the text itself; where `title`, in the headline.
fn stands_in(piece: &Evidence, title: bool) -> bool {
    if title { piece.place == Place::Title } else { matches!(piece.place, Place::Body | Place::Dateline) }
}

/// The places of the evidence in the body, or where `title`, in the headline.
pub(super) fn spans(entry: &Entry, title: bool) -> Vec<Span> {
    let mut spans = Vec::new();
    for (number, label) in labels_of(entry).iter().enumerate() {
        for (place, piece) in label.evidence.iter().enumerate().filter(|(_, piece)| stands_in(piece, title)) {
            if let Some(start) = piece.offset {
                let of = format!("{} ({})", label.name, label.kind);
                let role = Role::Evidence { anchor: anchor(number, place), of };
                spans.push(Span { range: start..start + piece.words.len(), role });
            }
        }
    }
    spans
}

/// The table of what everything rests on, with links into the text.
pub(super) fn view(entry: &Entry) -> Markup {
    let labels = labels_of(entry);
    html! {
        section.why aria-labelledby="why" {
            h2 #why { "What this rests on" }
            label { input #underline type="checkbox" checked; "underlined in the text" }
            dl {
                (date(entry.article.published.as_ref()))
                @if labels.is_empty() { dt { "Countries and topics" } dd { "unknown: nothing in the article speaks for one" } }
                @for (number, label) in labels.iter().enumerate() { (row(number, label)) }
            }
            @if entry.provenance == Provenance::Record {
                p { "Countries and topics were taken over from the record, which an earlier run of dateline wrote." }
            }
        }
    }
}

fn date(published: Option<&Published>) -> Markup {
    html! {
        dt { "Published " b { (labels::date(published)) } }
        @match published {
            Some(published) => dd {
                (labels::date_source(published.source)) ": " q dir="auto" { (published.evidence) }
                " " span.weight title="How sure the reading is" { (format!("{:.0} %", published.confidence * 100.0)) }
            },
            None => dd { "nothing that the page says is enough for a day" },
        }
    }
}

fn row(number: usize, label: &Label<'_>) -> Markup {
    html! {
        dt { span.kind { (label.kind) } " " b { (label.name) } " " span.weight { (format!("{:.0} %", label.weight * 100.0)) } }
        dd {
            @for (place, piece) in label.evidence.iter().enumerate() {
                @let is_linked = piece.offset.is_some() && (stands_in(piece, true) || stands_in(piece, false));
                span.piece {
                    @if is_linked { a href=(format!("#{}", anchor(number, place))) { bdi { (piece.words) } } }
                    @else { bdi { (piece.words) } }
                    " " span.place { (labels::place(piece.place)) }
                }
            }
        }
    }
}
