//! Parts that bear no mark and tell by what they hold what they are: readers' comments below their number, and boxes that ask for
//! an address of the reader.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::cues::Role;
use crate::extract::page::dom::{Data, Dom, NodeId};
use crate::lang::{Phrase, phrases};

/// Lines that open what readers wrote, in any language.
static COMMENTS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| phrases(Phrase::Comments).flat_map(|p| p.split('|')).collect());

/// What stands beside and below a heading that counts comments, `3 Comments`, is what readers wrote. The word alone may be a section
/// of the story.
pub(super) fn counted_comments(dom: &Dom, roles: &mut [Role]) {
    for heading in (1..roles.len()).filter(|&id| matches!(dom.tag(id), "h2" | "h3" | "h4")) {
        if roles[heading] != Role::Plain || !counts_comments(&dom.text(heading)) {
            continue;
        }
        let end = dom.nodes[dom.nodes[heading].parent].end;
        let mut id = heading;
        while id < end {
            if matches!(dom.nodes[id].data, Data::Element { .. }) && roles[id] == Role::Plain {
                roles[id] = Role::Comments;
            }
            id = dom.nodes[id].end;
        }
    }
}

/// Whether a line is a number and a word for comments: `3 Comments`, `Kommentare (12)`.
fn counts_comments(line: &str) -> bool {
    /// Bytes of the longest.
    const LONGEST: usize = 60;
    /// Those of the shortest word, and of the ending of a plural.
    const SHORTEST: usize = 6;
    const PLURAL: usize = 2;
    if line.len() > LONGEST || !line.contains(|c: char| c.is_numeric()) {
        return false;
    }
    let line = line.to_lowercase();
    let word = line.trim_matches(|c: char| !c.is_alphabetic());
    // One comment is told in the singular, which begins the plural.
    let is_word = |known: &&str| known.starts_with(word) && known.len() <= word.len() + PLURAL;
    word.len() >= SHORTEST && COMMENTS.iter().any(is_word)
}

/// A small box with a field for the reader's address offers a newsletter.
pub(super) fn address_boxes(dom: &Dom, roles: &mut [Role]) {
    /// Bytes of the longest text of such a box, and elements around the field that are looked at.
    const LONGEST: usize = 320;
    const ABOVE: usize = 6;
    let fields = dom.elements("input").filter(|&id| dom.attribute(id, "type") == Some("email"));
    for field in fields.collect::<Vec<NodeId>>() {
        let above = std::iter::successors(Some(dom.nodes[field].parent), |&id| (id != 0).then(|| dom.nodes[id].parent));
        let is_box = |id: &NodeId| {
            !matches!(dom.tag(*id), "body" | "html" | "main" | "article")
                && !matches!(roles[*id], Role::Body)
                && *id != 0
                && dom.text(*id).trim().len() <= LONGEST
                && !dom.subtree(*id).any(|inner| dom.tag(inner) == "h1")
        };
        if let Some(found) = above.take(ABOVE).take_while(is_box).last()
            && roles[found] == Role::Plain
        {
            roles[found] = Role::Junk;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::blocks::Blocks;
    use super::*;

    const PROSE: &str = "The harbour office said on Tuesday that the second pier would open before the winter, after years \
        of delay and of quarrels over who is to pay for it, and that the ferries would call there again.";

    fn plain(page: &str) -> Vec<String> {
        let blocks = Blocks::of(&Dom::parse(page));
        blocks.list.iter().filter(|block| block.is_in_no_part()).map(|block| block.text.clone()).collect()
    }

    #[test]
    fn what_stands_below_the_number_of_comments_was_written_by_readers() {
        let said = "<div><b>Ada</b><p>I waited for this pier for years, and so did my aunt.</p></div>";
        for heading in ["3 Comments", "Comments (3)", "1 Kommentar", "12 commentaires"] {
            let page = format!("<div><p>{PROSE}</p><h3>{heading}</h3>{said}</div>");
            assert_eq!(plain(&page), [PROSE], "{heading}");
        }
        for heading in ["Comments", "Comments from the parish", "3 piers"] {
            let page = format!("<div><p>{PROSE}</p><h3>{heading}</h3>{said}</div>");
            assert!(plain(&page).len() > 2, "{heading}");
        }
    }

    #[test]
    fn a_small_box_with_a_field_for_an_address_is_no_text() {
        let offer = "<div><h3>The harbour in your inbox</h3><p>Every Friday.</p><form><input type=email></form></div>";
        assert_eq!(plain(&format!("<article><p>{PROSE}</p>{offer}</article>")), [PROSE]);
        assert_eq!(plain(&format!("<form><p>{PROSE}</p><p>{PROSE}</p><input type=email></form>")).len(), 2);
        assert_eq!(plain("<article><p>It rains.</p><input type=email></article>"), ["It rains."]);
    }
}
