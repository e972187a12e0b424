//! Reading an article out of an HTML page: the recipe.

use serde_json::Value;

use super::body::blocks::{Block, Blocks};
use super::body::prune;
use super::body::prune::Reason;
use super::body::scoring;
use super::body::scoring::Container;
use super::body::{comments, standfirst};
use super::date;
use super::declared::json_ld;
use super::declared::metadata::Metadata;
use super::extraction::{Extraction, Note};
use super::facts::title;
use super::facts::title::Headline;
use super::facts::{authors, kind, language, site, url};
use super::page::charset;
use super::page::dom::Dom;
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
    notes.extend(dom.limits.iter().map(|limit| Note::new("page", limit.to_string())));
    let metadata = Metadata::collect(&dom);
    let story = json_ld::story(&metadata.json_ld);
    let blocks = Blocks::of(&dom);
    let url = url::canonical(&metadata, story, declared.url.as_deref(), &mut notes);
    let site = site::publisher(&metadata, story, url.as_deref(), declared.site.as_deref());
    let names = site::names(&metadata, site.as_ref());
    let headline = title::headline(&dom, &blocks, &metadata, story, &names);
    notes.push(Note::new("title", headline.why.clone()));
    let mut text = Text::read(&dom, &blocks, &metadata, story, &headline, &mut notes);
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
        sections: metadata.sections(story),
        tags: if declared.tags.is_empty() { metadata.tags(story) } else { declared.tags.clone() },
        countries: declared.countries.clone(),
        description: metadata.descriptions(story).into_iter().next(),
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

/// The paragraphs of a fragment of a page that is all article, one a line.
pub(super) fn fragment(markup: &str) -> String {
    let blocks = Blocks::of(&Dom::parse(markup));
    let lines = blocks.list.iter().filter(|block| block.text.contains(char::is_alphanumeric));
    lines.map(|block| &*block.text).collect::<Vec<_>>().join("\n")
}

/// The article's text and where it was found.
struct Text {
    body: String,
    container: Option<Container>,
}

impl Text {
    fn read(
        dom: &Dom,
        blocks: &Blocks,
        metadata: &Metadata,
        story: Option<&Value>,
        headline: &Headline,
        notes: &mut Vec<Note>,
    ) -> Text {
        let declared = story.map(declared_body).unwrap_or_default();
        let Some(container) = scoring::container(dom, blocks, headline.node, &declared) else {
            notes.push(Note::new(
                "body",
                "no element of the page holds prose; the text is JSON-LD's articleBody, if any".to_owned(),
            ));
            return Text { body: declared, container: None };
        };
        notes.push(Note::new("body", format!("{}: {}", describe(dom, container.node), container.why)));
        let judged = prune::judge(dom, blocks, container.node, headline.shown());
        let mut lines: Vec<&str> = Vec::new();
        for block in standfirst::recover(dom, blocks, container.node, headline.node, &metadata.descriptions(story)) {
            let is_new = !judged.iter().any(|(other, reason)| reason.is_none() && other.text.starts_with(&*block.text));
            if is_new
                && !lines.contains(&&*block.text)
                && headline.text.as_deref().is_none_or(|h| !prune::repeats(block.shape, &block.text, h))
            {
                notes.push(Note::new("body", format!("standfirst found before it: {}", opening(&block.text))));
                lines.push(&block.text);
            }
        }
        lines.extend(judged.iter().filter(|(_, reason)| reason.is_none()).map(|(block, _)| &*block.text));
        let body = lines.join("\n");
        notes.extend(left_out(&judged));
        if declared.len() > 500 && body.len() * 3 < declared.len() {
            notes.push(Note::new(
                "body",
                "the page shows a fraction of the text that its JSON-LD carries, which is taken instead".to_owned(),
            ));
            return Text { body: declared, container: Some(container) };
        }
        Text { body, container: Some(container) }
    }
}

/// The text that JSON-LD carries, one paragraph a line.
fn declared_body(story: &Value) -> String {
    let Some(text) = story.get("articleBody").and_then(Value::as_str) else { return String::new() };
    if ["<p", "<br", "<div", "&lt;p"].iter().any(|tag| text.contains(tag)) {
        return fragment(text);
    }
    let lines = text.lines().map(json_ld::plain).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// Notes on the blocks that were left out.
fn left_out<'a>(judged: &'a [(&Block, Option<Reason>)]) -> impl Iterator<Item = Note> + 'a {
    /// More such notes than this help nobody.
    const MAX_NOTES: usize = 100;
    let left_out = judged.iter().filter_map(|(block, reason)| Some((block, (*reason)?)));
    left_out
        .take(MAX_NOTES)
        .map(|(block, reason)| Note::new("body", format!("left out ({reason}): {}", opening(&block.text))))
}

/// An element as a reader of the source finds it: tag, id, class.
fn describe(dom: &Dom, id: usize) -> String {
    let attribute =
        |name: &str, mark: &str| dom.attribute(id, name).map(|v| format!("{mark}{}", opening(v))).unwrap_or_default();
    format!("<{}{}{}>", dom.tag(id), attribute("id", " #"), attribute("class", " ."))
}

/// The opening of a text, for notes.
fn opening(text: &str) -> String {
    let end = text.floor_char_boundary(80);
    if end < text.len() { format!("{}…", &text[..end]) } else { text.to_owned() }
}
