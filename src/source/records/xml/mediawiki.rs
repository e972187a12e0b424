//! Dumps of MediaWiki (export 0.3 to 0.11): Wikinews, and the wikis of groups that document the news.

use super::around::Around;
use super::tree::Element;
use super::wikitext::Page;
use crate::source::story::Story;
use crate::{Error, Result};

/// Reads a page. Of its revisions the last is read; the moment of it is that of an edit, and not of publication.
pub(super) fn read(page: Element<'_>, around: &Around) -> Result<Story> {
    let is_article = page.child("ns").and_then(Element::line).is_none_or(|namespace| namespace == "0");
    if !is_article {
        return Err(Error::skipped("a page of a wiki that is no article"));
    }
    let revision = page.all("revision").last();
    let text = revision.and_then(|revision| revision.child("text")).map(Element::raw).unwrap_or_default();
    if page.child("redirect").is_some() || text.trim_start().to_ascii_uppercase().starts_with("#REDIRECT") {
        return Err(Error::skipped("a redirect of a wiki"));
    }
    let title = page.child("title").and_then(Element::line);
    let wiki = Page::of(&text);
    Ok(Story {
        url: title.as_deref().zip(around.get("base")).and_then(|(title, base)| address(title, base)),
        title,
        published: wiki.date,
        publication: around.get("sitename").map(str::to_owned),
        lang: around.get("mediawiki@lang").map(str::to_owned),
        id: page.child("id").and_then(Element::line),
        captured: revision.and_then(|revision| revision.child("timestamp")?.line()?.parse().ok()),
        tags: wiki.categories,
        paragraphs: wiki.paragraphs,
        ..Story::default()
    })
}

/// The address of a page, beside that of the main page.
fn address(title: &str, base: &str) -> Option<String> {
    let (folder, _) = base.rsplit_once('/')?;
    let name = title.replace(' ', "_").replace('%', "%25").replace('?', "%3F").replace('#', "%23");
    Some(format!("{folder}/{name}"))
}
