//! Counting the values of facets over the articles that match.

use std::collections::BTreeMap;

use tantivy::columnar::StrColumn;
use tantivy::schema::Facet as Node;
use tantivy::{DocAddress, DocId, Searcher, SegmentReader};

use crate::model::{Bucket, FacetCounts, country, topic};
use crate::{Error, ErrorKind, Result};

/// Everything that can be counted.
const FACETS: &[Facet] = &[
    Facet { by: "country", field: "country", level: Level::Last },
    Facet { by: "mentions", field: "mentions", level: Level::Last },
    Facet { by: "topic", field: "topic", level: Level::First },
    Facet { by: "topic2", field: "topic", level: Level::Second },
    Facet { by: "site", field: "site", level: Level::First },
    Facet { by: "lang", field: "lang", level: Level::First },
    Facet { by: "kind", field: "kind", level: Level::First },
    Facet { by: "year", field: "date", level: Level::Date(1) },
    Facet { by: "month", field: "date", level: Level::Date(2) },
    Facet { by: "day", field: "date", level: Level::Date(3) },
];

/// Something that can be counted: the nodes of a facet field at one level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Facet {
    /// Its name.
    by: &'static str,
    /// The field that it is read from.
    field: &'static str,
    /// The level of the tree.
    level: Level,
}

/// A level of a facet's tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    First,
    Second,
    Last,
    /// So many parts of a date.
    Date(usize),
}

/// The facet of this name.
///
/// # Errors
///
/// [`ErrorKind::Unknown`] where there is none.
pub(super) fn facet(by: &str) -> Result<Facet> {
    FACETS.iter().find(|facet| facet.by.eq_ignore_ascii_case(by)).copied().ok_or_else(|| {
        let known: Vec<&str> = FACETS.iter().map(|facet| facet.by).collect();
        Error::new(ErrorKind::Unknown(format!("cannot count by `{by}`; choose among {}", known.join(", "))))
    })
}

/// How many articles carry each value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    values: BTreeMap<String, u64>,
    unknown: u64,
}

impl Counts {
    /// Adds the counts of another segment.
    pub(super) fn add(&mut self, other: Counts) {
        self.unknown += other.unknown;
        for (value, count) in other.values {
            *self.values.entry(value).or_default() += count;
        }
    }

    /// The counts as they are shown: in time order for dates, else largest first.
    pub(super) fn finish(self, facet: Facet, limit: usize) -> FacetCounts {
        let values = self.values.into_iter().filter(|(_, count)| *count > 0);
        let mut buckets: Vec<Bucket> =
            values.map(|(value, count)| Bucket { label: facet.label(&value), value, count }).collect();
        let mut more = 0;
        if !matches!(facet.level, Level::Date(_)) {
            buckets.sort_by_key(|bucket| std::cmp::Reverse(bucket.count));
            more = buckets.len().saturating_sub(limit);
            buckets.truncate(limit);
        }
        FacetCounts { by: facet.by.to_owned(), buckets, unknown: self.unknown, more }
    }
}

impl Facet {
    /// The value that a path has at this level.
    fn value(self, path: &[&str]) -> Option<String> {
        match self.level {
            _ if path == ["unknown"] => None,
            Level::First => path.first().map(|node| (*node).to_owned()),
            Level::Second => path.get(1).map(|node| (*node).to_owned()),
            Level::Last => path.last().map(|node| (*node).to_owned()),
            Level::Date(parts) => path.get(..parts).map(|nodes| nodes.join("-")),
        }
    }

    fn label(self, value: &str) -> String {
        let name = match self.field {
            "country" | "mentions" => country(value).map(|row| row.name),
            "topic" => topic(value).map(|row| row.name),
            _ => None,
        };
        name.unwrap_or(value).to_owned()
    }
}

/// Counts single documents, in the order of their addresses.
pub(super) fn count_of(
    searcher: &Searcher,
    facets: &[Facet],
    documents: &[DocAddress],
) -> tantivy::Result<Vec<Counts>> {
    let mut counts = vec![Counts::default(); facets.len()];
    for documents in documents.chunk_by(|one, other| one.segment_ord == other.segment_ord) {
        let segment = searcher.segment_reader(documents[0].segment_ord);
        for (facet, counts) in facets.iter().zip(&mut counts) {
            let mut counting = SegmentCounts::open(*facet, segment)?;
            documents.iter().for_each(|document| counting.count(document.doc_id));
            counts.add(counting.finish());
        }
    }
    Ok(counts)
}

/// Counting in one segment, by the numbers of its facet nodes.
pub(super) struct SegmentCounts {
    facet: Facet,
    column: Option<StrColumn>,
    /// The bucket of each node; found out when it is first met.
    buckets: Vec<Option<usize>>,
    /// Value, count and last document counted of each bucket. The first is that of no value.
    counts: Vec<(Option<String>, u64, Option<DocId>)>,
}

impl SegmentCounts {
    /// Opens the column of a facet.
    pub(super) fn open(facet: Facet, segment: &SegmentReader) -> tantivy::Result<SegmentCounts> {
        let column = segment.fast_fields().str(facet.field)?;
        let nodes = column.as_ref().map_or(0, |column| column.num_terms());
        Ok(SegmentCounts { facet, column, buckets: vec![None; nodes], counts: vec![(None, 0, None)] })
    }

    /// Counts a document; once in a bucket, however many of its nodes lie there.
    pub(super) fn count(&mut self, doc: DocId) {
        let Some(column) = &self.column else {
            self.counts[0].1 += 1;
            return;
        };
        let mut known = false;
        for node in column.ords().values_for_doc(doc) {
            let bucket = match self.buckets[node as usize] {
                Some(bucket) => bucket,
                None => {
                    let bucket = bucket(&mut self.counts, self.facet, column, node);
                    self.buckets[node as usize] = Some(bucket);
                    bucket
                }
            };
            let (_, count, last) = &mut self.counts[bucket];
            if bucket > 0 && *last != Some(doc) {
                *count += 1;
                *last = Some(doc);
            }
            known |= bucket > 0;
        }
        self.counts[0].1 += u64::from(!known);
    }

    /// The counts.
    pub(super) fn finish(self) -> Counts {
        let mut counts = Counts::default();
        for (value, count, _) in self.counts {
            match value {
                Some(value) => *counts.values.entry(value).or_default() += count,
                None => counts.unknown += count,
            }
        }
        counts
    }
}

/// The number of the bucket that a node belongs to.
fn bucket(
    counts: &mut Vec<(Option<String>, u64, Option<DocId>)>,
    facet: Facet,
    column: &StrColumn,
    node: u64,
) -> usize {
    let mut text = String::new();
    if !column.ord_to_str(node, &mut text).unwrap_or(false) {
        return 0;
    }
    let value = Node::from_encoded(text.into_bytes()).ok().and_then(|node| facet.value(&node.to_path()));
    let Some(value) = value else { return 0 };
    counts.iter().position(|(known, ..)| known.as_deref() == Some(&value)).unwrap_or_else(|| {
        counts.push((Some(value), 0, None));
        counts.len() - 1
    })
}
