//! What kind of page it is.

use url::Url;

use crate::extract::body::blocks::{Block, Blocks, Shape};
use crate::extract::body::phrases;
use crate::extract::body::phrases::NoStory;
use crate::extract::body::similarity::bare;
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
    // A page with a headline of its own may say "Oops!" in a form that opens when something goes wrong.
    let of_rank = |rank: u8| move |block: &&Block| block.shape == Shape::Heading(rank) && block.is_in_no_part();
    let has_headline = page.blocks.list.iter().any(|block| of_rank(1)(&block));
    let headings = page.blocks.list.iter().filter(of_rank(if has_headline { 1 } else { 2 })).take(4);
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
    let Page { dom, metadata, body, container, .. } = *page;
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
    if !is_of_one_story(page, has(&["NewsArticle", "Article", "BlogPosting"]))
        && let Some(why) = list(page, letters, has(&["CollectionPage"]))
    {
        return (PageKind::List, why);
    }
    if letters == 0 {
        return (PageKind::Brief, "no text");
    }
    if letters < BRIEF && body.lines().count() < 2 {
        return (PageKind::Brief, "a single paragraph");
    }
    (PageKind::Article, "")
}

/// Whether a page says that it is about one thing, however many links stand around it: by its type, or by an address that ends
/// in the words of its headline, of which the name of a section has few.
fn is_of_one_story(page: &Page, is_article: bool) -> bool {
    /// Words of the shortest headline.
    const WORDS: usize = 5;
    const TYPES: [&str; 5] = ["article", "video", "music", "book", "product"];
    let of_type = |of: &str| TYPES.iter().any(|name| of.starts_with(name));
    let named_so = || {
        let title = page.title.filter(|title| title.split_whitespace().count() >= WORDS)?;
        let url = page.url.and_then(|url| Url::parse(url).ok())?;
        let name = url.path_segments()?.rfind(|segment| !segment.is_empty()).map(bare)?;
        Some(name == bare(title))
    };
    is_article || page.metadata.meta("og:type").is_some_and(of_type) || named_so().unwrap_or(false)
}

/// Why a page is a list of stories, if it is one.
fn list(page: &Page, letters: usize, is_collection: bool) -> Option<&'static str> {
    let Page { blocks, metadata, body, .. } = *page;
    let links = blocks.list.iter().filter(|block| block.link_density() > 0.6);
    let linked = || links.clone().filter(|block| block.weight >= 30).count();
    let is_heading = |block: &&Block| matches!(block.shape, Shape::Heading(_)) && block.weight >= 12;
    let headings = || links.clone().filter(is_heading).count();
    let leads_on = || headings() >= 8 && (metadata.meta("og:type") == Some("website") || is_in_teaser(page));
    if letters < BRIEF && (linked() >= 20 && body.lines().count() < 2 || leads_on()) {
        return Some("many links to stories and hardly any text");
    }
    if is_list_of_teasers(page, letters) {
        return Some("headlines that lead to stories, with a line or two of each");
    }
    is_front_page(page, is_collection).then_some("the front page of a site or a section")
}

/// Whether the text is that of a teaser: a heading that leads elsewhere stands in its element.
fn is_in_teaser(page: &Page) -> bool {
    let Some(container) = page.container.filter(|id| page.dom.tag(*id) == "article") else { return false };
    page.blocks.list.iter().filter(|block| page.dom.subtree(container).contains(&block.node())).any(leads_elsewhere)
}

/// Whether a block is a heading that is a link, as the headline of a teaser is.
fn leads_elsewhere(block: &Block) -> bool {
    matches!(block.shape, Shape::Heading(_)) && block.link_density() > 0.8 && block.weight >= 12
}

/// Whether the text of a page that does not call itself an article is what stands below headlines that lead elsewhere, a line or
/// two to each.
fn is_list_of_teasers(page: &Page, letters: usize) -> bool {
    /// How many teasers make a list, and fewer than how many letters there are to each of them.
    const TEASERS: (usize, usize) = (8, 250);
    if declares_article(page.metadata) {
        return false;
    }
    let Some(container) = page.container else { return false };
    let inside = || page.blocks.list.iter().filter(|block| page.dom.subtree(container).contains(&block.node()));
    let count = inside().filter(|block| leads_elsewhere(block)).count();
    // What stands above the first of them is the page's own: a story may have the headlines of others below it.
    let above = inside().take_while(|block| !leads_elsewhere(block));
    let own: Vec<usize> =
        above.filter(|block| block.is_prose() && block.is_in_no_part()).map(|block| block.weight).collect();
    let has_story = own.len() > 1 || own.iter().sum::<usize>() >= BRIEF;
    count >= TEASERS.0 && letters < count * TEASERS.1 && !has_story
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
    if declares_article(page.metadata) || !(is_collection || is_root()) {
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
    fn a_form_that_may_fail_makes_no_page_one_that_was_not_found() {
        let kind = |page: &str| {
            let dom = Dom::parse(page);
            let (blocks, metadata) = (Blocks::of(&dom), Metadata::collect(&dom));
            let (title, body, container) =
                (metadata.title.as_deref(), "The pier opens in May, the council said.", None);
            let page = Page { dom: &dom, blocks: &blocks, metadata: &metadata, url: None, title, body, container };
            super::of(&page, &mut Vec::new()).kind
        };
        assert_eq!(kind("<title>The pier opens</title><h2>Oops!</h2><h1>The pier opens</h1>"), PageKind::Brief);
        assert_eq!(kind("<title>Example</title><h2>Oops!</h2><h3>Other news</h3>"), PageKind::Notice);
        assert_eq!(kind("<title>Page not found</title><h1>News</h1>"), PageKind::Notice);
    }

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
