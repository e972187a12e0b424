//! The article of a text, and what is declared of it.

use super::extraction::{Extraction, Note};
use super::facts::{language, site};
use super::text_copy::TextCopy;
use super::{date, render, text_copy};
use crate::model::{Article, ArticleId, Capture, DateSource, Declared, MediaType, PageKind};

/// The article of a text and what is declared of it.
pub(super) fn read(capture: &Capture, declared: &Declared, mut copy: TextCopy, mut notes: Vec<Note>) -> Extraction {
    notes.append(&mut copy.notes);
    let body = copy.body.join("\n");
    let url = declared.url.clone().or(copy.url);
    let lang = language::check(declared.lang.as_deref().and_then(crate::lang::primary), &body, &mut notes);
    let source = match capture.media_type {
        MediaType::Pdf => DateSource::DocumentInfo,
        _ => DateSource::Record,
    };
    let mut dating = match &declared.published {
        Some(date) => date::declared(&date::Stated {
            date,
            source,
            url: url.as_deref(),
            captured: declared.captured,
            read: declared.read,
            lang: lang.as_deref(),
            declared_lang: declared.lang.as_deref(),
            order: declared.date_order,
            text: &body,
        }),
        None => date::Dating::default(),
    };
    if dating.published.is_none() {
        dating = date::text(&date::TextClues {
            url: url.as_deref(),
            captured: declared.captured,
            read: declared.read,
            lang: lang.as_deref(),
            near: &copy.near,
            body: &body,
        });
    }
    notes.extend(dating.notes);
    let article = Article {
        id: url.as_deref().map_or_else(|| ArticleId::from_origin(&capture.origin), ArticleId::from_url),
        source_id: declared.id.clone(),
        origin: capture.origin.clone(),
        captured: declared.captured,
        kind: PageKind::Article,
        title: declared.title.clone().or(copy.title),
        authors: if declared.authors.is_empty() { copy.authors } else { declared.authors.clone() },
        site: site::of(url.as_deref(), declared.site.as_deref().or(copy.site.as_deref())),
        url,
        lang,
        published: dating.published,
        numeric_day: dating.numeric_day,
        sections: declared.sections.clone(),
        tags: declared.tags.clone(),
        countries: declared.countries.clone(),
        description: declared.description.clone(),
        body,
        comments: copy.comments.join("\n"),
    };
    Extraction::of(article, notes)
}

/// The article of a text that is all there is: of markup that holds nothing else, or of a record.
pub(super) fn whole(capture: &Capture, text: &str, notes: Vec<Note>) -> Extraction {
    let body = text.lines().map(str::to_owned).collect();
    read(capture, &capture.declared, TextCopy { body, ..TextCopy::default() }, notes)
}

/// The article of markup that is nothing but the article.
pub(super) fn rendered(capture: &Capture, markup: &str, mut notes: Vec<Note>) -> Extraction {
    notes.push(Note::new("body", "all that is shown: its container calls it the text".to_owned()));
    read(capture, &capture.declared, text_copy::mail(&render::text(markup)), notes)
}
