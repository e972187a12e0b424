//! What the index keeps of every article so that copies are found, read column by column.

use rayon::prelude::*;
use tantivy::columnar::{Column, StrColumn};
use tantivy::schema::Facet;
use tantivy::{DocAddress, SegmentReader};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::packed;
use super::schema::Schema;
use super::snapshot::Snapshot;
use crate::Result;
use crate::model::{Fingerprint, Sketch};

/// Seconds of a day.
const DAY: i64 = 86_400;
/// How many articles' shingles are unpacked at a time.
const PART: usize = 2_000;
/// The site facet's node of articles without a publisher.
const UNKNOWN_SITE: &str = "unknown";

/// The fingerprints of all articles of a snapshot.
pub(crate) struct Fingerprints {
    segments: Vec<Segment>,
}

/// The columns of one segment.
struct Segment {
    order: Column<u64>,
    capture: Column<u64>,
    words: Column<u64>,
    shingles: Column<u64>,
    figures: Column<u64>,
    start: Column<i64>,
    end: Column<i64>,
    sites: Option<StrColumn>,
    /// The hash of every publisher's name, by its number in the column.
    site_hashes: Vec<Option<u64>>,
}

impl Fingerprints {
    /// Opens the columns.
    ///
    /// # Errors
    ///
    /// When the index cannot be read.
    pub(crate) fn of(snapshot: &Snapshot) -> Result<Fingerprints> {
        let readers = snapshot.searcher().segment_readers();
        let segments = readers.iter().map(|reader| Segment::open(reader, snapshot));
        Ok(Fingerprints { segments: segments.collect::<Result<_>>()? })
    }

    /// What is kept of an article besides its shingles.
    pub(crate) fn article(&self, address: DocAddress) -> Sketch {
        self.segments[address.segment_ord as usize].article(address)
    }

    /// The ids of an article and of its capture.
    pub(crate) fn key(&self, address: DocAddress) -> (u64, u64) {
        self.segments[address.segment_ord as usize].key(address.doc_id)
    }

    /// The hash of an article's publisher, and its id.
    pub(crate) fn home(&self, address: DocAddress) -> (Option<u64>, u64) {
        let segment = &self.segments[address.segment_ord as usize];
        (segment.site_hash(address.doc_id), segment.key(address.doc_id).0)
    }

    /// Calls `visit` with the place of every article in `articles` and each of its shingles. The articles are in order.
    pub(crate) fn each_shingle(&self, articles: &[DocAddress], visit: &mut dyn FnMut(u32, u64)) {
        for (first, articles) in (0..).step_by(PART).zip(articles.chunks(PART)) {
            self.each_of_part(articles, |place, hash| visit(first + place, hash));
        }
    }

    /// The shingles of these articles, which are in order, each with the place of its article: those that `takes` accepts, by place
    /// and shingle. On all cores, in no order.
    pub(crate) fn matching(&self, articles: &[DocAddress], takes: impl Fn(u32, u64) -> bool + Sync) -> Vec<(u64, u32)> {
        let parts = (0..).step_by(PART).zip(articles.chunks(PART)).collect::<Vec<(u32, _)>>();
        let found = parts.into_par_iter().flat_map_iter(|(first, articles)| {
            let mut found = Vec::new();
            self.each_of_part(articles, |place, hash| {
                if takes(first + place, hash) {
                    found.push((hash, first + place));
                }
            });
            found
        });
        found.collect()
    }

    /// Calls `visit` with the place of every article of a part and each of its shingles.
    fn each_of_part(&self, articles: &[DocAddress], mut visit: impl FnMut(u32, u64)) {
        let (mut words, mut rows, mut place) = (Vec::new(), Vec::new(), 0_u32);
        for articles in articles.chunk_by(|one, other| one.segment_ord == other.segment_ord) {
            let column = &self.segments[articles[0].segment_ord as usize].shingles;
            rows.clear();
            rows.extend(articles.iter().map(|article| column.index.value_row_ids(article.doc_id)));
            // The words of a run of documents lie one behind the other: fetched at once, they cost less. Without words, the rows are 0..0.
            let begin = rows.iter().filter(|rows| !rows.is_empty()).map(|rows| rows.start).min().unwrap_or(0);
            let end = rows.iter().map(|rows| rows.end).max().unwrap_or(0);
            words.clear();
            words.resize(end.saturating_sub(begin) as usize, 0);
            column.values.get_range(u64::from(begin), &mut words);
            for rows in &rows {
                if !rows.is_empty() {
                    let own = &words[(rows.start - begin) as usize..(rows.end - begin) as usize];
                    packed::each_hash(own, Fingerprint::SPACE, |hash| visit(place, hash));
                }
                place += 1;
            }
        }
    }

    /// A hash of all that is known of an article here: the same in any segment.
    pub(crate) fn identity(&self, address: DocAddress) -> [u8; 8] {
        let segment = &self.segments[address.segment_ord as usize];
        let document = address.doc_id;
        let mut hash = Xxh3::new();
        let numbers = [&segment.order, &segment.capture, &segment.words, &segment.shingles, &segment.figures];
        for column in numbers {
            column.values_for_doc(document).for_each(|value| hash.update(&value.to_le_bytes()));
            hash.update(b"|");
        }
        let day = segment.day(document).map(i32::to_le_bytes);
        let site = segment.site_hash(document).map(u64::to_le_bytes);
        hash.update(&[u8::from(day.is_some()), u8::from(site.is_some())]);
        hash.update(&day.unwrap_or_default());
        hash.update(&site.unwrap_or_default());
        hash.digest().to_le_bytes()
    }

    /// The domain of an article's publisher.
    pub(crate) fn site(&self, address: DocAddress) -> Option<String> {
        let segment = &self.segments[address.segment_ord as usize];
        let node = segment.site(address.doc_id)?;
        segment.sites.as_ref().and_then(|column| name_of(column, node))
    }

    /// The shingles of one article, sorted.
    pub(crate) fn shingles(&self, address: DocAddress) -> Vec<u64> {
        let segment = self.segments.get(address.segment_ord as usize);
        segment.map_or_else(Vec::new, |segment| segment.shingles(address.doc_id))
    }
}

impl Segment {
    fn open(reader: &SegmentReader, snapshot: &Snapshot) -> Result<Segment> {
        let columns = reader.fast_fields();
        let number = |field| columns.u64(snapshot.schema().tantivy.get_field_name(field));
        let time = |field| columns.i64(snapshot.schema().tantivy.get_field_name(field));
        let schema: &Schema = snapshot.schema();
        let sites = columns.str("site")?;
        let hash_of = |column: &StrColumn, node| name_of(column, node).map(|name| xxh3_64(name.as_bytes()));
        let site_hashes =
            sites.iter().flat_map(|column| (0..column.num_terms() as u64).map(|node| hash_of(column, node)));
        Ok(Segment {
            site_hashes: site_hashes.collect(),
            order: number(schema.order)?,
            capture: number(schema.capture)?,
            words: number(schema.words)?,
            shingles: number(schema.shingles)?,
            figures: number(schema.figures)?,
            start: time(schema.start)?,
            end: time(schema.end)?,
            sites,
        })
    }

    fn article(&self, address: DocAddress) -> Sketch {
        let document = address.doc_id;
        let number = |column: &Column<u64>| column.first(document).unwrap_or_default();
        let words: Vec<u64> = self.figures.values_for_doc(document).collect();
        let figures = packed::unpack(&words, Fingerprint::FIGURE_SPACE).into_iter();
        Sketch {
            key: self.key(document),
            words: number(&self.words) as u32,
            shingles: packed::count(self.shingles.first(document)),
            figures: figures.map(|hash| hash as u32).collect(),
            day: self.day(document),
            site: self.site_hash(document),
        }
    }

    /// The ids of an article and of its capture.
    fn key(&self, document: u32) -> (u64, u64) {
        let number = |column: &Column<u64>| column.first(document).unwrap_or_default();
        (number(&self.order), number(&self.capture))
    }

    /// The shingles of an article, sorted.
    fn shingles(&self, document: u32) -> Vec<u64> {
        let words: Vec<u64> = self.shingles.values_for_doc(document).collect();
        packed::unpack(&words, Fingerprint::SPACE)
    }

    fn site(&self, document: u32) -> Option<u64> {
        self.sites.as_ref().and_then(|column| column.ords().first(document))
    }

    fn site_hash(&self, document: u32) -> Option<u64> {
        self.site(document).and_then(|node| self.site_hashes.get(node as usize).copied().flatten())
    }

    fn day(&self, document: u32) -> Option<i32> {
        let (start, end) = (self.start.first(document)?, self.end.first(document)?);
        (end - start <= DAY).then(|| start.div_euclid(DAY) as i32)
    }
}

/// The name of a publisher by its number in the column.
fn name_of(column: &StrColumn, node: u64) -> Option<String> {
    let mut text = String::new();
    let known = column.ord_to_str(node, &mut text).unwrap_or(false);
    let name = Facet::from_encoded(text.into_bytes()).ok()?.to_path().first().map(|name| (*name).to_owned())?;
    (known && name != UNKNOWN_SITE).then_some(name)
}

impl std::fmt::Debug for Fingerprints {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fingerprints").finish_non_exhaustive()
    }
}
