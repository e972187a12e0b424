//! Choosing the element that holds the article.
//!
//! Each block is worth its length when it reads like prose, and costs something when it is a link, a label or inside
//! a part that is left out; the container is the element whose blocks are worth most together (the maximum-subsequence
//! view of Pasternack and Roth, "Extracting article text from the web with maximum subsequence segmentation", WWW
//! 2009, on the tree instead of the token line). Marks of the article's text and JSON-LD's `articleBody` tip the scales.

use super::blocks::{Block, Blocks, Shape};
use super::cues::Role;
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
}

/// Chooses the container; `None` for a page without any prose.
pub(crate) fn container(dom: &Dom, blocks: &Blocks, headline: Option<NodeId>, declared: &str) -> Option<Container> {
    let declared = bare(declared);
    let strict = choose(dom, blocks, headline, worths(dom, blocks, &declared, Marks::Believed));
    if strict.as_ref().is_some_and(|container| container.worth >= ENOUGH) {
        return strict;
    }
    let lenient = choose(dom, blocks, headline, worths(dom, blocks, &declared, Marks::Doubted));
    match (strict, lenient) {
        (Some(strict), Some(lenient)) if lenient.worth < 3.0 * strict.worth => Some(strict),
        (strict, lenient) => lenient.or(strict),
    }
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
    let worth = worths[best];
    if worth <= 0.0 {
        return None;
    }
    if let Some(node) = marked(dom, blocks, &worths, best) {
        return Some(Container { node, why: "it is marked as article text and holds most of the prose".into(), worth });
    }
    if let Some(node) = one_of_many(dom, &worths, best, headline) {
        return Some(Container {
            node,
            why: "of several articles on the page it is the one under the headline".into(),
            worth,
        });
    }
    if let Some(node) = marked_around(dom, blocks, best) {
        return Some(Container {
            node,
            why: "it is marked as article text, of which one paragraph is prose".into(),
            worth,
        });
    }
    Some(Container { node: best, why: "its paragraphs outweigh its links and labels most".into(), worth })
}

/// What the blocks in and below each element are worth.
fn worths(dom: &Dom, blocks: &Blocks, declared: &str, marks: Marks) -> Vec<f32> {
    let mut worths = vec![0.0; dom.nodes.len()];
    for block in &blocks.list {
        let is_left_out =
            block.part.is_some_and(|part| marks == Marks::Believed || blocks.roles[part] == Role::Comments);
        worths[block.node] += if is_left_out { -(block.weight.min(100) as f32) * 0.05 } else { worth(block, declared) };
    }
    for id in (1..dom.nodes.len()).rev() {
        worths[dom.nodes[id].parent] += worths[id];
    }
    worths
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

/// The marked article text closely around a single paragraph: what else stands there are short lines, as in a list.
fn marked_around(dom: &Dom, blocks: &Blocks, best: NodeId) -> Option<NodeId> {
    let above = std::iter::successors(Some(best), |&id| (id != 0).then(|| dom.nodes[id].parent));
    let is_paragraph = dom.tag(best) == "p";
    above.take(5).filter(|_| is_paragraph).find(|&id| blocks.roles[id] == Role::Body)
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
