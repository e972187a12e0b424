//! Recovering the standfirst that stands between the headline and the article's container.

use super::blocks::{Block, Blocks, Shape};
use super::cues::Role;
use super::phrases;
use super::similarity::{bare, contained};
use crate::extract::page::dom::{Dom, NodeId};

/// The blocks before the container that are the article's standfirst.
pub(crate) fn recover<'a>(
    dom: &Dom,
    blocks: &'a Blocks,
    container: NodeId,
    headline: Option<NodeId>,
    descriptions: &[String],
) -> Vec<&'a Block> {
    let before =
        blocks.list.iter().filter(|block| block.node < container && !dom.subtree(block.node).contains(&container));
    let after = headline.unwrap_or(container);
    let found = before.filter(|block| block.node > after && block.weight >= 25 && block.link_density() < 0.5);
    found.filter(|block| is_standfirst(dom, blocks, block, descriptions)).take(4).collect()
}

fn is_standfirst(dom: &Dom, blocks: &Blocks, block: &Block, descriptions: &[String]) -> bool {
    let declared = descriptions.iter().any(|text| agrees(&block.text, text));
    if declared && !matches!(block.part.map(|part| blocks.roles[part]), Some(Role::Comments | Role::Caption)) {
        return true;
    }
    if block.part.is_some() || phrases::is_byline(&block.text) || phrases::line(&block.text).is_some() {
        return false;
    }
    let marked = above(dom, block.node).take(4).any(|id| blocks.roles[id] == Role::Lede);
    // A sentence that is set as a heading, right above the text.
    let is_set_large = matches!(block.shape, Shape::Heading(2..)) && block.weight >= 40 && block.ends_sentence();
    marked || is_set_large || block.is_prose() && !matches!(block.shape, Shape::Item | Shape::Row)
}

fn agrees(text: &str, description: &str) -> bool {
    let (a, b) = (bare(text), bare(description));
    a.len() >= 25
        && b.len() >= 25
        && (a.starts_with(&b[..b.floor_char_boundary(60)]) || b.starts_with(&a[..a.floor_char_boundary(60)]))
        || contained(text, description) > 0.9 && a.len() * 2 > b.len() && a.len() > 40
}

/// The element and those around it, innermost first.
fn above(dom: &Dom, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
    std::iter::successors(Some(node), |&id| (id != 0).then(|| dom.nodes[id].parent))
}
