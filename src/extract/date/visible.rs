//! Dates that stand in the page: those of marked elements, and those written by themselves.
//!
//! One walk over the page: every text with a digit is read once, and what it says counts by where it stands: in an
//! element that is named after dates, near the headline, or anywhere.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::boxes::{Boxes, Place};
use super::clue::{Clue, Standing};
use super::clues::Clues;
use super::entries::Entries;
use super::label::{self, Label};
use super::line::Line;
use super::order::Locale;
use super::tokens;
use super::written::{self, Written};
use super::{counted, lists, marked, weigh};
use crate::extract::page::dom::{Data, Dom, NodeId};
use crate::model::{DateSource, Precision};

/// How many nodes before and behind the headline a written date is looked for.
const NEAR: (NodeId, NodeId) = (60, 160);

/// How many nodes the first lines of a text without a heading have.
const OPENING: NodeId = 24;

/// How many elements or texts that may hold a date are read at most: no article has its own date behind more.
const CANDIDATES: usize = 300;

/// A longer text is prose, in bytes.
const LONGEST: usize = 200;

/// A longer text of an element named after dates is more than a date, in bytes.
const LONGEST_NAMED: usize = 120;

/// An element named after dates holds no more nodes than this.
const LARGEST_NAMED: usize = 12;

/// How much of a class or id is looked at, in bytes.
const NAME: usize = 300;

/// What classes and ids of dates are called.
static NAMED: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let names = ["date", "datum", "fecha", "publi", "posted", "timestamp", "byline", "meta-info", "-meta", "calendar"];
    let built = AhoCorasick::builder().ascii_case_insensitive(true).build(names);
    built.expect("a short list of plain words makes an automaton")
});

/// Collects the dates that stand in the page.
pub(super) fn collect(clues: &Clues, locale: Locale, found: &mut Vec<Clue>) {
    let dom = clues.dom;
    let heading = clues.headline.or_else(|| dom.elements("h1").next());
    let headline = heading.or(clues.body);
    let body = clues.body.or(headline);
    let mut page = Page {
        dom,
        headline,
        has_heading: heading.is_some(),
        captured: clues.captured,
        menu: headline.and_then(|headline| menu_above(dom, headline)),
        locale,
        boxes: Boxes::of(dom, [body, headline]),
        named_until: 0,
        entries: Entries::default(),
        beside: Vec::new(),
        elsewhere: Vec::new(),
    };
    let (mut elements, mut texts) = (0..CANDIDATES, 0..CANDIDATES);
    for id in 0..dom.nodes.len() {
        match &dom.nodes[id].data {
            Data::Text(text) if may_hold_date(text) && texts.start < texts.end => {
                texts.start += usize::from(page.add_written(id, text, found));
            }
            Data::Element { tag, .. } if matches!(&**tag, "h1" | "h2" | "h3" | "h4" | "h5" | "h6") => {
                page.entries.pass_heading(dom, id, headline, clues.headline.and(clues.body));
            }
            Data::Element { .. } if marked::is_marked(dom, id) && elements.next().is_some() => {
                page.add_marked(id, found);
            }
            _ => {}
        }
    }
    page.entries.devalue(dom, found);
    lists::devalue(found);
    let is_weak = |clue: &Clue| clue.trust < weigh::WRITTEN_ANYWHERE || clue.moment.date().is_none();
    if found.iter().all(is_weak) {
        found.extend(lists::beside(dom, headline, &page.beside));
    }
    if found.iter().all(is_weak) {
        found.extend(lists::elsewhere(page.elsewhere));
    }
}

/// The last menu above the headline; of few links it is a path to the page.
fn menu_above(dom: &Dom, headline: NodeId) -> Option<NodeId> {
    const LINKS: usize = 4;
    let is_menu = |&id: &NodeId| {
        (dom.tag(id) == "nav" || dom.attribute(id, "role") == Some("navigation"))
            && !dom.subtree(id).contains(&headline)
            && dom.subtree(id).filter(|&inner| dom.tag(inner) == "a").take(LINKS).count() == LINKS
    };
    (0..headline).rev().find(is_menu)
}

/// Whether a text is short and has a digit in it.
fn may_hold_date(text: &str) -> bool {
    text.len() < 4 * LONGEST && tokens::has_number(text) && text.trim().len() < LONGEST
}

/// What the walk over a page needs to know.
struct Page<'a> {
    dom: &'a Dom,
    headline: Option<NodeId>,
    /// Whether it is a heading, and not only what holds the text.
    has_heading: bool,
    /// When the page was saved.
    captured: Option<jiff::Timestamp>,
    /// The last menu above the headline.
    menu: Option<NodeId>,
    locale: Locale<'a>,
    boxes: Boxes<'a>,
    /// The end of the last element named after dates that was read whole.
    named_until: NodeId,
    /// Which of the dates stand in entries of lists, or below the headlines of other stories.
    entries: Entries,
    /// Dates in boxes beside the article, each with its box.
    beside: Vec<(NodeId, Clue)>,
    /// Dates that stand neither near the headline nor in a place named after dates.
    elsewhere: Vec<Clue>,
}

impl Page<'_> {
    fn add_marked(&mut self, id: NodeId, found: &mut Vec<Clue>) {
        let place = self.boxes.place(id);
        let is_microdata = marked::is_microdata(self.dom, id);
        if place == Place::Strange && !is_microdata {
            return;
        }
        let from = found.len();
        for clue in marked::clues(self.dom, id, self.headline, self.locale) {
            match place {
                Place::Own => found.push(clue),
                _ if is_microdata => {
                    found.push(Clue { trust: clue.trust.min(weigh::MICRODATA_ELSEWHERE), ..clue });
                }
                Place::Aside(above) => self.beside.push((above, clue)),
                Place::Strange => {}
            }
        }
        self.entries.add(self.dom, id, self.headline, found, from);
    }

    /// Adds the dates that a text tells, and says whether there were any.
    fn add_written(&mut self, id: NodeId, text: &str, found: &mut Vec<Clue>) -> bool {
        if let Some(clue) = self.counted(id, text) {
            let from = found.len();
            found.push(clue);
            self.entries.add(self.dom, id, self.headline, found, from);
            return true;
        }
        if self.is_read_elsewhere(id) {
            return false;
        }
        let named = self.named(id);
        let mut dates = written::find(text, self.locale);
        dates.retain(|date| date.moment.date().is_some() || self.is_month_of_page(id, text, date));
        if named.is_none() && dates.is_empty() {
            return false;
        }
        match self.boxes.place(id) {
            Place::Strange => {}
            // What stands above the menu of the site is the day on which the page was shown.
            Place::Own if self.menu.is_some_and(|menu| id < menu) && !self.is_labelled(id, text, &dates) => {}
            Place::Aside(above) => {
                let labelled = dates.first().filter(|date| self.label(id, text, date).is_some());
                let labelled = labelled.and_then(|date| self.far(id, text, date));
                self.beside.extend(named.or(labelled).map(|clue| (above, clue)));
            }
            Place::Own => {
                let from = found.len();
                found.extend(named);
                if self.is_near(id) {
                    found.extend(dates.iter().filter_map(|date| self.near(id, text, date)));
                } else if let Some(date) = dates.first() {
                    self.elsewhere.extend(self.far(id, text, date));
                }
                if dates.first().is_none_or(|date| self.label(id, text, date).is_none()) {
                    self.entries.add(self.dom, id, self.headline, found, from);
                }
            }
        }
        true
    }

    /// The day that a text close to the headline counts from when the page was saved.
    fn counted(&mut self, id: NodeId, text: &str) -> Option<Clue> {
        /// Nodes behind the headline.
        const CLOSE: NodeId = 60;
        let (saved, headline) = self.captured.zip(self.headline)?;
        let end = self.dom.nodes[headline].end;
        let is_close = self.has_heading && (end..end + CLOSE).contains(&id);
        let is_read = matches!(self.dom.tag(self.dom.nodes[id].parent), "script" | "style" | "option" | "title");
        if !is_close || is_read || self.boxes.place(id) != Place::Own {
            return None;
        }
        counted::clue(text, saved)
    }

    fn is_labelled(&self, id: NodeId, text: &str, dates: &[Written]) -> bool {
        dates.first().is_some_and(|date| self.label(id, text, date).is_some())
    }

    /// Whether a month without a day is told as the page's: by a label, or by itself in an element named after dates, or on a line
    /// of its own on a page without headings.
    fn is_month_of_page(&self, id: NodeId, text: &str, date: &Written) -> bool {
        let is_labelled = || matches!(self.label(id, text, date), Some(Label::Published | Label::Dated));
        let parent = self.dom.nodes[id].parent;
        let has_line = || !self.has_heading && !matches!(self.dom.tag(parent), "a" | "li" | "option" | "th");
        let is_alone = || date.end - date.start >= text.trim().len() && (is_named(self.dom, parent) || has_line());
        date.moment.precision == Precision::Month && self.is_near(id) && (is_alone() || is_labelled())
    }

    /// Whether a text is not shown, or is that of a `time` element.
    fn is_read_elsewhere(&self, id: NodeId) -> bool {
        let parent = self.dom.nodes[id].parent;
        let above = self.dom.nodes[parent].parent;
        matches!(self.dom.tag(parent), "script" | "style" | "option" | "noscript" | "title" | "time")
            || self.dom.tag(above) == "time"
    }

    /// The date in the smallest element above a text that is named after dates and holds a whole one.
    fn named(&mut self, id: NodeId) -> Option<Clue> {
        let mut above = id;
        while id >= self.named_until && above > 0 {
            above = self.dom.nodes[above].parent;
            if self.dom.nodes[above].end - above > LARGEST_NAMED {
                return None;
            }
            if is_named(self.dom, above)
                && let Some(clue) = self.of_named(above)
            {
                self.named_until = self.dom.nodes[above].end;
                return Some(clue);
            }
        }
        None
    }

    fn of_named(&self, id: NodeId) -> Option<Clue> {
        let text = self.dom.text(id);
        if text.len() > LONGEST_NAMED {
            return None;
        }
        let date = written::first_day(&text, self.locale)?;
        let trust = weigh::NAMED - weigh::nearness_loss(self.distance(id));
        let standing = Line::default().within(&text, date.start, date.end).standing();
        let clue = Clue::new(date.moment, DateSource::Text, &*text, trust).standing(standing);
        labelled(clue, self.label(id, &text, &date))
    }

    /// A date near the headline: by itself, or in a sentence, where it tells of something else than the page.
    fn near(&self, id: NodeId, text: &str, date: &Written) -> Option<Clue> {
        let label = self.label(id, text, date);
        let line = Line::around(self.dom, id).within(text, date.start, date.end);
        let is_told = label.is_none() && line.is_running();
        let trust = match (label, is_told || is_prose(text, date, &line)) {
            (Some(Label::Published), false) => weigh::WRITTEN_LABELLED,
            (Some(Label::Published | Label::Dated), true) => weigh::WRITTEN_AS_PUBLISHED,
            (_, true) => weigh::WRITTEN_IN_TEXT,
            (_, false) => weigh::WRITTEN,
        };
        let trust = trust - weigh::nearness_loss(self.distance(id));
        labelled(Clue::new(date.moment, DateSource::Text, text.trim(), trust).standing(line.standing()), label)
    }

    /// A date far from the headline: one that is called the day of publication, or that stands by itself.
    fn far(&self, id: NodeId, text: &str, date: &Written) -> Option<Clue> {
        let label = self.label(id, text, date);
        let line = Line::default().within(text, date.start, date.end);
        let is_alone = date.end - date.start > text.trim().len() / 3 && !line.is_running();
        let trust = match label {
            Some(Label::Published | Label::Dated) => weigh::WRITTEN_AS_PUBLISHED,
            Some(Label::Changed) => weigh::WRITTEN_AS_CHANGED,
            _ if is_alone => weigh::WRITTEN_ANYWHERE,
            _ => return None,
        };
        labelled(Clue::new(date.moment, DateSource::Text, text.trim(), trust).standing(Standing::Mentioned), label)
    }

    fn is_near(&self, id: NodeId) -> bool {
        let Some(headline) = self.headline else { return false };
        let first = headline.saturating_sub(NEAR.0);
        let end = self.dom.nodes[headline].end;
        // Where there is no heading, the first lines of the text stand for it.
        if !self.has_heading {
            return (first..headline + OPENING).contains(&id);
        }
        (first..headline).contains(&id) || (end..end + NEAR.1).contains(&id)
    }

    fn distance(&self, id: NodeId) -> NodeId {
        self.headline.map_or(NodeId::MAX, |headline| headline.abs_diff(id))
    }

    /// What the words beside a date say: those just before it in its own text, or else in the text before where the
    /// date opens its own, or those behind.
    fn label(&self, id: NodeId, text: &str, date: &Written) -> Option<Label> {
        /// How far before a date a word still speaks of it, in bytes.
        const REACH: usize = 60;
        let before = &text[text.ceil_char_boundary(date.start.saturating_sub(REACH))..date.start];
        let opens = !text[..date.start].contains(char::is_alphabetic);
        let above = || label::before(self.dom, id).filter(|_| opens);
        // A label with another number behind it is that of another day.
        let after = &text[date.end..];
        let behind = || {
            let label = label::of(after).filter(|_| !after.contains(|c: char| c.is_ascii_digit()));
            label.filter(|label| matches!(label, Label::Published | Label::Dated))
        };
        label::of(before).or_else(above).or_else(|| self.label_of_cell(id)).or_else(behind)
    }

    /// What the term beside a cell says of the dates in it, where the cell opens with one.
    fn label_of_cell(&self, id: NodeId) -> Option<Label> {
        let (cell, label) = label::of_cell(self.dom, id)?;
        let text = self.dom.text(cell);
        let first = written::find(text.trim(), self.locale).into_iter().next()?;
        (first.start == 0).then_some(label)
    }
}

/// Whether a date stands inside a sentence: its text, or the line around it, is much longer than the date.
fn is_prose(text: &str, date: &Written, line: &Line) -> bool {
    let length = date.end - date.start;
    line.is_sentence() || 4 * length < text.trim().len() || length + line.length() > 4 * length.max(25)
}

/// A clue as its label makes it.
fn labelled(clue: Clue, label: Option<Label>) -> Option<Clue> {
    match label {
        Some(Label::Other) => None,
        Some(Label::Changed) => Some(clue.of_change()),
        Some(Label::Published | Label::Dated) | None => Some(clue),
    }
}

/// Whether the class or id of an element names a date.
fn is_named(dom: &Dom, id: NodeId) -> bool {
    ["class", "id"].iter().filter_map(|name| dom.attribute(id, name)).any(|value| {
        let value = &value[..value.floor_char_boundary(NAME)];
        NAMED.find_iter(value).any(|found| !is_update(value, found.start()))
    })
}

/// Whether a name that ends in `date` is `update`.
fn is_update(value: &str, at: usize) -> bool {
    at.checked_sub(2).and_then(|start| value.get(start..at)).is_some_and(|before| before.eq_ignore_ascii_case("up"))
}
