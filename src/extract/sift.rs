//! Taking out of a page, before it is parsed, what is never read: programs, styles and comments.
//!
//! They are more than half of a page of today and cost the parser most of its time. Data in scripts stays, so does
//! every script that speaks of a publication. One pass over the bytes; it also cuts tags whose number of attributes
//! would make the parser quadratic, for it compares each attribute with all before it.

use memchr::memchr;

/// More attributes than this in one tag are cut off.
const MAX_ATTRIBUTES: usize = 2_000;
/// Tags shorter than this are not looked into: they cannot hold as many attributes.
const LONG_TAG: usize = 2 * MAX_ATTRIBUTES;
/// Scripts longer than this are programs even if they speak of a publication.
const MAX_SCRIPT: usize = 1 << 20;

/// Says that a tag lost attributes.
pub(super) const ATTRIBUTES_CUT: &str = "a tag has too many attributes; the rest of them is not read";

/// A page without programs, styles and comments, and whether a tag lost attributes.
pub(super) fn sift(page: &str) -> (String, bool) {
    let mut sifter = Sifter {
        page,
        bytes: page.as_bytes(),
        out: String::with_capacity(page.len() / 2),
        next_close: memchr(b'>', page.as_bytes()).unwrap_or(page.len()),
        cut: false,
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
    (sifter.out, sifter.cut)
}

struct Sifter<'a> {
    page: &'a str,
    bytes: &'a [u8],
    out: String,
    /// The first `>` at or behind the last place that was looked at.
    next_close: usize,
    cut: bool,
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
            self.cut |= surplus.is_some();
            return (tag + surplus.unwrap_or(end), tag + end);
        }
        for name in ["script", "style"] {
            if opens(rest, name) {
                return self.skip_raw(tag, close, name);
            }
        }
        (tag + 1, tag + 1)
    }

    /// The place of the first `>` from `from` on; each is searched for only once.
    fn close(&mut self, from: usize) -> usize {
        if self.next_close < from {
            self.next_close = memchr(b'>', &self.bytes[from..]).map_or(self.bytes.len(), |offset| from + offset);
        }
        self.next_close
    }

    /// Keeps the tags of a script or style, and what is between them only if it may be data.
    fn skip_raw(&self, tag: usize, close: usize, name: &str) -> (usize, usize) {
        let start = (close + 1).min(self.bytes.len());
        let end = end_tag(&self.bytes[start..], name).map_or(self.bytes.len(), |offset| start + offset);
        let content = &self.page[start..end];
        let is_data = name == "script"
            && content.len() <= MAX_SCRIPT + 1024
            && (self.page[tag..start].to_ascii_lowercase().contains("ld+json") || content.contains("ublish"));
        if is_data { (end, end) } else { (start, end) }
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
            ("1 < 2 <b", "1 < 2 <b"),
        ] {
            assert_eq!(sift(page).0, sifted);
        }
    }

    #[test]
    fn too_many_attributes_are_cut() {
        let page = format!("<p {}>text", "a=1 ".repeat(5_000));
        let (sifted, cut) = sift(&page);
        assert!(cut && sifted.len() < 9_000 && sifted.ends_with(">text"));
    }
}
