//! Reading an article out of an HTML page: the recipe.

use serde_json::Value;

use super::body::blocks::Blocks;
use super::body::cues::Hidden;
use super::body::scoring::Whatever;
use super::body::{comments, fragment};
use super::date;
use super::declared::json_ld;
use super::declared::metadata::Metadata;
use super::extraction::{Extraction, Note};
use super::facts::title;
use super::facts::title::Headline;
use super::facts::{authors, kind, language, site, url};
use super::html_text;
use super::html_text::{Sight, Text};
use super::page::charset;
use super::page::dom::{Dom, Reader};
use super::{render, stated};
use crate::model::{Article, ArticleId, Capture, Extent, Kind};

/// Reads the article out of a page.
pub(super) fn extract(capture: &Capture) -> Extraction {
    let mut notes = Vec::new();
    let page = charset::decode(&capture.bytes, capture.declared.charset.as_deref(), &mut notes);
    match capture.declared.extent {
        Extent::Text => stated::rendered(capture, &page, notes),
        Extent::Page | Extent::Field => read(capture, &page, notes),
    }
}

/// Reads the article out of a page whose charset is known.
pub(super) fn read(capture: &Capture, page: &str, mut notes: Vec<Note>) -> Extraction {
    let declared = &capture.declared;
    let dom = Dom::parse(page);
    let metadata = Metadata::collect(&dom);
    let story = json_ld::story(&metadata.json_ld);
    let url = url::canonical(&metadata, story, declared.url.as_deref(), &mut notes);
    let site = site::publisher(&metadata, story, url.as_deref(), declared.site.as_deref());
    let names = site::names(&metadata, site.as_ref());
    let Look { dom, blocks, headline, mut text } = look(dom, page, &metadata, story, &names);
    notes.extend(dom.limits.iter().map(|limit| Note::new("page", limit.to_string())));
    notes.push(Note::new("title", headline.why.clone()));
    notes.append(&mut text.notes);
    if declared.extent == Extent::Field && !is_page(&dom) {
        let whole = render::text(page);
        if text.body.len() * 2 < whole.len() {
            notes.push(Note::new("body", "all of it: a record's text is its own, whatever it looks like".to_owned()));
            text.body = whole;
        }
    }
    let lang = language::of(&metadata, declared.lang.as_deref(), &text.body, &mut notes);
    let published = date::published(&date::Clues {
        dom: &dom,
        page,
        metadata: &metadata,
        url: url.as_deref(),
        captured: declared.captured,
        declared: declared.published.as_deref(),
        lang: lang.as_deref(),
        headline: headline.node,
        body: text.container.as_ref().map(|container| container.node),
        text: &text.body,
    });
    notes.extend(published.notes);
    let kind = kind::of(&dom, &blocks, &metadata, &text.body, text.container.as_ref().map(|c| c.node), &mut notes);
    let body = if kind == Kind::List { String::new() } else { text.body };
    let article = Article {
        id: url.as_deref().map_or_else(|| ArticleId::from_origin(&capture.origin), ArticleId::from_url),
        source_id: declared.id.clone(),
        origin: capture.origin.clone(),
        captured: declared.captured,
        kind,
        title: declared.title.clone().filter(|title| !title.trim().is_empty()).or(headline.text),
        authors: if declared.authors.is_empty() {
            authors::find(&dom, &metadata, story, site.as_ref(), headline.node)
        } else {
            declared.authors.clone()
        },
        site,
        lang,
        published: published.published,
        sections: if declared.sections.is_empty() { metadata.sections(story) } else { declared.sections.clone() },
        tags: if declared.tags.is_empty() { metadata.tags(story) } else { declared.tags.clone() },
        countries: declared.countries.clone(),
        description: declared.description.clone().or_else(|| metadata.descriptions(story).into_iter().next()),
        comments: comments::find(&dom, &blocks, text.container.as_ref().map(|c| c.node)),
        body,
        url,
    };
    Extraction::of(article, notes)
}

/// Whether what a record holds is a page with all that surrounds an article, and not the article's own markup.
fn is_page(dom: &Dom) -> bool {
    (0..dom.nodes.len()).any(|id| match dom.tag(id) {
        "nav" | "header" | "footer" | "main" | "link" => true,
        "meta" => dom.attribute(id, "property").is_some(),
        _ => false,
    })
}

/// A page as one way of looking at it shows it.
struct Look {
    dom: Dom,
    blocks: Blocks,
    headline: Headline,
    text: Text,
}

/// Looks at a page as a reader does; where that shows no story, with all that is hidden from readers.
fn look(dom: Dom, page: &str, metadata: &Metadata, story: Option<&Value>, names: &[String]) -> Look {
    let at = |dom: Dom, hidden: Hidden| {
        let blocks = Blocks::seen_with(&dom, hidden);
        let headline = title::headline(&dom, &blocks, metadata, story, names);
        Look { dom, blocks, headline, text: Text::default() }
    };
    let mut first = at(dom, Hidden::LeftOut);
    let sight = first.sight(metadata, story);
    let found = html_text::prose(&sight, page).or_else(|| html_text::whatever(&sight, Whatever::Marked));
    if let Some(text) = found {
        first.text = text;
        return first;
    }
    let mut second = at(Dom::parse_for(page, Reader::WithoutPrograms), Hidden::Shown);
    if let Some(mut text) = html_text::prose(&second.sight(metadata, story), page) {
        text.notes.insert(0, Note::new("body", "the page shows no story; what it hides is read".to_owned()));
        second.text = text;
        return second;
    }
    first.text = html_text::whatever(&first.sight(metadata, story), Whatever::All).unwrap_or_default();
    first
}

impl Look {
    fn sight<'a>(&'a self, metadata: &'a Metadata, story: Option<&'a Value>) -> Sight<'a> {
        Sight { dom: &self.dom, blocks: &self.blocks, headline: &self.headline, metadata, story }
    }
}

/// The paragraphs of a fragment of a page that is all article, one a line.
pub(super) fn fragment(markup: &str) -> String {
    fragment::lines(markup).join("\n")
}
