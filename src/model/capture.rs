//! A capture: the bytes of one saved page or record, and what its container says of them.

use serde::{Deserialize, Serialize};

use super::entry::Entry;
use super::origin::Origin;
use crate::text::date_order::DateOrder;

/// The bytes of one saved page or record as found, before anything is read out of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Capture {
    /// Where the bytes lie.
    pub origin: Origin,
    /// What kind of text the bytes hold.
    pub media_type: MediaType,
    /// The bytes themselves, decompressed, in whatever charset they came.
    pub bytes: Vec<u8>,
    /// What the container (a WARC record, a row of an export, an HTTP header) says of the bytes.
    pub declared: Declared,
}

/// The kinds of content that `extract` reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MediaType {
    /// An HTML or XHTML page.
    Html,
    /// Plain text, paragraphs on lines of their own.
    Text,
    /// Markdown, with or without front matter.
    Markdown,
    /// The text of a PDF document, in UTF-8, an empty line between paragraphs; what is declared of it comes from the
    /// document's information.
    Pdf,
}

/// What a container says of the bytes it holds; nothing here was read out of the bytes themselves.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Declared {
    /// The record's own id.
    pub id: Option<String>,
    /// The charset label of the HTTP header or the container.
    pub charset: Option<String>,
    /// The URL the bytes were fetched from or stand for.
    pub url: Option<String>,
    /// When the bytes were saved.
    pub captured: Option<jiff::Timestamp>,
    /// When the bytes are read, as whoever reads them says: no page is from after that. Extraction looks at no clock.
    pub read: Option<jiff::Timestamp>,
    /// The headline.
    pub title: Option<String>,
    /// The authors' names.
    pub authors: Vec<String>,
    /// The publication date as written in the record.
    pub published: Option<String>,
    /// The order of day and month in dates of numbers alone, where other records of the same file show it.
    pub date_order: Option<DateOrder>,
    /// The language tag.
    pub lang: Option<String>,
    /// Country codes or names.
    pub countries: Vec<String>,
    /// Topics and tags.
    pub tags: Vec<String>,
    /// Sections of the publisher, most general first.
    pub sections: Vec<String>,
    /// Name or domain of the publisher.
    pub site: Option<String>,
    /// The publisher's own summary.
    pub description: Option<String>,
    /// The article as an earlier reading of it came to, where the container is a record that dateline itself wrote.
    pub entry: Option<Box<Entry>>,
    /// How much of the bytes is the article.
    pub extent: Extent,
}

/// How much of a capture is the article, as its container draws the boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Extent {
    /// A page or a file as it was saved: the article is somewhere in it.
    #[default]
    Page,
    /// A field of a record: the article's text, unless it is plainly a whole page.
    Field,
    /// The article's text and nothing else, as in a mail: it is not searched for what surrounds it.
    Text,
}
