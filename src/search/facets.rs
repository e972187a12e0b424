//! Counting the values of facets over the articles that match.

use std::collections::{BTreeMap, HashMap};

use tantivy::columnar::StrColumn;
use tantivy::schema::Facet as Node;
use tantivy::{DocId, SegmentReader};

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

/// Counting in one segment, by the numbers of its facet nodes.
pub(super) struct SegmentCounts {
    column: Option<StrColumn>,
    values: Values,
    /// Articles counted in each bucket, and the last of them. The first bucket is that of no value.
    counts: Vec<(u64, Option<DocId>)>,
}

/// The values of a facet in one segment.
#[derive(Default)]
struct Values {
    /// The bucket of each node.
    buckets: Vec<usize>,
    /// The value of each bucket but the first.
    names: Vec<String>,
}

impl Values {
    /// Reads the nodes in one go: to look one up by its number costs as much as to read a hundred in order.
    fn read(facet: Facet, column: &StrColumn) -> tantivy::Result<Values> {
        let mut values = Values { buckets: Vec::with_capacity(column.num_terms()), names: Vec::new() };
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut nodes = column.dictionary().stream()?;
        while nodes.advance() {
            let path = Node::from_encoded(nodes.key().to_vec()).ok();
            let Some(value) = path.and_then(|node| facet.value(&node.to_path())) else {
                values.buckets.push(0);
                continue;
            };
            let bucket = *numbers.entry(value).or_insert_with_key(|value| {
                values.names.push(value.clone());
                values.names.len()
            });
            values.buckets.push(bucket);
        }
        Ok(values)
    }
}

impl SegmentCounts {
    /// Opens the column of a facet.
    pub(super) fn open(facet: Facet, segment: &SegmentReader) -> tantivy::Result<SegmentCounts> {
        let column = segment.fast_fields().str(facet.field)?;
        let values = column.as_ref().map(|column| Values::read(facet, column)).transpose()?.unwrap_or_default();
        let counts = vec![(0, None); values.names.len() + 1];
        Ok(SegmentCounts { column, values, counts })
    }

    /// Counts a document; once in a bucket, however many of its nodes lie there.
    pub(super) fn count(&mut self, doc: DocId) {
        let nodes = self.column.iter().flat_map(|column| column.ords().values_for_doc(doc));
        let mut known = false;
        for bucket in nodes.map(|node| self.values.buckets[node as usize]).filter(|bucket| *bucket > 0) {
            let (count, last) = &mut self.counts[bucket];
            if *last != Some(doc) {
                *count += 1;
                *last = Some(doc);
            }
            known = true;
        }
        self.counts[0].0 += u64::from(!known);
    }

    /// The counts.
    pub(super) fn finish(self) -> Counts {
        let mut counts = self.counts.into_iter().map(|(count, _)| count);
        let unknown = counts.next().unwrap_or_default();
        Counts { values: self.values.names.into_iter().zip(counts).collect(), unknown }
    }
}
