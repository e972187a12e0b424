//! Days that are not the page's, as where they stand tells: one in each entry of a list or row of a table, as in a chronology or a
//! programme, and those below headlines that lead to other stories.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::clue::{Clue, Standing};
use super::weigh;
use crate::extract::page::dom::{Dom, NodeId};

/// How many elements above a day its entry is looked for.
const ABOVE: usize = 6;

/// An entry with more nodes than this holds more than a day and what was on it.
const LARGEST: usize = 60;

/// Up to how many nodes after a headline that leads elsewhere a day is that story's.
const BELOW: usize = 15;

/// How many headlines that lead elsewhere make a list of stories; a single one may be the page's own.
const SEVERAL: usize = 2;

/// A shorter heading, in bytes, may be the name of a section.
const HEADLINE: usize = 20;

/// More headings of a page are not compared with its entries.
const HEADINGS: usize = 40;

/// A clue that stands in an entry.
#[derive(Clone, Copy, Debug)]
struct Entry {
    /// The entry itself.
    item: NodeId,
    day: Option<Date>,
    /// Which of the clues it is.
    clue: usize,
}

/// What is found out about the places of a page's days, in one walk.
#[derive(Debug, Default)]
pub(super) struct Entries {
    /// The entries with a day by the list or table that they stand in.
    of_lists: BTreeMap<NodeId, Vec<Entry>>,
    /// The headings of the page.
    headings: Vec<NodeId>,
    /// How many headlines lead elsewhere.
    headlines: usize,
    /// Where the last of them ends, if no other heading followed.
    teaser: Option<NodeId>,
    /// Which clues stand below one of them.
    below: Vec<usize>,
}

impl Entries {
    /// Takes note of a heading. `own` is the headline of the page, `body` what holds its text.
    pub(super) fn pass_heading(&mut self, dom: &Dom, heading: NodeId, own: Option<NodeId>, body: Option<NodeId>) {
        if self.headings.len() < HEADINGS {
            self.headings.push(heading);
        }
        let is_other = own.is_some_and(|own| heading > own && !dom.subtree(own).contains(&heading));
        self.teaser = (is_other && is_link(dom, heading)).then(|| dom.nodes[heading].end);
        // Behind the story a single one is surely another's.
        let is_behind = body.is_some_and(|body| heading >= dom.nodes[body].end);
        self.headlines += if self.teaser.is_none() {
            0
        } else if is_behind {
            SEVERAL
        } else {
            1
        };
    }

    /// Takes note of clues of a node, by their places among all.
    pub(super) fn add(&mut self, dom: &Dom, node: NodeId, own: Option<NodeId>, found: &[Clue], from: usize) {
        if self.teaser.is_some_and(|end| (end..end + BELOW).contains(&node)) {
            self.below.extend(from..found.len());
        }
        let Some((list, item)) = entry(dom, node).filter(|(list, _)| {
            // A page that is laid out in a table has all of its story in one.
            own.is_none_or(|own| !dom.subtree(*list).contains(&own))
        }) else {
            return;
        };
        let shown = (from..found.len()).filter(|clue| !found[*clue].modified);
        let entries = shown.map(|clue| Entry { item, day: found[clue].moment.date(), clue });
        self.of_lists.entry(list).or_default().extend(entries);
    }

    /// Takes from the clues that are entries' or other stories' what makes them the page's own.
    pub(super) fn devalue(self, dom: &Dom, found: &mut [Clue]) {
        let is_list = |entries: &[Entry]| {
            let items: BTreeSet<NodeId> = entries.iter().map(|entry| entry.item).collect();
            let days: BTreeSet<Option<Date>> = entries.iter().map(|entry| entry.day).collect();
            items.len() > 1 && days.len() > 1
        };
        let lists = self.of_lists.iter().filter(|(_, entries)| is_list(entries));
        let listed = lists.flat_map(|(list, entries)| {
            entries.iter().filter(|entry| !self.is_own(dom, *list, entry.item)).map(|entry| entry.clue)
        });
        let below = self.below.iter().copied().filter(|_| self.headlines >= SEVERAL);
        for clue in listed.chain(below) {
            found[clue].trust = found[clue].trust.min(weigh::LISTED);
            found[clue].standing = Standing::Mentioned;
        }
    }

    /// Whether an entry is the page's own among those of others: it says what a heading of the page says that leads nowhere.
    fn is_own(&self, dom: &Dom, list: NodeId, item: NodeId) -> bool {
        let Some(link) = dom.subtree(item).find(|&id| dom.tag(id) == "a").map(|id| dom.text(id)) else { return false };
        let is_outside = |heading: &&NodeId| !dom.subtree(list).contains(*heading) && !is_link(dom, **heading);
        let mut headings = self.headings.iter().filter(is_outside);
        link.trim().len() >= HEADLINE && headings.any(|heading| dom.text(*heading).trim() == link.trim())
    }
}

/// The list or table and the entry of it in which a node stands.
fn entry(dom: &Dom, node: NodeId) -> Option<(NodeId, NodeId)> {
    let above = std::iter::successors(Some(node), |&id| (id != 0).then(|| dom.nodes[id].parent));
    let item = above.skip(1).take(ABOVE).find(|&id| matches!(dom.tag(id), "li" | "tr"))?;
    let is_list = |tag: &str| if dom.tag(item) == "li" { matches!(tag, "ul" | "ol") } else { tag == "table" };
    let around = std::iter::successors(Some(dom.nodes[item].parent), |&id| (id != 0).then(|| dom.nodes[id].parent));
    let list = around.into_iter().take(ABOVE).find(|&id| is_list(dom.tag(id)))?;
    (dom.nodes[item].end - item <= LARGEST).then_some((list, item))
}

/// Whether all of a heading is a link.
fn is_link(dom: &Dom, heading: NodeId) -> bool {
    let above = dom.nodes[heading].parent;
    if dom.tag(above) == "a" {
        return true;
    }
    let link = dom.subtree(heading).find(|&id| dom.tag(id) == "a");
    link.is_some_and(|link| dom.text(link).trim() == dom.text(heading).trim())
}

#[cfg(test)]
mod tests {
    use super::super::tests::day_of;

    #[test]
    fn days_of_entries_and_of_other_stories_are_not_the_page_s() {
        let stamp = "<meta property='article:published_time' content='2025-10-14T08:30:00Z'>";
        let list =
            "<ul><li>13 October 2025: the council votes</li><li>15 October 2025: the contract is signed</li></ul>";
        let table = "<table><tr><td>13 October 2025<td>vote<tr><td>15 October 2025<td>contract</table>";
        for entries in [list, table] {
            let page = format!("{stamp}<h1>Pier opens</h1><p>The pier opens at last.</p>{entries}");
            assert_eq!(day_of(&page).as_deref(), Some("2025-10-14"), "{entries}");
            let page = page.replace(stamp, "");
            assert_eq!(day_of(&page), None, "{entries}");
        }
        let news = "<ul><li>13 October 2025<br><a href=/1>The second pier opens at last</a><li>11 October 2025<br><a href=/2>Ferry was late</a></ul>";
        let page = format!("<h1>Harbour Post</h1>{news}<h4>The second pier opens at last</h4><p>It is open.</p>");
        assert_eq!(day_of(&page).as_deref(), Some("2025-10-13"));
        let teaser = |n: u8| format!("<h3><a href=/{n}>Ferry was late again</a></h3><p>{n} October 2025</p>");
        let page = format!("<h1>Pier opens</h1><p>The pier opens at last.</p>{}{}", teaser(3), teaser(3));
        assert_eq!(day_of(&page), None);
    }
}
