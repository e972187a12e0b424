//! Counting the values of facets over the articles that match.
//!
//! The postings of each value are intersected with the set of matches: however many match, every posting is read at most once,
//! and a value costs no more than a look-up for each match. What is counted is what the value would find as a filter.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use rayon::prelude::*;
use tantivy::postings::BlockSegmentPostings;
use tantivy::schema::{Facet as Node, IndexRecordOption};
use tantivy::{Searcher, SegmentReader};
use tantivy_fst::Automaton;

use crate::search::matching::bits::Bits;

use crate::model::{Bucket, FacetCounts, FacetField, country, topic};
use crate::{Error, ErrorKind, Result};

/// Everything that can be counted.
const FACETS: &[Facet] = &[
    Facet { by: "country", field: FacetField::Country, level: Level::Country },
    Facet { by: "mentions", field: FacetField::Mentions, level: Level::Country },
    Facet { by: "topic", field: FacetField::Topic, level: Level::Depth(1) },
    Facet { by: "topic2", field: FacetField::Topic, level: Level::Depth(2) },
    Facet { by: "site", field: FacetField::Site, level: Level::Depth(1) },
    Facet { by: "lang", field: FacetField::Lang, level: Level::Depth(1) },
    Facet { by: "kind", field: FacetField::Kind, level: Level::Depth(1) },
    Facet { by: "author", field: FacetField::Authors, level: Level::Depth(1) },
    Facet { by: "section", field: FacetField::Sections, level: Level::Depth(1) },
    Facet { by: "tag", field: FacetField::Tags, level: Level::Depth(1) },
    Facet { by: "year", field: FacetField::Date, level: Level::Date(1) },
    Facet { by: "month", field: FacetField::Date, level: Level::Date(2) },
    Facet { by: "week", field: FacetField::Date, level: Level::Week },
    Facet { by: "day", field: FacetField::Date, level: Level::Date(3) },
];

/// Something that can be counted: the nodes of a facet field at one level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Facet {
    /// Its name.
    by: &'static str,
    /// The field that it is read from.
    field: FacetField,
    /// The level of the tree.
    level: Level,
}

/// A level of a facet's tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    /// The nodes at this depth: 1 for those at the root.
    Depth(usize),
    /// Dates cut to this number of parts (1 year, 2 month, 3 day), which is the depth of their nodes.
    Date(usize),
    /// Weeks (ISO 8601), in which the days lie.
    Week,
    /// Countries, which lie below regions, and former ones below their successors.
    Country,
}

/// The facet of this name, or the first one of the field of this name.
///
/// # Errors
///
/// [`ErrorKind::Unknown`] where there is none.
pub(crate) fn facet(by: &str) -> Result<Facet> {
    let named = |is_it: fn(&Facet) -> &'static str| FACETS.iter().find(|facet| is_it(facet).eq_ignore_ascii_case(by));
    named(|facet| facet.by).or_else(|| named(|facet| facet.field.name())).copied().ok_or_else(|| {
        let known: Vec<&str> = FACETS.iter().map(|facet| facet.by).collect();
        Error::new(ErrorKind::Unknown(format!("cannot count by `{by}`; choose among {}", known.join(", "))))
    })
}

/// How many articles carry each value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
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
    pub(crate) fn finish(self, facet: Facet, limit: usize) -> FacetCounts {
        let values = self.values.into_iter().filter(|(_, count)| *count > 0);
        let mut buckets: Vec<Bucket> =
            values.map(|(value, count)| Bucket { label: facet.label(&value), value, count }).collect();
        let mut more = 0;
        if !matches!(facet.level, Level::Date(_) | Level::Week) {
            buckets.sort_by_key(|bucket| std::cmp::Reverse(bucket.count));
            more = buckets.len().saturating_sub(limit);
            buckets.truncate(limit);
        }
        FacetCounts { by: facet.by.to_owned(), buckets, unknown: self.unknown, more }
    }
}

impl Facet {
    /// The value that a node of this level stands for; none for the node of no value, and for nodes of other levels.
    fn value(self, path: &[&str]) -> Option<String> {
        let last = path.last().filter(|last| **last != "unknown")?;
        match self.level {
            Level::Depth(_) => Some((*last).to_owned()),
            Level::Date(_) => Some(path.join("-")),
            Level::Week => week(&path.join("-")),
            Level::Country => country(last).map(|_| (*last).to_owned()),
        }
    }

    /// The nodes of which values are.
    fn nodes(self) -> Nodes {
        match self.level {
            Level::Depth(depth) | Level::Date(depth) => Nodes { least: depth, most: depth },
            Level::Week => Nodes { least: 3, most: 3 },
            Level::Country => Nodes { least: 1, most: usize::MAX },
        }
    }

    fn label(self, value: &str) -> String {
        if self.level == Level::Week {
            return name_of_week(value);
        }
        let name = match self.field {
            FacetField::Country | FacetField::Mentions => country(value).map(|row| row.name),
            FacetField::Topic => topic(value).map(|row| row.name),
            FacetField::Date | FacetField::Site | FacetField::Lang | FacetField::Kind => None,
            FacetField::Authors | FacetField::Sections | FacetField::Tags => None,
        };
        name.unwrap_or(value).to_owned()
    }
}

/// The week of a day as a range of days, which a query takes: `2025-10-13..2025-10-19`.
fn week(day: &str) -> Option<String> {
    let day: Date = day.parse().ok()?;
    let monday = day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).ok()?;
    Some(format!("{monday}..{}", monday.checked_add(6.days()).ok()?))
}

/// The name of such a week: `2025-W42`.
fn name_of_week(value: &str) -> String {
    let monday = value.split("..").next().and_then(|day| day.parse::<Date>().ok());
    let week = monday.map(Date::iso_week_date);
    week.map_or_else(|| value.to_owned(), |week| format!("{:04}-W{:02}", week.year(), week.week()))
}

/// Counts the values of facets over sets of documents, one set a segment.
///
/// # Errors
///
/// When the index cannot be read.
pub(crate) fn count(searcher: &Searcher, facets: &[Facet], documents: &[Bits]) -> tantivy::Result<Vec<Counts>> {
    let segments = searcher.segment_readers().iter().zip(documents).filter(|(_, documents)| documents.count() > 0);
    let tasks: Vec<_> = segments
        .flat_map(|(segment, documents)| facets.iter().map(move |facet| (segment, documents, *facet)))
        .collect();
    let counted = |(segment, documents, facet): &(&SegmentReader, &Bits, Facet)| count_in(segment, *facet, documents);
    let counted: tantivy::Result<Vec<Counts>> = match documents.iter().map(Bits::count).sum::<u32>() < LEAST_SHARED {
        true => tasks.iter().map(counted).collect(),
        false => tasks.par_iter().map(counted).collect(),
    };
    let mut counts = vec![Counts::default(); facets.len()];
    for (place, segment) in counted?.into_iter().enumerate() {
        counts[place % facets.len()].add(segment);
    }
    Ok(counts)
}

/// The fewest matches that are counted on all cores: below that, waking them costs more than it saves.
const LEAST_SHARED: u32 = if cfg!(test) { 20 } else { 10_000 };

fn count_in(segment: &SegmentReader, facet: Facet, documents: &Bits) -> tantivy::Result<Counts> {
    let total = documents.count();
    let mut counts = Counts { values: BTreeMap::new(), unknown: u64::from(total) };
    let index = segment.inverted_index(segment.schema().get_field(facet.field.name())?)?;
    let mut known = Bits::below(segment.max_doc());
    let mut terms = index.terms().search(facet.nodes()).into_stream()?;
    while let Some((key, info)) = terms.next() {
        let path = Node::from_encoded(key.to_vec()).ok();
        let Some(value) = path.and_then(|node| facet.value(&node.to_path())) else { continue };
        let postings = index.read_block_postings_from_terminfo(info, IndexRecordOption::Basic)?;
        *counts.values.entry(value).or_default() += u64::from(count_both(postings, documents, total, &mut known));
    }
    known.keep(documents);
    counts.unknown -= u64::from(known.count());
    Ok(counts)
}

/// How many times cheaper it is to read a posting in order than to seek one.
const LOOK: u32 = 16;

/// Counts `documents` (of `total`) present in `postings`; sets their bits in `known`, possibly others too.
fn count_both(mut postings: BlockSegmentPostings, documents: &Bits, total: u32, known: &mut Bits) -> u32 {
    let mut count = 0;
    if postings.doc_freq() / LOOK > total {
        for doc in documents.iter() {
            let place = postings.seek(doc);
            if postings.docs().get(place) == Some(&doc) {
                known.insert(doc);
                count += 1;
            }
        }
        return count;
    }
    while !postings.docs().is_empty() {
        // No branch in between: every other posting would take it.
        for doc in postings.docs() {
            known.insert(*doc);
            count += u32::from(documents.holds(*doc));
        }
        postings.advance();
    }
    count
}

/// The nodes of a facet between two depths, as an automaton for the dictionaries of the engine.
struct Nodes {
    least: usize,
    most: usize,
}

/// What separates the nodes of a path.
const SEPARATOR: u8 = 0;

impl Automaton for Nodes {
    /// The depth of the node that is read; 0 before the first.
    type State = usize;

    fn start(&self) -> usize {
        0
    }

    fn is_match(&self, depth: &usize) -> bool {
        (self.least..=self.most).contains(depth)
    }

    fn can_match(&self, depth: &usize) -> bool {
        *depth <= self.most
    }

    fn accept(&self, depth: &usize, byte: u8) -> usize {
        if *depth == 0 || byte == SEPARATOR { depth + 1 } else { *depth }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FIELDS, FieldKind};

    #[test]
    fn a_day_lies_in_the_week_of_its_monday() {
        assert_eq!(week("2025-10-19").as_deref(), Some("2025-10-13..2025-10-19"));
        assert_eq!(week("2025-10-13").as_deref(), Some("2025-10-13..2025-10-19"));
        assert_eq!(week("2025"), None);
        assert_eq!(name_of_week("2024-12-30..2025-01-05"), "2025-W01");
    }

    #[test]
    fn every_facet_can_be_counted() {
        for field in FIELDS {
            if let FieldKind::Facet(facet) = field.kind {
                assert!(FACETS.iter().any(|counted| counted.field == facet), "{}", field.name);
            }
        }
    }
}
