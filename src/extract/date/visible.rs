//! Dates that stand in the page: `time` elements, microdata, and dates written near the headline.

use super::clue::Clue;
use super::declared::read;
use super::iso;
use super::written::{self, Order};
use super::{Clues, weigh};
use crate::extract::dom::{Data, Dom, NodeId};
use crate::model::DateSource;

/// How many nodes before and behind the headline a written date is looked for.
const NEAR: (NodeId, NodeId) = (60, 160);

/// Words before a date that make it the day of the last change.
const CHANGED: &[&str] = &[
    "update",
    "modified",
    "edited",
    "aktualisiert",
    "geändert",
    "stand:",
    "mis à jour",
    "mise à jour",
    "modifié",
    "actualiza",
    "atualiza",
    "aggiorna",
    "bijgewerkt",
    "gewijzigd",
    "zaktualizowa",
    "обновлен",
    "оновлен",
    "güncelle",
    "uppdatera",
    "opdateret",
    "oppdatert",
    "تحديث",
    "更新",
];

/// Words beside a date that make it the day of publication.
const PUBLISHED: &[&str] = &[
    "publish",
    "posted",
    "veröffentlicht",
    "erschienen",
    "publié",
    "publicad",
    "pubblicat",
    "gepubliceerd",
    "geplaatst",
    "opublikowan",
    "zveřejn",
    "опубликован",
    "опубліковано",
    "publicerad",
    "publisert",
    "offentliggjort",
    "julkaistu",
    "yayın",
    "نشر",
    "منتشر",
    "δημοσ",
    "közzét",
    "publicat",
    "פורסם",
    "diterbitkan",
    "发布",
    "發布",
    "公開",
    "入力",
    "등록",
];

/// How many elements or texts that may hold a date are looked at: no article has its own behind so many others.
const CANDIDATES: usize = 300;

/// How much of a class or id is looked at, in bytes.
const NAME: usize = 300;

/// What classes and ids of dates are called.
const NAMED: &[&str] =
    &["date", "datum", "fecha", "publi", "posted", "timestamp", "byline", "meta-info", "entry-meta", "post-meta"];

/// Names of classes and ids of boxes whose dates are not the article's.
const STRANGE: &[&str] = &[
    "comment",
    "related",
    "sidebar",
    "widget",
    "footer",
    "teaser",
    "most-read",
    "popular",
    "recommend",
    "archive",
    "event",
    "latest",
    "ticker",
];

/// Names of boxes that sound strange and are the article's own.
const OWN: &[&str] = &["post-footer", "entry-footer", "article-footer", "prevent"];

/// Collects the dates that stand in the page.
pub(super) fn collect(clues: &Clues, order: Order, found: &mut Vec<Clue>) {
    let dom = clues.dom;
    let headline = clues.headline.or_else(|| dom.elements("h1").next()).or(clues.body);
    let body = clues.body.or(headline);
    let mut candidates = 0..CANDIDATES;
    for id in 0..dom.nodes.len() {
        let (marked, named) = (is_marked(dom, id), is_named_date(dom, id));
        if (marked || named) && candidates.next().is_none() {
            break;
        }
        if marked {
            let own = !is_strange(dom, id, body);
            let published = dom.attribute(id, "itemprop") == Some("datePublished");
            let clue = of_element(dom, id, headline, order).filter(|_| own || published);
            let most = if own { 1.0 } else { weigh::MICRODATA_ELSEWHERE };
            found.extend(clue.map(|clue| Clue { trust: clue.trust.min(most), ..clue }));
        } else if named && !is_strange(dom, id, body) {
            found.extend(of_named(dom, id, headline, order));
        }
    }
    if let Some(headline) = headline {
        near(dom, headline, body, order, found);
    }
    if found.iter().all(|clue| clue.trust < weigh::WRITTEN_ANYWHERE || clue.moment.date().is_none()) {
        anywhere(dom, body, order, found);
    }
}

/// Whether an element is marked as a date: `time`, microdata, or hentry's classes.
fn is_marked(dom: &Dom, id: NodeId) -> bool {
    let Data::Element { tag, attributes } = &dom.nodes[id].data else { return false };
    &**tag == "time"
        || attributes.iter().any(|(name, value)| match &**name {
            "itemprop" => matches!(&**value, "datePublished" | "dateCreated" | "dateModified"),
            "class" => &**tag == "abbr" && value.contains("published"),
            _ => false,
        })
}

/// Whether the class or id of an element names a date and its text is short enough to be one.
fn is_named_date(dom: &Dom, id: NodeId) -> bool {
    let Data::Element { attributes, .. } = &dom.nodes[id].data else { return false };
    let is_short = dom.nodes[id].end - id <= 12;
    is_short
        && attributes.iter().filter(|(name, _)| matches!(&**name, "class" | "id")).any(|(_, value)| {
            let value = value[..value.floor_char_boundary(NAME)].to_lowercase();
            NAMED.iter().any(|cue| value.contains(cue)) && !value.contains("update")
        })
}

/// A date written in an element that is named after dates.
fn of_named(dom: &Dom, id: NodeId, headline: Option<NodeId>, order: Order) -> Option<Clue> {
    let text = dom.text(id);
    if text.len() > 120 {
        return None;
    }
    let date = written::find(&text, order).into_iter().find(|date| date.moment.date().is_some())?;
    let distance = headline.map_or(NodeId::MAX, |headline| headline.abs_diff(id));
    let before = text[..date.start].to_lowercase();
    let changed = CHANGED.iter().any(|word| before.contains(word)) || (date.start < 3 && is_change(dom, id));
    let clue = Clue::new(date.moment, DateSource::Text, text, weigh::NAMED - nearness_loss(distance));
    Some(if changed { clue.of_change() } else { clue })
}

fn of_element(dom: &Dom, id: NodeId, headline: Option<NodeId>, order: Order) -> Option<Clue> {
    let attribute = ["datetime", "content", "title"].iter().find_map(|name| dom.attribute(id, name));
    let is_short = dom.nodes[id].end - id <= 40;
    let text = if is_short { dom.text(id) } else { String::new() };
    let moment = attribute.and_then(iso::parse).or_else(|| read(&text, order))?;
    let property = dom.attribute(id, "itemprop").unwrap_or_default();
    let class = dom.attribute(id, "class").unwrap_or_default().to_lowercase();
    let distance = headline.map_or(NodeId::MAX, |headline| headline.abs_diff(id));
    let marked = property == "datePublished"
        || dom.attribute(id, "pubdate").is_some()
        || ["publish", "entry-date", "posted", "pubdate", "created"].iter().any(|cue| class.contains(cue));
    let trust = match (marked, distance) {
        (true, _) => weigh::TIME_MARKED,
        (false, 0..=200) => weigh::TIME_NEAR,
        (false, _) => weigh::TIME_FAR,
    };
    let evidence = attribute.map_or(text, str::to_owned);
    let clue = Clue::new(moment, DateSource::TimeElement, evidence, trust - nearness_loss(distance));
    let changed =
        property == "dateModified" || ["modif", "updat"].iter().any(|cue| class.contains(cue)) || is_change(dom, id);
    Some(if changed { clue.of_change() } else { clue })
}

/// Dates written near the headline.
fn near(dom: &Dom, headline: NodeId, body: Option<NodeId>, order: Order, found: &mut Vec<Clue>) {
    let first = headline.saturating_sub(NEAR.0);
    let last = (dom.nodes[headline].end + NEAR.1).min(dom.nodes.len());
    for id in first..last {
        let Data::Text(text) = &dom.nodes[id].data else { continue };
        let is_short =
            text.len() < 200 && text.bytes().any(|b| b.is_ascii_digit()) || !text.is_ascii() && text.len() < 200;
        if !is_short || dom.subtree(headline).contains(&id) || is_strange(dom, id, body) || in_time(dom, id) {
            continue;
        }
        for date in written::find(text, order) {
            if date.moment.date().is_none() || is_copyright(&text[..date.start]) {
                continue;
            }
            // A date inside a sentence tells of something else than the page.
            let share = (date.end - date.start) as f32 / text.trim().len().max(1) as f32;
            let trust = if share > 0.25 { weigh::WRITTEN } else { weigh::WRITTEN_IN_TEXT };
            let distance = headline.abs_diff(id);
            let clue = Clue::new(date.moment, DateSource::Text, text.trim(), trust - nearness_loss(distance));
            let before = text[..date.start].to_lowercase();
            let changed = CHANGED.iter().any(|word| before.contains(word)) || (date.start < 3 && is_change(dom, id));
            found.push(if changed { clue.of_change() } else { clue });
        }
    }
}

/// Where nothing better is found: a date that is called the day of publication, or else the only day that stands
/// written by itself in the page. Of several days none is more likely than the others.
fn anywhere(dom: &Dom, body: Option<NodeId>, order: Order, found: &mut Vec<Clue>) {
    let mut alone: Vec<Clue> = Vec::new();
    let mut candidates = 0..CANDIDATES;
    for id in 0..dom.nodes.len() {
        let Data::Text(text) = &dom.nodes[id].data else { continue };
        let text = text.trim();
        let can_date = (6..200).contains(&text.len()) && text.chars().any(char::is_numeric);
        if !can_date || matches!(dom.tag(dom.nodes[id].parent), "script" | "style" | "option" | "noscript") {
            continue;
        }
        let Some(date) = written::find(text, order).into_iter().find(|date| date.moment.date().is_some()) else {
            continue;
        };
        if candidates.next().is_none() {
            break;
        }
        let before = text[..date.start].to_lowercase();
        if is_copyright(&before) || is_strange(dom, id, body) {
            continue;
        }
        if PUBLISHED.iter().any(|word| before.contains(word) || text[date.end..].contains(word)) {
            found.push(Clue::new(date.moment, DateSource::Text, text, weigh::WRITTEN_AS_PUBLISHED));
        } else if date.end - date.start > text.len() / 3 {
            let clue = Clue::new(date.moment, DateSource::Text, text, weigh::WRITTEN_ANYWHERE);
            let changed = CHANGED.iter().any(|word| before.contains(word)) || (date.start < 3 && is_change(dom, id));
            alone.push(if changed { clue.of_change() } else { clue });
        }
    }
    if alone.iter().all(|clue| clue.moment.date() == alone[0].moment.date()) {
        found.extend(alone.into_iter().next());
    }
}

/// What distance from the headline costs, in trust.
fn nearness_loss(distance: NodeId) -> f32 {
    (distance.min(500) as f32) * 0.0002
}

fn is_copyright(before: &str) -> bool {
    before.contains('©') || before.to_lowercase().contains("copyright")
}

fn in_time(dom: &Dom, id: NodeId) -> bool {
    ancestors(dom, id).take(3).any(|above| dom.tag(above) == "time")
}

/// Whether the text just before a node speaks of a change.
fn is_change(dom: &Dom, id: NodeId) -> bool {
    let before = (id.saturating_sub(6)..id).rev().find_map(|near| match &dom.nodes[near].data {
        Data::Text(text) if !text.trim().is_empty() => Some(text.to_lowercase()),
        _ => None,
    });
    before.is_some_and(|text| text.len() < 60 && CHANGED.iter().any(|word| text.contains(word)))
}

/// Whether a node stands in a box that is not the article's own. A box that holds the article's body is its own,
/// whatever it is called.
fn is_strange(dom: &Dom, id: NodeId, body: Option<NodeId>) -> bool {
    let holds_body = |above: &NodeId| body.is_some_and(|body| dom.subtree(*above).contains(&body));
    ancestors(dom, id).take(12).take_while(|above| !holds_body(above)).any(|above| {
        let tag = dom.tag(above);
        if matches!(tag, "nav" | "footer" | "aside" | "figure" | "form") {
            return true;
        }
        if matches!(tag, "body" | "html" | "main" | "article" | "") {
            return false;
        }
        ["class", "id"].iter().filter_map(|name| dom.attribute(above, name)).any(|value| {
            let value = value[..value.floor_char_boundary(NAME)].to_lowercase();
            STRANGE.iter().any(|word| value.contains(word)) && !OWN.iter().any(|own| value.contains(own))
        })
    })
}

fn ancestors(dom: &Dom, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
    std::iter::successors(Some(id), |id| (*id > 0).then(|| dom.nodes[*id].parent)).skip(1)
}
