//! Readers' comments, kept apart from the article.

use super::blocks::Blocks;
use super::cues::Role;
use super::phrases;
use crate::extract::page::dom::{Dom, NodeId};

/// The comments of a page, one paragraph a line.
pub(crate) fn find(dom: &Dom, blocks: &Blocks, container: Option<NodeId>) -> String {
    let mut lines: Vec<&str> = Vec::new();
    let mut id = 1;
    let mut block = 0;
    while id < dom.nodes.len() {
        let holds_text = container.is_some_and(|container| dom.subtree(id).contains(&container));
        if blocks.roles[id] != Role::Comments || holds_text {
            id += 1;
            continue;
        }
        let end = dom.nodes[id].end;
        while block < blocks.list.len() && blocks.list[block].node < end {
            let here = &blocks.list[block];
            if here.node >= id && here.weight >= 20 && here.link_density() < 0.5 && phrases::line(&here.text).is_none()
            {
                lines.push(&here.text);
            }
            block += 1;
        }
        id = end;
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_told_by_their_marks() {
        let said = "I have waited for this pier for years.";
        for (page, expected) in [
            (format!("<p>Text</p><div id=comments><p>{said}</p><p>+1</p></div>"), said),
            (format!("<section class=comment-list><a href=/x>{said}</a></section>"), ""),
            (format!("<div class=text><p>{said}</p></div>"), ""),
        ] {
            let dom = Dom::parse(&page);
            assert_eq!(find(&dom, &Blocks::of(&dom), None), expected, "{page}");
        }
    }
}
