//! Choosing the element that holds the article.
//!
//! Each block is worth its length when it reads like prose, and costs something when it is a link, a label or inside
//! a part that is left out; the container is the element whose blocks are worth most together (the maximum-subsequence
//! view of Pasternack and Roth, "Extracting article text from the web with maximum subsequence segmentation", WWW
//! 2009, on the tree instead of the token line). Marks of the article's text and JSON-LD's `articleBody` tip the scales.

use super::blocks::{Block, Blocks, Shape};
use super::cues::Role;
use super::phrases;
use super::similarity::bare;
use crate::extract::page::dom::{Dom, NodeId};

/// The element that holds the article, and why it was chosen.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Container {
    /// The element.
    pub(crate) node: NodeId,
    /// The evidence, in one line.
    pub(crate) why: String,
    /// What its blocks are worth.
    pub(super) worth: f32,
    /// What is known of its text.
    pub(crate) reading: Reading,
}

impl Container {
    /// Whether hardly anything in it reads like a story.
    pub(crate) fn is_doubtful(&self) -> bool {
        self.reading == Reading::Prose && self.worth < ENOUGH
    }
}

/// How the text of a container reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Like that of a story.
    Prose,
    /// Like nothing in particular; it is the text because it is all there is.
    Whatever,
}

/// Chooses the container; `None` for a page without any prose.
pub(crate) fn container(dom: &Dom, blocks: &Blocks, headline: Option<NodeId>, declared: &str) -> Option<Container> {
    let declared = bare(declared);
    let strict = choose(dom, blocks, headline, worths(dom, blocks, &declared, Marks::Believed));
    if let Some(strict) = strict.as_ref().filter(|container| container.worth >= ENOUGH) {
        let is_paragraph = dom.tag(strict.node) == "p";
        return Some(if is_paragraph { widened(dom, blocks, strict.clone()) } else { strict.clone() });
    }
    let lenient = choose(dom, blocks, headline, worths(dom, blocks, &declared, Marks::Doubted));
    let chosen = match (strict, lenient) {
        (Some(strict), Some(lenient)) if lenient.worth < 3.0 * strict.worth => Some(strict),
        (strict, lenient) => lenient.or(strict),
    };
    chosen.map(|container| widened(dom, blocks, container))
}

/// How much of a page may be its text where nothing reads like prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whatever {
    /// The article that it marks.
    Marked,
    /// All that it shows.
    All,
}

/// The container of a page on which nothing reads like prose: the article that the page marks, or all of it.
pub(crate) fn whatever(dom: &Dom, blocks: &Blocks, headline: Option<NodeId>, which: Whatever) -> Option<Container> {
    let visible = visible(dom, blocks);
    let holds_headline = |id: &NodeId| headline.is_some_and(|headline| dom.subtree(*id).contains(&headline));
    let has_text = |id: &NodeId| visible[*id] >= SOME;
    let marked = |id: &NodeId| dom.tag(*id) == "article" || blocks.roles[*id] == Role::Body;
    let marks = || (0..dom.nodes.len()).filter(|id| marked(id) && has_text(id));
    let found = marks().rfind(holds_headline).map(|id| (id, "it is marked as an article and holds the headline"));
    let most = |found: Option<NodeId>, id: NodeId| match found {
        Some(best) if visible[best] >= visible[id] => Some(best),
        _ => Some(id),
    };
    let found = found.or_else(|| Some((marks().fold(None, most)?, "it is marked as an article")));
    let is_main =
        |id: &NodeId| which == Whatever::All && dom.tag(*id) == "main" || dom.attribute(*id, "role") == Some("main");
    let main = || (0..dom.nodes.len()).find(|id| is_main(id) && has_text(id));
    let found = found.or_else(|| Some((main()?, "it is marked as the main part")));
    let found = found.filter(|(node, _)| which == Whatever::All || visible[*node] >= BRIEF);
    if which == Whatever::Marked && found.is_none() {
        return None;
    }
    let (node, why) = found.or_else(|| has_text(&0).then_some((0, "it is all that the page shows")))?;
    let why = format!("{why}; nothing on the page reads like prose, so its visible text is the text");
    Some(Container { node, why, worth: 0.0, reading: Reading::Whatever })
}

/// Less visible text than this is none.
const SOME: usize = 12;
/// With this much text that is visible an article is no empty frame for what a program shows.
const BRIEF: usize = 40;

/// How much text that is neither linked nor left out stands in and below each element.
fn visible(dom: &Dom, blocks: &Blocks) -> Vec<usize> {
    let mut visible = vec![0; dom.nodes.len()];
    let counts = |block: &&Block| block.part.is_none() && !matches!(block.shape, Shape::Heading(1));
    for block in blocks.list.iter().filter(counts) {
        visible[block.node] += block.weight - block.linked;
    }
    for id in (1..dom.nodes.len()).rev() {
        visible[dom.nodes[id].parent] += visible[id];
    }
    visible
}

/// The marked article around a container of little worth: what else stands in it are the short paragraphs of a brief.
fn widened(dom: &Dom, blocks: &Blocks, container: Container) -> Container {
    let above = std::iter::successors(Some(container.node), |&id| (id != 0).then(|| dom.nodes[id].parent));
    let article = above.take(6).find(|&id| dom.tag(id) == "article" || blocks.roles[id] == Role::Body);
    let holds_others = |id: NodeId| dom.subtree(id).skip(1).any(|inner| dom.tag(inner) == "article");
    match article.filter(|&id| id != container.node && !holds_others(id)) {
        Some(node) => {
            Container { node, why: "it is marked as article text, of which a part is prose".into(), ..container }
        }
        None => posts(dom, blocks, &container).or_else(|| siblings(dom, blocks, &container)).unwrap_or(container),
    }
}

/// What holds a paragraph and others beside it: a story with the teasers of others below it may be worth less as a whole than
/// its longest paragraph.
fn siblings(dom: &Dom, blocks: &Blocks, container: &Container) -> Option<Container> {
    if dom.tag(container.node) != "p" {
        return None;
    }
    let node = dom.nodes[container.node].parent;
    let is_beside = |block: &&Block| block.part.is_none() && dom.nodes[block.node].parent == node;
    let is_text = |block: &&Block| block.is_prose() || dom.tag(block.node) == "p" && is_sentence(block);
    (blocks.list.iter().filter(is_beside).filter(is_text).take(2).count() > 1).then(|| Container {
        node,
        why: "it holds the longest paragraph and others beside it".into(),
        ..container.clone()
    })
}

/// Whether a short block is a sentence of its own, and none that stands around stories: the last of a brief is often short.
fn is_sentence(block: &Block) -> bool {
    block.ends_sentence() && block.link_density() < 0.5 && phrases::line(&block.text).is_none()
}

/// What holds all posts of a page of short ones: parts that bear the class of the one that was chosen, and hold text too.
fn posts(dom: &Dom, blocks: &Blocks, container: &Container) -> Option<Container> {
    let class = dom.attribute(container.node, "class").filter(|class| !class.trim().is_empty())?;
    let visible = visible(dom, blocks);
    let is_post = |id: &NodeId| dom.attribute(*id, "class") == Some(class) && visible[*id] >= SOME;
    let posts: Vec<NodeId> = (1..dom.nodes.len()).filter(is_post).collect();
    let (first, last) = (*posts.first()?, *posts.last()?);
    let around = std::iter::successors(Some(container.node), |&id| (id != 0).then(|| dom.nodes[id].parent));
    let node = around.into_iter().find(|&id| dom.subtree(id).contains(&first) && dom.subtree(id).contains(&last))?;
    // Most of what is visible there must be theirs.
    let theirs = posts.iter().map(|&id| visible[id]).sum::<usize>();
    (posts.len() > 1 && theirs * 10 >= visible[node] * 7).then(|| Container {
        node,
        why: "it holds the posts of the page, all of one class".into(),
        ..container.clone()
    })
}

/// A container worth less than this is doubted, and with it the marks by which parts are left out.
const ENOUGH: f32 = 250.0;

/// Whether parts that their marks call no text are worth nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Marks {
    Believed,
    Doubted,
}

fn choose(dom: &Dom, blocks: &Blocks, headline: Option<NodeId>, worths: Vec<f32>) -> Option<Container> {
    let mut best: NodeId = 0;
    for id in 0..worths.len() {
        // Of equals the innermost, which comes later on the way down; never one without text.
        if worths[id] > worths[best] || worths[id] >= worths[best] && dom.subtree(best).contains(&id) {
            best = id;
        }
    }
    let (worth, reading) = (worths[best], Reading::Prose);
    if worth <= 0.0 {
        return None;
    }
    let around = dom.nodes[best].parent;
    if dom.tag(best) == "blockquote" && worths[around] * 2.0 > worth {
        best = around;
    }
    if let Some(node) = marked(dom, blocks, &worths, best) {
        return Some(Container {
            node,
            why: "it is marked as article text and holds most of the prose".into(),
            worth,
            reading,
        });
    }
    if let Some(node) = one_of_many(dom, &worths, best, headline) {
        return Some(Container {
            node,
            why: "of several articles on the page it is the one under the headline".into(),
            worth,
            reading,
        });
    }
    Some(Container { node: best, why: "its paragraphs outweigh its links and labels most".into(), worth, reading })
}

/// What the blocks in and below each element are worth.
fn worths(dom: &Dom, blocks: &Blocks, declared: &str, marks: Marks) -> Vec<f32> {
    let mut worths = vec![0.0; dom.nodes.len()];
    for block in &blocks.list {
        let is_left_out = block.part.is_some_and(|part| marks == Marks::Believed || is_surely_none(dom, blocks, part))
            || marks == Marks::Doubted && phrases::line(&block.text).is_some();
        worths[block.node] += if is_left_out { -(block.weight.min(100) as f32) * 0.05 } else { worth(block, declared) };
    }
    for id in (1..dom.nodes.len()).rev() {
        worths[dom.nodes[id].parent] += worths[id];
    }
    worths
}

/// Whether a part is no text whatever else the page holds: its element says so, or it is what readers wrote.
fn is_surely_none(dom: &Dom, blocks: &Blocks, part: NodeId) -> bool {
    blocks.roles[part] == Role::Comments || matches!(dom.tag(part), "nav" | "footer" | "menu")
}

fn worth(block: &Block, declared: &str) -> f32 {
    let weight = block.weight as f32;
    if block.link_density() > 0.5 {
        return -(weight.min(80.0)) * 0.4 - 8.0;
    }
    if !block.is_prose() {
        return match block.shape {
            Shape::Heading(_) => -4.0,
            Shape::Quote => 0.0,
            _ if weight >= 25.0 => 0.0,
            _ => -4.0,
        };
    }
    let value = weight.min(1_500.0) * (1.0 - block.link_density());
    match declares(declared, &block.text) {
        Some(true) => value * 2.0,
        Some(false) => value * 0.4,
        None => value,
    }
}

/// Whether the declared text (bare) holds the opening of `text`; `None` where it is too short to tell.
pub(super) fn declares(declared: &str, text: &str) -> Option<bool> {
    if declared.len() < 600 {
        return None;
    }
    let opening = bare(&text[..text.floor_char_boundary(90)]);
    (opening.len() >= 20).then(|| declared.contains(&*opening))
}

/// The marked article text below or around `best` that holds most of its worth.
fn marked(dom: &Dom, blocks: &Blocks, worths: &[f32], best: NodeId) -> Option<NodeId> {
    let candidates = (0..worths.len()).filter(|&id| blocks.roles[id] == Role::Body && worths[id] >= 0.7 * worths[best]);
    let related = candidates.filter(|&id| dom.subtree(best).contains(&id) || dom.subtree(id).contains(&best));
    related.max_by(|a, b| worths[*a].total_cmp(&worths[*b]).then(b.cmp(a)))
}

/// The one `article` of several below `best` that holds the headline, or the first that holds much prose.
fn one_of_many(dom: &Dom, worths: &[f32], best: NodeId, headline: Option<NodeId>) -> Option<NodeId> {
    let mut articles: Vec<NodeId> = Vec::new();
    let mut id = best + 1;
    while id < dom.nodes[best].end {
        if dom.tag(id) == "article" && worths[id] > 60.0 {
            articles.push(id);
            id = dom.nodes[id].end;
        } else {
            id += 1;
        }
    }
    let with_headline = articles.iter().copied().find(|&id| headline.is_some_and(|h| dom.subtree(id).contains(&h)));
    let share = |id: NodeId| worths[id] / worths[best].max(1.0);
    match with_headline {
        Some(id) if share(id) > 0.15 => Some(id),
        _ => articles.iter().copied().find(|&id| share(id) > 0.55),
    }
}
