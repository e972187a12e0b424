//! Recovering the standfirst that stands between the headline and the article's container.

use std::cell::OnceCell;

use super::blocks::{Block, Blocks, Shape};
use super::cues::Role;
use super::phrases;
use super::similarity::{Terms, bare};
use crate::extract::page::dom::{Dom, NodeId};

/// The blocks before the container that are the article's standfirst.
pub(crate) fn recover<'a>(
    dom: &Dom,
    blocks: &'a Blocks,
    container: NodeId,
    headline: Option<NodeId>,
    descriptions: &[String],
) -> Vec<&'a Block> {
    let descriptions: Vec<Description> = descriptions.iter().map(|text| Description::of(text)).collect();
    let before =
        blocks.list.iter().filter(|block| block.node < container && !dom.subtree(block.node).contains(&container));
    let after = headline.unwrap_or(container);
    let found = before.filter(|block| block.node > after && block.weight >= 25 && block.link_density() < 0.5);
    found.filter(|block| is_standfirst(dom, blocks, block, &descriptions)).take(4).collect()
}

fn is_standfirst(dom: &Dom, blocks: &Blocks, block: &Block, descriptions: &[Description]) -> bool {
    let declared = !descriptions.is_empty() && Description::of(&block.text).agrees_with_any(descriptions);
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

/// A text to be compared with others, each part made once.
struct Description<'a> {
    text: &'a str,
    bare: String,
    terms: OnceCell<Terms>,
}

impl<'a> Description<'a> {
    fn of(text: &'a str) -> Description<'a> {
        Description { text, bare: bare(text), terms: OnceCell::new() }
    }

    fn terms(&self) -> &Terms {
        self.terms.get_or_init(|| Terms::of(self.text))
    }

    /// Whether this text is one of the descriptions, the beginning of one, or begins with one; or says what it says.
    fn agrees_with_any(&self, descriptions: &[Description]) -> bool {
        let (a, terms) = (&self.bare, || self.terms());
        descriptions.iter().any(|description| {
            let b = &description.bare;
            a.len() >= 25
                && b.len() >= 25
                && (a.starts_with(&b[..b.floor_char_boundary(60)]) || b.starts_with(&a[..a.floor_char_boundary(60)]))
                || a.len() * 2 > b.len() && a.len() > 40 && terms().contained(description.terms()) > 0.9
        })
    }
}

/// The element and those around it, innermost first.
fn above(dom: &Dom, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
    std::iter::successors(Some(node), |&id| (id != 0).then(|| dom.nodes[id].parent))
}
