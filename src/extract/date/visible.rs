//! Clues that a reader sees: `time` elements, marked dates, and dates written near the headline.
//!
//! One pass over the page. Subtrees that hold other things (footer, sidebar, comments, related stories) are passed
//! over, and only text with a digit in it is parsed.

use super::Clues;
use super::clues::{Clue, Role};
use super::head::read;
use super::written::{self, Order, Written};
use crate::extract::dom::{Data, Dom, NodeId};
use crate::model::DateSource;

/// Words in class or id of subtrees whose dates are not the article's.
const ELSEWHERE: &[&str] = &[
    "comment",
    "sidebar",
    "related",
    "footer",
    "copyright",
    "widget",
    "teaser",
    "recommend",
    "popular",
    "most-read",
    "newsletter",
    "calendar",
    "event",
    "breadcrumb",
    "latest",
    "kommentar",
    "recent-posts",
    "archive-list",
    "next-post",
    "prev-post",
];

/// Words in class, id or itemprop of elements that hold a date.
const DATE_MARKS: &[&str] = &[
    "date", "time", "publish", "posted", "byline", "meta", "datum", "fecha", "data", "stand", "info", "author",
    "credit", "dateline", "header",
];

/// Words that mark a date as one of a change.
const MODIFIED: &[&str] = &[
    "updated",
    "modified",
    "last update",
    "aktualisiert",
    "geändert",
    "stand:",
    "mis à jour",
    "modifié",
    "actualizado",
    "actualizada",
    "aggiornat",
    "atualizad",
    "bijgewerkt",
    "gewijzigd",
    "aktualizac",
    "zaktualizowan",
    "обновлен",
    "изменен",
    "оновлено",
    "güncelle",
    "oppdatert",
    "uppdaterad",
    "opdateret",
    "päivitetty",
    "ενημέρωση",
    "frissítve",
    "actualizat",
    "עודכן",
    "تحديث",
    "به‌روز",
    "更新",
    "수정",
    "diperbarui",
    "cập nhật",
];

/// How far, in nodes, a date may stand from the headline to be near it.
const NEAR: usize = 120;

/// How many clues of one page are weighed.
const MOST: usize = 60;

/// Gathers what the page shows.
pub(super) fn gather(page: &Clues, order: Order, found: &mut Vec<Clue>) {
    let dom = page.dom;
    let headline = page.headline.or_else(|| dom.elements("h1").find(|id| !dom.text(*id).is_empty()));
    let mut id = 0;
    while id < dom.nodes.len() && found.len() < MOST {
        match &dom.nodes[id].data {
            Data::Element { tag, .. } => {
                if passed_over(dom, id, tag, headline, page.body) {
                    id = dom.nodes[id].end;
                    continue;
                }
                element(dom, id, tag, headline, order, found);
            }
            Data::Text(text) if has_digit(text) => written_text(page, id, text, headline, order, found),
            _ => {}
        }
        id += 1;
    }
}

/// Whether a subtree holds other things than the article.
fn passed_over(dom: &Dom, id: NodeId, tag: &str, headline: Option<NodeId>, body: Option<NodeId>) -> bool {
    if matches!(tag, "script" | "style" | "noscript" | "template" | "head" | "select" | "iframe" | "svg") {
        return true;
    }
    let holds = |node: Option<NodeId>| node.is_some_and(|node| dom.subtree(id).contains(&node));
    if holds(headline) || holds(body) || matches!(tag, "html" | "body") {
        return false;
    }
    matches!(tag, "footer" | "aside" | "nav") || ["class", "id"].iter().any(|name| says(dom, id, name, ELSEWHERE))
}

fn says(dom: &Dom, id: NodeId, attribute: &str, words: &[&str]) -> bool {
    let Some(value) = dom.attribute(id, attribute).filter(|value| value.len() < 400) else { return false };
    let value = value.to_ascii_lowercase();
    words.iter().any(|word| value.contains(word))
}

/// Dates in the attributes of an element.
fn element(dom: &Dom, id: NodeId, tag: &str, headline: Option<NodeId>, order: Order, found: &mut Vec<Clue>) {
    let itemprop = dom.attribute(id, "itemprop").map(str::to_ascii_lowercase);
    let mark = itemprop.as_deref().filter(|prop| matches!(*prop, "datepublished" | "datemodified" | "datecreated"));
    let is_abbr = tag == "abbr" && ["published", "date", "time"].iter().any(|m| says(dom, id, "class", &[m]));
    let is_time = tag == "time";
    if mark.is_none() && !is_time && !is_abbr {
        return;
    }
    let value = ["datetime", "content", "title", "data-datetime", "data-time", "data-timestamp", "data-date"]
        .iter()
        .find_map(|name| dom.attribute(id, name).filter(|value| has_digit(value)))
        .and_then(|value| Some((value, read(value, order)?)));
    let Some((value, moment)) = value else { return };
    let modified = mark == Some("datemodified") || is_modified(dom, id, None);
    let trust = if mark.is_some() { 0.85 } else { 0.72 } - far(headline, id) * if mark.is_some() { 0.15 } else { 0.4 };
    let pubdate = dom.attribute(id, "pubdate").is_some() || says(dom, id, "class", &["publish", "entry-date"]);
    let trust = if pubdate { trust + 0.08 } else { trust };
    let (role, trust) = if modified { (Role::Modified, 0.42) } else { (Role::Published, trust) };
    found.push(Clue { moment, role, source: DateSource::TimeElement, evidence: format!("<{tag}> {value}"), trust });
}

/// Dates in a run of text.
fn written_text(page: &Clues, id: NodeId, text: &str, headline: Option<NodeId>, order: Order, found: &mut Vec<Clue>) {
    let dom = page.dom;
    let far = far(headline, id);
    let short = text.len() < 160;
    if !short && (far > 0.5 || text.len() > 400) {
        return;
    }
    let parent = dom.nodes[id].parent;
    let marked = [parent, dom.nodes[parent].parent].iter().any(|&node| {
        ["class", "id", "itemprop"].iter().any(|name| says(dom, node, name, DATE_MARKS)) || dom.tag(node) == "time"
    });
    for Written { moment, start, end } in written::find(text, order).into_iter().take(4) {
        let evidence = text[start..end].split_whitespace().collect::<Vec<_>>().join(" ");
        let alone = (text.trim().len() - evidence.len().min(text.trim().len())) < 40;
        let lead = text[..start].to_lowercase();
        if lead.contains('©') || lead.contains("copyright") {
            continue;
        }
        let modified = is_modified(dom, parent, Some(&lead));
        let mut trust = 0.3 + if marked { 0.22 } else { 0.0 } + if alone { 0.12 } else { -0.12 } - far * 0.28;
        trust += if headline.is_some() && far < 0.3 { 0.12 } else { 0.0 };
        let (role, trust) = if modified { (Role::Modified, (trust - 0.12).min(0.5)) } else { (Role::Published, trust) };
        found.push(Clue { moment, role, source: DateSource::Text, evidence, trust });
    }
}

/// Whether the words before a date, or the element around it, call it a change.
fn is_modified(dom: &Dom, id: NodeId, lead: Option<&str>) -> bool {
    let words = |text: &str| MODIFIED.iter().any(|word| text.contains(word));
    let tail = |text: &str| words(&text[text.ceil_char_boundary(text.len().saturating_sub(60))..]);
    let before = || {
        let from = id.saturating_sub(3);
        let text: String = dom.nodes[from..id]
            .iter()
            .filter_map(|node| match &node.data {
                Data::Text(text) if text.len() < 80 && !has_digit(text) => Some(text.to_lowercase()),
                _ => None,
            })
            .collect();
        words(&text)
    };
    ["class", "id", "itemprop"].iter().any(|name| {
        says(dom, id, name, &["updated", "modified", "lastupdate", "last-update"]) && !says(dom, id, name, &["publish"])
    }) || lead.is_some_and(tail)
        || before()
}

/// How far a node stands from the headline, from 0 (beside it) to 1.
fn far(headline: Option<NodeId>, id: NodeId) -> f32 {
    let Some(headline) = headline else { return if id < 400 { 0.5 } else { 1.0 } };
    let distance = if id < headline { (headline - id) * 2 } else { id - headline };
    (distance as f32 / NEAR as f32 / 2.0).min(1.0)
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit()) || (!text.is_ascii() && text.chars().any(char::is_numeric))
}
