//! The one table of fields: what can be asked for, counted, and shown.
//!
//! The index schema, the query language's prefixes, the facets and the keys of JSON output are made from it. It holds
//! data, not behaviour: how a kind of field is analysed or compiled is the business of the wing that does it.

/// What the fields of an article are, in the order in which help and listings show them.
pub static FIELDS: &[Field] = &[
    Field::text("title", &["headline"], 3.0, "words of the headline"),
    Field::text("body", &["text"], 1.0, "words of the text"),
    Field::text("comments", &["comment"], 0.0, "words of readers' comments; searched only by this prefix"),
    Field::facet("date", &["day", "published"], "day, month, year or range of publication"),
    Field::facet("country", &["place"], "country the story is about, by code or name; a region works too"),
    Field::facet("mentions", &["mention"], "country that is at least mentioned"),
    Field::facet("topic", &["subject"], "IPTC media topic, by code or name"),
    Field::facet("site", &["source", "publisher"], "publisher's domain"),
    Field::facet("lang", &["language"], "language of the article, by ISO 639-1 code"),
    Field::facet("kind", &["type"], "article, live-blog, gallery, brief or list"),
    Field::name("author", &["by", "byline"], "words of the authors' names"),
    Field::name("tag", &["section", "keyword"], "words of the publisher's sections and keywords"),
    Field::name("url", &["link"], "words of the canonical URL"),
    Field::name("path", &["file"], "words of the file's path"),
    Field::key("id", &["versions"], "all versions of an article: by its id, its address, or the id of its record"),
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

/// How the values of a field are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldKind {
    /// Running text: found in any form of its words, shown with marks.
    Text,
    /// Short text: words, not stemmed, searched only by its prefix.
    Name,
    /// A tree of values that can be counted and asked for at any depth.
    Facet,
    /// A whole value, as it stands.
    Key,
}

impl Field {
    const fn text(name: &'static str, aliases: &'static [&'static str], weight: f32, label: &'static str) -> Field {
        Field { name, aliases, kind: FieldKind::Text, weight, label }
    }

    const fn name(name: &'static str, aliases: &'static [&'static str], label: &'static str) -> Field {
        Field { name, aliases, kind: FieldKind::Name, weight: 1.0, label }
    }

    const fn facet(name: &'static str, aliases: &'static [&'static str], label: &'static str) -> Field {
        Field { name, aliases, kind: FieldKind::Facet, weight: 0.0, label }
    }

    const fn key(name: &'static str, aliases: &'static [&'static str], label: &'static str) -> Field {
        Field { name, aliases, kind: FieldKind::Key, weight: 0.0, label }
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
