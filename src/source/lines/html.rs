//! The lines of a page as it shows them.
//!
//! html5ever's tokenizer cuts the page; no tree is built, so pages of any length are gone through with what is open in
//! memory, and elements that are never closed cost no more than their names.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{self, BufRead};

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use super::line::{Line, Piece};

/// How much is given to the tokenizer at once, in bytes.
const STEP: usize = 16 << 10;
/// Elements deeper than this are not named; they still separate lines.
const DEEPEST: usize = 64;
/// The longest class that is kept, in bytes.
const LONGEST_CLASS: usize = 100;
/// A longer line is cut, in bytes.
const LONGEST: usize = 1 << 20;
/// Elements that start a line of their own.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "td",
    "text",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
];
/// Elements without an end tag.
const VOID: &[&str] = &["area", "base", "br", "col", "hr", "img", "input", "link", "meta", "param", "source", "wbr"];

/// Elements whose content is text for nobody, beside scripts.
const RAW: &[&str] = &["style", "noframes", "xmp", "iframe"];

/// The lines of a page in UTF-8.
pub(in crate::source) struct HtmlLines<R> {
    text: R,
    tokenizer: Tokenizer<Sink>,
    queue: BufferQueue,
    /// Bytes of a letter that was cut by the end of what was read.
    cut: Vec<u8>,
    position: u64,
    ended: bool,
}

impl<R: BufRead> HtmlLines<R> {
    /// The lines of this page.
    pub(in crate::source) fn new(text: R) -> HtmlLines<R> {
        let tokenizer = Tokenizer::new(
            Sink(RefCell::new(TextState { starts_paragraph: true, ..TextState::default() })),
            TokenizerOpts::default(),
        );
        HtmlLines { text, tokenizer, queue: BufferQueue::default(), cut: Vec::new(), position: 0, ended: false }
    }

    fn feed(&mut self) -> io::Result<()> {
        let ahead = self.text.fill_buf()?;
        let taken = ahead.len().min(STEP);
        let mut bytes = std::mem::take(&mut self.cut);
        bytes.extend_from_slice(&ahead[..taken]);
        self.text.consume(taken);
        let is_end = taken == 0;
        let whole = match std::str::from_utf8(&bytes) {
            Err(cause) if cause.error_len().is_none() && !is_end => cause.valid_up_to(),
            _ => bytes.len(),
        };
        self.cut = bytes.split_off(whole);
        self.tokenizer.sink.0.borrow_mut().position = self.position;
        self.position += taken as u64;
        self.queue.push_back(StrTendril::from_slice(&String::from_utf8_lossy(&bytes)));
        // Scripts stop the tokenizer for those who run them.
        while !self.queue.is_empty() {
            let _script = self.tokenizer.feed(&self.queue);
        }
        if is_end {
            self.tokenizer.end();
            self.ended = true;
        }
        Ok(())
    }
}

impl<R: BufRead> Iterator for HtmlLines<R> {
    type Item = io::Result<Piece>;

    fn next(&mut self) -> Option<io::Result<Piece>> {
        loop {
            let piece = self.tokenizer.sink.0.borrow_mut().pieces.pop_front();
            if piece.is_some() || self.ended {
                return piece.map(Ok);
            }
            if let Err(cause) = self.feed() {
                self.ended = true;
                return Some(Err(cause));
            }
        }
    }
}

/// Gathers lines from tokens.
struct Sink(RefCell<TextState>);

#[derive(Default)]
struct TextState {
    open: Vec<Open>,
    line: Line,
    /// How many bytes of the line are bold.
    bold: usize,
    has_plain: bool,
    starts_paragraph: bool,
    pieces: VecDeque<Piece>,
    position: u64,
}

/// An element that is open.
struct Open {
    name: String,
    /// Its name and classes as [`Line::around`] has them.
    label: String,
    is_bold: bool,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => return state.start(&tag),
            Token::TagToken(tag) => state.end(&tag.name),
            Token::CharacterTokens(text) => state.text(&text),
            Token::CommentToken(text) => state.mark(text.trim()),
            Token::EOFToken => state.end_line(true),
            Token::DoctypeToken(_) | Token::NullCharacterToken | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

impl TextState {
    fn start(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        match name {
            "br" => self.end_line(false),
            _ if BLOCKS.contains(&name) => self.end_line(true),
            _ => {}
        }
        let attribute = |name: &str| {
            let found = tag.attrs.iter().find(|attribute| &*attribute.name.local == name)?;
            Some(found.value[..found.value.floor_char_boundary(LONGEST_CLASS)].to_lowercase())
        };
        let classes: String = attribute("class")
            .iter()
            .flat_map(|class| class.split_whitespace())
            .map(|class| format!(" .{class}"))
            .collect();
        let label = format!("{name}{classes}");
        if name == "article" || name == "div" && label.split(' ').any(|class| class == ".article") {
            self.mark(&format!("<{label}>"));
        }
        if name == "a"
            && let Some(anchor) = attribute("name")
        {
            self.mark(&format!("#{anchor}"));
        }
        if !VOID.contains(&name) && !tag.self_closing && self.open.len() < DEEPEST {
            let style = attribute("style").unwrap_or_default().replace(' ', "");
            let is_bold = matches!(name, "b" | "strong" | "h1" | "h2" | "h3") || style.contains("font-weight:bold");
            self.open.push(Open { name: name.to_owned(), label, is_bold });
        }
        match name {
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            _ if RAW.contains(&name) => TokenSinkResult::RawData(RawKind::Rawtext),
            _ => TokenSinkResult::Continue,
        }
    }

    fn end(&mut self, name: &str) {
        if BLOCKS.contains(&name) {
            self.end_line(true);
        }
        // An end tag that nothing began with is passed over; one that was forgotten is made up for.
        if let Some(place) = self.open.iter().rposition(|open| open.name == name) {
            self.open.truncate(place);
        }
    }

    fn text(&mut self, text: &str) {
        if self.open.last().is_some_and(|open| open.name == "script" || RAW.contains(&open.name.as_str())) {
            return;
        }
        let is_bold = self.open.iter().any(|open| open.is_bold);
        for letter in text.chars() {
            let is_blank = letter.is_whitespace();
            if is_blank && (self.line.text.is_empty() || self.line.text.ends_with(' ')) {
                continue;
            }
            if self.line.text.is_empty() {
                self.begin_line();
            }
            if self.line.text.len() >= LONGEST {
                self.end_line(false);
                self.begin_line();
            }
            self.line.text.push(if is_blank { ' ' } else { letter });
            self.has_plain |= !is_bold && !is_blank;
            if is_bold && !self.has_plain {
                self.bold = self.line.text.len();
            }
        }
    }

    fn begin_line(&mut self) {
        let around: Vec<&str> = self.open.iter().map(|open| open.label.as_str()).collect();
        self.line.around = around.join(" ");
        self.line.offset = self.position;
        self.line.starts_paragraph = self.starts_paragraph;
        self.bold = 0;
        self.has_plain = false;
    }

    fn end_line(&mut self, starts_paragraph: bool) {
        let mut line = std::mem::take(&mut self.line);
        line.text.truncate(line.text.trim_end().len());
        if !line.text.is_empty() {
            line.bold = self.bold.min(line.text.len());
            line.is_bold = !self.has_plain;
            self.pieces.push_back(Piece::Line(line));
            self.starts_paragraph = false;
        }
        self.starts_paragraph |= starts_paragraph;
    }

    fn mark(&mut self, mark: &str) {
        self.end_line(true);
        self.pieces.push_back(Piece::Mark(mark[..mark.floor_char_boundary(LONGEST_CLASS)].to_lowercase()));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lines(page: &str) -> Vec<Piece> {
        HtmlLines::new(page.as_bytes()).map(Result::unwrap).collect()
    }

    fn texts(page: &str) -> Vec<String> {
        let texts = lines(page).into_iter().map(|piece| match piece {
            Piece::Line(line) => line.text,
            Piece::Mark(mark) => format!("! {mark}"),
        });
        texts.collect()
    }

    #[test]
    fn a_page_is_its_lines_and_marks() {
        let page = "<title>T</title><style>p { color: red }</style><a name=DOC_1></a><p>One &amp; <b>two</b><br>three</p>\
                    <script>if (a < b) { x() }</script><!-- <DOC NUMBER=1> --><article>Four</article>five";
        assert_eq!(
            texts(page),
            ["T", "! #doc_1", "One & two", "three", "! <doc number=1>", "! <article>", "Four", "five"]
        );
    }

    #[test]
    fn lines_know_what_is_around_them_and_what_is_bold() {
        let page = "<div class='A b'><p><strong>Label: </strong>value<p style='font-weight: bold'>All";
        let found = lines(page);
        let [Piece::Line(first), Piece::Line(second)] = found.as_slice() else { panic!("{found:?}") };
        assert!(first.stands_in("div") && first.stands_in(".a") && first.stands_in(".b") && !first.stands_in(".c"));
        assert_eq!((&first.text[..first.bold], first.is_bold, second.is_bold), ("Label: ", false, true));
        assert!(first.starts_paragraph && second.starts_paragraph);
    }

    proptest! {
        #[test]
        fn any_page_is_read(page in "(<[/!]?(p|b|td|script|br|x)[ a-z=\"]{0,8}>?|&[a-z#0-9]{0,4};?|[\\PC]{0,4}){0,60}") {
            for text in texts(&page) {
                prop_assert!(!text.trim().is_empty());
            }
        }
    }
}
