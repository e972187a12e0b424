//! The texts of an entry as a plan is matched against them.

use tantivy::schema::Field;

use super::matcher::Texts;
use crate::index::figures::counted_length;
use crate::index::{Laid, each_term, indexes_ends, names_of, text_of};
use crate::model::{Entry, FIELDS, FieldKind};
use crate::plan::compile::archive::Archive;

/// The texts of an entry, as the index at home has them.
pub(crate) fn texts<'e>(archive: &dyn Archive, entry: &'e Entry, names: &'e [(Field, String)]) -> Texts<'e> {
    let article = &entry.article;
    let mut texts = Texts {
        language: archive.languages().id(article.lang.as_deref()),
        parts: names.iter().map(|(field, value)| (*field, value.as_str())).collect(),
        lengths: Vec::new(),
    };
    for field in FIELDS {
        let (FieldKind::Text(kind), Some(place)) = (field.kind, archive.place(field.name)) else { continue };
        let text = text_of(article, kind);
        let mut terms = 0;
        each_term(text, if indexes_ends(field) { Laid::Yes } else { Laid::No }, |_, _, _| terms += 1);
        texts.parts.push((place, text));
        texts.lengths.push((place, counted_length(terms)));
    }
    texts
}

/// The short texts of an entry, each with its field.
pub(crate) fn names(archive: &dyn Archive, entry: &Entry) -> Vec<(Field, String)> {
    let mut names = Vec::new();
    for field in FIELDS {
        let (FieldKind::Name(kind), Some(place)) = (field.kind, archive.place(field.name)) else { continue };
        names.extend(names_of(&entry.article, kind).into_iter().map(|value| (place, value)));
    }
    names
}
