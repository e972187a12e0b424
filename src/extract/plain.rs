//! Reading an article out of plain text, Markdown, or a record's text.

use super::Extraction;
use crate::model::{Article, ArticleId, Capture, Kind};

/// Reads the article out of plain text.
pub(super) fn extract(capture: &Capture) -> Extraction {
    let text = String::from_utf8_lossy(&capture.bytes);
    let declared = &capture.declared;
    let article = Article {
        id: declared.url.as_deref().map_or_else(|| ArticleId::from_origin(&capture.origin), ArticleId::from_url),
        source_id: declared.id.clone(),
        origin: capture.origin.clone(),
        url: declared.url.clone(),
        captured: declared.captured,
        kind: Kind::Article,
        title: declared.title.clone(),
        authors: declared.authors.clone(),
        site: None,
        lang: declared.lang.clone(),
        published: None,
        sections: Vec::new(),
        tags: declared.tags.clone(),
        countries: declared.countries.clone(),
        description: None,
        body: text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n"),
        comments: String::new(),
    };
    Extraction { article: Some(article), notes: Vec::new() }
}
