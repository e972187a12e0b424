//! The article of a text that needs no looking for: its container, or the file itself, is the text.

use super::extraction::{Extraction, Note};
use super::facts::{language, site};
use super::{date, render};
use crate::model::{Article, ArticleId, Capture, DateSource, Declared, Kind, MediaType};

/// The article of a text and what is declared of it.
pub(super) fn read(
    capture: &Capture,
    declared: &Declared,
    title: Option<String>,
    body: String,
    mut notes: Vec<Note>,
) -> Extraction {
    let lang = language::check(declared.lang.as_deref().and_then(crate::lang::primary), &body, &mut notes);
    let source = match capture.media_type {
        MediaType::Pdf => DateSource::DocumentInfo,
        _ => DateSource::Record,
    };
    let published = date::declared(declared.published.as_deref(), source, &body, lang.as_deref());
    notes.extend(published.notes);
    let article = Article {
        id: declared.url.as_deref().map_or_else(|| ArticleId::from_origin(&capture.origin), ArticleId::from_url),
        source_id: declared.id.clone(),
        origin: capture.origin.clone(),
        url: declared.url.clone(),
        captured: declared.captured,
        kind: Kind::Article,
        title,
        authors: declared.authors.clone(),
        site: site::declared(declared),
        lang,
        published: published.published,
        sections: Vec::new(),
        tags: declared.tags.clone(),
        countries: declared.countries.clone(),
        description: None,
        body,
        comments: String::new(),
    };
    Extraction { article: Some(article), notes }
}

/// The article of markup that is nothing but the article.
pub(super) fn rendered(capture: &Capture, markup: &str, mut notes: Vec<Note>) -> Extraction {
    notes.push(Note::new("body", "all that is shown: its container calls it the text".to_owned()));
    let declared = &capture.declared;
    read(capture, declared, declared.title.clone(), render::text(markup), notes)
}
