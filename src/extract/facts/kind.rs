//! What kind of page it is.

use url::Url;

use crate::extract::body::blocks::{Block, Blocks, Shape};
use crate::extract::body::phrases;
use crate::extract::body::phrases::NoStory;
use crate::extract::declared::json_ld;
use crate::extract::declared::metadata::Metadata;
use crate::extract::extraction::Note;
use crate::extract::page::dom::{Dom, NodeId};
use crate::model::PageKind;

/// A paragraph of fewer letters than this, all by itself, is an item, not a story.
const BRIEF: usize = 500;

/// With more letters than this it is a story, whatever the number of its pictures.
const GALLERY: usize = 1_500;

/// A page and its text, as far as its kind depends on them.
#[derive(Clone, Copy)]
pub(crate) struct Page<'a> {
    pub(crate) dom: &'a Dom,
    pub(crate) blocks: &'a Blocks,
    pub(crate) metadata: &'a Metadata,
    pub(crate) url: Option<&'a str>,
    pub(crate) title: Option<&'a str>,
    pub(crate) body: &'a str,
    pub(crate) container: Option<NodeId>,
}

/// What kind a page is, and whether its text is the story's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// The kind.
    pub(crate) kind: PageKind,
    /// Whether the text is what the site says in place of a story.
    pub(crate) is_notice: bool,
}

/// The kind of a page, by its JSON-LD types and by what it holds.
pub(crate) fn of(page: &Page, notes: &mut Vec<Note>) -> Verdict {
    let notice = notice(page);
    if let Some(why) = notice {
        notes.push(Note::new("body", format!("the text is no story: {why}")));
        if !declares_article(page.metadata) {
            notes.push(Note::new("kind", why.to_owned()));
            return Verdict { kind: PageKind::Notice, is_notice: true };
        }
    }
    let body = if notice.is_some() { "" } else { page.body };
    let (kind, why) = judge(&Page { body, ..*page });
    if kind != PageKind::Article {
        notes.push(Note::new("kind", why.to_owned()));
    }
    Verdict { kind, is_notice: notice.is_some() }
}

/// Whether a page says of itself that it is an article.
fn declares_article(metadata: &Metadata) -> bool {
    metadata.json_ld.iter().any(json_ld::is_article) || metadata.meta("article:published_time").is_some()
}

/// What a page is that has no story: one that was not found, a check for robots, a wall before which consent is asked.
fn notice(page: &Page) -> Option<&'static str> {
    /// A text of more letters than this is a story, whatever its title.
    const STORY: usize = 1_200;
    if page.body.chars().filter(|c| c.is_alphanumeric()).nth(STORY).is_some() {
        return None;
    }
    let titles = [page.title, page.metadata.title.as_deref()];
    let headings = page.blocks.list.iter().filter(|block| matches!(block.shape, Shape::Heading(1 | 2))).take(4);
    let heads = titles.into_iter().flatten().chain(headings.map(|block| &*block.text));
    let heads: Vec<&str> = heads.chain(page.body.lines().take(1)).collect();
    let is = |about: NoStory| heads.iter().any(|head| phrases::begins(about, head));
    if is(NoStory::Missing) {
        return Some("the page was not found");
    }
    if is(NoStory::Robot) {
        return Some("a check for robots");
    }
    let asks = || phrases::asks_for_consent(page.body);
    if !page.body.is_empty() && asks() { Some("consent is asked for before anything is shown") } else { None }
}

fn judge(page: &Page) -> (PageKind, &'static str) {
    let Page { dom, blocks, metadata, body, container, .. } = *page;
    let has = |names: &[&str]| metadata.json_ld.iter().any(|object| json_ld::types(object).any(|t| names.contains(&t)));
    if has(&["LiveBlogPosting"]) {
        return (PageKind::LiveBlog, "JSON-LD calls it a live blog");
    }
    let letters = body.chars().filter(|c| c.is_alphanumeric()).count();
    let inside = |id: NodeId| container.is_none_or(|container| dom.subtree(container).contains(&id));
    let count = |tag: &str| dom.elements(tag).filter(|&id| inside(id)).take(200).count();
    let shows_many = || {
        let (pictures, figures) = (count("img"), count("figure"));
        pictures >= 8 && letters < 60 * pictures || figures >= 4 && letters < 40 * figures
    };
    if has(&["ImageGallery", "MediaGallery"]) && letters < GALLERY {
        return (PageKind::Gallery, "JSON-LD calls it a gallery");
    }
    if letters < GALLERY && shows_many() {
        return (PageKind::Gallery, "many pictures and little text");
    }
    let links = blocks.list.iter().filter(|block| block.link_density() > 0.6);
    let linked = || links.clone().filter(|block| block.weight >= 30).count();
    let is_heading = |block: &&Block| matches!(block.shape, Shape::Heading(_)) && block.weight >= 12;
    let headings = || links.clone().filter(is_heading).count();
    if !has(&["NewsArticle", "Article", "BlogPosting"])
        && letters < BRIEF
        && (linked() >= 20 && body.lines().count() < 2
            || headings() >= 8 && metadata.meta("og:type") == Some("website"))
        && metadata.meta("og:type") != Some("article")
    {
        return (PageKind::List, "many links to stories and hardly any text");
    }
    if is_list_of_teasers(page, letters) {
        return (PageKind::List, "headlines that lead to stories, with a line or two of each");
    }
    if is_front_page(page, has(&["CollectionPage"])) {
        return (PageKind::List, "the front page of a site or a section");
    }
    if letters == 0 {
        return (PageKind::Brief, "no text");
    }
    if letters < BRIEF && body.lines().count() < 2 {
        return (PageKind::Brief, "a single paragraph");
    }
    (PageKind::Article, "")
}

/// Whether the text of a page that does not call itself an article is what stands below headlines that lead elsewhere, a line or
/// two to each.
fn is_list_of_teasers(page: &Page, letters: usize) -> bool {
    /// How many teasers make a list, and fewer than how many letters there are to each of them.
    const TEASERS: (usize, usize) = (8, 250);
    if declares_article(page.metadata) || page.metadata.meta("og:type") == Some("article") {
        return false;
    }
    let Some(container) = page.container else { return false };
    let inside = page.blocks.list.iter().filter(|block| page.dom.subtree(container).contains(&block.node()));
    let leads_on =
        |block: &&Block| matches!(block.shape, Shape::Heading(_)) && block.link_density() > 0.8 && block.weight >= 12;
    let count = inside.filter(leads_on).count();
    count >= TEASERS.0 && letters < count * TEASERS.1
}

/// Whether a page is the front of a site, or says that it is a collection, and shows more of what it leads to than a text
/// of its own.
fn is_front_page(page: &Page, is_collection: bool) -> bool {
    /// Teasers of a front page.
    const TEASERS: usize = 12;
    let is_root = || {
        let url = page.url.and_then(|url| Url::parse(url).ok());
        url.is_some_and(|url| matches!(url.path(), "/" | "" | "/index.html" | "/index.php") && url.query().is_none())
    };
    if declares_article(page.metadata)
        || page.metadata.meta("og:type") == Some("article")
        || !(is_collection || is_root())
    {
        return false;
    }
    let links = page.blocks.list.iter().filter(|block| block.link_density() > 0.6 && block.weight >= 25);
    let (count, weight) = links.fold((0, 0), |(count, weight), block| (count + 1, weight + block.weight));
    let letters = page.body.chars().filter(|c| c.is_alphanumeric()).count();
    count >= TEASERS && weight > letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_teasers_is_a_list_and_an_article_with_linked_headings_is_none() {
        let of = |text: &str| {
            let part = |n: u8| format!("<h3><a href=/{n}>Story {n} of the river and its bells</a></h3><p>{text}</p>");
            let page = format!("<h1>Region</h1><main>{}</main>", (0..9).map(part).collect::<String>());
            let dom = Dom::parse(&page);
            let (blocks, metadata) = (Blocks::of(&dom), Metadata::collect(&dom));
            let body = text.repeat(9);
            let container = dom.elements("main").next();
            let page = Page {
                dom: &dom,
                blocks: &blocks,
                metadata: &metadata,
                url: None,
                title: None,
                body: &body,
                container,
            };
            super::of(&page, &mut Vec::new()).kind
        };
        let line = "It says what happened at the lock, and when the bell is to be lifted out of the mud. ";
        assert_eq!(of(line), PageKind::List);
        assert_eq!(of(&line.repeat(5)), PageKind::Article);
    }
}
