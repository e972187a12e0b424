//! Dates that the page declares: JSON-LD and `meta` elements.

use serde_json::Value;

use super::clue::Clue;
use super::iso;
use super::moment::Moment;
use super::order::Locale;
use super::weigh;
use super::written;
use crate::extract::declared::json_ld;
use crate::extract::declared::metadata::Metadata;
use crate::model::DateSource;

/// Names of `meta` elements that say when an article was published, the surest first.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "published_time",
    "published-date",
    "publication_date",
    "publicationdate",
    "date.published",
    "article_date_original",
    "cxenseparse:recs:publishtime",
    "citation_publication_date",
    "citation_date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dcterms.date",
    "dc.date",
    "dcsext.articlefirstpublished",
    "originalpublicationdate",
    "article.published",
    "date.created",
    "rnews:datepublished",
    "article:post_date",
    "prism.publicationdate",
    "article:published_date",
    "pub_date",
    "datecreated",
    "og:pubdate",
    "bt:pubdate",
    "article-publication-date",
    "created",
    "date",
    "timestamp",
];

/// Names of `meta` elements that say when it was last changed.
const MODIFIED: &[&str] = &[
    "article:modified_time",
    "article:modified",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "lastmod",
    "dcterms.modified",
    "dc.date.modified",
    "revised",
    "updated_time",
    "modified_time",
    "last_updated_at",
];

/// Types of JSON-LD objects whose dates are those of a story.
const STORIES: &[&str] = &["Article", "Posting", "Report", "Review", "Analysis", "Opinion", "LiveBlog"];

/// Collects what the page declares.
pub(super) fn collect(metadata: &Metadata, locale: Locale, found: &mut Vec<Clue>) {
    for object in &metadata.json_ld {
        let trust = if is_story(object) { weigh::JSON_LD } else { weigh::JSON_LD_PAGE };
        for (key, modified) in [("datePublished", false), ("dateCreated", false), ("dateModified", true)] {
            let Some(text) = object.get(key).and_then(stated) else { continue };
            let text = &*text;
            let trust = if key == "dateCreated" { trust - 0.1 } else { trust };
            add(found, read(text, locale), DateSource::JsonLd, format!("{key} {text}"), (trust, modified));
        }
    }
    for (name, content) in &metadata.metas {
        let place = PUBLISHED.iter().position(|known| known == name);
        match place {
            Some(place) => {
                let most = if is_of_record(name) { weigh::META_OF_RECORD } else { weigh::META };
                let trust = most - 0.004 * place as f32;
                add(found, read(content, locale), DateSource::Meta, format!("{name} {content}"), (trust, false));
            }
            None if MODIFIED.contains(&name.as_str()) => {
                add(found, read(content, locale), DateSource::Meta, format!("{name} {content}"), (weigh::META, true));
            }
            None => {}
        }
    }
}

/// What a property of JSON-LD states: a text or a number, in a list or as a typed value too.
fn stated(value: &Value) -> Option<String> {
    match json_ld::items(value).first()? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        thing => thing.get("@value").and_then(Value::as_str).map(str::to_owned),
    }
}

/// A date in any writing.
pub(super) fn read(text: &str, locale: Locale) -> Option<Moment> {
    iso::parse_in(text, locale.country)
        .or_else(|| iso::parse_epoch(text))
        .or_else(|| written::find(text, locale).first().map(|written| written.moment))
        .or_else(|| iso::parse_year(text))
}

/// Whether a `meta` element dates the record that a library or a system keeps of the page, which is often made on another
/// day than the article (Dublin Core's `date` and `created`).
fn is_of_record(name: &str) -> bool {
    matches!(
        name,
        "dcterms.date" | "dc.date" | "dcterms.created" | "dc.date.created" | "date" | "created" | "timestamp"
    )
}

fn add(found: &mut Vec<Clue>, moment: Option<Moment>, source: DateSource, evidence: String, how: (f32, bool)) {
    let Some(moment) = moment else { return };
    let clue = Clue::new(moment, source, evidence, how.0);
    found.push(if how.1 { clue.of_change() } else { clue });
}

fn is_story(object: &Value) -> bool {
    let story = |kind: &Value| kind.as_str().is_some_and(|kind| STORIES.iter().any(|story| kind.contains(story)));
    match &object["@type"] {
        Value::Array(kinds) => kinds.iter().any(story),
        kind => story(kind),
    }
}
