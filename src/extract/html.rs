//! Reading an article out of an HTML page.

use super::Extraction;
use super::date;
use super::dom::Dom;
use super::metadata::Metadata;
use crate::model::{Article, ArticleId, Capture, Kind};

/// Reads the article out of a page.
pub(super) fn extract(capture: &Capture) -> Extraction {
    let page = String::from_utf8_lossy(&capture.bytes);
    let dom = Dom::parse(&page);
    let metadata = Metadata::collect(&dom);
    let url = capture.declared.url.clone().or_else(|| metadata.meta("og:url").map(str::to_owned));
    let body: Vec<String> = dom.elements("p").map(|id| dom.text(id)).filter(|text| !text.is_empty()).collect();
    let published = date::published(&date::Clues {
        dom: &dom,
        metadata: &metadata,
        url: url.as_deref(),
        captured: capture.declared.captured,
        declared: capture.declared.published.as_deref(),
        lang: metadata.lang.as_deref(),
        headline: None,
        body: None,
        text: &body.join("\n"),
    });
    let article = Article {
        id: url.as_deref().map_or_else(|| ArticleId::from_origin(&capture.origin), ArticleId::from_url),
        source_id: capture.declared.id.clone(),
        origin: capture.origin.clone(),
        url,
        captured: capture.declared.captured,
        kind: Kind::Article,
        title: metadata.title.clone(),
        authors: Vec::new(),
        site: None,
        lang: metadata.lang.clone(),
        published: published.published,
        sections: Vec::new(),
        tags: Vec::new(),
        countries: Vec::new(),
        description: None,
        body: body.join("\n"),
        comments: String::new(),
    };
    Extraction { article: Some(article), notes: published.notes }
}
