//! Cutting a page's text at block elements and line breaks.
//!
//! What is left out inside of a sentence (a place for an advertisement, words for those who listen) does not cut it: its text is
//! set aside and the sentence goes on after it. A day, a name or a link inside of a sentence is a part of it, whatever its marks.

use super::block::{Block, Shape, ends_sentence};
use super::cues::Role;
use crate::extract::page::dom::{Data, Dom, NodeId};
use crate::text::words::is_thousands_space;

/// Cuts a page, what is hidden left out, into blocks in document order.
pub(super) fn cut(dom: &Dom, roles: &[Role]) -> Vec<Block> {
    let mut cutter =
        Cutter { dom, roles, list: Vec::new(), pending: None, set_aside: Vec::new(), joint: Joint::None, line: None };
    let mut frame: Vec<Frame> = vec![Frame { end: dom.nodes.len(), ..Frame::default() }];
    let mut id = 1;
    while id < dom.nodes.len() {
        cutter.leave(&mut frame, id);
        if roles[id] == Role::Hidden {
            id = dom.nodes[id].end;
            continue;
        }
        match &dom.nodes[id].data {
            Data::Text(text) => cutter.add(text, frame[frame.len() - 1]),
            _ => cutter.enter(&mut frame, id),
        }
        id += 1;
    }
    cutter.leave(&mut frame, dom.nodes.len());
    cutter.flush();
    cutter.list
}

/// An open element that matters for the text below it.
#[derive(Clone, Copy, Debug)]
struct Frame {
    end: NodeId,
    block: NodeId,
    link: usize,
    part: Option<NodeId>,
    shape: Shape,
    place: Place,
}

impl Default for Frame {
    fn default() -> Frame {
        Frame { end: 0, block: 0, link: 0, part: None, shape: Shape::Text, place: Place::Line }
    }
}

/// Where the text of an element stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// On a line of its own, or on that of the element around it.
    Line,
    /// Inside of a sentence to which it does not belong.
    Aside,
}

/// What stands between the text so far and the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joint {
    None,
    /// White space.
    Space,
    /// Something that was set aside: a word before it and a word after it are two.
    Seam,
    /// The ends of two elements that follow each other: `Weight` and `212 kg` are two words.
    Elements,
}

/// What a line says of what is inside of it: how much text there is beside the parts that are left out, and whether all
/// of it ends as a sentence does.
#[derive(Clone, Copy, Debug)]
struct Line {
    block: NodeId,
    weight: usize,
    ends_sentence: bool,
}

/// Cuts text into blocks while the page is walked.
struct Cutter<'a> {
    dom: &'a Dom,
    roles: &'a [Role],
    list: Vec<Block>,
    pending: Option<Block>,
    /// The sentences inside of which the walk stands in something that is left out, with what they ended in.
    set_aside: Vec<(Option<Block>, Joint)>,
    joint: Joint,
    /// The line that was measured last.
    line: Option<Line>,
}

impl Cutter<'_> {
    fn enter(&mut self, frame: &mut Vec<Frame>, id: NodeId) {
        let tag = self.dom.tag(id);
        let above = frame[frame.len() - 1];
        let mut new = Frame { end: self.dom.nodes[id].end, place: Place::Line, ..above };
        match tag {
            "br" | "hr" => return self.flush(),
            "td" | "th" => return self.enter_cell(frame, new, id),
            "a" => new.link += 1,
            _ => {}
        }
        let is_block = is_block(tag);
        let mut role = self.roles[id];
        if role.is_left_out() && above.part.is_none() && !is_block && self.is_inside_sentence(id, above) {
            if belongs(tag, role) || role == Role::Junk && names_word(self.dom, id) {
                role = Role::Plain;
            } else {
                self.set_aside.push((self.pending.take(), self.joint));
                new.place = Place::Aside;
            }
        }
        if role.is_left_out() {
            new.part = Some(id);
        }
        if is_block || new.part != above.part {
            self.flush();
        } else if self.joint == Joint::None && !matches!(tag, "sup" | "sub") && self.follows_element(id) {
            self.joint = Joint::Elements;
        }
        if is_block {
            new.block = id;
            new.shape = shape(tag, above.shape);
        }
        if is_block || tag == "a" || new.part != above.part {
            frame.push(new);
        }
    }

    fn enter_cell(&mut self, frame: &mut Vec<Frame>, mut new: Frame, id: NodeId) {
        /// Letters of a paragraph: its cell is a column of a page that a table lays out, and no cell of a row.
        const PARAGRAPH: usize = 80;
        if self.pending.as_ref().is_some_and(|block| block.weight >= PARAGRAPH && ends_sentence(&block.text)) {
            self.flush();
        }
        if let Some(block) = &mut self.pending {
            block.text.push_str(" |");
            self.joint = Joint::Space;
        }
        new.shape = Shape::Row;
        new.block = self.dom.nodes[id].parent;
        frame.push(new);
    }

    fn leave(&mut self, frame: &mut Vec<Frame>, id: NodeId) {
        while frame.len() > 1 && frame[frame.len() - 1].end <= id {
            let Some(done) = frame.pop() else { return };
            let above = frame[frame.len() - 1];
            if (done.block != above.block && done.shape != Shape::Row) || done.part != above.part {
                self.flush();
            }
            if done.place == Place::Aside
                && let Some((sentence, joint)) = self.set_aside.pop()
            {
                self.pending = sentence;
                self.joint = if joint == Joint::Space { Joint::Space } else { Joint::Seam };
            }
        }
    }

    /// Whether an inline element stands inside of a sentence: with text before it and after it on a line that has enough
    /// of its own.
    fn is_inside_sentence(&mut self, id: NodeId, above: Frame) -> bool {
        /// Letters of a line that is a sentence; and of one that needs no mark at its end.
        const SENTENCE: usize = 35;
        const PARAGRAPH: usize = 150;
        if !self.pending.as_ref().is_some_and(|block| block.node == above.block && block.weight > 0) {
            return false;
        }
        if !self.goes_on(id, above.block) {
            return false;
        }
        let line = match self.line {
            Some(line) if line.block == above.block => line,
            _ => self.measure(above.block),
        };
        self.line = Some(line);
        line.weight >= if line.ends_sentence { SENTENCE } else { PARAGRAPH }
    }

    /// Whether there is text after an element on the same line.
    fn goes_on(&self, id: NodeId, block: NodeId) -> bool {
        let mut at = self.dom.nodes[id].end;
        while at < self.dom.nodes[block].end {
            match &self.dom.nodes[at].data {
                Data::Text(text) if !text.trim().is_empty() => return true,
                Data::Element { tag, .. } if is_block(tag) || &**tag == "br" => return false,
                Data::Element { .. } if self.roles[at] == Role::Hidden => at = self.dom.nodes[at].end,
                _ => at += 1,
            }
        }
        false
    }

    /// Measures the text of a block that is in no block below it and in no part that is left out.
    fn measure(&self, block: NodeId) -> Line {
        let mut line = Line { block, weight: 0, ends_sentence: false };
        let mut last = "";
        let mut at = block + 1;
        while at < self.dom.nodes[block].end {
            match &self.dom.nodes[at].data {
                Data::Text(text) => {
                    line.weight += text.chars().filter(|c| !c.is_whitespace()).count();
                    last = if text.trim().is_empty() { last } else { text.trim_end() };
                }
                Data::Element { tag, .. } if is_block(tag) || self.roles[at].is_left_out() => {
                    at = self.dom.nodes[at].end;
                    continue;
                }
                _ => {}
            }
            at += 1;
        }
        line.ends_sentence = ends_sentence(last);
        line
    }

    /// Whether an inline element follows another with nothing between them.
    fn follows_element(&self, id: NodeId) -> bool {
        let parent = self.dom.nodes[id].parent;
        let mut before = id - 1;
        while before > parent && self.dom.nodes[before].parent != parent {
            before = self.dom.nodes[before].parent;
        }
        before > parent && matches!(self.dom.nodes[before].data, Data::Element { .. })
    }

    fn add(&mut self, text: &str, frame: Frame) {
        let block = self.pending.get_or_insert_with(|| Block {
            text: String::new(),
            node: frame.block,
            weight: 0,
            linked: 0,
            shape: frame.shape,
            part: frame.part,
        });
        block.text.reserve(text.len());
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let (plain, letters) = plain_words(rest);
            let run = &rest[..plain.max(c.len_utf8())];
            rest = &rest[run.len()..];
            match c {
                // It holds the groups of a number together: 10 000 is one number, and 10 and 000 are two.
                c if is_thousands_space(c) && self.joint == Joint::None && is_between_groups(&block.text, rest) => {
                    block.text.push('\u{a0}');
                }
                c if c.is_whitespace() || c.is_control() => self.joint = Joint::Space,
                '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{2060}' => {}
                _ => {
                    let joint = std::mem::replace(&mut self.joint, Joint::None);
                    if joint != Joint::None && joint.parts(&block.text, c) {
                        block.text.push(' ');
                    }
                    block.text.push_str(run);
                    let weight = if ('\u{2e80}'..='\u{ffdc}').contains(&c) { 2 } else { letters.max(1) };
                    block.weight += weight;
                    block.linked += if frame.link > 0 { weight } else { 0 };
                }
            }
        }
    }

    fn flush(&mut self) {
        self.joint = Joint::None;
        if let Some(mut block) = self.pending.take() {
            while block.text.ends_with([' ', '|']) {
                block.text.pop();
            }
            if !block.text.is_empty() {
                self.list.push(block);
            }
        }
    }
}

impl Joint {
    /// Whether a space belongs between a text and what begins with `next`.
    fn parts(self, before: &str, next: char) -> bool {
        match self {
            Joint::None => false,
            Joint::Space => !before.is_empty(),
            Joint::Seam => before.ends_with(char::is_alphanumeric) && next.is_alphanumeric(),
            Joint::Elements => {
                let is_word = before.chars().rev().take_while(|c| c.is_lowercase()).take(2).count() == 2;
                is_word && (next.is_uppercase() || next.is_ascii_digit())
            }
        }
    }
}

/// Whether what stands between two texts is between a digit and a group of three.
fn is_between_groups(before: &str, behind: &str) -> bool {
    let digits = behind.bytes().take(4).take_while(u8::is_ascii_digit).count();
    digits == 3 && before.ends_with(|c: char| c.is_ascii_digit())
}

/// Whether what stands inside of a sentence belongs to it though its marks leave it out: names, days and links do;
/// what is there for those who listen, or for an advertiser, does not.
fn belongs(tag: &str, role: Role) -> bool {
    matches!(role, Role::Byline | Role::Caption | Role::Comments) || role == Role::Junk && tag == "a"
}

/// Whether an element that its class calls junk marks a word of the sentence: a company with its ticker, a tag.
fn names_word(dom: &Dom, id: NodeId) -> bool {
    const WORDS: [&str; 8] = ["hashtag", "hashtags", "keyword", "keywords", "popular", "tags", "ticker", "topics"];
    let class = dom.attribute(id, "class").unwrap_or_default();
    let mut words = class.split(|c: char| !c.is_ascii_alphanumeric());
    dom.nodes[id].end - id < 8 && words.any(|word| WORDS.contains(&&*word.to_ascii_lowercase()))
}

/// How far `text` begins with words of ASCII, a single space between any two, and how many characters that are without
/// the spaces.
fn plain_words(text: &str) -> (usize, usize) {
    let (mut end, mut letters) = (0, 0);
    for (at, byte) in text.bytes().enumerate() {
        if byte.is_ascii_graphic() {
            letters += 1;
            end = at + 1;
        } else if byte != b' ' || end < at || at == 0 {
            break;
        }
    }
    (end, letters)
}

fn shape(tag: &str, above: Shape) -> Shape {
    match tag {
        "h1" => Shape::Heading(1),
        "h2" => Shape::Heading(2),
        "h3" => Shape::Heading(3),
        "h4" => Shape::Heading(4),
        "h5" => Shape::Heading(5),
        "h6" => Shape::Heading(6),
        "li" | "dt" | "dd" => Shape::Item,
        "blockquote" => Shape::Quote,
        "tr" => Shape::Row,
        "ul" | "ol" | "table" | "section" | "article" => Shape::Text,
        _ => above,
    }
}

/// Whether text on both sides of this element stands on lines of its own.
pub(crate) fn is_block(tag: &str) -> bool {
    matches!(
        tag,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "center"
            | "dd"
            | "details"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "html"
            | "legend"
            | "li"
            | "main"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "tfoot"
            | "thead"
            | "tr"
            | "caption"
            | "ul"
    )
}
