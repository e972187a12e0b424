//! What kind of page it is.

use crate::extract::body::blocks::{Blocks, Shape};
use crate::extract::declared::json_ld;
use crate::extract::declared::metadata::Metadata;
use crate::extract::extraction::Note;
use crate::extract::page::dom::{Dom, NodeId};
use crate::model::Kind;

/// A paragraph of fewer letters than this, all by itself, is an item, not a story.
const BRIEF: usize = 500;

/// With more letters than this it is a story, whatever the number of its pictures.
const GALLERY: usize = 1_500;

/// The kind of a page, by its JSON-LD types and by what it holds.
pub(crate) fn of(
    dom: &Dom,
    blocks: &Blocks,
    metadata: &Metadata,
    body: &str,
    container: Option<NodeId>,
    notes: &mut Vec<Note>,
) -> Kind {
    let (kind, why) = judge(dom, blocks, metadata, body, container);
    if kind != Kind::Article {
        notes.push(Note::new("kind", why.to_owned()));
    }
    kind
}

fn judge(
    dom: &Dom,
    blocks: &Blocks,
    metadata: &Metadata,
    body: &str,
    container: Option<NodeId>,
) -> (Kind, &'static str) {
    let has = |names: &[&str]| metadata.json_ld.iter().any(|object| json_ld::types(object).any(|t| names.contains(&t)));
    if has(&["LiveBlogPosting"]) {
        return (Kind::LiveBlog, "JSON-LD calls it a live blog");
    }
    let letters = body.chars().filter(|c| c.is_alphanumeric()).count();
    let inside = |id: NodeId| container.is_none_or(|container| dom.subtree(container).contains(&id));
    let pictures = dom.elements("img").filter(|&id| inside(id)).take(200).count();
    let figures = dom.elements("figure").filter(|&id| inside(id)).take(200).count();
    if has(&["ImageGallery", "MediaGallery"]) && letters < GALLERY {
        return (Kind::Gallery, "JSON-LD calls it a gallery");
    }
    if letters < GALLERY && (pictures >= 8 && letters < 60 * pictures || figures >= 4 && letters < 40 * figures) {
        return (Kind::Gallery, "many pictures and little text");
    }
    let links = blocks.list.iter().filter(|block| block.link_density() > 0.6);
    let linked = links.clone().filter(|block| block.weight >= 30).count();
    let headings = links.filter(|block| matches!(block.shape, Shape::Heading(_)) && block.weight >= 12).count();
    if !has(&["NewsArticle", "Article", "BlogPosting"])
        && letters < BRIEF
        && (linked >= 20 && body.lines().count() < 2 || headings >= 8 && metadata.meta("og:type") == Some("website"))
        && metadata.meta("og:type") != Some("article")
    {
        return (Kind::List, "many links to stories and hardly any text");
    }
    if letters == 0 {
        return (Kind::Brief, "no text");
    }
    if letters < BRIEF && body.lines().count() < 2 {
        return (Kind::Brief, "a single paragraph");
    }
    (Kind::Article, "")
}
