//! What the index keeps of every article for the pass over the collection, read column by column.

use tantivy::columnar::{Column, StrColumn};
use tantivy::schema::Facet;
use tantivy::{DocAddress, SegmentReader};

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
    clues: Column<u64>,
    settled: Column<u64>,
    sites: Option<StrColumn>,
    /// The publishers' domains, by their numbers in the column.
    domains: Vec<Option<String>>,
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
        let domain = site.and_then(|site| segment.domains.get(site as usize)?.as_deref());
        let mut clues: Vec<Clue> = segment.clues.values_for_doc(document).map(Clue::of_bits).collect();
        clues.sort_unstable();
        Told {
            id: ArticleId(segment.order.first(document).unwrap_or_default()),
            site: domain,
            clues,
            settled: segment.settled.first(document).unwrap_or_default(),
        }
    }
}

impl Segment {
    fn open(reader: &SegmentReader, snapshot: &Snapshot) -> Result<Segment> {
        let (columns, schema) = (reader.fast_fields(), snapshot.schema());
        let number = |field| columns.u64(schema.tantivy.get_field_name(field));
        let sites = columns.str("site")?;
        let numbers = sites.iter().flat_map(|column| 0..column.num_terms() as u64);
        let domains = numbers.map(|number| sites.as_ref().and_then(|column| domain(column, number))).collect();
        let (order, clues, settled) = (number(schema.order)?, number(schema.clues)?, number(schema.settled)?);
        Ok(Segment { order, clues, settled, sites, domains })
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
