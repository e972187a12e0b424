//! Clues that the page declares: JSON-LD, `meta` elements, and its address.

use serde_json::Value;

use super::clues::{Clue, Role};
use super::moment::Moment;
use super::written::{self, Order};
use super::{Clues, iso, url};
use crate::model::DateSource;

/// How much of a JSON-LD object is walked, in values.
const MAX_VALUES: usize = 20_000;

/// Names of `meta` elements that give the day of publication, and how far each is trusted.
const PUBLISHED: &[(&str, f32)] = &[
    ("article:published_time", 0.92),
    ("og:article:published_time", 0.92),
    ("article:published", 0.9),
    ("og:published_time", 0.88),
    ("og:pubdate", 0.85),
    ("bt:pubdate", 0.85),
    ("datepublished", 0.88),
    ("parsely-pub-date", 0.88),
    ("sailthru.date", 0.85),
    ("cxenseparse:recs:publishtime", 0.88),
    ("cxenseparse:publishtime", 0.88),
    ("citation_publication_date", 0.85),
    ("citation_online_date", 0.85),
    ("citation_date", 0.8),
    ("dc.date.issued", 0.88),
    ("dcterms.issued", 0.85),
    ("dcterms.created", 0.8),
    ("dc.date.created", 0.8),
    ("dc.date.publication", 0.85),
    ("dcterms.date", 0.75),
    ("dc.date", 0.75),
    ("dcsext.articlefirstpublished", 0.88),
    ("publication_date", 0.85),
    ("publication-date", 0.85),
    ("publicationdate", 0.85),
    ("publishdate", 0.85),
    ("publish-date", 0.85),
    ("publish_date", 0.85),
    ("published-date", 0.85),
    ("published_date", 0.85),
    ("published_time", 0.85),
    ("pubdate", 0.85),
    ("pub_date", 0.85),
    ("article_date_original", 0.88),
    ("originalpublicationdate", 0.88),
    ("article.published", 0.88),
    ("article.created", 0.8),
    ("ptime", 0.8),
    ("rbpubdate", 0.85),
    ("displaydate", 0.8),
    ("timestamp", 0.6),
    ("datecreated", 0.75),
    ("created", 0.7),
    ("date", 0.78),
];

/// Names of `meta` elements that give the day of the last change.
const MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:article:modified_time",
    "og:updated_time",
    "article:modified",
    "bt:moddate",
    "datemodified",
    "last-modified",
    "lastmod",
    "modified",
    "revised",
    "dc.date.modified",
    "dcterms.modified",
    "date.updated",
];

/// Types of JSON-LD objects that stand for the article itself.
const ARTICLES: &[&str] = &[
    "Article",
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "BlogPosting",
    "LiveBlogPosting",
    "Report",
    "TechArticle",
    "ScholarlyArticle",
    "SocialMediaPosting",
    "AdvertiserContentArticle",
    "ReviewNewsArticle",
    "BackgroundNewsArticle",
];

/// Types whose dates are not the page's.
const STRANGERS: &[&str] = &[
    "Comment",
    "Event",
    "Organization",
    "NewsMediaOrganization",
    "Person",
    "Offer",
    "ImageObject",
    "Review",
    "ListItem",
    "ItemList",
    "Answer",
    "Question",
    "JobPosting",
    "UserComments",
];

/// Gathers what the page declares.
pub(super) fn gather(page: &Clues, order: Order, found: &mut Vec<Clue>) {
    let mut budget = MAX_VALUES;
    let mut many_articles = 0;
    for value in &page.metadata.json_ld {
        walk_json(value, order, &mut budget, &mut many_articles, found);
    }
    for (name, content) in &page.metadata.metas {
        if content.bytes().any(|byte| byte.is_ascii_digit()) || !content.is_ascii() {
            meta(name, content, order, found);
        }
    }
    let canonical = page.metadata.links.iter().find(|(rel, _)| rel == "canonical").map(|(_, href)| &**href);
    let addresses = [page.url, canonical, page.metadata.meta("og:url")];
    if let Some((address, moment)) = addresses.into_iter().flatten().find_map(|a| Some((a, url::parse(a)?))) {
        found.push(clue(moment, Role::Published, DateSource::Url, address.to_owned(), 0.72));
    }
    if let Some(moment) = page.declared.and_then(|text| read(text, order)) {
        found.push(clue(
            moment,
            Role::Published,
            DateSource::Record,
            format!("record {}", page.declared.unwrap_or("")),
            0.9,
        ));
    }
}

/// A date that a machine or a person wrote into a field.
pub(super) fn read(text: &str, order: Order) -> Option<Moment> {
    let written = || written::find(text, order).into_iter().map(|written| written.moment).find(|m| m.date().is_some());
    iso::parse(text).or_else(|| iso::parse_epoch(text)).or_else(written)
}

fn meta(name: &str, content: &str, order: Order, found: &mut Vec<Clue>) {
    let (role, trust) = match PUBLISHED.iter().find(|(known, _)| *known == name) {
        Some((_, trust)) => (Role::Published, *trust),
        None if MODIFIED.contains(&name) => (Role::Modified, 0.45),
        None => return,
    };
    if let Some(moment) = read(content, order) {
        found.push(clue(moment, role, DateSource::Meta, format!("{name} {content}"), trust));
    }
}

/// Walks an object and what it holds, leaving out parts that are somebody else's.
fn walk_json(value: &Value, order: Order, budget: &mut usize, n_articles: &mut usize, found: &mut Vec<Clue>) {
    let mut stack = vec![value];
    while let Some(value) = stack.pop() {
        if *budget == 0 {
            return;
        }
        *budget -= 1;
        match value {
            Value::Array(items) => stack.extend(items.iter().rev()),
            Value::Object(object) => {
                let is = |names: &[&str]| object.get("@type").is_some_and(|kind| is_type(kind, names));
                if is(STRANGERS) {
                    continue;
                }
                // A list of other articles follows the page's own; only the first is believed outright.
                let trust: f32 = match is(ARTICLES) {
                    true if *n_articles == 0 => 0.95,
                    true => 0.4,
                    false if is(&["VideoObject", "AudioObject", "PodcastEpisode"]) => 0.6,
                    false => 0.75,
                };
                *n_articles += usize::from(is(ARTICLES));
                for (key, role, trust) in [
                    ("datePublished", Role::Published, trust),
                    ("uploadDate", Role::Published, trust.min(0.6)),
                    ("dateCreated", Role::Published, trust.min(0.7)),
                    ("dateModified", Role::Modified, 0.45),
                ] {
                    if let Some((text, moment)) =
                        object.get(key).and_then(Value::as_str).and_then(|t| Some((t, read(t, order)?)))
                    {
                        found.push(clue(moment, role, DateSource::JsonLd, format!("{key} {text}"), trust));
                    }
                }
                stack.extend(["mainEntity", "mainEntityOfPage", "video"].iter().filter_map(|key| object.get(*key)));
            }
            _ => {}
        }
    }
}

fn is_type(kind: &Value, names: &[&str]) -> bool {
    let named =
        |kind: &Value| kind.as_str().is_some_and(|kind| names.contains(&kind.rsplit('/').next().unwrap_or(kind)));
    kind.as_array().map_or_else(|| named(kind), |kinds| kinds.iter().any(named))
}

fn clue(moment: Moment, role: Role, source: DateSource, evidence: String, trust: f32) -> Clue {
    Clue { moment, role, source, evidence, trust }
}
