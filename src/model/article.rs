//! An article: what a reader would call the story, read out of a capture.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use xxhash_rust::xxh3::xxh3_64;

use super::origin::Origin;
use super::published::Published;
use crate::text::date_order::DateOrder;
use crate::text::{address, bytes};

/// One article as read out of its capture: the story and what the page says about it, nothing guessed.
///
/// The default is an article of which nothing is known.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// The article's stable name; see [`ArticleId`].
    pub id: ArticleId,
    /// The id of the record it came in, where it has one.
    pub source_id: Option<String>,
    /// Where its bytes lie.
    pub origin: Origin,
    /// The canonical URL.
    pub url: Option<String>,
    /// When the page was saved, where that is known.
    pub captured: Option<jiff::Timestamp>,
    /// What kind of page it is.
    pub kind: PageKind,
    /// The headline, without the site's name.
    pub title: Option<String>,
    /// The authors' names in the page's order.
    pub authors: Vec<String>,
    /// The publisher.
    pub site: Option<Site>,
    /// The language, as an ISO 639-1 code in lower case.
    pub lang: Option<String>,
    /// When it was published; `None` is "unknown".
    pub published: Option<Published>,
    /// What a day in numbers alone tells of how the site writes its days, or leaves open.
    pub numeric_day: NumericDay,
    /// The section of the publisher, most general first where there are several.
    pub sections: Vec<String>,
    /// Keywords and tags given by the publisher.
    pub tags: Vec<String>,
    /// Countries that the record itself declares, as codes or names.
    pub countries: Vec<String>,
    /// The publisher's own summary (`og:description` and the like); not part of the body.
    pub description: Option<String>,
    /// The text, one paragraph a line; headings, list items and table rows are paragraphs of their own.
    pub body: String,
    /// Readers' comments, one a line; kept apart and not searched by default.
    pub comments: String,
}

impl Article {
    /// The paragraphs of the body in reading order.
    pub fn paragraphs(&self) -> impl Iterator<Item = &str> {
        self.body.lines()
    }
}

/// What the days of a page that are written in numbers alone (`03/04/2025`) tell of the order of day and month.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum NumericDay {
    /// Nothing: there is none, or all can be read both ways and none of them counts.
    #[default]
    Silent,
    /// They can be read in this order only.
    Proves(DateOrder),
    /// The day of publication depends on the order, and nothing in the capture proves one.
    Open(Box<OpenDay>),
}

/// A day of publication that depends on the order of day and month.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OpenDay {
    /// What the capture alone gives: a year, nothing, or a day by the habits of the site's country.
    pub alone: Option<Published>,
    /// What it gives where the site writes the day first.
    pub day_first: Option<Published>,
    /// What it gives where the site writes the month first.
    pub month_first: Option<Published>,
}

impl OpenDay {
    /// The day of publication if the site writes in this order; without one, what the capture alone gives.
    pub fn read_in(&self, order: Option<DateOrder>) -> Option<Published> {
        match order {
            None => self.alone.clone(),
            Some(DateOrder::DayFirst) => self.day_first.clone(),
            Some(DateOrder::MonthFirst) => self.month_first.clone(),
        }
    }
}

/// The publisher of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// Its name as it calls itself.
    pub name: Option<String>,
    /// Its host name without `www.`.
    pub domain: Option<String>,
}

/// What kind of page an article is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PageKind {
    /// A story.
    #[default]
    Article,
    /// A running report of many timed entries.
    LiveBlog,
    /// Pictures with captions.
    Gallery,
    /// An item of a few sentences.
    Brief,
    /// A page that lists articles and is none itself.
    List,
    /// What a site says in place of a story: that there is none, that consent or a proof of being human comes first.
    Notice,
}

impl PageKind {
    /// Every kind.
    pub const ALL: [PageKind; 6] =
        [PageKind::Article, PageKind::LiveBlog, PageKind::Gallery, PageKind::Brief, PageKind::List, PageKind::Notice];

    /// The name that facets, queries and JSON use.
    pub fn name(self) -> &'static str {
        match self {
            PageKind::Article => "article",
            PageKind::LiveBlog => "live-blog",
            PageKind::Gallery => "gallery",
            PageKind::Brief => "brief",
            PageKind::List => "list",
            PageKind::Notice => "notice",
        }
    }
}

/// The stable name of an article: a 64-bit hash (XXH3) of its canonical URL, or else of its origin.
///
/// It is written as `x` and 16 hex digits: of bare digits one in 1,500 is a number to programs that guess types (`1e5…`).
/// It is understood without the `x` as well.
///
/// Two captures of one URL share it. With a million articles the odds that two strangers share one are about one in
/// forty million.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(pub u64);

impl ArticleId {
    /// The id of the article at this canonical URL, however that is written ([`address::normal`]).
    pub fn from_url(url: &str) -> ArticleId {
        ArticleId(xxh3_64(address::normal(url).as_bytes()))
    }

    /// The id of an article without URL: from the bytes of its file's path (as named from the folder that was indexed) and
    /// of its member's name.
    pub fn from_origin(origin: &Origin) -> ArticleId {
        let member = bytes::of_text(origin.member.as_deref().unwrap_or_default());
        ArticleId(xxh3_64(&[origin.path.as_bytes(), b"\0", &member].concat()))
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "x{:016x}", self.0)
    }
}

impl FromStr for ArticleId {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<ArticleId, Self::Err> {
        u64::from_str_radix(text.strip_prefix('x').unwrap_or(text), 16).map(ArticleId)
    }
}

impl Serialize for ArticleId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ArticleId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<ArticleId, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_page_has_one_id_however_its_url_is_written() {
        let id = ArticleId::from_url("https://www.Example.org/a/b/#top");
        assert_eq!(id, ArticleId::from_url("http://example.org/a/b"));
        assert_ne!(id, ArticleId::from_url("http://example.org/a/c"));
        assert_ne!(id, ArticleId::from_url("http://example.org/A/b"), "paths keep their case");
    }

    #[test]
    fn kinds_have_one_name() {
        for kind in PageKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.name());
        }
    }

    #[test]
    fn text_of_an_id_reads_back() {
        let id = ArticleId::from_url("https://example.org/");
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!(serde_json::from_str::<ArticleId>(&serde_json::to_string(&id).unwrap()).unwrap(), id);
    }
}
