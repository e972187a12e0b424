//! Revisits in a crawl (ISO 28500, section 6.7): records that say that a page was fetched again and was the same.
//!
//! A revisit is no second article, and holds no text of its own. What can be said of it is whether the page that it
//! speaks of is in the same file: by the digest of its content, by the address and time that it refers to, or, where it
//! says neither, by its address.
//! Where it is not, the page is in another file of the crawl or lost, and the report should say so.

use std::collections::HashSet;

use xxhash_rust::xxh3::xxh3_64;

use super::headers::Headers;
use crate::Error;

/// How many digests and addresses are remembered of a file.
const MOST: usize = 1 << 20;

/// The pages of a file so far.
#[derive(Default)]
pub(super) struct Pages {
    /// Hashes of the digests and addresses.
    known: HashSet<u64>,
}

impl Pages {
    /// Remembers the page of a record with this header.
    pub(super) fn add(&mut self, record: &Headers) {
        let address = record.get("warc-target-uri").map(bare);
        let capture = address.zip(record.get("warc-date")).map(|(address, date)| format!("{date} {address}"));
        let keys = [record.get("warc-payload-digest"), address, capture.as_deref()];
        let room = MOST.saturating_sub(self.known.len());
        self.known.extend(keys.into_iter().flatten().take(room).map(|key| xxh3_64(key.as_bytes())));
    }

    /// What is reported of a revisit with this header.
    pub(super) fn revisited(&self, record: &Headers) -> Error {
        let is_known = |key: &str| self.known.contains(&xxh3_64(key.as_bytes()));
        let digest = record.get("warc-payload-digest");
        let referred = record.get("warc-refers-to-target-uri").map(bare);
        let capture =
            referred.zip(record.get("warc-refers-to-date")).map(|(address, date)| format!("{date} {address}"));
        let address = referred.or_else(|| record.get("warc-target-uri").map(bare));
        let is_here = match (digest, capture) {
            (None, None) => address.is_some_and(is_known),
            (digest, capture) => digest.is_some_and(is_known) || capture.as_deref().is_some_and(is_known),
        };
        Error::skipped(match is_here {
            true => "a revisit of a page that is in this file",
            false if self.known.len() >= MOST => "a revisit of a page that was crawled before",
            false => "a revisit of a page that is not in this file",
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

    #[test]
    fn a_revisit_tells_whether_its_page_is_here() {
        let header = |text: &str| Headers::read(&mut format!("WARC/1.1\n{text}\n\n").as_bytes()).unwrap();
        let mut pages = Pages::default();
        pages.add(&header("WARC-Target-URI: <http://e.org/a>\nWARC-Payload-Digest: sha1:AA\nWARC-Date: 2025"));
        let told = |text: &str| pages.revisited(&header(text)).to_string();
        let here = "not read: a revisit of a page that is in this file";
        let elsewhere = "not read: a revisit of a page that is not in this file";
        assert_eq!(told("WARC-Target-URI: http://e.org/b\nWARC-Payload-Digest: sha1:AA"), here);
        assert_eq!(told("WARC-Target-URI: http://e.org/a\nWARC-Payload-Digest: sha1:BB"), elsewhere);
        assert_eq!(told("WARC-Target-URI: http://e.org/a"), here);
        assert_eq!(told("WARC-Target-URI: http://e.org/b\nWARC-Refers-To-Target-URI: http://e.org/a"), here);
        assert_eq!(told("WARC-Target-URI: http://e.org/b"), elsewhere);
        let referring = "WARC-Refers-To-Target-URI: http://e.org/a\nWARC-Payload-Digest: sha1:BB\nWARC-Refers-To-Date:";
        assert_eq!(
            (told(&format!("{referring} 2025")), told(&format!("{referring} 2024"))),
            (here.into(), elsewhere.into())
        );
    }
}
