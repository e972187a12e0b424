//! Doubting marks: a part that its marks call junk but that holds the headline or most of the page's prose is none.

use foldhash::{HashMap, HashSet};
use html5ever::local_name;

use super::block::ends_sentence;
use super::cues::{Cues, Hidden, Role};
use crate::extract::page::dom::{Data, Dom, NodeId};

/// Panels that are closed until a reader presses their button are text, where they hold any: questions and answers, the
/// sections of an explainer. Menus are none.
pub(super) fn closed_panels(dom: &Dom, roles: &mut [Role]) {
    let controls =
        |id: usize| dom.attribute(id, "aria-controls").filter(|_| dom.attribute(id, "aria-expanded").is_some());
    let names: HashSet<&str> = (1..roles.len()).filter_map(controls).flat_map(str::split_ascii_whitespace).collect();
    if names.is_empty() {
        return;
    }
    let mut shown = Cues::new(Hidden::Shown);
    for (id, role) in roles.iter_mut().enumerate().skip(1) {
        let is_panel = *role == Role::Hidden && dom.attribute(id, "id").is_some_and(|name| names.contains(name));
        if is_panel && shown.role(dom, id) == Role::Plain && holds_sentence(dom, id) {
            *role = Role::Plain;
        }
    }
}

/// What stands hidden right behind a paragraph and holds several more is the rest of the story, which a button opens.
pub(super) fn hidden_rest(dom: &Dom, roles: &mut [Role]) {
    /// Letters of a paragraph.
    const PARAGRAPH: usize = 60;
    let is_paragraph = |id: NodeId| {
        dom.tag(id) == "p" && {
            let text = dom.text(id);
            text.len() >= PARAGRAPH && ends_sentence(&text)
        }
    };
    let mut shown: Option<Cues> = None;
    for id in 1..roles.len() {
        if roles[id] != Role::Hidden || !matches!(dom.tag(id), "div" | "section") {
            continue;
        }
        let follows = previous_element(dom, id)
            .is_some_and(|before| roles[before] != Role::Hidden && dom.subtree(before).any(is_paragraph));
        let has_several = || dom.subtree(id).filter(|&inner| is_paragraph(inner)).take(2).count() == 2;
        if !follows || !has_several() || is_linked(dom, id) || is_one_of_many(dom, roles, id) {
            continue;
        }
        let role = shown.get_or_insert_with(|| Cues::new(Hidden::Shown)).role(dom, id);
        if matches!(role, Role::Plain | Role::Body) {
            roles[id] = role;
        }
    }
}

/// A button inside of a sentence is a word of it, which explains itself when it is pressed.
pub(super) fn words_to_press(dom: &Dom, roles: &mut [Role]) {
    let text = |id: NodeId| match dom.nodes.get(id).map(|node| &node.data) {
        Some(Data::Text(text)) if !text.trim().is_empty() => Some(&**text),
        _ => None,
    };
    for id in dom.elements("button").filter(|&id| roles[id] == Role::Hidden).collect::<Vec<_>>() {
        let (before, behind) = (text(id - 1), text(dom.nodes[id].end));
        let is_begun = before.is_some_and(|before| !ends_sentence(before) && before.ends_with(char::is_whitespace));
        let goes_on =
            behind.is_some_and(|behind| behind.trim_start().starts_with(|c: char| c.is_lowercase() || c == ','));
        if is_begun && goes_on {
            roles[id] = Role::Plain;
        }
    }
}

/// Whether other elements beside a hidden one are hidden too, as the pages of a box of which one is shown at a time.
fn is_one_of_many(dom: &Dom, roles: &[Role], id: NodeId) -> bool {
    let parent = dom.nodes[id].parent;
    let mut beside = parent + 1;
    let mut hidden = 0;
    while beside < dom.nodes[parent].end {
        hidden += usize::from(roles[beside] == Role::Hidden && matches!(dom.tag(beside), "div" | "section" | "li"));
        beside = dom.nodes[beside].end;
    }
    hidden > 1
}

/// Whether much of an element's text is linked, as in a box of teasers.
fn is_linked(dom: &Dom, id: NodeId) -> bool {
    let links = dom.subtree(id).filter(|&inner| dom.tag(inner) == "a");
    links.map(|link| dom.text(link).len()).sum::<usize>() * 5 > dom.text(id).len()
}

/// The element before another below the same one.
fn previous_element(dom: &Dom, id: NodeId) -> Option<NodeId> {
    let parent = dom.nodes[id].parent;
    let mut before = id - 1;
    while before > parent {
        while dom.nodes[before].parent != parent {
            before = dom.nodes[before].parent;
        }
        if matches!(dom.nodes[before].data, Data::Element { .. }) && !matches!(dom.tag(before), "script" | "style") {
            return Some(before);
        }
        before -= 1;
    }
    None
}

/// Whether a paragraph below an element reads like a sentence.
fn holds_sentence(dom: &Dom, id: NodeId) -> bool {
    let mut paragraphs = dom.subtree(id).filter(|&inner| dom.tag(inner) == "p" || inner == id);
    paragraphs.any(|inner| {
        let text = dom.text(inner);
        text.len() >= 45 && ends_sentence(&text)
    })
}

/// A small table around a picture holds its caption; so pages were laid out before there were figures.
pub(super) fn picture_tables(dom: &Dom, roles: &mut [Role]) {
    let small = |id: NodeId| dom.nodes[id].end - id < 30;
    for id in dom.elements("table").filter(|&id| small(id)) {
        let has_picture = dom.subtree(id).any(|inner| dom.tag(inner) == "img");
        if has_picture && roles[id] == Role::Plain && dom.text(id).chars().count() < 160 {
            roles[id] = Role::Caption;
        }
    }
}

/// A figure without a picture that holds a table or lines set as they are holds text.
pub(super) fn text_figures(dom: &Dom, roles: &mut [Role]) {
    for id in dom.elements("figure").filter(|&id| roles[id] == Role::Caption).collect::<Vec<_>>() {
        let has = |tags: &[&str]| dom.subtree(id).any(|inner| tags.contains(&dom.tag(inner)));
        if has(&["table", "pre"]) && !has(&["img", "picture", "video", "iframe"]) {
            roles[id] = Role::Plain;
        }
    }
}

/// Where captions hold most of a page's sentences, as in a story told in pictures, they are its text.
pub(super) fn galleries(dom: &Dom, roles: &mut [Role]) {
    /// Captions of the shortest story in pictures.
    const FEWEST: usize = 3;
    let captions: Vec<NodeId> = (1..roles.len())
        .filter(|&id| roles[id] == Role::Caption && roles[dom.nodes[id].parent] != Role::Caption)
        .filter(|&id| ends_sentence(&dom.text(id)))
        .collect();
    if captions.len() < FEWEST {
        return;
    }
    let (mut told, mut all, mut id) = (0, 0, 0);
    let mut in_caption = 0;
    while id < dom.nodes.len() {
        if captions.binary_search(&id).is_ok() {
            in_caption = dom.nodes[id].end;
        }
        let is_other = matches!(roles[id], Role::Hidden | Role::Junk | Role::Comments) && id >= in_caption;
        if is_other || dom.is(id, &local_name!("a")) {
            id = dom.nodes[id].end;
            continue;
        }
        if let Data::Text(run) = &dom.nodes[id].data {
            all += run.trim().len();
            told += if id < in_caption { run.trim().len() } else { 0 };
        }
        id += 1;
    }
    if told * 3 > all * 2 {
        captions.into_iter().flat_map(|id| dom.subtree(id)).for_each(|id| {
            if roles[id] == Role::Caption {
                roles[id] = Role::Plain;
            }
        });
    }
}

/// A part that its marks call junk but that holds the headline or most of the page's prose is none.
pub(super) fn large_parts(dom: &Dom, roles: &mut [Role]) {
    let (text, certain) = measure(dom, roles);
    let total = text[0].max(1);
    let same_name = by_name(dom, roles, &text);
    let mut marked: Vec<Option<NodeId>> = vec![None; roles.len()];
    for id in 1..roles.len() {
        let parent = dom.nodes[id].parent;
        marked[id] = if roles[parent] == Role::Body { Some(parent) } else { marked[parent] };
    }
    for id in 0..roles.len() {
        let is_large = text[id] * 2 > total;
        let doubted = match roles[id] {
            Role::Junk | Role::Byline => {
                is_large
                    || certain[id] && (text[id] * 5 > total || names_day(dom, id))
                    || of_name(dom, id, &same_name) * 5 > total * 3
            }
            Role::Comments => {
                certain[id] && text[id] * 3 > total
                    || marked[id].is_some_and(|body| text[id] * 2 > text[body])
                    || !names_comments(dom, id) && of_name(dom, id, &same_name) * 5 > total * 4
            }
            Role::Caption => is_large || certain[id] && text[id] * 5 > total,
            _ => false,
        };
        if doubted {
            roles[id] = Role::Plain;
        }
    }
}

/// Whether a part is named for a day: blogs hold all posts of one in it.
fn names_day(dom: &Dom, id: NodeId) -> bool {
    dom.attribute(id, "class").is_some_and(|class| class.contains("date"))
}

/// Whether a part says outright that it is what readers wrote; `reader` and `discussion` may be words of other names.
fn names_comments(dom: &Dom, id: NodeId) -> bool {
    ["class", "id"].iter().filter_map(|name| dom.attribute(id, name)).any(|name| {
        let name = name.to_ascii_lowercase();
        name.contains("comment") || name.contains("kommentar")
    })
}

/// How many unlinked letters the parts of each class hold together: where most of a page's prose is in parts of one name, it
/// names the sections of the story.
fn by_name<'a>(dom: &'a Dom, roles: &[Role], text: &[usize]) -> HashMap<&'a str, usize> {
    let mut sums: HashMap<&str, usize> = HashMap::default();
    let mut id = 1;
    while id < roles.len() {
        if matches!(roles[id], Role::Junk | Role::Byline | Role::Comments)
            && let Some(name) = dom.attribute(id, "class")
        {
            *sums.entry(name).or_default() += text[id];
            id = dom.nodes[id].end;
        } else {
            id += 1;
        }
    }
    sums
}

fn of_name(dom: &Dom, id: NodeId, sums: &HashMap<&str, usize>) -> usize {
    dom.attribute(id, "class").and_then(|name| sums.get(name)).copied().unwrap_or_default()
}

/// For each node the unlinked letters of its paragraphs, and whether a mark of the article's own text is below it.
fn measure(dom: &Dom, roles: &[Role]) -> (Vec<usize>, Vec<bool>) {
    let mut text = vec![0; dom.nodes.len()];
    let mut certain = vec![false; dom.nodes.len()];
    let mut id = 0;
    while id < dom.nodes.len() {
        if roles[id] == Role::Hidden || dom.is(id, &local_name!("a")) {
            id = dom.nodes[id].end;
            continue;
        }
        if let Data::Text(run) = &dom.nodes[id].data {
            let run = run.trim();
            text[id] = if run.len() >= 40 { run.len() } else { 0 };
        }
        certain[id] = roles[id] == Role::Body || dom.is(id, &local_name!("h1"));
        id += 1;
    }
    for id in (1..dom.nodes.len()).rev() {
        let parent = dom.nodes[id].parent;
        text[parent] += text[id];
        certain[parent] |= certain[id];
    }
    (text, certain)
}
