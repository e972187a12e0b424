//! The page as a sequence of blocks: each run of text that a reader sees as one line or paragraph.
//!
//! One pass over the flat DOM cuts the text at block elements and line breaks and notes for each block where it
//! stands, how much of it is links, and which marked part of the page it is in. All later steps work on blocks.

use super::cues::{Cues, Role};
use crate::extract::page::dom::{Data, Dom, NodeId};

/// One paragraph, heading, list item or table row of a page.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    /// The text, white space collapsed.
    pub(crate) text: String,
    /// The innermost block element around it.
    pub(super) node: NodeId,
    /// How much text: letters, with ideographs counted twice.
    pub(crate) weight: usize,
    /// How much of `weight` is inside links.
    pub(super) linked: usize,
    /// What kind of line it is.
    pub(crate) shape: Shape,
    /// The nearest marked part around it that is left out, if any.
    pub(super) part: Option<NodeId>,
}

/// What kind of line a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A paragraph or loose text.
    Text,
    /// A heading of the rank 1 to 6.
    Heading(u8),
    /// An item of a list.
    Item,
    /// A quotation.
    Quote,
    /// A row of a table.
    Row,
}

/// The blocks of a page and the roles of its elements.
#[derive(Debug)]
pub(crate) struct Blocks {
    /// All blocks in document order.
    pub(crate) list: Vec<Block>,
    /// What the marks of each node say.
    pub(crate) roles: Vec<Role>,
}

impl Block {
    /// The share of links, from 0 to 1.
    pub(crate) fn link_density(&self) -> f32 {
        if self.weight == 0 { 0.0 } else { self.linked as f32 / self.weight as f32 }
    }

    /// Whether it reads like a sentence of a story.
    pub(super) fn is_prose(&self) -> bool {
        !matches!(self.shape, Shape::Heading(_))
            && self.link_density() < 0.5
            && (self.weight >= 120 || self.weight >= 45 && ends_sentence(&self.text))
    }
}

/// Whether a text ends as a sentence does.
pub(crate) fn ends_sentence(text: &str) -> bool {
    let closing =
        |c: char| matches!(c, '"' | '\'' | '”' | '’' | '»' | '“' | '‘' | ')' | ']' | '」' | '』' | '）' | '*');
    text.trim_end_matches(closing).ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '۔', '।', '．', ':', '：'])
}

impl Blocks {
    /// Cuts a page into blocks.
    pub(crate) fn of(dom: &Dom) -> Blocks {
        let mut cues = Cues::default();
        let mut roles: Vec<Role> = (0..dom.nodes.len()).map(|id| cues.role(dom, id)).collect();
        doubt_large_parts(dom, &mut roles);
        mark_picture_tables(dom, &mut roles);
        let mut cutter = Cutter { dom, list: Vec::new(), pending: None, space: false };
        let mut parts: Vec<Option<NodeId>> = vec![None; dom.nodes.len()];
        let mut frame: Vec<Frame> =
            vec![Frame { end: dom.nodes.len(), block: 0, link: 0, part: None, shape: Shape::Text }];
        let mut id = 1;
        while id < dom.nodes.len() {
            cutter.leave(&mut frame, id);
            if roles[id] == Role::Hidden {
                id = dom.nodes[id].end;
                continue;
            }
            match &dom.nodes[id].data {
                Data::Text(text) => cutter.add(text, frame[frame.len() - 1]),
                _ => cutter.enter(&mut frame, id, roles[id]),
            }
            parts[id] = frame[frame.len() - 1].part;
            id += 1;
        }
        cutter.flush();
        Blocks { list: cutter.list, roles }
    }
}

/// An open element that matters for the text below it.
#[derive(Clone, Copy, Debug)]
struct Frame {
    end: NodeId,
    block: NodeId,
    link: usize,
    part: Option<NodeId>,
    shape: Shape,
}

/// Cuts text into blocks while the page is walked.
struct Cutter<'a> {
    dom: &'a Dom,
    list: Vec<Block>,
    pending: Option<Block>,
    space: bool,
}

impl Cutter<'_> {
    fn enter(&mut self, frame: &mut Vec<Frame>, id: NodeId, role: Role) {
        let tag = self.dom.tag(id);
        let above = frame[frame.len() - 1];
        let mut new = Frame { end: self.dom.nodes[id].end, ..above };
        match tag {
            "br" | "hr" => return self.flush(),
            "td" | "th" => return self.enter_cell(frame, new, id),
            "a" => new.link += 1,
            _ => {}
        }
        if role.is_left_out() {
            new.part = Some(id);
        }
        let is_block = is_block(tag);
        if is_block || new.part != above.part {
            self.flush();
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
        if let Some(block) = &mut self.pending {
            block.text.push_str(" |");
            self.space = true;
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
        }
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
                c if c.is_whitespace() || c.is_control() => self.space = true,
                '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{2060}' => {}
                _ => {
                    if std::mem::take(&mut self.space) && !block.text.is_empty() {
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
        self.space = false;
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

/// A small table around a picture holds its caption; so pages were laid out before there were figures.
fn mark_picture_tables(dom: &Dom, roles: &mut [Role]) {
    let small = |id: NodeId| dom.nodes[id].end - id < 30;
    for id in dom.elements("table").filter(|&id| small(id)) {
        let has_picture = dom.subtree(id).any(|inner| dom.tag(inner) == "img");
        if has_picture && roles[id] == Role::Plain && dom.text(id).chars().count() < 160 {
            roles[id] = Role::Caption;
        }
    }
}

/// A part that its marks call junk but that holds the headline or most of the page's prose is none.
fn doubt_large_parts(dom: &Dom, roles: &mut [Role]) {
    let (text, certain) = measure(dom, roles);
    let total = text[0].max(1);
    let mut marked: Vec<Option<NodeId>> = vec![None; roles.len()];
    for id in 1..roles.len() {
        let parent = dom.nodes[id].parent;
        marked[id] = if roles[parent] == Role::Body { Some(parent) } else { marked[parent] };
    }
    for id in 0..roles.len() {
        let is_large = text[id] * 2 > total;
        let doubted = match roles[id] {
            Role::Junk | Role::Byline => is_large || certain[id] && text[id] * 5 > total,
            Role::Comments => {
                certain[id] && text[id] * 3 > total || marked[id].is_some_and(|body| text[id] * 2 > text[body])
            }
            Role::Caption => is_large || certain[id] && text[id] * 5 > total,
            Role::Lede => false,
            _ => false,
        };
        if doubted {
            roles[id] = Role::Plain;
        }
    }
}

/// For each node the unlinked letters of its paragraphs, and whether a mark of the article's own text is below it.
fn measure(dom: &Dom, roles: &[Role]) -> (Vec<usize>, Vec<bool>) {
    let mut text = vec![0; dom.nodes.len()];
    let mut certain = vec![false; dom.nodes.len()];
    let mut id = 0;
    while id < dom.nodes.len() {
        if roles[id] == Role::Hidden || dom.tag(id) == "a" {
            id = dom.nodes[id].end;
            continue;
        }
        if let Data::Text(run) = &dom.nodes[id].data {
            let run = run.trim();
            text[id] = if run.len() >= 40 { run.len() } else { 0 };
        }
        certain[id] = roles[id] == Role::Body || dom.tag(id) == "h1";
        id += 1;
    }
    for id in (1..dom.nodes.len()).rev() {
        let parent = dom.nodes[id].parent;
        text[parent] += text[id];
        certain[parent] |= certain[id];
    }
    (text, certain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(page: &str) -> Vec<String> {
        Blocks::of(&Dom::parse(page)).list.into_iter().map(|block| block.text).collect()
    }

    #[test]
    fn text_is_cut_where_a_reader_sees_a_line() {
        assert_eq!(texts("<div>one<br>two <b>bold</b> <p>three</p>four</div>"), ["one", "two bold", "three", "four"]);
        assert_eq!(texts("<table><tr><td>a<td>b<tr><td>c</table>"), ["a | b", "c"]);
        assert_eq!(
            texts("<p> one  two\n<i> three </i>, l’été \u{a0} dernier. </p>"),
            ["one two three , l’été dernier."]
        );
    }

    #[test]
    fn weight_counts_letters_and_ideographs_twice() {
        for (page, weight, linked) in [("a bc  d.", 5, 0), ("été 世界", 7, 0), ("in <a href=x>a link</a>", 7, 5)] {
            let block = &Blocks::of(&Dom::parse(page)).list[0];
            assert_eq!((block.weight, block.linked), (weight, linked), "{page}");
        }
    }

    #[test]
    fn hidden_text_is_none() {
        assert_eq!(texts("<p>seen</p><p style='display: none'>not</p><script>x</script>"), ["seen"]);
    }
}
