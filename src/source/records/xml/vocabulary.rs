//! The XML vocabularies that articles are kept in, and how each is known.

use super::around::Around;
use super::tree::Element;
use super::{alto, clips, doc, factiva, mediawiki, newsml, newsml_g2, nitf, page_xml, rcv1, reuters, tei, trec};
use crate::Result;
use crate::source::story::Story;

/// A vocabulary that articles are kept in.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    /// The name that people know it by.
    pub(crate) name: &'static str,
    /// The names of its outermost element, in lower case and without a prefix.
    roots: &'static [&'static str],
    /// What must stand in the file's beginning, in lower case, where the root is not enough.
    mark: &'static str,
    /// The element that is one article.
    pub(super) record: &'static str,
    /// Reads an article.
    pub(super) read: fn(Element<'_>, &Around) -> Result<Story>,
}

impl PartialEq for Vocabulary {
    fn eq(&self, other: &Vocabulary) -> bool {
        (self.name, self.mark) == (other.name, other.mark)
    }
}

impl Eq for Vocabulary {}

/// All of them; the first that fits is taken.
static VOCABULARIES: &[Vocabulary] = &[
    Vocabulary { name: "NITF", roots: &["nitf"], mark: "", record: "nitf", read: nitf::read },
    Vocabulary { name: "RCV1", roots: &["newsitem"], mark: "itemid=", record: "newsitem", read: rcv1::read },
    Vocabulary {
        name: "NewsML-G2",
        roots: &["newsitem", "newsmessage", "packageitem"],
        mark: "",
        record: "newsitem",
        read: newsml_g2::read,
    },
    Vocabulary { name: "NewsML 1", roots: &["newsml"], mark: "", record: "newsitem", read: newsml::read },
    Vocabulary { name: "Reuters-21578", roots: &["reuters"], mark: "", record: "reuters", read: reuters::read },
    Vocabulary { name: "TEI", roots: &["tei", "teicorpus", "tei.2"], mark: "", record: "tei", read: tei::read },
    Vocabulary { name: "trafilatura's XML", roots: &["doc"], mark: "<main", record: "doc", read: doc::read },
    Vocabulary { name: "a collection of TREC", roots: ANY, mark: "<docno>", record: "doc", read: trec::read },
    Vocabulary { name: "a collection of LDC", roots: &["doc"], mark: "\" type=\"", record: "doc", read: trec::read },
    Vocabulary { name: "a MediaWiki dump", roots: &["mediawiki"], mark: "", record: "page", read: mediawiki::read },
    Vocabulary { name: "Evernote's export", roots: &["en-export"], mark: "", record: "note", read: clips::read },
    Vocabulary { name: "Factiva's XML", roots: ANY, mark: "<ppsarticle>", record: "ppsarticle", read: factiva::read },
    Vocabulary { name: "Factiva's XML", roots: ANY, mark: "<ppsarticle ", record: "ppsarticle", read: factiva::read },
    Vocabulary::ALTO,
    Vocabulary { name: "PAGE XML", roots: &["pcgts"], mark: "", record: "pcgts", read: page_xml::read },
];

/// Any outermost element.
const ANY: &[&str] = &[];

impl Vocabulary {
    /// Pages of digitised print.
    pub(super) const ALTO: Vocabulary =
        Vocabulary { name: "ALTO", roots: &["alto"], mark: "", record: "alto", read: alto::read };
    /// What puts such pages together to issues; its articles are read by [`mets`](super::mets).
    pub(super) const METS: Vocabulary =
        Vocabulary { name: "METS", roots: &["mets"], mark: "", record: "mets", read: |_, _| Ok(Story::default()) };

    /// Records whose fields are elements, in elements of this name; they are read by [`fields`](super::fields).
    pub(super) const fn of_fields(record: &'static str) -> Vocabulary {
        Vocabulary { name: "records in XML", roots: ANY, mark: record, record, read: |_, _| Ok(Story::default()) }
    }

    /// Whether a record is a page of print, of which a [METS](super::mets) file may name the articles.
    pub(super) fn is_of_pages(&self) -> bool {
        *self == Vocabulary::ALTO
    }

    /// The vocabulary of a file that starts like this, in lower case, and has this outermost element.
    pub(crate) fn of(start: &str, root: &str) -> Option<&'static Vocabulary> {
        let bare = root.rsplit(':').next().unwrap_or(root);
        let is = |known: &&Vocabulary| known.roots.is_empty() && bare != "html" || known.roots.contains(&bare);
        VOCABULARIES.iter().filter(is).find(|known| start.contains(known.mark))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vocabularies_are_known_by_their_outermost_element() {
        let name = |start: &str, root: &str| Vocabulary::of(start, root).map(|known| known.name);
        assert_eq!(name("<nitf>", "nitf"), Some("NITF"));
        assert_eq!(name("<newsitem itemid=\"1\">", "newsitem"), Some("RCV1"));
        assert_eq!(name("<ns2:newsitem guid=\"1\">", "ns2:newsitem"), Some("NewsML-G2"));
        assert_eq!(name("<doc><field name=\"id\">", "doc"), None);
        assert_eq!(name("<svg>", "svg"), None);
    }
}
