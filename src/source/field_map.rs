//! What the fields of records mean: the names under which crawlers, news services, data sets and reading lists keep them.
//!
//! Names are compared in a squeezed form: `publishedAt`, `published_at` and `Published at` are one name. A name with
//! dots leads into objects (`source.name`), and stands for the flat column that spreadsheets make of it too. The names
//! come from the published formats: schema.org, Dublin Core, ninjs, JSON Feed, the interfaces of news services
//! (NewsAPI, GNews, Mediastack, Event Registry, Guardian, New York Times, Trove, GDELT, Media Cloud), what extractors
//! write (trafilatura, news-please, newspaper4k, fundus, Readability, Zyte), and what reading lists export (wallabag,
//! Omnivore, Readwise Reader, Pocket, Instapaper, Raindrop, Karakeep).

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::{Error, ErrorKind, Result};

/// What a field of a record means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Id,
    Title,
    Text,
    Summary,
    Url,
    Date,
    Author,
    Lang,
    Country,
    Topic,
    Section,
    Site,
    Captured,
}

/// The fields in the order of their rows in `field_names.tsv`.
const ORDER: &[Field] = &[
    Field::Id,
    Field::Title,
    Field::Text,
    Field::Summary,
    Field::Url,
    Field::Date,
    Field::Author,
    Field::Lang,
    Field::Country,
    Field::Topic,
    Field::Section,
    Field::Site,
    Field::Captured,
];

/// A row of `field_names.tsv`.
struct Row {
    field: Field,
    /// dateline's names, as `--map` takes them.
    own: Vec<&'static str>,
    /// The usual names, in squeezed form, the most trusted first.
    usual: Vec<&'static str>,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let lines = include_str!("field_names.tsv").lines().skip(1).zip(ORDER);
    let row = |(line, field): (&'static str, &Field)| {
        let (own, usual) = line.split_once('\t').unwrap_or((line, ""));
        Row { field: *field, own: own.split(' ').collect(), usual: usual.split(' ').collect() }
    };
    lines.map(row).collect()
});

/// What a name at the top of a record can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Meaning {
    pub(super) field: Field,
    /// The place of the name among those of its field; the first is believed first.
    pub(super) rank: usize,
    /// The steps that lead on into an object, squeezed; empty where the value itself is meant.
    pub(super) rest: &'static str,
}

/// What squeezed names mean.
static MEANINGS: LazyLock<HashMap<String, Vec<Meaning>>> = LazyLock::new(|| {
    let mut meanings: HashMap<String, Vec<Meaning>> = HashMap::new();
    for row in ROWS.iter() {
        for (rank, name) in row.usual.iter().enumerate() {
            let (first, rest) = name.split_once('.').unwrap_or((name, ""));
            let meaning = Meaning { field: row.field, rank, rest };
            meanings.entry(first.to_owned()).or_default().push(meaning);
            if !rest.is_empty() {
                meanings.entry(squeezed(name)).or_default().push(Meaning { rest: "", ..meaning });
            }
        }
    }
    meanings
});

/// What a name at the top of a record can mean; nothing where it is not known.
pub(super) fn meanings(name: &str) -> &'static [Meaning] {
    MEANINGS.get(&squeezed(name)).map_or(&[], Vec::as_slice)
}

/// The field that holds the headline of a saved link, and in other records the name of a person or of the record itself.
pub(super) const NAME: &str = "name";

/// Whether fields of this name hold keywords: of one text its parts between commas are one each.
pub(super) fn is_of_keywords(name: &str) -> bool {
    const NAMES: [&str; 9] =
        ["tag", "tags", "keyword", "keywords", "metakeywords", "newskeywords", "hashtags", "labels", "documenttags"];
    NAMES.contains(&squeezed(name).as_str())
}

/// The field by which Telegram tells messages from notices about the channel.
pub(super) const KIND: &str = "type";
/// The field by which Substack tells posts from drafts.
pub(super) const IS_PUBLISHED: &str = "is_published";
/// The field by which Slack does.
pub(super) const SUBKIND: &str = "subtype";

/// The fields by which Omnivore and Substack name the file that has the text of a record.
pub(super) const SLUGS: [&str; 2] = ["slug", "post_id"];

/// Names of record fields beside the usual ones: pairs of dateline's name and the record's name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldMap(pub Vec<(String, String)>);

impl FieldMap {
    /// Adds a pair as it is typed: `title=headline`, `text=_source.body`.
    ///
    /// # Errors
    ///
    /// When it is no such pair, or dateline has no field of that name.
    pub fn add(&mut self, pair: &str) -> Result<()> {
        let Some((field, name)) = pair.split_once('=').map(|(field, name)| (field.trim(), name.trim())) else {
            return Err(unknown(format!("`{pair}` maps no field; write FIELD=NAME, as in title=headline")));
        };
        if named(field).is_none() || name.is_empty() {
            let known: Vec<&str> = ROWS.iter().map(|row| row.own[0]).collect();
            return Err(unknown(format!("no field `{field}` to map to; there are {}", known.join(", "))));
        }
        self.0.push((field.to_owned(), name.to_owned()));
        Ok(())
    }

    /// The names that the user gave for a field.
    pub(super) fn told(&self, field: Field) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(known, _)| named(known) == Some(field)).map(|(_, name)| name.as_str())
    }

    /// Whether a field of this name at the top of a record is of use.
    pub(super) fn wants(&self, name: &str) -> bool {
        !meanings(name).is_empty()
            || is_of_posts(name)
            || is_of_messages(name)
            // Together they are of a system for sites.
            || matches!(name, "created" | "changed")
            || name == KIND
            || name == SUBKIND
            || name == IS_PUBLISHED
            || name == NAME
            || SLUGS.contains(&name)
            || self.0.iter().any(|(_, told)| leads(told, name))
    }

    /// Whether a field of this name may mean this.
    pub(super) fn means(&self, name: &str, field: Field) -> bool {
        meanings(name).iter().any(|meaning| meaning.field == field) || self.told(field).any(|told| leads(told, name))
    }
}

/// Whether a name that the user gave is this name at the top of a record, or leads on from it.
fn leads(told: &str, name: &str) -> bool {
    told == name || told.split('.').next() == Some(name)
}

/// Whether this is the name under which social networks keep the moment of a post; reading lists keep that of saving so.
pub(super) fn is_of_posts(name: &str) -> bool {
    matches!(squeezed(name).as_str(), "createdat" | "createdutc" | "createdtime")
}

/// Whether this is the name under which messengers keep the moment of a message; crawls keep that of fetching so.
pub(super) fn is_of_messages(name: &str) -> bool {
    matches!(name, "ts" | "timestamp")
}

/// A name as it is compared: in lower case, letters and digits alone.
pub(super) fn squeezed(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The field of the dateline's own name for it.
fn named(name: &str) -> Option<Field> {
    ROWS.iter().find(|row| row.own.contains(&name)).map(|row| row.field)
}

fn unknown(what: String) -> Error {
    Error::new(ErrorKind::Unknown(what))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_names_a_field_of_dateline() {
        let mut fields = FieldMap::default();
        assert!(fields.add("headline").unwrap_err().to_string().contains("FIELD=NAME"));
        assert!(fields.add("heading=x").unwrap_err().to_string().contains("title"));
        assert!(fields.add("title=").is_err());
        fields.add("published=published.start").unwrap();
        assert!(fields.wants("published") && fields.means("published", Field::Date));
    }

    #[test]
    fn names_are_one_however_they_are_written() {
        let fields = FieldMap::default();
        for name in ["publishedAt", "published_at", "Published at", "PUBLISHED-AT"] {
            assert!(fields.wants(name) && fields.means(name, Field::Date), "{name}");
        }
        assert!(!fields.wants("embedding"));
    }

    #[test]
    fn the_table_holds_squeezed_names_each_once_a_field() {
        assert_eq!(ROWS.len(), ORDER.len());
        assert!(ROWS.iter().zip(ORDER).all(|(row, field)| format!("{field:?}").to_lowercase() == row.own[0]));
        for Row { field, usual, .. } in ROWS.iter() {
            for name in usual {
                assert_eq!(squeezed(name), name.replace('.', ""), "{field:?}");
                assert_eq!(usual.iter().filter(|other| *other == name).count(), 1, "{field:?} {name}");
            }
        }
    }
}
