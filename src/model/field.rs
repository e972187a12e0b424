//! The one table of fields: what can be asked for, counted, and shown.
//!
//! The index schema, the query language's prefixes, the facets and the keys of JSON output are made from it. It holds
//! data, not behaviour: how a kind of field is analysed or compiled is the business of the wing that does it.

/// What the fields of an article are, in the order in which help and listings show them.
pub static FIELDS: &[Field] = &[
    Field::text(TextField::Title, &["headline"], 3.0, "words of the headline"),
    Field::text(TextField::Body, &["text"], 1.0, "words of the text"),
    Field::text(TextField::Comments, &["comment"], 0.0, "words of readers' comments; searched only by this prefix"),
    Field::facet(FacetField::Date, &["day", "published"], "day, month, year or range of publication"),
    Field::facet(FacetField::Country, &["place"], "country the story is about, by code or name; a region works too"),
    Field::facet(FacetField::Mentions, &["mention"], "country that is at least mentioned"),
    Field::facet(FacetField::Topic, &["subject"], "IPTC media topic, by code or name"),
    Field::facet(FacetField::Site, &["source", "publisher"], "publisher's domain"),
    Field::facet(FacetField::Lang, &["language"], "language of the article, by ISO 639-1 code"),
    Field::facet(FacetField::Kind, &["type"], "article, live-blog, gallery, brief or list"),
    Field::facet(FacetField::Authors, &[], "an author's whole name"),
    Field::facet(FacetField::Sections, &[], "a whole name of the publisher's section"),
    Field::facet(FacetField::Tags, &["keywords"], "a whole keyword of the publisher"),
    Field::name(NameField::Author, &["by", "byline"], "words of the authors' names"),
    Field::name(NameField::Tag, &["section", "keyword"], "words of the publisher's sections and keywords"),
    Field::name(NameField::Url, &["link"], "words of the canonical URL"),
    Field::name(NameField::Path, &["file"], "words of the file's path"),
    Field::key(
        KeyField::Id,
        &["versions"],
        "all versions of an article: by its id, its address, or the id of its record",
    ),
];

/// One row of [`FIELDS`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Field {
    /// The name: query prefix, JSON key, and name in the index.
    pub name: &'static str,
    /// Other prefixes that mean the same.
    pub aliases: &'static [&'static str],
    /// How its values are asked for.
    pub kind: FieldKind,
    /// How much a match counts in ranking, relative to the body. A text of weight 0 is searched only by its prefix.
    pub weight: f32,
    /// One line for help.
    pub label: &'static str,
}

/// How the values of a field are asked for, and which field of that kind it is. Whoever reads, counts or looks up the values
/// of a field matches on this without `_`: a new row does not compile until each of them knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldKind {
    /// Running text: found in any form of its words, shown with marks.
    Text(TextField),
    /// Short text: words, not stemmed, searched only by its prefix.
    Name(NameField),
    /// A tree of values that can be counted and asked for at any depth.
    Facet(FacetField),
    /// A whole value, as it stands.
    Key(KeyField),
}

/// The fields of running text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "their rows in FIELDS say what they are")]
pub enum TextField {
    Title,
    Body,
    Comments,
}

/// The fields of short text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "their rows in FIELDS say what they are")]
pub enum NameField {
    Author,
    Tag,
    Url,
    Path,
}

/// The fields whose values are trees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "their rows in FIELDS say what they are")]
pub enum FacetField {
    Date,
    Country,
    Mentions,
    Topic,
    Site,
    Lang,
    Kind,
    Authors,
    Sections,
    Tags,
}

/// The fields whose values stand for one article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "its row in FIELDS says what it is")]
pub enum KeyField {
    Id,
}

impl FacetField {
    /// The name of the field.
    pub const fn name(self) -> &'static str {
        match self {
            FacetField::Date => "date",
            FacetField::Country => "country",
            FacetField::Mentions => "mentions",
            FacetField::Topic => "topic",
            FacetField::Site => "site",
            FacetField::Lang => "lang",
            FacetField::Kind => "kind",
            FacetField::Authors => "authors",
            FacetField::Sections => "sections",
            FacetField::Tags => "tags",
        }
    }
}

impl Field {
    /// Whether it is running text.
    pub const fn is_text(&self) -> bool {
        matches!(self.kind, FieldKind::Text(_))
    }

    /// Whether it is running text that is searched where no prefix says where.
    pub fn is_searched(&self) -> bool {
        self.is_text() && self.weight > 0.0
    }

    /// Whether its values are a tree.
    pub const fn is_facet(&self) -> bool {
        matches!(self.kind, FieldKind::Facet(_))
    }

    /// Whether its values stand for one article.
    pub const fn is_key(&self) -> bool {
        matches!(self.kind, FieldKind::Key(_))
    }

    const fn text(field: TextField, aliases: &'static [&'static str], weight: f32, label: &'static str) -> Field {
        let name = match field {
            TextField::Title => "title",
            TextField::Body => "body",
            TextField::Comments => "comments",
        };
        Field { name, aliases, kind: FieldKind::Text(field), weight, label }
    }

    const fn name(field: NameField, aliases: &'static [&'static str], label: &'static str) -> Field {
        let name = match field {
            NameField::Author => "author",
            NameField::Tag => "tag",
            NameField::Url => "url",
            NameField::Path => "path",
        };
        Field { name, aliases, kind: FieldKind::Name(field), weight: 1.0, label }
    }

    const fn facet(field: FacetField, aliases: &'static [&'static str], label: &'static str) -> Field {
        Field { name: field.name(), aliases, kind: FieldKind::Facet(field), weight: 0.0, label }
    }

    const fn key(field: KeyField, aliases: &'static [&'static str], label: &'static str) -> Field {
        let name = match field {
            KeyField::Id => "id",
        };
        Field { name, aliases, kind: FieldKind::Key(field), weight: 0.0, label }
    }
}

/// The field of this name or alias, in any case.
pub fn field(name: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| {
        field.name.eq_ignore_ascii_case(name) || field.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(name))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_name_means_one_field() {
        let mut seen = HashSet::new();
        for field in FIELDS {
            for name in std::iter::once(&field.name).chain(field.aliases) {
                assert!(seen.insert(*name), "{name} stands twice");
                assert!(name.bytes().all(|b| b.is_ascii_lowercase()), "{name} is typed in lower case");
            }
        }
    }

    #[test]
    fn aliases_find_their_field() {
        assert_eq!(field("Headline").map(|f| f.name), Some("title"));
        assert_eq!(field("nonsense"), None);
    }
}
