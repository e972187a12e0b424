//! What the words beside a date say that it is: the day of publication, of the last change, or of something else.
//!
//! The words are facts of each language; they are matched as parts of words, so that one stem stands for its forms.

use std::collections::HashSet;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::extract::page::dom::{Data, Dom, NodeId};
use crate::lang::{Fact, facts};

/// What a date is, as the words beside it say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// The day of publication.
    Published,
    /// The day of something that is not said: "Date:".
    Dated,
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
    let published = facts(Fact::Published).map(|word| {
        let label = if word.ends_with(':') { Label::Dated } else { Label::Published };
        (word, label)
    });
    let words = published
        .chain(labels(Fact::Changed, Label::Changed))
        .chain(labels(Fact::OtherDays, Label::Other))
        .chain([(OTHER_ANYWHERE, Label::Other)]);
    let (words, labels): (Vec<&str>, Vec<Label>) = words.unzip();
    let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(words);
    (automaton.expect("a short list of plain words makes an automaton"), labels)
});

/// Words for "date".
static DATE_WORDS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| facts(Fact::Published).filter_map(|word| word.strip_suffix(':')).collect());

/// What a text says that is a label and nothing else, as a term of a list or the head of a row: "Date" does as "Date:".
fn of_term(text: &str) -> Option<Label> {
    of(text).or_else(|| {
        let word = text.trim_end_matches(':').trim().to_lowercase();
        DATE_WORDS.contains(&*word).then_some(Label::Dated)
    })
}

/// What a text says of the date after it: the last label in it counts.
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
    before.filter(|text| text.len() < LABEL).and_then(of_term)
}

/// The cell around a node that a term stands beside, and what the term says of a date in it: `<th>Published<td>5 May 2026`. A term that
/// says nothing of publication makes it another day: of the founding of what the table tells of, of somebody's birth.
pub(super) fn of_cell(dom: &Dom, id: NodeId) -> Option<(NodeId, Label)> {
    /// How many elements above a node are looked at, and bytes of the longest term.
    const ABOVE: usize = 6;
    const TERM: usize = 60;
    let above = std::iter::successors(Some(id), |id| Some(dom.nodes[*id].parent)).take(ABOVE).skip(1);
    let cell = above.take_while(|id| *id > 0).find(|id| matches!(dom.tag(*id), "td" | "dd"))?;
    let (parent, head) = (dom.nodes[cell].parent, if dom.tag(cell) == "td" { "th" } else { "dt" });
    let term = (parent + 1..cell).rev().find(|&id| dom.nodes[id].parent == parent && dom.tag(id) == head)?;
    let text = dom.text(term);
    let is_term = text.len() <= TERM && text.contains(char::is_alphabetic);
    is_term.then(|| (cell, of_term(text.trim()).unwrap_or(Label::Other)))
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
            ("Datum: ", Some(Label::Dated)),
        ] {
            assert_eq!(of(text), label, "{text}");
        }
    }

    #[test]
    fn a_term_tells_what_the_day_beside_it_is() {
        for (page, label) in [
            ("<table><tr><th>Founded<td>28 February 1998", Some(Label::Other)),
            ("<table><tr><th>Published<td><i>28 February 1998</i>", Some(Label::Published)),
            ("<dl><dt>Datum<dd>28.02.1998</dl>", Some(Label::Dated)),
            ("<dl><dt>Born<dd>28.02.1998</dl>", Some(Label::Other)),
            ("<table><tr><td>Founded<td>28 February 1998", None),
        ] {
            let dom = Dom::parse(page);
            let is_day = |id: &NodeId| matches!(&dom.nodes[*id].data, Data::Text(text) if text.contains("1998"));
            let day = (0..dom.nodes.len()).find(is_day).unwrap();
            assert_eq!(of_cell(&dom, day).map(|(_, label)| label), label, "{page}");
        }
    }

    #[test]
    fn a_term_that_is_a_word_for_date_is_a_label() {
        assert_eq!(of_term("Datum"), Some(Label::Dated));
        assert_eq!(of_term("Erschienen am"), Some(Label::Published));
        assert_eq!(of_term("Kategorie"), None);
    }
}
