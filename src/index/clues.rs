//! What the index keeps of every article for the pass over the collection, read column by column.

use std::sync::OnceLock;

use tantivy::columnar::{Column, StrColumn};
use tantivy::schema::Facet;
use tantivy::{DocAddress, SegmentReader};
use xxhash_rust::xxh3::Xxh3;

use super::snapshot::Snapshot;
use crate::Result;
use crate::model::{ArticleId, Clue};

/// The site facet's node of articles without a publisher.
const UNKNOWN_SITE: &str = "unknown";

/// What all articles of a snapshot tell of their sites.
pub(crate) struct ClueColumns {
    segments: Vec<Segment>,
}

/// The columns of one segment.
struct Segment {
    order: Column<u64>,
    capture: Column<u64>,
    clues: Column<u64>,
    settled: Column<u64>,
    sites: Option<StrColumn>,
    /// The publishers' domains, by their numbers in the column, as far as somebody asked.
    domains: Vec<OnceLock<Option<String>>>,
}

/// What an article tells of its site.
pub(crate) struct Told<'a> {
    /// The article's id.
    pub(crate) id: ArticleId,
    /// The publisher's domain.
    pub(crate) site: Option<&'a str>,
    /// What it tells, sorted.
    pub(crate) clues: Vec<Clue>,
    /// The key of what is settled in it; 0 where nothing is.
    pub(crate) settled: u64,
}

impl ClueColumns {
    /// Opens the columns.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(crate) fn of(snapshot: &Snapshot) -> Result<ClueColumns> {
        let readers = snapshot.searcher().segment_readers();
        Ok(ClueColumns {
            segments: readers.iter().map(|reader| Segment::open(reader, snapshot)).collect::<Result<_>>()?,
        })
    }

    /// What an article tells.
    pub(crate) fn article(&self, address: DocAddress) -> Told<'_> {
        let (segment, document) = (&self.segments[address.segment_ord as usize], address.doc_id);
        let site = segment.sites.as_ref().and_then(|column| column.ords().first(document));
        let domain = site.and_then(|site| segment.domain(site));
        let mut clues: Vec<Clue> = segment.clues.values_for_doc(document).map(Clue::of_bits).collect();
        clues.sort_unstable();
        Told {
            id: ArticleId(segment.order.first(document).unwrap_or_default()),
            site: domain,
            clues,
            settled: segment.settled.first(document).unwrap_or_default(),
        }
    }

    /// A hash of all that is known of an article here, and of what tells it from other captures: the same in any segment.
    pub(crate) fn identity(&self, address: DocAddress) -> u64 {
        let (segment, told) = (&self.segments[address.segment_ord as usize], self.article(address));
        let mut hash = Xxh3::new();
        let capture = segment.capture.first(address.doc_id).unwrap_or_default();
        [told.id.0, capture, told.settled].iter().for_each(|number| hash.update(&number.to_le_bytes()));
        told.clues.iter().for_each(|clue| hash.update(&clue.to_bits().to_le_bytes()));
        hash.update(told.site.unwrap_or_default().as_bytes());
        hash.digest()
    }
}

impl Segment {
    fn open(reader: &SegmentReader, snapshot: &Snapshot) -> Result<Segment> {
        let (columns, schema) = (reader.fast_fields(), snapshot.schema());
        let number = |field| columns.u64(schema.tantivy.get_field_name(field));
        let sites = columns.str("site")?;
        let domains = sites.iter().flat_map(|column| (0..column.num_terms()).map(|_| OnceLock::new())).collect();
        let (order, capture) = (number(schema.order)?, number(schema.capture)?);
        Ok(Segment { order, capture, clues: number(schema.clues)?, settled: number(schema.settled)?, sites, domains })
    }

    /// The domain of a publisher by its number in the column.
    fn domain(&self, number: u64) -> Option<&str> {
        let known = self.domains.get(number as usize)?;
        known.get_or_init(|| self.sites.as_ref().and_then(|column| domain(column, number))).as_deref()
    }
}

/// The domain of a publisher by its number in the column.
fn domain(column: &StrColumn, number: u64) -> Option<String> {
    let mut text = String::new();
    let is_known = column.ord_to_str(number, &mut text).unwrap_or(false);
    let name = Facet::from_encoded(text.into_bytes()).ok()?.to_path().first().map(|name| (*name).to_owned())?;
    (is_known && name != UNKNOWN_SITE).then_some(name)
}

impl std::fmt::Debug for ClueColumns {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ClueColumns").finish_non_exhaustive()
    }
}
