//! What the words beside a date say that it is: the day of publication, of the last change, or of something else.
//!
//! The words are facts of each language; they are matched as parts of words, so that one stem stands for its forms.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::extract::page::dom::{Data, Dom, NodeId};
use crate::lang::{Fact, facts};

/// What a date is, as the words beside it say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// The day of publication.
    Published,
    /// The day of the last change.
    Changed,
    /// A day that is not the page's: of an event, of a membership, of a copyright.
    Other,
}

/// What makes a date something else in any language.
const OTHER_ANYWHERE: &str = "©";

/// The words of all labels, the longest match first.
static LABELS: LazyLock<(AhoCorasick, Vec<Label>)> = LazyLock::new(|| {
    let labels = |fact, label| facts(fact).map(move |word| (word, label));
    let words = labels(Fact::Published, Label::Published)
        .chain(labels(Fact::Changed, Label::Changed))
        .chain(labels(Fact::OtherDays, Label::Other))
        .chain([(OTHER_ANYWHERE, Label::Other)]);
    let (words, labels): (Vec<&str>, Vec<Label>) = words.unzip();
    let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(words);
    (automaton.expect("a short list of plain words makes an automaton"), labels)
});

/// What a text says of the date behind it: the last label in it counts.
pub(super) fn of(text: &str) -> Option<Label> {
    let (automaton, labels) = &*LABELS;
    let text = text.to_lowercase();
    automaton.find_iter(&text).last().map(|found| labels[found.pattern().as_usize()])
}

/// What the text just before a node says of the date in it.
pub(super) fn before(dom: &Dom, id: NodeId) -> Option<Label> {
    /// A longer text is no label.
    const LABEL: usize = 60;
    let before = (id.saturating_sub(6)..id).rev().find_map(|near| match &dom.nodes[near].data {
        Data::Text(text) if !text.trim().is_empty() => Some(text.trim()),
        _ => None,
    });
    before.filter(|text| text.len() < LABEL).and_then(of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_in_many_languages() {
        for (text, label) in [
            ("Published on ", Some(Label::Published)),
            ("Mise en ligne", Some(Label::Published)),
            ("Mise à jour le", Some(Label::Changed)),
            ("Veröffentlicht am 3. März 2021, aktualisiert am ", Some(Label::Changed)),
            ("Stand: ", Some(Label::Changed)),
            ("Опубликовано", Some(Label::Published)),
            ("更新日", Some(Label::Changed)),
            ("© ", Some(Label::Other)),
            ("Termin: ", Some(Label::Other)),
            ("By Ann Lee, ", None),
        ] {
            assert_eq!(of(text), label, "{text}");
        }
    }
}
