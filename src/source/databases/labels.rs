//! The labels of fields in exports of Nexis and ProQuest: `BYLINE:`, `Publication date:`, `Texte intégral:`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::source::lines::line::Line;

/// What a label says of what follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Author,
    Section,
    Length,
    Language,
    Dateline,
    Summary,
    Caption,
    Text,
    Publication,
    Date,
    Year,
    Id,
    Url,
    Title,
    Tags,
    /// Publication, place and day together.
    Info,
    /// Something that is not asked for.
    Other,
}

/// The labels in the order of the rows of `labels.tsv`.
const ORDER: [Label; 17] = [
    Label::Author,
    Label::Section,
    Label::Length,
    Label::Language,
    Label::Dateline,
    Label::Summary,
    Label::Caption,
    Label::Text,
    Label::Publication,
    Label::Date,
    Label::Year,
    Label::Id,
    Label::Url,
    Label::Title,
    Label::Tags,
    Label::Info,
    Label::Other,
];

static LABELS: LazyLock<HashMap<&str, Label>> = LazyLock::new(|| {
    let rows: Vec<(&'static str, Label)> = include_str!("labels.tsv").lines().skip(1).zip(ORDER).collect();
    let names = |(row, label): (&'static str, Label)| {
        let (_, names) = row.split_once('\t').unwrap_or((row, ""));
        names.split('|').map(move |name| (name, label))
    };
    // Where a name has two meanings the first row is believed.
    rows.into_iter().rev().flat_map(names).collect()
});

/// The longest name of a label, in bytes.
const LONGEST: usize = 48;

/// The label that a line opens with, and what follows it.
pub(super) fn label(line: &Line) -> Option<(Label, &str)> {
    // A label is as long as its bold letters where there are some; in a plain text up to the first colon.
    let colon = line.text.find([':', '：']).filter(|colon| *colon <= LONGEST)?;
    let name = line.text[..colon].trim().to_lowercase();
    let behind = line.text[colon..].trim_start_matches([':', '：', ' ']);
    let known = LABELS.get(name.as_str()).copied();
    // An unknown name in bold that ends with the colon is a label all the same.
    let is_set_off = line.bold > colon && line.bold <= colon + 3 && line.bold < line.text.len();
    known.or(is_set_off.then_some(Label::Other)).map(|label| (label, behind))
}

/// The label that is all of a line: `Body`, `Classification`.
pub(super) fn heading(line: &Line) -> Option<Label> {
    let name = line.text.trim_end_matches([':', ' ']).to_lowercase();
    LABELS.get(name.as_str()).copied().filter(|_| line.text.len() <= LONGEST)
}

/// Whether the label of a line is in capitals, as Nexis wrote them in texts and pages.
pub(super) fn is_in_capitals(line: &Line) -> bool {
    let name = line.text.split([':', '：']).next().unwrap_or_default();
    name.chars().any(char::is_alphabetic) && !name.contains(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, bold: usize) -> Option<(Label, String)> {
        let line = Line { text: text.to_owned(), bold, ..Line::default() };
        label(&line).map(|(label, behind)| (label, behind.to_owned()))
    }

    #[test]
    fn labels_are_known_in_the_languages_of_their_users() {
        for text in ["BYLINE: Ann Lee", "Auteur : Ann Lee", "AUTOR: Ann Lee", "Autor: Ann Lee"] {
            assert_eq!(of(text, 0), Some((Label::Author, "Ann Lee".to_owned())), "{text}");
        }
        assert_eq!(of("Texte intégral:", 0), Some((Label::Text, String::new())));
        assert_eq!(of("Fecha de publicación: 3 nov 2024", 0).unwrap().0, Label::Date);
        assert_eq!(of("The minister said: no", 0), None);
        assert_eq!(of("Reading level: 7", 15), Some((Label::Other, "7".to_owned())));
        assert_eq!(of("Reading level: 7", 0), None);
    }

    #[test]
    fn every_label_has_its_row() {
        let rows: Vec<&str> =
            include_str!("labels.tsv").lines().skip(1).map(|row| row.split('\t').next().unwrap()).collect();
        assert_eq!(rows, ORDER.map(|label| format!("{label:?}").to_lowercase()));
    }
}
