//! Leaving out, inside the article's container, what is not the article.

use foldhash::HashMap;

use super::blocks::{Block, Blocks, Shape};
use super::phrases;
use super::phrases::Line;
use super::scoring::{Container, Reading};
use super::similarity::{bare, likeness, same_when_bare};
use crate::extract::page::dom::{Dom, NodeId};

/// Why a block is left out.
pub(crate) type Reason = &'static str;

/// The headline as the page shows it: its text, and the heading that is most like it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Shown<'a> {
    /// The headline's text.
    pub(crate) text: Option<&'a str>,
    /// The heading's element.
    pub(crate) node: Option<NodeId>,
}

/// Why the headline is left out.
const HEADLINE: Reason = "the headline again";

impl Shown<'_> {
    /// Whether a block is the heading that shows the headline, with what the heading has besides.
    fn is_in(&self, block: &Block) -> bool {
        self.node == Some(block.node)
            && self.text.map(bare).is_some_and(|text| !text.is_empty() && bare(&block.text).contains(&*text))
    }
}

/// The blocks of the container with the reason for which each is left out, or none.
pub(crate) fn judge<'a>(
    dom: &Dom,
    blocks: &'a Blocks,
    container: &Container,
    headline: Shown,
) -> Vec<(&'a Block, Option<Reason>)> {
    let node = container.node;
    let inside = blocks.list.iter().filter(|block| dom.subtree(node).contains(&block.node));
    let mut judged: Vec<(&Block, Option<Reason>)> = inside
        .map(|block| {
            let part = block.part.filter(|&part| part > node);
            let reason = part.map(|part| blocks.roles[part].describe());
            let is_headline = || headline.is_in(block).then_some(HEADLINE);
            (block, reason.or_else(is_headline).or_else(|| alone(block, headline.text)))
        })
        .collect();
    keep_linked_sentences(&mut judged);
    keep_linked_items(dom, &mut judged);
    keep_introduced_links(&mut judged);
    keep_sentences_of_story(dom, &mut judged);
    trim_notices(&mut judged);
    trim_offers(&mut judged);
    trim_repeated(&mut judged);
    if let Some(node) = headline.node.filter(|&node| shows(dom, node, headline)) {
        trim_above(&mut judged, node, dom.tag(node) == "h1");
    }
    if container.reading == Reading::Prose {
        trim_head(dom, &mut judged);
        trim_boxes(&mut judged);
        trim_tail(dom, &mut judged);
    }
    judged
}

/// What a block says against itself.
fn alone(block: &Block, headline: Option<&str>) -> Option<Reason> {
    if headline.is_some_and(|headline| repeats(block.shape, &block.text, headline)) {
        return Some(HEADLINE);
    }
    if !block.text.contains(|c: char| c.is_alphanumeric() || c == '_') {
        return Some("no words");
    }
    if block.link_density() > 0.95 && block.weight >= 250 {
        return Some(LINKS);
    }
    if block.link_density() > 0.8 && block.shape != Shape::Row && (block.weight < 250 || block.shape == Shape::Item) {
        return Some(LINKS);
    }
    if block.weight < 40 && !matches!(block.shape, Shape::Heading(_)) && phrases::is_time_from_now(&block.text) {
        return Some("a time told from now");
    }
    if phrases::opens_byline(&block.text) {
        return Some("a byline");
    }
    match phrases::line(&block.text) {
        Some(Line::ReadMore) if block.linked > 0 || block.weight < 160 => Some(POINTER),
        Some(Line::Notice) if block.weight < 400 => Some(NOTICE),
        Some(Line::Credit) if block.weight < 140 => Some(CREDIT),
        _ => None,
    }
}

/// The other lines of an element that opens with a notice of the site, as where it says the same in a second language.
fn trim_notices(judged: &mut [(&Block, Option<Reason>)]) {
    /// Letters of the longest; what is longer may be a story below a notice. And of the shortest opening; a word alone is a heading.
    const LONGEST: usize = 700;
    const SHORTEST: usize = 60;
    for at in 0..judged.len() {
        let node = judged[at].0.node;
        let is_notice = judged[at].1 == Some(NOTICE) && judged[at].0.weight >= SHORTEST;
        let opens = is_notice && (at == 0 || judged[at - 1].0.node != node);
        let end = at + judged[at..].iter().take_while(|(block, _)| block.node == node).count();
        if opens && judged[at..end].iter().map(|(block, _)| block.weight).sum::<usize>() <= LONGEST {
            judged[at..end].iter_mut().for_each(|(_, reason)| *reason = reason.or(Some(NOTICE)));
        }
    }
}

/// Why a notice is left out.
const NOTICE: Reason = "a notice of the site";

/// Why a pointer to another story is left out.
const POINTER: Reason = "a pointer to another story";

/// Why the name of a picture's maker is left out.
const CREDIT: Reason = "a credit";

/// Why a block of links is left out.
const LINKS: Reason = "nothing but links";

/// Keeps sentences all of which is a link, as where a story points to its sources, between paragraphs of the story.
fn keep_linked_sentences(judged: &mut [(&Block, Option<Reason>)]) {
    let is_story = |(block, reason): &(&Block, Option<Reason>)| reason.is_none() && block.is_prose();
    for at in 1..judged.len() {
        let between = is_story(&judged[at - 1]) && judged.get(at + 1).is_none_or(is_story);
        if judged[at].1 == Some(LINKS) && between && is_linked_sentence(judged[at].0) {
            judged[at].1 = None;
        }
    }
}

/// Keeps items that are links in a list of which as many items are text: what a project did in a week, the sources of a report.
fn keep_linked_items(dom: &Dom, judged: &mut [(&Block, Option<Reason>)]) {
    let list_of = |block: &Block| {
        let above = std::iter::successors(Some(block.node), |&id| (id != 0).then(|| dom.nodes[id].parent));
        above.take(4).find(|&id| matches!(dom.tag(id), "ul" | "ol"))
    };
    let mut lists: HashMap<NodeId, (usize, usize)> = HashMap::default();
    for (block, reason) in judged.iter().filter(|(block, _)| block.shape == Shape::Item) {
        if let Some(list) = list_of(block) {
            let (text, links) = lists.entry(list).or_default();
            *text += usize::from(reason.is_none() && block.weight >= ITEM);
            *links += usize::from(*reason == Some(LINKS));
        }
    }
    for (block, reason) in judged.iter_mut().filter(|(_, reason)| *reason == Some(LINKS)) {
        let is_text = |list| lists.get(&list).is_some_and(|(text, links)| *text >= 2 && text >= links);
        if block.shape == Shape::Item && list_of(block).is_some_and(is_text) {
            *reason = None;
        }
    }
}

/// Letters of an item that says something.
const ITEM: usize = 30;

/// Keeps the links of a list that a sentence of the story opens with a colon: `Three charities take gifts:`.
fn keep_introduced_links(judged: &mut [(&Block, Option<Reason>)]) {
    /// Letters of the shortest sentence that opens a list; what is shorter is a label: `More on this:`.
    const SENTENCE: usize = 20;
    for at in 1..judged.len() {
        let (before, reason) = judged[at - 1];
        let opens = before.shape == Shape::Text
            && before.weight >= SENTENCE
            && before.linked == 0
            && before.text.ends_with([':', '：'])
            && reason.is_none();
        if !opens || phrases::line(&before.text).is_some() {
            continue;
        }
        let links = judged[at..]
            .iter_mut()
            .take_while(|(block, reason)| block.shape == Shape::Item && reason.is_none_or(|reason| reason == LINKS));
        links.for_each(|(_, reason)| *reason = None);
    }
}

/// Keeps a sentence between two paragraphs of the story that only begins as a notice or a credit does: `Cookie sales fell by
/// half.` What the site says there has a link, an element of its own, or no full stop.
fn keep_sentences_of_story(dom: &Dom, judged: &mut [(&Block, Option<Reason>)]) {
    let parent = |block: &Block| dom.nodes[block.node].parent;
    for at in 1..judged.len().saturating_sub(1) {
        let (block, reason) = judged[at];
        let is_beside = |(other, reason): (&Block, Option<Reason>)| {
            other.shape == Shape::Text && reason.is_none() && parent(other) == parent(block)
        };
        let is_sentence = matches!(reason, Some(NOTICE | POINTER | CREDIT))
            && block.shape == Shape::Text
            && block.linked == 0
            && dom.tag(block.node) == "p"
            && phrases::is_plain_sentence(&block.text);
        if is_sentence && is_beside(judged[at - 1]) && is_beside(judged[at + 1]) && judged[at + 1].0.ends_sentence() {
            judged[at].1 = None;
        }
    }
}

/// Offers of a subscription after a teaser. In a longer text they may be what the story is about.
fn trim_offers(judged: &mut [(&Block, Option<Reason>)]) {
    /// More text than this is no teaser.
    const TEASER: usize = 1_500;
    let kept = || judged.iter().filter(|(_, reason)| reason.is_none()).map(|(block, _)| block);
    if kept().map(|block| block.weight).sum::<usize>() > TEASER {
        return;
    }
    let Some(first) = judged.iter().position(|(block, reason)| reason.is_none() && block.is_prose()) else { return };
    for (block, reason) in judged[first + 1..].iter_mut().filter(|(_, reason)| reason.is_none()) {
        if block.weight < 400 && phrases::is_offer(&block.text) {
            *reason = Some("an offer to subscribe");
        }
    }
}

/// Whether a paragraph is a sentence all of which is a link; a pointer to another story is a headline, and ends in no mark.
fn is_linked_sentence(block: &Block) -> bool {
    block.shape == Shape::Text
        && (60..500).contains(&block.weight)
        && block.text.trim_end_matches(['"', '”', '’', ')', '»']).ends_with(['.', '!', '?', '。', '؟', '।', '።', '։'])
        && phrases::line(&block.text).is_none()
}

/// Whether a block repeats the headline.
pub(crate) fn repeats(shape: Shape, text: &str, title: &str) -> bool {
    // A paragraph much longer than the title cannot repeat it.
    if text.len() > 4 * title.len() + 100 {
        return false;
    }
    same_when_bare(text, title) || matches!(shape, Shape::Heading(1)) && likeness(text, title) > 0.6
}

/// What is said again, as where a page holds its text twice, for narrow screens and for wide ones; but not the lines
/// of a plan or a table of days, of which many stand there three times and more.
fn trim_repeated(judged: &mut [(&Block, Option<Reason>)]) {
    /// How many lines that come back again and again make a plan or a table.
    const PLAN: usize = 6;
    let mut times: HashMap<String, usize> = HashMap::default();
    let mut refrains = 0;
    let mut repeated = Vec::new();
    for (at, (block, _)) in judged.iter().enumerate().filter(|(_, (_, reason))| reason.is_none()) {
        let count = times.entry(bare(&block.text)).or_default();
        *count += 1;
        refrains += usize::from(*count == 3);
        if *count > 1 && block.weight >= 30 {
            repeated.push(at);
        }
    }
    for at in repeated.into_iter().filter(|_| refrains < PLAN) {
        judged[at].1 = Some("said before");
    }
}

/// Whether the element shows the headline, not only the heading that is most like it.
fn shows(dom: &Dom, node: NodeId, headline: Shown) -> bool {
    headline.text.is_some_and(|text| likeness(&dom.text(node), text) > 0.5)
}

/// What stands above the headline where the story stands below it: the teasers of others, the news of the hour.
fn trim_above(judged: &mut [(&Block, Option<Reason>)], headline: NodeId, is_first_rank: bool) {
    /// Less prose than this below the headline is no story.
    const STORY: usize = 400;
    let first_below = judged.partition_point(|(block, _)| block.node < headline);
    let below = judged[first_below..].iter().filter(|(block, reason)| reason.is_none() && block.is_prose());
    if below.map(|(block, _)| block.weight).sum::<usize>() < STORY {
        return;
    }
    for (block, reason) in judged[..first_below].iter_mut().filter(|(_, reason)| reason.is_none()) {
        if is_first_rank || block.shape == Shape::Item {
            *reason = Some("above the headline");
        }
    }
}

/// Labels, bylines and dates before the first paragraph.
fn trim_head(dom: &Dom, judged: &mut [(&Block, Option<Reason>)]) {
    let Some(first) = judged.iter().position(|(block, reason)| reason.is_none() && block.is_prose()) else { return };
    let prose = judged[first].0.node;
    // A heading right above the first paragraph opens a section where others of its rank do so below.
    let opens_section = |at: usize, judged: &[(&Block, Option<Reason>)]| {
        let is_rank =
            |(block, reason): &(&Block, Option<Reason>)| reason.is_none() && block.shape == judged[at].0.shape;
        matches!(judged[at].0.shape, Shape::Heading(2..)) && judged[first..].iter().any(is_rank)
    };
    let last = judged[..first].iter().rposition(|(_, reason)| reason.is_none());
    let first = match last {
        Some(last) if opens_section(last, judged) => last,
        _ => first,
    };
    let first = opening_list(&judged[..first]).unwrap_or(first);
    // Who says the first sentence of a conversation that is set as a list of terms.
    let is_speaker = |at: usize, block: &Block| at + 1 == first && dom.tag(block.node) == "dt";
    for (at, (block, reason)) in judged[..first].iter_mut().enumerate() {
        // Lines of one element are one text, separated by line breaks.
        let is_label = block.weight < 40
            && block.node != prose
            && !block.ends_sentence()
            && !block.text.ends_with(',')
            && !is_speaker(at, block)
            || phrases::is_byline(&block.text);
        if reason.is_none() && is_label {
            *reason = Some("a label before the text");
        }
    }
}

/// Where a list begins, or the heading above it, with which a text opens: what is new in short, what a dish is made of. A list of a
/// word or two an item, without a heading, is that of the writer, the day and the section.
fn opening_list(head: &[(&Block, Option<Reason>)]) -> Option<usize> {
    /// Items of the shortest list, and words of an item that says something by itself.
    const ITEMS: usize = 2;
    const WORDS: usize = 4;
    let is_item = |(block, reason): &(&Block, Option<Reason>)| {
        block.shape == Shape::Item && reason.is_none() && block.linked == 0 && !phrases::is_byline(&block.text)
    };
    let start = head.iter().position(is_item)?;
    let items = head[start..].iter().take_while(|item| is_item(item)).count();
    let has_heading =
        start > 0 && head[start - 1].1.is_none() && matches!(head[start - 1].0.shape, Shape::Heading(2..));
    let says = |(block, _): &(&Block, Option<Reason>)| block.text.split_whitespace().count() >= WORDS;
    if items < ITEMS || !has_heading && !head[start..start + items].iter().all(says) {
        return None;
    }
    Some(start - usize::from(has_heading))
}

/// Headings that open a box of links, and the headings of which nothing was left.
fn trim_boxes(judged: &mut [(&Block, Option<Reason>)]) {
    let mut follows = false;
    for at in (0..judged.len()).rev() {
        let (block, reason) = judged[at];
        let is_heading = matches!(block.shape, Shape::Heading(_));
        match reason {
            None if is_heading && !follows => judged[at].1 = Some("a heading without text"),
            None if !is_heading => follows = true,
            Some(LINKS) => follows = false,
            _ => {}
        }
    }
}

/// Short lines after the last paragraph: tags, credits, buttons.
fn trim_tail(dom: &Dom, judged: &mut [(&Block, Option<Reason>)]) {
    let last = judged.iter().rev().find(|(block, reason)| reason.is_none() && block.is_prose());
    let prose = last.map(|(block, _)| block.node);
    for (block, reason) in judged.iter_mut().rev() {
        if reason.is_some() {
            continue;
        }
        let is_label = block.weight < 60
            && Some(block.node) != prose
            && !block.ends_sentence()
            && dom.tag(block.node) != "pre"
            && !matches!(block.shape, Shape::Row | Shape::Item);
        if !(is_label || block.link_density() > 0.6 || phrases::is_byline(&block.text)) {
            return;
        }
        *reason = Some("a label behind the text");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROSE: &str = "The harbour office said on Tuesday that the second pier would open before the winter, after years \
        of delay and of quarrels over who is to pay for it.";

    /// The texts that stay, of a page whose headline is its first heading.
    fn kept(page: &str) -> Vec<String> {
        let dom = Dom::parse(page);
        let blocks = Blocks::of(&dom);
        let node = (0..dom.nodes.len()).find(|&id| matches!(dom.tag(id), "h1" | "h2"));
        let text = node.map(|id| dom.text(id));
        let container = Container { node: 0, why: String::new(), worth: 1_000.0, reading: Reading::Prose };
        let judged = judge(&dom, &blocks, &container, Shown { text: text.as_deref(), node });
        judged.iter().filter(|(_, reason)| reason.is_none()).map(|(block, _)| block.text.clone()).collect()
    }

    #[test]
    fn sentences_and_lists_of_the_story_are_kept_though_they_look_like_labels() {
        let story = |inner: &str| kept(&format!("<h1>Pier</h1><p>{PROSE}</p>{inner}<p>{PROSE} Again.</p>"));
        for kept in [
            "<p>Cookie sales fell by half.</p>",
            "<p>Follow us, the guide said, and they did.</p>",
            "<p>Copyright law protects the map.</p>",
        ] {
            assert_eq!(story(kept).len(), 3, "{kept}");
        }
        for left_out in [
            "<p>Follow us on our channels</p>",
            "<p>Sign up for our letter <a href=/l>here</a>.</p>",
            "<div class=x><p>Share this with the crew.</p></div>",
        ] {
            assert_eq!(story(left_out).len(), 2, "{left_out}");
        }
        let links = "<ul><li><a href=/a>Friends of the Weir</a></li><li><a href=/b>The Boat Club</a></li></ul>";
        assert_eq!(story(&format!("<p>Two clubs take gifts for the work:</p>{links}")).len(), 5);
        assert_eq!(story(&format!("<p>Read more:</p>{links}")).len(), 2);
        assert_eq!(
            kept(&format!("<h1>Pier</h1><h2>In it</h2><ul><li>200 g flour<li>2 eggs</ul><p>{PROSE}</p>")).len(),
            4
        );
        assert_eq!(kept(&format!("<h1>Pier</h1><ul><li>Ann Lee<li>News</ul><p>{PROSE}</p>")).len(), 1);
        assert_eq!(kept(&format!("<h1>Pier</h1><p>{PROSE}</p><pre>cargo fetch</pre>")).len(), 2);
        assert_eq!(kept(&format!("<h1>Pier</h1><dl><dt>THE CHAIR</dt><dd>{PROSE}</dd></dl>")).len(), 2);
    }

    #[test]
    fn what_is_said_twice_is_left_out_but_not_the_lines_of_a_plan() {
        let twice = format!("<p>{PROSE}</p><p>{PROSE}</p>");
        assert_eq!(kept(&twice), [PROSE]);
        let day = |day: u8| {
            let meals = (0..6).map(|meal| format!("<p>Meal {meal}: a bowl of oats with berries and with milk.</p>"));
            format!("<h3>Day {day}</h3>{}", meals.collect::<String>())
        };
        let plan = (1..4).map(day).collect::<String>();
        assert_eq!(kept(&plan).len(), 21);
    }

    #[test]
    fn links_among_text_are_text() {
        let link = "<a href=/x>The second pier gets a new roof before the winter</a>";
        let item = "Nora mended the crane that had stood still since the storm of May";
        let list = |items: &[&str]| {
            let items = items.iter().map(|item| format!("<li>{item}</li>")).collect::<String>();
            kept(&format!("<h1>Pier</h1><p>{PROSE}</p><ul>{items}</ul><p>Once more: {PROSE}</p>")).len()
        };
        let other = "Bo wrote down what it cost to lift the bell out of the mud again";
        assert_eq!(list(&[item, link, other]), 5);
        assert_eq!(list(&[item, link, link]), 3);
        assert_eq!(list(&[link, link]), 2);
    }

    #[test]
    fn lines_of_one_element_are_one_text() {
        let lines = ["The bell is up", PROSE, "They clapped #Aldmouth"];
        assert_eq!(kept(&format!("<div>{}</div>", lines.join("<br><br>"))), lines);
        assert_eq!(kept(&format!("<p>The bell is up</p><p>{PROSE}</p><p>They clapped #Aldmouth</p>")), [PROSE]);
    }

    #[test]
    fn the_heading_of_the_first_section_is_kept_where_there_are_others() {
        let section = |title: &str| format!("<h2>{title}</h2><p>{title} {PROSE}</p>");
        let two = kept(&format!("<h1>Pier</h1><p>News</p>{}{}", section("Plan"), section("Cost")));
        assert_eq!(two.iter().filter(|text| matches!(&***text, "Plan" | "Cost")).count(), 2);
        assert_eq!(kept(&format!("<h1>Pier</h1>{}", section("Plan"))).len(), 1);
    }

    #[test]
    fn teasers_above_the_headline_are_no_text() {
        let story = format!("<h2>Pier opens</h2>{}", (0..4).map(|n| format!("<p>{n} {PROSE}</p>")).collect::<String>());
        assert_eq!(kept(&format!("<ul><li>{PROSE}</li></ul>{story}")).len(), 4);
        assert_eq!(kept(&format!("<p>{PROSE}</p>{story}")).len(), 5, "a paragraph may stand above a heading");
    }
}
