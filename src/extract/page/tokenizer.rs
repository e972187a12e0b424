//! Cutting a page into the tokens that html5ever's tree builder takes, and leaving out what is never read.
//!
//! The tree is html5ever's; its tokenizer, which goes letter by letter, took a third of the time of a page. This one
//! jumps from mark to mark, hands out texts and values as slices of the one page, and drops on the way what makes up
//! more than half of a page of today: programs, styles, drawings, comments, and attributes that nobody asks for
//! ([`is_kept`]). It follows the HTML standard, section 13.2.5, but for this: null characters are ignored, comments and
//! nested `<script>` marks inside programs are not looked for, and doctypes are read for their identifiers only.

use std::borrow::Cow;

use html5ever::interface::QualName;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::{Attribute, LocalName, ns};
use memchr::{memchr, memchr_iter, memchr2, memchr2_iter, memmem};

use super::doctype;
use super::reader::Reader;
use super::references::{Place, resolve};

/// More attributes than this in one tag are not read.
const MAX_ATTRIBUTES: usize = 250;
/// JSON-LD beyond this many bytes in one script is not read.
const MAX_JSON_LD: usize = 1 << 20;

/// Says that a tag lost attributes.
const ATTRIBUTES_CUT: &str = "a tag has too many attributes; the rest of them is not read";
/// Says that data was too long.
const JSON_LD_CUT: &str = "a script holds more JSON-LD than is read";

/// Feeds a page to a tree builder, and gives the limits that the page ran into.
pub(super) fn feed<Sink: TokenSink>(page: &str, reader: Reader, sink: &Sink) -> Vec<&'static str> {
    let page = StrTendril::from_slice(&plain_line_ends(page));
    let mut scanner = Scanner {
        text: &page,
        page: page.clone(),
        sink,
        at: 0,
        open_drawings: true,
        shows_noscript: false,
        has_frames: false,
        reader,
        limits: Vec::new(),
    };
    while scanner.at < scanner.text.len() {
        scanner.step();
    }
    scanner.put(Token::EOFToken);
    sink.end();
    scanner.limits
}

/// The page with line feeds for all its line ends, and without null characters.
fn plain_line_ends(page: &str) -> Cow<'_, str> {
    let page = page.strip_prefix('\u{feff}').unwrap_or(page);
    if memchr2(b'\r', b'\0', page.as_bytes()).is_none() {
        return Cow::Borrowed(page);
    }
    let mut plain = String::with_capacity(page.len());
    let mut from = 0;
    for at in memchr2_iter(b'\r', b'\0', page.as_bytes()) {
        plain.push_str(&page[from..at]);
        from = at + 1;
        if page.as_bytes()[at] == b'\r' && page.as_bytes().get(from) != Some(&b'\n') {
            plain.push('\n');
        }
    }
    plain.push_str(&page[from..]);
    Cow::Owned(plain)
}

/// Whether the attributes of this name are read by anyone: by `extract`, or by the tree builder (the last row).
pub(super) fn is_kept(name: &str) -> bool {
    match name {
        "class" | "id" | "itemprop" | "itemtype" | "itemscope" | "role" | "rel" | "href" | "hidden" | "style"
        | "content" | "name" | "property" | "http-equiv" | "lang" | "datetime" | "pubdate" | "title" | "alt"
        | "aria-hidden" | "aria-label" | "data-component" | "data-testid" | "data-module" | "data-type"
        | "data-block" | "srcdoc" | "slot" | "shadowrootmode" | "shadowroot" | "shadowmode" | "aria-controls"
        | "aria-expanded" | "colspan" | "type" | "encoding" | "color" | "face" | "size" => true,
        _ => name.starts_with("data-") && ["date", "time", "publish", "author"].iter().any(|cue| name.contains(cue)),
    }
}

struct Scanner<'a, Sink> {
    /// The page, of which texts and values are slices that share its memory.
    page: StrTendril,
    text: &'a str,
    sink: &'a Sink,
    at: usize,
    /// Whether there may be an end of a drawing ahead.
    open_drawings: bool,
    /// Whether what stands in `noscript` is shown: to readers without programs, once the page's body has begun.
    shows_noscript: bool,
    /// Whether it is a page of frames, whose text stands in `noframes`.
    has_frames: bool,
    reader: Reader,
    limits: Vec<&'static str>,
}

impl<Sink: TokenSink> Scanner<'_, Sink> {
    /// Reads a text, or one piece of markup.
    fn step(&mut self) {
        let start = self.at;
        let mut from = start;
        loop {
            let Some(mark) = memchr(b'<', &self.text.as_bytes()[from..]).map(|offset| from + offset) else {
                self.at = self.text.len();
                return self.put_text(start, self.at);
            };
            let next = self.text.as_bytes().get(mark + 1).copied().unwrap_or_default();
            let opens = match next {
                b'/' => mark + 2 < self.text.len(),
                next => next.is_ascii_alphabetic() || matches!(next, b'!' | b'?'),
            };
            if opens {
                self.put_text(start, mark);
                self.at = mark;
                return self.markup(next);
            }
            from = mark + 1;
        }
    }

    /// Reads what begins with the `<` at this place.
    fn markup(&mut self, next: u8) {
        let rest = &self.text[self.at..];
        match next {
            b'!' if rest.starts_with("<!--") => {
                self.boundary(&rest[4..]);
                self.at = self.comment_end();
            }
            b'!' if rest.get(2..9).is_some_and(|word| word.eq_ignore_ascii_case("doctype")) => {
                let end = self.find(b'>', self.at);
                self.put(Token::DoctypeToken(doctype::read(&self.text[self.at + 9..end])));
                self.at = end + 1;
            }
            b'!' if rest.starts_with("<![CDATA[")
                && self.sink.adjusted_current_node_present_but_not_in_html_namespace() =>
            {
                let start = self.at + 9;
                let end = memmem::find(rest.as_bytes(), b"]]>").map_or(self.text.len(), |offset| self.at + offset);
                self.put_slice(start.min(end), end);
                self.at = end + 3;
            }
            b'!' | b'?' => self.at = self.find(b'>', self.at) + 1,
            b'/' if rest.as_bytes()[2].is_ascii_alphabetic() => self.tag(TagKind::EndTag),
            b'/' => self.at = self.find(b'>', self.at) + 1,
            _ => self.tag(TagKind::StartTag),
        }
        self.at = self.at.min(self.text.len());
    }

    /// Hands on a comment if it is one of those that bound a part that the server sends later.
    fn boundary(&self, comment: &str) {
        let marks = ["$", "$?", "$!", "$~", "/$"];
        if let Some(mark) = marks.iter().find(|mark| comment.strip_prefix(**mark).is_some_and(|r| r.starts_with("-->")))
        {
            self.put(Token::CommentToken(StrTendril::from_slice(mark)));
        }
    }

    /// Where the comment that begins here is over.
    fn comment_end(&self) -> usize {
        let start = self.at + 4;
        let rest = &self.text.as_bytes()[start..];
        if rest.starts_with(b">") || rest.starts_with(b"->") {
            return self.find(b'>', start) + 1;
        }
        let mut from = 0;
        while let Some(offset) = memmem::find(&rest[from..], b"--") {
            let behind = from + offset + 2;
            match rest[behind..] {
                [b'>', ..] => return start + behind + 1,
                [b'!', b'>', ..] => return start + behind + 2,
                _ => from = behind - 1,
            }
        }
        self.text.len()
    }

    /// Reads a tag and, where the tree builder asks for it, the raw text after it. A tag that never ends is none.
    fn tag(&mut self, kind: TagKind) {
        let start = self.at + if kind == TagKind::StartTag { 1 } else { 2 };
        let bytes = self.text.as_bytes();
        let length = bytes[start..].iter().position(|byte| ends_name(*byte)).unwrap_or(bytes.len() - start);
        self.at = start + length;
        let name = &self.text[start..self.at];
        let mut tag = Tag {
            kind,
            name: self.shown_as(local_name(name)),
            self_closing: false,
            attrs: Vec::new(),
            had_duplicate_attributes: false,
        };
        if !self.attributes(&mut tag) || kind == TagKind::EndTag {
            if self.at <= self.text.len() {
                tag.attrs.clear();
                self.put(Token::TagToken(tag));
            }
            return;
        }
        self.start(tag);
    }

    /// The tag that a reader sees: without programs, `noscript` is a part of the page like any other.
    fn shown_as(&mut self, name: LocalName) -> LocalName {
        match &*name {
            "body" => self.shows_noscript = self.reader == Reader::WithoutPrograms,
            "frameset" => self.has_frames = true,
            "noscript" if self.shows_noscript => return LocalName::from("div"),
            _ => {}
        }
        name
    }

    /// Hands a start tag on, and reads or skips what is not markup after it.
    fn start(&mut self, tag: Tag) {
        let name = tag.name.clone();
        let is_data = &*name == "script" && is_json_ld(&tag);
        let is_drawing = &*name == "svg" && !tag.self_closing;
        match self.sink.process_token(Token::TagToken(tag), 1) {
            TokenSinkResult::RawData(kind) => self.raw_text(&name, kind, is_data),
            TokenSinkResult::Plaintext => {
                self.put_slice(self.at, self.text.len());
                self.at = self.text.len();
            }
            _ if is_drawing && self.open_drawings => match self.end_tag("svg") {
                Some(end) => self.at = end,
                None => self.open_drawings = false,
            },
            _ => {}
        }
    }

    /// Reads the text up to the end tag of this name: only what is read by anyone is handed on.
    fn raw_text(&mut self, name: &str, kind: RawKind, is_data: bool) {
        let end = self.end_tag(name).unwrap_or(self.text.len());
        if is_data && end - self.at > MAX_JSON_LD {
            self.limit(JSON_LD_CUT);
        } else if is_data || self.has_frames && name == "noframes" {
            self.put_slice(self.at, end);
        } else if kind == RawKind::Rcdata {
            self.put_text(self.at, end);
        }
        self.at = end;
    }

    /// Where the next end tag of this name begins.
    fn end_tag(&self, name: &str) -> Option<usize> {
        let bytes = &self.text.as_bytes()[self.at..];
        let closes = |at: &usize| {
            let rest = &bytes[at + 1..];
            rest.first() == Some(&b'/')
                && rest.get(1..=name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
                && rest.get(name.len() + 1).is_some_and(|byte| ends_name(*byte))
        };
        memchr_iter(b'<', bytes).find(closes).map(|offset| self.at + offset)
    }

    /// Reads attributes up to and with the `>` of a tag; whether any may count: not where the page ends before.
    fn attributes(&mut self, tag: &mut Tag) -> bool {
        let bytes = self.text.as_bytes();
        let mut count = 0;
        loop {
            while bytes.get(self.at).is_some_and(|byte| is_space(*byte) || *byte == b'/') {
                self.at += 1;
            }
            match bytes.get(self.at) {
                None => {
                    self.at = usize::MAX;
                    return false;
                }
                Some(b'>') => {
                    tag.self_closing = bytes[self.at - 1] == b'/';
                    self.at += 1;
                    return true;
                }
                Some(_) => {}
            }
            let (name, value) = self.attribute();
            count += 1;
            if count == MAX_ATTRIBUTES {
                self.limit(ATTRIBUTES_CUT);
            }
            if count < MAX_ATTRIBUTES && tag.kind == TagKind::StartTag {
                self.keep(tag, name, value);
            }
        }
    }

    /// Reads one attribute: where its name and its value lie.
    fn attribute(&mut self) -> ((usize, usize), (usize, usize)) {
        let bytes = self.text.as_bytes();
        let start = self.at;
        self.at += 1;
        self.skip(|byte| !ends_name(byte) && byte != b'=');
        let name = (start, self.at);
        self.skip(is_space);
        if bytes.get(self.at) != Some(&b'=') {
            return (name, (self.at, self.at));
        }
        self.at += 1;
        self.skip(is_space);
        match bytes.get(self.at) {
            Some(quote @ (b'"' | b'\'')) => {
                let start = self.at + 1;
                let end = self.find(*quote, start);
                self.at = (end + 1).min(bytes.len());
                (name, (start, end))
            }
            _ => {
                let start = self.at;
                self.skip(|byte| !is_space(byte) && byte != b'>');
                (name, (start, self.at))
            }
        }
    }

    /// Adds an attribute to a tag, if it is one that is read and the tag has not got it yet.
    fn keep(&self, tag: &mut Tag, name: (usize, usize), value: (usize, usize)) {
        let name = lower_case(&self.text[name.0..name.1]);
        if !is_kept(&name) {
            return;
        }
        let local = LocalName::from(&*name);
        if tag.attrs.iter().any(|attribute| attribute.name.local == local) {
            return;
        }
        let text = &self.text[value.0..value.1];
        let value = match memchr(b'&', text.as_bytes()) {
            Some(_) => StrTendril::from(resolve(text, Place::Attribute)),
            None => self.slice(value.0, value.1),
        };
        tag.attrs.push(Attribute { name: QualName::new(None, ns!(), local), value });
    }

    fn skip(&mut self, goes_on: impl Fn(u8) -> bool) {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest.iter().position(|byte| !goes_on(*byte)).unwrap_or(rest.len());
    }

    /// The place of the next such byte from `from` on; the end of the page if there is none.
    fn find(&self, byte: u8, from: usize) -> usize {
        let from = from.min(self.text.len());
        memchr(byte, &self.text.as_bytes()[from..]).map_or(self.text.len(), |offset| from + offset)
    }

    fn slice(&self, start: usize, end: usize) -> StrTendril {
        match (u32::try_from(start), u32::try_from(end - start)) {
            (Ok(start), Ok(length)) => self.page.subtendril(start, length),
            _ => StrTendril::from_slice(&self.text[start..end]),
        }
    }

    /// Hands on text as it stands.
    fn put_slice(&self, start: usize, end: usize) {
        if start < end {
            self.put(Token::CharacterTokens(self.slice(start, end)));
        }
    }

    /// Hands on text with its references resolved.
    fn put_text(&self, start: usize, end: usize) {
        match memchr(b'&', &self.text.as_bytes()[start..end]) {
            Some(_) => {
                let text = resolve(&self.text[start..end], Place::Text);
                self.put(Token::CharacterTokens(StrTendril::from(text)));
            }
            None => self.put_slice(start, end),
        }
    }

    /// Hands on a token after which markup goes on as usual.
    fn put(&self, token: Token) {
        let _ = self.sink.process_token(token, 1);
    }

    /// Notes a limit, once.
    fn limit(&mut self, limit: &'static str) {
        if !self.limits.contains(&limit) {
            self.limits.push(limit);
        }
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\x0c')
}

/// Whether a name of a tag or an attribute is over here.
fn ends_name(byte: u8) -> bool {
    is_space(byte) || matches!(byte, b'>' | b'/')
}

fn lower_case(name: &str) -> Cow<'_, str> {
    match name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        true => Cow::Owned(name.to_ascii_lowercase()),
        false => Cow::Borrowed(name),
    }
}

fn local_name(name: &str) -> LocalName {
    LocalName::from(&*lower_case(name))
}

fn is_json_ld(tag: &Tag) -> bool {
    tag.attrs.iter().any(|attribute| &*attribute.name.local == "type" && attribute.value.contains("ld+json"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::page::limits::Shallow;

    #[test]
    fn too_many_attributes_are_cut() {
        let page = format!("<p {}>text", "a=1 ".repeat(5_000));
        assert_eq!(feed(&page, Reader::WithPrograms, &Shallow::new(page.len())), [ATTRIBUTES_CUT]);
    }
}
