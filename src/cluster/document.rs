//! An entry as a document of a cluster.
//!
//! Beside the fields of [`FIELDS`], which are made of the entry as those of the index at home are, a document has the
//! fields of [`Book`]: what orders it, which file it is of, which story it carries, and the whole entry, by which a hit is
//! shown, scored and marked.

use std::cmp::Reverse;

use serde_json::{Map, Value, json};
use xxhash_rust::xxh3::xxh3_64;

use super::stacked::stacked;
use crate::Result;
use crate::enrich::fingerprint;
use crate::index::{
    Laid, capture_order, civil_seconds, facet_node, facets_of, indexes_ends, keys_of, names_of, text_of,
};
use crate::model::{Article, ArticleId, Entry, FIELDS, FacetField, FieldKind, Origin};
use crate::text::bytes;
use crate::{Error, ErrorKind};

/// The node of a facet under which articles without a value stand.
pub const UNKNOWN: &str = "/unknown";

/// Of the copies of a story the one of the first moment that is known.
pub(super) const FIRST: &str = "first";
/// Of the copies of a story the one of most words.
pub(super) const LONGEST: &str = "longest";

/// The fields of a document beside those of [`FIELDS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Book {
    /// The article's id, its place among the captures of that id, and a hash of its origin, as hexadecimal digits: the last word on
    /// order, and no two documents have the same.
    Order,
    /// The full path of the file that it comes from ([`Origin::file_key`]), by which it is removed.
    File,
    /// The story that it carries: the id of the document that leads it, or its own. Every article has one.
    Story,
    /// How many other articles carry the story.
    Copies,
    /// How many words its text has, by which the longest of the copies is shown; absent where there are no copies.
    Words,
    /// Of what its story is counted by this article where it matches: as `first`, as `longest`. Of every story there is one of each; an
    /// article without copies is both.
    Stands,
    /// How many captures there are of the article.
    Captures,
    /// The first moment of publication, in civil seconds since 1970; absent where unknown, as the two below are.
    Start,
    /// The first moment after the interval of publication.
    End,
    /// The first moment of publication by one clock for all zones, by which hits are ordered.
    Instant,
    /// A hash of all the rest: whether the cluster holds a document as it would be sent.
    Digest,
    /// Which version of dateline wrote it.
    WrittenBy,
    /// The entry as JSON, kept and not searched.
    Entry,
}

impl Book {
    /// Every field.
    pub const ALL: [Book; 13] = [
        Book::Order,
        Book::File,
        Book::Story,
        Book::Copies,
        Book::Words,
        Book::Stands,
        Book::Captures,
        Book::Start,
        Book::End,
        Book::Instant,
        Book::Digest,
        Book::WrittenBy,
        Book::Entry,
    ];

    /// Whether it is handed over with the texts of a hit.
    pub(super) const fn is_read_with_texts(self) -> bool {
        match self {
            Book::File | Book::Story | Book::Copies | Book::Words | Book::Captures | Book::Instant | Book::Entry => {
                true
            }
            Book::Order | Book::Stands | Book::Start | Book::End | Book::Digest | Book::WrittenBy => false,
        }
    }

    /// The name of the field.
    pub const fn name(self) -> &'static str {
        match self {
            Book::Order => "order",
            Book::File => "in_file",
            Book::Story => "story",
            Book::Copies => "copies",
            Book::Words => "words",
            Book::Stands => "stands",
            Book::Captures => "captures",
            Book::Start => "start",
            Book::End => "end",
            Book::Instant => "instant",
            Book::Digest => "digest",
            Book::WrittenBy => "written_by",
            Book::Entry => "entry",
        }
    }
}

/// A document, ready to be sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Its id in the cluster; see [`id_of`].
    pub id: String,
    /// What it is routed by: its story, so that the copies of a story lie in one shard.
    pub routing: String,
    /// See [`Book::Digest`].
    pub digest: String,
    /// Its fields.
    pub source: Value,
}

/// What else is there of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Company<'s> {
    /// Its story, where it has copies.
    pub story: Option<&'s Story>,
    /// How many captures there are of it, itself among them.
    pub captures: u64,
}

/// The story that an article carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// The id ([`id_of`]) of the document that leads the story.
    pub leader: String,
    /// How many other articles carry it.
    pub copies: u64,
    /// The id of the document that is [`FIRST`].
    first: String,
    /// The id of the document that is [`LONGEST`].
    longest: String,
}

impl Story {
    /// The story that these articles carry, led by one of them.
    ///
    /// # Errors
    ///
    /// Those of the articles.
    pub fn of(leader: &Entry, members: impl Iterator<Item = Result<Entry>>) -> Result<Story> {
        let members = members.map(|entry| Ok(Member::of(&entry?))).collect::<Result<Vec<Member>>>()?;
        let leader = id_of(leader);
        let id = |member: Option<&Member>| member.map_or_else(|| leader.clone(), |member| member.id.clone());
        Ok(Story {
            copies: members.len().saturating_sub(1) as u64,
            first: id(members.iter().min_by_key(|member| (member.instant, &member.order))),
            longest: id(members.iter().min_by_key(|member| (Reverse(member.words), &member.order))),
            leader,
        })
    }

    /// Of what the document of this id stands for the story.
    fn stands(&self, id: &str) -> Vec<&'static str> {
        let marks = [(FIRST, &self.first), (LONGEST, &self.longest)];
        marks.into_iter().filter(|(_, standing)| *standing == id).map(|(mark, _)| mark).collect()
    }
}

/// An article of a story, by what chooses the one that stands for it.
struct Member {
    /// See [`Book::Instant`]; those without a day come last.
    instant: i64,
    words: u32,
    order: String,
    id: String,
}

impl Member {
    fn of(entry: &Entry) -> Member {
        Member {
            instant: instant(entry).unwrap_or(i64::MAX),
            words: fingerprint(&entry.article.body).words,
            order: order_of(&entry.article),
            id: id_of(entry),
        }
    }
}

/// The id of the document of an article: its own id and a hash of its origin, since the captures of one page share the first.
pub fn id_of(entry: &Entry) -> String {
    format!("{}-{:016x}", entry.article.id, origin_hash(&entry.article.origin))
}

/// The article of the document with this id.
pub fn article_of(id: &str) -> Option<ArticleId> {
    id.rsplit_once('-')?.0.parse().ok()
}

/// See [`Book::Order`].
fn order_of(article: &Article) -> String {
    format!("{:016x}{:016x}{:016x}", article.id.0, capture_order(article), origin_hash(&article.origin))
}

/// The id of the document of this place in the order.
pub(super) fn id_of_order(order: &str) -> Option<String> {
    let id = u64::from_str_radix(order.get(..16)?, 16).ok()?;
    Some(format!("{}-{}", ArticleId(id), order.get(32..)?))
}

/// See [`Book::Instant`].
fn instant(entry: &Entry) -> Option<i64> {
    entry.article.published.as_ref().map(|published| civil_seconds(published.instant()))
}

fn origin_hash(origin: &Origin) -> u64 {
    let member = bytes::of_text(origin.member.as_deref().unwrap_or_default());
    let offset = origin.offset.unwrap_or_default().to_le_bytes();
    // The whole path: in two folders that were named, two files may lie at the same place.
    xxh3_64(&[origin.file_key().as_bytes(), b"\0", &member, b"\0", &offset].concat())
}

/// The document of an entry that lies in the file of this key.
///
/// # Errors
///
/// When the entry cannot be written as JSON.
pub fn document(entry: &Entry, file_key: &str, company: Company<'_>) -> Result<Document> {
    let (id, story) = (id_of(entry), company.story);
    let routing = story.map_or_else(|| id.clone(), |story| story.leader.clone());
    let mut source = Map::new();
    for field in FIELDS {
        let value = field_value(entry, field);
        source.insert(field.name.to_owned(), value);
    }
    for book in Book::ALL {
        let value = match book {
            Book::Order => json!(order_of(&entry.article)),
            Book::File => json!(file_key),
            Book::Story => json!(routing),
            Book::Copies => json!(story.map_or(0, |story| story.copies)),
            Book::Words => json!(story.map(|_| fingerprint(&entry.article.body).words)),
            Book::Stands => {
                let stands = story.map_or_else(|| vec![FIRST, LONGEST], |story| story.stands(&id));
                json!((!stands.is_empty()).then_some(stands))
            }
            Book::Captures => json!(company.captures),
            Book::Start => json!(entry.article.published.as_ref().map(|published| civil_seconds(published.start))),
            Book::End => json!(entry.article.published.as_ref().map(|published| civil_seconds(published.end()))),
            Book::Instant => json!(instant(entry)),
            Book::WrittenBy => json!(env!("CARGO_PKG_VERSION")),
            Book::Entry => serde_json::to_value(entry).map_err(unwritten)?,
            Book::Digest => continue,
        };
        source.insert(book.name().to_owned(), value);
    }
    source.retain(|_, value| !value.is_null());
    let digest = format!("{:016x}", xxh3_64(&serde_json::to_vec(&source).map_err(unwritten)?));
    source.insert(Book::Digest.name().to_owned(), json!(digest));
    Ok(Document { id, routing, digest, source: Value::Object(source) })
}

fn unwritten(cause: serde_json::Error) -> Error {
    Error::new(ErrorKind::Malformed(format!("an article cannot be written as JSON: {cause}")))
}

/// What a field of the table is of an entry; null where it has nothing.
fn field_value(entry: &Entry, field: &crate::model::Field) -> Value {
    let article = &entry.article;
    let laid = if indexes_ends(field) { Laid::Yes } else { Laid::No };
    let values = |values: Vec<String>| if values.is_empty() { Value::Null } else { json!(values) };
    match field.kind {
        FieldKind::Text(text) => match stacked(text_of(article, text), laid) {
            terms if terms.is_empty() => Value::Null,
            terms => json!(terms),
        },
        FieldKind::Name(name) => {
            let stacks = names_of(article, name).iter().map(|value| stacked(value, laid)).collect::<Vec<_>>();
            values(stacks.into_iter().filter(|terms| !terms.is_empty()).collect())
        }
        FieldKind::Key(key) => values(keys_of(article, key)),
        FieldKind::Facet(facet) => values(facet_nodes(entry, facet)),
    }
}

/// The nodes of a facet that an entry lies under, as a document holds them.
pub(super) fn facet_nodes(entry: &Entry, facet: FacetField) -> Vec<String> {
    nodes(&facets_of(entry, facet))
}

/// The nodes of paths of a facet with all above them, sorted; the unknown node where there is no path.
fn nodes(paths: &[String]) -> Vec<String> {
    let mut nodes: Vec<String> = Vec::new();
    for path in paths {
        let facet = facet_node(path);
        let parts = facet.to_path();
        nodes.extend((1..=parts.len()).map(|depth| node(&parts[..depth])));
    }
    if nodes.is_empty() {
        nodes.push(UNKNOWN.to_owned());
    }
    nodes.sort_unstable();
    nodes.dedup();
    nodes
}

/// A node of a facet as a cluster holds it: its parts behind a `/` each; in a part `\/` and `\\` stand for `/` and `\`.
pub fn node<S: AsRef<str>>(parts: &[S]) -> String {
    parts.iter().map(|part| format!("/{}", part.as_ref().replace('\\', "\\\\").replace('/', "\\/"))).collect()
}

/// The parts of a node.
pub fn parts_of_node(node: &str) -> Vec<String> {
    facet_node(node).to_path().into_iter().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::model::{CountryLabel, DateSource, Published};

    fn entry() -> Entry {
        let article = Article {
            id: ArticleId(7),
            title: Some("Port closed".to_owned()),
            authors: vec!["Ann Rivers".to_owned(), "Bo Stone/Lake".to_owned()],
            body: "Rain fell. Ports closed.".to_owned(),
            published: Some(Published::day(date(2025, 10, 15), DateSource::Meta, "2025-10-15", 1.0)),
            ..Article::default()
        };
        let countries = vec![CountryLabel { code: "fr".to_owned(), weight: 1.0, evidence: Vec::new() }];
        Entry { article, countries, ..Entry::default() }
    }

    #[test]
    fn a_document_holds_what_the_index_at_home_holds() {
        let document = document(&entry(), "/archive/a.html", Company { story: None, captures: 1 }).unwrap();
        let source = &document.source;
        assert_eq!(source["body"], "rain|‡|« fell|§ ports|‡ closed|§|¶");
        assert_eq!(source["author"], json!(["ann rivers", "bo stone lake"]));
        assert_eq!(source["authors"], json!(["/Ann Rivers", "/Bo Stone\\/Lake"]));
        assert_eq!(source["date"], json!(["/2025", "/2025/10", "/2025/10/15"]));
        assert_eq!(source["topic"], json!(["/unknown"]));
        assert!(source["country"].as_array().unwrap().len() > 1, "regions stand above countries");
        assert_eq!(source["end"].as_i64().unwrap() - source["start"].as_i64().unwrap(), 86_400);
        assert_eq!(source["order"].as_str().unwrap().len(), 48);
        assert_eq!(id_of_order(source["order"].as_str().unwrap()), Some(document.id.clone()));
        assert_eq!((&source["story"], &source["copies"]), (&json!(document.id), &json!(0)));
        let back: Entry = serde_json::from_value(source["entry"].clone()).unwrap();
        assert_eq!(back, entry());
    }

    #[test]
    fn one_page_in_two_folders_is_two_documents() {
        let (mut one, mut other) = (entry(), entry());
        one.article.origin = Origin::file("/a", "p.html");
        other.article.origin = Origin::file("/b", "p.html");
        assert_ne!(id_of(&one), id_of(&other));
        assert_ne!(order_of(&one.article), order_of(&other.article));
    }

    #[test]
    fn a_digest_tells_one_state_from_another() {
        let digest = |entry: &Entry, story: Option<&Story>| {
            document(entry, "/a", Company { story, captures: 1 }).unwrap().digest
        };
        let (one, mut other) = (entry(), entry());
        other.article.title = Some("Port open".to_owned());
        assert_eq!(digest(&one, None), digest(&one, None));
        assert_ne!(digest(&one, None), digest(&other, None));
        let story = Story::of(&other, [Ok(one.clone()), Ok(other.clone())].into_iter()).unwrap();
        assert_ne!(digest(&one, None), digest(&one, Some(&story)), "a document moves with its story");
    }

    #[test]
    fn of_a_story_one_article_is_the_first_and_one_the_longest() {
        let (early, mut late, mut undated) = (entry(), entry(), entry());
        (late.article.id, undated.article.id) = (ArticleId(8), ArticleId(6));
        late.article.published = Some(Published::day(date(2025, 10, 16), DateSource::Meta, "2025-10-16", 1.0));
        late.article.body = "Rain fell. Ports closed for a night.".to_owned();
        undated.article.published = None;
        let all = [late, undated, early];
        let story = Story::of(&all[0], all.iter().cloned().map(Ok)).unwrap();
        assert_eq!(story.copies, 2);
        let stands = |entry: &Entry, story| {
            let company = Company { story, captures: 1 };
            document(entry, "/a", company).unwrap().source["stands"].clone()
        };
        let of_story = all.each_ref().map(|entry| stands(entry, Some(&story)));
        assert_eq!(of_story, [json!(["longest"]), json!(null), json!(["first"])]);
        assert_eq!(stands(&all[1], None), json!(["first", "longest"]), "alone");
    }

    #[test]
    fn nodes_are_read_back() {
        for parts in [vec!["a/b", "c\\d"], vec!["2025", "10"]] {
            assert_eq!(parts_of_node(&node(&parts)), parts);
        }
    }

    #[test]
    fn no_two_fields_share_a_name() {
        for book in Book::ALL {
            assert!(crate::model::field(book.name()).is_none(), "{}", book.name());
        }
    }
}
