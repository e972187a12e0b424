//! Revisits in a crawl (ISO 28500, section 6.7): records that say that a page was fetched again and was the same.
//!
//! A revisit holds no text of its own: it is a save of the page that it speaks of, under its own address and at its own time. Which
//! page that is, tells the digest of its content, the address and time that it refers to, or, where it says neither, its address.
//! The last pages of a file are kept for it ([`KEPT_BYTES`]). Where the page is further back, in another file of the crawl, or lost, the
//! report says so.

use std::collections::{HashMap, VecDeque};

use xxhash_rust::xxh3::xxh3_64;

use super::headers::Headers;
use crate::Error;

/// How many digests and addresses are remembered of a file.
const MOST: usize = 1 << 20;
/// How many bytes of pages are kept of a file.
const KEPT_BYTES: usize = 32 << 20;

/// The pages of a file so far.
#[derive(Default)]
pub(super) struct Pages {
    /// The number of the last page that goes by a digest or address, by the hash of that.
    known: HashMap<u64, u64>,
    /// The last pages, and the number of the first of them.
    kept: VecDeque<Page>,
    first_kept: u64,
    kept_bytes: usize,
}

/// A page as it was read.
pub(super) struct Page {
    /// The kind of its content, as members have it.
    pub(super) kind: &'static str,
    /// The charset that its header named.
    pub(super) charset: Option<String>,
    /// Its content without codings.
    pub(super) content: Vec<u8>,
}

impl Pages {
    /// Remembers the next page by the header of its record. Its content follows ([`Pages::keep`]).
    pub(super) fn add(&mut self, record: &Headers) {
        let number = self.first_kept + self.kept.len() as u64;
        let address = record.get("warc-target-uri").map(bare);
        let capture = address.zip(record.get("warc-date")).map(|(address, date)| format!("{date} {address}"));
        let keys = [record.get("warc-payload-digest"), address, capture.as_deref()];
        for key in keys.into_iter().flatten().map(|key| xxh3_64(key.as_bytes())) {
            if self.known.len() < MOST || self.known.contains_key(&key) {
                self.known.insert(key, number);
            }
        }
    }

    /// Keeps the page that was added last, in place of those that were read long ago.
    pub(super) fn keep(&mut self, page: Page) {
        self.kept_bytes += page.content.len();
        self.kept.push_back(page);
        while self.kept_bytes > KEPT_BYTES {
            let Some(oldest) = self.kept.pop_front() else { break };
            self.kept_bytes -= oldest.content.len();
            self.first_kept += 1;
        }
    }

    /// The page that a record with this header says was fetched again.
    ///
    /// # Errors
    ///
    /// A reason to skip the record where the page is not kept.
    pub(super) fn revisited(&self, record: &Headers) -> Result<&Page, Error> {
        let number = |key: &str| self.known.get(&xxh3_64(key.as_bytes())).copied();
        let digest = record.get("warc-payload-digest");
        let referred = record.get("warc-refers-to-target-uri").map(bare);
        let capture =
            referred.zip(record.get("warc-refers-to-date")).map(|(address, date)| format!("{date} {address}"));
        let address = referred.or_else(|| record.get("warc-target-uri").map(bare));
        let number = match (digest, capture) {
            (None, None) => address.and_then(number),
            (digest, capture) => digest.and_then(number).or_else(|| capture.as_deref().and_then(number)),
        };
        let page = number.and_then(|number| self.kept.get(usize::try_from(number.checked_sub(self.first_kept)?).ok()?));
        page.ok_or_else(|| {
            Error::skipped(match number {
                Some(_) => "a revisit of a page that is too far back in this file",
                None if self.known.len() >= MOST => "a revisit of a page that was crawled before",
                None => "a revisit of a page that is not in this file",
            })
        })
    }
}

/// An address without the brackets that some crawlers write around it.
fn bare(address: &str) -> &str {
    address.trim_matches(['<', '>'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(text: &str) -> Headers {
        Headers::read(&mut format!("WARC/1.1\n{text}\n\n").as_bytes()).unwrap()
    }

    fn page(content: &str) -> Page {
        Page { kind: "html", charset: None, content: content.as_bytes().to_vec() }
    }

    /// The content of the page that is meant, or why there is none.
    fn told(pages: &Pages, text: &str) -> String {
        match pages.revisited(&header(text)) {
            Ok(page) => String::from_utf8(page.content.clone()).unwrap(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn a_revisit_is_of_the_page_that_it_names() {
        let mut pages = Pages::default();
        for (address, digest, date) in [("<http://e.org/a>", "AA", 2025), ("http://e.org/b", "BB", 2026)] {
            let record = format!("WARC-Target-URI: {address}\nWARC-Payload-Digest: sha1:{digest}\nWARC-Date: {date}");
            pages.add(&header(&record));
            pages.keep(page(digest));
        }
        let elsewhere = "not read: a revisit of a page that is not in this file";
        for (record, meant) in [
            ("WARC-Target-URI: http://e.org/c\nWARC-Payload-Digest: sha1:AA", "AA"),
            ("WARC-Target-URI: http://e.org/a\nWARC-Payload-Digest: sha1:CC", elsewhere),
            ("WARC-Target-URI: http://e.org/a", "AA"),
            ("WARC-Target-URI: http://e.org/c\nWARC-Refers-To-Target-URI: http://e.org/b", "BB"),
            ("WARC-Target-URI: http://e.org/c", elsewhere),
        ] {
            assert_eq!(told(&pages, record), meant, "{record}");
        }
        let referring = "WARC-Refers-To-Target-URI: http://e.org/a\nWARC-Payload-Digest: sha1:CC\nWARC-Refers-To-Date:";
        assert_eq!(told(&pages, &format!("{referring} 2025")), "AA");
        assert_eq!(told(&pages, &format!("{referring} 2024")), elsewhere);
    }

    #[test]
    fn only_the_last_pages_are_kept() {
        let mut pages = Pages::default();
        for number in 0..5 {
            pages.add(&header(&format!("WARC-Target-URI: http://e.org/{number}")));
            pages.keep(page(&number.to_string().repeat(KEPT_BYTES / 3)));
        }
        let too_far = "not read: a revisit of a page that is too far back in this file";
        assert_eq!(told(&pages, "WARC-Target-URI: http://e.org/1"), too_far);
        assert!(told(&pages, "WARC-Target-URI: http://e.org/2").starts_with("222"));
        pages.add(&header("WARC-Target-URI: http://e.org/large"));
        pages.keep(page(&"x".repeat(KEPT_BYTES + 1)));
        assert_eq!(told(&pages, "WARC-Target-URI: http://e.org/large"), too_far, "and nothing larger");
    }
}
