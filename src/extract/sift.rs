//! Taking out of a page, before it is parsed, what is never read: programs, styles and comments.
//!
//! They are more than half of a page of today and cost the parser most of its time, as do drawings and what is shown
//! where programs do not run. Linked data in scripts stays. One pass over the bytes; it also cuts tags whose number of attributes
//! would make the parser quadratic, for it compares each attribute with all before it.

use memchr::memchr;

/// More attributes than this in one tag are cut off.
const MAX_ATTRIBUTES: usize = 2_000;
/// Tags shorter than this are not looked into: they cannot hold as many attributes.
const LONG_TAG: usize = 2 * MAX_ATTRIBUTES;
/// JSON-LD beyond this many bytes in one script is not read.
const MAX_JSON_LD: usize = 1 << 20;
/// Elements whose content is taken out.
const EMPTIED: &[&str] = &["script", "style", "svg", "noscript"];

/// Says that a tag lost attributes.
const ATTRIBUTES_CUT: &str = "a tag has too many attributes; the rest of them is not read";

/// Says that data was too long.
const JSON_LD_CUT: &str = "a script holds more JSON-LD than is read";

/// A page without programs, styles and comments, and the limits that it ran into.
pub(super) fn sift(page: &str) -> (String, Vec<&'static str>) {
    let mut sifter = Sifter {
        page,
        bytes: page.as_bytes(),
        out: String::with_capacity(page.len() / 2),
        next_close: memchr(b'>', page.as_bytes()).unwrap_or(page.len()),
        limits: Vec::new(),
    };
    let (mut at, mut copied) = (0, 0);
    while let Some(tag) = memchr(b'<', &sifter.bytes[at..]).map(|offset| at + offset) {
        let (keep_to, go_on) = sifter.step(tag);
        if go_on > keep_to {
            sifter.out.push_str(&page[copied..keep_to]);
            copied = go_on;
        }
        at = go_on;
    }
    sifter.out.push_str(&page[copied..]);
    (sifter.out, sifter.limits)
}

struct Sifter<'a> {
    page: &'a str,
    bytes: &'a [u8],
    out: String,
    /// The first `>` at or behind the last place that was looked at.
    next_close: usize,
    limits: Vec<&'static str>,
}

impl Sifter<'_> {
    /// Looks at the `<` at `tag`: up to where to keep what was seen, and where to go on.
    fn step(&mut self, tag: usize) -> (usize, usize) {
        let rest = &self.bytes[tag..];
        if rest.starts_with(b"<!--") && !rest.starts_with(b"<!-->") && !rest.starts_with(b"<!--->") {
            let end = self.page[tag + 4..].find("-->").map_or(self.bytes.len(), |offset| tag + 7 + offset);
            return (tag, end);
        }
        if !rest.get(1).is_some_and(u8::is_ascii_alphabetic) {
            return (tag + 1, tag + 1);
        }
        let close = self.close(tag);
        if close - tag > LONG_TAG {
            let (end, surplus) = attributes(&self.bytes[tag..]);
            if surplus.is_some() {
                self.limit(ATTRIBUTES_CUT);
            }
            return (tag + surplus.unwrap_or(end), tag + end);
        }
        match EMPTIED.iter().find(|name| opens(rest, name)) {
            // An element that ends itself has no content.
            Some(&"svg") if self.bytes[..close].ends_with(b"/") => (tag + 1, tag + 1),
            Some(name) => self.skip_raw(tag, close, name),
            None => (tag + 1, tag + 1),
        }
    }

    /// The place of the first `>` from `from` on; each is searched for only once.
    fn close(&mut self, from: usize) -> usize {
        if self.next_close < from {
            self.next_close = memchr(b'>', &self.bytes[from..]).map_or(self.bytes.len(), |offset| from + offset);
        }
        self.next_close
    }

    /// Keeps the tags of an element, and what is between them only if it is data.
    fn skip_raw(&mut self, tag: usize, close: usize, name: &str) -> (usize, usize) {
        let start = (close + 1).min(self.bytes.len());
        let end = end_tag(&self.bytes[start..], name).map_or(self.bytes.len(), |offset| start + offset);
        let is_data = name == "script" && self.page[tag..start].to_ascii_lowercase().contains("ld+json");
        let is_long = end - start > MAX_JSON_LD;
        if is_data && is_long {
            self.limit(JSON_LD_CUT);
        }
        if is_data && !is_long { (end, end) } else { (start, end) }
    }

    /// Notes a limit, once.
    fn limit(&mut self, limit: &'static str) {
        if !self.limits.contains(&limit) {
            self.limits.push(limit);
        }
    }
}

/// Whether a tag of this name opens here.
fn opens(bytes: &[u8], name: &str) -> bool {
    let Some(found) = bytes.get(1..=name.len()) else { return false };
    found.eq_ignore_ascii_case(name.as_bytes())
        && bytes.get(name.len() + 1).is_none_or(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'))
}

/// Where the end tag of this name begins.
fn end_tag(bytes: &[u8], name: &str) -> Option<usize> {
    memchr::memchr_iter(b'<', bytes).find(|&at| {
        bytes.get(at + 1) == Some(&b'/')
            && bytes.get(at + 2..at + 2 + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
    })
}

/// Where the tag that begins here ends, and where its attributes become too many, if they do.
fn attributes(tag: &[u8]) -> (usize, Option<usize>) {
    let (mut quote, mut count, mut in_word, mut surplus) = (None, 0, true, None);
    for (at, &byte) in tag.iter().enumerate() {
        match (quote, byte) {
            // `a="1"b="2"` are two attributes as well.
            (Some(open), byte) if byte == open => (quote, in_word) = (None, false),
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'>') => return (at, surplus),
            (None, byte) if byte.is_ascii_whitespace() || byte == b'/' => in_word = false,
            (None, _) if !in_word => {
                in_word = true;
                count += 1;
                if count >= MAX_ATTRIBUTES && surplus.is_none() && byte.is_ascii() {
                    surplus = Some(at);
                }
            }
            _ => {}
        }
    }
    (tag.len(), surplus)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_go_and_data_stays() {
        for (page, sifted) in [
            ("<p>a<script>x < 1</SCRIPT>b", "<p>a<script></SCRIPT>b"),
            ("<script type='application/ld+json'>{}</script>", "<script type='application/ld+json'>{}</script>"),
            ("a<!-- <p> -->b<!-->c", "ab<!-->c"),
            ("<style>p{}</style><styled>x", "<style></style><styled>x"),
            ("<script>never closed", "<script>"),
            ("a<svg><path d=x/></svg>b<svg/>c", "a<svg></svg>b<svg/>c"),
            ("1 < 2 <b", "1 < 2 <b"),
        ] {
            assert_eq!(sift(page).0, sifted);
        }
    }

    #[test]
    fn too_many_attributes_are_cut() {
        let page = format!("<p {}>text", "a=1 ".repeat(5_000));
        let (sifted, limits) = sift(&page);
        assert!(limits == [ATTRIBUTES_CUT] && sifted.len() < 9_000 && sifted.ends_with(">text"));
    }
}
